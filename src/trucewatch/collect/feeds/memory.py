"""What was asked for and what came of it, in a small SQLite file of its own, so that a killed watch goes on.

An address's ETag is kept in one transaction with all that its answer led to: the articles that a feed lists, or the
place of a page in the archive. An arrival stays open until its reading is in the ledger. So nothing is lost, and since
the ledger knows what it has, nothing is doubled. One watch holds a folder; a second one is refused.
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Final

from trucewatch.collect.feeds.warc import Kept
from trucewatch.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable
    from pathlib import Path

    from trucewatch.collect.feeds.entries import Entry

__all__ = ["Address", "Arrival", "Checked", "Memory"]

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS address (
    url TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, identity TEXT, title TEXT, published TEXT,
    stamp TEXT NOT NULL DEFAULT '', etag TEXT, modified TEXT, digest TEXT, words TEXT, first_seen REAL NOT NULL,
    due REAL, checks INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS address_due ON address (kind, due);
CREATE INDEX IF NOT EXISTS address_identity ON address (identity);
CREATE TABLE IF NOT EXISTS arrival (
    number INTEGER PRIMARY KEY, url TEXT NOT NULL, at TEXT NOT NULL, fault TEXT, file TEXT, start INTEGER,
    length INTEGER, open INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS arrival_open ON arrival (open) WHERE open;
CREATE TABLE IF NOT EXISTS host (origin TEXT PRIMARY KEY, quiet_until REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Address:
    """A feed or page with all that is known of it; times in seconds since 1970, `due` None: not again."""

    url: str
    kind: str
    source: str
    identity: str | None
    title: str | None
    published: str | None
    stamp: str
    etag: str | None
    modified: str | None
    digest: str | None
    words: str | None
    first_seen: float
    due: float | None
    checks: int
    failures: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something for the ledger: an answer that lies in the archive, or the fault that kept it out."""

    number: int
    url: str
    at: str
    fault: str | None
    kept: Kept | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What one look at an address gave: when it is due again, and what to say in the next conditional request."""

    due: float | None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None


class Memory:
    """The file `watch.db` in a folder; safe to use from several threads of one process."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "lock").touch()
        except OSError as error:
            raise LedgerError(f"archive {folder}: {error.strerror}; choose another `archive`, or mend it") from error
        self._path = folder / "watch.db"
        self._lock = threading.RLock()
        self._held = _hold(folder)
        try:
            self._file = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30.0)
            self._file.row_factory = sqlite3.Row
            with self._told():
                self._file.execute("PRAGMA synchronous = FULL")
                self._file.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self._held.close()
            raise LedgerError(f"{self._path}: {error}; move the file away to start anew") from error
        except LedgerError:
            self._file.close()
            self._held.close()
            raise

    def close(self) -> None:
        """Let go of the folder."""
        with self._lock:
            self._file.close()
            self._held.close()

    def enrol(self, kind: str, url: str, now: float, *, at_once: bool) -> None:
        """Know an address of the feeds file: due at once where it is new or `at_once`, else when it was to be."""
        with self._writing() as file:
            file.execute(
                "INSERT INTO address (url, kind, source, first_seen, due) VALUES (?1, ?2, ?3, ?4, ?5) "
                "ON CONFLICT (url) DO UPDATE SET kind = excluded.kind, source = excluded.source, "
                "due = CASE WHEN ?6 THEN excluded.due ELSE COALESCE(due, excluded.due) END",
                (url, kind, url, now, now, at_once),
            )

    def due(self, kind: str, now: float, sources: Collection[str]) -> list[Address]:
        """Return the addresses of a kind that are due, the longest waiting first, of those sources only."""
        rows = self._rows("SELECT * FROM address WHERE kind = ? AND due <= ? ORDER BY due, rowid", kind, now)
        return [each for each in (Address(**row) for row in rows) if each.source in sources]

    def next_due(self, sources: Collection[str]) -> float | None:
        """Return when the next address of those sources is due."""
        rows = self._rows("SELECT source, MIN(due) AS due FROM address WHERE due IS NOT NULL GROUP BY source")
        return min((row["due"] for row in rows if row["source"] in sources), default=None)

    def address(self, url: str) -> Address | None:
        """Return what is known of an address."""
        rows = self._rows("SELECT * FROM address WHERE url = ?", url)
        return Address(**rows[0]) if rows else None

    def unchanged(self, url: str, due: float | None) -> None:
        """Note that an address was looked at and had nothing new."""
        with self._writing() as file:
            file.execute("UPDATE address SET due = ?, checks = checks + 1, failures = 0 WHERE url = ?", (due, url))

    def failed(self, url: str, due: float | None) -> None:
        """Note that an address could not be had this time."""
        with self._writing() as file:
            file.execute("UPDATE address SET due = ?, failures = failures + 1 WHERE url = ?", (due, url))

    def given_up(self, address: Address, at: str, fault: str, due: float | None) -> int:
        """Note a fault that the ledger must know, and return the arrival's number."""
        with self._writing() as file:
            file.execute("UPDATE address SET due = ?, failures = failures + 1 WHERE url = ?", (due, address.url))
            return _arrive(file, address.url, at, fault=fault)

    def came(self, address: Address, at: str, kept: Kept, checked: Checked, *, is_open: bool = True) -> int:
        """Note an answer that lies in the archive, and return the arrival's number."""
        with self._writing() as file:
            _check(file, address.url, checked)
            return _arrive(file, address.url, at, kept=kept, is_open=is_open)

    def listed(
        self, address: Address, at: str, kept: Kept, checked: Checked, entries: Iterable[Entry], now: float
    ) -> int:
        """Note a feed's answer with the articles it lists: new ones, and those it says have changed, are due now."""
        with self._writing() as file:
            for entry in entries:
                file.execute(
                    "INSERT INTO address (url, kind, source, title, published, stamp, first_seen, due) "
                    "VALUES (?, 'article', ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET due = excluded.due, "
                    "stamp = excluded.stamp WHERE kind = 'article' AND stamp <> excluded.stamp "
                    "AND source = excluded.source",
                    (entry.url, address.url, entry.title, entry.published, entry.stamp, now, now),
                )
            _check(file, address.url, checked)
            return _arrive(file, address.url, at, kept=kept, is_open=False)

    def adopt(self, urls: Iterable[str], source: str, followed: Collection[str]) -> None:
        """Let `source` look after articles whose own feed is followed no more."""
        with self._writing() as file:
            for url in urls:
                found = file.execute("SELECT source FROM address WHERE url = ?", (url,)).fetchone()
                if found and found["source"] not in followed:
                    file.execute("UPDATE address SET source = ? WHERE url = ?", (source, url))

    def quiet(self, origin: str, until: float) -> None:
        """Keep away from a host that asked for it, also after a restart."""
        with self._writing() as file:
            file.execute("INSERT OR REPLACE INTO host (origin, quiet_until) VALUES (?, ?)", (origin, until))

    def quiet_until(self, origin: str) -> float:
        """Return until when a host asked to be left alone, or 0."""
        rows = self._rows("SELECT quiet_until FROM host WHERE origin = ?", origin)
        return float(rows[0]["quiet_until"]) if rows else 0.0

    def postpone(self, url: str, due: float) -> None:
        """Put an address off without counting it as a failure."""
        with self._writing() as file:
            file.execute("UPDATE address SET due = ? WHERE url = ? AND due < ?", (due, url, due))

    def open_arrivals(self, number: int | None = None) -> list[Arrival]:
        """Return what has not reached the ledger, the oldest first, or the one of that number."""
        asked = "SELECT * FROM arrival WHERE open AND (?1 IS NULL OR number = ?1) ORDER BY number"
        return [_arrival(row) for row in self._rows(asked, number)]

    def settle(self, number: int) -> None:
        """Note that an arrival is in the ledger."""
        with self._writing() as file:
            file.execute("UPDATE arrival SET open = 0 WHERE number = ?", (number,))

    def reopen(self) -> None:
        """Open again all arrivals that lie in the archive."""
        with self._writing() as file:
            file.execute("UPDATE arrival SET open = 1 WHERE file IS NOT NULL")

    def settled_as(self, url: str, identity: str, words: str, *, elsewhere: bool) -> str:
        """Return under which address the versions of `url` are kept: `identity` from the first time on.

        `words` is the hash of its text. Where another address holds that identity with other words, or on another
        host, as when many links lead to one consent page, `url` stands for itself.
        """
        with self._writing() as file:
            known = file.execute("SELECT identity FROM address WHERE url = ?", (url,)).fetchone()
            if known and known["identity"]:
                identity = known["identity"]
            elif file.execute(
                "SELECT 1 FROM address WHERE identity = ? AND url <> ? AND (? OR words <> ?)",
                (identity, url, elsewhere, words),
            ).fetchone():
                identity = url
            file.execute("UPDATE address SET identity = ?, words = ? WHERE url = ?", (identity, words, url))
            return identity

    def ends(self) -> dict[str, int]:
        """Return for each file of the archive where its last known record ends."""
        rows = self._rows("SELECT file, MAX(start + length) AS stop FROM arrival WHERE file IS NOT NULL GROUP BY file")
        return {row["file"]: row["stop"] for row in rows}

    def _rows(self, query: str, *values: object) -> list[dict[str, Any]]:
        with self._lock, self._told():
            return [dict(row) for row in self._file.execute(query, values).fetchall()]

    @contextmanager
    def _writing(self) -> Generator[sqlite3.Connection]:
        with self._lock, self._told():
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield self._file
                self._file.execute("COMMIT")
            except BaseException:
                if self._file.in_transaction:
                    self._file.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LedgerError(f"{self._path}: {error}; check the disk, or move the file away to start anew") from error


def _hold(folder: Path) -> IO[str]:
    held = (folder / "lock").open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise UsageError(f"{folder}: another watch is running on it; stop that one first") from error
    return held


def _check(file: sqlite3.Connection, url: str, checked: Checked) -> None:
    file.execute(
        "UPDATE address SET due = ?, etag = ?, modified = ?, digest = ?, checks = checks + 1, failures = 0 "
        "WHERE url = ?",
        (checked.due, checked.etag, checked.modified, checked.digest, url),
    )


def _arrive(
    file: sqlite3.Connection,
    url: str,
    at: str,
    *,
    fault: str | None = None,
    kept: Kept | None = None,
    is_open: bool = True,
) -> int:
    place = (kept.file, kept.start, kept.length) if kept else (None, None, None)
    added = file.execute(
        "INSERT INTO arrival (url, at, fault, file, start, length, open) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (url, at, fault, *place, is_open),
    )
    return added.lastrowid or 0


def _arrival(row: dict[str, Any]) -> Arrival:
    kept = Kept(row["file"], row["start"], row["length"]) if row["file"] else None
    return Arrival(row["number"], row["url"], row["at"], row["fault"], kept)
