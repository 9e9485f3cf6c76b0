"""Tables: every view of the ledger, and the boards as others hand them over, as rows under fixed columns.

Written as CSV here and as Parquet in `parquet`; both a row or a batch at a time.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from itertools import groupby
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
    told = ((one, f"{one}.evidence") for one in cells)
    pairs = [(Column(one, Sort.TEXT, (one,)), Column(ids, Sort.LIST, (ids,))) for one, ids in told]
    return Table(name, tuple(column for pair in pairs for column in pair), (_with_ids(row, cells) for row in rows))


def write_csv(made: Table, out: TextIO, *, header: bool = True) -> None:
    """Write a table as CSV (RFC 4180, line feeds) under a header, which stands also where there is no row.

    `header` False: more rows of a table whose header is written.
    """
    write_escaped([column.name for column in made.columns] if header else (), _lines(made), out)


def write_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """Write rows of values as CSV; None is an empty cell, never a 0."""
    write_escaped(names, ([_written(value) for value in row] for row in rows), out)


def write_escaped(names: Sequence[str], rows: Iterable[Sequence[str]], out: TextIO) -> None:
    """Write rows whose cells went through `harmless.cell` already, or are words of our own; no names, no header."""
    writer = csv.writer(out, lineterminator="\n")
    if names:
        writer.writerow(names)
    writer.writerows(rows)


def _rows(view: View, name: str, asked: Asked) -> Iterator[Record]:
    if name in _RECORDS:
        return records(view, _RECORDS[name], asked)
    if name in {"lineages", "drift"}:
        return lineages(view, name.removesuffix("s"), asked)
    found = events(view, asked)
    return {"events": iter, "series": series, "points": points}[name](found)


def _lines(made: Table) -> Iterator[list[str]]:
    """Yield the cells of each row; columns that lie in one object look for it once, since tables have millions."""
    grouped = [(inside, tuple(held)) for inside, held in groupby(made.columns, lambda column: column.path[:-1])]
    plan = [(inside, held, [""] * len(held)) for inside, held in grouped]
    for row in made.rows:
        line: list[str] = []
        for inside, held, nothing in plan:
            record: Any = row
            for key in inside:
                record = None if record is None else record.get(key)
            line += nothing if record is None else [_told(column, record.get(column.path[-1])) for column in held]
        yield line


def _told(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.sort is Sort.JSON:
        return cell(json.dumps(value, ensure_ascii=False))
    return cell(value) if isinstance(value, str) else _written(column.told(value))


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
