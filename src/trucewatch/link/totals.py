"""Does a story add up what two lands lost in one fight? "15 dead", 14 of them on this side of a border and one beyond.

Two deeds of one day in one land that a page adds up stay two: only what both sides of a fight lost is one.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from trucewatch.link.rivals import FAR
from trucewatch.link.scene import HARM
from trucewatch.link.tallies import days_meet, days_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = ["with_totals"]

_TELLING = 10  # a total from which two counts add up to it hardly by chance
_MANY = 40  # counts of one story from which no sums are tried, so that long lists cost nothing


def with_totals(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of two lands' or sides' losses with that of the total that they add up to."""
    counts = [(n, c) for n, scene in enumerate(scenes) if scene.group == "attack" for c in scene.claims if _is_count(c)]
    found = list(scenes)
    if len(counts) > _MANY:
        return found
    for (one, mine), (other, theirs) in combinations(counts, 2):
        if mine.measure != theirs.measure or abs(mine.start - theirs.start) > FAR or not _are_across(mine, theirs):
            continue
        whole = next((n for n, sum_ in counts if _adds_up(sum_, mine, theirs) and _is_first(sum_, counts)), None)
        if whole is not None:
            return _united(found, {id(scenes[n]) for n in (one, other, whole)}, scenes[whole])
    return found


def _is_first(claim: Claim, counts: Sequence[tuple[int, Claim]]) -> bool:
    """Whether no other number of its measure is told before it."""
    return all(c.start >= claim.start or c.low == claim.low for _, c in counts if c.measure == claim.measure)


def _is_count(claim: Claim) -> bool:
    return claim.measure in HARM and bool(claim.low) and claim.part_of is None


def _are_across(one: Claim, other: Claim) -> bool:
    """Whether two counts are of two lands, or of two sides."""
    lands = [claim.place.country if claim.place is not None else None for claim in (one, other)]
    sides = [claim.hit for claim in (one, other)]
    return any(None not in pair and pair[0] != pair[1] for pair in (lands, sides))


def _adds_up(whole: Claim, one: Claim, other: Claim) -> bool:
    total = (one.low or 0.0) + (other.low or 0.0)
    if whole.measure != one.measure or total < _TELLING or whole.low != total:
        return False
    return all(days_meet(days_told(whole), days_told(part)) for part in (one, other))


# Scenes are told apart by identity: two may be equal in all that they hold.
def _united(scenes: Sequence[Scene], names: set[int], whole: Scene) -> list[Scene]:
    parts = [scene for scene in scenes if id(scene) in names]
    claims = tuple(claim for scene in parts for claim in scene.claims)
    days = whole.days or next((scene.days for scene in parts if scene.days), None)
    joined = replace(whole, claims=claims, days=days)
    return [joined if scene is whole else scene for scene in scenes if scene is whole or id(scene) not in names]
