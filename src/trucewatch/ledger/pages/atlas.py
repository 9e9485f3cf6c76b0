"""Where and when events were: counted by place and by stretch of time, among the latest that fit.

Counts are of events, never of people: tolls of different events are not added. What is looked through is bounded, and
says so (`Scope.is_cut`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.events import conditions
from trucewatch.ledger.past import rows_then

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.pages.events import Asked
    from trucewatch.ledger.view import View

__all__ = ["Bin", "Scope", "bins", "countries", "scope"]

Record = dict[str, Any]

_MOST = 4_000  # events counted on one page
_MOST_PLACES = 300
_PLACE = itemgetter("place_name", "country", "lat", "lon", "precision")
_COLUMNS = "event_id, label, day, place_name, country, lat, lon, precision, is_disputed, heard"
_WIDTHS = ("day", "week", "month", "quarter", "year", "decade", "century")
_LENGTHS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652, "century": 36524}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3}
_YEARS = {"year": 1, "decade": 10, "century": 100}
_MOST_BINS = 60


@dataclass(frozen=True, slots=True)
class Scope:
    """What a map shows: places with how many events each, how many events there are, placed and in all.

    A place: place_name, country, lat, lon, precision, events, disputed, and event_id, label, day of the latest of them.
    `days`: day, events, disputed. `placed`: events with coordinates. `is_cut`: older events are left out.
    """

    places: tuple[Record, ...]
    days: tuple[Record, ...]
    events: int
    placed: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time, from one day to another, with how many events began in it and how many are disputed."""

    start: str
    end: str
    events: int
    disputed: int


def scope(view: View, asked: Asked) -> Scope:
    """Return where and on which days the events were that are asked for, the latest few thousand of them."""
    told, values = conditions(view, asked)
    query = (
        f"SELECT {_COLUMNS} FROM event WHERE {' AND '.join(told)} "
        f"ORDER BY event.day DESC, event.event_id DESC LIMIT {_MOST + 1}"
    )
    found = list(view.ask(query, values))
    shown = _disputed_then(view, found[:_MOST], asked.as_of)
    places = _places(shown)
    return Scope(
        places=tuple(places[:_MOST_PLACES]),
        days=tuple(_dated(shown)),
        events=len(shown),
        placed=sum(row["lat"] is not None for row in shown),
        is_cut=len(found) > _MOST,
    )


def _disputed_then(view: View, events: list[Record], as_of: str | None) -> list[Record]:
    """Return the events with whether they were disputed on that day: fewer than now, a dispute is never taken back."""
    later = [row["event_id"] for row in events if as_of and row["is_disputed"] and row["heard"] > as_of]
    if not later:
        return events
    query = "SELECT * FROM event WHERE event_id IN (SELECT value FROM json_each(:ids))"
    known = {row["event_id"]: row for row in rows_then(view, view.ask(query, {"ids": json.dumps(later)}), as_of)}
    return [{**row, "is_disputed": known.get(row["event_id"], row)["is_disputed"]} for row in events]


def _places(events: list[Record]) -> list[Record]:
    """Return the places of events, those with most events first; the first event of each is the latest."""
    held: dict[tuple[Any, ...], Record] = {}
    for row in events:
        if row["place_name"] is None and row["lat"] is None:
            continue
        key = _PLACE(row)
        place = held.get(key)
        if place is None:
            place = held[key] = {**row, "events": 0, "disputed": 0}
        place["events"] += 1
        place["disputed"] += row["is_disputed"]
    return sorted(held.values(), key=lambda place: (-place["events"], place["place_name"] or ""))


def _dated(events: list[Record]) -> list[Record]:
    """Return for each day, the first one first, how many events began on it and how many of them are disputed."""
    held: dict[str, Record] = {}
    for row in events:
        if row["day"]:
            day = held.setdefault(row["day"], {"day": row["day"], "events": 0, "disputed": 0})
            day["events"] += 1
            day["disputed"] += row["is_disputed"]
    return sorted(held.values(), key=lambda day: day["day"])


def countries(view: View, *, as_of: str | None = None, limit: int = 12) -> list[Record]:
    """Return the countries that figures are placed in, those told of most often first: name (ISO-2), records."""
    query = (
        "SELECT name, records FROM name WHERE sort = 'country' AND (:as_of IS NULL OR told <= :as_of) "
        "ORDER BY records DESC, name LIMIT :limit"
    )
    return list(view.ask(query, {"as_of": as_of, "limit": limit}))


def bins(days: tuple[Record, ...]) -> tuple[str, list[Bin]]:
    """Return the width (day, week … century) that gives not too many stretches, and those in order."""
    if not days:
        return "day", []
    first, last = date.fromisoformat(days[0]["day"]), date.fromisoformat(days[-1]["day"])
    width = next((each for each in _WIDTHS if (last - first).days / _LENGTHS[each] < _MOST_BINS), _WIDTHS[-1])
    held: dict[date, list[Record]] = {}
    for row in days:
        held.setdefault(_begins(date.fromisoformat(row["day"]), width), []).append(row)
    return width, [
        Bin(
            start.isoformat(),
            end.isoformat(),
            sum(row["events"] for row in held.get(start, ())),
            sum(row["disputed"] for row in held.get(start, ())),
        )
        for start, end in _stretches(_begins(first, width), last, width)
    ]


def _begins(day: date, width: str) -> date:
    if width == "day":
        return day
    if width == "week":
        return day - timedelta(days=day.weekday())
    years = _YEARS.get(width, 1)
    month = day.month - (day.month - 1) % _MONTHS[width] if width in _MONTHS else 1
    return date(max(1, day.year - day.year % years), month, 1)


def _stretches(first: date, last: date, width: str) -> Iterator[tuple[date, date]]:
    """Yield stretches of a width that follow without a gap, from the one that begins on `first` to that of `last`."""
    while first <= last:
        following = _following(first, width)
        if following is None:
            yield first, date.max
            return
        yield first, following - timedelta(days=1)
        first = following


def _following(first: date, width: str) -> date | None:
    """Return the day on which the next stretch begins, None where the calendar ends before it."""
    if width in _DAYS:
        return first + timedelta(days=_DAYS[width]) if (date.max - first).days >= _DAYS[width] else None
    years = _YEARS.get(width, 1)
    months = 12 * (first.year - first.year % years) + first.month - 1 + _MONTHS.get(width, 12 * years)
    return date(months // 12, months % 12 + 1, 1) if months < 12 * (date.max.year + 1) else None
