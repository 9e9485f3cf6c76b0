"""What was known of an event or family on an earlier day, where the ledger is too large to be linked as of that day?

Which figures and reports belong together, an event's label and its grade stay those of today; all that is counted or
told of them (points, bounds, state, voices, reports, evidence) is cut to what had been published by then.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.ruled import state_then, under_rule
from trucewatch.ledger.spread import event_row
from trucewatch.vocab.events import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.ledger.view import View

__all__ = ["Past", "event_then", "rows_then"]

Record = dict[str, Any]

_FEWEST = 2  # reports that make a family
_LAST_PUBLISHED = (
    "SELECT report.report_id, MAX(reading.published) AS published FROM report "
    "JOIN reading ON reading.report_no = report.report_no {0}GROUP BY report.report_id"
)


class Past:
    """What is kept of a ledger as it was on a day, record by record; the days of all its reports are looked up once."""

    def __init__(self, view: View, as_of: str) -> None:
        self._view = view
        self._as_of = as_of
        days = view.ask(_LAST_PUBLISHED.format(""))
        self._out = {row["report_id"] for row in days if (row["published"] or "9999") <= as_of}

    def of(self, kind: str, kept: Iterable[Record]) -> Iterator[Record]:
        """Yield `kept` records of a kind (event, lineage, drift) as they were; those of which nothing was are left out.

        A family needs two reports, a change both of its sides.
        """
        cut = {"event": self._event, "lineage": self._family, "drift": self._change}[kind]
        yield from (record for record in map(cut, kept) if record is not None)

    def _event(self, event: Record) -> Record | None:
        cut = event_then(self._view, event, self._as_of)
        if cut is None:
            return None
        told = [{key: value for key, value in series.items() if key != "number"} for series in cut["series"]]
        return {**cut, "series": told}

    def _family(self, family: Record) -> Record | None:
        reports = [name for name in family["reports"] if name in self._out]
        if len(reports) < _FEWEST:
            return None
        return {
            **family,
            "origin": family["origin"] if family["origin"] in self._out else None,
            "reports": reports,
            "evidence": [each for each in family["evidence"] if {each["a"], each["b"]} <= self._out],
            "parts": [part for part in family["parts"] if part["report_id"] in self._out],
        }

    def _change(self, drift: Record) -> Record | None:
        sides = [side["report_id"] for side in (drift["before"], drift["after"]) if side]
        return drift if self._out.issuperset(sides) else None


def event_then(view: View, event: Record, as_of: str | None) -> Record | None:
    """Return an `event` record cut to what was published by `as_of`, None where nothing of it was."""
    if as_of is None:
        return event
    cut = list(_series_then(event["series"], as_of))
    if event["series"] and not cut:
        return None
    points = [point for series in cut for point in series["points"]]
    kept = {point["figure_id"] for point in points}
    days = _published(view, event["reports"])
    told_in = {point["report_id"] for point in points} | {name for name, day in days.items() if day and day <= as_of}
    reports = [name for name in event["reports"] if name in told_in]
    heard = {(point["origin"], point["source"]) for point in points}
    voices = [voice for voice in event["voices"] if (voice["origin"], voice["source"]) in heard]
    origins = {point["origin"] for point in points} | set(reports)
    return {
        **event,
        "series": cut,
        "figures": [name for name in event["figures"] if name in kept],
        "reports": reports,
        "origins": [name for name in event["origins"] if name in origins],
        "voices": voices,
    }


def _series_then(series: Sequence[Record], as_of: str) -> Iterator[Record]:
    """Yield the series of an event of which something was published by then, with the points, bounds and state."""
    published = ([p for p in each["points"] if (p["published"] or "9999") <= as_of] for each in series)
    told = [(number, *both) for number, both in enumerate(zip(series, published, strict=True)) if both[1]]
    is_whole = len(told) == len(series) and all(points == each["points"] for _, each, points in told)
    for number, each, points in told:
        is_rivalled = any(_is_rival(each, other) for _, other, _ in told)
        state = each["state"] if is_whole else state_then(each, points, is_rivalled=is_rivalled)
        known = {**each, "points": points, "number": each.get("number", number), "state": state}
        yield {**known, **under_rule(known, profile(each["rule"]))}


def _is_rival(one: Record, other: Record) -> bool:
    """Whether two series may be a side's count of its losses and its foe's."""
    is_one_loss = (one["measure"], one["part_of"]) == (other["measure"], other["part_of"])
    return is_one_loss and (one["axis"] is None) != (other["axis"] is None)


def rows_then(view: View, rows: Iterable[Record], as_of: str | None) -> list[Record]:
    """Return rows of the table `event` as they were on a day; those of which nothing was known are left out.

    Rows of which nothing was told later are as they are kept. Ask for a screenful: each other one is made anew.
    """
    made: list[Record] = []
    for row in rows:
        if as_of is None or (row["heard"] or "") <= as_of:
            made.append(row)
            continue
        query = "SELECT body FROM derived WHERE kind = 'event' AND id = :id"
        body = next(view.ask(query, {"id": row["event_id"]}), None)
        event = None if body is None else event_then(view, json.loads(body["body"]), as_of)
        if event is not None:
            days = {name: day for name, day in _published(view, event["reports"]).items() if day and day <= as_of}
            made.append({**row, **event_row(row["place"], event, days)})
    return made


def _published(view: View, reports: Sequence[str]) -> dict[str, str | None]:
    query = _LAST_PUBLISHED.format("WHERE report.report_id IN (SELECT value FROM json_each(:ids)) ")
    return {row["report_id"]: row["published"] for row in view.ask(query, {"ids": json.dumps(list(reports))})}
