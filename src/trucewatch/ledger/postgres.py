"""A ledger on a PostgreSQL server, spoken to as the rest of the room speaks to SQLite: same statements, same rows.

One schema holds one ledger. Writers wait for each other (an advisory lock for the time of a transaction), readers see
one moment; a commit is on the server's disk before it is acknowledged. Statements are translated by `dialect`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import contextmanager, suppress
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg import sql
from psycopg.adapt import Loader

from trucewatch.errors import LedgerError
from trucewatch.ledger.dialect import marks, matching, said, said_schema, vectors
from trucewatch.ledger.schema import statements

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from trucewatch.ledger.address import Server

Values = Mapping[str, Any] | Sequence[Any]

__all__ = ["Answer", "Postgres", "connect", "migrate", "opened", "read_only", "translated"]

_PATIENCE_SECONDS = 60
_LOCK = 0x54525743  # "TRWC"; the second half of the lock is the schema's
_BATCH = 1000  # rows that a long question fetches at a time
_LARGEST = 2**63 - 1
_MATCH = re.compile(r"words MATCH (?::(\w+)|\?)")

_REMEDIES = {
    "53": "the server is short of disk, memory or connections: see to it and run the command again; "
    "what was added is safe",
    "55": "another process has kept it locked for a minute: wait for it and try again",
    "57": "the server is stopping or starting: try again when it is up; what was added is safe",
    "28": "it does not let you in: check user and password (~/.pgpass keeps it out of the address)",
    "3D": "make the database first: createdb NAME",
    "42501": "you may not do this there: ask for rights on the schema (docs/postgresql.md tells which)",
    "25": "it was opened for reading only",
    "58": "the server could not read or write its disk: check the disk, then restore a backup if need be",
    "XX": "the server found its data damaged: restore a backup",
    "08": "check host, port and that the server runs (pg_isready)",
}


_REFERENCES = """
SELECT conrelid::regclass::text, confrelid::regclass::text,
    (SELECT array_agg(attname ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS key(number, place)
        JOIN pg_attribute ON attrelid = conrelid AND attnum = number),
    (SELECT array_agg(attname ORDER BY place) FROM unnest(confkey) WITH ORDINALITY AS key(number, place)
        JOIN pg_attribute ON attrelid = confrelid AND attnum = number)
FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
"""


class Answer:
    """What a statement answers, as a cursor of SQLite gives it; rows of a long question are fetched as they are asked.

    `long`: the statement of a read-only transaction, run at the first look at it.
    """

    def __init__(self, of: Postgres, cursor: psycopg.ClientCursor[Any], long: str = "") -> None:
        self._of = of
        self._cursor = cursor
        self._long = long
        self._is_run = not long

    def __iter__(self) -> Iterator[Any]:
        self._run()
        while rows := self._cursor.fetchmany(_BATCH):
            for row in rows:
                yield self._of.row(self, row)
            if self._long and len(rows) == _BATCH:
                self._cursor.execute(f"FETCH {_BATCH} FROM {self._long}".encode())

    def fetchone(self) -> Any:
        """Return the next row, None at the end."""
        return next(iter(self), None)

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        return list(self)

    @property
    def description(self) -> Sequence[Sequence[Any]]:
        """One item a column, whose first part is its name."""
        self._run()
        return self._cursor.description or ()

    @property
    def lastrowid(self) -> int | None:
        """The number of the report or reading that was inserted."""
        found = self._cursor.fetchone() if self._cursor.description else None
        return None if found is None else int(found[0])

    def _run(self) -> None:
        if not self._is_run:
            self._is_run = True
            self._cursor.execute(f"FETCH {_BATCH} FROM {self._long}".encode())


_APPENDED = re.compile(r"INSERT INTO (?P<table>\w+) \((?P<names>[\w, ]+)\) VALUES \([:\w?, ]+\)")
"""A statement that appends rows as they are given."""


class Postgres:
    """A connection with the few methods of sqlite3.Connection that this room uses."""

    def __init__(self, connection: psycopg.Connection[Any], schema: str, *, is_reading: bool) -> None:
        self._connection = connection
        self._schema = schema
        self._is_reading = is_reading
        self._questions = 0
        self.row_factory: Callable[[Any, tuple[Any, ...]], Any] | None = None

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.info.transaction_status.name not in {"IDLE", "UNKNOWN"}

    def execute(self, query: str, values: Values = ()) -> Answer:
        """Run one statement in the words of SQLite, with values by name or in order."""
        told, held = self._told(query, values)
        cursor = psycopg.ClientCursor(self._connection)
        is_long = self._is_reading and self.in_transaction and "LIMIT" not in told and told.startswith("SELECT")
        if not is_long:
            cursor.execute(told.encode(), held)
            return Answer(self, cursor)
        self._questions += 1
        name = f"question_{self._questions}"
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {told}".encode(), held)
        return Answer(self, cursor, name)

    def executemany(self, query: str, rows: Iterable[Any]) -> None:
        """Run one statement for each of `rows`; where it only appends them, they go as one stream (COPY)."""
        appended = _APPENDED.fullmatch(query)
        if appended is not None:
            names = appended["names"].split(", ")
            told = f"COPY {appended['table']} ({appended['names']}) FROM STDIN"
            with self._connection.cursor().copy(told.encode()) as stream:
                for row in rows:
                    values = _as_said(row)
                    stream.write_row([values[name] for name in names] if isinstance(values, dict) else values)
            return
        self._connection.cursor().executemany(said(query).encode(), (_as_said(row) for row in rows))

    def run(self, script: str) -> None:
        """Run statements that are PostgreSQL's own."""
        if script:
            self._connection.execute(script.encode())

    def go_on_numbering(self) -> None:
        """Number what comes behind the rows that were given their numbers."""
        named = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES' "
        for table, column in self._plain(f"{named}AND table_schema = current_schema()"):
            sequence = f"pg_get_serial_sequence('{table}', '{column}')"
            self._plain(f"SELECT setval({sequence}, MAX({column})) FROM {table} HAVING MAX({column}) > 0")  # noqa: S608

    def orphans(self) -> Iterator[str]:
        """Yield, in a sentence each, the tables with rows that name rows of others which are not there."""
        for table, parent, columns, keys in self._plain(_REFERENCES):
            pairs = list(zip(columns, keys, strict=True))
            same = " AND ".join(f"parent.{key} = child.{column}" for column, key in pairs)
            told = " AND ".join(f"child.{column} IS NOT NULL" for column, _ in pairs)
            query = f"SELECT COUNT(*) FROM {table} AS child LEFT JOIN {parent} AS parent ON {same} "  # noqa: S608 - ours
            ((number,),) = self._plain(f"{query} WHERE {told} AND parent.{keys[0]} IS NULL")
            if number:
                yield f"{number} rows of {table} are orphaned: what they name in {parent} is not there"

    def run_or_leave(self, script: str) -> None:
        """Run statements of PostgreSQL's own, or leave it where somebody holds what they need."""
        with suppress(psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
            self.run(script)

    def begin(self, named: str | None = None) -> None:
        """Begin a transaction to write in, when no other writer of this ledger (or of what is `named`) does."""
        self._connection.execute("BEGIN")
        self._connection.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK, named or self._schema))

    def look_first(self, schema: str) -> None:
        """Let the tables of another schema stand in place of the ledger's."""
        self.run(f'SET search_path = "{schema}", "{self._schema}"')

    def index(self, report_no: int, title: str | None, text: str) -> None:
        """Keep the words of a report for full text."""
        runs = [(report_no, run) for run in vectors(title, text)]
        self._connection.cursor().executemany("INSERT INTO word_run VALUES (%s, %s::tsvector)", runs)

    def close(self) -> None:
        """Let go of the server."""
        self._connection.close()

    def row(self, answer: Answer, values: tuple[Any, ...]) -> Any:
        """Return a row as it is wanted."""
        return values if self.row_factory is None else self.row_factory(answer, values)

    def _plain(self, query: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(query.encode()).fetchall()

    def _told(self, query: str, values: Values) -> tuple[str, Any]:
        found = _MATCH.search(query)
        if found is None:
            return said(query), _as_said(values)
        asked = values[found[1]] if isinstance(values, Mapping) else values[0]
        held = matching(str(asked), lambda text: sql.Literal(text).as_string(self._connection))
        told = said(query[: found.start()] + held + query[found.end() :])
        return told, _as_said(values) if isinstance(values, Mapping) else ()


def _as_said(values: Values) -> Any:
    """Return values with truths (columns named is_…) as such, which SQLite keeps as numbers."""
    if not isinstance(values, Mapping):
        return values
    return {name: bool(value) if name.startswith("is_") else value for name, value in values.items()}


@contextmanager
def translated(server: Server) -> Generator[None]:
    """Turn errors of the server into LedgerError that names the ledger and the remedy."""
    try:
        yield
    except psycopg.Error as error:
        state = error.sqlstate or ("08" if isinstance(error, psycopg.OperationalError) else "")
        told = " ".join(str(error).split())
        remedy = _REMEDIES.get(state) or _REMEDIES.get(state[:2], "run `trucewatch check` on it")
        raise LedgerError(f"ledger {server}: {told}; {remedy}") from error


def opened(server: Server, *, is_reading: bool) -> Postgres:
    """Return a connection whose tables are those of the ledger, there or not."""
    connection = psycopg.connect(
        server.url, autocommit=True, cursor_factory=psycopg.ClientCursor, application_name="trucewatch"
    )
    connection.adapters.register_loader("numeric", _Number)
    connection.adapters.register_loader("bool", _Truth)
    made = Postgres(connection, server.schema, is_reading=is_reading)
    made.run(
        f'SET search_path = "{server.schema}"; SET lock_timeout = {_PATIENCE_SECONDS * 1000}; '
        "SET synchronous_commit = on; SET client_min_messages = warning; SET cursor_tuple_fraction = 1; "
        "SET standard_conforming_strings = on"
    )
    if is_reading:
        made.run("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    return made


class _Number(Loader):
    """Numbers as SQLite gives them: whole ones that 64 bits hold as int, others as float."""

    def load(self, data: bytes | bytearray | memoryview) -> int | float:
        number = Decimal(bytes(data).decode())
        whole = int(number)
        return whole if whole == number and abs(whole) <= _LARGEST else float(number)


class _Truth(Loader):
    """Truths as SQLite gives them: 1 and 0."""

    def load(self, data: bytes | bytearray | memoryview) -> int:
        return int(bytes(data) == b"t")


def connect(server: Server, scripts: Sequence[str], *, create: bool) -> Postgres:
    """Open a ledger for writing, made or brought to the newest schema where needed; LedgerError otherwise."""
    with translated(server):
        connection = opened(server, is_reading=False)
        try:
            version = _version(connection, server, len(scripts))
            if not create:
                _there(server, version)
            if version != len(scripts):
                migrate(connection, server, scripts)
        except BaseException:
            connection.close()
            raise
    return connection


def read_only(server: Server, newest: int) -> Postgres:
    """Open a ledger for reading only; LedgerError where there is none of ours, or one of another schema."""
    with translated(server):
        connection = opened(server, is_reading=True)
        try:
            version = _there(server, _version(connection, server, newest))
            _refuse_older(server, version, newest)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_older(server: Server, version: int, newest: int) -> None:
    if version < newest:
        told = f"ledger {server} has the older schema {version}"
        raise LedgerError(f"{told}; `trucewatch add` anything to bring it up to date")


def _there(server: Server, version: int | None) -> int:
    if version is None:
        raise LedgerError(f"there is no ledger at {server}; add reports first (`trucewatch add PATH`) or give --ledger")
    return version


def _version(connection: Postgres, server: Server, newest: int) -> int | None:
    """Return the number of the last migration, None where the schema is empty or not there."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = ?"
    tables = {row[0] for row in connection.execute(query, (server.schema,))}
    if "kept_schema" not in tables:
        if tables:
            raise LedgerError(f"{server}: the schema holds tables of another program; choose another: ?schema=NAME")
        return None
    version = int(connection.execute("SELECT version FROM kept_schema").fetchone()[0])
    if version > newest:
        raise LedgerError(
            f"ledger {server} has schema {version}, this program knows up to {newest}; install a newer trucewatch"
        )
    return version


def migrate(connection: Postgres, server: Server, scripts: Sequence[str]) -> None:
    """Run those `scripts` (statements of SQLite) that the ledger has not seen, all in one transaction."""
    _refuse_unfit(connection, server)
    connection.begin()
    try:
        done = _version(connection, server, len(scripts))  # again: another process may have been first
        if done is None:
            connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{server.schema}"')
            script = files("trucewatch.ledger").joinpath("postgresql.sql").read_text("utf-8")
            connection.run(script.replace("{marks}", marks()))
            connection.run("INSERT INTO kept_schema VALUES (0)")
        for script in scripts[done or 0 :]:
            for statement in statements(script):
                connection.run(said_schema(statement))
        connection.execute("UPDATE kept_schema SET version = ?", (len(scripts),))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _refuse_unfit(connection: Postgres, server: Server) -> None:
    encoding = connection.execute("SHOW server_encoding").fetchone()[0]
    if encoding != "UTF8":
        raise LedgerError(f"ledger {server}: the database keeps text as {encoding}; make one with createdb -E UTF8")
    if connection.execute("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'").fetchone() is None:
        raise LedgerError(f"ledger {server}: this PostgreSQL was built without ICU, which comparing names needs")
