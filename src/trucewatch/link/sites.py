"""Which scenes of a story are one, though told of two places? A land and a place in it told in one breath.

A land is often all that is told of where a side killed soldiers, fighters or children; its toll of people stays apart.
Two villages are one site only where nobody knows how near they are, and the story tells no third of those days.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from trucewatch.link.aftermath import may_be_one
from trucewatch.link.claims import TELLING_FROM, told_of
from trucewatch.link.compare import is_one_actor
from trucewatch.link.places import is_within
from trucewatch.link.scene import HARM
from trucewatch.vocab.events import counts_others, is_anyone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.scene import Scene

__all__ = ["with_sites"]

_CROWD = 100  # scenes of one story from which none is set against all others, as `scenes` has it
_KILLED = "killed"


def with_sites(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of two places that tell of one deed as one."""
    if len(scenes) > _CROWD:
        return list(scenes)
    return _with_villages(_with_towns(_with_lands(list(scenes))))


def _with_lands(scenes: list[Scene]) -> list[Scene]:
    """Return the scenes, those of a land with the one of a place in it which they go on with."""
    found = scenes
    for land in [scene for scene in scenes if scene.is_wide and (_is_of_day(scene) or _is_of_no_day(scene))]:
        inside = [scene for scene in found if scene is not land and _may_hold(land, scene)]
        told = [scene for scene in inside if _is_one_breath(land, scene)]
        if not told and _is_of_some(land):
            before = [scene for scene in inside if _start(scene) < _start(land)]
            told = sorted(before, key=lambda scene: (-scene.breadth, _start(scene)))[:1]
        if told:
            found = _united(found, [land, *told])
    return found


def _with_towns(scenes: list[Scene]) -> list[Scene]:
    """Return the scenes, a region's with the one town in it of which two numbers make the region's."""
    found = scenes
    for region in [scene for scene in scenes if scene.is_region and _is_of_day(scene)]:
        inside = [scene for scene in found if not scene.breadth and _may_hold(region, scene)]
        told = [scene for scene in inside if _adds_up(region, scene)]
        if len(told) == 1:
            found = _united(found, [region, *told])
    return found


def _with_villages(scenes: list[Scene]) -> list[Scene]:
    """Return the scenes, two told next to each other as one where a list knows but one of their places, or none."""
    found = scenes
    of_towns = sorted((scene for scene in scenes if not scene.breadth and _is_of_day(scene)), key=_start)
    told = sorted((scene for scene in scenes if scene.group == "attack" and scene.claims), key=_start)
    for one, other in pairwise(told):
        of_days = [scene for scene in of_towns if scene.days == one.days]
        if len(of_days) == len((one, other)) and _are_neighbours(one, other):
            found = _united(found, [one, other])
    return found


def _is_of_day(scene: Scene) -> bool:
    return scene.group == "attack" and bool(scene.claims) and scene.sure_days is not None and scene.tally_from is None


def _is_of_no_day(scene: Scene) -> bool:
    return (
        scene.group == "attack"
        and bool(scene.claims)
        and scene.days is None
        and _is_of_some(scene)
        and bool(scene.actors)
    )


def _may_hold(wide: Scene, scene: Scene) -> bool:
    """Whether a land's or region's scene may be of a place in it: of its days and sides, and no further strike."""
    if not _is_of_day(scene) or wide.days not in {None, scene.days} or not is_within(scene.place, wide.place):
        return False
    suffered = [{claim.hit for claim in each.claims if claim.hit} for each in (wide, scene)]
    if all(suffered) and suffered[0].isdisjoint(suffered[1]):
        return False
    is_one_side = is_one_actor(wide, scene)
    return (is_one_side or (is_one_side is None and wide.days is not None)) and may_be_one(wide, scene)


def _is_one_breath(land: Scene, scene: Scene) -> bool:
    """Whether one sentence tells of the same sort of people, or things, over the land and at the place in it."""
    told = [(one, other) for one in land.claims for other in scene.claims if one.sentence == other.sentence]
    alike = [(one.measure, told_of(one)) == (other.measure, told_of(other)) for one, other in told]
    return any(alike) and not any(counts_others(one.wording) for one, _ in told)


def _is_of_some(scene: Scene) -> bool:
    """Whether a scene counts nobody but soldiers, fighters, children or others told by what they were."""
    tolls = [claim for claim in scene.claims if claim.kind == "toll"]
    return bool(tolls) and all(not is_anyone(claim.object) for claim in tolls)


def _adds_up(region: Scene, town: Scene) -> bool:
    """Whether two numbers of a town's dead, or hurt, make a region's: "13 bodies, and seven more", of 20."""
    for measure in HARM:
        sums = {c.low for c in region.claims if c.measure == measure and (c.low or 0.0) >= TELLING_FROM}
        told = [c.low or 0.0 for c in town.claims if c.measure == measure and c.part_of is None]
        if any(one + other in sums for one, other in combinations(told, 2) if one and other):
            return True
    return False


def _are_neighbours(one: Scene, other: Scene) -> bool:
    """Whether one side struck another in the same days at two places, of which nobody knows how near they are."""
    if not (_is_of_day(one) and _is_of_day(other)) or one.days != other.days or one.breadth or other.breadth:
        return False
    if one.place is None or other.place is None or one.place.country != other.place.country:
        return False
    if one.place.lat is not None and other.place.lat is not None:
        return False
    hit = [{claim.hit for claim in each.claims if claim.hit} for each in (one, other)]
    if not hit[0] & hit[1] or is_one_actor(one, other) is not True or not may_be_one(one, other):
        return False
    dead = [{told_of(claim) for claim in each.claims if claim.measure == _KILLED} for each in (one, other)]
    return not all(dead) or bool(dead[0] & dead[1])


def _start(scene: Scene) -> int:
    return min(claim.start for claim in scene.claims)


def _most(scene: Scene) -> float:
    return max((claim.low or 0.0 for claim in scene.claims if claim.measure == _KILLED), default=0.0)


def _united(scenes: Sequence[Scene], told: Sequence[Scene]) -> list[Scene]:
    """Return the scenes with some of them as one, at the place of the one that counts the most of all people.

    Those that are part of another by now stay with it.
    """
    held = {id(scene) for scene in scenes}
    if any(id(scene) not in held for scene in told):
        return list(scenes)
    names = {id(scene) for scene in told}
    plain = [scene for scene in told if not _is_of_some(scene)] or told
    home = max(plain, key=lambda scene: (_most(scene), -_start(scene)))
    joined = replace(
        home,
        claims=tuple(claim for scene in told for claim in scene.claims),
        attack=frozenset[str]().union(*(scene.attack for scene in told)),
        attacker=home.attacker or next((scene.attacker for scene in told if scene.attacker), None),
    )
    return [joined if scene is home else scene for scene in scenes if scene is home or id(scene) not in names]
