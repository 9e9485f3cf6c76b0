"""How readings come back out of the tables as they were added, and the seal by which any altered value shows.

Ids follow from the evidence of a record, not from all its values: the seal is a hash over every value of a reading's
rows. Numbers of rows are left out, so that it holds in whatever ledger the reading is copied to.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import rows
from trucewatch.ledger.proof import Read, faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trucewatch.ledger.store import Connection

__all__ = ["COUNTED", "SHAPES", "Rows", "dicts", "read_back", "reading_faults", "readings", "seal"]

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""The rows that a reading stands in, by table; of text, report and reading one each, of seal one or none."""

COUNTED = ("statements", "figures", "positions", "problems")
"""The columns of a reading that tell how many records were added with it."""

SHAPES = {f"{shape.record}s": shape for shape in (rows.STATEMENT, rows.FIGURE, rows.POSITION, rows.PROBLEM)}
"""The shape of the records that each of `COUNTED` counts."""

_SEALED = ("report", "reading", *(shape.record for shape in SHAPES.values()))
_NUMBERS = frozenset({"rowid", "report_no", "reading_no", "problem_no"})


def readings(connection: Connection) -> Iterator[Rows]:
    """Yield each reading as it stands in its tables, in order; those whose report or text is missing are left out."""
    for reading in dicts(connection, "SELECT * FROM reading ORDER BY reading_no"):
        report = list(dicts(connection, "SELECT * FROM report WHERE report_no = ?", reading["report_no"]))
        text = [row for each in report for row in _of(connection, "text", "sha256", each["sha256"])]
        if text:
            number = reading["reading_no"]
            records = {each.record: _of(connection, each.record, "reading_no", number) for each in SHAPES.values()}
            sealed = _of(connection, "seal", "reading_no", number)
            yield {"text": text, "report": report, "reading": [reading], **records, "seal": sealed}


def read_back(held: Mapping[str, Sequence[Row]]) -> Read:
    """Return a reading out of its rows."""
    [text], [report], [reading] = held["text"], held["report"], held["reading"]
    name = report["name"]
    told = {kind: [shape.tell(row, name) for row in held[shape.record]] for kind, shape in SHAPES.items()}
    page = rows.PAGE.tell({**report, "report": name, **reading}, name)
    return Read(text=text["body"], sha256=report["sha256"], report=page, **told)


def reading_faults(held: Mapping[str, Sequence[Row]]) -> Iterator[str]:
    """Yield what is wrong with a reading: records that are missing, what breaks its contract, values altered since."""
    [reading] = held["reading"]
    for kind, shape in SHAPES.items():
        if reading[kind] != len(held[shape.record]):
            yield f"{reading[kind]} {kind} were added and {len(held[shape.record])} are there"
    yield from faults(read_back(held))
    if any(row["sha256"] != seal(held) for row in held["seal"]):
        yield "its seal is broken: a value of it was altered since it was added"


def seal(held: Mapping[str, Sequence[Row]]) -> str:
    """Return the hash over all values of a reading's rows, in whatever order they stand."""
    told = {table: sorted(_written(row) for row in held[table]) for table in _SEALED}
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _written(row: Row) -> str:
    return json.dumps({name: _plain(value) for name, value in sorted(row.items()) if name not in _NUMBERS})


def _plain(value: object) -> object:
    """Return a value as it is whether it was just made or comes back: 18 and 18.0 are one number."""
    return int(value) if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()) else value


def _of(connection: Connection, table: str, key: str, value: object) -> list[Row]:
    return list(dicts(connection, f"SELECT * FROM {table} WHERE {key} = ?", value))  # noqa: S608 - our own names


def dicts(connection: Connection, query: str, *values: object) -> Iterator[Row]:
    """Yield the rows of a question of our own by the names of their columns."""
    cursor = connection.execute(query, values)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))
