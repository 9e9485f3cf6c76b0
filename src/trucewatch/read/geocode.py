"""Geocoding: which of the places that bear a name does the story mean, and how exactly is it known?

Judged by the countries and other places of the same story, by what the name is called ("region", "district"),
and last by size. Precision is UCDP's where_prec: 1 exact … 7 international. No clock, no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from math import cos, hypot, log10, radians
from typing import TYPE_CHECKING

from trucewatch.model import Place, Span
from trucewatch.vocab.gazetteer import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.read.mentions import Found
    from trucewatch.vocab.gazetteer import Entry

__all__ = ["Mention", "Setting", "choose", "is_on_shore", "level_of", "place_from"]

_PRECISION = {"country": 6, "region": 4, "district": 3, "city": 1, "quarter": 1, "site": 1, "line": 5, "wide": 7}
_NEAR = 2
# A place of a vocabulary file counts like a city of millions, a seat of government like one 100 times as large.
_LISTED, _SEAT, _FRAMED = 9.0, 2.0, 8.0
# A place that bears the name beside its own counts less, where others bear it as their own.
_ALIAS = 1.0
# Two spellings of a name share so much of their letters.
_SPELT_ALIKE = 0.8
# One of a country that the story does not speak of, though it speaks of others, counts a little less.
_SEAT_UNSPOKEN = 1.5
# Degrees of latitude within which another place of the paragraph speaks for a bearer of the name (some 150 km).
_BESIDE = 1.4
# Below so many people a place must lie in a country spoken of a third as much as the story's main one.
_KNOWN, _SPOKEN_OF = 50_000, 1.5
_LEVELS = (
    dict.fromkeys(("capital", "city", "town", "village"), "city")
    | dict.fromkeys(("region", "area"), "region")
    | dict.fromkeys(("river", "lake", "sea", "strait", "line"), "line")
    | {"district": "district", "country": "country", "continent": "wide"}
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in the text: its words `first` to `last` (half-open), the place it means, and its part.

    `level` is country, region, district, city, quarter, site, line or wide. `actor_use`: the name stands for
    a government or a speaker ("Moscow said", "Kyiv Mayor …"). `aside`: it says where somebody speaks or the
    report was written. `within`: it only frames a more exact name beside it ("Goma, Congo"). `region` is the
    first-level region that a listed place lies in, or is.
    """

    span: Span
    place: Place
    first: int
    last: int
    head: int
    level: str
    block: int
    story: int
    actor_use: bool = False
    aside: bool = False
    within: bool = False
    region: str | None = None

    @property
    def is_where(self) -> bool:
        """Whether things may be said to happen there."""
        return not (self.actor_use or self.aside)


def level_of(entry: Entry) -> str:
    """Return how exact a kind of place is: country, region, district, city, quarter, site, line or wide."""
    if entry.precision == 7:
        return "wide"
    return _LEVELS.get(entry.kind, "site")


def is_on_shore(hit: Found) -> bool:
    """Whether a town is only told by the water that it lies on: "a Red Sea town"."""
    is_town = hit.level in {"city", "district"} and hit.last > hit.bare[1]
    levels = {level_of(entry) for entry in hit.entries} if is_town else set[str]()
    return bool(levels & {"line", "wide"}) and "city" not in levels


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a name: how much the story speaks of each country, the places beside it, its frame.

    `weights` maps ISO-2 codes to 0 … 2.5; `near` are degrees of sure places of the same paragraph;
    `container` is the code of a country or the name of a region that the text puts around the name, `land` the code
    of the country that it is or lies in. `name` is the bare name in the text; `small`: it is called a village or the
    like, so it is no city far off.
    """

    weights: Mapping[str, float]
    near: tuple[tuple[float, float], ...] = ()
    container: str | None = None
    small: bool = False
    name: str = ""
    land: str | None = None


def _fits(entry: Entry, level: str | None) -> float:
    """Return how well an entry's kind agrees with what the text calls the name."""
    own = level_of(entry)
    if level is None:
        plain = {"city": 1.5, "site": 1.0, "country": 1.5, "line": 0.5, "district": -1.0}.get(own, 0.0)
        return plain + (_SEAT if entry.kind == "capital" else 0.0)
    if level == own:
        return 3.0
    if level in {"region", "district"}:
        return 1.5 if own in {"region", "district"} else 0.0
    return 1.0 if own in {"city", "site"} else -1.0


def _beside(entry: Entry, near: tuple[tuple[float, float], ...]) -> bool:
    if entry.lat is None or entry.lon is None:
        return False
    lat, lon = entry.lat, entry.lon
    narrowing = max(0.2, cos(radians(lat)))
    return any(hypot(lat - y, (lon - x) * narrowing) < _BESIDE for y, x in near)


def choose(found: Found, level: str | None, setting: Setting) -> Entry | None:
    """Return the likeliest bearer of the name, or None where no list holds it or none is likely."""
    best: Entry | None = None
    top = -1.0
    is_own = {e.name for e in found.entries if setting.name and _is_alike(e.name, setting.name)}
    for entry in found.entries:
        score = _LISTED if entry.precision is not None else log10(entry.population + 10)
        score += _fits(entry, level) + setting.weights.get(entry.country or "", 0.0)
        if entry.kind == "capital" and level is None and setting.weights and entry.country not in setting.weights:
            score += _SEAT_UNSPOKEN - _SEAT
        if setting.container and setting.container in {entry.country, entry.admin1}:
            score += _FRAMED
        if setting.near and len(found.entries) > 1 and _beside(entry, setting.near):
            score += 1.5
        if is_own and entry.name not in is_own:
            score -= _ALIAS
        if score > top:
            best, top = entry, score
    return None if best is None or _is_stranger(best, setting) else best


def _is_stranger(entry: Entry, setting: Setting) -> bool:
    """Whether a small place lies in a country that the story hardly speaks of: then it only shares the name."""
    weight = setting.weights.get(entry.country or "", 0.0)
    is_large = entry.population >= _KNOWN and not setting.small
    is_known = is_large and (weight > 1 or not _is_other(entry.name, setting.name))
    is_sure = entry.precision is not None or is_known or entry.kind not in {"city", "district"}
    if entry.country is not None and setting.land not in {None, entry.country} and not is_large:
        return True  # "Zell village in Northern state" lies in no other country
    if is_sure or not setting.weights or (setting.container and setting.container in {entry.country, entry.admin1}):
        return False
    return weight < _SPOKEN_OF


def place_from(found: Found, entry: Entry | None, level: str, span: Span, *, is_near: bool) -> Place:
    """Return the place for a name: coordinates and code from the entry, precision from entry, level and "near"."""
    precision = _PRECISION[level]
    own = level_of(entry) if entry else None
    if entry is not None and entry.precision is not None and own == level:
        precision = entry.precision
    if is_near and precision <= _NEAR:
        precision = _NEAR
    if entry is None:
        code = found.country.code if found.country else None
        return Place(span.wording, country=code, precision=precision, start=span.start, end=span.end)
    return Place(span.wording, entry.country, entry.lat, entry.lon, precision, entry.geonameid, span.start, span.end)


def _is_alike(own: str, name: str) -> bool:
    """Whether a name is a place's own, if spelt otherwise: Mykolayiv is Mykolaiv, Antakya not Antioquia."""
    if not _is_other(own, name):
        return True
    return SequenceMatcher(None, fold_name(own), fold_name(name)).ratio() >= _SPELT_ALIKE


def _is_other(own: str, name: str) -> bool:
    """Whether a place bears a name only beside its own one: Bombay is Mumbai, while Medellin is Medellín."""
    letters = [fold_name(text).replace(" ", "") for text in (own, name)]
    return letters[0] not in letters[1] and letters[1] not in letters[0]
