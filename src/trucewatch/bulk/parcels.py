"""How work is handed on from job to job: files of numbered parcels, of which each reader opens only its own.

What a shuffle writes is read parcel by parcel from every file; what must be found one by one stands on a shelf, a
parcel each. Parcels are values of our own, pickled; a folder of bulk work is trusted as the program itself is.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.bulk.storage import Storage

__all__ = ["Numbers", "Shelf", "count", "digest", "grouped", "parcel", "parcels", "spread", "table", "write_parcels"]

Numbers = np.ndarray[Any, np.dtype[np.int64]]

_HEAD: Final = 8
_OPEN: Final = 200


def digest(text: str) -> int:
    """Return a hash of a text as a signed number of 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


def write_parcels(storage: Storage, name: str, values: Sequence[Any]) -> None:
    """Write values as the parcels 0 … of a file, whole or not at all."""
    packed = [pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL) for value in values]
    start = _HEAD * (len(packed) + 2)
    ends = np.cumsum([start, *map(len, packed)], dtype="<i8")
    storage.write(name, len(packed).to_bytes(_HEAD, "little"), ends.tobytes(), *packed)


def parcel(storage: Storage, name: str, number: int) -> Any:
    """Return one parcel of a file."""
    with storage.open(name) as stream:
        return _taken(stream, number)


def parcels(storage: Storage, folder: str, number: int) -> Iterator[Any]:
    """Yield the parcel of that number of each file in a folder, in order of their names."""
    for name in storage.names(folder):
        yield parcel(storage, f"{folder}/{name}", number)


def count(storage: Storage, name: str) -> int:
    """Return how many parcels a file has."""
    with storage.open(name) as stream:
        return int.from_bytes(stream.read(_HEAD), "little")


def _taken(stream: Any, number: int) -> Any:
    stream.seek(_HEAD * (number + 1))
    start, end = np.frombuffer(stream.read(2 * _HEAD), dtype="<i8")
    stream.seek(int(start))
    return pickle.loads(stream.read(int(end - start)))  # noqa: S301 - our own work in progress


class Shelf:
    """Values found one by one: `(file, parcel)` of a folder, the last ones kept at hand, files kept open."""

    def __init__(self, storage: Storage, folder: str, at_hand: int) -> None:
        self._storage, self._folder, self._at_hand = storage, folder, at_hand
        self._kept: OrderedDict[tuple[str, int], Any] = OrderedDict()
        self._files: OrderedDict[str, tuple[ExitStack, Any]] = OrderedDict()

    def __getitem__(self, key: tuple[str, int]) -> Any:
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        name, number = key
        value = self._kept[key] = _taken(self._file(name), number)
        if len(self._kept) > self._at_hand:
            self._kept.popitem(last=False)
        return value

    def _file(self, name: str) -> Any:
        if name not in self._files:
            kept_open = ExitStack()
            self._files[name] = (
                kept_open,
                kept_open.enter_context(self._storage.open(f"{self._folder}/{name}", mapped=False)),
            )
            if len(self._files) > _OPEN:
                self._files.popitem(last=False)[1][0].close()
        self._files.move_to_end(name)
        return self._files[name][1]


def table(rows: Sequence[Sequence[int]] | Numbers, width: int) -> Numbers:
    """Return rows of whole numbers as an array of that width."""
    return np.array(rows, dtype=np.int64).reshape(-1, width)


def spread(rows: Numbers, band: Numbers, bands: int) -> list[Numbers]:
    """Return the rows of each band, in their order."""
    order = np.argsort(band, kind="stable")
    ends = np.searchsorted(band[order], np.arange(bands + 1))
    sorted_rows = rows[order]
    return [sorted_rows[ends[n] : ends[n + 1]] for n in range(bands)]


def grouped(keys: Numbers, least: int = 1) -> Iterator[tuple[int, int]]:
    """Yield the stretches `(start, end)` of equal keys in a sorted array, of `least` members or more."""
    if not len(keys):
        return
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    ends = np.append(starts[1:], len(keys))
    wide = ends - starts >= least
    yield from zip(starts[wide].tolist(), ends[wide].tolist(), strict=True)
