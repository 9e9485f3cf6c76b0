"""Which figures of a corpus speak of one event? The takes, clusters and portraits of `link`, job by job.

Pairs are judged in chunks; what is held to be one event joins scenes to parts, whole parts are given to jobs, and
each makes its events. Warnings of events that nearly were one are handed over between jobs at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trucewatch.bulk.kin import components, in_jobs
from trucewatch.bulk.parcels import Numbers, Shelf, parcel, parcels, table, write_parcels
from trucewatch.bulk.plan import shard_name
from trucewatch.bulk.scenes import Rarity, order_of
from trucewatch.bulk.tables import as_table
from trucewatch.link.bonds import bonds
from trucewatch.link.cluster import cluster
from trucewatch.link.events import Asked, ordered, warning
from trucewatch.link.judge import Take
from trucewatch.link.portrait import Known, portray
from trucewatch.model import Near
from trucewatch.records import event_record
from trucewatch.vocab.events import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.bulk.corpus import Corpus, Job
    from trucewatch.bulk.scenes import Set
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Parts
    from trucewatch.link.claims import Telling
    from trucewatch.link.scene import Scene
    from trucewatch.model import Event

__all__ = ["hand_out", "name_events", "part_scenes", "portray_events", "tell_events", "weigh_scenes"]

_SCENES_A_JOB: Final = 5_000


def weigh_scenes(job: Job, _: Parts) -> None:
    """Write the takes on a chunk of pairs that speak for one event: (low, high, whether it is one), and why."""
    storage = job.corpus.storage
    pairs: Numbers = parcel(storage, "work/scene-pairs", job.number)
    found = _Scenes(storage, pairs)
    asked = Asked(found, Rarity(storage), found.kin, bonds(()), _retold(storage, pairs))
    told: list[tuple[int, int, int]] = []
    whys: list[str] = []
    for pair in pairs.tolist():
        verdict = asked.judged(*pair)
        why = warning(verdict)
        if why is not None:
            told.append((*pair, verdict.take is Take.SAME))
            whys.append(why)
    write_parcels(storage, job.out, [table(told, 3), whys])


class _Scenes(Mapping[int, "Scene"]):
    """The scenes of some pairs, taken from their shelf when asked for; `kin` knows the origins of those taken."""

    def __init__(self, storage: Storage, pairs: Numbers) -> None:
        numbers = np.unique(pairs)
        shards, places = order_of(storage).where(numbers)
        self._at = dict(zip(numbers.tolist(), zip(shards.tolist(), places.tolist(), strict=True), strict=True))
        self._shelf = Shelf(storage, "work/scenes")
        self.kin: dict[str, str] = {}

    def __getitem__(self, number: int) -> Scene:
        shard, place = self._at[number]
        held: Set = self._shelf[shard_name(shard), 1 + place]
        telling = held.scene.telling
        self.kin[f"{telling.report_id}#{telling.story}"] = held.origin
        return held.scene

    def __iter__(self) -> Iterator[int]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


def _retold(storage: Storage, scenes: Numbers) -> dict[tuple[int, int], int]:
    """Return how many figures pairs of these scenes retell."""
    told = _all_retold(storage)
    known = np.isin(told[:, :2], scenes).all(axis=1)
    return {(low, high): count for low, high, count in told[known].tolist()}


@lru_cache(maxsize=1)
def _all_retold(storage: Storage) -> Numbers:
    return parcel(storage, "work/order", 2)


def _asked(held: Mapping[int, Set], rare: Rarity, retold: Mapping[tuple[int, int], int]) -> Asked:
    found = {number: each.scene for number, each in held.items()}
    return Asked(found, rare, _kin(held.values()), bonds(()), retold)


def _kin(held: Iterable[Set]) -> dict[str, str]:
    """Return the origin of each story, under the name that linking gives it."""
    tellings = ((each.scene.telling, each.origin) for each in held)
    return {f"{telling.report_id}#{telling.story}": origin for telling, origin in tellings}


def part_scenes(corpus: Corpus) -> list[Any]:
    """Return the job of each scene (-1: none, it tells no figure and joins nothing), then for each job its pairs."""
    order = order_of(corpus.storage)
    takes = np.concatenate([table([], 3), *parcels(corpus.storage, "work/takes", 0)])
    same = takes[takes[:, 2] == 1][:, :2]
    members, lowest = components(same)
    part = np.arange(len(order.places))
    part[members] = lowest
    wanted = np.zeros(len(part), dtype=bool)
    wanted[members] = True
    for shard, meta in enumerate(parcels(corpus.storage, "work/scenes", 0)):
        told = sorted({at for _, at in meta["figures"]})
        wanted[order.of(shard)[told]] = True
    job_of = np.full(len(part), -1, dtype=np.int64)
    job_of[wanted] = in_jobs(part[wanted], _SCENES_A_JOB)
    jobs = job_of[same[:, 0]] if len(same) else same[:, 0]
    return [job_of, *(same[jobs == number] for number in range(int(job_of.max(initial=-1)) + 1))]


def hand_out(job: Job, _: Parts) -> None:
    """Write the scenes of a shard by the jobs they go to; `more` is the number of jobs."""
    storage = job.corpus.storage
    numbers = order_of(storage).of(job.number)
    jobs = parcel(storage, "work/event-parts", 0)[numbers]
    split: list[list[tuple[int, Set]]] = [[] for _ in range(job.more)]
    shelf = Shelf(storage, "work/scenes")
    for place, (number, to) in enumerate(zip(numbers.tolist(), jobs.tolist(), strict=True)):
        if to >= 0:
            split[to].append((number, shelf[job.shard, 1 + place]))
    write_parcels(storage, job.out, split)


def portray_events(job: Job, _: Parts) -> None:
    """Write the events of a job with the numbers of their scenes, and (number, event) of each scene in one."""
    storage = job.corpus.storage
    held = dict(sorted(pair for found in parcels(storage, "work/handed", job.number) for pair in found))
    held = _of_one_telling(held)
    numbers = sorted(held)
    at = {number: n for n, number in enumerate(numbers)}
    same: Numbers = parcel(storage, "work/event-parts", 1 + job.number)
    pairs = [(at[low], at[high]) for low, high in same.tolist()]
    told = _retold(storage, np.array(numbers, dtype=np.int64))
    retold = {(at[low], at[high]): count for (low, high), count in told.items()}
    local = {at[number]: each for number, each in held.items()}
    asked = _asked(local, Rarity(storage), retold)
    known = Known(
        _kin(held.values()),
        profile("literal"),
        {each.scene.telling.report_id: each.scene.telling.house for each in held.values()},
    )
    events: list[Event] = []
    homes: list[tuple[int, int]] = []
    for members in cluster(len(numbers), sorted(pairs), asked.judged):
        event = portray([local[n].scene for n in members], known)
        if event is not None:
            homes.extend((numbers[n], len(events)) for n in members)
            events.append(event)
    write_parcels(storage, job.out, [events, table(homes, 2), [event.event_id for event in events]])


def _of_one_telling(held: Mapping[int, Set]) -> dict[int, Set]:
    """Let the scenes of one story have one telling again: handed over apart, each came with its own."""
    tellings: dict[tuple[str, int], Telling] = {}

    def again(scene: Scene) -> Scene:
        telling = scene.telling
        return replace(scene, telling=tellings.setdefault((telling.report_id, telling.story), telling))

    return {number: replace(each, scene=again(each.scene)) for number, each in held.items()}


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
    warned: list[list[tuple[int, str, str]]] = [[] for _ in names]
    for takes, whys in zip(parcels(storage, "work/takes", 0), parcels(storage, "work/takes", 1), strict=True):
        for (low, high, _), why in zip(takes.tolist(), whys, strict=True):
            ends = [(int(job_of[n]), int(place[n])) for n in (low, high)]
            if ends[0] == ends[1] or -1 in (ends[0][0], ends[1][0]):
                continue
            for (job, mine), (other, theirs) in (ends, ends[::-1]):
                warned[job].append((mine, names[other][theirs], why))
    return warned


def tell_events(job: Job, _: Parts) -> None:
    """Write the events of a job as a table, with their warnings."""
    storage = job.corpus.storage
    events: list[Event] = parcel(storage, f"work/portraits/{shard_name(job.number)}", 0)
    near: list[dict[str, str]] = [{} for _ in events]
    warned: list[tuple[int, str, str]] = parcel(storage, "work/warnings", job.number)
    for mine, other, why in warned:
        near[mine][other] = min(why, near[mine].get(other, why))
    told = (
        replace(event, near=tuple(Near(name, why) for name, why in sorted(others.items())))
        for event, others in zip(events, near, strict=True)
    )
    rows = map(event_record, sorted(told, key=ordered))
    storage.write(job.out + ".parquet", as_table("events", rows))
