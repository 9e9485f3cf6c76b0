"""How alike are two stories in order and wording? Longest common sequence, and sentences that say the same.

Words are weighed within the pair alone: what both texts say all along (the war, its parties) weighs little, and
the verdict on two reports never depends on which others are in the ledger.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["common_order", "cosines", "weight"]


def weight(sentences: int, told: int) -> float:
    """Return the weight of a word that stands in so many of the sentences of two stories."""
    return 1 + math.log((1 + sentences) / (1 + told))


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
    return {word: weight(len(bags), count) for word, count in seen.items()}


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
