"""Events as a GeoJSON FeatureCollection (RFC 7946): [longitude, latitude], WGS84.

A feature whose place is known only as a region or a country has no geometry: a point would claim to know more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, events
from trucewatch.export.json_lists import write_list
from trucewatch.export.told import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.told import Told
    from trucewatch.ledger import View

__all__ = ["features", "write_geojson"]


def write_geojson(view: View, asked: Asked, out: TextIO) -> None:
    """Write the events asked for as one FeatureCollection, a feature a line."""
    write_list({"type": "FeatureCollection"}, "features", features(view, asked), out)


def features(view: View, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield events as features."""
    for told in tell(view, events(view, asked)):
        yield _feature(told)


def _feature(told: Told) -> dict[str, Any]:
    event, point = told.event, told.point
    return {
        "type": "Feature",
        "id": event["event_id"],
        "geometry": None if point is None else {"type": "Point", "coordinates": list(point)},
        "properties": {
            "label": event["label"],
            "kind": event["kind"],
            "start": told.when["start"],
            "end": told.when["end"],
            "date_precision": told.when["precision"],
            "place": told.place["name"],
            "region": told.region,
            "country": told.place["country"],
            "where_prec": told.place["precision"],
            "grade": event["grade"],
            "actor": told.party("actor"),
            "target": told.party("target"),
            "voices": told.voices,
            "origins": len(event["origins"]),
            "urls": [report["url"] for report in told.reports if report["url"]],
            "figures": event["figures"],
            "series": [_series(series) for series in event["series"]],
        },
    }


def _series(series: dict[str, Any]) -> dict[str, Any]:
    keys = (
        "measure",
        "object",
        "unit",
        "axis",
        "part_of",
        "suffered_by",
        "low",
        "best",
        "high",
        "rule",
        "members",
        "state",
    )
    return {key: series[key] for key in keys}
