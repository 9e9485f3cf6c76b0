"""The SQL that views ask, in one place: what is selected, how filters narrow it, in which order it comes.

Every value is a named parameter; `fold` (no case, no accents) is registered by the view. A condition on a
column without a value is never true: what has no date is left out as soon as a date is asked for.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FIGURES",
    "POSITIONS",
    "PROBLEMS",
    "REPORTS",
    "STATEMENTS",
    "Filters",
    "Question",
    "asked",
    "fold",
    "narrowed",
]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; None asks nothing. Text is compared without case or accents.

    `where` and `source` of two letters are codes and never looked for inside names.
    `since`/`until`: ISO dates, both included: the event's date of a figure (else as_of, else published), the
    published date of everything else; what has no date is left out as soon as one of them is given.
    `where`: part of a place name, or an ISO-2 country code (of statements and positions: part of their words,
    or the place of a figure in them). `source`: part of a source's name or role, or its side; the holder of a
    position. `outlet`: part of the outlet's name. `kind`: a figure's kind or measure; a statement's mode, or the
    kind of a figure in it; a position's topic or stance; a problem's stage; reports that hold such a figure.
    `versions`: also what older versions of a page said.
    """

    since: str | None = None
    until: str | None = None
    where: str | None = None
    source: str | None = None
    outlet: str | None = None
    kind: str | None = None
    versions: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What one view selects, from what, its order, and the condition that each filter stands for.

    `day`: what the order begins with, '9999' where there is none; `begins`: the column of where it stands in its text;
    `sort`: what `kinds` are values of.
    """

    select: str
    order: str
    first_day: str
    last_day: str
    where: str
    source: str
    kind: str
    versions: str = "t.reading_no IN (SELECT reading_no FROM {readings})"
    day: str = "COALESCE(t.published, '9999')"
    begins: str = "span_start"
    sort: str = "t.kind"


def fold(text: str | None) -> str | None:
    """Return `text` without case and accents, for comparing."""
    if text is None:
        return None
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def asked(question: Question, filters: Filters, kinds: Sequence[str] = ()) -> tuple[str, dict[str, str | None]]:
    """Return the statement and its parameters; `kinds` of figures (topics of positions), none: all."""
    shown = question.versions.format(readings="last_reading" if filters.versions else "shown_reading")
    conditions, values = narrowed(question, filters)
    named = {f"kind_{number}": kind for number, kind in enumerate(kinds)}
    if named:
        conditions.append(f"{question.sort} IN ({', '.join(f':{name}' for name in named)})")
    told = " AND ".join([shown, *conditions])
    return f"{question.select} WHERE {told} ORDER BY {question.order}", {**values, **named}


def narrowed(question: Question, filters: Filters) -> tuple[list[str], dict[str, str | None]]:
    """Return the conditions that filters stand for, all but which versions speak, and their parameters."""
    conditions: list[str] = []
    for value, condition in (
        (filters.since, f"{question.last_day} >= :since"),
        (filters.until, f"{question.first_day} <= :until"),
        (filters.where, question.where),
        (filters.source, question.source),
        (filters.outlet, "INSTR(fold(report.outlet), :outlet) > 0"),
        (filters.kind, question.kind),
    ):
        if value is not None:
            conditions.append(f"({condition})")
    values = {
        "since": (filters.since or "")[:10],
        "until": (filters.until or "")[:10],
        "where": _part(filters.where),
        "country": (filters.where or "").upper(),
        "source": _part(filters.source),
        "side": (filters.source or "").upper(),
        "outlet": fold(filters.outlet),
        "kind": fold(filters.kind),
    }
    return conditions, values


def _part(text: str | None) -> str | None:
    """Return what to look for inside names; two letters are a code and looked for as a whole: UK is in "Lukas"."""
    folded = fold(text)
    return folded if folded is not None and len(folded) > 2 else None


_IS_THERE = "INSTR(fold({0}.place_name), :where) > 0 OR UPPER({0}.place_country) = :country"
_IS_SOURCE = (
    "INSTR(fold({0}.source_name), :source) > 0 OR INSTR(fold({0}.source_role), :source) > 0 "
    "OR UPPER({0}.source_side) = :side"
)
_IS_KIND = "fold({0}.kind) = :kind OR fold({0}.measure) = :kind"
_IN_STATEMENT = (
    "EXISTS (SELECT 1 FROM figure AS f WHERE f.reading_no = t.reading_no AND f.statement_id = t.statement_id AND ({0}))"
)
_IN_READING = "EXISTS (SELECT 1 FROM {1} AS f WHERE f.reading_no = t.reading_no AND ({0}))"
_RECORD = (
    "SELECT t.*, report.name AS report, report.report_id, report.outlet FROM {0} AS t "
    "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no"
)

_DAY_OF_FIGURE = "COALESCE(t.when_start, t.as_of, t.published, '9999')"
FIGURES = Question(
    select=_RECORD.format("figure"),
    order=f"{_DAY_OF_FIGURE}, report.name, report.report_id, t.span_start, t.figure_id",
    day=_DAY_OF_FIGURE,
    first_day="COALESCE(t.when_start, t.as_of, t.published)",
    last_day="COALESCE(t.when_end, t.as_of, t.published)",
    where=_IS_THERE.format("t"),
    source=_IS_SOURCE.format("t"),
    kind=_IS_KIND.format("t"),
)

STATEMENTS = Question(
    select=_RECORD.format("statement"),
    order="COALESCE(t.published, '9999'), report.name, report.report_id, t.content_start, t.statement_id",
    first_day="t.published",
    last_day="t.published",
    where="INSTR(fold(t.content_wording), :where) > 0 OR " + _IN_STATEMENT.format(_IS_THERE.format("f")),
    source=_IS_SOURCE.format("t"),
    kind="fold(t.mode) = :kind OR " + _IN_STATEMENT.format(_IS_KIND.format("f")),
)

POSITIONS = Question(
    select=_RECORD.format("position"),
    order="COALESCE(t.published, '9999'), report.name, report.report_id, t.span_start, t.position_id",
    first_day="t.published",
    last_day="t.published",
    where="INSTR(fold(t.wording), :where) > 0 OR " + _IN_STATEMENT.format(_IS_THERE.format("f")),
    source=(
        "INSTR(fold(t.holder), :source) > 0 OR UPPER(t.holder) = :side OR EXISTS (SELECT 1 FROM statement AS s "
        "WHERE s.reading_no = t.reading_no AND s.statement_id = t.statement_id AND UPPER(s.source_side) = :side)"
    ),
    kind="INSTR(fold(t.topic), :kind) > 0 OR fold(t.stance) = :kind",
    sort="t.topic",
)

PROBLEMS = Question(
    select=(
        "SELECT t.*, report.report_id, report.outlet, reading.published, EXISTS (SELECT 1 FROM report AS later "
        "WHERE later.name = t.report AND later.added > t.added) AS read_since FROM problem AS t "
        "LEFT JOIN reading ON reading.reading_no = t.reading_no "
        "LEFT JOIN report ON report.report_no = reading.report_no"
    ),
    order="t.report, t.stage, COALESCE(t.span_start, -1), t.message, t.problem_no",
    first_day="COALESCE(reading.published, SUBSTR(t.added, 1, 10))",
    last_day="COALESCE(reading.published, SUBSTR(t.added, 1, 10))",
    where="FALSE",  # what could not be read has no place and no source
    source="FALSE",
    kind="fold(t.stage) = :kind",
    versions="(t.reading_no IS NULL OR t.reading_no IN (SELECT reading_no FROM {readings}))",
)

_VERSIONS = (
    "(SELECT report_no, ROW_NUMBER() OVER page AS version, COUNT(*) OVER address AS versions FROM report "
    "WINDOW address AS (PARTITION BY COALESCE(url, report_id)), "
    "page AS (PARTITION BY COALESCE(url, report_id) ORDER BY seen, report_no)) AS numbered"
)

REPORTS = Question(
    select=(
        "SELECT t.*, report.report_id, report.name AS report, report.sha256, report.outlet, report.url, report.title, "  # noqa: S608 - our own
        "report.authors, report.media_type, report.fetched, report.added AS report_added, LENGTH(text.body) AS "
        "characters, numbered.version, numbered.versions FROM reading AS t "
        f"JOIN report ON report.report_no = t.report_no JOIN {_VERSIONS} ON numbered.report_no = t.report_no "
        "JOIN text ON text.sha256 = report.sha256"
    ),
    order="COALESCE(t.published, '9999'), report.name, numbered.version, report.report_id",
    first_day="t.published",
    last_day="t.published",
    where=_IN_READING.format(_IS_THERE.format("f"), "figure"),
    source=f"{_IN_READING.format(_IS_SOURCE.format('f'), 'statement')} OR "
    f"{_IN_READING.format(_IS_SOURCE.format('f'), 'figure')}",
    kind=_IN_READING.format(_IS_KIND.format("f"), "figure"),
    versions="t.reading_no IN (SELECT reading_no FROM last_reading)",  # silent edits are to be seen in the list
)
