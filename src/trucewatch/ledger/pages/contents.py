"""What do many reports hold? Their texts, figures and statements, hundreds of reports at once, in the order of adding.

For who packs or walks an archive: one question a report would cost more than what it answers, and reports lie on disk
in the order in which they were added.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions, rows
from trucewatch.ledger.pages import records
from trucewatch.ledger.spread_subjects import full_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from trucewatch.ledger.questions import Filters
    from trucewatch.ledger.view import View

__all__ = ["Contents", "contents_of", "last_added", "texts_naming", "texts_of"]

Record = dict[str, Any]

_MOST_AT_ONCE = 400  # reports
_TEXTS_AT_ONCE = 100  # likewise, of those looked into one after the other
_MOST_RECORDS = 20_000  # of those reports
_ANYWHERE = 2**31  # characters: no text is longer
_NUMBERED = (
    "SELECT report.report_id, reading.reading_no, reading.figures, reading.statements FROM last_reading "
    "JOIN reading ON reading.reading_no = last_reading.reading_no JOIN report ON report.report_no = reading.report_no "
    "ORDER BY reading.reading_no"
)
_JOINED = (
    "FROM reading AS t JOIN report ON report.report_no = t.report_no JOIN text ON text.sha256 = report.sha256 WHERE"
)
_HEAD = "report.report_id, report.name AS report, report.outlet, report.url, report.title, report.authors"
_NAMED = "t.reading_no IN (SELECT value FROM json_each(:numbers)) ORDER BY t.reading_no"
_TEXTS = f"SELECT report.report_id, text.body {_JOINED} {_NAMED}"
_WHOLE = f"SELECT t.*, {_HEAD}, text.body {_JOINED} {_NAMED}"
_WORDS = "t.report_no IN (SELECT rowid FROM words WHERE words MATCH :words)"


@dataclass(frozen=True, slots=True)
class Contents:
    """A report with `figures` and `statements` (how many it holds), its text, and the first of both, in order."""

    report: Record
    text: str
    figures: list[Record]
    statements: list[Record]


def last_added(view: View) -> str | None:
    """Return when the ledger last took in a report, a problem or a judgement (ISO, UTC), None where it is empty."""
    query = (
        "SELECT MAX(added) AS last FROM (SELECT MAX(added) AS added FROM report "
        "UNION ALL SELECT MAX(added) FROM problem UNION ALL SELECT MAX(decided) FROM judgement) AS held"
    )
    return next(view.ask(query))["last"]


def texts_of(view: View, report_ids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield id and final text of each of some reports."""
    for some in _parted(view, report_ids):
        for row in view.ask(_TEXTS, {"numbers": json.dumps([each["reading_no"] for each in some])}):
            view.handed_out += 1
            yield row["report_id"], row["body"]


def contents_of(view: View, report_ids: Collection[str], *, most: int) -> Iterator[Contents]:
    """Yield each of some reports as its last reading has it, with `most` figures and statements at the most."""
    for some in _parted(view, report_ids):
        figures = _held(view, "figure", some, most)
        statements = _held(view, "statement", some, most)
        for row in view.ask(_WHOLE, {"numbers": json.dumps([each["reading_no"] for each in some])}):
            view.handed_out += 1
            counts = {name: row[name] for name in ("figures", "statements")}
            report = {**rows.PAGE.tell(row, row["report"]), **counts}
            number = row["reading_no"]
            yield Contents(report, row["body"], figures.get(number, []), statements.get(number, []))


def texts_naming(
    view: View, filters: Filters, phrases: Iterable[Iterable[str]]
) -> Iterator[Iterator[tuple[Record, str]]]:
    """Yield the newest version of each report, with its text, that may hold a phrase of each list of `phrases`.

    By date, name and id, some hundred at a time, and these in no order to rely on. Found by the index of words, which
    knows no case and bounds a gap by words only: look again in the text. `filters` narrow by outlet and day of
    publication. A record has the number of its reading too (`reading_no`).
    """
    conditions, values = questions.narrowed(questions.REPORTS, filters)
    shown = "t.reading_no IN (SELECT reading_no FROM shown_reading)"
    query = (
        "SELECT t.reading_no FROM reading AS t JOIN report ON report.report_no = t.report_no WHERE "
        f"{' AND '.join([_WORDS, shown, *conditions])} "
        "ORDER BY COALESCE(t.published, '9999'), report.name, report.report_id"
    )
    asked = {**values, "words": " AND ".join(f"({full_text(each)})" for each in phrases)}
    numbers = [row["reading_no"] for row in view.ask(query, asked)]
    for first in range(0, len(numbers), _TEXTS_AT_ONCE):
        yield _told_of(view, numbers[first : first + _TEXTS_AT_ONCE])


def _told_of(view: View, numbers: list[int]) -> Iterator[tuple[Record, str]]:
    for row in view.ask(_WHOLE, {"numbers": json.dumps(numbers)}):
        view.handed_out += 1
        yield {**rows.PAGE.tell(row, row["report"]), "reading_no": row["reading_no"]}, row["body"]


def _parted(view: View, report_ids: Collection[str]) -> Iterator[list[Record]]:
    """Yield the readings of reports, with how much they hold, in parts that fit in memory."""
    wanted = frozenset(report_ids)
    part: list[Record] = []
    held = 0
    for row in list(view.ask(_NUMBERED)):
        if row["report_id"] not in wanted:
            continue
        part.append(row)
        held += row["figures"] + row["statements"]
        if len(part) == _MOST_AT_ONCE or held > _MOST_RECORDS:
            yield part
            part, held = [], 0
    if part:
        yield part


def _held(view: View, kind: str, readings: list[Record], most: int) -> dict[int, list[Record]]:
    """Return the figures or statements of readings; of those that hold more than `most` the first ones."""
    ask = records.figures_in if kind == "figure" else records.statements_in
    found: dict[int, list[Record]] = {}
    usual = [each["reading_no"] for each in readings if each[f"{kind}s"] <= most]
    for record in records.of_readings(view, kind, usual):
        found.setdefault(record["reading_no"], []).append(record)
    for each in readings:
        if each[f"{kind}s"] > most:
            number = each["reading_no"]
            found[number] = list(ask(view, number, 0, _ANYWHERE, limit=most))
    return found
