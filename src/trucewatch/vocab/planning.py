"""Planning: which words make which condition of a pledge, and which public rules of thumb are there for tours and rest?

The lists stand in `data/planning.toml`; a rule of thumb without a source is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.vocab.boards import pattern
from trucewatch.vocab.tables import table, word_list

if TYPE_CHECKING:
    import re

__all__ = ["Rhythm", "condition_patterns", "rhythms", "soldiers"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long a country's tours last and how many months of rest it gives a month of tour; None where not known."""

    country: str
    why: str
    sources: tuple[str, ...]
    tour: int | None = None
    rest: float | None = None


@lru_cache(maxsize=1)
def condition_patterns() -> dict[str, re.Pattern[str]]:
    """Return what finds each kind of condition in the words of a report: backstop, ceasefire, vote."""
    return {kind: pattern(phrases) for kind, phrases in table("planning")["conditions"].items()}


@lru_cache(maxsize=1)
def rhythms() -> dict[str, Rhythm]:
    """Return the rules of thumb by ISO-2 code of the country."""
    found: dict[str, Rhythm] = {}
    for row in table("planning")["rhythm"]:
        made = Rhythm(row["country"], row["why"], tuple(row["sources"]), row.get("tour"), row.get("rest"))
        found[made.country] = made
    return found


def soldiers() -> frozenset[str]:
    """Return what a figure may count so that it is a number of soldiers."""
    return word_list("planning", "soldiers", "objects")
