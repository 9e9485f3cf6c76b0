"""How are many reports read at once? In processes of their own, each report to its records as `trucewatch read` prints.

The only place of the evals that knows the reader. A report that breaks it counts as read with nothing found.
"""

from __future__ import annotations

import multiprocessing
import random
import sys
import traceback
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from trucewatch import ids
from trucewatch.model import Report
from trucewatch.records import as_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evals.score import Options

__all__ = ["Asked", "Record", "by_kind", "read_all", "read_one", "sampled"]

Record = dict[str, Any]
BROKEN = "broken"  # the stage of the problem that stands for a report which raised
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """A report to be read: what the outlet gave, and nothing else."""

    name: str
    text: str
    title: str | None = None
    published: str | None = None
    outlet: str | None = None


def read_one(asked: Asked) -> list[Record]:
    """Return the records of one report."""
    from trucewatch.read.reader import read

    sha256 = ids.text_hash(asked.text)
    report = Report(
        report_id=ids.report_id(None, asked.outlet or asked.name, sha256),
        name=asked.name,
        text=asked.text,
        sha256=sha256,
        outlet=asked.outlet,
        title=asked.title,
        published=asked.published,
        published_evidence="metadata" if asked.published else None,
    )
    return list(as_records(read(report)))


def _read_or_tell(asked: Asked) -> list[Record]:
    try:
        return read_one(asked)
    except Exception as error:  # noqa: BLE001 - one broken report must not hide the scores of a thousand others
        where = traceback.extract_tb(error.__traceback__)[-1]
        told = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        nothing: Record = {"record": "report", "report": asked.name, "stories": [], "furniture": [], "embeds": []}
        return [nothing, {"record": "problem", "report": asked.name, "stage": BROKEN, "message": told}]


def read_all(asked: Sequence[Asked], cores: int) -> list[list[Record]]:
    """Return the records of each report, in the order given; a report that breaks the reader is told on stderr."""
    if cores < 2 or len(asked) < 8:
        readings = [_read_or_tell(one) for one in asked]
    else:
        with multiprocessing.get_context("spawn").Pool(cores) as pool:
            readings = pool.map(_read_or_tell, asked, chunksize=8)
    broken = Counter(r["message"] for records in readings for r in records if r.get("stage") == BROKEN)
    for message, times in broken.most_common():
        print(f"evals: {times} of {len(asked)} reports break the reader: {message}", file=sys.stderr)
    return readings


def by_kind(records: Sequence[Record], kind: str) -> list[Record]:
    """Return the records of one kind that are not repeats."""
    return [r for r in records if r["record"] == kind and not r.get("repeat")]


def sampled(items: Sequence[T], options: Options, default: int) -> list[T]:
    """Return a seeded sample in the order given: the same seed and size give the same items on any machine."""
    size = default if options.sample is None else options.sample
    if size <= 0 or size >= len(items):
        return list(items)
    chosen = sorted(random.Random(options.seed).sample(range(len(items)), size))
    return [items[n] for n in chosen]
