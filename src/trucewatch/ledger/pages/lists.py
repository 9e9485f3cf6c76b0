"""Which reports, figures and statements, the latest publication first, by field and a screen at a time.

Parts of names become whole names (`extent.chosen`), of which the rarest leads through an index; where all are common,
the list is walked by day. What has no date comes last, and not at all where a day is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import rows
from trucewatch.ledger.pages.cursor import Latest, latest
from trucewatch.ledger.pages.extent import names
from trucewatch.ledger.pages.records import SHOWN

if TYPE_CHECKING:
    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = ["Fields", "figure_rows", "report_rows", "statement_rows"]

Record = dict[str, Any]

_MOST_NAMES = 400
_RARE = 5_000  # records; up to so many are sorted at once, more are rather walked by day
_WALK = 40_000  # rows looked through for what no index tells: 40 ms
_KEPT = ("report_id", "outlet", "published", "title", "url", "reading_no")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which records; None asks nothing. `since`, `until`, `as_of`: days of publication, included.

    `source`, `place`, `outlet`: part of a name, without case and accents; `country`: ISO-2; `side`, `measure`, `kind`,
    `status`, `mode`: as they stand in the records; `day`: the day that a figure speaks of.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    source: str | None = None
    side: str | None = None
    place: str | None = None
    country: str | None = None
    outlet: str | None = None
    measure: str | None = None
    kind: str | None = None
    status: str | None = None
    mode: str | None = None
    day: str | None = None


_REPORTS = Latest(
    "SELECT report.report_id, report.name AS report, report.outlet, report.title, reading.published, "
    "reading.language, reading.statements, reading.figures, reading.positions, reading.problems, report.added, "
    "COALESCE(reading.published, '') AS key_day, reading.reading_no AS key_tie "
    "FROM reading JOIN report ON report.report_no = reading.report_no",
    "reading.published",
    "reading.reading_no",
    "reading",
)
_RECORDS = (
    "SELECT t.*, report.name AS report, report.report_id, report.outlet, report.title, report.url, "
    "COALESCE(t.published, '') AS key_day, t.rowid AS key_tie FROM {0} AS t "
    "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no"
)
_FIGURES = Latest(_RECORDS.format("figure"), "t.published", "t.rowid", "figure")
_STATEMENTS = Latest(_RECORDS.format("statement"), "t.published", "t.rowid", "statement")


def report_rows(view: View, asked: Fields, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return reports shown with their counts; `source`, `place`, `measure`, `country` of a figure they hold."""
    told, values = _days(asked, "reading.published")
    _named(view, ("outlet", asked.outlet), "report.outlet", (told, values))
    held = ["f.reading_no = reading.reading_no"]
    for sort, part in (("source", asked.source), ("place", asked.place)):
        found, records = _chosen(view, sort, part, values)
        if part and records <= _RARE:
            told.append(f"reading.reading_no IN (SELECT reading_no FROM figure WHERE {sort}_name IN ({found}))")
        if part:
            held.append(f"+f.{sort}_name IN ({found})")
    held += _equal(values, {"f.measure": asked.measure, "f.kind": asked.kind, "f.place_country": asked.country})
    if len(held) > 1:
        told.append(f"EXISTS (SELECT 1 FROM figure AS f WHERE {' AND '.join(held)})")
    walked = replace(_REPORTS, walk=_WALK // 10) if len(held) > 1 else _REPORTS
    return latest(view, walked, told, values, cursor=cursor, limit=limit)


def figure_rows(view: View, asked: Fields, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return figures (not told twice) as contract records with report_id, outlet, published, title, url."""
    told, values = _days(asked, "t.published")
    told.append("NOT t.is_repeat")
    rarest = min(
        (_named(view, (sort, part), column, (told, values)) for sort, part, column in (
            ("source", asked.source, "t.source_name"),
            ("place", asked.place, "t.place_name"),
            ("measure", asked.measure, "t.measure"),
            ("outlet", asked.outlet, "report.outlet"),
        )),
        key=lambda each: each[0],
    )  # fmt: skip
    columns = {"t.kind": asked.kind, "t.status": asked.status, "t.source_side": asked.side}
    told += _equal(values, {**columns, "t.place_country": asked.country})
    if asked.day:
        told.append("COALESCE(t.when_start, t.as_of, t.published, '9999') = :day")
        values["day"] = asked.day
    is_led = bool(asked.day) or _leads(told, rarest)
    walked = _FIGURES if is_led else replace(_FIGURES, walk=_WALK)
    return _records(rows.FIGURE, latest(view, walked, told, values, cursor=cursor, limit=limit))


def statement_rows(view: View, asked: Fields, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return statements (not told twice) as contract records likewise; `source` is who speaks."""
    told, values = _days(asked, "t.published")
    told.append("NOT t.is_repeat")
    rarest = min(
        _named(view, ("speaker", asked.source), "t.source_name", (told, values)),
        _named(view, ("outlet", asked.outlet), "report.outlet", (told, values)),
        key=lambda each: each[0],
    )
    told += _equal(values, {"t.mode": asked.mode, "t.source_side": asked.side})
    walked = _STATEMENTS if _leads(told, rarest) else replace(_STATEMENTS, walk=_WALK)
    return _records(rows.STATEMENT, latest(view, walked, told, values, cursor=cursor, limit=limit))


def _days(asked: Fields, column: str) -> tuple[list[str], dict[str, Any]]:
    values: dict[str, Any] = {"since": asked.since, "until": asked.until, "as_of": asked.as_of}
    told = [SHOWN]
    for value, condition in ((asked.since, ">= :since"), (asked.until, "<= :until"), (asked.as_of, "<= :as_of")):
        if value:
            told.append(f"{column} {condition}")
    return told, values


def _chosen(view: View, sort: str, part: str | None, values: dict[str, Any]) -> tuple[str, int]:
    """Return the parameters for the names of a sort that hold `part`, and how many records bear them."""
    found = names(view, sort, part=part, limit=_MOST_NAMES) if part else []
    held = {f"{sort}{number}": each["name"] for number, each in enumerate(found)}
    values |= held
    return ", ".join(f":{key}" for key in held) or "NULL", sum(each["records"] for each in found)


def _named(
    view: View, named: tuple[str, str | None], column: str, made: tuple[list[str], dict[str, Any]]
) -> tuple[float, str]:
    """Add the condition that a column bears a name; return how many records do, and the condition."""
    told, values = made
    sort, part = named
    if not part:
        return float("inf"), ""
    found, records = _chosen(view, sort, part, values)
    condition = f"+{column} IN ({found})"
    told.append(condition)
    return (records * 1000.0 if sort == "outlet" else float(records)), condition


def _leads(told: list[str], rarest: tuple[float, str]) -> bool:
    """Let the index of the rarest name lead, where it is rare: the plus sign keeps an index from being used."""
    records, condition = rarest
    if records <= _RARE:
        told[told.index(condition)] = condition.removeprefix("+")
    return records <= _RARE


def _equal(values: dict[str, Any], wanted: dict[str, str | None]) -> list[str]:
    made: list[str] = []
    for column, value in wanted.items():
        if value:
            name = column.partition(".")[2]
            values[name] = value
            made.append(f"+{column} = :{name}")
    return made


def _records(shape: rows.Shape, shown: Listed) -> Listed:
    """Return rows as contract records, those of one report in the order of its text."""
    told = [{**shape.tell(row, row["report"]), **{key: row[key] for key in _KEPT}} for row in shown.records]
    place: dict[int, int] = {}
    for number, record in enumerate(told):
        place.setdefault(record["reading_no"], number)
    ordered = sorted(enumerate(told), key=lambda each: (place[each[1]["reading_no"]], -each[0]))
    return replace(shown, records=tuple(record for _, record in ordered))
