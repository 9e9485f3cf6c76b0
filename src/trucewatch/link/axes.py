"""What may be compared with what? Claims of one event by measure, thing, unit, whose losses, who counts, and whole.

A side's count of the other side's losses stands on an axis of its own. People told as a part of more people by the
same report are a part, whatever noun they go by; what two reports call by two names is one series.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trucewatch.link.claims import TELLING_FROM, counted, number_told
from trucewatch.link.relations import bounds
from trucewatch.link.shares import FIGHTER, SOLDIER, by_house, by_people
from trucewatch.model import Modifier, Status
from trucewatch.vocab.events import (
    is_bystander,
    is_irregular,
    is_scope,
    receives_hurt,
    sound_alike,
    tends_hurt,
)
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.link.claims import Claim

__all__ = ["CIVILIANS", "FIGHTER", "PERSON", "SOLDIER", "Axes", "Axis", "grouped", "is_enemy_count"]

PERSON = "person"
CIVILIANS = word_list("events", "people", "civilians")
_GENERIC = word_list("events", "people", "plain")
_BODIES = word_list("events", "people", "bodies")
_CHILDREN = word_list("events", "people", "children")
_CHILD = "child"
_OUTLET = "outlet"
_ANYWHERE = ""  # in place of a report: in any
_HURT = {"critical": "injured", "hospitalised": "injured"}
_DISTANCED = (Status.ALLEGED, Status.UNVERIFIED, Status.DENIED)


class Axis(NamedTuple):
    """What one series counts; an empty string where nothing tells it."""

    measure: str
    thing: str
    unit: str
    counter: str
    sufferer: str
    whole: str
    house: str = ""


class Axes:
    """Which side a name of a state, body or person is on, as far as the claims themselves tell."""

    def __init__(self, sides: Mapping[str, str]) -> None:
        self._sides = dict(sides)

    def side(self, name: str | None) -> str | None:
        """Return the side of an actor or target, None where nothing tells it."""
        return None if name is None else self._sides.get(name)


def is_enemy_count(claim: Claim, axes: Axes) -> bool:
    """Whether a side counts losses it inflicted: it is named as the one who acted, or the other as the one hit.

    People killed in its own land are its own, unless they are soldiers; where no name of a party has a side, the
    soldiers and arms it counts in another land are the other's.
    """
    if claim.kind not in {"toll", "damage"} or claim.is_own or tends_hurt(claim.source) or receives_hurt(claim.source):
        return False  # who tends the wounded counts them, whose ever they are
    if claim.side is None and claim.actor is not None and sound_alike(claim.source, claim.actor):
        return counted(claim) in {SOLDIER, FIGHTER} or claim.kind == "damage"
    if claim.side is None or is_bystander(claim.side):
        return False
    country = claim.place.country if claim.place is not None else None
    is_at_home = country is not None and country == ("GB" if claim.side == "UK" else claim.side)
    is_military = counted(claim) == SOLDIER or claim.kind == "damage"
    if is_at_home and not is_military:
        return False
    actor, target = axes.side(claim.actor), axes.side(claim.target)
    if actor is None and target is None:
        return is_military and country is not None and not is_at_home and claim.status in _DISTANCED
    return actor == claim.side or (actor is None and target != claim.side)


def grouped(claims: Sequence[Claim], axes: Axes) -> dict[Axis, list[Claim]]:
    """Return the claims by what they count."""
    wholes = _wholes(claims)
    most = _most_people(claims)
    sufferers = _sufferers(claims)
    houses = by_house(claims)
    peoples = by_people(claims, {claim.measure for claim in claims if is_enemy_count(claim, axes)})
    found: dict[Axis, list[Claim]] = {}
    for claim in claims:
        thing, whole = _thing(claim, most, wholes.get(claim.figure_id))
        mine = _own_losses(claim, sufferers.get(claim.measure, set()))
        own = claim.side or claim.source if not mine and is_enemy_count(claim, axes) else ""
        hit = _suffering(claim) or mine or "" if len(sufferers.get(claim.measure, ())) > 1 else ""
        thing = peoples.get(claim.figure_id, thing)
        house = houses.get(claim.figure_id, "")
        whole = whole or (thing if house else "")
        found.setdefault(Axis(claim.measure, thing, claim.unit or "", own, hit, whole, house), []).append(claim)
    _hand_back(found)
    _part_fighters(found)
    _fold(found)
    _fold_unsaid(found)
    _fold_soldiers(found)
    _fold_heads(found)
    _join_parts(found)
    return found


def _sufferers(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """Return whose losses are counted, by measure."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        hit = _suffering(claim)
        if hit and claim.kind in {"toll", "damage"}:
            found.setdefault(claim.measure, set()).add(hit)
    return found


def _own_losses(claim: Claim, sufferers: AbstractSet[str]) -> str | None:
    """Return the side of a party that counts soldiers lost at nobody's door, where others tell of its losses."""
    if claim.kind != "toll" or claim.hit or claim.acting or claim.target or counted(claim) != SOLDIER:
        return None
    return claim.side if claim.side in sufferers else None


def _suffering(claim: Claim) -> str | None:
    """Return whose losses a claim counts: of a state that counts in its own land, at nobody's door, its own."""
    if claim.hit or claim.acting or claim.target or claim.kind != "toll" or claim.place is None:
        return claim.hit
    land = "UK" if claim.place.country == "GB" else claim.place.country
    return land if land is not None and land == claim.side else None


def _wholes(claims: Sequence[Claim]) -> dict[str, Claim]:
    """Return by figure id the claim that it is a part of: as it was read, or as one sentence adds it up."""
    by_id = {claim.figure_id: claim for claim in claims}
    found = {claim.figure_id: by_id[claim.part_of] for claim in claims if claim.part_of in by_id}
    sentences: dict[tuple[str, int, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.kind == "toll" and claim.low and claim.low == claim.high:
            measure = _HURT.get(claim.measure, claim.measure)
            sentences.setdefault((claim.report_id, claim.sentence, claim.source, measure), []).append(claim)
    for told in sentences.values():
        whole = max(told, key=lambda claim: (claim.low or 0.0, claim.figure_id))
        rest = [claim for claim in told if claim is not whole]
        if len(rest) > 1 and sum(claim.low or 0.0 for claim in rest) == whole.low:
            found |= {claim.figure_id: whole for claim in rest}
    return found


def _thing(claim: Claim, most: Mapping[tuple[str, str], float], whole: Claim | None) -> tuple[str, str]:
    """Return what a claim counts, and of which whole: itself empty where it is none's part."""
    thing = counted(claim)
    if whole is not None:
        if thing == PERSON and claim.object not in _GENERIC:
            thing = claim.object or thing  # a pregnant woman among six civilians
        # Seventeen critical of 72 injured have a measure of their own already.
        return thing, counted(whole) if whole.measure == claim.measure else ""
    if (
        claim.object in _BODIES
        and (claim.report_id, claim.measure) in most
        and most[claim.report_id, claim.measure] != claim.low
    ):
        return claim.object or thing, PERSON  # those found or brought in, of people who are counted beside them
    if thing == PERSON and claim.object not in _GENERIC and claim.high is not None:
        # More people are counted, of whom these men, women or relatives must be some.
        is_told = most.get((claim.report_id, claim.measure), -1.0) >= 2 * claim.high
        is_of_them = is_told or most.get((_ANYWHERE, claim.measure), -1.0) > 2 * claim.high
        return (claim.object or thing, PERSON) if is_of_them else (thing, "")
    if thing == _CHILD and claim.object not in _CHILDREN and claim.high is not None:
        is_of_more = most.get((claim.report_id, f"{_CHILD} {claim.measure}"), -1.0) > claim.high
        return (claim.object or thing, thing) if is_of_more else (thing, "")
    return thing, ""


def _most_people(claims: Sequence[Claim]) -> dict[tuple[str, str], float]:
    """Return by report and measure the most people, and children, that it counts, and the most people that any does."""
    found: dict[tuple[str, str], float] = {}
    for claim in claims:
        if claim.object in _CHILDREN:
            key = (claim.report_id, f"{_CHILD} {claim.measure}")
            found[key] = max(claim.low or 0.0, found.get(key, 0.0))
        if claim.object in _GENERIC and claim.object not in _BODIES:
            for report in (claim.report_id, _ANYWHERE):
                key = (report, claim.measure)
                found[key] = max(claim.low or 0.0, found.get(key, 0.0))
    return found


def _hand_back(found: dict[Axis, list[Claim]]) -> None:
    """Lay what outlets tell in their own voice to the party whose count of enemy losses it repeats.

    A party's number gains nothing by being told without its name.
    """
    for key in sorted(found):
        if not key.counter or (home := key._replace(counter="")) not in found:
            continue
        numbers = {(c.low, c.high) for c in found[key]}
        told = found.pop(home)
        repeated = [c for c in told if c.source == _OUTLET and (c.low, c.high) in numbers]
        found[key] += repeated
        rest = [c for c in told if c not in repeated]
        if rest:
            found[home] = rest


def _fold(found: dict[Axis, list[Claim]]) -> None:
    """Lay a count of villagers or civilians to that of people where reports call one count by both names.

    Each of its numbers must be told of people too, or fit one that is; or one of them, or it goes on where the count
    of people stopped, while no report tells the two apart: a part of people is fewer than they are.
    """
    for key in sorted(found):
        people = found.get(key._replace(thing=PERSON))
        if (
            key.thing == PERSON
            or people is None
            or found[key][0].kind != "toll"
            or is_scope(key.thing)
            or is_irregular(key.thing)
        ):
            continue
        others = found[key]
        told = {number_told(c.low, c.high) for c in people}
        is_told_apart = _are_told_apart(people, others)
        is_one_count = any(_fits_any(c, people, told) for c in others) or _goes_on(people, others)
        if not is_told_apart and (all(number_told(c.low, c.high) in told for c in others) or is_one_count):
            people += found.pop(key)


def _part_fighters(found: dict[Axis, list[Claim]]) -> None:
    """Count militants apart from soldiers where one report tells of both, or no number is told of both."""
    alike: dict[Axis, list[Axis]] = {}
    for key in sorted(found):
        if key.thing == SOLDIER:
            alike.setdefault(key._replace(whole=""), []).append(key)
    for keys in alike.values():
        told = [claim for key in keys for claim in found[key]]
        irregular = [claim for claim in told if is_irregular(claim.object)]
        regular = [claim for claim in told if not is_irregular(claim.object)]
        theirs, ours = ({claim.report_id for claim in each} for each in (irregular, regular))
        numbers, others = ({number_told(c.low, c.high) for c in each} for each in (irregular, regular))
        if irregular and regular and (theirs & ours or not numbers & others):
            for key in keys:
                _move_fighters(found, key)


def _move_fighters(found: dict[Axis, list[Claim]], key: Axis) -> None:
    """Lay the militants among those counted as soldiers to an axis of theirs."""
    told = found.pop(key)
    for claim in told:
        home = key._replace(thing=FIGHTER) if is_irregular(claim.object) else key
        found.setdefault(home, []).append(claim)


def _fold_unsaid(found: dict[Axis, list[Claim]]) -> None:
    """Lay a count of which nobody tells whose losses it is to the one party's that has a number of its.

    So is a count of people, or of things, where one party's alone is told, and by other reports.
    """
    for key in sorted(key for key in found if not key.sufferer):
        told = {number_told(c.low, c.high) for c in found[key] if _number(c) >= TELLING_FROM}
        of_parties = [each for each in found if each.sufferer and each._replace(sufferer="") == key]
        homes = [each for each in of_parties if told & {number_told(c.low, c.high) for c in found[each]}]
        if not homes and len(of_parties) == 1 and key.thing not in {SOLDIER, FIGHTER}:
            is_apart = {c.report_id for c in found[key]} & {c.report_id for c in found[of_parties[0]]}
            homes = [] if is_apart else of_parties
        if len(homes) == 1:
            found[homes[0]] += found.pop(key)


def _fold_soldiers(found: dict[Axis, list[Claim]]) -> None:
    """Lay a count of people to that of soldiers where other reports tell each of its numbers of soldiers."""
    for key in sorted(found):
        people = found.get(key._replace(thing=PERSON), [])
        if key.thing not in {SOLDIER, FIGHTER} or key.whole or not people:
            continue
        told = {number_told(c.low, c.high) for c in found[key]}
        is_apart = {c.report_id for c in people} & {c.report_id for c in found[key]}
        if not is_apart and all(number_told(c.low, c.high) in told for c in people):
            found[key] += found.pop(key._replace(thing=PERSON))


def _are_told_apart(people: Sequence[Claim], others: Sequence[Claim]) -> bool:
    """Whether a report counts more people than it counts of these, and not just about as many."""
    most: dict[str, float] = {}
    for claim in people:
        most[claim.report_id] = max(_number(claim), most.get(claim.report_id, -1.0))
    fewest: dict[str, float] = {}
    for claim in others:
        count = bounds(claim)[1] if claim.modifier is Modifier.ABOUT else _number(claim)
        fewest[claim.report_id] = max(count, fewest.get(claim.report_id, -1.0))
    return any(most.get(report, -1.0) > count for report, count in fewest.items())


def _number(claim: Claim) -> float:
    return claim.low if claim.low is not None else claim.high or 0.0


def _fits_any(claim: Claim, people: Sequence[Claim], told: set[tuple[float | None, float | None]]) -> bool:
    """Whether a number is told of people too, or about that many."""
    if number_told(claim.low, claim.high) in told:
        return True
    mine = bounds(claim)
    return claim.modifier is Modifier.ABOUT and any(
        mine[0] <= (c.low or 0.0) <= mine[1] for c in people if c.low == c.high
    )


def _fold_heads(found: dict[Axis, list[Claim]]) -> None:
    """Lay a count of fuel tankers to that of tankers where reports tell one number of both, and none both."""
    for key in sorted(found):
        head = key.thing.rpartition(" ")[2]
        home = found.get(key._replace(thing=head))
        if head == key.thing or home is None or found[key][0].kind == "toll":
            continue
        told = {(c.low, c.high) for c in home}
        is_told_apart = {c.report_id for c in home} & {c.report_id for c in found[key]}
        if not is_told_apart and any((c.low, c.high) in told for c in found[key]):
            home += found.pop(key)


def _goes_on(people: Sequence[Claim], others: Sequence[Claim]) -> bool:
    """Whether one side's later count of the others is no lower than any of people before it."""
    sides = {c.side for c in (*people, *others)}
    most = max(c.low or c.high or 0.0 for c in people)
    last = max(c.published or "" for c in people)
    return len(sides - {None}) == 1 and all((c.low or 0.0) >= most and (c.published or "") > last for c in others)


def _join_parts(found: dict[Axis, list[Claim]]) -> None:
    """Lay the children told without their whole to those told as a part of the dead: one count of children."""
    homes: dict[Axis, Axis] = {}
    for key in sorted(found, key=lambda key: (key.whole == "", -len(found[key]), key)):
        if key.whole == key.thing:
            continue  # three of the dead, and the dead
        home = homes.setdefault(key._replace(whole=""), key)
        if home != key:
            found[home] += found.pop(key)
