"""Records as Parquet tables, and back: the columns of `trucewatch export`, with all that a ledger keeps of a report.

What comes back equals what went in, so that a table can be loaded, compared and linked as if it had just been read.
"""

from __future__ import annotations

import io
import json
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from trucewatch.export.columns import VIEWS, Column, Sort, columns
from trucewatch.export.parquet import write_parquet
from trucewatch.export.tables import Table
from trucewatch.ledger import recalled
from trucewatch.records import figure_record, position_record, problem_record, report_record, statement_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.bulk.storage import Storage
    from trucewatch.model import Problem, Reading

__all__ = ["KINDS", "TABLES", "as_table", "problem_row", "readings", "records", "rows_of"]

Record = dict[str, Any]

_DROPPED: Final = frozenset({"added", "version", "versions", "newest", "problem_id", "read_since"})
"""What only a ledger knows."""


_COUNTS: Final = frozenset({"low", "high"})
"""Numbers that records write as whole ones where they are whole; degrees stay as they are."""


def _kept(view: str, more: str = "") -> tuple[Column, ...]:
    return (*(column for column in VIEWS[view] if column.name not in _DROPPED), *columns(more))


TABLES: Final[Mapping[str, tuple[Column, ...]]] = {
    # `published` is what reading found; the page's own date stands apart, as in the ledger.
    "reports": _kept("reports", "page_published page_published_evidence text"),
    "statements": _kept("statements"),
    "figures": _kept("figures"),
    "positions": _kept("positions"),
    "problems": _kept("problems"),
    "lineages": _kept("lineages"),
    "drift": _kept("drift"),
    "events": _kept("events", "series:json"),
}
"""The columns of each table, in order."""

KINDS: Final = ("reports", "statements", "figures", "positions", "problems")
"""The tables of a shard; the others are made of all shards together."""


def rows_of(reading: Reading) -> dict[str, list[Record]]:
    """Return the rows of one reading, by table."""
    report = reading.report
    name = report.name
    page = report_record(reading)
    told = {
        "statements": [statement_record(each, name) for each in reading.statements],
        "figures": [figure_record(each, name) for each in reading.figures],
        "positions": [position_record(each, name) for each in reading.positions],
        "problems": [problem_record(each) for each in reading.problems],
    }
    shared = {"report_id": report.report_id, "outlet": report.outlet}
    rows = {
        kind: [record | shared | {"published": _day(record, page)} for record in records]
        for kind, records in told.items()
    }
    more = {
        "sha256": report.sha256,
        "media_type": report.media_type,
        "fetched": report.fetched,
        "made_by": reading.made_by,
        "characters": len(report.text),
        "page_published": report.published,
        "page_published_evidence": report.published_evidence,
        "text": report.text,
    }
    return {"reports": [page | more | {kind: len(records) for kind, records in told.items()}], **rows}


def problem_row(problem: Problem) -> Record:
    """Return the row of a problem that belongs to no report."""
    return problem_record(problem) | {"report_id": None, "outlet": None, "published": None}


def _day(record: Record, page: Record) -> str | None:
    """Return the date of the story that a record stands in, else the page's, as the ledger tells it."""
    start = record["content"]["start"] if record["record"] == "statement" else record["start"]
    published: str | None = page["published"]
    for story in page["stories"]:
        if start is not None and story["start"] <= start < story["end"]:
            published = story["published"] or published
    return published


def as_table(kind: str, rows: Iterable[Record]) -> bytes:
    """Return rows as the bytes of a Parquet file: the same rows, the same bytes."""
    out = io.BytesIO()
    write_parquet(Table(kind, TABLES[kind], rows), out)
    return out.getvalue()


def records(storage: Storage, name: str, kind: str, wanted: Sequence[str] | None = None) -> Iterator[Record]:
    """Yield the contract records of a table's file, some rows at a time; `wanted` are the columns, all if None."""
    parquet = import_module("pyarrow.parquet")
    layout = [column for column in TABLES[kind] if wanted is None or column.name in wanted]
    with storage.open(name) as stream:
        table = parquet.ParquetFile(stream)
        for batch in table.iter_batches(batch_size=500, columns=[column.name for column in layout]):
            values = [batch.column(column.name).to_pylist() for column in layout]
            for row in zip(*values, strict=True):
                yield _record(kind, layout, row)


def _record(kind: str, layout: Sequence[Column], row: Sequence[Any]) -> Record:
    record: Record = {"record": kind.removesuffix("s")}
    for column, value in zip(layout, row, strict=True):
        inside, path = record, column.name.split(".")
        for key in path[:-1]:
            inside = inside.setdefault(key, {})
        inside[path[-1]] = _told(column, value)
    for key in _objects(kind) & record.keys():
        if all(part is None for part in record[key].values()):
            record[key] = None
    return record


@cache
def _objects(kind: str) -> frozenset[str]:
    return frozenset(column.name.split(".")[0] for column in TABLES[kind] if "." in column.name)


def _told(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.sort is Sort.JSON:
        return json.loads(value)
    if column.name in _COUNTS and float(value).is_integer():
        return int(value)
    return value


def readings(storage: Storage, shard: str) -> Iterator[Reading]:
    """Yield the readings of a shard as they were, in order, with their positions and problems."""
    held = {kind: _grouped(records(storage, f"{kind}/{shard}.parquet", kind)) for kind in KINDS if kind != "reports"}
    for report in records(storage, f"reports/{shard}.parquet", "reports"):
        name = report["report_id"]
        told = {kind: of.get(name, []) for kind, of in held.items()}
        yield recalled(report, report["text"], **told)


def _grouped(rows: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        if row["report_id"] is not None:
            found.setdefault(row["report_id"], []).append(row)
    return found
