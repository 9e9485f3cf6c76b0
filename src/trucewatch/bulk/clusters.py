"""Which scenes of a corpus make one event? The clusters of `link`, part by part, made of the takes on pairs alone.

What is held to be one event joins scenes to parts, which no event crosses. A part may hold most of a long war: its job
has numbers at hand and no scenes, and takes from the shelf only those of the few pairs that nobody compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trucewatch.bulk.kin import components, in_jobs
from trucewatch.bulk.parcels import Numbers, Shelf, parcel, parcels, table, write_parcels
from trucewatch.bulk.plan import shard_name
from trucewatch.bulk.scenes import Rarity, order_of
from trucewatch.link.bonds import bonds
from trucewatch.link.cluster import united
from trucewatch.link.events import Asked, warning
from trucewatch.link.judge import Judged, Take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.bulk.corpus import Corpus, Job
    from trucewatch.bulk.scenes import Set
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Parts
    from trucewatch.link.scene import Scene

__all__ = ["cluster_scenes", "part_scenes", "warnings", "weigh_scenes"]

Scores = np.ndarray[Any, np.dtype[np.float64]]

_TAKES: Final = tuple(Take)
_SAME, _DIFFERENT = _TAKES.index(Take.SAME), _TAKES.index(Take.DIFFERENT)
_SCENES_A_JOB: Final = 5_000
_AT_ONCE: Final = 10_000
_AT_HAND: Final = 10_000  # scenes of some 8 KB


def weigh_scenes(job: Job, _: Parts) -> None:
    """Write the takes on a chunk of pairs, (low, high, take), and the scores; then which of them warn, and of what."""
    storage = job.corpus.storage
    pairs: Numbers = parcel(storage, "work/scene-pairs", job.number)
    asked = _asked(storage, np.unique(pairs))
    told: list[tuple[int, int, int]] = []
    scores: list[float] = []
    warned: list[tuple[int, int]] = []
    whys: list[str] = []
    for low, high in pairs.tolist():
        verdict = asked.made(low, high)
        told.append((low, high, _TAKES.index(verdict.take)))
        scores.append(verdict.score)
        why = warning(verdict)
        if why is not None:
            warned.append((low, high))
            whys.append(why)
    write_parcels(storage, job.out, [table(told, 3), np.array(scores, dtype=np.float64), table(warned, 2), whys])


def warnings(storage: Storage) -> Iterator[tuple[int, int, str]]:
    """Yield the pairs of scenes that nearly were one event, or are, each with the reason."""
    for pairs, whys in zip(parcels(storage, "work/takes", 2), parcels(storage, "work/takes", 3), strict=True):
        yield from zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), whys, strict=True)


def _asked(storage: Storage, numbers: Numbers) -> Asked:
    """Return what judges pairs of the scenes of these numbers (sorted), each taken from its shelf when asked for."""
    found = _Scenes(storage, numbers)
    return Asked(found, Rarity(storage), found.kin, bonds(()), _retold(storage, numbers))


def _retold(storage: Storage, scenes: Numbers) -> dict[tuple[int, int], int]:
    """Return how many figures pairs of these scenes retell."""
    told = _all_retold(storage)
    known = np.isin(told[:, :2], scenes).all(axis=1)
    return {(low, high): count for low, high, count in told[known].tolist()}


@lru_cache(maxsize=1)
def _all_retold(storage: Storage) -> Numbers:
    return parcel(storage, "work/order", 2)


class _Scenes(Mapping[int, "Scene"]):
    """Scenes of a corpus by number, taken from their shelf when asked for; `kin` knows the origins of those taken."""

    def __init__(self, storage: Storage, numbers: Numbers) -> None:
        self._numbers = numbers
        self._shards, self._places = order_of(storage).where(numbers)
        self._shelf = Shelf(storage, "work/scenes", _AT_HAND)
        self.kin: dict[str, str] = {}

    def __getitem__(self, number: int) -> Scene:
        at = int(np.searchsorted(self._numbers, number))
        held: Set = self._shelf[shard_name(int(self._shards[at])), 1 + int(self._places[at])]
        telling = held.scene.telling
        self.kin[f"{telling.report_id}#{telling.story}"] = held.origin
        return held.scene

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers.tolist())

    def __len__(self) -> int:
        return len(self._numbers)


def part_scenes(corpus: Corpus) -> list[tuple[Numbers, Scores]]:
    """Return for each job the takes and scores between scenes of one part of its; parts are not divided."""
    storage = corpus.storage
    held_one = [takes[takes[:, 2] == _SAME][:, :2] for takes in parcels(storage, "work/takes", 0)]
    members, lowest = components(np.concatenate([table([], 2), *held_one]))
    if not len(members):
        return []
    job_of = in_jobs(lowest, _SCENES_A_JOB)
    found: list[list[tuple[Numbers, Scores]]] = [[] for _ in range(int(job_of.max()) + 1)]
    for name in storage.names("work/takes"):
        takes, scores = _takes(storage, name)
        at: Numbers = np.minimum(np.searchsorted(members, takes[:, :2]), len(members) - 1)
        inside = (members[at] == takes[:, :2]).all(axis=1) & (lowest[at[:, 0]] == lowest[at[:, 1]])
        jobs = job_of[at[:, 0]]
        for number in np.unique(jobs[inside]).tolist():
            mine = inside & (jobs == number)
            found[number].append((takes[mine], scores[mine]))
    return [_joined(of) for of in found]


def _joined(found: list[tuple[Numbers, Scores]]) -> tuple[Numbers, Scores]:
    takes, scores = [each for each, _ in found], [each for _, each in found]
    return np.concatenate([table([], 3), *takes]), np.concatenate([np.zeros(0), *scores])


def _takes(storage: Storage, name: str) -> tuple[Numbers, Scores]:
    return parcel(storage, f"work/takes/{name}", 0), parcel(storage, f"work/takes/{name}", 1)


def cluster_scenes(job: Job, _: Parts) -> None:
    """Write the scenes of a job that are in one event with others: (scene, first scene of its event)."""
    known = _Known(job.corpus.storage, *parcel(job.corpus.storage, "work/event-parts", job.number))
    groups = united(len(known.members), known.alike(), known.judged, known.foes())
    together = [(known.members[n], known.members[group[0]]) for group in groups if len(group) > 1 for n in group]
    write_parcels(job.corpus.storage, job.out, [table(together, 2)])


class _Known:
    """The takes on pairs of some scenes, here numbered 0 … in their order, so that every tie falls as it does there.

    What is made of pairs that nobody compared is kept as two numbers each, however many are asked of.
    """

    def __init__(self, storage: Storage, takes: Numbers, scores: Scores) -> None:
        self.members: Numbers = np.unique(takes[:, :2])
        keys: Numbers = np.searchsorted(self.members, takes[:, 0]) * len(self.members)
        keys += np.searchsorted(self.members, takes[:, 1])
        order = np.argsort(keys)
        self._keys, self._takes, self._scores = keys[order], takes[order, 2].astype(np.int8), scores[order]
        self._asked = _asked(storage, self.members)
        self._made: dict[int, Judged] = {}

    def alike(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs held to be one event, best first, those of one score in order."""
        same = np.flatnonzero(self._takes == _SAME)
        best = same[np.argsort(-self._scores[same], kind="stable")]
        for at in range(0, len(best), _AT_ONCE):
            low, high = np.divmod(self._keys[best[at : at + _AT_ONCE]], len(self.members))
            yield from zip(low.tolist(), high.tolist(), strict=True)

    def foes(self) -> _Foes:
        """Return which scenes are held apart from each."""
        return _Foes(*np.divmod(self._keys[self._takes == _DIFFERENT], len(self.members)), len(self.members))

    def judged(self, low: int, high: int) -> Judged:
        """Return the take on two scenes, made where nobody compared them."""
        key = low * len(self.members) + high
        at = int(np.searchsorted(self._keys, key))
        if at < len(self._keys) and self._keys[at] == key:
            return _judged(int(self._takes[at]), float(self._scores[at]))
        if key not in self._made:
            made = self._asked.made(int(self.members[low]), int(self.members[high]))
            self._made[key] = _judged(_TAKES.index(made.take), made.score)
        return self._made[key]


class _Foes:
    """The scenes held apart from each, in two arrays."""

    def __init__(self, low: Numbers, high: Numbers, count: int) -> None:
        ends = np.concatenate((low, high)).astype(np.int32)
        order = np.argsort(ends, kind="stable")
        self._others = np.concatenate((high, low)).astype(np.int32)[order]
        self._starts = np.searchsorted(ends[order], np.arange(count + 1))

    def of(self, number: int) -> list[int]:
        """Return the scenes held apart from the one of that number."""
        return self._others[self._starts[number] : self._starts[number + 1]].tolist()


@lru_cache(maxsize=10_000)
def _judged(take: int, score: float) -> Judged:
    return Judged(_TAKES[take], score, ())
