"""What did linking work out last time? Values kept beside a ledger's file, so that only what is new costs much again.

A store that may be deleted at any moment: what it holds is asked for by the hash of all it follows from, under the very
code and words that made it; whatever is missing, damaged or in use by another process is worked out anew.
"""

from __future__ import annotations

import hashlib
import pickle
import platform
import sqlite3
import zlib
from contextlib import suppress
from dataclasses import is_dataclass
from enum import Enum
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from importlib.resources.abc import Traversable

__all__ = ["Worked"]

Value = TypeVar("Value")

_ENDING: Final = "-worked"
_A_BATCH: Final = 500
_QUICK: Final = 1  # zlib's level: half the size for a tenth of what working it out costs
_ROOMS: Final = ("trucewatch.model", "trucewatch.lineage", "trucewatch.link")
_NUMPY: Final = frozenset({"_frombuffer", "_reconstruct", "dtype", "ndarray"})
_BUILTINS: Final = frozenset({"frozenset", "set"})
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS worked (key TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made_by (code TEXT NOT NULL);
"""


class Worked:
    """Values by key; use as a context manager. What was not asked for before it is left is forgotten."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._asked: set[str] = set()
        self._new: dict[str, bytes] = {}

    @classmethod
    def beside(cls, ledger: object) -> Self:
        """Return what is kept beside a ledger's file; of a server's nothing is known or kept."""
        return cls(ledger.with_name(ledger.name + _ENDING) if isinstance(ledger, Path) else None)

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._connection = _opened(self._path)
            except sqlite3.Error as error:
                self._let_go(error)
        return self

    def __exit__(self, failed: type[BaseException] | None, *_: object) -> None:
        if failed is None:
            self._forget()
        self._let_go()

    def of(self, kind: str, key: str | None, make: Callable[[], Value]) -> Value:
        """Return the value of a kind that follows from what `key` names, made where it is not known, or no key is."""
        if key is None:
            return make()
        found: Value | None = self.recall(kind, key)
        if found is None:
            found = make()
            self.keep(kind, key, found)
        return found

    def recall(self, kind: str, key: str) -> Any:
        """Return a value, None where none is known."""
        name = f"{kind} {key}"
        self._asked.add(name)
        if self._connection is None:
            return None
        try:
            row = self._connection.execute("SELECT body FROM worked WHERE key = ?", (name,)).fetchone()
            return None if row is None else _Unpickler(BytesIO(zlib.decompress(row[0]))).load()
        except sqlite3.Error as error:
            self._let_go(error)
        except (zlib.error, pickle.UnpicklingError, EOFError):
            pass  # damaged: made anew, and kept in its place
        return None

    def keep(self, kind: str, key: str, value: object) -> None:
        """Keep a value; it must be made of what reports, lineages and links are made of."""
        if self._connection is None:
            return
        self._new[f"{kind} {key}"] = zlib.compress(pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL), _QUICK)
        if len(self._new) >= _A_BATCH:
            self._write()

    def _forget(self) -> None:
        """Write what is new, and forget what nobody asked for."""
        self._write()
        if self._connection is not None:
            with suppress(sqlite3.Error):  # else kept longer than needed
                held = {name for (name,) in self._connection.execute("SELECT key FROM worked")}
                gone = ((name,) for name in held - self._asked)
                self._connection.execute("BEGIN IMMEDIATE")
                self._connection.executemany("DELETE FROM worked WHERE key = ?", gone)
                self._connection.execute("COMMIT")

    def _write(self) -> None:
        if self._connection is None:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO worked VALUES (?, ?)", self._new.items())
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._let_go(error)
        self._new.clear()

    def _let_go(self, error: sqlite3.Error | None = None) -> None:
        """Know nothing from here on; a file that is damaged, or fills the disk, goes: one that others hold stays."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        if self._path is not None and error is not None and _is_spent(error):
            with suppress(OSError):
                self._path.unlink()


def _is_spent(error: sqlite3.Error) -> bool:
    if isinstance(error, sqlite3.OperationalError):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    return True


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0.1, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a loss of power costs no more than time
        connection.executescript(_SCHEMA)
        if connection.execute("SELECT code FROM made_by").fetchall() != [(_code(),)]:
            connection.executescript("BEGIN; DELETE FROM worked; DELETE FROM made_by;")
            connection.execute("INSERT INTO made_by VALUES (?)", (_code(),))
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


@lru_cache(maxsize=1)
def _code() -> str:
    """Return the hash of all code and words of the program, and of what it counts with."""
    made = hashlib.sha256(platform.python_version().encode())
    with suppress(PackageNotFoundError):
        made.update(version("numpy").encode())
    for name, body in sorted(_sources(files("trucewatch"), "")):
        made.update(f"{name} {len(body)} ".encode() + body)
    return made.hexdigest()


def _sources(folder: Traversable, before: str) -> Iterator[tuple[str, bytes]]:
    for each in folder.iterdir():
        name = f"{before}/{each.name}"
        if each.is_dir():
            yield from _sources(each, name)
        elif name.endswith((".py", ".toml")):
            yield name, each.read_bytes()


class _Unpickler(pickle.Unpickler):
    """Makes again our own plain values, and arrays of numbers, but calls nothing else, whoever wrote the file."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """Return a class that values may be of; UnpicklingError for any other name."""
        found = super().find_class(module_name, global_name) if _may_hold(module_name, global_name) else None
        if module_name.startswith("trucewatch.") and not _is_plain(found):
            found = None
        if found is None:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is nothing that linking keeps")
        return found


def _may_hold(module: str, name: str) -> bool:
    if module.startswith("numpy.") or module == "numpy":
        return name in _NUMPY
    if module == "builtins":
        return name in _BUILTINS
    return any(module == room or module.startswith(f"{room}.") for room in _ROOMS) and name.isidentifier()


def _is_plain(found: object) -> bool:
    return isinstance(found, type) and (is_dataclass(found) or issubclass(cast("type[object]", found), Enum))
