"""Full text: which reports hold these words, and where in them? Newest first, bounded whatever the words.

Words stand for all of them in any order; "…" is a phrase, `word*` any ending, `-word` must not occur. Case and accents
do not count. Fields (a source, a place, a kind, days) narrow the reports that hold the words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.cursor import after, listed
from trucewatch.ledger.pages.extent import chosen
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = ["Sought", "Term", "opening_of", "reports_with", "terms"]

Record = dict[str, Any]

_FEW = 2000  # matches that are sorted by day; more are taken from those added last
_MOST_TERMS = 12
_OPENING = 60_000  # characters of a text that are looked through for a snippet
_TERM = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')
_WORD = re.compile(r"\w+")
_KEYS = ("key_day", "key_tie")
_LOOKED = 3000  # of the reports added last that one screen looks at
_ROWS = (
    "SELECT report.report_no, report.report_id, report.name AS report, report.outlet, report.title, {0} AS key_day, "
    "report.report_no AS key_tie, reading.published, reading.figures FROM {1} "
    "JOIN reading ON reading.report_no = report.report_no WHERE "
)
_BY_DAY = _ROWS.format("COALESCE(reading.published, '')", "words JOIN report ON report.report_no = words.rowid")
_BY_NUMBER = _ROWS.format("''", "report")


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row that are asked for; the last may have any ending; `is_wanted` or must not occur."""

    words: tuple[str, ...]
    has_ending: bool = False
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; None asks nothing. `since`, `until`, `as_of`: days of publication; the rest of a figure."""

    terms: tuple[Term, ...]
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    source: str | None = None
    place: str | None = None
    kind: str | None = None


def terms(told: str) -> tuple[Term, ...]:
    """Return what a person's words ask for; empty where they hold no letter and no digit."""
    made: list[Term] = []
    for found in _TERM.finditer(told):
        minus, phrase = (found[1], found[2]) if found[2] is not None else (found[3], found[4])
        words = tuple(_WORD.findall(phrase))
        if words:
            made.append(Term(words, has_ending=phrase.endswith("*"), is_wanted=not minus))
    return tuple(made[:_MOST_TERMS])


def reports_with(view: View, sought: Sought, *, cursor: str | None = None, limit: int = 20) -> tuple[Listed, int]:
    """Return a screen of reports that hold the terms, and how many reports do at most (_FEW + 1: more than told).

    Keys: report_no, report_id, report, outlet, title, published, figures. Where few hold them, the latest published
    come first, else those added last.
    """
    asked = _match(sought.terms)
    if not asked:
        return listed((), _KEYS, limit), 0
    values: dict[str, Any] = {"match": asked, "limit": limit + 1, "most": _FEW + 1}
    query = "SELECT COUNT(*) AS n FROM (SELECT rowid FROM words WHERE words MATCH :match LIMIT :most)"
    matches = int(next(view.ask(query, values))["n"])
    conditions = [SHOWN, *_fields(view, sought, values)]
    key = after(cursor, _KEYS)
    values |= key or {}
    if matches > _FEW:
        return _last_added(view, conditions, values), matches
    if key is not None:
        conditions.append("(COALESCE(reading.published, ''), report.report_no) < (:key_day, :key_tie)")
    query = (
        f"{_BY_DAY} words MATCH :match AND {' AND '.join(conditions)} ORDER BY key_day DESC, key_tie DESC LIMIT :limit"
    )
    return listed(view.ask(query, values), _KEYS, limit), matches


def _last_added(view: View, conditions: Sequence[str], values: dict[str, Any]) -> Listed:
    """Return a screen of the reports added last, of which so many are looked at; the cursor goes on behind them."""
    below = "AND rowid < :key_tie" if "key_tie" in values else ""
    query = f"SELECT rowid FROM words WHERE words MATCH :match {below} ORDER BY rowid DESC LIMIT :looked"
    numbers = [row["rowid"] for row in view.ask(query, {**values, "looked": _LOOKED})]
    query = (
        f"{_BY_NUMBER} report.report_no IN (SELECT value FROM json_each(:numbers)) "
        f"AND {' AND '.join(conditions)} ORDER BY report.report_no DESC LIMIT :limit"
    )
    limit = values["limit"] - 1
    shown = listed(view.ask(query, {**values, "numbers": json.dumps(numbers)}), _KEYS, limit)
    if shown.following is not None or len(numbers) < _LOOKED:
        return shown
    behind = {"key_day": "", "key_tie": numbers[-1]}
    return replace(shown, following=listed((behind, behind), _KEYS, 1).following)


def opening_of(view: View, report_no: int) -> str:
    """Return the beginning of a report's text, as far as it is looked through for a snippet."""
    query = (
        "SELECT SUBSTR(body, 1, :most) AS words FROM report JOIN text ON text.sha256 = report.sha256 "
        "WHERE report_no = :number"
    )
    row = next(view.ask(query, {"number": report_no, "most": _OPENING}), None)
    return "" if row is None else str(row["words"])


def _match(asked: tuple[Term, ...]) -> str:
    """Return the full-text query; empty where nothing is wanted."""
    wanted = [_quoted(term) for term in asked if term.is_wanted]
    left_out = [_quoted(term) for term in asked if not term.is_wanted]
    if not wanted:
        return ""
    return " AND ".join(wanted) + "".join(f" NOT {each}" for each in left_out)


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.has_ending else "")


def _fields(view: View, sought: Sought, values: dict[str, Any]) -> list[str]:
    made: list[str] = []
    for name, condition in (
        ("since", "reading.published >= :since"),
        ("until", "reading.published <= :until"),
        ("as_of", "reading.published <= :as_of"),
    ):
        value = getattr(sought, name)
        if value:
            made.append(condition)
            values[name] = value
    held = ["f.reading_no = reading.reading_no"]
    for sort, part in (("source", sought.source), ("place", sought.place)):
        if part:
            names = {f"{sort}{number}": name for number, name in enumerate(chosen(view, sort, part))}
            values |= names
            held.append(f"+f.{sort}_name IN ({', '.join(f':{key}' for key in names) or 'NULL'})")
    if sought.kind:
        held.append("f.kind = :kind")
        values["kind"] = fold(sought.kind)
    if len(held) > 1:
        made.append(f"EXISTS (SELECT 1 FROM figure AS f WHERE {' AND '.join(held)})")
    return made
