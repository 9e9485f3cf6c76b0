"""The reports of all shards as one corpus: which of them count, and how jobs over them are run and resumed.

As in a ledger a report told twice counts once, and of a page that changed the newest version. A job's output is there
whole or not at all; who starts again does what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from trucewatch.bulk.parcels import Numbers, parcel, write_parcels
from trucewatch.bulk.plan import shard_name
from trucewatch.bulk.run import Step
from trucewatch.bulk.tables import records
from trucewatch.engine import Lost
from trucewatch.ledger import moment, recalled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Engine
    from trucewatch.model import Reading

__all__ = ["Conductor", "Corpus", "Job", "UnfinishedJobsError", "call_roll", "live", "live_readings"]

Record = dict[str, Any]

_RENEWED_FROM = 10  # jobs a worker, from which a new process, which is as small as its stage allows, costs little
_IDENTITY = ("report_id", "url", "fetched")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where it lies, how many shards it has, into how many bands keys are spread, and the sides a vocabulary gave."""

    storage: Storage
    shards: int
    bands: int
    parties: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work on a corpus: what it writes, the number of its shard, band or chunk, and one number more."""

    corpus: Corpus
    out: str
    number: int
    more: int = 0

    @property
    def shard(self) -> str:
        """The name of the shard of its number."""
        return shard_name(self.number)


class UnfinishedJobsError(Exception):
    """Jobs whose output is missing, and why."""

    def __init__(self, whys: dict[str, str]) -> None:
        super().__init__(f"{len(whys)} jobs are unfinished")
        self.whys = whys


class Conductor:
    """Runs stage after stage on an engine, each job once."""

    def __init__(self, corpus: Corpus, engine: Engine, tell: Callable[[Step], None]) -> None:
        self.corpus, self._engine, self._tell = corpus, engine, tell

    def stage(self, label: str, task: Callable[[Job, Any], None], folder: str, count: int, more: int = 0) -> None:
        """Run a task for each of `count` jobs; each writes `folder/NUMBER`; UnfinishedJobsError if one is missing."""
        storage = self.corpus.storage
        there = {name.partition(".")[0] for name in storage.names(folder)}
        jobs = [
            Job(self.corpus, f"{folder}/{shard_name(number)}", number, more)
            for number in range(count)
            if shard_name(number) not in there
        ]
        whys: dict[str, str] = {}
        self._tell(Step(label, count - len(jobs), count))
        if len(jobs) >= _RENEWED_FROM * self._engine.workers:
            self._engine.renew()
        for done, outcome in enumerate(self._engine.run(task, jobs), start=count - len(jobs) + 1):
            if isinstance(outcome, Lost):
                whys[outcome.item.out] = outcome.why
            self._tell(Step(label, done, count))
        there = {name.partition(".")[0] for name in storage.names(folder)}
        missing = [f"{folder}/{name}" for name in map(shard_name, range(count)) if name not in there]
        if missing:
            raise UnfinishedJobsError({name: whys.get(name, "its output is missing") for name in missing})

    def once(self, label: str, name: str, make: Callable[[], Sequence[Any]]) -> None:
        """Make what one process must see whole, unless it is there: the parcels of one file."""
        folder, _, file = name.rpartition("/")
        if file not in self.corpus.storage.names(folder):
            self._tell(Step(label, 0, 1))
            write_parcels(self.corpus.storage, name, make())


def call_roll(corpus: Corpus) -> list[Any]:
    """Return which rows of each shard count, with the rank of each by report id; and first the shard of each rank.

    Parcel 0: the shard of each rank; parcel 1 + N: of shard N an array of (row, rank).
    """
    first: dict[str, tuple[int, int, str | None, str]] = {}
    for number in range(corpus.shards):
        found = records(corpus.storage, f"reports/{shard_name(number)}.parquet", "reports", _IDENTITY)
        for row, report in enumerate(found):
            seen = moment(report["fetched"]) or "9999"  # not fetched: seen when it is added, which is now
            first.setdefault(report["report_id"], (number, row, report["url"], seen))
    newest: dict[str, tuple[str, int, int, str]] = {}
    for name, (number, row, url, seen) in first.items():
        if url is not None:
            version = (seen, number, row, name)
            newest[url] = max(newest.get(url, version), version)
    shown = sorted(name for name, (_, _, url, _) in first.items() if url is None or newest[url][3] == name)
    rows: list[list[tuple[int, int]]] = [[] for _ in range(corpus.shards)]
    shards = np.zeros(len(shown), dtype=np.int32)
    for rank, name in enumerate(shown):
        number, row = first[name][:2]
        shards[rank] = number
        rows[number].append((row, rank))
    return [shards, *(np.array(sorted(each), dtype=np.int64).reshape(-1, 2) for each in rows)]


def live(job: Job) -> Iterator[tuple[int, Record]]:
    """Yield the `report` records of a shard that count, with the rank of each."""
    roll: Numbers = parcel(job.corpus.storage, "work/roll", 1 + job.number)
    ranks = dict(roll.tolist())
    for row, report in enumerate(records(job.corpus.storage, f"reports/{job.shard}.parquet", "reports")):
        if row in ranks:
            yield ranks[row], report


def live_readings(job: Job, wanted: Callable[[int], bool] = lambda _: True) -> Iterator[tuple[int, Record, Reading]]:
    """Yield rank, `report` record and reading (statements and figures) of the reports that count and are wanted."""
    shown = [(rank, report) for rank, report in live(job) if wanted(rank)]
    if not shown:
        return
    held: dict[str, dict[str, list[Record]]] = {"statements": {}, "figures": {}}
    for kind, of in held.items():
        for record in records(job.corpus.storage, f"{kind}/{job.shard}.parquet", kind):
            of.setdefault(record["report_id"], []).append(record)
    for rank, report in shown:
        told = {kind: of.get(report["report_id"], []) for kind, of in held.items()}
        yield rank, report, recalled(report, report["text"], **told)
