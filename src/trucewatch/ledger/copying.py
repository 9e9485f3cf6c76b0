"""Moving a ledger between a file and a server, or to another of its kind, and proving that two hold the same.

A copy is one transaction: whole or not there. Rows keep their numbers, so that links, pages and cursors stay valid.
Two ledgers are the same where each keeps the same texts, reports, readings, records, problems, judgements and parties,
shows the same readings, and made the same of them; the numbers of rows, which tell in what order they came, may differ.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from trucewatch.errors import UsageError
from trucewatch.ledger.address import located
from trucewatch.ledger.replay import PAGE_TABLES
from trucewatch.ledger.schema import migrations
from trucewatch.ledger.spread import spread, spread_names
from trucewatch.ledger.spread_subjects import spread_subjects
from trucewatch.ledger.store import connect, read_only, translated, writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.store import Connection

__all__ = ["copy", "differences"]

Row = dict[str, Any]

_OF = (
    "SELECT report.report_id AS of_report, reading.made_by AS of_reader, t.* FROM {0} AS t "
    "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no "
    "ORDER BY report.report_id, reading.made_by, t.{0}_id"
)
_COMPARED = {
    "texts": ("sha256", "SELECT * FROM text ORDER BY sha256"),
    "reports": ("report_id", "SELECT * FROM report ORDER BY report_id"),
    "readings": (
        "of_report",
        (
            "SELECT report.report_id AS of_report, t.* FROM reading AS t JOIN report ON report.report_no = t.report_no "
            "ORDER BY report.report_id, t.made_by"
        ),
    ),
    "readings shown": (
        "of_report",
        (
            "SELECT report.report_id AS of_report, reading.made_by FROM shown_reading AS t "
            "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no "
            "ORDER BY report.report_id, reading.made_by"
        ),
    ),
    "statements": ("statement_id", _OF.format("statement")),
    "figures": ("figure_id", _OF.format("figure")),
    "positions": ("position_id", _OF.format("position")),
    "problems": (
        "problem_id",
        (
            "SELECT COALESCE(report.report_id, '') AS of_report, COALESCE(reading.made_by, '') AS of_reader, t.* "
            "FROM problem AS t LEFT JOIN reading ON reading.reading_no = t.reading_no "
            "LEFT JOIN report ON report.report_no = reading.report_no ORDER BY t.problem_id, "
            "COALESCE(report.report_id, ''), COALESCE(reading.made_by, ''), COALESCE(t.span_start, -1)"
        ),
    ),
    "judgements": ("judgement_id", "SELECT * FROM judgement ORDER BY judgement_id"),
    "parties": ("name", "SELECT * FROM party ORDER BY name, side"),
    "derived records": ("id", "SELECT * FROM derived ORDER BY kind, place"),
}
_KEEPS_ROWIDS = {"statement", "figure", "position"}
_WRITTEN_FIRST = ("report", "problem", "judgement", "party")

_SPREAD_ANEW = frozenset(PAGE_TABLES) - {"alike"}
"""Tables that follow from others; pairs kept apart are in no record, so that their rows are copied."""


def copy(source: str | Location, target: str | Location) -> dict[str, int]:
    """Copy all that one ledger holds to another place, where none or an empty one is; return rows by table.

    UsageError where the target holds something, LedgerError where either cannot be opened; a copy that fails leaves
    an empty ledger.
    """
    here, there = located(source), located(target)
    if here == there:
        raise UsageError("a ledger is not copied onto itself: give another place to copy it to")
    with translated(here), closing(_looked_at(here)) as one, closing(connect(there, create=True)) as other:
        for table in _WRITTEN_FIRST:
            if other.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:  # noqa: S608 - our own names
                raise UsageError(f"ledger {there} holds something already: copy to a place where none is")
        with writing(other, there):
            counts = {table: _copied(one, other, table) for table in _tables() if table not in _SPREAD_ANEW}
            if not isinstance(other, sqlite3.Connection):
                for row in one.execute("SELECT report_no, title, body FROM report JOIN text USING (sha256)"):
                    other.index(row["report_no"], row["title"], row["body"])
                other.go_on_numbering()
            spread(other, {kind: [json.loads(body) for body in held] for kind, held in _made(one)})
            spread_names(other)
            spread_subjects(other)
    return counts


def _made(one: Connection) -> Iterator[tuple[str, list[str]]]:
    """Yield what is derived by kind: what pages ask is spread anew over it, as the other engine finds words."""
    for kind in ("event", "lineage", "drift"):
        query = "SELECT body FROM derived WHERE kind = ? ORDER BY place"
        yield kind, [row["body"] for row in one.execute(query, (kind,))]


def _copied(one: Connection, other: Connection, table: str) -> int:
    """Copy the rows of a table, with the numbers that SQLite gives rows by itself where other rows name them."""
    names = "rowid, t.*" if table in _KEEPS_ROWIDS else "t.*"
    rows = iter(one.execute(f"SELECT {names} FROM {table} AS t"))  # noqa: S608 - our own names
    first: Row | None = next(rows, None)
    if first is None:
        return 0
    query = f"INSERT INTO {table} ({', '.join(first)}) VALUES ({', '.join(f':{name}' for name in first)})"  # noqa: S608
    count = 0

    def counted() -> Iterator[Row]:
        nonlocal count
        for row in chain((first,), rows):
            count += 1
            yield row

    other.executemany(query, counted())
    return count


def differences(one: str | Location, other: str | Location) -> tuple[str, ...]:
    """Return in a sentence for each sort of thing where two ledgers first differ; none where they are the same."""
    here, there = located(one), located(other)
    with translated(here), closing(_looked_at(here)) as mine, translated(there), closing(_looked_at(there)) as theirs:
        return tuple(told for sort in _COMPARED if (told := _difference(sort, (str(here), mine), (str(there), theirs))))


def _difference(sort: str, here: tuple[str, Connection], there: tuple[str, Connection]) -> str | None:
    key, query = _COMPARED[sort]
    for mine, theirs in zip_longest(here[1].execute(query), there[1].execute(query)):
        if theirs is None or (mine is not None and mine[key] < theirs[key]):
            return f"{sort}: {mine[key]} is in {here[0]} and not in {there[0]}"
        if mine is None or mine[key] > theirs[key]:
            return f"{sort}: {theirs[key]} is in {there[0]} and not in {here[0]}"
        one, other = _named(mine), _named(theirs)
        if one != other:
            return f"{sort}: {mine[key]} differs in {', '.join(name for name in one if one[name] != other.get(name))}"
    return None


def _named(row: Row) -> Row:
    """Return a row without the numbers that only tell the order of adding."""
    return {name: value for name, value in row.items() if not name.endswith("_no") and name != "rowid"}


def _looked_at(place: Location) -> Connection:
    connection = read_only(place)
    connection.row_factory = lambda cursor, values: {
        column[0]: value for column, value in zip(cursor.description, values, strict=True)
    }
    connection.execute("BEGIN")
    return connection


def _tables() -> list[str]:
    """Return all tables but those that full text makes for itself, those that others refer to first."""
    return [name for script in migrations() for name in re.findall(r"^CREATE TABLE (\w+)", script, re.MULTILINE)]
