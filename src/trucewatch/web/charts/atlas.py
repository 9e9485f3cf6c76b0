"""A map of events: land, borders and first-level regions, and on it what is known of where, no more exactly than that.

A point is drawn only where a place is known as one; a region or a country is drawn as an area, with a count. Equal-area
enough for a war: degrees of longitude are shortened by the cosine of the map's middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import TYPE_CHECKING, Any

from trucewatch.web.charts.outlines import Box, countries, region_at, regions, within
from trucewatch.web.charts.scale import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

__all__ = ["Frame", "Spot", "draw", "frame_of"]

Record = dict[str, Any]

_WIDTH = 900
_LARGEST = 22.0  # pixels, the radius of the largest spot
_POINT = 3  # up to this `where_prec` a place is a point; 4 is a region, 5 to 7 are less
_REGION = 4
_SMALLEST_SPAN = 2.0  # degrees; nearer, outlines of a kilometre's grid would pretend
_REGIONS_BELOW = 40.0  # degrees across; above, region lines only clutter


@dataclass(frozen=True, slots=True)
class Spot:
    """What is drawn at a place: degrees, `precision` (where_prec), how large (0 to 1), what it says and leads to."""

    lat: float
    lon: float
    precision: int
    size: float
    label: str
    href: str
    country: str | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of the globe that a map shows, and how it lies on paper."""

    box: Box

    @property
    def height(self) -> int:
        """The height in pixels of a map _WIDTH wide."""
        return max(240, min(900, round((self.box.north - self.box.south) * self._scale)))

    @property
    def _scale(self) -> float:
        return _WIDTH / ((self.box.east - self.box.west) * self._squeeze)

    @property
    def _squeeze(self) -> float:
        return max(0.2, cos(radians((self.box.south + self.box.north) / 2)))

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a point lies on paper, to a tenth of a pixel."""
        x = (lon - self.box.west) * self._squeeze * self._scale
        return round(x, 1), round((self.box.north - lat) * self._scale, 1)


def frame_of(spots: Sequence[Spot], *, margin: float = 0.12) -> Frame:
    """Return a frame around spots, with a margin and not narrower than makes sense; the world where there are none."""
    if not spots:
        return Frame(Box(-170, -56, 190, 78))
    west, east = min(spot.lon for spot in spots), max(spot.lon for spot in spots)
    south, north = min(spot.lat for spot in spots), max(spot.lat for spot in spots)
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    across = max(east - west, _SMALLEST_SPAN / squeeze, (north - south) * 1.5 / squeeze) * (1 + 2 * margin)
    up = max(north - south, across * squeeze * 0.55) * (1 + 2 * margin)
    x, y = (west + east) / 2, (south + north) / 2
    return Frame(Box(x - across / 2, max(-85, y - up / 2), x + across / 2, min(85, y + up / 2)))


def draw(spots: Sequence[Spot], frame: Frame | None = None, *, label: str = "Map") -> Markup:
    """Return the map as SVG; its spots are links in the order given, areas below points, large below small."""
    frame = frame or frame_of(spots)
    points = sorted((s for s in spots if s.precision <= _POINT), key=lambda spot: -spot.size)
    areas = [spot for spot in spots if spot.precision > _POINT]
    drawn = [
        element("title", [label]),
        element("rect", width=_WIDTH, height=frame.height, class_="sea"),
        *_land(frame),
        *(_area(spot, frame) for spot in areas),
        *(_point(spot, frame) for spot in points),
    ]
    viewed = f"0 0 {_WIDTH} {frame.height}"
    return element("svg", drawn, viewBox=viewed, class_="chart atlas", role="group", aria_label=label)


def _land(frame: Frame) -> Iterator[Markup]:
    for shape, rings in within(countries(), frame.box):
        told = [element("title", [shape.name])]
        yield element("path", told, d=_path(rings, frame), class_="land", fill_rule="evenodd")
    if frame.box.east - frame.box.west <= _REGIONS_BELOW:
        inner = "".join(_path(rings, frame) for _, rings in within(regions(), frame.box))
        yield element("path", d=inner, class_="inner")


def _path(rings: Iterable[Sequence[tuple[float, float]]], frame: Frame) -> str:
    """Return rings as a path; points that fall on the pixel before are left out."""
    told: list[str] = []
    for ring in rings:
        last: tuple[int, int] | None = None
        for lon, lat in ring:
            x, y = frame.at(lon, lat)
            pixel = (round(x), round(y))
            if pixel == last:
                continue
            told.append(f"{'M' if last is None else 'L'}{pixel[0]} {pixel[1]}")
            last = pixel
        told.append("Z")
    return "".join(told)


def _point(spot: Spot, frame: Frame) -> Markup:
    x, y = frame.at(spot.lon, spot.lat)
    radius = round(max(3.5, _LARGEST * sqrt(max(0.0, min(1.0, spot.size)))), 1)
    sort = "spot disputed" if spot.is_disputed else "spot"
    return element(
        "a",
        [element("circle", [element("title", [spot.label])], cx=x, cy=y, r=radius, class_=sort)],
        href=spot.href,
        aria_label=spot.label,
    )


def _area(spot: Spot, frame: Frame) -> Markup:
    """Return the region or country of a spot as an area, a broad ring where no outline is known."""
    told = [element("title", [spot.label])]
    shape = region_at(spot.lat, spot.lon) if spot.precision == _REGION else None
    if shape is not None:
        inside = element("path", told, d=_path(shape.rings, frame), class_="area")
    else:
        x, y = frame.at(spot.lon, spot.lat)
        inside = element("circle", told, cx=x, cy=y, r=_LARGEST * 1.6, class_="area")
    return element("a", [inside], href=spot.href, aria_label=spot.label)
