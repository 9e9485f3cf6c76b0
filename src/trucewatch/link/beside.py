"""Which event are people or things counted beside, that nobody read as what? The one told nearest, of their days.

They tell nothing of whether two scenes are one event, and so are put to it when all scenes are made.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.places import are_one, is_within
from trucewatch.link.tallies import days_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = ["with_beside"]

_ANY = "other"  # the kind of what nobody read as what
_NEAR = 600  # characters within which people are told with an event
_AFTER = 100  # characters by which what is told before them is nearer than what is told behind
_TRIED = 12  # claims told nearest whose events are tried
_GROUPS = frozenset({"attack", "raid", "displacement", "other"})


def with_beside(scenes: Sequence[Scene], left: Sequence[Claim]) -> list[Scene]:
    """Return the scenes of a story with the claims that were left over beside those they are told with."""
    found = list(scenes)
    told = sorted((c.start, n) for n, scene in enumerate(scenes) if scene.group in _GROUPS for c in scene.claims)
    for claim in left:
        home = _nearest(claim, found, told) if claim.kind == _ANY and claim.unit is None else None
        if home is not None:
            found[home] = replace(found[home], beside=(*found[home].beside, claim))
    return found


def _nearest(claim: Claim, scenes: Sequence[Scene], told: Sequence[tuple[int, int]]) -> int | None:
    """Return the number of the scene told nearest that may be of its days and place, sooner before than behind."""
    at = bisect_left(told, (claim.start, -1))
    around = told[max(0, at - _TRIED) : at + _TRIED]
    ranked = sorted((abs(start - claim.start) + _AFTER * (start > claim.start), number) for start, number in around)
    return next((n for apart, n in ranked if apart <= _NEAR and _may_be_of(claim, scenes[n])), None)


def _may_be_of(claim: Claim, scene: Scene) -> bool:
    if scene.tally_from is not None:
        return False
    days = days_told(claim)
    if days is not None and scene.days is not None and not (days[0] <= scene.days[1] and scene.days[0] <= days[1]):
        return False
    if claim.place is None or scene.place is None or are_one(claim.place, scene.place):
        return True
    return is_within(claim.place, scene.place) or is_within(scene.place, claim.place)
