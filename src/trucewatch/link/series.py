"""How did a count go? The points of one measure and object in the order they held, each set against the earlier ones.

Nothing is clamped and nothing added up: a falling toll is flagged, a part has its own series beside its whole, and a
side's count of the other side's losses stands on an axis of its own.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.axes import PERSON, SOLDIER, Axes, Axis, grouped
from trucewatch.link.bounds import bound
from trucewatch.link.claims import origin_of
from trucewatch.link.parts import parts
from trucewatch.link.tallies import running_from
from trucewatch.model import Modifier, Point, Relation, Series, State, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.vocab.events import Profile

__all__ = ["series_of", "state_of"]

_OUTLET = "outlet"
_OPEN = 2.0  # times "at least N" from which another side's count is another version, not the same one
_ABOUT = 0.1  # "nearly 700" and 642 may be one count


def series_of(claims: Sequence[Claim], families: Mapping[str, str], profile: Profile, axes: Axes) -> tuple[Series, ...]:
    """Return the series of one event's claims, sorted; `axes` knows the sides of the names in the corpus."""
    found: list[Series] = []
    by_axis = grouped(claims, axes)
    contested = _contested(by_axis)
    for key in sorted(by_axis):
        points = _points(by_axis[key], families)
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
                state=State.DISPUTED if key in contested else state_of(points),
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
    for theirs in by_axis:
        if not theirs.counter:
            continue
        fallen = {theirs.thing, SOLDIER} if theirs.thing == PERSON else {theirs.thing}
        for own in by_axis:
            is_same_loss = own.thing in fallen and own._replace(thing=theirs.thing, counter=theirs.counter) == theirs
            if is_same_loss and not own.counter and _are_versions_apart(by_axis[theirs], by_axis[own]):
                found |= {theirs, own}
    return found


def _are_versions_apart(theirs: Sequence[Claim], own: Sequence[Claim]) -> bool:
    """Whether no count of the one side can be one of the other's: "at least three" dead are not a foe's seven."""
    pairs = [(_meant(one), _meant(other)) for one in theirs for other in own]
    return all(one[1] < other[0] or other[1] < one[0] for one, other in pairs)


def _meant(claim: Claim) -> tuple[float, float]:
    """Return the least and most a claim may well mean: of "at least three" not twice as many."""
    low, high = _bounds(claim)
    is_open = claim.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN} and high == inf
    return low, _OPEN * low if is_open else high


def _points(claims: Sequence[Claim], families: Mapping[str, str]) -> tuple[Point, ...]:
    minor = parts(claims)
    ordered = sorted(claims, key=lambda c: (*_held(c), c.figure_id in minor, *_bounds(c), *_teller(c)))
    points: list[Point] = []
    earlier: list[Claim] = []
    for claim in ordered:
        relation = Relation.INCOMPARABLE if claim.figure_id in minor else _relation(claim, earlier)
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
                falling=claim.figure_id not in minor and _is_falling(claim, earlier),
                reason=claim.reason if relation is Relation.SUPERSEDES else None,
            )
        )
        if relation is not Relation.INCOMPARABLE:
            earlier.append(claim)
    return tuple(points)


def _teller(claim: Claim) -> tuple[bool, str, str]:
    """Return what counts of one day and size are put in order by: who counted first, then who tells it again."""
    return claim.source == _OUTLET, claim.report_id, claim.figure_id


def _held(claim: Claim) -> tuple[str, str]:
    """Return the day a count held: that of its last day where it ran on to one, else as told, else as published."""
    day = claim.as_of or claim.published or "9999"
    if claim.when is not None and running_from(claim) is not None:
        day = min(day, claim.when.end)
    return day, claim.published or "9999"


def _bounds(claim: Claim) -> tuple[float, float]:
    """Return the least and most a claim can mean, a rounded one with its tolerance."""
    low, high = claim.low or 0.0, inf if claim.high is None else claim.high
    if claim.modifier is Modifier.ABOUT:
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


def _relation(claim: Claim, earlier: Sequence[Claim]) -> Relation | None:
    """Return how a claim stands to the last one it can be compared with: its own source's, else the last."""
    if not earlier:
        return None
    own = [other for other in earlier if other.source == claim.source != _OUTLET]
    alike = [other for other in earlier if (claim.low, claim.high) == (other.low, other.high)]
    last = (own or list(earlier))[-1]
    if last in alike or any(claim.source == _OUTLET or claim.side == other.side is not None for other in alike):
        return Relation.AGREES  # an outlet tells again what anyone counted, a body what its side did
    if any(_is_rival(claim, other) for other in earlier):
        return Relation.CONFLICTS
    mine, before = _bounds(claim), _bounds(last)
    newer = _held(claim)[0] > _held(last)[0]
    if before[0] <= mine[0] and mine[1] <= before[1]:
        # "At least nine" and a day later "fourteen" is a rise, not the same count put more exactly.
        is_one_voice = (claim.report_id, claim.source) == (last.report_id, last.source) and claim.source != _OUTLET
        is_later = newer or _is_former(last, claim) or is_one_voice
        return Relation.SUPERSEDES if is_later and _rises(claim, last) else Relation.REFINES
    if mine[0] <= before[1] and before[0] <= mine[1]:
        return Relation.AGREES  # less exact, or rounded: both may be true
    if claim.source == last.source == _OUTLET and claim.report_id == last.report_id:
        return Relation.INCOMPARABLE  # one voice in one report counts two things, whatever they are
    return Relation.SUPERSEDES if _follows(claim, last, newer=newer) else Relation.CONFLICTS


def _follows(claim: Claim, last: Claim, *, newer: bool) -> bool:
    """Whether a claim replaces the last one: a later count, or one voice that tells what it counted before and now."""
    if claim.side and last.side and claim.side != last.side:
        return False
    if _is_former(last, claim):
        return True
    is_one_voice = claim.source == last.source != _OUTLET
    is_one_report = claim.report_id == last.report_id
    if is_one_report and not is_one_voice and _OUTLET not in {claim.source, last.source} and not claim.side:
        return False  # one report sets the counts of two voices against each other
    is_rise = _bounds(claim)[0] > _bounds(last)[0]
    is_kept = is_one_report and running_from(claim) is not None
    if is_rise and claim.side is not None and claim.side == last.side and not is_kept:
        return True  # bodies of one side count what rises
    if is_rise and not is_one_report and _OUTLET in {claim.source, last.source}:
        return True  # an outlet that names nobody is no rival of whom another names
    return newer or (is_one_voice and (claim.reason is not None or is_one_report))


def _is_rival(claim: Claim, other: Claim) -> bool:
    """Whether one report sets two named voices against each other, whatever a third one leaves open."""
    if claim.report_id != other.report_id or claim.source == other.source or _OUTLET in {claim.source, other.source}:
        return False
    mine, theirs = _said(claim), _said(other)
    is_apart = mine[1] < theirs[0] or theirs[1] < mine[0]
    return is_apart and not _follows(claim, other, newer=_held(claim)[0] > _held(other)[0])


def _said(claim: Claim) -> tuple[float, float]:
    """Return about how many a named voice says there are: "at least 40,000" dead of a war are not 61,000."""
    low, high = _bounds(claim)
    is_kept = claim.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN} and running_from(claim) is not None
    return low, low * (1 + _ABOUT) if is_kept else high


def _is_former(last: Claim, claim: Claim) -> bool:
    """Whether one report tells a lower count further down than the higher one that stands in its lead.

    That is what was known before: a page that goes on being written, or the history of a toll. Voices of two sides,
    and those of none, are versions beside each other.
    """
    if last.report_id != claim.report_id or last.start <= claim.start or last.modifier is Modifier.VAGUE:
        return False
    if running_from(claim) is not None and claim.source != _OUTLET:
        return False  # what two bodies count since one day has no order within a report
    is_one_side = claim.side is not None and claim.side == last.side
    return (is_one_side or claim.source == _OUTLET) and (claim.low or 0.0) > (last.low or 0.0)


def _rises(claim: Claim, last: Claim) -> bool:
    return last.high is None and claim.low is not None and claim.low > (last.low or 0.0)


def _is_falling(claim: Claim, earlier: Sequence[Claim]) -> bool:
    """Whether a count is wholly below an earlier one that held before it."""
    if claim.high is None or claim.modifier is Modifier.UP_TO:
        return False
    held = _held(claim)[0]
    return any(other.low is not None and claim.high < other.low and _held(other)[0] < held for other in earlier)


def state_of(points: Sequence[Point]) -> State:
    """Return how the points of a series stand together."""
    relations = {point.relation for point in points}
    if len(points) == 1:
        return State.DISPUTED if points[0].status is Status.DENIED else State.SINGLE
    if Relation.CONFLICTS in relations or any(point.status is Status.DENIED for point in points):
        return State.DISPUTED
    if Relation.SUPERSEDES in relations:
        return State.UPDATED
    return State.AGREED if relations & {Relation.AGREES, Relation.REFINES} else State.SINGLE
