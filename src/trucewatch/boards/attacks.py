"""Attacks: a row an event and count: the toll and damage, each side's version beside the other's, and denials.

Low, best and high are those of the event's series and rest on its members; a side's count of the other side's losses
stands on its own axis. Parts stand beside their whole, marked, and are never added.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import interval
from trucewatch.boards.rows import Row, of_figure
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.chronology import chronology

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.vocab.chronology import Event

__all__ = ["COLUMNS", "attacks", "truce_day"]

Record = dict[str, Any]

_SHOWN = ("measure", "object", "part_of", "axis", "suffered_by", "low", "best", "high", "state")

COLUMNS = (
    *("when_start", "when_end", "place", "event"),
    *_SHOWN,
    *("versions", "denied_by", "truce_since", "grade", "reports", "voices", "event_id"),
)
_KINDS = {"attack"}
_COUNTED = {"toll", "damage"}


def attacks(known: Known) -> Iterator[Row]:
    """Yield the rows, by day of the event."""
    for event in known.events():
        if event["kind"] in _KINDS:
            yield from _rows(event, known)


def _rows(event: Record, known: Known) -> Iterator[Row]:
    when, place = event["when"] or {"start": None, "end": None}, event["place"]
    since = truce_day(event, known)
    held = known.named(event["figures"])
    for series in event["series"]:
        points = [(p, held[p["figure_id"]]) for p in series["points"] if p["figure_id"] in held]
        if not points or points[0][1]["kind"] not in _COUNTED:
            continue
        told = tuple(of_figure(figure) for _, figure in points)
        members = tuple(of_figure(held[m]) for m in series["members"] if m in held)
        denied = [figure for _, figure in points if figure["denied_by"]]
        cells: dict[str, object] = {
            "when_start": when["start"],
            "when_end": when["end"],
            "place": None if place is None else place["name"],
            "event": event["label"],
            **{name: series[name] for name in _SHOWN},
            "versions": _versions([figure for _, figure in points]),
            "denied_by": "; ".join(sorted({name for figure in denied for name in figure["denied_by"]})) or None,
            "truce_since": since,
            "grade": event["grade"],
            "reports": len({figure["report_id"] for _, figure in points}),
            "voices": len({(point["origin"], point["source"]) for point, _ in points}),
            "event_id": event["event_id"],
        }
        evidence = {"low": members, "best": members if series["best"] is not None else (), "high": members}
        yield Row("attacks", cells, {**evidence, "versions": told, "denied_by": tuple(map(of_figure, denied))})


def _versions(figures: Sequence[Record]) -> str:
    """Return each value with who says it, once: "18 by Ada Imre (OS); 40 by Oto Venn (VE), denied"."""
    told: dict[str, None] = {}
    for figure in figures:
        source = figure["source"]
        name = "the report" if source["name"] == "outlet" else source["name"]
        side = f" ({source['side']})" if source["side"] else ""
        doubt = "" if figure["status"] == "asserted" else f", {figure['status']}"
        told[f"{interval(figure)} by {name}{side}{doubt}"] = None
    return "; ".join(told)


def truce_day(event: Record, known: Known) -> str | None:
    """Return the day since when a truce was to hold at an event, None where none is known that covers it.

    It is known from a report of the event that counts from a truce on, else from the chronology of wars.
    """
    if event["when"] is None:
        return None
    truce = board_words().patterns["ceasefire.named"]
    started = [
        day
        for report in event["reports"]
        for day, words in known.days_named.get(report, ())
        if day < event["when"]["start"] and truce.search(words)
    ]
    if started:
        return max(started)
    day = date.fromisoformat(event["when"]["start"])
    for report in event["reports"]:
        era = _truce(known.text(report), day)
        if era is not None and era.start <= day <= era.end:
            return era.start.isoformat()
    return None


@lru_cache(maxsize=1024)
def _truce(text: str, day: date) -> Event | None:
    return chronology().running(text, "truce", day)
