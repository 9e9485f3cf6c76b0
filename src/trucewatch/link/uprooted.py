"""Are two counts of the uprooted of one flight? Those of one land, or one story, and of days that meet.

Those whom a war uprooted over months, or whom a land has long sheltered, are told beside them and are others.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.distance import kilometres
from trucewatch.link.judge import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.scene import Scene

__all__ = ["are_of_flight", "lands", "with_flights"]

_GROUP = "displacement"
_LONG = 30  # days from which those uprooted over them are a war's
_TIMES = 80  # times the one count that the other is at most, of two of which not both tell their days
_NEXT = 200  # characters within which two counts are told in one breath
_SOON = 3  # days between publications of those who tell no day
_CROWD = 100  # scenes of one story from which none is set against all others, as `scenes` has it


def are_of_flight(one: Scene, other: Scene) -> bool:
    """Whether two scenes count people who fled in one land in the same days, or were told of within few days."""
    if {one.group, other.group} != {_GROUP} or _is_of_months(one) or _is_of_months(other):
        return False
    if lands(one).isdisjoint(lands(other)) or _are_towns_apart(one, other):
        return False
    return _are_of_size(one, other) and _are_of_days(one, other)


def lands(scene: Scene) -> frozenset[str]:
    """Return the lands in which a scene counts the uprooted."""
    told = {claim.place.country for claim in scene.claims if claim.place is not None and claim.place.country}
    return frozenset(told)


def with_flights(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those who fled in the same days as one, whichever place of it they fled."""
    found: list[Scene] = []
    for scene in scenes:
        fled = [other for other in found[:_CROWD] if _is_one_flight(other, scene)]
        if not fled:
            found.append(scene)
            continue
        home = fled[0]
        first = max((home, scene), key=_most)
        joined = replace(first, claims=(*home.claims, *scene.claims), days=first.days or home.days or scene.days)
        found = [joined if other is home else other for other in found]
    return found


def _is_one_flight(one: Scene, other: Scene) -> bool:
    if {one.group, other.group} != {_GROUP} or _is_of_months(one) or _is_of_months(other):
        return False
    if not _are_of_size(one, other):
        return False
    if one.days is not None and other.days is not None:
        return _meet(one, other)
    return are_of_flight(one, other) or _are_told_together(one, other)


def _are_told_together(one: Scene, other: Scene) -> bool:
    return any(abs(a.start - b.start) <= _NEXT for a in one.claims for b in other.claims)


def _most(scene: Scene) -> float:
    return max((claim.low or 0.0 for claim in scene.claims), default=0.0)


def _are_towns_apart(one: Scene, other: Scene) -> bool:
    if one.place is None or other.place is None or one.breadth or other.breadth:
        return False
    return (kilometres(one.place, other.place) or 0.0) > RULES.far


def _is_of_months(scene: Scene) -> bool:
    return scene.is_of_war or (scene.days is not None and scene.days[1] - scene.days[0] > _LONG)


def _meet(one: Scene, other: Scene) -> bool:
    if one.days is None or other.days is None:
        return True
    return one.days[0] <= other.days[1] and other.days[0] <= one.days[1]


def _are_of_days(one: Scene, other: Scene) -> bool:
    if one.days is not None and other.days is not None:
        return _meet(one, other)
    return one.published is not None and other.published is not None and abs(one.published - other.published) <= _SOON


def _are_of_size(one: Scene, other: Scene) -> bool:
    most = sorted((_most(one), _most(other)))
    return most[1] <= _TIMES * most[0]
