"""How did a count go? The points of one measure and object in the order they held, each set against the earlier ones.

Nothing is clamped and nothing added up: a falling toll is flagged, a part has its own series beside its whole, and a
side's count of the other side's losses stands on an axis of its own.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.axes import CIVILIANS, FIGHTER, PERSON, SOLDIER, Axes, Axis, grouped
from trucewatch.link.bounds import bound
from trucewatch.link.claims import counted, origin_of
from trucewatch.link.parts import parts
from trucewatch.link.relations import Earlier, bounds, held
from trucewatch.link.speakers import as_one
from trucewatch.link.states import state_of
from trucewatch.model import Modifier, Point, Relation, Series, State
from trucewatch.vocab.events import is_irregular, receives_hurt, tends_hurt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.vocab.events import Profile

__all__ = ["series_of"]

_OUTLET = "outlet"
_FALLEN = frozenset({SOLDIER, FIGHTER})
_ANYONE = _FALLEN | {PERSON}
_OPEN = 2.0  # times "at least N" from which another side's count is another version, not the same one


def series_of(told: Sequence[Claim], families: Mapping[str, str], profile: Profile, axes: Axes) -> tuple[Series, ...]:
    """Return the series of one event's claims, sorted; `axes` knows the sides of the names in the corpus."""
    claims, names = as_one(told), {claim.figure_id: claim.source for claim in told}
    found: list[Series] = []
    by_axis = grouped(claims, axes)
    contested = _contested(by_axis)
    for key in sorted(by_axis):
        points = _points(by_axis[key], families)
        state = State.DISPUTED if key in contested else state_of(points)
        points = tuple(replace(point, source=names.get(point.figure_id, point.source)) for point in points)
        low, best, high, members = bound(points, profile, is_enemy=bool(key.counter))
        found.append(
            Series(
                measure=key.measure,
                object=key.thing or None,
                points=points,
                low=low,
                best=best,
                high=high,
                rule=profile.name,
                members=members,
                state=state,
                unit=key.unit or None,
                axis=key.counter or None,
                part_of=key.whole or None,
                suffered_by=key.sufferer or None,
            )
        )
    return tuple(found)


def _contested(by_axis: Mapping[Axis, Sequence[Claim]]) -> set[Axis]:
    """Return the series of losses that the side which suffered and the one that inflicted them count differently."""
    found: set[Axis] = set()
    civil = {axis.measure for axis in by_axis if axis.thing in CIVILIANS and not axis.counter}
    for theirs in by_axis:
        if not theirs.counter:
            continue
        fallen = next((alike for alike in (_FALLEN, _ANYONE) if theirs.thing in alike), {theirs.thing})
        if fallen is _FALLEN and any(_is_own(axis, theirs) for axis in by_axis):
            fallen = frozenset({theirs.thing})  # soldiers and militants are told apart
        if fallen is _FALLEN and theirs.measure not in civil:
            fallen = _ANYONE  # of people among whom are children or civilians, a foe's fighters are no other count
        for own in by_axis:
            if all(c.side is None and (tends_hurt(c.source) or receives_hurt(c.source)) for c in by_axis[own]):
                continue  # who tends the hurt of any side counts those brought in, and not all
            if (
                own.thing in fallen
                and _are_losses_of_one(theirs, own)
                and _are_versions_apart(by_axis[theirs], by_axis[own])
                and not _may_be_among(by_axis[theirs], by_axis[own], is_of_people=own.thing not in _FALLEN)
            ):
                found |= {theirs, own}
    return found


def _is_own(axis: Axis, theirs: Axis) -> bool:
    return not axis.counter and (axis.measure, axis.thing) == (theirs.measure, theirs.thing)


def _are_losses_of_one(theirs: Axis, own: Axis) -> bool:
    """Whether an own count is of what the other side's counts, as far as either tells who suffered."""
    is_open = not own.sufferer or not theirs.sufferer
    sufferer = theirs.sufferer if is_open else own.sufferer
    if own.sufferer and own.sufferer == theirs.counter:
        return False  # of its own dead no side's count of the other's is a version
    return not own.counter and own._replace(thing=theirs.thing, counter=theirs.counter, sufferer=sufferer) == theirs


def _are_versions_apart(theirs: Sequence[Claim], own: Sequence[Claim]) -> bool:
    """Whether no count of the one side can be one of the other's: "at least three" dead are not a foe's seven.

    "There was no soldier among them" is no count of all whom a foe may have killed, nor are soldiers militants.
    """
    is_other = all(is_irregular(claim.object) for claim in theirs) and all(
        counted(claim) == SOLDIER and not is_irregular(claim.object) for claim in own
    )
    return (
        not is_other
        and any(other.high != 0 for other in own)
        and all(_are_apart(claim, other) for claim in theirs for other in own)
    )


def _are_apart(claim: Claim, other: Claim) -> bool:
    """Whether a foe's count and another cannot be one; of a third's "at least two" five are no other version."""
    is_third = other.side is not None and other.hit is not None and other.side != other.hit
    one, two = (bounds(each) if is_third else _meant(each) for each in (claim, other))
    return one[1] < two[0] or two[1] < one[0]


def _may_be_among(theirs: Sequence[Claim], own: Sequence[Claim], *, is_of_people: bool) -> bool:
    """Whether the fighters that a foe counts are fewer than the people told, and so may be some of them."""
    return is_of_people and max(_meant(claim)[1] for claim in theirs) < max(_meant(claim)[1] for claim in own)


def _meant(claim: Claim) -> tuple[float, float]:
    """Return the least and most a claim may well mean: of "at least three" not twice as many, but five."""
    low, high = bounds(claim)
    is_open = claim.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN} and high == inf
    return low, max(low, _OPEN * low - 1) if is_open else high


def _points(claims: Sequence[Claim], families: Mapping[str, str]) -> tuple[Point, ...]:
    minor = parts(claims)
    ordered = sorted(claims, key=lambda c: (*held(c), c.figure_id in minor, *bounds(c), *_teller(c)))
    points: list[Point] = []
    earlier = Earlier()
    for claim in ordered:
        relation = Relation.INCOMPARABLE if claim.figure_id in minor else earlier.relation(claim)
        points.append(
            Point(
                figure_id=claim.figure_id,
                report_id=claim.report_id,
                origin=origin_of(claim, families),
                as_of=claim.as_of,
                published=claim.published,
                low=claim.low,
                high=claim.high,
                modifier=claim.modifier,
                wording=claim.wording,
                source=claim.source,
                side=claim.side,
                status=claim.status,
                relation=relation,
                falling=claim.figure_id not in minor and earlier.is_higher(claim),
                reason=(claim.reason or claim.why) if relation is Relation.SUPERSEDES else None,
            )
        )
        if relation is not Relation.INCOMPARABLE:
            earlier.add(claim)
    return tuple(points)


def _teller(claim: Claim) -> tuple[bool, str, str]:
    """Return what counts of one day and size are put in order by: who counted first, then who tells it again."""
    return claim.source == _OUTLET, claim.report_id, claim.figure_id
