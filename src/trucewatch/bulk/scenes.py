"""Which scenes of a corpus are to be compared? The blocks of `link`, found band by band.

Every shard tells its scenes and the keys they are found by; scenes are numbered over the whole corpus in the order
that linking gives them, so that every tie falls as it does in a ledger.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from trucewatch.bulk.corpus import Job, live_readings
from trucewatch.bulk.kin import homes_of, in_chunks, retold_pairs
from trucewatch.bulk.kin_pairs import STORIES
from trucewatch.bulk.parcels import Numbers, digest, grouped, parcel, parcels, spread, table, write_parcels
from trucewatch.link.block import RULED, Sketch, found_by, meeting
from trucewatch.link.bonds import bonds
from trucewatch.link.claims import origin_of, tell
from trucewatch.link.events import rarity
from trucewatch.link.scenes import scenes
from trucewatch.records import figure_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.bulk.corpus import Corpus
    from trucewatch.bulk.storage import Storage
    from trucewatch.engine import Parts
    from trucewatch.link.scene import Scene

__all__ = [
    "Order",
    "Rarity",
    "bring_together",
    "count_names",
    "join_names",
    "number",
    "order_of",
    "scene_pairs",
    "set_scenes",
]

_KINDS: Final = ("", *RULED)
"""The kinds of keys that have rules of their own; any other counts as the first."""

_NONE: Final = -1
_WIDTH: Final = 3 + len(Sketch._fields)  # hash and kind of a key, a scene's number in its shard, and its sketch


@dataclass(frozen=True, slots=True)
class Set:
    """A scene as its shard keeps it, with the origin of its story's words."""

    scene: Scene
    origin: str


def set_scenes(job: Job, _: Parts) -> None:
    """Write the scenes of a shard (a shelf: names, then each), and by band the keys and names they are found by."""
    corpus = job.corpus
    homes, nobody = _homes(corpus.storage), bonds(())
    made: list[Set] = []
    days: list[int] = []
    rows: list[tuple[int, ...]] = []
    names: Counter[str] = Counter()
    stories = 0
    for rank, report, reading in live_readings(job):
        figures = [figure_record(each, report["report"]) for each in reading.figures]
        claims, tellings = tell(report, reading.report.text, figures, corpus.parties)
        stories += len(tellings)
        names.update(name for telling in tellings for name in telling.names)
        for scene in scenes(claims, tellings, nobody):
            for key, drawn in found_by(scene, rank * STORIES + scene.telling.story, homes):
                kind = _KINDS.index(key[0]) if key[0] in _KINDS else 0
                rows.append((digest(repr(key)), kind, len(made), *map(int, drawn)))
            made.append(Set(scene, origin_of(scene.telling, homes)))
            days.append(_NONE if scene.published is None else scene.published)
    meta = {
        "names": [(each.scene.key, each.scene.group) for each in made],
        "days": days,
        "stories": stories,
        "figures": [(digest(claim.figure_id), n) for n, each in enumerate(made) for claim in each.scene.claims],
    }
    told = table([(digest(name), count) for name, count in names.items()], 2)
    found = table(rows, _WIDTH)
    by_band = zip(
        *(spread(each, (each[:, 0] >> 3) % corpus.bands, corpus.bands) for each in (found, told)), strict=True
    )
    write_parcels(corpus.storage, job.out.replace("work/blocks", "work/scenes"), [meta, *made])
    write_parcels(corpus.storage, job.out, list(by_band))


@lru_cache(maxsize=1)
def _homes(storage: Storage) -> Mapping[str, str]:
    return homes_of(storage)


@dataclass(frozen=True, slots=True)
class Order:
    """The scenes of a corpus: the first number of each shard's own count, the place of each of those, and back."""

    starts: Numbers
    places: Numbers
    days: Numbers

    def of(self, shard: int) -> Numbers:
        """Return the numbers of a shard's scenes, in its own order."""
        return self.places[self.starts[shard] : self.starts[shard + 1]]

    def where(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return the shard of each number, and its place in the shelf of that shard."""
        at = self._back()[numbers]
        shard = np.searchsorted(self.starts, at, side="right") - 1
        return shard, at - self.starts[shard]

    def _back(self) -> Numbers:
        back = np.empty_like(self.places)
        back[self.places] = np.arange(len(self.places))
        return back


def number(corpus: Corpus) -> list[Any]:
    """Return the order of all scenes, how many stories there are, and how many figures pairs of scenes retell."""
    metas = list(parcels(corpus.storage, "work/scenes", 0))
    named = [name for meta in metas for name in meta["names"]]
    starts = np.cumsum([0, *(len(meta["names"]) for meta in metas)])
    places = np.empty(len(named), dtype=np.int64)
    places[sorted(range(len(named)), key=named.__getitem__)] = np.arange(len(named))
    days = np.empty_like(places)
    days[places] = [day for meta in metas for day in meta["days"]]
    order = Order(starts, places, days)
    figures = table([(figure, starts[n] + at) for n, meta in enumerate(metas) for figure, at in meta["figures"]], 2)
    figures = figures[np.argsort(figures[:, 0], kind="stable")]
    retold: Counter[tuple[int, int]] = Counter()
    for pair in sorted(set(retold_pairs(corpus.storage))):
        ends = [_scene_of(digest(figure), figures, places) for figure in pair]
        if None not in ends and ends[0] != ends[1]:
            retold[min(ends), max(ends)] += 1  # pyright: ignore[reportArgumentType]
    return [order, sum(meta["stories"] for meta in metas), table([(*pair, n) for pair, n in sorted(retold.items())], 3)]


def _scene_of(figure: int, figures: Numbers, places: Numbers) -> int | None:
    at = int(np.searchsorted(figures[:, 0], figure))
    return int(places[figures[at, 1]]) if at < len(figures) and figures[at, 0] == figure else None


@lru_cache(maxsize=1)
def order_of(storage: Storage) -> Order:
    """Return the order of all scenes."""
    return parcel(storage, "work/order", 0)


def bring_together(job: Job, _: Parts) -> None:
    """Write the pairs of scenes that share a key of a band."""
    order = order_of(job.corpus.storage)
    found: set[tuple[int, int]] = set()
    blocks: list[Numbers] = []
    for shard, (rows, _names) in enumerate(parcels(job.corpus.storage, "work/blocks", job.number)):
        rows[:, 2] = order.of(shard)[rows[:, 2]]
        blocks.append(rows)
    rows = np.concatenate([table([], _WIDTH), *blocks])
    rows = rows[np.lexsort((rows[:, 2], rows[:, 0]))]
    for start, end in grouped(rows[:, 0], least=2):
        block = rows[start:end]
        members = [(number, Sketch(*drawn)) for number, *drawn in block[:, 2:].tolist()]
        found.update(meeting(_KINDS[int(block[0, 1])], members))
    write_parcels(job.corpus.storage, job.out, [table(sorted(found), 2)])


def count_names(job: Job, _: Parts) -> None:
    """Write how many stories tell each name of a band."""
    told = np.concatenate(
        [table([], 2), *(names for _, names in parcels(job.corpus.storage, "work/blocks", job.number))]
    )
    named, at = np.unique(told[:, 0], return_inverse=True)
    counts = np.zeros(len(named), dtype=np.int64)
    np.add.at(counts, at, told[:, 1])
    write_parcels(job.corpus.storage, job.out, [np.column_stack((named, counts))])


def join_names(corpus: Corpus) -> list[Numbers]:
    """Return the names of all bands, by their hashes in order, with their counts."""
    names = np.concatenate([table([], 2), *parcels(corpus.storage, "work/names", 0)])
    return [names[np.argsort(names[:, 0])]]


class Rarity(Mapping[str, float]):
    """How rare a name is, asked as `link` asks a mapping: of a million names in sorted numbers."""

    def __init__(self, storage: Storage) -> None:
        self._names: Numbers = parcel(storage, "work/rarity", 0)
        self._stories: int = parcel(storage, "work/order", 1)

    def __getitem__(self, name: str) -> float:
        """Return by how many decades the name is rarer than one that every story tells."""
        hashed = digest(name)
        at = int(np.searchsorted(self._names[:, 0], hashed))
        if at == len(self._names) or self._names[at, 0] != hashed:
            raise KeyError(name)
        return rarity(self._stories, int(self._names[at, 1]))

    def __iter__(self) -> Iterator[str]:
        """Yield nothing: names are kept as hashes, which do not lead back to them."""
        return iter(())

    def __len__(self) -> int:
        return len(self._names)


def scene_pairs(corpus: Corpus) -> list[Numbers]:
    """Return all pairs of scenes to be judged, in chunks by day."""
    order, retold = (parcel(corpus.storage, "work/order", n) for n in (0, 2))
    found = chain(parcels(corpus.storage, "work/scene-blocks", 0), [retold[:, :2]])
    return in_chunks(found, np.column_stack((np.arange(len(order.days)), order.days)))
