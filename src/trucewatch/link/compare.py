"""What speaks for and against two scenes being one event: places, days, attack, names and values, as plain facts.

Nothing is weighed here; `judge` does. A fact that either side does not tell is None or empty, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import TELLING_FROM, counted, number_told, origin_of
from trucewatch.link.distance import kilometres
from trucewatch.link.places import are_one, breadth
from trucewatch.link.swaps import is_swap
from trucewatch.link.tallies import LONG
from trucewatch.link.telling import DISTINCTIVE_FROM, TOLLS, is_odd, telling
from trucewatch.link.uprooted import are_of_flight
from trucewatch.vocab.events import are_of_weapon, is_irregular, place_key, sound_alike

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.link.scene import Scene
    from trucewatch.model import Place

__all__ = ["Facts", "compare", "is_one_actor"]


_WEEK = 7  # days over which what began at a town may still be counted as one
_LARGE = 3  # from which two reports' counts of one event often differ, and twice as many may still be one
_TIMES = 2
_MANY = 100  # dead or hurt from which two counts of a place and month that are near are hardly of two deeds
_NEAR = 1.5
_REMEMBERED = 14  # days after which only what was great is told of a day: nobody tells two such deeds of it
_SOLDIER = "soldier"
_LAND = 2  # how wide a country is, as `breadth` has it
_Value = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Facts:
    """How two scenes compare.

    `km` is the distance of their places; `same_place` their names or ids are equal; `told_place` one's place is
    named in the lead of the other, which has none; `gap` days between them (0 they overlap); `lag` days from the
    known day of one to the publication of the other that tells none; `apart` days between publications; `told_near`
    the place of one stands in the very sentence of the other; `tally` both count on from one day (False: one of them
    does, or from another); `inside` the place of one lies in the country that is the other's; `same_voice` somebody
    tells a distinctive count in both; `theatre` the same parties stand against each other in both; `regions` both
    are told of regions, and of different ones; `war` both count a whole war in one land;
    `remembered` both tell, weeks later, of one side's deed of one day in one land; `about` the day of one lies in the
    week or month that is told of the other, or before the day on which its count changed; `unharmed` nobody is told
    to be harmed in one, and somebody in the other; `reply` one tells of fighters that a side killed, the other of
    people that another side killed; `unlisted` one's place is on no list, in the land of the other's town;
    `more` one is told of a land, and counts more, no later, than the other of a town in it;
    `named` one is told of a land, and its lead names the town of the other;
    `near` one of a month and one of days in it count about as many, and many, at one place.
    `several` both tell two telling counts or more of dead or hurt, or of a raid; `odd` one that is hardly chance;
    `swap` both tell of prisoners exchanged.
    """

    km: float | None
    same_place: bool
    told_place: bool
    region: bool
    wide: bool
    gap: int | None
    lag: int | None
    apart: int | None
    attack: bool | None
    same_attacker: bool | None
    persons: int
    other_persons: bool
    streets: int
    other_streets: bool
    names: float
    equal_values: int
    equal_ones: int
    clashes: int
    family: bool
    told_near: bool = False
    tally: bool | None = None
    inside: bool = False
    same_voice: bool = False
    theatre: bool = False
    regions: bool = False
    war: bool = False
    remembered: bool = False
    about: bool = False
    unharmed: bool = False
    reply: bool = False
    unlisted: bool = False
    more: bool = False
    named: bool = False
    near: bool = False
    several: bool = False
    swap: bool = False
    flight: bool = False
    odd: bool = False


def compare(one: Scene, other: Scene, rarity: Mapping[str, float], families: Mapping[str, str]) -> Facts:
    """Return the facts on two scenes; `rarity` weighs names (0 for those everybody tells), `families` names origins."""
    a, b = one.telling, other.telling
    shared = one.telling.names & other.telling.names
    equal, ones, clashes = _values(one, other)
    leads = _is_lead(one) and _is_lead(other)
    gap, lag = _days(one, other)
    about = gap != 0 and _may_be_of_days(one, other)
    if about:
        gap, lag = None, None
    if gap is None and lag is None and (_runs_into(one, other) or _runs_into(other, one)):
        lag = 0
    if lag is not None and (_runs_on_from(one, other) or _runs_on_from(other, one)):
        gap, lag = 0, None
    # Told with an age by one, named in the lead of the other: a later report tells of somebody known by then.
    persons = len((a.persons & (b.persons | b.names)) | (b.persons & a.names)) if leads else 0
    return Facts(
        km=None if one.place is None or other.place is None else kilometres(one.place, other.place),
        same_place=are_one(one.place, other.place),
        told_place=_is_told(one, other) or _is_told(other, one),
        region=(one.is_region or other.is_region) and _is_one_country(one, other),
        wide=one.place is not None and other.place is not None and one.is_wide != other.is_wide,
        gap=gap,
        lag=lag,
        apart=None if one.published is None or other.published is None else abs(one.published - other.published),
        attack=_is_one_attack(one, other),
        same_attacker=is_one_actor(one, other),
        persons=persons,
        other_persons=leads and bool(a.persons) and bool(b.persons) and not persons,
        streets=len(a.streets & b.streets) if leads else 0,
        other_streets=leads and bool(a.streets) and bool(b.streets) and not a.streets & b.streets,
        names=sum(sorted(rarity.get(name, 0.0) for name in shared)) if leads else 0.0,
        equal_values=equal,
        equal_ones=ones,
        clashes=clashes,
        family=origin_of(a, families) == origin_of(b, families),
        told_near=_is_told_near(one, other) or _is_told_near(other, one),
        tally=_tally(one, other),
        inside=one.is_wide != other.is_wide and _is_one_country(one, other),
        same_voice=_is_one_voice(one, other),
        theatre=bool(one.parties & other.parties),
        regions=one.is_region and other.is_region,
        remembered=gap == 0 and _is_remembered(one) and _is_remembered(other) and _is_one_country(one, other),
        war=one.is_of_war and other.is_of_war and _is_one_country(one, other),
        about=about,
        unharmed=None not in {one.is_harmful, other.is_harmful} and one.is_harmful != other.is_harmful,
        reply=_is_reply(one, other) or _is_reply(other, one),
        unlisted=_is_unlisted(one.place, other.place),
        near=about and _are_near(one, other),
        odd=any(map(is_odd, telling(one) & telling(other))),
        flight=are_of_flight(one, other),
        swap=is_swap(one) and is_swap(other),
        several=len(telling(one) & telling(other)) > 1,
        named=one.is_wide != other.is_wide and _is_named(*((one, other) if one.is_wide else (other, one))),
        more=one.is_wide != other.is_wide and _has_more_over_land(*((one, other) if one.is_wide else (other, one))),
    )


def _is_unlisted(one: Place | None, other: Place | None) -> bool:
    """Whether of two places that are not one, and no country, only one is on a list: who knows where the other lies."""
    if one is None or other is None or are_one(one, other) or max(breadth(one), breadth(other)) >= _LAND:
        return False
    is_one_land = one.country == other.country or None in {one.country, other.country}
    return is_one_land and (one.lat is None) != (other.lat is None)


def is_one_actor(one: Scene, other: Scene) -> bool | None:
    """Whether one side acts in both scenes, as its name or its side has it; in a fight both sides do."""
    if one.attacker and other.attacker and sound_alike(one.attacker, other.attacker):
        return True
    if one.group == "attack" and one.actors and other.actors:
        return bool(one.actors & other.actors)
    able = [name for name in (one.attacker, other.attacker) if name and not name.islower()]
    return False if len(able) == 2 else None  # "gunmen" may be anybody


def _is_reply(one: Scene, other: Scene) -> bool:
    """Whether one tells of nothing but fighters whom a side killed, the other of people whom another one did."""
    if is_one_actor(one, other) is not False:
        return False
    fallen, people = ([claim for claim in each.claims if claim.measure in TOLLS] for each in (one, other))
    is_of_people = any(counted(claim) != _SOLDIER for claim in people)  # else it is a battle
    is_of_people = is_of_people and not any(is_irregular(claim.object) for claim in people)
    return bool(fallen) and all(is_irregular(claim.object) for claim in fallen) and is_of_people


def _tally(one: Scene, other: Scene) -> bool | None:
    if one.tally_from is None and other.tally_from is None:
        return None
    if one.tally_from is None or other.tally_from is None:
        if one.runs_from is not None and other.runs_from is not None and one.parties & other.parties:
            return abs(one.runs_from - other.runs_from) <= 1
        if _runs_on_from(one, other) or _runs_on_from(other, one):
            return None
        if _opens_with(one, other) or _opens_with(other, one):
            return True
        # What has no day at all, or only a month, may be either.
        return False if one.sure_days or other.sure_days else None
    return abs(one.tally_from - other.tally_from) <= 1


def _opens_with(one: Scene, other: Scene) -> bool:
    """Whether one counts on from the first of the days that the other counts over, which are few: a fight's first."""
    if other.days is None or other.days[0] != one.tally_from:
        return False
    is_nowhere = all(scene.place is None or scene.is_wide for scene in (one, other))
    return other.days[1] - other.days[0] >= (1 if is_nowhere else LONG)


def _runs_on_from(one: Scene, other: Scene) -> bool:
    """Whether one counts a town's dead over some days, and the other those of its first day, or more than all of them.

    The first tells how the other's count went on; no day has more dead than the days that it is of.
    """
    if one.tally_from is None or other.tally_from is not None or one.breadth or other.breadth:
        return False
    if one.days is None or other.sure_days is None or not are_one(one.place, other.place):
        return False
    if one.days[1] - one.days[0] > _WEEK:
        return False
    first, last = other.sure_days
    is_first = first == one.tally_from and last - first <= 1  # a night's
    return is_first or (one.days[0] <= first <= one.days[1] + 1 and _has_more(other, one))


def _is_held(one: Scene, other: Scene) -> bool:
    """Whether one counts a place's many dead over days of the month in which the other counts about as many there."""
    if one.tally_from is None or one.days is None or other.reach is None or not are_one(one.place, other.place):
        return False
    return other.reach[0] <= one.days[0] and one.days[1] <= other.reach[1] and _are_near(one, other)


def _are_near(one: Scene, other: Scene) -> bool:
    """Whether both count many of the same dead or hurt, and about as many."""
    shared = [key for key in one.counts.keys() & other.counts.keys() if key[0] in TOLLS]
    most = [(max(map(_least, one.counts[key])), max(map(_least, other.counts[key]))) for key in shared]
    return any(min(pair) >= _MANY and max(pair) <= _NEAR * min(pair) for pair in most)


def _runs_into(one: Scene, other: Scene) -> bool:
    """Whether one counts a town's dead over some days, and the other, of no day, more in the week after."""
    if one.tally_from is None or one.days is None or other.days is not None or other.published is None:
        return False
    is_soon = 0 <= other.published - one.days[1] <= _WEEK
    return is_soon and not one.is_wide and are_one(one.place, other.place) and _has_more(other, one)


def _is_named(land: Scene, town: Scene) -> bool:
    """Whether the lead of a story that tells a land names the town which another tells."""
    return town.place is not None and place_key(town.place.name) in land.told_places


def _has_more_over_land(land: Scene, town: Scene) -> bool:
    """Whether a land's report of no later a day counts more of the same dead or hurt: of several places, it may be."""
    if land.published is not None and town.published is not None and land.published > town.published:
        return False  # tolls rise
    shared = [key for key in land.counts.keys() & town.counts.keys() if key[0] in TOLLS]
    return any(max(map(_least, land.counts[key])) > max(map(_least, town.counts[key])) for key in shared)


def _has_more(one: Scene, other: Scene) -> bool:
    """Whether one counts more of the same dead or hurt than the other, or as many dozens, and none less."""
    shared = [key for key in one.counts.keys() & other.counts.keys() if key[0] in TOLLS]
    most = [(max(map(_least, one.counts[key])), max(map(_least, other.counts[key]))) for key in shared]
    is_telling = any(mine > theirs or mine >= DISTINCTIVE_FROM for mine, theirs in most)
    return is_telling and all(mine >= theirs for mine, theirs in most)


def _is_one_attack(one: Scene, other: Scene) -> bool | None:
    """Whether both name one kind of attack; a lead that names another may tell of two, so it proves nothing."""
    if not one.attack or not other.attack:
        return None
    if one.attack & other.attack:
        return True
    if are_of_weapon(one.attack, other.attack):
        return None
    return False if one.told_attack and other.told_attack else None


def _is_one_voice(one: Scene, other: Scene) -> bool:
    told = {(c.source, c.measure, number_told(c.low, c.high)) for c in one.claims if (c.low or 0) >= DISTINCTIVE_FROM}
    return any((c.source, c.measure, number_told(c.low, c.high)) in told for c in other.claims)


def _is_remembered(scene: Scene) -> bool:
    days = scene.sure_days
    return days is not None and scene.published is not None and scene.published - days[1] > _REMEMBERED


def _is_lead(scene: Scene) -> bool:
    return scene.lead or not scene.claims


def _is_one_country(one: Scene, other: Scene) -> bool:
    return one.place is not None and other.place is not None and one.place.country == other.place.country


def _is_told(one: Scene, other: Scene) -> bool:
    if one.place is None or one.is_wide or not _is_lead(other):
        return False
    return place_key(one.place.name) in other.told_places


def _is_told_near(one: Scene, other: Scene) -> bool:
    """Whether the place of one stands in a sentence of the other, whose own is not told, or a quarter on no list."""
    if one.place is None or one.is_wide or (other.place is not None and other.place.lat is not None):
        return False
    return any(place_key(one.place.name) in claim.named for claim in other.claims)


def _days(one: Scene, other: Scene) -> tuple[int | None, int | None]:
    """Return days between the scenes, or from the one whose day is sure to the publication of the other."""
    if one.days is not None and other.days is not None:
        gap = max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])
        if one.days[1] - one.days[0] == other.days[1] - other.days[0] == 1:
            gap = abs(one.days[0] - other.days[0])  # two nights share a day and are two
        if gap or (one.sure_days and other.sure_days):
            return (gap if one.sure_days and other.sure_days else max(gap, 2)), None
    for known, unknown in ((one, other), (other, one)):
        if known.sure_days is not None and unknown.sure_days is None and unknown.published is not None:
            return None, unknown.published - known.sure_days[0]
    return None, None


def _may_be_of_days(one: Scene, other: Scene) -> bool:
    """Whether one has days of its own or a reach that meets the reach of the other."""
    if one.reach is None and other.reach is None:
        return False
    if one.tally_from is not None or other.tally_from is not None:
        return _is_held(one, other) or _is_held(other, one)
    mine, theirs = one.reach or one.sure_days, other.reach or other.sure_days
    return mine is not None and theirs is not None and mine[0] <= theirs[1] and theirs[0] <= mine[1]


def _values(one: Scene, other: Scene) -> tuple[int, int, int]:
    """Return how much counts that agree tell, how many ones and twos agree, how many totals clash."""
    a, b = one.counts, other.counts
    equal = ones = clashes = 0
    for key in sorted(a.keys() & b.keys(), key=str):
        same = one.numbers[key] & other.numbers[key]
        if same and key[0] in TOLLS and _are_of_foes(one, other, key[0]):
            continue
        if same:
            most = max(low if low is not None else high or 0 for low, high in same)
            # Eighteen in both tells twice as much as three in both.
            equal += (most >= TELLING_FROM) + (most >= DISTINCTIVE_FROM)
            ones += most < TELLING_FROM
        elif key[0] in TOLLS and _are_apart(a[key], b[key]) and not _is_rise(one, other, a[key], b[key]):
            clashes += 1
    return equal, ones, clashes


def _are_of_foes(one: Scene, other: Scene, measure: str) -> bool:
    """Whether one counts whom a side harmed, and the other that very side's own soldiers."""
    mine, theirs = ([claim for claim in each.claims if claim.measure == measure] for each in (one, other))
    for striking, struck in ((mine, theirs), (theirs, mine)):
        acting = {claim.acting for claim in striking}
        hit = {claim.hit for claim in struck}
        are_soldiers = all(counted(claim) == _SOLDIER for claim in struck)
        if are_soldiers and None not in acting | hit and acting == hit and acting.isdisjoint(c.hit for c in striking):
            return True
    return False


def _are_apart(mine: set[_Value], theirs: set[_Value]) -> bool:
    """Whether no two of the counts can be one, nor states of one: large ones differ from report to report."""
    return not any(_may_be_one(one, other) for one in mine for other in theirs)


def _may_be_one(one: _Value, other: _Value) -> bool:
    low, high = max(_least(one), _least(other)), min(_most(one), _most(other))
    return low <= high or (high >= _LARGE and low <= _TIMES * high)


def _most(value: _Value) -> float:
    return inf if value[1] is None else value[1]


def _is_rise(one: Scene, other: Scene, mine: set[_Value], theirs: set[_Value]) -> bool:
    """Whether the one published later tells more: tolls rise, and do not clash by that."""
    if one.published is None or other.published is None or one.published == other.published:
        return False
    before, after = (mine, theirs) if one.published < other.published else (theirs, mine)
    return max(map(_least, before)) < max(map(_least, after))


def _least(value: _Value) -> float:
    return value[0] if value[0] is not None else value[1] or 0.0
