"""A map of events: land, borders and first-level regions, and on it what is known of where, no more exactly than that.

A dot is drawn only where a place is known as a point; what is known to 25 km has a ring that wide, a region or a
country is an area. Equal-area enough for a war: degrees of longitude are shortened by the cosine of the map's middle.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sqrt
from typing import TYPE_CHECKING

from trucewatch.web.charts.outlines import Box, countries, is_inside, region_at, regions, within
from trucewatch.web.charts.scale import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markupsafe import Markup

    from trucewatch.web.charts.outlines import Shape

__all__ = ["Frame", "Spot", "country_name", "draw", "frame_at", "frame_of", "frame_of_country", "is_drawable"]

_WIDTH = 900
_LARGEST = 20.0  # pixels, the radius of the largest spot
_POINT = 3  # up to this `where_prec` a place is a point; 4 is a region, 5 to 7 are less
_NEAR, _DISTRICT, _REGION, _COUNTRY = 2, 3, 4, 6
_RING_KM = {_NEAR: 25.0, 5: 60.0, 7: 120.0}
_KM = 111.2  # a degree of latitude
_SMALLEST_SPAN = 2.0  # degrees; nearer, outlines of a kilometre's grid would pretend
_REGIONS_BELOW = 40.0  # degrees across; above, region lines only clutter
_TINIEST = 1.5  # pixels; islands below are left out
_MOST_NAMES = 24
_MOST_NAMES_NARROW = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """What is drawn at a place: degrees, `precision` (where_prec), how large (0 to 1), what it says and leads to.

    `name` is written beside it where there is room, `count` into it where it stands for several.
    """

    lat: float
    lon: float
    precision: int
    size: float
    label: str
    href: str
    country: str | None = None
    is_disputed: bool = False
    name: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A country's name, the pixel of its middle, and the box that it takes."""

    name: str
    x: float
    y: float
    box: Box


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
    box = Box(
        min(spot.lon for spot in spots),
        min(spot.lat for spot in spots),
        max(spot.lon for spot in spots),
        max(spot.lat for spot in spots),
    )
    return _around(box, margin)


def frame_of_country(code: str) -> Frame | None:
    """Return a frame around the larger parts of a country (ISO-2), None where no outline of it is shipped."""
    shape = _country(code)
    if shape is None:
        return None
    largest = max(map(_area_of, shape.boxes))
    boxes = [box for box in shape.boxes if _area_of(box) > 0.1 * largest]
    whole = Box(
        min(box.west for box in boxes),
        min(box.south for box in boxes),
        max(box.east for box in boxes),
        max(box.north for box in boxes),
    )
    return _around(whole, 0.05)


def frame_at(lat: float, lon: float, across: float) -> Frame:
    """Return the frame around a point that is `across` degrees of longitude wide, within what makes sense."""
    squeeze = max(0.2, cos(radians(lat)))
    across = max(_SMALLEST_SPAN / squeeze, min(360.0, across))
    up = min(160.0, across * squeeze * 0.6)
    middle = max(-85 + up / 2, min(85 - up / 2, lat))
    return Frame(Box(lon - across / 2, middle - up / 2, lon + across / 2, middle + up / 2))


def country_name(code: str) -> str:
    """Return the name of a country (ISO-2), the code itself where no outline of it is shipped."""
    shape = _country(code)
    return code if shape is None else shape.name


def is_drawable(spot: Spot, frame: Frame) -> bool:
    """Whether a spot lies within a frame."""
    return frame.box.meets(Box(spot.lon, spot.lat, spot.lon, spot.lat))


def draw(spots: Sequence[Spot], frame: Frame | None = None, *, label: str = "Map") -> Markup:
    """Return the map as SVG: spots are links, areas below points, large below small."""
    frame = frame or frame_of(spots)
    shown = [spot for spot in spots if is_drawable(spot, frame) or spot.precision > _POINT]
    points = sorted((spot for spot in shown if spot.precision <= _POINT), key=lambda spot: -spot.size)
    areas = sorted((spot for spot in shown if spot.precision > _POINT), key=lambda spot: -spot.precision)
    drawn = [
        element("title", [label]),
        element("rect", width=_WIDTH, height=frame.height, class_="sea"),
        _land(frame)[0],
        *(_area(spot, frame) for spot in areas),
        *(_point(spot, frame) for spot in points),
        *_names([*points, *areas], frame),
    ]
    viewed = f"0 0 {_WIDTH} {frame.height}"
    return element("svg", drawn, viewBox=viewed, class_="chart atlas", role="group", aria_label=label)


def _around(box: Box, margin: float) -> Frame:
    squeeze = max(0.2, cos(radians((box.south + box.north) / 2)))
    across = max(box.east - box.west, _SMALLEST_SPAN / squeeze, (box.north - box.south) * 1.5 / squeeze)
    across *= 1 + 2 * margin
    up = max((box.north - box.south) * (1 + 2 * margin), across * squeeze * 0.55)
    x, y = (box.west + box.east) / 2, (box.south + box.north) / 2
    return Frame(Box(x - across / 2, max(-85, y - up / 2), x + across / 2, min(85, y + up / 2)))


def _area_of(box: Box) -> float:
    return (box.east - box.west) * (box.north - box.south)


def _country(code: str | None) -> Shape | None:
    return next((shape for shape in countries() if shape.code == code), None)


@lru_cache(maxsize=24)
def _land(frame: Frame) -> tuple[Markup, tuple[Written, ...]]:
    """Return all land within a frame, and the names of its countries; made once, since no day or filter changes it."""
    inside: list[Markup] = []
    named: list[Written] = []
    for shape, rings in within(countries(), frame.box):
        path = _path(rings, frame)
        if path:
            inside.append(element("path", [element("title", [shape.name])], d=path, class_="land", fill_rule="evenodd"))
            named += _written(shape, frame)
    if frame.box.east - frame.box.west <= _REGIONS_BELOW:
        inner = "".join(_path(rings, frame) for _, rings in within(regions(), frame.box))
        inside.append(element("path", d=inner, class_="inner"))
    return element("g", inside), tuple(named)


def _written(shape: Shape, frame: Frame) -> Iterator[Written]:
    """Yield where a country's name may stand: in the middle of its largest part, where there is room for it."""
    box, seen = max(shape.boxes, key=_area_of), frame.box
    west, east = frame.at(max(box.west, seen.west), 0)[0], frame.at(min(box.east, seen.east), 0)[0]
    top, bottom = frame.at(0, min(box.north, seen.north))[1], frame.at(0, max(box.south, seen.south))[1]
    lon = (max(box.west, seen.west) + min(box.east, seen.east)) / 2
    lat = (max(box.south, seen.south) + min(box.north, seen.north)) / 2
    half = 4.2 * len(shape.name)
    has_room = east - west > 2 * half + 10 and bottom - top > 40
    if has_room and is_inside(lon, lat, shape.rings[shape.boxes.index(box)]):
        x, y = round((west + east) / 2, 1), round((top + bottom) / 2, 1)
        yield Written(shape.name, x, y, Box(x - half, y - 11, x + half, y + 4))


def _path(rings: Iterable[Sequence[tuple[float, float]]], frame: Frame) -> str:
    """Return rings as a path; points that fall on the pixel before, and specks, are left out."""
    told: list[str] = []
    x0, y0 = frame.at(frame.box.west, frame.box.north)
    x1, y1 = frame.at(frame.box.east, frame.box.south)
    across = (x1 - x0) / (frame.box.east - frame.box.west)
    down = (y1 - y0) / (frame.box.north - frame.box.south)
    west, north = frame.box.west, frame.box.north
    for ring in rings:
        pixels = [(round((lon - west) * across), round((north - lat) * down)) for lon, lat in ring]
        wide = max(x for x, _ in pixels) - min(x for x, _ in pixels)
        high = max(y for _, y in pixels) - min(y for _, y in pixels)
        if max(wide, high) < _TINIEST:
            continue
        last = pixels[0]
        told.append(f"M{last[0]} {last[1]}")
        for pixel in pixels:
            if pixel != last:
                told.append(f"L{pixel[0]} {pixel[1]}")
                last = pixel
        told.append("Z")
    return "".join(told)


def _radius(spot: Spot) -> float:
    return round(max(4.0, _LARGEST * sqrt(max(0.0, min(1.0, spot.size)))), 1)


def _ring(spot: Spot, frame: Frame, smallest: float) -> float:
    """Return the radius in pixels of what a spot is known to, never too small to be seen."""
    _, y0 = frame.at(spot.lon, spot.lat)
    _, y1 = frame.at(spot.lon, spot.lat - _RING_KM.get(spot.precision, 25.0) / _KM)
    return round(max(smallest, y1 - y0), 1)


def _point(spot: Spot, frame: Frame) -> Markup:
    """Return a dot; with a ring where the place is known to 25 km, hollow where only the district is."""
    x, y = frame.at(spot.lon, spot.lat)
    radius = _radius(spot)
    sort = f"spot{' district' if spot.precision == _DISTRICT else ''}{' disputed' if spot.is_disputed else ''}"
    inside = [element("title", [spot.label]), element("circle", cx=x, cy=y, r=radius, class_=sort)]
    if spot.precision == _NEAR:
        inside.append(element("circle", cx=x, cy=y, r=_ring(spot, frame, radius + 4), class_="reach"))
    return _linked(spot, [*inside, *_counted(spot, x, y, radius)])


def _area(spot: Spot, frame: Frame) -> Markup:
    """Return the region or country of a spot as an area, a broad ring where no outline is known."""
    told = [element("title", [spot.label])]
    shape = region_at(spot.lat, spot.lon) if spot.precision == _REGION else None
    if spot.precision == _COUNTRY:
        shape = _country(spot.country)
    x, y = frame.at(spot.lon, spot.lat)
    sort = f"area prec-{spot.precision}{' disputed' if spot.is_disputed else ''}"
    if shape is not None:
        rings = [rings for _, rings in within([shape], frame.box)]
        inside = element("path", told, d=_path(rings[0] if rings else (), frame), class_=sort)
    else:
        inside = element("circle", told, cx=x, cy=y, r=_ring(spot, frame, 26), class_=sort)
    return _linked(spot, [inside])


def _linked(spot: Spot, inside: Sequence[Markup]) -> Markup:
    return element("a", inside, href=spot.href, aria_label=spot.label)


def _counted(spot: Spot, x: float, y: float, radius: float) -> Iterator[Markup]:
    if spot.count > 1 and radius > 4 + 3 * len(str(spot.count)):
        yield element("text", [str(spot.count)], x=x, y=y + 4, text_anchor="middle", class_="count")


def _names(spots: Sequence[Spot], frame: Frame) -> Iterator[Markup]:
    """Yield names beside spots, the disputed and largest first, then of countries; none covers another or a dot."""
    dots = [_around_dot(spot, frame) for spot in spots if spot.precision <= _POINT]
    taken: list[Box] = []
    on_phones: list[Box] = []
    for spot in sorted(spots, key=lambda each: (not each.is_disputed, -each.size)):
        if not spot.name or len(taken) == _MOST_NAMES or not is_drawable(spot, frame):
            continue
        own = _around_dot(spot, frame)
        dots_else = [dot for dot in dots if dot != own]
        others = [*taken, *dots_else]
        box = next((box for box in _beside(spot, frame) if not any(box.meets(other) for other in others)), None)
        if box is None or box.west < 0 or box.east > _WIDTH:
            continue
        is_left = box.east < frame.at(spot.lon, spot.lat)[0]
        wide = 2 * (box.east - box.west)  # as phones show it
        west = box.east - wide if is_left else box.west
        twice = Box(west, box.south - 10, west + wide, box.south + 16)
        is_minor = len(taken) >= _MOST_NAMES_NARROW or any(twice.meets(other) for other in (*on_phones, *dots_else))
        sort = "name minor" if is_minor else "name"
        on_phones += [] if is_minor else [twice]
        taken.append(box)
        at = {"x": round(box.east if is_left else box.west, 1), "y": round(box.south + 10, 1)}
        anchor = "end" if is_left else None
        yield element("text", [_called(spot)], **at, text_anchor=anchor, class_=sort, aria_hidden="true")
    for each in _land(frame)[1]:
        if not any(each.box.meets(other) for other in (*taken, *dots)):
            taken.append(each.box)
            at = {"x": each.x, "y": each.y}
            yield element("text", [each.name], **at, text_anchor="middle", class_="country", aria_hidden="true")


def _called(spot: Spot) -> str:
    """Return a spot's name, an area's with its number: alone, a number on an area says nothing."""
    return f"{spot.name} ({spot.count})" if spot.precision > _POINT and spot.count > 1 else spot.name


def _around_dot(spot: Spot, frame: Frame) -> Box:
    """Return the box of pixels that a dot takes."""
    x, y = frame.at(spot.lon, spot.lat)
    radius = _radius(spot)
    return Box(x - radius, y - radius, x + radius, y + radius)


def _beside(spot: Spot, frame: Frame) -> Iterator[Box]:
    """Yield the boxes of pixels where a spot's name may stand, the best one first: at its sides, then its corners."""
    x, y = frame.at(spot.lon, spot.lat)
    wide = 7 * len(_called(spot))
    if spot.precision > _POINT:  # an area has its name in its middle
        yield Box(x - wide / 2, y - 6, x + wide / 2, y + 7)
        return
    radius = _radius(spot)
    right, left, over, under = x + radius, x - radius - wide, y - radius - 12, y + radius - 1
    lefts = (right + 4, left - 4, x - wide / 2, x - wide / 2, right, right, left, left)
    tops = (y - 6, y - 6, under + 3, over - 3, over, under, over, under)
    for west, top in zip(lefts, tops, strict=True):
        yield Box(west, top, west + wide, top + 13)
