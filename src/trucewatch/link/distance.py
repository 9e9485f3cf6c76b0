"""How far apart are two places? Great-circle kilometres, or unknown where one has no coordinates."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.model import Place

__all__ = ["kilometres"]

_EARTH_KM = 6371.0


def kilometres(one: Place, other: Place) -> float | None:
    """Return the haversine distance in kilometres, None where a coordinate is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, south = radians(one.lat), radians(other.lat)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
