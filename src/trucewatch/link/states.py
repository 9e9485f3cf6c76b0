"""How do the points of a series stand together: single, agreed, updated, disputed?

Two voices dispute a count while both stand by what cannot be true together: a quarrel is settled where one of them
later tells what the other may hold, or where a third one's later count replaces both. Parties of a war are settled by
none but themselves. Voices agree where there are two of them.
"""

from __future__ import annotations

from itertools import takewhile
from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import number_told
from trucewatch.model import Modifier, Relation, State
from trucewatch.vocab.events import is_bystander

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.model import Point

__all__ = ["state_of"]

_OUTLET = "outlet"
_ABOUT = 0.1  # as in `relations`


def state_of(points: Sequence[Point]) -> State:
    """Return how the points of a series stand together.

    A denial is told with the point that it denies, and is no other count of it.
    """
    relations = {point.relation for point in points}
    if Relation.CONFLICTS in relations:
        return State.DISPUTED if _is_open(points) else State.UPDATED
    if Relation.SUPERSEDES in relations:
        return State.UPDATED
    return State.AGREED if relations & {Relation.AGREES, Relation.REFINES} and _are_several(points) else State.SINGLE


def _are_several(points: Sequence[Point]) -> bool:
    """Whether several voices tell a count, or one tells it anew: copies of a text, and of one source's number, do not.

    An outlet's own voice counts where its text quotes nobody for it.
    """
    told: dict[str, dict[str, set[str]]] = {}
    for point in points:
        if point.relation is not Relation.INCOMPARABLE:
            told.setdefault(point.origin, {}).setdefault(point.report_id, set()).add(point.source)
    heard: set[tuple[str, str]] = set()
    for origin, by_report in told.items():
        named = max((sources - {_OUTLET} for sources in by_report.values()), key=lambda each: (len(each), sorted(each)))
        heard |= {("", source) for source in named} or {(origin, _OUTLET)}
    told_anew = {number_told(p.low, p.high) for p in points if p.relation is not Relation.INCOMPARABLE}
    return len(heard) > 1 or (len(told) > 1 and len(told_anew) > 1)


def _is_open(points: Sequence[Point]) -> bool:
    """Whether any quarrel over the count goes on."""
    told = [point for point in points if point.relation is not Relation.INCOMPARABLE]
    for at, point in enumerate(told):
        if point.relation is not Relation.CONFLICTS:
            continue
        rivals = list(_rivals(point, told[:at]))
        if not rivals or any(not _is_settled(point, rival, told) for rival in rivals):
            return True
    return False


def _rivals(point: Point, before: Sequence[Point]) -> Iterator[Point]:
    """Yield the last count of each other voice before it that cannot be true together with it."""
    last = {other.source: other for other in before}
    yield from (other for other in last.values() if other.source != point.source and _are_apart(point, other))


def _is_settled(one: Point, rival: Point, told: Sequence[Point]) -> bool:
    later = list(takewhile(lambda point: _held(point) > max(_held(one), _held(rival)), reversed(told)))
    for point in later:
        if point.source in {one.source, rival.source}:
            other = rival if point.source == one.source else one
            if not _are_apart(point, other):
                return True
        elif point.relation is Relation.SUPERSEDES and not _are_parties(one, rival):
            return True
    return False


def _are_parties(one: Point, other: Point) -> bool:
    sides = {point.side for point in (one, other) if point.side is not None and not is_bystander(point.side)}
    return len(sides) > 1


def _are_apart(one: Point, other: Point) -> bool:
    mine, theirs = _bounds(one), _bounds(other)
    return mine[1] < theirs[0] or theirs[1] < mine[0]


def _bounds(point: Point) -> tuple[float, float]:
    low, high = point.low or 0.0, inf if point.high is None else point.high
    return (low * (1 - _ABOUT), high * (1 + _ABOUT)) if point.modifier is Modifier.ABOUT else (low, high)


def _held(point: Point) -> str:
    return point.as_of or point.published or ""
