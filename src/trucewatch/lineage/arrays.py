"""What two stories share, counted on arrays of numbers: word runs, and sentences that say the same.

Apart from the rest, as NumPy takes a tenth of a second to load: only who compares stories waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from trucewatch.lineage.align import weight
from trucewatch.lineage.words import stem_number

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Bags", "Numbers", "gathered", "in_common", "in_order", "shared_sentences"]

Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
"""Whole numbers in a row, of 64 bits where they are hashes, else of 32."""

_SLACK = 1e-9
"""Sums of floats differ in their last digits from machine to machine: what reaches the threshold but for that does."""
_QUIET = 1 << 17
"""Multiplications that BLAS does at once without sharing them among threads.

Waking those costs more than a pair of stories: on two busy cores 20 ms, where the product itself takes 0.1.
"""
_BLOCK = 1024
"""Sentences of each story held against one another at once: a book of a page must not take all memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Bags:
    """The words of a story's sentences: each distinct word (as a number, sorted), and in how many sentences it stands.

    A word of a sentence is an entry: number of the sentence, place of the word in `words`, how often it stands there.
    """

    words: Numbers
    told: Numbers
    sentences: int
    row: Numbers
    column: Numbers
    count: Numbers


def gathered(bags: Sequence[Counter[str]]) -> Bags:
    """Return the words of a story's sentences as numbers, which two stories are soon compared by."""
    entries = [(n, stem_number(word), count) for n, bag in enumerate(bags) for word, count in bag.items()]
    row, word, count = np.array(entries, dtype=np.int64).reshape(-1, 3).T
    words, column = np.unique(word, return_inverse=True)
    told = np.bincount(column, minlength=len(words))
    return Bags(words, _small(told), len(bags), _small(row), _small(column), _small(count))


def _small(numbers: Numbers) -> Numbers:
    return numbers.astype(np.int32)


def shared_sentences(one: Bags, other: Bags, least: float) -> tuple[float, float]:
    """Return the share of sentences, of the one and of the other, whose best TF-IDF cosine reaches `least`."""
    if not (len(one.words) and len(other.words)):
        return 0.0, 0.0
    at = np.searchsorted(other.words, one.words)
    at[at == len(other.words)] = 0
    here = np.flatnonzero(other.words[at] == one.words)
    there = at[here]
    seen, seen_there = one.told.copy(), other.told.copy()
    seen[here] += other.told[there]
    seen_there[there] = seen[here]
    weights = _weighed(one.sentences + other.sentences)
    left, right = _Side(one, here, weights[seen]), _Side(other, there, weights[seen_there])
    mine, theirs = np.zeros(one.sentences, dtype=bool), np.zeros(other.sentences, dtype=bool)
    for (start, block), (start_there, block_there) in product(left.blocks(), right.blocks()):
        for at_row, some in _few(block, block_there.size):
            alike = some @ block_there.T >= least - _SLACK
            mine[start + at_row : start + at_row + len(some)] |= alike.any(axis=1)
            theirs[start_there : start_there + len(block_there)] |= alike.any(axis=0)
    return float(mine.mean()), float(theirs.mean())


def _few(
    block: np.ndarray[Any, np.dtype[np.float64]], width: int
) -> Iterator[tuple[int, np.ndarray[Any, np.dtype[np.float64]]]]:
    """Yield so many rows at a time that no product with `width` numbers wakes another thread."""
    rows = max(1, _QUIET // max(1, width))
    yield from ((start, block[start : start + rows]) for start in range(0, len(block), rows))


class _Side:
    """The sentences of one of two stories as unit vectors, of which only the words that both have are told."""

    def __init__(self, bags: Bags, common: Numbers, weights: np.ndarray[Any, np.dtype[np.float64]]) -> None:
        values = bags.count * weights[bags.column]
        lengths = np.sqrt(np.bincount(bags.row, values * values, minlength=bags.sentences))
        place = np.full(len(bags.words), -1)
        place[common] = np.arange(len(common))
        column = place[bags.column]
        kept = column >= 0
        self._row, self._column = bags.row[kept], column[kept]
        self._values = values[kept] / lengths[self._row]
        self._shape = bags.sentences, len(common)

    def blocks(self) -> Iterator[tuple[int, np.ndarray[Any, np.dtype[np.float64]]]]:
        sentences, words = self._shape
        for start in range(0, sentences, _BLOCK):
            block = np.zeros((min(_BLOCK, sentences - start), words))
            begin, end = np.searchsorted(self._row, (start, start + _BLOCK))
            block[self._row[begin:end] - start, self._column[begin:end]] = self._values[begin:end]
            yield start, block


@lru_cache(maxsize=1024)
def _weighed(sentences: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the weight of a word by the number of sentences, of so many in both stories, in which it stands."""
    return np.array([weight(sentences, told) for told in range(sentences + 1)])


def in_order(numbers: Iterable[int]) -> Numbers:
    """Return hashes in order, each once."""
    return np.array(sorted(set(numbers)), dtype=np.int64)


def in_common(one: Numbers, other: Numbers) -> int:
    """Return how many numbers stand in both; each is sorted and holds a number once."""
    if len(one) > len(other):
        one, other = other, one
    at = np.searchsorted(other, one)
    return int(np.count_nonzero(other[at[at < len(other)]] == one[: np.count_nonzero(at < len(other))]))
