"""How far apart are two places? Great-circle kilometres, or unknown where one has no coordinates."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.model import Place

__all__ = ["apart", "kilometres"]

_EARTH_KM = 6371.0


def kilometres(one: Place, other: Place) -> float | None:
    """Return the haversine distance in kilometres, None where a coordinate is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return apart((one.lat, one.lon), (other.lat, other.lon))


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the haversine distance in kilometres of two points, each as its degrees north and east."""
    north, south = radians(one[0]), radians(other[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
