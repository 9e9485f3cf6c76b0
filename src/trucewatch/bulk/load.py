"""A folder of bulk work into a ledger: the readings as they are, hundreds a transaction, nothing read again."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from trucewatch.bulk.plan import PLAN
from trucewatch.bulk.run import MANIFEST, problems_of
from trucewatch.bulk.storage import Storage
from trucewatch.bulk.tables import readings
from trucewatch.errors import RecordError, UsageError
from trucewatch.model import Problem, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.ledger import Added, Ledger

__all__ = ["is_bulk", "load"]

_AT_ONCE = 500  # reports a transaction: beyond it the wait for the disk no longer shows


def is_bulk(path: str) -> bool:
    """Whether a folder of this machine holds bulk work, finished or not."""
    return (Path(path) / PLAN).is_file()


def load(ledger: Ledger, path: str, *, clock: Callable[[], str]) -> Iterator[tuple[Reading | Problem, Added | None]]:
    """Add all readings and problems of a folder, and yield each with what that did, once it is kept.

    A reading that breaks its contract comes out as a Problem, with None. UsageError where the work is unfinished.
    Loading twice, or on after a kill, changes nothing: what is known is passed over.
    """
    storage = Storage(path)
    if storage.read_json(MANIFEST) is None:
        raise UsageError(f"{path} holds unfinished work: run the same `trucewatch bulk` again, then add it")
    ledger.know(storage.read_json(PLAN)["parties"], added=clock())
    for shard in storage.names("reports"):
        every = readings(storage, shard.removesuffix(".parquet"))
        while several := list(islice(every, _AT_ONCE)):
            outcomes = ledger.add_many(several, added=clock())
            for reading, outcome in zip(several, outcomes, strict=True):
                if isinstance(outcome, RecordError):
                    problem = Problem(report=reading.report.name, stage="add", message=str(outcome))
                    ledger.add_problem(problem, added=clock())
                    yield problem, None
                else:
                    yield reading, outcome
    for row in problems_of(storage):
        if row["report_id"] is None:
            problem = Problem(row["report"], row["stage"], row["message"], row["start"], row["end"])
            yield problem, ledger.add_problem(problem, added=clock())
