"""Tables as Parquet, a batch of rows at a time; needs pyarrow (`pip install 'trucewatch[parquet]'`).

Words stay exactly as the reports have them: nothing reads a Parquet file to a terminal or as a formula. Whole numbers
and others are 64 bits wide, lists are lists, what is nested is JSON.
"""

from __future__ import annotations

import json
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from trucewatch.errors import UsageError
from trucewatch.export.columns import Sort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.columns import Column
    from trucewatch.export.tables import Table

__all__ = ["batches", "schema", "write_parquet"]

_BATCH = 5_000  # rows a group: some megabytes of figures


def write_parquet(made: Table, out: BinaryIO) -> None:
    """Write a table to a binary file; UsageError where pyarrow is not installed."""
    _arrow()
    parquet = import_module("pyarrow.parquet")
    with parquet.ParquetWriter(out, schema(made.columns), compression="zstd") as writer:
        for batch in batches(made):
            writer.write_batch(batch)


def batches(made: Table) -> Iterator[Any]:
    """Yield a table as Arrow record batches of a few thousand rows; UsageError where pyarrow is not installed."""
    arrow = _arrow()
    held = schema(made.columns)
    rows = iter(made.rows)
    while part := list(islice(rows, _BATCH)):
        arrays = [
            arrow.array([_held(column, row) for row in part], type=field.type)
            for column, field in zip(made.columns, held, strict=True)
        ]
        yield arrow.RecordBatch.from_arrays(arrays, schema=held)


def _arrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: run `pip install 'trucewatch[parquet]'`, or export CSV") from error


def schema(columns: tuple[Column, ...]) -> Any:
    """Return the Arrow schema of columns; UsageError where pyarrow is not installed."""
    arrow = _arrow()
    types = {
        Sort.TEXT: arrow.string(),
        Sort.WHOLE: arrow.int64(),
        Sort.NUMBER: arrow.float64(),
        Sort.TRUTH: arrow.bool_(),
        Sort.LIST: arrow.list_(arrow.string()),
        Sort.JSON: arrow.string(),
    }
    return arrow.schema([(column.name, types[column.sort]) for column in columns])


def _held(column: Column, row: dict[str, Any]) -> Any:
    value = column.value(row)
    if value is None:
        return None
    if column.sort is Sort.JSON:
        return _whole_characters(json.dumps(value, ensure_ascii=False))
    if column.sort is Sort.NUMBER:
        return float(value)
    if column.sort is Sort.LIST:
        return [_whole_characters(each) for each in value]
    return _whole_characters(value) if column.sort is Sort.TEXT else value


def _whole_characters(text: Any) -> str:
    # Half a character, which a report may hold, has no UTF-8.
    return str(text).encode("utf-8", "replace").decode("utf-8") if not str(text).isascii() else str(text)
