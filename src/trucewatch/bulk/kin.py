"""Which reports of a corpus tell one text, and what did the copies change? The verdicts and families of `lineage`.

Pairs are judged in chunks; what links join is a part of its own, and whole parts are given to jobs, which make the
families, their drift and the figures they retell.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trucewatch.bulk.corpus import Job, live_readings
from trucewatch.bulk.kin_pairs import STORIES
from trucewatch.bulk.parcels import Numbers, Shelf, parcel, parcels, table, write_parcels
from trucewatch.bulk.plan import shard_name
from trucewatch.bulk.tables import as_table
from trucewatch.ledger import homes
from trucewatch.lineage import STANDARD, compared
from trucewatch.lineage.compare import Verdict, judge
from trucewatch.lineage.families import grown
from trucewatch.records import drift_record, lineage_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.bulk.corpus import Corpus
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Parts
    from trucewatch.lineage.telling import Telling
    from trucewatch.model import Lineage

__all__ = [
    "CHUNK",
    "collect_kin",
    "compare",
    "components",
    "gather",
    "grow",
    "homes_of",
    "in_chunks",
    "in_jobs",
    "kin_pairs",
    "part_kin",
    "retold_pairs",
    "tell_kin",
]

CHUNK: Final = 20_000
"""Pairs that one job judges: some seconds of work."""

_WAITING: Final = 500_000
_STORIES_A_JOB: Final = 2_000
_AT_HAND: Final = 3_000  # stories of some 30 KB
_DAYS_TOGETHER: Final = 2


def kin_pairs(corpus: Corpus) -> list[Numbers]:
    """Return all pairs of stories to be judged, in chunks by day: what is near in time is read together."""
    told = np.concatenate([table([], 2), *parcels(corpus.storage, "work/stories", 0)])
    told = told[np.argsort(told[:, 0])]
    return in_chunks(parcels(corpus.storage, "work/chosen", 0), told)


def in_chunks(found: Iterable[Numbers], days: Numbers) -> list[Numbers]:
    """Return pairs, each once, in chunks; `days` tells number and day of each, sorted by number.

    Pairs between the same few days stand together, so that what is compared with many is fetched once.
    """
    pairs = _once(found)
    if len(pairs):
        told = days[np.searchsorted(days[:, 0], pairs), 1] // _DAYS_TOGETHER
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0], told.max(axis=1), told.min(axis=1)))]
    return [pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK)]


def _once(found: Iterable[Numbers]) -> Numbers:
    """Return the pairs of several arrays, each once, in order; no more is held than twice what is returned."""
    pairs, waiting, count = table([], 2), list[Numbers](), 0
    for rows in found:
        waiting.append(rows)
        count += len(rows)
        if count > max(_WAITING, len(pairs)):
            pairs, waiting, count = np.unique(np.concatenate([pairs, *waiting]), axis=0), [], 0
    return np.unique(np.concatenate([pairs, *waiting]), axis=0)


def compare(job: Job, _: Parts) -> None:
    """Write the verdicts on a chunk of pairs: an array of (low, high) with the scores, and the verdicts with links."""
    storage = job.corpus.storage
    pairs = parcel(storage, "work/kin-pairs", job.number)
    stories = _Stories(storage)
    verdicts = {(low, high): judge(stories[low], stories[high], STANDARD) for low, high in pairs.tolist()}
    scores = np.array([verdict.score for verdict in verdicts.values()])
    linked = {pair: verdict for pair, verdict in verdicts.items() if verdict.links}
    write_parcels(storage, job.out, [pairs, scores, linked])


class _Stories:
    """The stories of a corpus by their numbers."""

    def __init__(self, storage: Storage) -> None:
        self._shelf = Shelf(storage, "work/stories", _AT_HAND)
        self._storage = storage
        self._shards: Numbers = parcel(storage, "work/roll", 0)

    def __getitem__(self, number: int) -> Telling:
        file = shard_name(int(self._shards[number // STORIES]))
        return self._shelf[file, 1 + _place(self._storage, file, number)]


def _place(storage: Storage, file: str, number: int) -> int:
    return int(np.searchsorted(_numbers(storage, file), number))


@lru_cache(maxsize=10_000)
def _numbers(storage: Storage, file: str) -> Numbers:
    return parcel(storage, f"work/stories/{file}", 0)[:, 0]


def components(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Return the numbers that pairs join, sorted, and for each the lowest number it is joined with."""
    sparse, graphs = import_module("scipy.sparse"), import_module("scipy.sparse.csgraph")  # a third of a second
    members, at = np.unique(pairs, return_inverse=True)
    if not len(members):
        return members, members
    ends = at.reshape(-1, 2)
    graph = sparse.coo_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(len(members),) * 2)
    part: Numbers = graphs.connected_components(graph, directed=False)[1]
    lowest = np.full(part.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(lowest, part, members)
    return members, lowest[part]


def part_kin(corpus: Corpus) -> list[list[tuple[int, int, Verdict]]]:
    """Return the verdicts by job: those between stories of reports that links join, whole parts together."""
    linked = [list(found) for found in parcels(corpus.storage, "work/verdicts", 2)]
    ranks = table([pair for found in linked for pair in found], 2) // STORIES
    members, lowest = components(ranks)
    job_of = in_jobs(lowest, _STORIES_A_JOB)
    jobs: list[list[tuple[int, int, Verdict]]] = [[] for _ in range(int(job_of.max()) + 1 if len(job_of) else 0)]
    for name in corpus.storage.names("work/verdicts"):
        pairs: Numbers
        pairs, scores, found = (parcel(corpus.storage, f"work/verdicts/{name}", n) for n in range(3))
        ends = pairs // STORIES
        at: Numbers = np.searchsorted(members, ends.ravel()).reshape(-1, 2)
        at = np.minimum(at, max(0, len(members) - 1))
        known = (members[at] == ends).all(axis=1) if len(members) else np.zeros(len(pairs), dtype=bool)
        for n in np.flatnonzero(known).tolist():
            one, other = at[n]
            if lowest[one] == lowest[other]:
                low, high = pairs[n].tolist()
                jobs[job_of[one]].append((low, high, found.get((low, high)) or Verdict(float(scores[n]), (), "")))
    return jobs


def in_jobs(lowest: Numbers, size: int) -> Numbers:
    """Return the job of each member, given the lowest of its part: whole parts, `size` members or little more a job."""
    parts, sizes = np.unique(lowest, return_counts=True)
    before = np.cumsum(sizes) - sizes
    return (before // size)[np.searchsorted(parts, lowest)]


def grow(job: Job, _: Parts) -> None:
    """Write the families of a job."""
    storage = job.corpus.storage
    verdicts = {(low, high): verdict for low, high, verdict in parcel(storage, "work/kin-parts", job.number)}
    stories = _Stories(storage)
    told = {number: stories[number] for pair in sorted(verdicts) for number in pair}
    families = grown(told, dict(sorted(verdicts.items())), STANDARD)
    rank_of = {each.report_id: number // STORIES for number, each in told.items()}
    ranks = sorted({rank_of[name] for family in families for name in family.reports})
    write_parcels(storage, job.out, [families, np.array(ranks, dtype=np.int64)])


def collect_kin(corpus: Corpus) -> list[Numbers]:
    """Return the ranks of the reports in families, sorted, and the job of each."""
    ranks = list(parcels(corpus.storage, "work/families", 1))
    job_of = [np.full(len(found), number, dtype=np.int64) for number, found in enumerate(ranks)]
    every = np.concatenate([np.array([], dtype=np.int64), *ranks])
    jobs = np.concatenate([np.array([], dtype=np.int64), *job_of])
    order = np.argsort(every, kind="stable")
    return [every[order], jobs[order]]


def gather(job: Job, _: Parts) -> None:
    """Write the readings of a shard's reports that are in families, by job; `more` is the number of jobs."""
    ranks, jobs = (parcel(job.corpus.storage, "work/kin-ranks", number) for number in (0, 1))
    job_of: dict[int, list[int]] = {}
    for rank, number in zip(ranks.tolist(), jobs.tolist(), strict=True):
        job_of.setdefault(rank, []).append(number)
    split: list[list[Any]] = [[] for _ in range(job.more)]
    for rank, _report, reading in live_readings(job, job_of.__contains__):
        for number in job_of[rank]:
            split[number].append(reading)
    write_parcels(job.corpus.storage, job.out, split)


def tell_kin(job: Job, _: Parts) -> None:
    """Write lineages and drift of a job as tables, then the home of each report in them and the figures retold.

    Parcels 0 … of the homes are those of each shard, the last one the pairs of figures; `more` is the shards' number.
    """
    storage = job.corpus.storage
    families: tuple[Lineage, ...] = parcel(storage, f"work/families/{shard_name(job.number)}", 0)
    docs = {
        reading.report.report_id: reading for found in parcels(storage, "work/members", job.number) for reading in found
    }
    told = [compared(family, [docs[name] for name in family.reports]) for family in families]
    pairs = sorted({pair for _, retold in told for pair in retold})
    changed = (drift_record(each) for drifts, _ in told for each in drifts)
    name = shard_name(job.number)
    storage.write(f"lineages/{name}.parquet", as_table("lineages", map(lineage_record, families)))
    storage.write(f"drift/{name}.parquet", as_table("drift", changed))
    write_parcels(storage, job.out, [homes(families, docs), pairs])


def homes_of(storage: Storage) -> dict[str, str]:
    """Return the family of each report (`REPORT`) or story of a page (`REPORT#2`) that has one."""
    return {key: home for found in parcels(storage, "work/homes", 0) for key, home in found.items()}


def retold_pairs(storage: Storage) -> Iterator[tuple[str, str]]:
    """Yield the pairs of figures that two tellings of one text have in the same place."""
    for found in parcels(storage, "work/homes", 1):
        yield from found
