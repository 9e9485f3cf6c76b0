"""Number words and hedges, as data: what a word is worth and how a hedge bounds it.

Loads `data/numbers.toml` once; every amount is a pair (low, high) with None for an open end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.model import Modifier
from trucewatch.vocab.tables import table

__all__ = ["NumberWords", "number_words"]

Bounds = tuple[float, float | None]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Lookups from lower-case words (or word sequences) to what they are worth."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    vague: dict[str, Bounds]
    few: dict[tuple[str, ...], Bounds]
    pairs: dict[tuple[str, ...], int]
    fractions: dict[str, tuple[int, int]]
    before: dict[tuple[str, ...], Modifier]
    after: dict[tuple[str, ...], Modifier]


def _bounds(pair: list[int]) -> Bounds:
    return (pair[0], None if pair[1] < 0 else pair[1])


def _hedges(section: dict[str, list[str]]) -> dict[tuple[str, ...], Modifier]:
    return {tuple(phrase.split()): Modifier(name) for name, phrases in section.items() for phrase in phrases}


@lru_cache(maxsize=1)
def number_words() -> NumberWords:
    """Load the number words (once)."""
    data = table("numbers")
    return NumberWords(
        units=data["units"],
        tens=data["tens"],
        scales=data["scales"],
        suffixes=data["suffixes"],
        vague={word: _bounds(pair) for word, pair in data["vague"].items()},
        few={tuple(words.split()): _bounds(pair) for words, pair in data["few"].items()},
        pairs={tuple(words.split()): value for words, value in data["pairs"].items()},
        fractions={word: (pair[0], pair[1]) for word, pair in data["fractions"].items()},
        before=_hedges(data["before"]),
        after=_hedges(data["after"]),
    )
