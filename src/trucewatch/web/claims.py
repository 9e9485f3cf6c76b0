"""How the claims of an event stand to each other: which earlier count one agrees with, and who of which side says what.

Explains what linking found; decides nothing. Works on `event` records (docs/model.md).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.ruled import under_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.vocab.events import Profile
    from trucewatch.web.charts.steps import Bounds

__all__ = ["GRADES", "STATES", "attributed", "bounds_over_time", "by_weight", "explained", "sides", "versions"]

Record = dict[str, Any]

GRADES = {
    "confirmed": "the side that acted admits harm to civilians",
    "fair": "two independent voices or more say so",
    "weak": "only one voice says so",
    "contested": "different sides are said to have done it",
    "discounted": "all of it is denied",
}
"""What a grade means, after Airwars."""

STATES = {
    "single": "one voice tells it",
    "agreed": "several voices, all counts agree",
    "updated": "later counts took the place of earlier ones",
    "disputed": "counts that cannot both hold",
}
"""What the state of a series means."""

_TELLS = {
    "agrees": "agrees with",
    "refines": "is more exact than",
    "supersedes": "takes the place of the older",
    "conflicts": "conflicts with",
    "incomparable": "counts something else than",
}
_ORDER = ("killed", "injured", "missing", "hospitalised")
_LAST = len(_ORDER)


def by_weight(series: Iterable[Record]) -> list[Record]:
    """Return series with the dead and injured first, wholes before parts, one's own before an opponent's count."""

    def weight(each: Record) -> tuple[int, bool, bool, int, str]:
        rank = _ORDER.index(each["measure"]) if each["measure"] in _ORDER else _LAST
        return rank, each["axis"] is not None, each["part_of"] is not None, -len(each["points"]), each["object"] or ""

    return sorted(series, key=weight)


def explained(series: Record) -> Iterator[Record]:
    """Yield the points of a series with `tells`, how it stands in words, and `to`, the earlier point that is meant."""
    for place, point in enumerate(series["points"]):
        other = _meant(point, series["points"][:place])
        relation: str | None = point["relation"]
        tells = "the first count" if relation is None else _TELLS.get(relation, relation)
        if relation is not None and other is None:
            tells += " an earlier count"
        yield {**point, "tells": tells, "to": other}


def _meant(point: Record, earlier: Sequence[Record]) -> Record | None:
    """Return the latest earlier point that a relation can be about: linking says which sort, not which one."""
    relation = point["relation"]
    same = [each for each in earlier if (each["low"], each["high"]) == (point["low"], point["high"])]
    other = [each for each in earlier if (each["low"], each["high"]) != (point["low"], point["high"])]
    if relation == "agrees":
        around = [each for each in other if _holds(each, point) or _holds(point, each)]
        return (same or around or [None])[-1]
    if relation == "refines":
        return ([each for each in other if _holds(each, point)] or other or [None])[-1]
    if relation == "supersedes":
        own = [each for each in other if each["source"] == point["source"]]
        return (own or other or [None])[-1]
    if relation == "conflicts":
        return (other or same or [None])[-1]
    return (earlier or [None])[-1] if relation else None


def _holds(wide: Record, narrow: Record) -> bool:
    outer = (wide["low"] or 0, inf if wide["high"] is None else wide["high"])
    inner = (narrow["low"] or 0, inf if narrow["high"] is None else narrow["high"])
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def bounds_over_time(series: Record, rule: Profile, *, most: int = 60) -> list[Bounds]:
    """Return low, best and high as they stood on each day that a count came, under a rule; [] for very many points."""
    points = [each for each in series["points"] if each["as_of"] or each["published"]]
    if len(points) > most:
        return []
    told: list[Bounds] = []
    for day in sorted({each["as_of"] or each["published"] for each in points}):
        known = [each for each in points if (each["as_of"] or each["published"]) <= day]
        found = under_rule({**series, "points": known}, rule)
        told.append((day, found["low"], found["best"], found["high"]))
    return told


def sides(series: Iterable[Record]) -> list[str | None]:
    """Return the sides heard, those heard most often first; None (no side named) last, where it is."""
    heard: dict[str | None, int] = {}
    for each in series:
        for point in each["points"]:
            heard[point["side"]] = heard.get(point["side"], 0) + 1
    return sorted(heard, key=lambda side: (side is None, -heard[side], side or ""))


def versions(series: Iterable[Record], heard: Sequence[str | None], *, most: int = 6) -> list[Record]:
    """Return a row for each series: `series` and `cells`, for each side its points, the last `most` of them."""
    return [
        {
            "series": each,
            "cells": [[point for point in each["points"] if point["side"] == side][-most:] for side in heard],
        }
        for each in series
    ]


def attributed(figures: Iterable[Record], heard: Sequence[str | None]) -> list[list[Record]]:
    """Return for each side whom it names as having acted: a figure that says so for each actor."""
    found: dict[tuple[str | None, str], Record] = {}
    for figure in figures:
        if figure["actor"]:
            found.setdefault((figure["source"]["side"], figure["actor"]), figure)
    return [[figure for (side, _), figure in found.items() if side == each] for each in heard]
