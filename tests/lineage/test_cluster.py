"""Families do not chain, and the clusters are those of a naive average linkage."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from trucewatch.lineage.cluster import cluster

CORE, LINK = 0.4, 0.5


def _run(scores: dict[tuple[int, int], float], apart: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, ...]]:
    return cluster(scores, [pair for pair, score in scores.items() if score >= LINK], CORE, apart=apart)


def test_a_chain_is_no_family() -> None:
    assert _run({(0, 1): 0.9, (1, 2): 0.6}) == [(0, 1)]


def test_a_star_with_some_likeness_among_its_rays_is_one() -> None:
    scores = {(0, 1): 0.9, (0, 2): 0.8, (0, 3): 0.8, (1, 2): 0.4, (1, 3): 0.4, (2, 3): 0.4}
    assert _run(scores) == [(0, 1, 2, 3)]


def test_likeness_without_a_link_joins_nobody() -> None:
    assert _run({(0, 1): 0.45}) == []


def test_who_was_held_apart_is_never_in_one_family() -> None:
    scores = dict.fromkeys(combinations(range(3), 2), 0.9)
    assert _run(scores, apart=((0, 2),)) == [(0, 1)]


def test_what_people_join_is_united_with_all_that_each_stands_with() -> None:
    scores = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.1}
    assert cluster(scores, [(0, 1), (2, 3)], CORE, joined=[(1, 2)]) == [(0, 1, 2, 3)]
    assert cluster(scores, [(0, 1), (2, 3)], CORE, joined=[(1, 2)], apart=[(0, 3)]) == [(0, 1), (2, 3)]


def _naive(scores: dict[tuple[int, int], float], links: set[tuple[int, int]]) -> list[tuple[int, ...]]:
    groups = [(n,) for n in sorted({n for pair in scores for n in pair})]

    def average(one: tuple[int, ...], other: tuple[int, ...]) -> float:
        total = sum(scores.get((min(m, n), max(m, n)), 0.0) for m in one for n in other)
        return round(total / (len(one) * len(other)), 6)

    def linked(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        return any((min(m, n), max(m, n)) in links for m in one for n in other)

    while True:
        ready = [
            (-average(a, b), min(a), min(b), a, b)
            for a, b in combinations(sorted(groups), 2)
            if linked(a, b) and average(a, b) >= CORE
        ]
        if not ready:
            return sorted(group for group in groups if len(group) > 1)
        *_, a, b = min(ready)
        groups = [group for group in groups if group not in (a, b)] + [tuple(sorted(a + b))]


@pytest.mark.parametrize("seed", range(40))
def test_clusters_equal_those_of_the_naive_way(seed: int) -> None:
    rng = random.Random(seed)
    pairs = [pair for pair in combinations(range(rng.randrange(2, 16)), 2) if rng.random() < 0.5]
    scores = {pair: round(rng.random(), 3) for pair in pairs}
    listed = list(scores.items())
    rng.shuffle(listed)
    links = {pair for pair, score in scores.items() if score >= LINK}
    print(f"seed {seed}")
    assert cluster(dict(listed), links, CORE) == _naive(scores, links)
