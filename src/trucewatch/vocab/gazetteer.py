"""Gazetteer: which places in the world bear a name?

One compact file, compiled once by `build_gazetteer` from GeoNames (CC BY 4.0), holds every place of 500
people or more with its Latin-script names, and the first- and second-level regions. Names are kept as
40-bit hashes of their folded form (one lookup in two million may find a stranger), so that the whole
world takes some 15 MB of memory. Straits, lines and war zones that GeoNames lacks come from
`data/places.toml` and from conflict files. The gazetteer knows no context: `read.places` chooses.
"""

from __future__ import annotations

import hashlib
import struct
import sys
import unicodedata
import zlib
from array import array
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from trucewatch.errors import ConfigError
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "ENTRY",
    "HEADER",
    "KINDS",
    "MAGIC",
    "Entry",
    "Gazetteer",
    "entry_of",
    "fold_name",
    "hash_name",
    "world_places",
]

MAGIC = b"TRUCEWATCH-GAZETTEER-1\n"
HEADER = struct.Struct("<4I")
"""Counts after the magic and the credit line: entries, keys, bytes of names, bytes of country codes."""
ENTRY = struct.Struct("<3i I I H B B")
"""An entry: geonameid, lat and lon in 1e-5 degrees, population, offset of name, region's number, country, kind."""
KINDS = ("city", "capital", "region", "district", "country")
NO_REGION = 0xFFFF
_SCALE = 1e5
# So many names are remembered with their places; then the memory starts anew.
_MOST = 20_000
# Degrees within which two of one name are the same town, or the same region seen from another centre.
_SAME_TOWN, _SAME_REGION = 0.15, 1.5

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "a", "ŋ": "n"}
    | dict.fromkeys("'’‘‛`´ʼʽʻʿʾ\"“”ʹʺ.", None)
    | dict.fromkeys("-‐‑‒–—_/", " ")
)
_ARTICLES = frozenset(
    ["al", "el", "ad", "ed", "as", "es", "ash", "esh", "at", "et", "an", "en", "ar", "er", "az", "ez"]
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: WGS84 degrees, ISO-2 country, kind, and the name of its first-level region.

    `kind` is one of `KINDS` or a word of a vocabulary file (river, sea, line, area …); `precision` is a
    UCDP where_prec where the file sets one.
    """

    geonameid: int | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int = 0
    kind: str = "city"
    admin1: str | None = None
    precision: int | None = None


def fold_name(name: str) -> str:
    """Return a name without case, diacritics, apostrophes, dots and hyphens, its spaces single."""
    lowered = name.casefold()
    if not lowered.isascii():
        bare = unicodedata.normalize("NFKD", lowered.translate(_LETTERS))
        lowered = "".join(c for c in bare if not unicodedata.combining(c))
    words = lowered.translate(_LETTERS).split()
    return " ".join("saint" if word == "st" else word for word in words)


def hash_name(folded: str) -> tuple[int, int]:
    """Return the 40-bit hash of a folded name as its upper 32 and lower 8 bits."""
    digest = hashlib.blake2b(folded.encode(), digest_size=5).digest()
    return int.from_bytes(digest[:4], "big"), digest[4]


def _numbers(data: memoryview) -> Sequence[int]:
    if sys.byteorder == "little":
        return data.cast("I")
    numbers = array("I", bytes(data))
    numbers.byteswap()
    return numbers


class Gazetteer:
    """All places, to be asked by name; the most populous come first."""

    def __init__(self, packed: bytes, extra: Iterable[tuple[Entry, tuple[str, ...]]] = ()) -> None:
        """Open a compiled index and lay further entries, each with its other names, on top."""
        if not packed.startswith(MAGIC):
            message = "the gazetteer file is not ours or of another version: rebuild it with `make gazetteer`"
            raise ConfigError(message)
        data = zlib.decompress(memoryview(packed)[packed.index(b"\n", len(MAGIC)) + 1 :])
        entries, keys, names, codes = HEADER.unpack_from(data)
        view, at = memoryview(data), HEADER.size
        parts: list[memoryview] = []
        for size in (entries * ENTRY.size, keys * 4, keys, keys * 4, names, codes):
            parts.append(view[at : at + size])
            at += size
        self._entries, high, self._low, numbers = parts[:4]
        self._names, self._codes = bytes(parts[4]), bytes(parts[5])
        self._high, self._numbers = _numbers(high), _numbers(numbers)
        # Regions' names open the blob of names, one a line, in the order of their numbers.
        self._regions = self._names[: self._names.index(b"\n\n")].decode().split("\n")
        self._count = entries
        self._met: dict[str, tuple[Entry, ...]] = {}
        self._extra: dict[str, list[Entry]] = {}
        for entry, aliases in extra:
            names = tuple(dict.fromkeys(map(fold_name, (entry.name, *aliases))))
            known = self._known(entry, names)
            for name in names:
                self._extra.setdefault(name, []).append(known)

    @classmethod
    def load(cls, extra: Iterable[tuple[Entry, tuple[str, ...]]] = ()) -> Gazetteer:
        """Open the index that ships with Trucewatch, with `data/places.toml` and `extra` on top."""
        packed = (resources.files("trucewatch.vocab") / "data" / "gazetteer.bin").read_bytes()
        return cls(packed, (*extra, *world_places()))

    def __len__(self) -> int:
        """Return how many compiled entries there are."""
        return self._count

    def __iter__(self) -> Iterator[Entry]:
        """Yield every compiled entry, in the order of the index."""
        return map(self._entry, range(self._count))

    def __contains__(self, name: str) -> bool:
        """Whether any place bears the name."""
        return bool(self.lookup(name))

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return every place of that name: those of vocabulary files first, then by population."""
        known = self._met.get(name)
        if known is None:
            if len(self._met) >= _MOST:
                self._met.clear()
            known = self._met[name] = self._look(fold_name(name))
        return known

    def _look(self, key: str) -> tuple[Entry, ...]:
        found = (*self._extra.get(key, ()), *map(self._entry, self._find(key)))
        if not found:
            first, _, rest = key.partition(" ")
            if rest and first in _ARTICLES:
                other = {number for article in ("al", "el") for number in self._find(f"{article} {rest}")}
                found = tuple(map(self._entry, sorted(other)))
        return found

    def _known(self, entry: Entry, names: Iterable[str]) -> Entry:
        """Return the entry with GeoNames' id, population and region, where the index holds the same place."""
        if entry.geonameid is not None or entry.lat is None or entry.lon is None:
            return entry
        is_wide = entry.kind in {"region", "area", "district"}
        for twin in (self._entry(number) for name in names for number in self._find(name)):
            is_twin = twin.country == entry.country and (twin.kind in {"region", "district"}) == is_wide
            if not is_twin or twin.lat is None or twin.lon is None or twin.kind == "country":
                continue
            if max(abs(twin.lat - entry.lat), abs(twin.lon - entry.lon)) < (_SAME_REGION if is_wide else _SAME_TOWN):
                return replace(
                    entry, geonameid=twin.geonameid, population=twin.population, admin1=entry.admin1 or twin.admin1
                )
        return entry

    def _find(self, key: str) -> list[int]:
        high, low = hash_name(key)
        at = bisect_left(self._high, high)
        found: list[int] = []
        while at < len(self._high) and self._high[at] == high:
            if self._low[at] == low:
                found.append(self._numbers[at])
            at += 1
        return found

    def _entry(self, number: int) -> Entry:
        fields: tuple[int, ...] = ENTRY.unpack_from(self._entries, number * ENTRY.size)
        place, lat, lon, population, name, region, country, kind = fields
        return Entry(
            geonameid=place or None,
            name=self._name(name),
            country=self._codes[country * 2 : country * 2 + 2].decode(),
            lat=lat / _SCALE,
            lon=lon / _SCALE,
            population=population,
            kind=KINDS[kind],
            admin1=None if region == NO_REGION else self._regions[region],
        )

    def _name(self, offset: int) -> str:
        return self._names[offset : self._names.index(b"\n", offset)].decode()


def entry_of(row: dict[str, Any]) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry and aliases that one `[[place]]` of a vocabulary file describes."""
    entry = Entry(
        geonameid=row.get("geonameid"),
        name=row["name"],
        country=row.get("country"),
        lat=row.get("lat"),
        lon=row.get("lon"),
        population=row.get("population", 0),
        kind=row.get("kind", "city"),
        admin1=row.get("region"),
        precision=row.get("precision"),
    )
    return entry, tuple(row.get("aliases", ()))


@lru_cache(maxsize=1)
def world_places() -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    """Return what `data/places.toml` adds to the world: straits, lines, war zones."""
    return tuple(map(entry_of, table("places")["place"]))
