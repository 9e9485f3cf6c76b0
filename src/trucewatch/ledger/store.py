"""How a ledger is opened: ours or refused, at the right schema, with errors that name thing and remedy.

A file is SQLite in WAL mode: one writer at a time, readers beside it, a commit on disk before it is acknowledged
(`synchronous=FULL`); `PRAGMA user_version` is the number of its last migration. A server is `ledger.postgres`; both
kinds of connection answer to the few methods of `Connection`, and take the same statements.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trucewatch.errors import LedgerError
from trucewatch.ledger.address import Server
from trucewatch.ledger.questions import fold
from trucewatch.ledger.schema import migrations, statements

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from types import ModuleType

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.postgres import Postgres

    Connection = sqlite3.Connection | Postgres

__all__ = [
    "APPLICATION_ID",
    "connect",
    "lay_over",
    "migrate",
    "migrations",
    "read_only",
    "servers",
    "translated",
    "writing",
]

APPLICATION_ID = 0x54525743
"""What marks a SQLite file as a ledger of ours: "TRWC" in its header."""

_PATIENCE_SECONDS = 60.0  # how long a writer waits for another; adding one report takes milliseconds

_REMEDIES = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space and run the command again; what was added is safe",
    sqlite3.SQLITE_BUSY: "another process has kept it locked for a minute: wait for it and try again",
    sqlite3.SQLITE_LOCKED: "another process has kept it locked for a minute: wait for it and try again",
    sqlite3.SQLITE_NOTADB: "it is not a SQLite file: choose another --ledger path",
    sqlite3.SQLITE_CORRUPT: "the file is damaged: restore a copy, or add the reports to a new ledger",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: check that its folder exists and that you may write there",
    sqlite3.SQLITE_READONLY: "it cannot be written: check its permissions and those of its folder",
    sqlite3.SQLITE_PERM: "it cannot be opened: check its permissions and those of its folder",
    sqlite3.SQLITE_AUTH: "it cannot be opened: check its permissions and those of its folder",
    sqlite3.SQLITE_IOERR: "reading or writing the disk failed: check the disk and its free space, then try again",
}


def servers() -> ModuleType:
    """Return what speaks to servers; LedgerError where what that needs is not installed."""
    try:
        from trucewatch.ledger import postgres  # noqa: PLC0415 - optional, and files need not load it
    except ImportError as error:
        raise LedgerError("a ledger on a server needs psycopg: pip install 'trucewatch[pg]'") from error
    return postgres


def translated(path: Location) -> AbstractContextManager[None]:
    """Turn errors of the store into LedgerError that names the ledger and the remedy."""
    return servers().translated(path) if isinstance(path, Server) else _translated(path)


@contextmanager
def _translated(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
        remedy = _REMEDIES.get(primary, "run `trucewatch check` on it")
        raise LedgerError(f"ledger {path}: {error}; {remedy}") from error


def _refuse_impossible(path: Path, *, create: bool) -> None:
    try:
        if path.is_dir():
            raise LedgerError(
                f"ledger {path} is a folder; give the path of a file, for instance {path / 'trucewatch.db'}"
            )
        if not path.parent.is_dir():
            raise LedgerError(f"ledger {path}: its folder {path.parent} does not exist; make it first")
        if not create and not path.exists():
            raise LedgerError(
                f"there is no ledger at {path}; add reports first (`trucewatch add PATH`) or give --ledger"
            )
    except PermissionError as error:
        raise LedgerError(f"ledger {path}: no permission to look into its folder; check its permissions") from error


def connect(path: Location, *, create: bool) -> Connection:
    """Open a ledger for writing, made or brought to the newest schema where needed; LedgerError otherwise."""
    if isinstance(path, Server):
        return servers().connect(path, migrations(), create=create)
    _refuse_impossible(path, create=create)
    with translated(path):
        connection = sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)
        try:
            _refuse_foreign(connection, path)
            _switch_to_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, path, migrations())
        except BaseException:
            connection.close()
            raise
    return connection


def read_only(path: Location) -> Connection:
    """Open a ledger for reading only; LedgerError where it is none of ours or of another schema."""
    if isinstance(path, Server):
        return servers().read_only(path, len(migrations()))
    _refuse_impossible(path, create=False)
    with translated(path):
        connection = _open_reading(path)
        try:
            _refuse_foreign(connection, path)
            _refuse_other_schema(connection, path)
            connection.create_function("fold", 1, fold, deterministic=True)
        except BaseException:
            connection.close()
            raise
    return connection


def _open_reading(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    connection = sqlite3.connect(f"{uri}?mode=ro", timeout=_PATIENCE_SECONDS, isolation_level=None, uri=True)
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if Path(f"{path}-wal").exists():
            raise
        # A folder that may not be written holds no place for the index of the log; without a log none is needed.
        connection = sqlite3.connect(f"{uri}?mode=ro&immutable=1", isolation_level=None, uri=True)
    return connection


def lay_over(connection: Connection, ledger: Location, replay: Path | str) -> None:
    """Let the tables of the file (on a server: schema) `replay` stand in place of the ledger's, for this connection."""
    if not isinstance(connection, sqlite3.Connection):
        with translated(ledger):
            connection.look_first(str(replay))
        return
    replay = Path(replay)
    with translated(replay):
        connection.execute("ATTACH ? AS replay", (f"{replay.absolute().as_uri()}?mode=ro&immutable=1",))
        tables = connection.execute("SELECT name FROM replay.sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM replay.{table}")  # noqa: S608 - our own


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _is_untouched(connection: sqlite3.Connection) -> bool:
    """Whether the file is empty: just made, or left so by a writer killed before its first commit."""
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    return tables == 0 and _pragma(connection, "user_version") == 0


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    # Asked again after a look at the tables: another process may have made the ledger between the two questions.
    is_ours = _pragma(connection, "application_id") == APPLICATION_ID or _is_untouched(connection)
    if not is_ours and _pragma(connection, "application_id") != APPLICATION_ID:
        raise LedgerError(f"{path} is a SQLite file of another program; choose another --ledger path")
    newest = len(migrations())
    version = _pragma(connection, "user_version")
    if version > newest:
        raise LedgerError(
            f"ledger {path} has schema {version}, this program knows up to {newest}; install a newer trucewatch"
        )


def _refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    version = _pragma(connection, "user_version")
    if version == 0:
        raise LedgerError(f"ledger {path} holds nothing yet; add reports first (`trucewatch add PATH`)")
    if version < len(migrations()):
        raise LedgerError(
            f"ledger {path} has the older schema {version}; `trucewatch add` anything to bring it up to date"
        )


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # Two processes that make a ledger at once: the switch does not wait for locks by itself, so it is tried again.
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def migrate(connection: sqlite3.Connection, path: Path, scripts: Sequence[str]) -> None:
    """Run those `scripts` that the file has not seen, all in one transaction: a kill leaves the old schema."""
    if _pragma(connection, "user_version") >= len(scripts):
        return
    with writing(connection, path):
        done = _pragma(connection, "user_version")  # again: another process may have been first
        for script in scripts[done:]:
            for statement in statements(script):
                connection.execute(statement)
        if done < len(scripts):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(scripts)}")


@contextmanager
def writing(connection: Connection, path: Location) -> Generator[None]:
    """Hold one write transaction: committed as a whole at the end, or not at all."""
    with translated(path):
        if isinstance(connection, sqlite3.Connection):
            connection.execute("BEGIN IMMEDIATE")
        else:
            connection.begin()
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk has rolled back by itself
                connection.execute("ROLLBACK")
            raise
