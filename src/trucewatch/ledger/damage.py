"""What is safe in a damaged file? Every reading is taken up by itself, proved, and saved where it is sound.

A page that is torn or altered takes with it what stands on it and nothing else, so that everything is asked for by its
number, past the indexes where those fail. Whatever cannot be read, or reads otherwise than it was added, is lost.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trucewatch import ids
from trucewatch.errors import LedgerError, UsageError
from trucewatch.ledger.address import located
from trucewatch.ledger.leaves import lend
from trucewatch.ledger.readback import SHAPES, Rows, dicts, reading_faults
from trucewatch.ledger.store import connect, writing
from trucewatch.model import Problem

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from trucewatch.ledger.address import Location

__all__ = ["UNREADABLE", "Survey", "save", "survey"]

Row = dict[str, Any]

UNREADABLE: Final = (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError)
"""What reading altered bytes raises: pages that are none, letters that are none, values that were never written."""

_FIRST: Final = ("text", "report", "reading")
_OF_READINGS: Final = (*_FIRST, *(shape.record for shape in SHAPES.values()), "seal")
_PRIMARY: Final = (*_OF_READINGS, "judgement", "party")
_BESIDE: Final = {
    "judgement": "judgements",
    "party": "sides of names",
    "problem": "problems of inputs that became no report",
}
"""What is kept beside readings, by table."""

_SAID: Final = 160  # characters of what SQLite says of a table
_REMEDY: Final = "restore a copy, or save what is safe: `trucewatch copy --safe {} NEW.db`"


@dataclass(frozen=True, slots=True)
class Survey:
    """What is wrong with a file (`problems`), and what is safe in it, in sentences with counts."""

    problems: tuple[Problem, ...]
    safe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """A reading: the rows it stands in by table, or why it is lost; `name` is its report's, where that is known."""

    number: int
    name: str | None
    rows: Rows
    lost: str | None = None


def survey(path: Path) -> Survey:
    """Return what is damaged in a ledger's file and what is safe; LedgerError where nothing in it can be told."""
    with _opened(path) as connection:
        told = [*_cut(path), *_damaged(connection)]
        told = [f"{each}; {_REMEDY.format(path)}" for each in told]
        lend(connection, path, _OF_READINGS)
        held = [(each.number, each.name, each.lost, bool(each.rows.get("seal"))) for each in _readings(connection)]
        beside = {table: list(_beside(connection, table)) for table in _BESIDE}
        gone = _number(connection, "SELECT COUNT(*) FROM reading") - len(held)
    if gone > 0:
        told.append(f"{gone:,} readings are not found under their numbers")
    sound = [sealed for _, _, lost, sealed in held if lost is None]
    safe = [f"{len(sound):,} of {len(held) + max(0, gone):,} readings are safe: they read back as they were added"]
    if unsealed := len(sound) - sum(sound):
        safe.append(f"{unsealed:,} of those have no seal: their words and ids are proved, and no other value")
    for table, rows in beside.items():
        kept = sum(row is not None for row in rows)
        safe.append(f"{kept:,} of {len(rows):,} {_BESIDE[table]} read back")
        if kept < len(rows):
            told.append(f"{len(rows) - kept:,} of {len(rows):,} {_BESIDE[table]} are lost")
    problems = [Problem(str(path), "check", each) for each in told]
    problems += [Problem(name or f"reading {number}", "check", lost) for number, name, lost, _ in held if lost]
    return Survey(tuple(problems), tuple(safe))


def save(source: str | Location, target: str | Location) -> dict[str, tuple[int, int]]:
    """Write what is safe in a file to a new one, numbers kept, whole or not at all; return how many of how many.

    What is derived is not taken along. LedgerError where nothing can be read, UsageError where either is no file or
    the target is there already.
    """
    here, there = located(source), located(target)
    if not (isinstance(here, Path) and isinstance(there, Path)):
        raise UsageError("what is safe is saved from a file to a file; copy that to a server then")
    if there.exists():
        raise UsageError(f"{there} is there already: save to a new file")
    with _opened(here) as connection, closing(connect(there, create=True)) as other, writing(other, there):
        lend(connection, here, _OF_READINGS)
        counts = {"reading": _put_readings(connection, other)}
        for table in _BESIDE:
            rows = list(_beside(connection, table))
            for row in filter(None, rows):
                _put(other, table, row)
            counts[table] = sum(row is not None for row in rows), len(rows)
    return counts


def _put_readings(connection: sqlite3.Connection, other: Any) -> tuple[int, int]:
    saved = seen = 0
    for held in _readings(connection):
        seen += 1
        if held.lost is not None:
            continue
        saved += 1
        for table, key in (("text", "sha256"), ("report", "report_no")):
            [row] = held.rows[table]
            known = f"SELECT 1 FROM {table} WHERE {key} = ?"  # noqa: S608 - our own names
            if other.execute(known, (row[key],)).fetchone() is None:
                _put(other, table, row)
        for table, rows in held.rows.items():
            for row in rows if table not in {"text", "report"} else ():
                _put(other, table, row)
    return saved, seen


def _put(other: Any, table: str, row: Row) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    other.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)  # noqa: S608 - our own names


@contextmanager
def _opened(path: Path) -> Generator[sqlite3.Connection]:
    """Open a file whatever is wrong with it, as long as the list of its tables can be read."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", isolation_level=None, uri=True)
    with closing(connection):
        try:
            connection.execute("PRAGMA writable_schema = ON")  # a file cut short is opened for what is left of it
            there = {row["name"] for row in dicts(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.DatabaseError as error:
            told = f"ledger {path}: {error}; the file is damaged where its tables are listed, so that nothing in it"
            raise LedgerError(f"{told} can be told: restore a copy, or add the reports to a new ledger") from error
        if missing := sorted({*_FIRST} - there):
            told = f"ledger {path}: the file is damaged: there is no table {missing[0]}"
            raise LedgerError(f"{told}; restore a copy, or add the reports to a new ledger")
        yield connection


def _cut(path: Path) -> Iterator[str]:
    """Tell whether the file is shorter than its head says."""
    with path.open("rb") as file:
        head = file.read(100)
    page, pages = int.from_bytes(head[16:18]), int.from_bytes(head[28:32])
    whole, size = (65_536 if page == 1 else page) * pages, path.stat().st_size
    if size < whole:
        yield f"the file is damaged: it was cut short, {size:,} of {whole:,} bytes are there"


def _damaged(connection: sqlite3.Connection) -> Iterator[str]:
    """Tell of each table that is damaged, or an index of it, what SQLite finds first."""
    for row in dicts(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"):
        name = row["name"]
        try:
            [verdict, *_] = next(connection.execute(f"PRAGMA integrity_check({name})"))
        except sqlite3.DatabaseError as error:
            verdict = str(error)
        if verdict != "ok":
            anew = "" if name in _PRIMARY else ", which `trucewatch relink` makes anew in the saved one"
            yield f"the file is damaged in table {name}{anew}: {' '.join(verdict.split())[:_SAID]}"


def _readings(connection: sqlite3.Connection) -> Iterator[_Held]:
    for number in _numbers(connection, "reading"):
        name: str | None = None
        try:
            rows = _rows_of(connection, number)
            name = rows["report"][0]["name"]
            yield _Held(number, name, rows, next(reading_faults(rows), None))
        except UNREADABLE as error:
            yield _Held(number, name or _name_of(connection, number), {}, f"it cannot be read back: {error}")


def _rows_of(connection: sqlite3.Connection, number: int) -> Rows:
    """Return the rows that a reading stands in, by table; ValueError where one is missing."""
    asked = partial(_asked, connection)
    [reading] = asked("reading", "reading_no", number)
    [report] = asked("report", "report_no", reading["report_no"])
    rows: Rows = {"text": asked("text", "sha256", report["sha256"]), "report": [report], "reading": [reading]}
    for kind, shape in SHAPES.items():
        rows[shape.record] = asked(shape.record, "reading_no", number, reading[kind])
    return {**rows, "seal": _seal(connection, number)}


def _seal(connection: sqlite3.Connection, number: int) -> list[Row]:
    try:
        return list(dicts(connection, "SELECT * FROM seal WHERE reading_no = ?", number))
    except sqlite3.DatabaseError:
        return []


def _asked(connection: sqlite3.Connection, table: str, key: str, value: object, count: int = 1) -> list[Row]:
    """Return the rows of a table where `key` has a value; past the indexes where they fail or find too few."""
    kept = "rowid, *" if table in {"statement", "figure", "position"} else "*"
    question = f"SELECT {kept} FROM {table} {{}} WHERE {key} = ? ORDER BY rowid"  # noqa: S608 - our own names
    try:
        rows = list(dicts(connection, question.format(""), value))
        if len(rows) == count:
            return rows
    except sqlite3.DatabaseError:
        pass
    rows = list(dicts(connection, question.format("NOT INDEXED"), value))
    if len(rows) != count:
        raise ValueError(f"{count} {table}{'' if count == 1 else 's'} were added and {len(rows)} are there")
    return rows


def _name_of(connection: sqlite3.Connection, number: int) -> str | None:
    query = "SELECT name FROM report WHERE report_no = (SELECT report_no FROM reading WHERE reading_no = ?)"
    try:
        found = connection.execute(query, (number,)).fetchone()
    except UNREADABLE:
        return None
    return found and found[0]


def _beside(connection: sqlite3.Connection, table: str) -> Iterator[Row | None]:
    """Yield the rows of a table that no reading holds, None for each that is lost."""
    for number in _numbers(connection, table):
        try:
            [row] = dicts(connection, f"SELECT * FROM {table} WHERE {table}_no = ?", number)  # noqa: S608 - our own
            if table != "problem" or row["reading_no"] is None:
                yield row if _follows(table, row) else None
        except UNREADABLE:
            yield None


def _follows(table: str, row: Row) -> bool:
    if table == "judgement":
        told = (row[key] for key in ("a", "b", "verdict", "author", "decided"))
        return row["judgement_id"] == ids.judgement_id(*told)
    return table != "problem" or row["problem_id"] == ids.problem_id(row["report"], row["stage"], row["message"])


def _numbers(connection: sqlite3.Connection, table: str) -> Iterator[int]:
    """Yield the numbers of a table's rows, those that cannot be read included."""
    for number in range(1, _last(connection, table) + 1):
        try:
            query = f"SELECT 1 FROM {table} WHERE {table}_no = ?"  # noqa: S608 - our own names
            if connection.execute(query, (number,)).fetchone() is None:
                continue  # never given: a copy of a ledger on a server has such
        except sqlite3.DatabaseError:
            pass
        yield number


def _last(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest number of a table, as far as the table, its indexes and what names it tell."""
    asked = [f"SELECT MAX({table}_no) FROM {table}", f"SELECT COUNT(*) FROM {table}"]  # noqa: S608 - our own names
    if table == "reading":
        asked += [f"SELECT MAX(reading_no) FROM {shape.record}" for shape in SHAPES.values()]  # noqa: S608 - our own
    return max((_number(connection, query) for query in asked), default=0)


def _number(connection: sqlite3.Connection, query: str) -> int:
    try:
        found = connection.execute(query).fetchone()[0]
    except sqlite3.DatabaseError:
        return 0
    return found if isinstance(found, int) else 0
