"""How alike are two stories in order and wording? Longest common sequence, and sentences that say the same.

Words are weighed within the pair alone: what both texts say all along (the war, its parties) weighs little, and
the verdict on two reports never depends on which others are in the ledger.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Alignment", "align", "common_order", "cosines"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each sentence of one story the best one of the other, with its cosine (index -1: nothing alike)."""

    forth: tuple[tuple[int, float], ...]
    back: tuple[tuple[int, float], ...]

    def share(self, least: float) -> tuple[float, float]:
        """Return the share of sentences, of the one and of the other, whose best match reaches `least`."""
        forth, back = (sum(score >= least for _, score in side) / max(1, len(side)) for side in (self.forth, self.back))
        return forth, back


def align(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> Alignment:
    """Return the best matches, both ways, of two stories given as the words of their sentences."""
    forth, back = [(-1, 0.0)] * len(one), [(-1, 0.0)] * len(other)
    for m, row in enumerate(cosines(one, other)):
        for n, cosine in row.items():
            if cosine > forth[m][1]:
                forth[m] = (n, cosine)
            if cosine > back[n][1]:
                back[n] = (m, cosine)
    return Alignment(tuple(forth), tuple(back))


def cosines(one: Sequence[Counter[str]], other: Sequence[Counter[str]]) -> list[dict[int, float]]:
    """Return for each sentence of one story the TF-IDF cosine with each of the other that shares a word with it."""
    weights = _weights([*one, *other])
    left, right = ([_unit(bag, weights) for bag in side] for side in (one, other))
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, vector in enumerate(right):
        for word, value in vector.items():
            held[word].append((n, value))
    rows: list[dict[int, float]] = []
    for vector in left:
        row: defaultdict[int, float] = defaultdict(float)
        for word, value in vector.items():
            for n, weight in held.get(word, ()):
                row[n] += value * weight
        rows.append(dict(row))
    return rows


def _weights(bags: Sequence[Counter[str]]) -> dict[str, float]:
    seen = Counter(word for bag in bags for word in bag)
    return {word: 1 + math.log((1 + len(bags)) / (1 + count)) for word, count in seen.items()}


def _unit(bag: Counter[str], weights: dict[str, float]) -> dict[str, float]:
    vector = {word: count * weights[word] for word, count in bag.items()}
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}


def common_order(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest sequence that both keep in order; each key stands once in each."""
    place = {key: n for n, key in enumerate(other)}
    tails: list[int] = []
    for at in (place[key] for key in one if key in place):
        n = bisect_left(tails, at)
        tails[n : n + 1] = [at]
    return len(tails)
