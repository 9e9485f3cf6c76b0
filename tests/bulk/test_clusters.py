"""Clusters made part by part, of takes alone, are those that linking makes of all scenes at once."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest

from trucewatch.bulk import Storage, clusters
from trucewatch.bulk.corpus import Corpus, Job
from trucewatch.bulk.parcels import count, parcels, write_parcels
from trucewatch.link.cluster import cluster
from trucewatch.link.judge import Judged, Take

SCENES = 150
NOBODY: Any = None  # who would be told how far a job is


class Asked:
    """Takes by chance, the same whenever asked: most of near scenes speak for one event."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def made(self, low: int, high: int) -> Judged:
        """Return the take on two scenes."""
        chance = random.Random(self._seed * 1_000_000 + low * 1_000 + high)
        weights = (300, 30, 30, 3) if high - low < 40 else (0, 1, 2, 8)
        take = chance.choices((Take.SAME, Take.NEAR, Take.UNKNOWN, Take.DIFFERENT), weights)[0]
        return Judged(take, float(chance.choice((1, 2, 3))), ("a reason",))


@pytest.mark.parametrize("seed", range(4))
def test_parts_give_the_clusters_of_the_whole(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    asked = Asked(seed)
    monkeypatch.setattr(clusters, "_asked", lambda *_: asked)
    monkeypatch.setattr(clusters, "_SCENES_A_JOB", 20)
    chance = random.Random(seed)
    near = [
        pair for pair in combinations(range(SCENES), 2) if pair[1] - pair[0] < 45 and pair[0] // 50 == pair[1] // 50
    ]
    pairs = sorted(chance.sample(near, len(near) * 2 // 3))
    storage = Storage(str(tmp_path))
    chunks = [pairs[at::3] for at in range(3)]
    write_parcels(storage, "work/scene-pairs", [clusters.table(chunk, 2) for chunk in chunks])
    corpus = Corpus(storage, 1, 1)
    for number in range(3):
        clusters.weigh_scenes(Job(corpus, f"work/takes/{number}", number), NOBODY)
    write_parcels(storage, "work/event-parts", clusters.part_scenes(corpus))
    jobs = count(storage, "work/event-parts")
    for number in range(jobs):
        clusters.cluster_scenes(Job(corpus, f"work/clusters/{number}", number), NOBODY)
    made: dict[int, list[int]] = {}
    for together in parcels(storage, "work/clusters", 0):
        for scene, first in together.tolist():
            made.setdefault(first, []).append(scene)
    whole = [group for group in cluster(SCENES, pairs, asked.made) if len(group) > 1]
    assert sorted(tuple(sorted(each)) for each in made.values()) == whole
    assert jobs >= 3
    assert max(map(len, whole)) > 24  # more than speak for a cluster: those held apart from the others count too
