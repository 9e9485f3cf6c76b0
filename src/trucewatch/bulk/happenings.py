"""Which figures of a corpus speak of one event? The portraits of `link`, job by job, of the scenes that are together.

Whole events are given to jobs, and each portrays its own. Warnings of events that nearly were one are handed over
between jobs at the end.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from trucewatch.bulk.clusters import warnings
from trucewatch.bulk.kin import in_jobs
from trucewatch.bulk.parcels import Numbers, Shelf, parcel, parcels, table, write_parcels
from trucewatch.bulk.plan import shard_name
from trucewatch.bulk.scenes import order_of
from trucewatch.bulk.tables import as_table
from trucewatch.link.events import ordered
from trucewatch.link.portrait import Known, portray
from trucewatch.model import Near
from trucewatch.records import event_record
from trucewatch.vocab.events import profile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.bulk.corpus import Corpus, Job
    from trucewatch.bulk.scenes import Set
    from trucewatch.engine import Parts
    from trucewatch.model import Event

__all__ = ["hand_out", "name_events", "part_events", "portray_events", "tell_events"]

_SCENES_A_JOB: Final = 5_000


def part_events(corpus: Corpus) -> list[Numbers]:
    """Return the job of each scene (-1: none, it tells no figure and joins nothing), and the first of its event."""
    order = order_of(corpus.storage)
    first = np.arange(len(order.places))
    wanted = np.zeros(len(first), dtype=bool)
    for together in parcels(corpus.storage, "work/clusters", 0):
        first[together[:, 0]] = together[:, 1]
        wanted[together[:, 0]] = True
    for shard, meta in enumerate(parcels(corpus.storage, "work/scenes", 0)):
        told = sorted({at for _, at in meta["figures"]})
        wanted[order.of(shard)[told]] = True
    job_of = np.full(len(first), -1, dtype=np.int64)
    job_of[wanted] = in_jobs(first[wanted], _SCENES_A_JOB)
    return [job_of, first]


def hand_out(job: Job, _: Parts) -> None:
    """Write the scenes of a shard with the first of their event, by the jobs they go to; `more`: how many there are."""
    storage = job.corpus.storage
    numbers = order_of(storage).of(job.number)
    jobs, first = (parcel(storage, "work/event-jobs", n)[numbers] for n in (0, 1))
    split: list[list[tuple[int, int, Set]]] = [[] for _ in range(job.more)]
    shelf = Shelf(storage, "work/scenes", 1)
    for place, (home, number, to) in enumerate(zip(first.tolist(), numbers.tolist(), jobs.tolist(), strict=True)):
        if to >= 0:
            split[to].append((home, number, shelf[job.shard, 1 + place]))
    write_parcels(storage, job.out, split)


def portray_events(job: Job, _: Parts) -> None:
    """Write the events of a job, with (number, event) of each scene in one, and their ids."""
    clusters: dict[int, dict[int, Set]] = defaultdict(dict)
    for found in parcels(job.corpus.storage, "work/handed", job.number):
        for home, number, held in found:
            clusters[home][number] = held
    known = _known([each for members in clusters.values() for each in members.values()])
    events: list[Event] = []
    homes: list[tuple[int, int]] = []
    for _home, members in sorted(clusters.items()):
        numbers = sorted(members)
        event = portray([members[number].scene for number in numbers], known)
        if event is not None:
            homes.extend((number, len(events)) for number in numbers)
            events.append(event)
    write_parcels(job.corpus.storage, job.out, [events, table(homes, 2), [event.event_id for event in events]])


def _known(held: Iterable[Set]) -> Known:
    """Return what portraits ask of the corpus: the origin of each story, and the house of each report."""
    tellings = [(each.scene.telling, each.origin) for each in held]
    kin = {f"{telling.report_id}#{telling.story}": origin for telling, origin in tellings}
    return Known(kin, profile("literal"), {telling.report_id: telling.house for telling, _ in tellings})


def name_events(corpus: Corpus) -> list[list[tuple[int, str, str]]]:
    """Return for each job its warnings: the place of an event of its own, the id of the other, and why."""
    storage = corpus.storage
    count = len(order_of(storage).places)
    job_of, place = np.full(count, -1, dtype=np.int64), np.full(count, -1, dtype=np.int64)
    names: list[list[str]] = []
    for number, (homes, ids) in enumerate(
        zip(parcels(storage, "work/portraits", 1), parcels(storage, "work/portraits", 2), strict=True)
    ):
        job_of[homes[:, 0]], place[homes[:, 0]] = number, homes[:, 1]
        names.append(ids)
    warned: list[dict[tuple[int, str], str]] = [{} for _ in names]
    for low, high, why in warnings(storage):
        ends = [(int(job_of[n]), int(place[n])) for n in (low, high)]
        if ends[0] == ends[1] or -1 in (ends[0][0], ends[1][0]):
            continue
        for (job, mine), (other, theirs) in (ends, ends[::-1]):
            key = mine, names[other][theirs]
            warned[job][key] = min(why, warned[job].get(key, why))
    return [[(*key, why) for key, why in sorted(of.items())] for of in warned]


def tell_events(job: Job, _: Parts) -> None:
    """Write the events of a job as a table, with their warnings."""
    storage = job.corpus.storage
    events: list[Event] = parcel(storage, f"work/portraits/{shard_name(job.number)}", 0)
    near: list[list[Near]] = [[] for _ in events]
    warned: list[tuple[int, str, str]] = parcel(storage, "work/warnings", job.number)
    for mine, other, why in warned:
        near[mine].append(Near(other, why))
    told = (replace(event, near=tuple(others)) for event, others in zip(events, near, strict=True))
    rows = map(event_record, sorted(told, key=ordered))
    storage.write(job.out + ".parquet", as_table("events", rows))
