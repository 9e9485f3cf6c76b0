"""Parquet tables of articles, a row a report, under the same names of columns that JSON objects may have.

Needs pyarrow (`pip install 'trucewatch[bulk]'`). A table is read a group of rows at a time, whatever its size.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from trucewatch.collect.jsonl import read_value
from trucewatch.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.collect.limits import Limits
    from trucewatch.model import Problem, Report

__all__ = ["parquet_rows", "read_parquet"]

_BATCH: Final = 100


def parquet_rows(stream: BinaryIO) -> int:
    """Return how many rows a table has; UnreadableError where it is none."""
    return int(_opened(stream).metadata.num_rows)


def read_parquet(
    stream: BinaryIO, name: str, limits: Limits, *, first: int = 0, count: int | None = None
) -> Iterator[Report | Problem]:
    """Yield a report for each of `count` rows (None: all) from row `first` on, named by its URL, else `name:ROW`."""
    table = _opened(stream)
    last = table.metadata.num_rows if count is None else first + count
    at = 0
    for group in range(table.num_row_groups):
        size = table.metadata.row_group(group).num_rows
        if at < last and at + size > first:
            for batch in table.iter_batches(batch_size=_BATCH, row_groups=[group]):
                for row in batch.to_pylist():
                    if first <= at < last:
                        yield read_value(_plain(row), f"{name}:{at + 1}", limits)
                    at += 1
        else:
            at += size


def _opened(stream: BinaryIO) -> Any:
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet files need pyarrow: run `pip install 'trucewatch[bulk]'`") from error
    try:
        return parquet.ParquetFile(stream)
    except (arrow.ArrowException, OSError) as error:
        raise UnreadableError(f"is no Parquet table, or a damaged one ({error}): write it again") from error


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as JSON would have it: dates and moments as ISO text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
