"""What does an event look like? Its label, day, place and sides, from the figures of its scenes by majority.

Everything here is settled by counting with ties broken by value, so that the order of reports cannot show.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trucewatch import ids
from trucewatch.link.axes import Axes
from trucewatch.link.claims import origin_of
from trucewatch.link.grade import grade, voices
from trucewatch.link.series import series_of
from trucewatch.link.speakers import as_one
from trucewatch.model import Event, Place, When
from trucewatch.vocab.countries import countries, side_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene
    from trucewatch.vocab.events import Profile

__all__ = ["Known", "portray"]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the corpus: families of reports, the profile, the house that publishes each report if known."""

    families: Mapping[str, str]
    profile: Profile
    houses: Mapping[str, str | None]


def portray(scenes: Sequence[Scene], known: Known) -> Event | None:
    """Return the event of a cluster of scenes, None where no figure is in it."""
    claims = sorted(
        (claim for scene in scenes for claim in (*scene.claims, *scene.beside)), key=lambda claim: claim.figure_id
    )
    if not claims:
        return None
    axes, heard = _axes(claims), as_one(claims)
    figures = tuple(claim.figure_id for claim in claims)
    reports = sorted({scene.telling.report_id for scene in scenes})
    place, when = _place(scenes, claims), _when(scenes, claims)
    kind = Counter(scene.group for scene in scenes).most_common(1)[0][0]
    return Event(
        event_id=ids.event_id(figures),
        label=_label(kind, scenes, place, when),
        kind=kind,
        when=when,
        place=place,
        figures=figures,
        reports=tuple(reports),
        origins=tuple(sorted({origin_of(scene.telling, known.families) for scene in scenes})),
        voices=voices(heard, known.families, known.houses),
        series=series_of(claims, known.families, known.profile, axes),
        grade=grade(heard, known.families, axes, known.houses),
    )


def _axes(claims: Sequence[Claim]) -> Axes:
    # A state of a vocabulary the user gave is known by the country that a figure places there.
    placed = {c.place.name: c.place.country for c in claims if c.place is not None and c.place.country}
    told = {(c.actor, c.acting) for c in claims} | {(c.target, c.hit) for c in claims}
    sides = {name: side for name, side in sorted(told, key=str) if name and side}
    for name in sorted({name for claim in claims for name in (claim.actor, claim.target) if name}):
        country = countries().find(name)
        side = side_of(country) if country is not None else placed.get(name)
        if side:
            sides.setdefault(name, side)
    return Axes(sides)


def _place(scenes: Sequence[Scene], claims: Sequence[Claim]) -> Place | None:
    """Return the place most figures tell, the most exact one where they tie, without the span of any report.

    Of those that tie it is a scene's own: hospitals of towns tell their shares of a region's dead.
    """
    told = Counter(_spanless(claim.place) for claim in claims if claim.place is not None)
    if not told:
        return None
    own = {_spanless(scene.place) for scene in scenes if scene.place is not None}
    best = min(told.items(), key=lambda each: (-each[1], each[0] not in own, each[0][4] or 9, str(each[0])))[0]
    return Place(*best)


def _spanless(place: Place) -> tuple[str, str | None, float | None, float | None, int | None, int | None]:
    return place.name, place.country, place.lat, place.lon, place.precision, place.geonameid


def _when(scenes: Sequence[Scene], claims: Sequence[Claim]) -> When | None:
    """Return the days most scenes tell, the shortest stretch where they tie."""
    told = Counter(scene.days for scene in scenes if scene.days is not None)
    if not told:
        return None
    start, end = min(told.items(), key=lambda each: (-each[1], each[0][1] - each[0][0], each[0]))[0]
    days = (date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat())
    precisions = Counter(c.when.precision for c in claims if c.when and (c.when.start, c.when.end) == days)
    fallback = "day" if start == end else "range"
    precision = min(precisions.items(), key=lambda each: (-each[1], each[0]))[0] if precisions else fallback
    return When(*days, wording=None, precision=precision)


def _label(kind: str, scenes: Sequence[Scene], place: Place | None, when: When | None) -> str:
    kinds = sorted({attack for scene in scenes for attack in scene.attack})
    sides = Counter(scene.attacker for scene in scenes if scene.attacker)
    side = min(sides.items(), key=lambda each: (-each[1], each[0]))[0] if sides else None
    if kind == "attack":
        what = f"{' and '.join(kinds)} attack" if kinds else "attack"
    elif kind == "raid":
        what = f"raid by {side}" if side else "raid"
    else:
        what = kind
    where = f", {place.name}" if place is not None else ""
    days = "" if when is None else f", {when.start}" if when.start == when.end else f", {when.start} to {when.end}"
    return f"{what}{where}{days}"
