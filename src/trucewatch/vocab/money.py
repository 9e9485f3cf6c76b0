"""Currencies as data: which sign or word names which ISO 4217 code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["Currencies", "currencies"]


@dataclass(frozen=True, slots=True)
class Currencies:
    """`symbols` stand before an amount, lower-case `words` after it; both give ISO 4217 codes."""

    symbols: dict[str, str]
    words: dict[str, str]


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """Load the currencies (once)."""
    data = table("money")
    return Currencies(data["symbols"], data["words"])
