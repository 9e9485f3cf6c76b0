"""Counters: which numbers does an authority count up through a whole war, and on which day did it tell which?

`data/chronology/counters.toml` holds them: words that tell a count, those that mean another one, and knots, between
which the count is taken to have grown evenly. A number so names a stretch of days.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from trucewatch.errors import ConfigError
from trucewatch.vocab.chronology import words_of
from trucewatch.vocab.terms import TermIndex, term_index

__all__ = ["Counter", "counters"]


@dataclass(frozen=True, slots=True, eq=False)
class Counter:
    """A count through a war: its words by groups, the sides of the war, the words of other counts, and its knots."""

    label: str
    terms: tuple[tuple[str, ...], ...]
    sides: tuple[tuple[str, ...], ...]
    unlike: TermIndex
    least: int
    knots: tuple[tuple[int, date], ...]

    @property
    def most(self) -> int:
        """The last number known."""
        return self.knots[-1][0]

    def day_of(self, number: int) -> date:
        """Return the day on which the count reached a number between the first knot and the last."""
        at = max(1, bisect_left(self.knots, (number, date.min)))
        (low, first), (high, last) = self.knots[at - 1], self.knots[min(at, len(self.knots) - 1)]
        share = (number - low) / (high - low) if high > low else 0.0
        return first + timedelta(days=round(share * (last - first).days))


@lru_cache(maxsize=1)
def counters() -> tuple[tuple[Counter, ...], TermIndex]:
    """Return the counters that ship, and all their words ready to be looked up."""
    path = files("trucewatch.vocab").joinpath("data", "chronology", "counters.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["counter"]
    found: list[Counter] = []
    for number, row in enumerate(rows, 1):
        where = f"counters.toml: [[counter]] {number}"
        pairs = (pair.split() for pair in str(row["knots"]).replace("\n", " ").split(",") if pair.strip())
        knots = tuple((int(count), date.fromisoformat(day)) for day, count in pairs)
        if list(knots) != sorted(knots) or [d for _, d in knots] != sorted(d for _, d in knots):
            raise ConfigError(f"{where}: 'knots' must rise from day to day")
        unlike = term_index(row["unlike"])
        terms, sides = words_of(row["terms"], where), words_of(row["sides"], where)
        found.append(Counter(row["label"], terms, sides, unlike, int(row["least"]), knots))
    return tuple(found), term_index(t for c in found for group in (*c.terms, *c.sides) for t in group)
