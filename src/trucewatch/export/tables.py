"""Tables: every view of the ledger, and the boards as others hand them over, as rows under fixed columns.

Written as CSV here and as Parquet in `parquet`; both a row or a batch at a time.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO, cast

from trucewatch.errors import UsageError
from trucewatch.export.asked import Asked, events, lineages, records
from trucewatch.export.columns import VIEWS, Column, Sort, points, series
from trucewatch.export.harmless import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.ledger import View

__all__ = ["Table", "board_table", "table", "write_csv", "write_escaped", "write_rows"]

Record = dict[str, Any]

_RECORDS = {
    "reports": "report",
    "statements": "statement",
    "figures": "figure",
    "positions": "position",
    "problems": "problem",
    "judgements": "judgement",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A named table; `rows` may be gone through once, and each holds at least the keys that the columns look for."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Record]


def table(view: View, name: str, asked: Asked) -> Table:
    """Return a view of the ledger as a table; UsageError where there is no view of that name."""
    if name not in VIEWS:
        raise UsageError(f"there is no view {name!r}: choose one of {', '.join(VIEWS)}, or a board")
    return Table(name, VIEWS[name], _rows(view, name, asked))


def board_table(name: str, cells: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the rows of a board as a table: its cells, and behind each the ids of its evidence (`launched.evidence`).

    `rows` are board rows as written in JSON (`Row.record()`).
    """
    pairs = [(Column(one, Sort.TEXT), Column(f"{one}.evidence", Sort.LIST)) for one in cells]
    return Table(name, tuple(column for pair in pairs for column in pair), (_with_ids(row, cells) for row in rows))


def write_csv(made: Table, out: TextIO) -> None:
    """Write a table as CSV (RFC 4180, line feeds) under a header, which stands also where there is no row."""
    names = [column.name for column in made.columns]
    write_rows(names, ([_told(column, row) for column in made.columns] for row in made.rows), out)


def write_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """Write rows of values as CSV; None is an empty cell, never a 0."""
    write_escaped(names, ([_written(value) for value in row] for row in rows), out)


def write_escaped(names: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """Write rows whose cells went through `harmless.cell` already, or are words of our own."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def _rows(view: View, name: str, asked: Asked) -> Iterator[Record]:
    if name in _RECORDS:
        return records(view, _RECORDS[name], asked)
    if name in {"lineages", "drift"}:
        return lineages(view, name.removesuffix("s"), asked)
    found = events(view, asked)
    return {"events": iter, "series": series, "points": points}[name](found)


def _told(column: Column, row: Record) -> Any:
    value = column.value(row)
    return value if column.sort is not Sort.JSON or value is None else json.dumps(value, ensure_ascii=False)


def _with_ids(row: Mapping[str, Any], cells: Sequence[str]) -> Record:
    held: Mapping[str, Any] = row["evidence"]
    told: Record = {one: None if row[one] is None else _words(row[one]) for one in cells}
    return told | {f"{one}.evidence": list(dict.fromkeys(each["id"] for each in held.get(one, ()))) for one in cells}


def _words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, cast("list[object]", value)))
    return str(value)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | dict):
        held = cast("list[Any] | dict[str, Any]", value)
        is_simple = isinstance(held, list) and all(isinstance(part, str) for part in held)
        value = "; ".join(cast("list[str]", held)) if is_simple else json.dumps(held, ensure_ascii=False)
    return cell(str(value))
