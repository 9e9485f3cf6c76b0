"""Where countries and first-level regions lie: rings of points out of the shipped file, unpacked when a map first asks.

Natural Earth (`build_outlines`). Outlines serve to see where a place lies; which country a claim names is in the claim.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import inf
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Box", "Shape", "countries", "is_inside", "region_at", "regions", "within"]


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the globe in degrees; west may lie below -180 for what crosses the date line."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: Box) -> bool:
        """Whether two boxes have a point in common."""
        across = self.west <= other.east and other.west <= self.east
        return across and self.south <= other.north and other.south <= self.north


_NOWHERE = Box(inf, inf, -inf, -inf)  # a region too small to be seen has no ring


@dataclass(frozen=True, slots=True)
class Shape:
    """A country (ISO-2 `code` and `name`) or a first-level region (its ISO 3166-2 code; no name); rings in degrees.

    `boxes` stand around the rings, `whole` around all of them.
    """

    code: str
    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    boxes: tuple[Box, ...]
    whole: Box


@lru_cache(maxsize=1)
def _held() -> dict[str, Any]:
    packed = (files("trucewatch.web") / "data" / "outlines.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


@lru_cache(maxsize=1)
def countries() -> tuple[Shape, ...]:
    """Return all countries."""
    return tuple(_shape(code, name, rings) for code, name, rings in _held()["countries"])


@lru_cache(maxsize=1)
def regions() -> tuple[Shape, ...]:
    """Return all first-level regions that can be seen on a map."""
    return tuple(_shape(code, "", rings) for code, rings in _held()["regions"])


def within(shapes: Sequence[Shape], box: Box) -> Iterator[tuple[Shape, tuple[tuple[tuple[float, float], ...], ...]]]:
    """Yield the shapes that have a ring in a box, with those rings."""
    for shape in shapes:
        if not shape.whole.meets(box):
            continue
        rings = tuple(ring for ring, around in zip(shape.rings, shape.boxes, strict=True) if around.meets(box))
        if rings:
            yield shape, rings


@lru_cache(maxsize=4096)
def region_at(lat: float, lon: float) -> Shape | None:
    """Return the region around a point, None at sea."""
    here = Box(lon, lat, lon, lat)
    for shape, rings in within(regions(), here):
        if sum(is_inside(lon, lat, ring) for ring in rings) % 2:
            return shape
    return None


def is_inside(x: float, y: float, ring: Sequence[tuple[float, float]]) -> bool:
    """Whether a point (longitude, latitude) lies within a ring."""
    inside = False
    ax, ay = ring[-1]
    for bx, by in ring:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        ax, ay = bx, by
    return inside


def _shape(code: str, name: str, rings: Sequence[Sequence[int]]) -> Shape:
    steps: int = _held()["steps"]
    unpacked = tuple(_unpacked(ring, steps) for ring in rings)
    boxes = tuple(map(_box, unpacked))
    corners = [corner for box in boxes for corner in ((box.west, box.south), (box.east, box.north))]
    return Shape(code, name, unpacked, boxes, _box(corners) if corners else _NOWHERE)


def _unpacked(ring: Sequence[int], steps: int) -> tuple[tuple[float, float], ...]:
    x = y = 0
    points: list[tuple[float, float]] = []
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / steps, y / steps))
    return tuple(points)


def _box(ring: Sequence[tuple[float, float]]) -> Box:
    across, up = zip(*ring, strict=True)
    return Box(min(across), min(up), max(across), max(up))
