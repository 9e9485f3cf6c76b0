"""Geocoding: which of the places that bear a name does the story mean, and how exactly is it known?

Judged by the countries and other places of the same story, by what the name is called ("region", "district"),
and last by size. Precision is UCDP's where_prec: 1 exact … 7 international. No clock, no store.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING

from trucewatch.model import Place, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.read.mentions import Found
    from trucewatch.vocab.gazetteer import Entry

__all__ = ["Mention", "choose", "level_of", "place_from"]

_PRECISION = {"country": 6, "region": 4, "district": 3, "city": 1, "quarter": 1, "site": 1, "line": 5, "wide": 7}
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in the text: its words `first` to `last` (half-open), the place it means, and its part.

    `level` is country, region, district, city, quarter, site, line or wide. `actor_use`: the name stands for
    a government or a speaker ("Moscow said", "Kyiv Mayor …"). `aside`: it says where somebody speaks or the
    report was written. `within`: it only frames a more exact name beside it ("Goma, Congo").
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

    @property
    def is_where(self) -> bool:
        """Whether things may be said to happen there."""
        return not (self.actor_use or self.aside)


_LEVELS = {
    "capital": "city", "town": "city", "village": "city", "city": "city", "region": "region", "area": "region", "district": "district",
    "country": "country", "river": "line", "lake": "line", "sea": "line", "strait": "line", "line": "line", "continent": "wide",
}  # fmt: skip


def level_of(entry: Entry) -> str:
    """Return how exact a kind of place is: country, region, district, city, quarter, site, line or wide."""
    if entry.precision == 7:
        return "wide"
    return _LEVELS.get(entry.kind, "site")


def _fits(entry: Entry, level: str | None) -> float:
    """Return how well an entry's kind agrees with what the text calls the name."""
    own = level_of(entry)
    if level is None:
        return {"city": 1.0, "site": 1.0, "country": 1.0, "line": 0.5, "region": 0.0, "district": -1.0}.get(own, 0.0)
    if level == own:
        return 3.0
    if level in {"region", "district"}:
        return 1.5 if own in {"region", "district"} else 0.0
    return 1.0 if own in {"city", "site"} else -1.0


def choose(found: Found, level: str | None, weights: Mapping[str, float], container: str | None) -> Entry | None:
    """Return the likeliest bearer of the name, or None where no list holds it.

    `weights` says how much the story speaks of each country; `container` is the region or country that the
    text itself puts around the name ("Tripoli, Lebanon").
    """
    best: tuple[float, int] | None = None
    for number, entry in enumerate(found.entries):
        score = log10(entry.population + 10) + _fits(entry, level)
        if entry.precision is not None:
            score += 4
        score += weights.get(entry.country or "", 0.0)
        if container and container in {entry.country, entry.admin1}:
            score += 8
        if best is None or score > best[0]:
            best = score, -number
    return None if best is None else found.entries[-best[1]]


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
    return Place(
        span.wording, entry.country, entry.lat, entry.lon, precision, entry.geonameid, span.start, span.end
    )
