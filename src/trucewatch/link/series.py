"""How did a count go? The points of one measure and object in the order they held, each set against the earlier ones.

Nothing is clamped and nothing added up: a falling toll is flagged, a part has its own series beside its whole, and a
side's count of the other side's losses stands on an axis of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.bounds import bound
from trucewatch.link.claims import counted, origin_of
from trucewatch.model import Modifier, Point, Relation, Series, State, Status
from trucewatch.vocab.events import is_scope

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.vocab.events import Profile

__all__ = ["is_enemy_count", "series_of"]

Axis = tuple[str, str, str, str, str]

_OUTLET = "outlet"
_PERSON = "person"
_SOLDIER = "soldier"
_DISTANCED = (Status.ALLEGED, Status.UNVERIFIED, Status.DENIED)


def series_of(claims: Sequence[Claim], families: Mapping[str, str], profile: Profile, axes: Axes) -> tuple[Series, ...]:
    """Return the series of one event's claims, sorted; `axes` knows the sides of the names in the corpus."""
    by_id = {claim.figure_id: claim for claim in claims}
    grouped: dict[Axis, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(_axis(claim, by_id, axes), []).append(claim)
    _fold(grouped)
    found: list[Series] = []
    for key in sorted(grouped):
        measure, thing, unit, axis, whole = key
        points = _points(grouped[key], families)
        low, best, high, members = bound(points, profile, is_enemy=bool(axis))
        found.append(
            Series(
                measure=measure,
                object=thing or None,
                points=points,
                low=low,
                best=best,
                high=high,
                rule=profile.name,
                members=members,
                state=_state(points),
                unit=unit or None,
                axis=axis or None,
                part_of=whole or None,
            )
        )
    return tuple(found)


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
    if claim.side is None or claim.kind not in {"toll", "damage"}:
        return False
    country = claim.place.country if claim.place is not None else None
    is_at_home = country is not None and country == ("GB" if claim.side == "UK" else claim.side)
    is_military = counted(claim) == _SOLDIER or claim.kind == "damage"
    if is_at_home and not is_military:
        return False
    actor, target = axes.side(claim.actor), axes.side(claim.target)
    if actor is None and target is None:
        return is_military and country is not None and not is_at_home and claim.status in _DISTANCED
    return actor == claim.side or (actor is None and target != claim.side)


def _axis(claim: Claim, by_id: Mapping[str, Claim], axes: Axes) -> Axis:
    whole = by_id.get(claim.part_of or "")
    own = claim.side if claim.side is not None and is_enemy_count(claim, axes) else ""
    if whole is not None and whole.measure != claim.measure:
        whole = None  # seventeen critical of 72 injured have a measure of their own already
    part = "" if whole is None else counted(whole)
    return claim.measure, counted(claim), claim.unit or "", own, part


def _fold(grouped: dict[Axis, list[Claim]]) -> None:
    """Lay a count of villagers or civilians to that of people where reports call one count by both names.

    One of its numbers must be told of people by another report, and no report may tell the two apart.
    """
    for key in sorted(grouped):
        measure, thing, unit, axis, whole = key
        people = grouped.get((measure, _PERSON, unit, axis, whole))
        if thing == _PERSON or people is None or grouped[key][0].kind != "toll" or is_scope(thing):
            continue
        told, others = ({(c.low, c.high): c.report_id for c in side} for side in (people, grouped[key]))
        is_told_apart = {c.report_id for c in people} & {c.report_id for c in grouped[key]}
        if not is_told_apart and any(bounds in told for bounds in others):
            people += grouped.pop(key)


def _points(claims: Sequence[Claim], families: Mapping[str, str]) -> tuple[Point, ...]:
    ordered = sorted(claims, key=_held)
    points: list[Point] = []
    for claim in ordered:
        relation = _relation(claim, points) if points else None
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
                falling=_is_falling(claim, points),
                reason=claim.reason if relation is Relation.SUPERSEDES else None,
            )
        )
    return tuple(points)


def _held(claim: Claim) -> tuple[str, str, str]:
    return claim.as_of or claim.published or "9999", claim.published or "9999", claim.figure_id


def _relation(claim: Claim, earlier: Sequence[Point]) -> Relation:
    """Return how a claim stands to the last point it can be compared with: its own source's, else the last."""
    own = [point for point in earlier if point.source == claim.source and claim.source != _OUTLET]
    last = (own or list(earlier))[-1]
    if (claim.low, claim.high) == (last.low, last.high):
        return Relation.AGREES
    newer = (claim.as_of or claim.published or "") > (last.as_of or last.published or "")
    if _lies_inside(claim.low, claim.high, last.low, last.high):
        # "At least nine" and a day later "fourteen" is a rise, not the same count put more exactly.
        return Relation.SUPERSEDES if newer and _rises(claim, last) else Relation.REFINES
    if _lies_inside(last.low, last.high, claim.low, claim.high):
        return Relation.AGREES  # less exact, and true if the other is
    if claim.source == last.source == _OUTLET and claim.report_id == last.report_id:
        return Relation.INCOMPARABLE  # one voice in one report counts two things, whatever they are
    if claim.side and last.side and claim.side != last.side:
        return Relation.CONFLICTS
    same_source = claim.source == last.source and claim.source != _OUTLET
    if newer or (same_source and claim.reason):
        return Relation.SUPERSEDES
    return Relation.CONFLICTS


def _rises(claim: Claim, last: Point) -> bool:
    return last.high is None and claim.low is not None and claim.low > (last.low or 0.0)


def _lies_inside(low: float | None, high: float | None, wide_low: float | None, wide_high: float | None) -> bool:
    infinite = float("inf")
    inner = (low if low is not None else 0.0, high if high is not None else infinite)
    outer = (wide_low if wide_low is not None else 0.0, wide_high if wide_high is not None else infinite)
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_falling(claim: Claim, earlier: Sequence[Point]) -> bool:
    """Whether a count is wholly below an earlier one that held before it."""
    if claim.high is None or claim.modifier is Modifier.UP_TO:
        return False
    held = claim.as_of or claim.published or ""
    return any(
        point.low is not None and claim.high < point.low and (point.as_of or point.published or "") < held
        for point in earlier
    )


def _state(points: Sequence[Point]) -> State:
    relations = {point.relation for point in points}
    if len(points) == 1:
        return State.DISPUTED if points[0].status is Status.DENIED else State.SINGLE
    if Relation.CONFLICTS in relations or any(point.status is Status.DENIED for point in points):
        return State.DISPUTED
    if Relation.SUPERSEDES in relations:
        return State.UPDATED
    return State.AGREED if relations & {Relation.AGREES, Relation.REFINES} else State.SINGLE
