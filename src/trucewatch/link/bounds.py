"""Low, best and high of a series under a named profile, with the figures they rest on.

Superseded points no longer stand. What is denied may widen the bounds and is never best, what is unverified only where
nothing else is there; a side's count of enemy losses has bounds and no best at all.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.model import Modifier, Point, Relation, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.vocab.events import Profile

__all__ = ["Bounds", "bound"]

Bounds = tuple[float | None, float | None, float | None, tuple[str, ...]]
_Counted = tuple[Point, float | None, float | None]

_BOUNDS = (Modifier.VAGUE, Modifier.RANGE, Modifier.FRACTION)


def bound(points: Sequence[Point], profile: Profile, *, is_enemy: bool) -> Bounds:
    """Return low, best, high (None: open or not to be had) and the ids of the figures that give them."""
    counted = [read for point in _standing(points) if (read := _read(point, profile)) is not None]
    if not counted:
        return None, None, None, ()
    lows = [(low, point) for point, low, _ in counted if low is not None]
    highs = [(high, point) for point, _, high in counted if high is not None]
    is_open = any(high is None for _, _, high in counted)
    least = min(lows, key=lambda each: (each[0], each[1].figure_id), default=None)
    most = max(highs, key=lambda each: (each[0], each[1].figure_id), default=None)
    best = None if is_enemy else _best(counted, profile)
    named = [each[1].figure_id for each in (least, best, most) if each is not None]
    high = None if most is None or (is_open and best is not None and most[0] < best[0]) else most[0]
    low = None if least is None else least[0]
    return low, None if best is None else best[0], high, tuple(dict.fromkeys(named))


def _standing(points: Sequence[Point]) -> list[Point]:
    """Return the points that no later one superseded, and that no more exact one makes idle."""
    # What counts something narrower bounds nothing, unless there is nothing else.
    of_one_scope = [point for point in points if point.relation is not Relation.INCOMPARABLE] or list(points)
    standing = _left_standing(of_one_scope)
    sharp = {_Sharp(point.low, point.high, point.side): point for point in standing if _is_sharp(point)}.values()
    return [point for point in standing if not any(_is_sharper(other, point) for other in sharp)]


def _left_standing(points: Sequence[Point]) -> list[Point]:
    """Return the points that no later one replaces: newer, its day's higher or one voice's, of no opposed side."""
    newest: dict[str | None, tuple[str, float]] = {}
    voices: dict[tuple[str, str], set[str | None]] = {}
    standing: list[Point] = []
    for point in reversed(points):
        held = _held(point)
        most = inf if point.high is None else point.high
        replacing = {side for side, (day, low) in newest.items() if held < day or (held == day and most < low)}
        replacing |= voices.get((point.report_id, point.source), set())
        if not any(point.side is None or side is None or side == point.side for side in replacing):
            standing.append(point)
        if point.relation is Relation.SUPERSEDES:
            newest[point.side] = max((held, point.low or 0.0), newest.get(point.side, ("", 0.0)))
            voices.setdefault((point.report_id, point.source), set()).add(point.side)
    return standing[::-1]


def _held(point: Point) -> str:
    return point.as_of or point.published or ""


class _Sharp(NamedTuple):
    """What makes other points idle: bounds, and whose they are."""

    low: float | None
    high: float | None
    side: str | None


def _is_sharp(point: Point) -> bool:
    return point.status is not Status.DENIED and point.relation is not Relation.INCOMPARABLE


def _is_sharper(one: Point, other: Point) -> bool:
    """Whether one lies inside the other's bounds and says more: "14" inside "at least nine"."""
    if (one.low, one.high) == (other.low, other.high) or _opposed(one, other):
        return False
    inner = (one.low or 0.0, inf if one.high is None else one.high)
    outer = (other.low or 0.0, inf if other.high is None else other.high)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _opposed(one: Point, other: Point) -> bool:
    return one.side is not None and other.side is not None and one.side != other.side


def _read(point: Point, profile: Profile) -> _Counted | None:
    """Return a point with its bounds as the profile counts them, None where it does not count it."""
    if point.modifier is not Modifier.VAGUE or profile.vague == "as_read":
        return point, point.low, point.high
    if profile.vague == "none":
        return None
    counts = dict(profile.table)
    value = counts.get(point.low or 0.0, point.low)
    return point, value, value


def _best(counted: Sequence[_Counted], profile: Profile) -> tuple[float, Point] | None:
    held = [each for each in counted if each[0].status is not Status.DENIED]
    sure = [each for each in held if each[0].status is not Status.UNVERIFIED] or held
    # The vague and ranges have bounds and no number, unless the profile gave them one.
    exact = [each for each in sure if each[0].modifier not in _BOUNDS or each[1] == each[2]]
    named = [(value, point) for point, low, high in exact if (value := low if low is not None else high) is not None]
    if not named:
        return None
    if profile.best == "lowest":
        return min(named, key=lambda each: (each[0], each[1].figure_id))
    if profile.best == "reliable":
        heard = {value: len({(p.origin, p.source) for v, p in named if v == value}) for value, _ in named}
        return max(named, key=lambda each: (heard[each[0]], *_newness(each[1])))
    return max(named, key=lambda each: _newness(each[1]))


def _newness(point: Point) -> tuple[str, bool, str, bool, str]:
    is_exact = point.modifier in {Modifier.EXACT, Modifier.ABOUT}
    return _held(point), point.source != "outlet", point.published or "", is_exact, point.figure_id
