"""Shelves on which tests put ledgers: a folder of files, or a PostgreSQL server of our own with a schema a ledger.

The server is one of Debian's (installed where it is missing and we are root), started for the time of the tests on a
socket in a temporary folder, by a user that is not root; no port is opened.
"""

from __future__ import annotations

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.address import Server, located

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS: tuple[type[Exception], ...] = (sqlite3.Error,)
try:
    import psycopg

    ERRORS = (sqlite3.Error, psycopg.Error)
except ImportError:
    psycopg = None


class NoServerError(Exception):
    """Why there can be no server here."""


class Servers:
    """`shelf / "name.db"` is the place of a new ledger on a server, the same one for the same name."""

    def __init__(self, folder: str, numbers: Iterator[int]) -> None:
        self._folder, self._numbers = folder, numbers
        self._named: dict[str, Server] = {}

    def __truediv__(self, name: str) -> Server:
        address = f"postgresql://tw@/postgres?host={self._folder}&schema=ledger_{next(self._numbers)}"
        return self._named.setdefault(name, located(address))


@contextmanager
def served() -> Iterator[Servers]:
    """Run a server; NoServerError with the reason where none can be had."""
    programs, user = _programs(), _user()
    quick = "/dev/shm"  # thousands of small files are made and removed
    folder = tempfile.mkdtemp(prefix="trucewatch-pg-", dir=quick if os.access(quick, os.W_OK) else "/tmp")
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    data, log = f"{folder}/data", f"{folder}/log"
    options = f"-c listen_addresses='' -k {folder} -c fsync=off -c autovacuum=off -c max_connections=40"
    try:
        made = ["--pgdata", data, "--auth", "trust", "--username", "tw", "--no-sync", "--encoding", "UTF8"]
        _run([f"{programs}/initdb", *made, "--locale", "C.UTF-8"], user)
        _run([f"{programs}/pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"], user)
        yield Servers(folder, count(1))
    finally:
        if Path(f"{data}/postmaster.pid").exists():
            _run([f"{programs}/pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> str:
    if psycopg is None:
        raise NoServerError("psycopg is not installed: pip install 'psycopg[binary]'")
    script = Path(__file__).with_name("install_postgresql.sh")
    done = subprocess.run(["/bin/sh", script], capture_output=True, text=True, check=False)
    known = [Path(found).parent for found in [shutil.which("initdb")] if found]
    found = [*known, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    if not found:
        raise NoServerError(f"no PostgreSQL here: {done.stderr.strip() or 'it could not be installed'}")
    return str(found[0])


def _user() -> str | None:
    """Return as whom the server runs: it refuses to run as root."""
    if os.getuid() != 0:
        return None
    return next(name for name in ("postgres", "nobody") if name in {each.pw_name for each in pwd.getpwall()})


def _run(command: list[str], user: str | None) -> None:
    # Into a file: a server that was started keeps the pipe of its starter open.
    with tempfile.TemporaryFile("w+") as told:
        done = subprocess.run(command, stdout=told, stderr=told, user=user, cwd="/", check=False)
        if done.returncode:
            told.seek(0)
            raise NoServerError(f"{Path(command[0]).name} failed: {told.read()[-400:]}")


def run(place: Path | Server, *statements: str, guarded: bool = True) -> None:
    """Run statements as another program could, with what guards the tables taken away where it is not `guarded`."""
    if isinstance(place, Server):
        with psycopg.connect(place.url, autocommit=True) as connection:
            connection.execute(f"SET search_path = {place.schema}")
            if not guarded:
                connection.execute("SET session_replication_role = replica")
            for statement in statements:
                connection.execute(statement)
        return
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        if not guarded:
            connection.execute("PRAGMA foreign_keys = OFF")
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def dump(place: Path | Server) -> list[tuple[str, list[Any]]]:
    """Return all rows of all tables."""
    if not isinstance(place, Server):
        with closing(sqlite3.connect(place)) as connection:
            return [("all", list(connection.iterdump()))]
    with psycopg.connect(place.url) as connection:
        connection.execute(f"SET search_path = {place.schema}")
        listed = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s ORDER BY 1"
        tables = [name for (name,) in connection.execute(listed, (place.schema,))]
        return [(name, sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))) for name in tables]
