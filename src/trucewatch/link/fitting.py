"""Does a claim belong to a scene of its story? By sort, place, days, sides and size; a nation's tally is no strike.

Nothing is put anywhere here: `scenes` asks, of each claim, which scenes it fits.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import counted
from trucewatch.link.places import NATION, are_one, breadth, is_near, is_within, may_be_one
from trucewatch.link.rivals import FAR, are_other_losses, counts_another, is_out_of_scale, is_reply
from trucewatch.link.scene import HARM
from trucewatch.link.tallies import LONG, days_meet, days_told, is_bygone, is_long, parties_of, running_from
from trucewatch.model import Modifier
from trucewatch.vocab.events import (
    adds_to_toll,
    are_of_weapon,
    counts_more,
    is_deed,
    is_some_of,
    place_key,
    sound_alike,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = [
    "attacker_of",
    "fits",
    "goes_with",
    "group_of",
    "is_beside",
    "is_fewer",
    "is_narrower",
    "is_share_of",
    "is_told_with",
    "makes_event",
    "may_be_of_day",
]

_GROUPS = {
    "toll": "attack",
    "damage": "attack",
    "raid": "attack",
    "force": "force",
    "contribution": "force",
    "aid": "aid",
    "control": "control",
    "meeting": "meeting",
    "term": "ceasefire",
    "violation": "ceasefire",
    "displacement": "displacement",
    "other": "other",
}
_COUNTED_ON = frozenset({"displacement", "violation", "control"})
_WEEK = 7  # days after an attack within which those who count its dead are told of
_TIMES = 3  # times the one count that the other is at most
_DOWNED = frozenset({"intercepted", "lost"})
_UNNAMED = frozenset({"outlet"})
_PERSON = "person"


def group_of(claim: Claim) -> str:
    """Return the sort of event that a claim tells: attack, raid, force, aid, displacement and the like."""
    group = _GROUPS.get(claim.kind, "other")
    if claim.kind == "raid" and (claim.place is None or (claim.place.precision or 1) >= NATION):
        return "raid"  # a night's tally over a country
    return group


def attacker_of(claim: Claim, others: Sequence[Claim] = ()) -> str | None:
    """Return whose weapons a raid's figure counts: of what was intercepted the actor is who shot it down."""
    if claim.kind != "raid":
        return claim.actor
    if claim.measure != "intercepted":
        return claim.actor
    if claim.target is not None:
        return claim.target
    whole = next((other for other in others if other.figure_id == claim.part_of), None)
    return None if whole is None else attacker_of(whole)


def is_shot_by_flier(claim: Claim, attacker: str | None) -> bool:
    """Whether the side that shot drones down is the one whose drones a raid counts: then it is no raid of its own."""
    if claim.measure != "intercepted" or claim.actor is None or attacker is None:
        return False
    return sound_alike(claim.actor, attacker)


def is_told_with(claim: Claim, scene: Scene) -> bool:
    """Whether a raid's count stands in the sentence of a tally, or its voice goes on with the regions of that night."""
    if not days_meet(days_told(claim), scene.days):
        return False
    if scene.attacker is not None and attacker_of(claim, scene.claims) not in {None, scene.attacker}:
        return False  # both sides raid in one night
    if is_shot_by_flier(claim, scene.attacker):
        return False
    if any(c.sentence == claim.sentence for c in scene.latest):
        return True
    if claim.measure not in _DOWNED:
        return False
    voices = {claim.source} if claim.source not in _UNNAMED else {c.source for c in scene.latest}
    alike = [c for c in scene.latest if c.measure == claim.measure and c.source in voices]
    is_near = any(abs(c.start - claim.start) <= FAR for c in alike)
    is_less = any((c.low or 0.0) > (claim.low or 0.0) for c in alike)
    return bool(alike) and (claim.source not in _UNNAMED or (is_near and is_less))


def goes_with(claim: Claim, scene: Scene) -> bool:
    """Whether a figure of no sort of its own stands in a scene's sentence, or tells of a deed of its place and days."""
    if any(c.sentence == claim.sentence for c in scene.latest):
        return days_meet(days_told(claim), scene.days)
    if not is_deed(claim.measure) or scene.group not in {"attack", "other"}:
        return False
    if scene.group == "other" and all(c.measure != claim.measure for c in scene.latest):
        return False
    if claim.when is None:
        return scene.group == "attack" and are_one(claim.place, scene.place)
    return _are_in_days(claim, scene) and may_be_one(claim.place, scene.place)


def is_beside(claim: Claim, scene: Scene) -> bool:
    """Whether people or things that were counted, nobody read as what, are told of an attack's very place and day."""
    if claim.kind != "other" or claim.unit is not None or scene.group != "attack" or scene.days is None:
        return False
    return _are_in_days(claim, scene) and are_one(claim.place, scene.place)


def _are_in_days(claim: Claim, scene: Scene) -> bool:
    """Whether the days of a claim lie in those of a scene, or hold them, and both are few."""
    days = days_told(claim)
    if days is None or scene.days is None or is_long(days) or is_long(scene.days):
        return days == scene.days
    inner, outer = sorted((days, scene.days), key=lambda each: each[1] - each[0])
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def is_narrower(claim: Claim, scene: Scene) -> bool:
    """Whether a part tells of one place in the country or region that its whole counts over, or of one of its days.

    "Eleven of the dead were civilians" are told of them all, at whichever place the next words name.
    """
    if claim.kind == "raid":
        return False
    days = days_told(claim)
    if days is not None and scene.tally_from is not None and days[1] - days[0] < LONG and days != scene.days:
        return True
    start = running_from(claim)
    if start is not None and scene.tally_from is not None and start - scene.tally_from > LONG:
        return True  # of a war's dead, those since the truce
    whole = next((c for c in scene.claims if c.figure_id == claim.part_of), None)
    if claim.place is None or (whole is not None and are_one(claim.place, whole.place)):
        return False
    if (
        whole is not None
        and claim.sentence != whole.sentence
        and days == days_told(whole)
        and is_some_of(claim.wording)
    ):
        return False
    return scene.breadth > breadth(claim.place)


def fits(claim: Claim, scene: Scene) -> bool:
    """Whether a claim goes on with a scene told before it."""
    group = group_of(claim)
    if group != scene.group:
        return False
    if group == "raid":
        # Who flew them must be known to be the same, or told in one breath: both sides raid in one night.
        attacker = attacker_of(claim, scene.claims)
        # "It shot down 59": whose they were was said before.
        same_side = attacker == scene.attacker or (attacker is None and days_told(claim) == scene.days)
        if is_shot_by_flier(claim, scene.attacker):
            return False
        told_together = any(c.sentence == claim.sentence for c in scene.latest) and scene.attacker is None
        return (same_side or told_together) and days_meet(days_told(claim), scene.days)
    if group == "force":
        return False  # each proposal of a size is an event of its own until others are found to be the same
    if group != "attack":
        # A week's breaches and those of the week before may stand in one sentence.
        is_one_sentence = any(c.sentence == claim.sentence for c in scene.latest)
        is_there = is_one_sentence and days_meet(days_told(claim), scene.days)
        return is_there or any(_is_one_stretch(claim, c) for c in scene.latest)
    return _joins_attack(claim, scene)


def may_be_of_day(claim: Claim, scene: Scene) -> bool:
    """Whether a claim whose sentence tells no day may be of a scene of its place some days before it.

    The day told around it is often that on which somebody counted, and not that of what was counted.
    """
    days = days_told(claim)
    is_later = claim.is_former or adds_to_toll(claim.reason or "")  # "who first spoke of 31", "three of them died"
    if days is None or scene.sure_days is None or (claim.is_dated and not (is_later and days[0] == days[1])):
        return False
    if not are_one(claim.place, scene.place):
        return False
    apart = days[1] - scene.sure_days[0]
    is_sure = is_later or any(c.is_dated for c in scene.latest if c.measure == claim.measure)
    is_after = 0 < apart <= _WEEK or (-_WEEK <= apart < 0 and not is_sure)
    is_of_size = any(_is_of_size(claim, c) for c in scene.latest) or (is_later and is_fewer(claim, scene))
    is_told = claim.source not in _UNNAMED and is_of_size
    return is_after and is_told and fits(replace(claim, when=None), scene)


def _is_of_size(claim: Claim, other: Claim) -> bool:
    """Whether two counts of one measure may be of one thing by their size, or are of no toll."""
    if claim.kind != "toll":
        return other.kind == claim.kind
    mine, theirs = ((c.low if c.low is not None else c.high) or 0.0 for c in (claim, other))
    return claim.measure == other.measure and mine <= _TIMES * theirs and theirs <= _TIMES * mine


def _joins_attack(claim: Claim, scene: Scene) -> bool:
    start, since = running_from(claim), scene.tally_from
    if start is not None and since is not None:
        return _runs_with(claim, scene, start - since)
    is_one_sentence = any(c.sentence == claim.sentence for c in scene.latest)
    is_tally_or_day = claim.when is not None and scene.days is not None and (start is None) != (since is None)
    if _is_state_of(claim, scene):
        return True
    if is_tally_or_day or not (_completes_total(claim, scene) or _may_be_there(claim, scene)):
        return False  # the dead since Sunday, and those of Monday
    told = [c for c in scene.latest if not _is_share_beside(c, claim)]
    if any(counts_another(claim, c) for c in told) or are_other_losses(claim, told) or is_reply(claim, told):
        return False
    if not is_one_sentence and (_is_unharmed(claim, scene) or _is_loss_of_striker(claim, scene)):
        return False
    if is_out_of_scale(claim, told):
        return False
    days = days_told(claim)
    if not days_meet(days, scene.days) or (not is_one_sentence and is_long(days) != is_long(scene.days)):
        return False
    return is_one_sentence or (_goes_on(claim, scene) and not (scene.days is None and is_bygone(claim)))


def _is_share_beside(other: Claim, claim: Claim) -> bool:
    """Whether a claim told before is a town's or a hospital's share of what a claim counts: no rival of it."""
    return is_within(other.place, claim.place) or (
        other.at_house and not claim.at_house and claim.when is not None and breadth(claim.place) > 0
    )


def _is_unharmed(claim: Claim, scene: Scene) -> bool:
    """Whether nobody is told to be harmed in the one, and somebody in the other: a further strike, and no state."""
    if claim.measure not in HARM or counted(claim) != _PERSON:
        return False  # "not one civilian" is a version of a count
    told = [c for c in scene.latest if c.measure in HARM]
    harmed = [c for c in told if c.high is None or c.high > 0]
    return bool(harmed) if claim.high == 0 else bool(told) and not harmed


def _is_loss_of_striker(claim: Claim, scene: Scene) -> bool:
    """Whether a side that strikes all over a region is told to have lost somebody: in no strike of its own."""
    told = [c for c in scene.latest if c.measure == claim.measure and c.acting]
    if not scene.breadth or claim.kind != "toll" or claim.hit is None or not told:
        return False
    return all(c.acting == claim.hit and c.hit != claim.hit and c.acting != claim.acting for c in told)


def _may_be_there(claim: Claim, scene: Scene) -> bool:
    told = scene.latest
    if claim.place is not None and claim.place.lat is None and _is_told_inside(claim, scene):
        return True
    is_one_side = any((c.acting and c.acting == claim.acting) or (c.hit and c.hit == claim.hit) for c in told)
    return may_be_one(claim.place, scene.place, is_one_side=is_one_side)


def _is_told_inside(claim: Claim, scene: Scene) -> bool:
    """Whether a place that no list knows is told with the scene's town, or is a house where the wounded died.

    "The north-west" is no part of a town that its sentence names, in which something else happened.
    """
    if claim.at_house and adds_to_toll(claim.reason or ""):
        return True
    is_region = breadth(claim.place) == 1
    return (
        not is_region and scene.place is not None and not scene.breadth and place_key(scene.place.name) in claim.named
    )


def is_share_of(claim: Claim, scene: Scene) -> bool:
    """Whether a hospital of a town tells its share of a region's dead or hurt of those days: no strike of its own."""
    if not claim.at_house or scene.breadth != 1 or scene.group != "attack" or claim.anew:
        return False
    if not (
        is_near(claim.place, scene.place) or are_one(claim.place, scene.place) or is_within(scene.place, claim.place)
    ):
        return False
    if not days_meet(days_told(claim), scene.days) or is_long(scene.days):
        return False
    acting = {c.acting for c in scene.latest if c.acting}
    if claim.acting is None or claim.acting not in acting:
        return False
    if claim.kind != "toll":
        return any(c.sentence == claim.sentence for c in scene.latest)
    return any(c.measure == claim.measure and (c.low or 0.0) > (claim.low or inf) for c in scene.latest)


def _is_state_of(claim: Claim, scene: Scene) -> bool:
    """Whether one sentence tells how one voice's count went: "at first 34, …, raising the toll to 37"."""
    if not claim.reason or claim.part_of is not None:
        return False
    told = [c for c in scene.latest if c.sentence == claim.sentence and c.part_of is None]
    return any((c.measure, counted(c), c.source) == (claim.measure, counted(claim), claim.source) for c in told)


def is_fewer(claim: Claim, scene: Scene) -> bool:
    """Whether a claim counts fewer than the scene counts of the same sort, and so may be some of them."""
    most = max((c.low or 0.0 for c in scene.latest if c.measure == claim.measure), default=0.0)
    return claim.kind == "toll" and claim.high is not None and claim.high < most


def _completes_total(claim: Claim, scene: Scene) -> bool:
    """Whether a sentence tells a total and its parts on two sides: 25 dead, 14 here and 11 beyond the border."""
    told = [c for c in scene.latest if (c.sentence, c.measure) == (claim.sentence, claim.measure) and c.low]
    totals = {c.low for c in told}
    return any(c.hit != claim.hit and (c.low or 0.0) + (claim.low or 0.0) in totals for c in told if claim.low)


def _goes_on(claim: Claim, scene: Scene) -> bool:
    """Whether a later sentence still tells of the scene: it turns to no other, is not vague, names no other weapon."""
    if claim.anew or _is_adrift(claim) or any(_is_adrift(c) for c in scene.latest):
        return False
    is_beside = counts_more(claim.wording)  # "soldiers shot six more people" than the lead's drone had killed
    attack = scene.attack or (scene.telling.attack if is_beside else scene.attack)
    if not attack or not claim.attack or are_of_weapon(claim.attack, attack):
        return True
    return not is_beside and _is_one_deed(claim, scene)


def _runs_with(claim: Claim, scene: Scene, apart: int) -> bool:
    """Whether two counts that run on from days so far apart are of one fight."""
    if abs(apart) > 1 or not _is_one_theatre(claim, scene):
        return False
    return not is_out_of_scale(claim, [c for c in scene.latest if c.object == claim.object or c.source == claim.source])


def _is_one_deed(claim: Claim, scene: Scene) -> bool:
    """Whether one side did it to the other at the very place and day: the artillerymen that a drone killed."""
    if claim.place is None or scene.place is None or claim.acting is None:
        return False
    is_there = place_key(claim.place.name) == place_key(scene.place.name) and days_told(claim) == scene.days is not None
    return is_there and any(
        c.acting == claim.acting and (c.hit is None or claim.hit is None or c.hit == claim.hit) for c in scene.latest
    )


def _is_one_stretch(claim: Claim, other: Claim) -> bool:
    """Whether two counts of the uprooted, of breaches or of ground taken are of one place and stretch of days."""
    if claim.kind not in _COUNTED_ON or (claim.kind, claim.measure) != (other.kind, other.measure):
        return False
    days, start = days_told(claim), running_from(claim)
    is_one = days is not None and (days == days_told(other) or (start is not None and start == running_from(other)))
    return is_one and may_be_one(claim.place, other.place)


def _is_one_theatre(claim: Claim, scene: Scene) -> bool:
    """Whether two counts that run on from one day are of one fight: at one place, or between the same parties."""
    if claim.place is not None and scene.breadth and not breadth(claim.place) and scene.place is not None:
        return claim.place.country != scene.place.country and bool(parties_of([claim]) & scene.parties)
    if parties_of([claim]) & scene.parties:
        return True
    hit = {c.hit for c in scene.latest} - {None}
    is_unplaced = claim.place is None or scene.place is None
    if is_unplaced and claim.hit is not None and hit and claim.hit not in hit:
        return False  # the dead of one side, and of the other, in a war of which no parties are read
    return may_be_one(claim.place, scene.place)


def _is_adrift(claim: Claim) -> bool:
    """Whether a claim is too vague to be taken for the scene it stands by: "thousands of soldiers" of a whole war."""
    nowhere = claim.place is None or (claim.when is None and (claim.place.precision or 1) >= NATION)
    return claim.modifier is Modifier.VAGUE and nowhere


def makes_event(claim: Claim) -> bool:
    """Whether a claim may stand alone: no lone number of no sort, nor "thousands of soldiers" of no place and day."""
    if claim.kind == "other":
        return is_deed(claim.measure) and claim.when is not None
    return not (group_of(claim) == "attack" and _is_adrift(claim) and claim.when is None)
