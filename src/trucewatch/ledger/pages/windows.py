"""Which records does one screen of a board rest on? The latest reports that speak of its subject, or some events.

A board reads all that its reports hold, so a screen is bounded by reports: those that `relink` listed for the board,
the latest first, or those of a few events. What is asked for by name narrows the reports, then the records.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions, rows
from trucewatch.ledger.pages import events
from trucewatch.ledger.pages.cursor import after, listed
from trucewatch.ledger.pages.extent import chosen
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.spread_subjects import full_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.ledger.view import View

__all__ = ["Held", "Period", "Window", "board_window", "event_window", "held"]

Record = dict[str, Any]

_MOST_READINGS = 400
_MOST_OF_AN_EVENT = 80
_MOST_OF_A_READING = 2_000  # figures, or statements, or positions: no report of this world holds more
_KEYS = ("day", "reading_no")


@dataclass(frozen=True, slots=True)
class Period:
    """Which days of publication, whose words, and where; None asks nothing.

    `source`: part of the name of who is heard; `where`: part of the name of a place, or a country's code (UA).
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    source: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """One screen: numbers of readings, the first and last day they were published, events, and the next cursor."""

    readings: tuple[int, ...]
    first: str | None
    last: str | None
    following: str | None
    events: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """All that some readings hold, as contract records in the order of `View`.

    `there`: ids of the figures and positions at the place asked for, None where none is.
    """

    reports: tuple[Record, ...]
    statements: tuple[Record, ...]
    figures: tuple[Record, ...]
    positions: tuple[Record, ...]
    there: frozenset[str] | None = None


def board_window(view: View, board: str, asked: Period, *, cursor: str | None = None, limit: int = 60) -> Window:
    """Return the latest readings listed for a board (force, ceasefire, support, disruption), from a cursor on."""
    values: dict[str, Any] = {"board": board, "as_of": asked.as_of, "since": asked.since, "until": asked.until}
    told = ["board = :board"]
    for value, condition in (
        (asked.as_of, "told <= :as_of"),
        (asked.since, "day >= :since"),
        (asked.until, "day <= :until AND day > ''"),
    ):
        if value:
            told.append(condition)
    if asked.source:
        told.append(_heard(view, asked.source, values))
    if asked.where:
        told.append(_located(view, asked.where, values))
    key = after(cursor, _KEYS)
    if key is not None:
        told.append("(day, reading_no) < (:after_day, :after_no)")
        values |= {"after_day": key["day"], "after_no": key["reading_no"]}
    query = (
        f"SELECT day, reading_no FROM board_report WHERE {' AND '.join(told)} "
        "ORDER BY day DESC, reading_no DESC LIMIT :limit"
    )
    shown = listed(view.ask(query, {**values, "limit": limit + 1}), _KEYS, limit)
    days = [row["day"] for row in shown.records if row["day"]]
    numbers = tuple(row["reading_no"] for row in shown.records)
    return Window(numbers, min(days, default=None), max(days, default=None), shown.following)


def event_window(view: View, asked: events.Asked, *, cursor: str | None = None, limit: int = 40) -> Window:
    """Return events, the latest first, with the readings of their reports (the first ones where they are many)."""
    shown = events.event_rows(view, asked, cursor=cursor, limit=limit)
    ids = [row["event_id"] for row in shown.records]
    # Of large ledgers the kept events are today's: what was published later is cut off, and the bounds made anew.
    known = (events.event_known(view, name, as_of=asked.as_of) for name in ids)
    told = tuple(event for event in known if event is not None)
    reports = list(dict.fromkeys(name for event in told for name in event["reports"][:_MOST_OF_AN_EVENT]))
    days = [event["when"]["start"] for event in told if event["when"]]
    numbers = _shown(view, reports[:_MOST_READINGS])
    return Window(numbers, min(days, default=None), max(days, default=None), shown.following, told)


def held(view: View, readings: Sequence[int], where: str | None = None) -> Held:
    """Return all records of some readings (hundreds at most), and which of them are at a place."""
    asked = {"numbers": json.dumps(list(readings)), "most": _MOST_OF_A_READING}
    return Held(
        reports=tuple(_reports(view, asked)),
        statements=tuple(_told(view, questions.STATEMENTS, rows.STATEMENT, asked)),
        figures=tuple(_told(view, questions.FIGURES, rows.FIGURE, asked)),
        positions=tuple(_told(view, questions.POSITIONS, rows.POSITION, asked)),
        there=_there(view, readings, where) if where else None,
    )


def _told(view: View, question: questions.Question, shape: rows.Shape, asked: Mapping[str, Any]) -> Iterator[Record]:
    """Yield the records of one kind; of a report that holds thousands of it the first ones, after all others."""
    kind, begins = shape.record, "content_start" if shape is rows.STATEMENT else "span_start"
    last = f"SELECT {begins} FROM {kind} AS t WHERE t.reading_no = reading.reading_no ORDER BY {begins} LIMIT 1"
    full = (
        f"SELECT reading_no, ({last} OFFSET :most) AS last FROM reading "
        f"WHERE reading_no IN (SELECT value FROM json_each(:numbers)) AND {kind}s > :most"
    )
    overfull = {row["reading_no"]: row["last"] for row in view.ask(full, asked)}
    others = [number for number in json.loads(asked["numbers"]) if number not in overfull]
    found = [("t.reading_no IN (SELECT value FROM json_each(:numbers))", {"numbers": json.dumps(others)})]
    found += [
        (f"t.reading_no = :number AND t.{begins} < :last", {"number": n, "last": at}) for n, at in overfull.items()
    ]
    for condition, values in found:
        yield from _records(view, f"{question.select} WHERE {condition} ORDER BY {question.order}", values, shape)


def _records(view: View, query: str, values: Mapping[str, Any], shape: rows.Shape) -> Iterator[Record]:
    for row in view.ask(query, values):
        kept = {key: row[key] for key in ("report_id", "outlet", "published")}
        yield {**shape.tell(row, row["report"]), **kept}


def _reports(view: View, asked: Mapping[str, Any]) -> Iterator[Record]:
    query = (
        "SELECT t.*, report.report_id, report.name AS report, report.outlet, report.url, report.title, "
        "report.authors FROM reading AS t JOIN report ON report.report_no = t.report_no "
        "WHERE t.reading_no IN (SELECT value FROM json_each(:numbers)) "
        "ORDER BY COALESCE(t.published, '9999'), report.name, report.report_id"
    )
    for row in view.ask(query, asked):
        yield rows.PAGE.tell(row, row["report"])


def _heard(view: View, part: str, values: dict[str, Any]) -> str:
    """Return the condition that a reading holds a figure or a stand of somebody whose name holds `part`."""
    made: list[str] = []
    for letter, sort, query in (
        ("s", "source", "SELECT reading_no FROM figure WHERE source_name IN ({0})"),
        ("h", "holder", "SELECT reading_no FROM position WHERE holder IN ({0})"),
    ):
        names = {f"{letter}{number}": name for number, name in enumerate(chosen(view, sort, part))}
        values |= names
        made.append(query.format(", ".join(f":{key}" for key in names) or "NULL"))
    return f"reading_no IN ({' UNION '.join(made)})"


def _located(view: View, where: str, values: dict[str, Any]) -> str:
    """Return the condition that a reading holds a figure at a place, or that its text names it."""
    if len(where) == len("UA"):
        values["country"] = where.upper()
        here = "figure.reading_no = board_report.reading_no AND figure.place_country = :country"
        return f"EXISTS (SELECT 1 FROM figure WHERE {here})"
    names = {f"w{number}": name for number, name in enumerate(chosen(view, "place", where))}
    values |= names
    marks = ", ".join(f":{key}" for key in names) or "NULL"
    made = [f"SELECT reading_no FROM figure WHERE place_name IN ({marks})"]
    if words := full_text([f"{where}*"]):
        values["named"] = words
        made.append(
            "SELECT reading.reading_no FROM words JOIN reading ON reading.report_no = words.rowid "
            "WHERE words MATCH :named"
        )
    return f"reading_no IN ({' UNION '.join(made)})"


def _there(view: View, readings: Sequence[int], where: str) -> frozenset[str]:
    """Return the ids of figures and positions of some readings that `where` means, as on the command line."""
    found: set[str] = set()
    for question, name in ((questions.FIGURES, "figure_id"), (questions.POSITIONS, "position_id")):
        conditions, values = questions.narrowed(question, questions.Filters(where=where))
        asked = {**values, "numbers": json.dumps(list(readings))}
        told = " AND ".join(["t.reading_no IN (SELECT value FROM json_each(:numbers))", *conditions])
        found.update(row[name] for row in view.ask(f"{question.select} WHERE {told}", asked))
    return frozenset(found)


def _shown(view: View, report_ids: Sequence[str]) -> tuple[int, ...]:
    query = (
        "SELECT reading.reading_no FROM report JOIN reading ON reading.report_no = report.report_no "
        f"WHERE report.report_id IN (SELECT value FROM json_each(:ids)) AND {SHOWN}"
    )
    return tuple(row["reading_no"] for row in view.ask(query, {"ids": json.dumps(report_ids)}))
