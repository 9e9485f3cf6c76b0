"""Stages run each job once, and begin with fresh workers where there are jobs enough to pay for them."""

from __future__ import annotations

from typing import Any

from trucewatch.bulk import Storage
from trucewatch.bulk.corpus import Conductor, Corpus, Job
from trucewatch.bulk.parcels import parcel, write_parcels
from trucewatch.engine import Done


class Engine:
    """Does what it is given at once, and counts how often its workers were renewed."""

    workers = 2

    def __init__(self) -> None:
        self.renewed = 0

    def run(self, task: Any, items: Any) -> Any:
        """Yield the outcome of each item."""
        for item in items:
            task(item, None)
            yield Done(item, None)

    def renew(self) -> None:
        """Count."""
        self.renewed += 1


def write(job: Job, _: Any) -> None:
    """Write the number of a job."""
    write_parcels(job.corpus.storage, job.out, [job.number])


def test_only_long_stages_begin_with_fresh_workers(tmp_path):
    storage, engine = Storage(str(tmp_path)), Engine()
    conductor = Conductor(Corpus(storage, 1, 1), engine, lambda _: None)
    conductor.stage("short", write, "work/short", 19)
    assert engine.renewed == 0
    conductor.stage("long", write, "work/long", 20)
    assert engine.renewed == 1
    assert [parcel(storage, f"work/long/{name}", 0) for name in storage.names("work/long")] == list(range(20))
    conductor.stage("long", write, "work/long", 25)  # what is there is not done again
    assert engine.renewed == 1
