"""One shard: the articles of a slice read and written as tables, then a receipt that makes them count.

Doing it again gives the same bytes, so that whoever dies in the middle is simply followed by another. An article that
broke its reader twice is a problem in its place.
"""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trucewatch.bulk.slices import Slice, articles
from trucewatch.bulk.tables import KINDS, as_table, problem_row, rows_of
from trucewatch.errors import RecordError
from trucewatch.ledger import proved
from trucewatch.model import Problem, Reading, Report
from trucewatch.pipeline import read_one, reader_ahead, readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Aside, Parts
    from trucewatch.pipeline import Ahead, Reader

__all__ = ["ReadShard", "read_shard", "receipt_of"]

_TOGETHER: Final = 12
"""So many articles share one pass of the parser's network: more win little and hold more memory."""
_LONGEST_TOGETHER: Final = 100_000
"""Code points of articles that share a pass: the network's memory grows with them."""
_BROKE: Final = "reading it broke its worker twice ({why}): it was set aside; please report this bug with the article"


@dataclass(frozen=True, slots=True)
class ReadShard:
    """The work on one shard: where it goes, its name, its slice, the vocabularies' contents, and who reads (ours)."""

    storage: Storage
    shard: str
    part: Slice
    vocabularies: tuple[str, ...] = ()
    read: Reader | None = None


def receipt_of(shard: str) -> str:
    """Return the name of a shard's receipt: once it stands, the shard is done and its tables are whole."""
    return f"receipts/{shard}.json"


def read_shard(work: ReadShard, parts: Parts) -> None:
    """Read a slice and write its tables and receipt, unless the receipt is there already."""
    if work.storage.read_json(receipt_of(work.shard)) is not None:
        return
    rows: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    seen: set[str] = set()
    counts = {"known": 0, "aside": 0}
    for outcome in _outcomes(work, parts, counts):
        if isinstance(outcome, Problem):
            rows["problems"].append(problem_row(outcome))
        elif outcome.report.report_id in seen:
            counts["known"] += 1  # as in a ledger, the first one counts
        else:
            seen.add(outcome.report.report_id)
            for kind, made in rows_of(outcome).items():
                rows[kind].extend(made)
    files: dict[str, Any] = {}
    for kind in KINDS:
        data = as_table(kind, rows[kind])
        work.storage.write(f"{kind}/{work.shard}.parquet", data)
        files[kind] = {"rows": len(rows[kind]), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    receipt = {"shard": work.shard, "slice": work.part.told(), "files": files, **counts}
    work.storage.write_json(receipt_of(work.shard), receipt)


def _outcomes(work: ReadShard, parts: Parts, counts: dict[str, int]) -> Iterator[Reading | Problem]:
    ahead = _reader(work.vocabularies) if work.read is None else _one_by_one(work.read)
    # After a death every article is taken by itself, so that the one that kills its worker is told from its neighbours.
    for batch in _batches(articles(work.part, work.storage), 1 if parts.is_again else _TOGETHER):
        reads: Iterator[Reader] | None = None
        for number, item in batch:
            if isinstance(item, Problem):
                yield item
            elif (aside := parts.starts(number)) is not None:
                counts["aside"] += 1
                yield _set_aside(item, aside)
            else:
                reads = reads or iter(readers(ahead, [each for _, each in batch if isinstance(each, Report)]))
                outcome = read_one(next(reads), item)
                yield _kept(outcome) if isinstance(outcome, Reading) else outcome


def _batches(items: Iterator[Report | Problem], most: int) -> Iterator[list[tuple[int, Report | Problem]]]:
    """Yield items with their numbers, so many together at most, and no long report with others."""
    batch: list[tuple[int, Report | Problem]] = []
    size = 0
    for number, item in enumerate(items):
        length = len(item.text) if isinstance(item, Report) else 0
        if batch and (len(batch) == most or size + length > _LONGEST_TOGETHER):
            yield batch
            batch, size = [], 0
        batch.append((number, item))
        size += length
    if batch:
        yield batch


def _one_by_one(read: Reader) -> Ahead:
    return lambda reports: [read] * len(reports)


def _set_aside(item: Report, aside: Aside) -> Problem:
    return Problem(report=item.name, stage="read", message=_BROKE.format(why=aside.why))


def _kept(reading: Reading) -> Reading | Problem:
    """Return the reading if a ledger would take it, else the problem that `trucewatch add` makes of it."""
    try:
        proved(reading)
    except RecordError as error:
        name = reading.report.name
        return Problem(report=name, stage="add", message=str(error).removeprefix(f"{name}: "))
    return reading


@lru_cache(maxsize=1)
def _reader(vocabularies: tuple[str, ...]) -> Ahead:
    """Return our reader with the vocabularies of these contents; their files need not be on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        paths: list[str] = []
        for number, content in enumerate(vocabularies):
            path = Path(folder) / f"{number}.toml"
            path.write_text(content, "utf-8")
            paths.append(str(path))
        return reader_ahead(paths)
