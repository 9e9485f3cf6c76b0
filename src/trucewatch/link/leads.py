"""Does a story's lead tell roughly where, and its body exactly? "Six soldiers died in the north", then the town.

A lead of a region or a land goes with one town's scene of its days, sides and size; a tally over it stays apart: its
numbers are other ones.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.link.claims import TELLING_FROM, told_of
from trucewatch.link.compare import is_one_actor
from trucewatch.link.places import breadth, is_within
from trucewatch.link.tallies import days_meet
from trucewatch.vocab.events import are_of_weapon, counts_others

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = ["with_lead"]


def with_lead(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, those of a land or region with that of the town which it tells, if that is sure."""
    found = _with_first(scenes)
    for wide in sorted((scene for scene in found if scene.claims), key=_start):
        home = _only_town(wide, found)
        if home is not None:
            found = _put(wide, home, found)
    return found


def _only_town(wide: Scene, scenes: Sequence[Scene]) -> Scene | None:
    """Return the one scene of a town in a land or region that the story tells of those days, if both may be one."""
    if wide.group != "attack" or wide.place is None or not wide.breadth or wide.tally_from is not None:
        return None
    told = [scene for scene in scenes if scene is not wide and scene.group in {"attack", "raid"} and scene.claims]
    of_days = [scene for scene in told if scene.tally_from is None and days_meet(scene.days, wide.days)]
    of_days = [scene for scene in of_days if scene.group == "attack" or not _is_one_sentence(scene, wide)]
    if len(of_days) != 1 or wide.sure_days is None or any(claim.anew for claim in wide.claims):
        return None
    (scene,) = of_days
    if scene.group != "attack" or not _goes_on(wide, scene) or not _is_of_count(wide, scene.claims):
        return None
    return scene if _may_be_as_many(wide, scene) else None


def _is_one_sentence(one: Scene, other: Scene) -> bool:
    return not {claim.sentence for claim in one.claims}.isdisjoint(claim.sentence for claim in other.claims)


def _may_be_as_many(wide: Scene, scene: Scene) -> bool:
    """Whether both count some of the same, or the same people differently: "dozens" and 30, "at least 60" and 53."""
    return bool(wide.counts.keys() & scene.counts.keys())


def _put(wide: Scene, home: Scene, scenes: Sequence[Scene]) -> list[Scene]:
    return [s for s in (_joined(wide, home, s) for s in scenes) if s is not None]


def _with_first(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes of a story, its first one with that of the town which its body tells, if that is sure."""
    told = [scene for scene in scenes if scene.group == "attack" and scene.claims]
    if len(told) < 2:
        return list(scenes)
    lead = min(told, key=_start)
    if lead.place is None or not lead.breadth or lead.tally_from is not None:
        return list(scenes)
    rest = sorted((scene for scene in told if scene is not lead), key=_start)
    able = [scene for scene in rest if _goes_on(lead, scene) and _is_of_count(lead, scene.claims)]
    home = next((scene for scene in able if _shares_number(lead, scene)), None)
    if home is None and not any(scene.group == "raid" and scene.days == lead.days for scene in scenes):
        # Else it is a land's tally of a night, or of several strikes.
        home = able[0] if able == rest and _are_sure(lead, able[0]) else _next(lead, rest)
    return list(scenes) if home is None else _put(lead, home, scenes)


def _next(lead: Scene, rest: Sequence[Scene]) -> Scene | None:
    """Return the scene told next, where it goes on with the lead at once, whatever it tells of later."""
    scene = rest[0]
    first = [claim for claim in scene.claims if claim.sentence == min(scene.claims, key=lambda c: c.start).sentence]
    return scene if _are_sure(lead, scene) and _goes_on(lead, scene) and _is_of_count(lead, first) else None


def _are_sure(lead: Scene, scene: Scene) -> bool:
    return lead.attacker is not None and scene.attacker is not None and None not in {lead.days, scene.days}


def _start(scene: Scene) -> int:
    return min(claim.start for claim in scene.claims)


def _joined(lead: Scene, home: Scene, scene: Scene) -> Scene | None:
    if scene is lead:
        return None
    if scene is not home:
        return scene
    claims = (*lead.claims, *home.claims)
    return replace(
        home,
        claims=claims,
        days=home.days or lead.days,
        attack=lead.attack | home.attack,
        attacker=home.attacker or lead.attacker,
    )


def _goes_on(lead: Scene, scene: Scene) -> bool:
    """Whether a scene may be what the lead tells of: in its land, of its days, sides and size."""
    if breadth(scene.place) >= lead.breadth or scene.place is None or not _is_inside(lead, scene):
        return False
    if None not in {lead.days, scene.days} and (lead.sure_days is None or lead.sure_days != scene.sure_days):
        return False
    if scene.tally_from is not None or any(claim.anew for claim in scene.claims):
        return False
    if is_one_actor(lead, scene) is False or (
        lead.told_attack and scene.told_attack and not _is_one_attack(lead, scene)
    ):
        return False
    suffered = [{claim.hit for claim in each.claims if claim.hit} for each in (lead, scene)]
    return not (all(suffered) and suffered[0].isdisjoint(suffered[1]))


def _is_inside(lead: Scene, scene: Scene) -> bool:
    if lead.place is None or scene.place is None:
        return False
    if scene.place.lat is None and scene.place.country in {None, lead.place.country}:
        return True
    return is_within(scene.place, lead.place)


def _is_one_attack(lead: Scene, scene: Scene) -> bool:
    return are_of_weapon(lead.told_attack, scene.told_attack)


def _is_of_count(lead: Scene, claims: Sequence[Claim]) -> bool:
    """Whether no count of the lead is excluded by all of these of the same."""
    told: dict[tuple[str, str], list[tuple[float | None, float | None]]] = {}
    for claim in claims:
        if counts_others(claim.wording):
            continue  # "four other fighters" beside the one told before are five
        scope = told_of(claim)
        for thing in {scope, "person" if scope == "soldier" else scope}:
            told.setdefault((claim.measure, thing), []).append((claim.low, claim.high))
    shared = lead.counts.keys() & told.keys()
    return all(any(_meet(one, other) for one in lead.counts[key] for other in told[key]) for key in shared)


def _meet(one: tuple[float | None, float | None], other: tuple[float | None, float | None]) -> bool:
    above = one[1] is not None and (other[0] or 0.0) > one[1]
    below = other[1] is not None and (one[0] or 0.0) > other[1]
    return not (above or below)


def _shares_number(lead: Scene, scene: Scene) -> bool:
    shared = lead.numbers.keys() & scene.numbers.keys()
    return any(
        (low or high or 0.0) >= TELLING_FROM for key in shared for low, high in lead.numbers[key] & scene.numbers[key]
    )
