"""Which figures of one story tell one scene? Same sort, place, days and kind of attack, in the order of the text.

A scene is the unit that linking compares: all its figures go into one event. A part goes with its whole; a nation's
tally and a single strike are scenes apart. Judgements are obeyed here already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.aftermath import with_aftermath
from trucewatch.link.beside import with_beside
from trucewatch.link.claims import TELLING_FROM
from trucewatch.link.fitting import (
    attacker_of,
    fits,
    goes_with,
    group_of,
    is_beside,
    is_fewer,
    is_narrower,
    is_share_of,
    is_told_with,
    makes_event,
    may_be_of_day,
)
from trucewatch.link.former import is_former_of, with_first_days
from trucewatch.link.leads import with_lead
from trucewatch.link.places import breadth, is_within
from trucewatch.link.retelling import is_retold
from trucewatch.link.scene import Scene
from trucewatch.link.sites import with_sites
from trucewatch.link.swaps import is_of_swap, is_swapped
from trucewatch.link.tallies import days_told
from trucewatch.link.totals import with_totals
from trucewatch.link.uprooted import with_flights

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.link.bonds import Bonds
    from trucewatch.link.claims import Claim, Telling
    from trucewatch.model import Place

__all__ = ["scenes"]

_CROWD = 100  # scenes of one story, told first and last, among which a claim looks for its own


def scenes(claims: Sequence[Claim], tellings: Sequence[Telling], bonds: Bonds) -> list[Scene]:
    """Return the scenes of one report, and one without figures for each story that tells none."""
    found: list[Scene] = []
    for telling in tellings:
        story = [claim for claim in claims if claim.story == telling.story]
        found.extend(_story_scenes(story, telling, bonds))
    return found


def _story_scenes(claims: Sequence[Claim], telling: Telling, bonds: Bonds) -> list[Scene]:
    """Put each claim to the last scene it fits, wholes before their parts."""
    open_scenes: list[Scene] = []
    homes: dict[str, int] = {}
    left: list[Claim] = []
    alone: list[Claim] = []
    order = sorted(claims, key=_order)
    waiting = _by_depth(order)
    for claim in waiting:
        home = _home(claim, open_scenes, homes, bonds)
        if home is None and not (makes_event(claim) or is_swapped(claim)):
            left.append(claim)
            continue
        if home is None:
            home = len(open_scenes)
            open_scenes.append(Scene((), telling, group_of(claim)))
        open_scenes[home] = _joined(open_scenes[home], claim)
        homes[claim.figure_id] = home
    for claim in left:
        home = next((n for n in _at_hand(len(open_scenes)) if is_beside(claim, open_scenes[n])), None)
        if home is not None:
            open_scenes[home] = _joined(open_scenes[home], claim)
        else:
            alone.append(claim)
    for joined in (with_lead, with_totals, with_sites, with_first_days, with_aftermath, with_flights):
        open_scenes = joined(open_scenes)
    if not any(scene.group == "attack" for scene in open_scenes):
        open_scenes.append(Scene((), telling, "attack", attack=telling.attack))
    first = next((scene for scene in open_scenes if scene.group == "attack"), None)
    settled = [_settled(scene, lead=scene is first) for scene in open_scenes]
    return with_beside(settled, [claim for claim in alone if not bonds.binds(claim.figure_id)])


def _order(claim: Claim) -> tuple[bool, bool, bool, int]:
    """Return when a claim is taken up: a headline's after the text that it tells of."""
    return claim.kind == "other", claim.is_headline, claim.part_of is not None, claim.start


def _by_depth(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with every whole before its parts, else as they stand."""
    known = {claim.figure_id: claim for claim in claims}

    def depth(claim: Claim) -> int:
        steps, seen = 0, {claim.figure_id}
        while claim.part_of in known and claim.part_of not in seen:
            claim, steps = known[claim.part_of], steps + 1
            seen.add(claim.figure_id)
        return steps

    return sorted(claims, key=depth)


def _home(claim: Claim, held: list[Scene], homes: dict[str, int], bonds: Bonds) -> int | None:
    """Return the number of the scene a claim belongs to, None where it opens one."""
    free = _at_hand(len(held))
    if bonds.binds(claim.figure_id):
        tied = (
            n for n, scene in enumerate(held) if any(bonds.tied(claim.figure_id, c.figure_id) for c in scene.claims)
        )
        if (home := next(tied, None)) is not None:
            return home
        free = [n for n in free if not _is_parted(claim, held[n], bonds)]
    whole = homes.get(claim.part_of or "")
    if whole is not None and not is_narrower(claim, held[whole]) and not _is_parted(claim, held[whole], bonds):
        return whole
    if claim.kind == "raid":
        told = [n for n in free if held[n].group == "raid" and is_told_with(claim, held[n])]
        if told:
            return told[-1]  # "119 over the country, 46 of them over one region": one night's raid
    if claim.kind == "other":
        swap = next((n for n in reversed(free) if is_of_swap(claim, held[n])), None)
        if swap is not None or is_swapped(claim):
            return swap
        return next((n for n in reversed(free) if goes_with(claim, held[n])), None)
    retold = [n for n in free if is_retold(claim, held[n].latest, held[n].place, held[n].days)]
    if claim.is_headline and retold:
        return retold[0]
    share = next((n for n in free if is_share_of(claim, held[n])), None)
    if share is not None:
        return share
    fitting = [n for n in free if fits(claim, held[n])] or [n for n in free if may_be_of_day(claim, held[n])]
    if not fitting:
        return retold[0] if retold else _replaced(claim, held, free)
    # The scene told nearest before it, so that a paragraph's later figures stay with the scene they follow.
    return max(fitting, key=lambda n: (_shares_actor(claim, held[n]), _last_before(claim, held[n]), -n))


def _replaced(claim: Claim, held: Sequence[Scene], free: Iterable[int]) -> int | None:
    """Return the scene of which a claim tells what was counted before: where its voice counts, else the last told."""

    def nearness(number: int) -> tuple[bool, int, int]:
        is_of_voice = any(c.source == claim.source for c in held[number].latest)
        return is_of_voice, _last_before(claim, held[number]), -number

    return max((n for n in free if is_former_of(claim, held[n])), key=nearness, default=None)


def _at_hand(count: int) -> list[int]:
    """Return the numbers of the scenes that a story's next claim may go on with: of a crowd, those told first and last.

    A list of thousands costs no square by this, and no page but such a list has as many scenes.
    """
    return [*range(min(count, _CROWD)), *range(max(_CROWD, count - _CROWD), count)]


def _is_parted(claim: Claim, scene: Scene, bonds: Bonds) -> bool:
    """Whether a person held a claim apart from any of a scene."""
    if not bonds.binds(claim.figure_id):
        return False
    return any(bonds.parted(claim.figure_id, c.figure_id) for c in scene.claims)


def _shares_actor(claim: Claim, scene: Scene) -> bool:
    """Whether the side that acted is one that acts in the scene, or not told of either."""
    acting = {c.acting for c in scene.latest} - {None}
    return claim.acting is None or not acting or claim.acting in acting


def _last_before(claim: Claim, scene: Scene) -> int:
    return max((c.start for c in scene.latest if c.start < claim.start), default=-1)


def _joined(scene: Scene, claim: Claim) -> Scene:
    # Where some of the dead fell is not where all of them did, but that a land is told of all in their sentence.
    is_told_there = scene.is_wide and any(c.sentence == claim.sentence and breadth(c.place) > 1 for c in scene.latest)
    is_some = is_fewer(claim, scene) or is_share_of(claim, scene)
    is_exacter = is_within(claim.place, scene.place) and (is_told_there or not is_some)
    is_given = is_some or claim.kind == "other"  # of one of the days, and tells no others
    place = claim.place if scene.place is None or is_exacter else scene.place
    return Scene(
        claims=(*scene.claims, claim),
        telling=scene.telling,
        group=scene.group,
        place=place,
        days=scene.days if scene.days is not None and is_given else _narrower(scene.days, days_told(claim)),
        attack=scene.attack if claim.kind == "other" else scene.attack | claim.attack,
        attacker=scene.attacker or attacker_of(claim, scene.claims),
    )


def _narrower(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    if one[0] > other[1] or other[0] > one[1]:
        return one  # a part of another day than its whole
    return min((one, other), key=lambda days: (days[1] - days[0], days))


def _settled(scene: Scene, *, lead: bool) -> Scene:
    ordered = tuple(sorted(scene.claims, key=lambda claim: (claim.start, claim.figure_id)))
    attack = scene.attack or (scene.telling.attack if lead else scene.attack)
    days = None if _is_announced(scene) else scene.days
    return Scene(ordered, scene.telling, scene.group, _place_of(scene), days, attack, scene.attacker, lead)


def _place_of(scene: Scene) -> Place | None:
    """Return the place of the most dead that a scene counts, where a narrower one is told of fewer."""
    dead = [claim for claim in scene.claims if claim.measure == "killed" and (claim.low or 0.0) >= TELLING_FROM]
    most = max(dead, key=lambda claim: (claim.low or 0.0, -breadth(claim.place), -claim.start), default=None)
    if scene.group != "attack" or most is None or not is_within(scene.place, most.place) or breadth(most.place) != 1:
        return scene.place
    return most.place


def _is_announced(scene: Scene) -> bool:
    """Whether a toll is told to have changed on the day of the report: that is no day of what it counts."""
    day = scene.published
    return scene.days is not None and scene.days == (day, day) and any(claim.reason for claim in scene.claims)
