"""Which figures of one story tell one scene? Same sort, place, days and kind of attack, in the order of the text.

A scene is the unit that linking compares: all its figures go into one event. A part goes with its whole; a nation's
tally and a single strike are scenes apart. Judgements are obeyed here already.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from trucewatch.link.claims import told_of
from trucewatch.link.distance import kilometres
from trucewatch.link.places import NATION, REGION, are_one, breadth, is_within
from trucewatch.link.retelling import is_retold
from trucewatch.link.rivals import FAR, are_other_losses, counts_another, dwarf_each_other
from trucewatch.link.tallies import LONG, days_of, parties_of, running_from
from trucewatch.model import Modifier
from trucewatch.vocab.events import is_deed, place_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.bonds import Bonds
    from trucewatch.link.claims import Claim, Telling
    from trucewatch.model import Place

__all__ = ["Scene", "day_number", "scenes"]

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
_DOWNED = frozenset({"intercepted", "lost"})
_UNNAMED = frozenset({"outlet"})
_APART_KM = 12.0  # two places of one story farther apart are two scenes; towns and their districts are nearer


@dataclass(frozen=True)
class Scene:
    """Figures of one story about one thing, with what they know together of place, days, attack and sides.

    What follows from these is kept once asked for: a scene is compared with many.
    """

    claims: tuple[Claim, ...]
    telling: Telling
    group: str
    place: Place | None = None
    days: tuple[int, int] | None = None
    attack: frozenset[str] = frozenset()
    attacker: str | None = None
    lead: bool = False

    @property
    def key(self) -> str:
        """What names the scene whatever the order of reading: its smallest figure id, else its report and story."""
        told = f"{self.telling.report_id}#{self.telling.story}"
        return min((claim.figure_id for claim in self.claims), default=told)

    @property
    def is_wide(self) -> bool:
        """Whether its place is a whole country or more."""
        return breadth(self.place) > 1

    @property
    def breadth(self) -> int:
        """How wide its place is: 0 a town or none, 1 a region, 2 a country or more."""
        return breadth(self.place)

    @property
    def is_region(self) -> bool:
        """Whether its place is a region, in which it may have been anywhere."""
        return breadth(self.place) == 1

    @property
    def sure_days(self) -> tuple[int, int] | None:
        """Its days where they are few enough to tell events apart; "this year" tells nothing."""
        return self.days if self.days is not None and self.days[1] - self.days[0] <= LONG else None

    @cached_property
    def tally_from(self) -> int | None:
        """The first day of a count that runs on ("since the war began"), None where its days are those of an event."""
        return min((start for claim in self.claims if (start := running_from(claim)) is not None), default=None)

    @cached_property
    def parties(self) -> frozenset[frozenset[str]]:
        """The pairs of sides that its claims set against each other."""
        return parties_of(self.claims)

    @cached_property
    def published(self) -> int | None:
        """The day its story was published, as a number."""
        return day_number(self.telling.published)

    @cached_property
    def told_places(self) -> frozenset[str]:
        """The names of its story's lead, as names of places are compared."""
        return frozenset(place_key(name) for name in self.telling.names)

    @cached_property
    def counts(self) -> dict[tuple[str, str], set[tuple[float | None, float | None]]]:
        """The bounds told of each measure and whom or what it counts."""
        found: dict[tuple[str, str], set[tuple[float | None, float | None]]] = {}
        for claim in self.claims:
            found.setdefault((claim.measure, told_of(claim)), set()).add((claim.low, claim.high))
        return found


def day_number(day: str | None) -> int | None:
    """Return an ISO date as a number of days."""
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


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
    order = sorted(claims, key=_order)
    waiting = _by_depth(order)
    for claim in waiting:
        home = _home(claim, open_scenes, homes, bonds)
        if home is None and not _makes_event(claim):
            continue
        if home is None:
            home = len(open_scenes)
            open_scenes.append(Scene((), telling, _group(claim)))
        open_scenes[home] = _joined(open_scenes[home], claim)
        homes[claim.figure_id] = home
    if not any(scene.group == "attack" for scene in open_scenes):
        open_scenes.append(Scene((), telling, "attack", attack=telling.attack))
    first = next((scene for scene in open_scenes if scene.group == "attack"), None)
    return [_settled(scene, lead=scene is first) for scene in open_scenes]


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


def _group(claim: Claim) -> str:
    group = _GROUPS.get(claim.kind, "other")
    if claim.kind == "raid" and (claim.place is None or (claim.place.precision or 1) >= NATION):
        return "raid"  # a night's tally over a country
    return group


def _home(claim: Claim, held: list[Scene], homes: dict[str, int], bonds: Bonds) -> int | None:
    """Return the number of the scene a claim belongs to, None where it opens one."""
    tied = [n for n, scene in enumerate(held) if any(bonds.tied(claim.figure_id, c.figure_id) for c in scene.claims)]
    if tied:
        return tied[0]
    free = [n for n, s in enumerate(held) if not any(bonds.parted(claim.figure_id, c.figure_id) for c in s.claims)]
    whole = homes.get(claim.part_of or "")
    if whole is not None and whole in free and not _is_narrower(claim, held[whole]):
        return whole
    if claim.kind == "raid":
        told = [n for n in free if held[n].group == "raid" and _is_told_with(claim, held[n])]
        if told:
            return told[-1]  # "119 over the country, 46 of them over one region": one night's raid
    if claim.kind == "other":
        return next((n for n in reversed(free) if _goes_with(claim, held[n])), None)
    retold = [n for n in free if is_retold(claim, held[n].claims, held[n].place, held[n].days)]
    if claim.is_headline and retold:
        return retold[0]
    fitting = [n for n in free if _fits(claim, held[n])]
    if not fitting:
        return retold[0] if retold else None
    # The scene told nearest before it, so that a paragraph's later figures stay with the scene they follow.
    return max(fitting, key=lambda n: (_shares_actor(claim, held[n]), _last_before(claim, held[n]), -n))


def _shares_actor(claim: Claim, scene: Scene) -> bool:
    """Whether the side that acted is one that acts in the scene, or not told of either."""
    acting = {c.acting for c in scene.claims} - {None}
    return claim.acting is None or not acting or claim.acting in acting


def _last_before(claim: Claim, scene: Scene) -> int:
    return max((c.start for c in scene.claims if c.start < claim.start), default=-1)


def _is_told_with(claim: Claim, scene: Scene) -> bool:
    """Whether a raid's count stands in the sentence of a tally, or its voice goes on with the regions of that night."""
    if not _days_meet(_days(claim), scene.days):
        return False
    if any(c.sentence == claim.sentence for c in scene.claims):
        return True
    if claim.measure not in _DOWNED or _attacker(claim, scene.claims) not in {None, scene.attacker}:
        return False
    voices = {claim.source} if claim.source not in _UNNAMED else {c.source for c in scene.claims}
    alike = [c for c in scene.claims if c.measure == claim.measure and c.source in voices]
    is_near = any(abs(c.start - claim.start) <= FAR for c in alike)
    is_less = any((c.low or 0.0) > (claim.low or 0.0) for c in alike)
    return bool(alike) and (claim.source not in _UNNAMED or (is_near and is_less))


def _goes_with(claim: Claim, scene: Scene) -> bool:
    """Whether a figure of no sort of its own stands in a scene's sentence, or tells of a deed of its place and days."""
    if any(c.sentence == claim.sentence for c in scene.claims):
        return _days_meet(_days(claim), scene.days)
    if not is_deed(claim.measure) or scene.group not in {"attack", "other"}:
        return False
    if scene.group == "other" and all(c.measure != claim.measure for c in scene.claims):
        return False
    return claim.when is not None and _days(claim) == scene.days and _places_meet(claim.place, scene.place)


def _is_narrower(claim: Claim, scene: Scene) -> bool:
    """Whether a part tells of one place in the country or region that its whole counts over, or of one of its days."""
    if claim.kind == "raid":
        return False
    days = _days(claim)
    if days is not None and scene.tally_from is not None and days[1] - days[0] < LONG and days != scene.days:
        return True
    if claim.place is None:
        return False
    return scene.breadth > Scene((), scene.telling, scene.group, claim.place).breadth


def _fits(claim: Claim, scene: Scene) -> bool:
    group = _group(claim)
    if group != scene.group:
        return False
    if group == "raid":
        # Who flew them must be known to be the same, or told in one breath: both sides raid in one night.
        attacker = _attacker(claim, scene.claims)
        # "It shot down 59": whose they were was said before.
        same_side = attacker == scene.attacker or (attacker is None and _days(claim) == scene.days)
        told_together = any(c.sentence == claim.sentence for c in scene.claims) and scene.attacker is None
        return (same_side or told_together) and _days_meet(_days(claim), scene.days)
    if group == "force":
        return False  # each proposal of a size is an event of its own until others are found to be the same
    if group != "attack":
        return any(c.sentence == claim.sentence or _is_one_stretch(claim, c) for c in scene.claims)
    return _joins_attack(claim, scene)


def _joins_attack(claim: Claim, scene: Scene) -> bool:
    start, since = running_from(claim), scene.tally_from
    if start is not None and since is not None:
        return _runs_with(claim, scene, start - since)
    is_tally_or_day = claim.when is not None and scene.days is not None and (start is None) != (since is None)
    if is_tally_or_day or not _places_meet(claim.place, scene.place):
        return False  # the dead since Sunday, and those of Monday
    if any(counts_another(claim, c) for c in scene.claims) or are_other_losses(claim, scene.claims):
        return False
    is_one_sentence = any(c.sentence == claim.sentence for c in scene.claims)
    days = _days(claim)
    if not _days_meet(days, scene.days) or (not is_one_sentence and _is_long(days) != _is_long(scene.days)):
        return False
    return is_one_sentence or _goes_on(claim, scene)


def _goes_on(claim: Claim, scene: Scene) -> bool:
    """Whether a later sentence still tells of the scene: it turns to no other, is not vague, names no other weapon."""
    if claim.anew or _is_adrift(claim) or any(_is_adrift(c) for c in scene.claims):
        return False
    return not scene.attack or not claim.attack or bool(claim.attack & scene.attack) or _is_one_deed(claim, scene)


def _runs_with(claim: Claim, scene: Scene, apart: int) -> bool:
    """Whether two counts that run on from days so far apart are of one fight."""
    if abs(apart) > 1 or not _is_one_theatre(claim, scene):
        return False
    alike = [c for c in scene.claims if (c.measure, c.object) == (claim.measure, claim.object)]
    if not any(dwarf_each_other(claim, c) for c in alike):
        return True
    # In a list of the fallen one is as small as others are.
    listed = [c for c in scene.claims if c.measure == claim.measure and c.source == claim.source]
    return any(not dwarf_each_other(claim, replace(c, object=claim.object)) for c in listed)


def _is_one_deed(claim: Claim, scene: Scene) -> bool:
    """Whether one side did it to the other at the very place and day: the artillerymen that a drone killed."""
    if claim.place is None or scene.place is None or claim.acting is None:
        return False
    is_there = place_key(claim.place.name) == place_key(scene.place.name) and _days(claim) == scene.days is not None
    return is_there and any(
        c.acting == claim.acting and (c.hit is None or claim.hit is None or c.hit == claim.hit) for c in scene.claims
    )


def _is_one_stretch(claim: Claim, other: Claim) -> bool:
    """Whether two counts of the uprooted, of breaches or of ground taken are of one place and stretch of days."""
    if claim.kind not in _COUNTED_ON or (claim.kind, claim.measure) != (other.kind, other.measure):
        return False
    days = _days(claim)
    return days is not None and days == _days(other) and _places_meet(claim.place, other.place)


def _is_one_theatre(claim: Claim, scene: Scene) -> bool:
    """Whether two counts that run on from one day are of one fight: at one place, or between the same parties."""
    if parties_of([claim]) & scene.parties:
        return True
    hit = {c.hit for c in scene.claims} - {None}
    is_unplaced = claim.place is None or scene.place is None
    if is_unplaced and claim.hit is not None and hit and claim.hit not in hit:
        return False  # the dead of one side, and of the other, in a war of which no parties are read
    return _places_meet(claim.place, scene.place)


def _is_adrift(claim: Claim) -> bool:
    """Whether a claim is too vague to be taken for the scene it stands by: "thousands of soldiers" of a whole war."""
    nowhere = claim.place is None or (claim.when is None and (claim.place.precision or 1) >= NATION)
    return claim.modifier is Modifier.VAGUE and nowhere


def _makes_event(claim: Claim) -> bool:
    """Whether a claim may stand alone: no lone number of no sort, nor "thousands of soldiers" of no place and day."""
    if claim.kind == "other":
        return is_deed(claim.measure) and claim.when is not None
    return not (_group(claim) == "attack" and _is_adrift(claim) and claim.when is None)


def _places_meet(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return True
    wide = [(place.precision or 1) >= NATION for place in (one, other)]
    if wide[0] != wide[1]:
        return False
    if are_one(one, other) or place_key(one.name) == place_key(other.name):
        return True
    regions = [(place.precision or 1) >= REGION for place in (one, other)]
    apart = kilometres(one, other)
    if any(regions):
        return False  # a region's tally is not its town's strike, nor its neighbour's
    return apart is not None and apart <= _APART_KM


def _days(claim: Claim) -> tuple[int, int] | None:
    if claim.when is None:
        return None
    return days_of(claim.when)


def _is_long(days: tuple[int, int] | None) -> bool:
    return days is not None and days[1] - days[0] > LONG


def _days_meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    if one is None or other is None:
        return True
    if _is_long(one) != _is_long(other):
        return False  # a week's tally is not a day's
    if _is_long(one) and abs(one[0] - other[0]) > 1:
        return False  # since the war began, and since the truce
    if one[1] - one[0] == other[1] - other[0] == 1:
        return one == other  # two nights share a day and are two
    return one[0] <= other[1] and other[0] <= one[1]


def _attacker(claim: Claim, others: Sequence[Claim] = ()) -> str | None:
    """Return whose weapons a raid's figure counts: of what was intercepted the actor is who shot it down."""
    if claim.kind != "raid":
        return claim.actor
    if claim.measure != "intercepted":
        return claim.actor
    if claim.target is not None:
        return claim.target
    whole = next((other for other in others if other.figure_id == claim.part_of), None)
    return None if whole is None else _attacker(whole)


def _joined(scene: Scene, claim: Claim) -> Scene:
    place = claim.place if scene.place is None or is_within(claim.place, scene.place) else scene.place
    return Scene(
        claims=(*scene.claims, claim),
        telling=scene.telling,
        group=scene.group,
        place=place,
        days=_narrower(scene.days, _days(claim)),
        attack=scene.attack | claim.attack,
        attacker=scene.attacker or _attacker(claim, scene.claims),
    )


def _narrower(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return one or other
    return min((one, other), key=lambda days: (days[1] - days[0], days))


def _settled(scene: Scene, *, lead: bool) -> Scene:
    ordered = tuple(sorted(scene.claims, key=lambda claim: (claim.start, claim.figure_id)))
    attack = scene.attack or (scene.telling.attack if lead else scene.attack)
    return Scene(ordered, scene.telling, scene.group, scene.place, scene.days, attack, scene.attacker, lead)
