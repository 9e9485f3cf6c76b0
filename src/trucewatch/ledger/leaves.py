"""Which rows stand in a damaged file that no way leads to any more? Its pages are read by ourselves, one by one.

A table is a tree of pages; where one near its root is altered, SQLite loses all below it, though every row is still on
its leaf. Layout: https://www.sqlite.org/fileformat.html. What is found here is proved by whoever asks for it.
"""

from __future__ import annotations

import mmap
import struct
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from trucewatch.ledger.readback import dicts
from trucewatch.ledger.schema import migrations, statements

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

__all__ = ["lend"]

_INNER: Final = 5
_LEAF: Final = 13
_OF_INDEXES: Final = frozenset({2, 10})
_HEAD_OF_FILE: Final = 100
_WIDEST: Final = 65_536
_LAST: Final = 1 << 63
_SIZES: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)
"""Bytes of a value by its type; from `_TEXT` on they follow from the type."""
_REAL: Final = 7
_TEXT: Final = 12
_RESERVED: Final = frozenset({10, 11})
_HELD_BY: Final = {"TEXT": str, "INTEGER": int, "NUMERIC": (int, float), "REAL": (int, float)}


def lend(connection: sqlite3.Connection, path: Path, tables: Sequence[str]) -> None:
    """Put temporary tables with all rows found in place of those of `tables` whose tree is broken.

    They stand before the file's own for this connection, without indexes but that of the readings. Nothing is done
    where a log lies beside the file, as its pages may be newer.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return
    listed = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        pages = _Pages(content)
        trees = {name: _Tree(pages, root) for name, root in listed if root}
        reached = {number for tree in trees.values() for number in tree.leaves} | pages.free()
        astray = [number for number in pages.leaves() if number not in reached]
        for table in tables:
            tree = trees.get(table)
            if tree is not None and (astray or tree.doubtful):
                found = chain.from_iterable(map(pages.rows, (*tree.leaves, *tree.doubtful, *astray)))
                _lend(connection, table, found)


def _lend(connection: sqlite3.Connection, table: str, found: Iterable[tuple[int, list[Any]]]) -> None:
    made = f"CREATE TABLE {table} ("  # in our own words: the file's may be altered
    [sql] = (each for script in migrations() for each in statements(script) if made in each)
    connection.execute(sql.replace(made, f"CREATE TEMP TABLE {table} ("))
    columns = list(dicts(connection, f"PRAGMA temp.table_info({table})"))
    kinds = [_HELD_BY[column["type"]] for column in columns]
    number = next((n for n, each in enumerate(columns) if each["type"] == "INTEGER" and each["pk"] == 1), None)
    is_named = number is not None and sum(bool(each["pk"]) for each in columns) == 1  # then it is not in the row
    names = ", ".join(("rowid", *(each["name"] for each in columns)))
    marks = ", ".join("?" * (len(columns) + 1))
    query = f"INSERT OR IGNORE INTO temp.{table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    for rowid, values in found:
        if number is not None and is_named and values[number : number + 1] == [None]:
            values[number] = rowid
        if len(values) == len(kinds) and all(v is None or isinstance(v, k) for v, k in zip(values, kinds, strict=True)):
            connection.execute(query, (rowid, *values))


class _Pages:
    """The pages of a file, by their numbers from 1 on."""

    def __init__(self, content: mmap.mmap) -> None:
        self._content = content
        told = int.from_bytes(content[16:18])
        self.size = _WIDEST if told == 1 else told
        self.count = len(content) // self.size
        self.usable = self.size - content[20]

    def page(self, number: int) -> bytes:
        """Return a page; empty where there is none of that number."""
        inside = 1 <= number <= self.count
        return self._content[(number - 1) * self.size : number * self.size] if inside else b""

    def leaves(self) -> Iterator[int]:
        """Yield the pages that are leaves of tables by their first byte."""
        yield from (n for n in range(2, self.count + 1) if self.sort(n) == _LEAF)

    def free(self) -> set[int]:
        """Return the pages that hold nothing any more, whatever stands there."""
        found: set[int] = set()
        trunk = int.from_bytes(self._content[32:36])
        while trunk not in found and (page := self.page(trunk)):
            found.add(trunk)
            held = min(int.from_bytes(page[4:8]), self.size // 4 - 2)
            found.update(struct.unpack_from(f">{held}I", page, 8))
            trunk = int.from_bytes(page[:4])
        return found

    def sort(self, number: int) -> int:
        """Return the first byte of what a page holds."""
        return self.page(number)[_HEAD_OF_FILE if number == 1 else 0]

    def cells(self, number: int, *, is_leaf: bool = True) -> list[bytes]:
        """Return what the cells of a page of a table begin with, to its end: as many as its head says."""
        page = self.page(number)
        start = _HEAD_OF_FILE if number == 1 else 0
        count = int.from_bytes(page[start + 3 : start + 5])
        return list(islice(self._cells(page, start + (8 if is_leaf else 12)), count))

    def _cells(self, page: bytes, head: int) -> Iterator[bytes]:
        """Yield cells as long as what stands in their list may be places of the page."""
        first = self.usable
        for at in range(head, self.usable, 2):
            place = int.from_bytes(page[at : at + 2])
            first = min(first, place)
            if not at < first <= place < self.usable:
                return
            yield page[place : self.usable]

    def rows(self, number: int) -> Iterator[tuple[int, list[Any]]]:
        """Yield the number and the values of each row of a leaf that can be made out, whatever its head says."""
        for cell in self._cells(self.page(number), _HEAD_OF_FILE + 8 if number == 1 else 8):
            with suppress(ValueError):
                length, at = _varint(cell, 0)
                rowid, at = _varint(cell, at)
                yield rowid, _values(self._payload(cell[at:], length))

    def _payload(self, cell: bytes, length: int) -> bytes:
        """Return the whole of a row, with what stands on pages of its own."""
        if length > self.size * self.count:
            raise ValueError
        least, most = (self.usable - 12) * 32 // 255 - 23, self.usable - 35
        here = least + (length - least) % (self.usable - 4)
        here = length if length <= most else here if here <= most else least
        held, following = [cell[:here]], int.from_bytes(cell[here : here + 4]) if here < length else 0
        missing = length - here
        while missing > 0:
            page = self.page(following)
            if not page:
                raise ValueError
            held.append(page[4 : min(self.usable, 4 + missing)])
            missing -= len(held[-1])
            following = int.from_bytes(page[:4])
        return b"".join(held)


class _Tree:
    """The leaves that a root leads to; `doubtful` pages are of another sort, or hold numbers that belong elsewhere."""

    def __init__(self, pages: _Pages, root: int) -> None:
        self.leaves: list[int] = []
        self.doubtful: list[int] = []
        waiting, seen = [(root, -_LAST, _LAST)], set[int]()
        while waiting:
            number, above, most = waiting.pop()
            if number in seen or not pages.page(number):
                self.doubtful.append(number)
                continue
            seen.add(number)
            waiting += self._below(pages, number, above, most)

    def _below(self, pages: _Pages, number: int, above: int, most: int) -> Iterator[tuple[int, int, int]]:
        """Yield the pages below one, each with the numbers between which those of its rows lie."""
        sort = pages.sort(number)
        below = _children(pages, number, most) if sort == _INNER else _numbers(pages, number) if sort == _LEAF else []
        ends = [end for end, _ in below]
        is_sound = ends == sorted(set(ends)) and (not ends or above < ends[0] <= ends[-1] <= most)
        is_sound = is_sound and (sort != _LEAF or len(ends) == len(list(pages.rows(number))))
        if sort == _LEAF and is_sound:
            self.leaves.append(number)
        elif sort == _INNER and is_sound:
            yield from ((child, start, end) for start, (end, child) in zip([above, *ends], below, strict=False))
        elif sort not in _OF_INDEXES:
            self.doubtful.append(number)
            yield from ((child, -_LAST, _LAST) for _, child in below if sort == _INNER)


def _children(pages: _Pages, number: int, most: int) -> list[tuple[int, int]]:
    """Return the highest row number below each child of a page, and the child."""
    start = 8 + (_HEAD_OF_FILE if number == 1 else 0)
    last = int.from_bytes(pages.page(number)[start : start + 4])
    return [
        *((_varint(cell, 4)[0], int.from_bytes(cell[:4])) for cell in pages.cells(number, is_leaf=False)),
        (most, last),
    ]


def _numbers(pages: _Pages, number: int) -> list[tuple[int, int]]:
    """Return the row numbers of a leaf, as `_children` does."""
    return [(_varint(cell, _varint(cell, 0)[1])[0], 0) for cell in pages.cells(number)]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the whole number at a place, and where it ends; what is cut off there counts as nought."""
    value = 0
    for byte in data[at : at + 8]:
        at += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at
    value = value << 8 | (data[at] if at < len(data) else 0)
    return (value - (1 << 64) if value >= _LAST else value), at + 1


def _values(payload: bytes) -> list[Any]:
    """Return the values of a row; ValueError where they are none."""
    end, at = _varint(payload, 0)
    body, values = end, list[Any]()
    while at < end:
        kind, at = _varint(payload, at)
        size = _SIZES[kind] if kind < len(_SIZES) else (kind - 12) // 2
        data = payload[body : body + size]
        if len(data) < size or kind in _RESERVED:
            raise ValueError
        values.append(_value(kind, data))
        body += size
    return values


def _value(kind: int, data: bytes) -> Any:
    if kind == 0:
        return None
    if kind == _REAL:
        return struct.unpack(">d", data)[0]
    if kind < _TEXT:
        return int.from_bytes(data, signed=True) if data else kind - 8
    return data.decode() if kind % 2 else data
