"""Is a count one that its story tells to be replaced? "It had at first spoken of eight dead", where nine are told.

What was counted before was counted of the same deed, whatever day it was said on and however roughly it says where;
so was what a place lost on the first day of those over which its dead are counted on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.aftermath import taken_in
from trucewatch.link.claims import counted
from trucewatch.link.places import are_one, is_within, may_be_one
from trucewatch.link.tallies import days_told, is_long
from trucewatch.vocab.events import is_irregular

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene
    from trucewatch.model import Place

__all__ = ["is_former_of", "with_first_days"]

_TIMES = 5  # times a former count that the one which replaced it is at most
_TIMES_ELSEWHERE = 3  # the same where they are not told of one place
_WEEK = 7  # days after an attack within which its dead are counted anew
_CROWD = 100  # scenes of one story from which none is set against all others, as `scenes` has it
_MANY = 100  # dead from which two counts of one town are hardly of two deeds
_KILLED = "killed"
_PERSON = "person"


def is_former_of(claim: Claim, scene: Scene) -> bool:
    """Whether a claim tells what was counted before a scene's number, of its measure and people."""
    if claim.kind != "toll" or not claim.is_former or scene.group != "attack" or not claim.low:
        return False
    told = [c for c in scene.latest if c.measure == claim.measure]
    if not any(_replaces(c, claim) for c in told) or any(c.low == claim.low for c in told):
        return False
    return _may_be_there(claim.place, scene.place) and _is_told_of_days(claim, scene)


def _replaces(later: Claim, claim: Claim) -> bool:
    if later.part_of is not None or later.anew:
        return False
    is_of_them = counted(later) == counted(claim) or _PERSON in {counted(later), counted(claim)}
    most = _TIMES if are_one(later.place, claim.place) else _TIMES_ELSEWHERE
    return is_of_them and (claim.low or 0.0) < (later.low or 0.0) <= most * (claim.low or 0.0)


def _may_be_there(one: Place | None, other: Place | None) -> bool:
    """Whether two places may be one, one may lie in the other, or a list knows but one of those of a land."""
    if may_be_one(one, other) or is_within(one, other) or is_within(other, one):
        return True
    if one is None or other is None or one.country != other.country:
        return False
    return (one.lat is None) != (other.lat is None)


def _is_told_of_days(claim: Claim, scene: Scene) -> bool:
    days = days_told(claim)
    if days is None or scene.days is None:
        return True
    if is_long(days) and not is_long(scene.days):
        return False  # those of the weeks before
    return scene.days[0] <= days[1] <= scene.days[1] + _WEEK


def with_first_days(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, what a place lost at first with the count that runs on from that day."""
    found = list(scenes)
    for first in scenes if len(found) <= _CROWD else ():
        found = taken_in(found, first, _runs_on)
    return found


def _runs_on(scene: Scene, first: Scene) -> bool:
    """Whether a scene counts on from the day or two of another one of its place, and no fewer dead."""
    if _is_of_battle(scene, first):
        return True
    days = first.sure_days
    if (
        {scene.group, first.group} != {"attack"}
        or days is None
        or days[1] - days[0] > 1
        or first.tally_from is not None
    ):
        return False
    if scene.tally_from != days[0] or scene.is_wide or not are_one(scene.place, first.place):
        return False
    if any(claim.anew for claim in first.claims):
        return False
    if first.told_attack and scene.told_attack and not first.told_attack & scene.told_attack:
        return False
    dead = [claim for claim in first.claims if claim.measure == _KILLED]
    most = max((claim.low or 0.0 for claim in scene.claims if claim.measure == _KILLED), default=0.0)
    is_of_people = any(not is_irregular(claim.object) for claim in dead)  # else it is what was done in reply
    return is_of_people and all((claim.low or 0.0) <= most for claim in dead)


def _is_of_battle(scene: Scene, undated: Scene) -> bool:
    """Whether a town's dead of no day are those of its battle: hundreds, as are counted over its days."""
    if {scene.group, undated.group} != {"attack"} or undated.days is not None or scene.tally_from is None:
        return False
    if scene.breadth or not are_one(scene.place, undated.place) or any(claim.anew for claim in undated.claims):
        return False
    most, dead = (
        max((c.low or 0.0 for c in each.claims if c.measure == _KILLED), default=0.0) for each in (scene, undated)
    )
    return min(most, dead) >= _MANY and max(most, dead) <= _TIMES * min(most, dead)
