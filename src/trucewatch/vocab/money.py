"""Currencies as data: which sign or word names which ISO 4217 code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["Currencies", "currencies"]


@dataclass(frozen=True, slots=True)
class Currencies:
    """`symbols` stand before an amount, lower-case `words` after it; both give ISO 4217 codes; `names` by code."""

    symbols: dict[str, str]
    words: dict[str, str]
    names: dict[str, str]

    def glued(self, token: str) -> str:
        """Return the sign that opens a token of sign and digits (Rs10, US$3), or nothing."""
        sign = token.rstrip("0123456789.,")
        return sign if sign != token and sign in self.symbols else ""


@lru_cache(maxsize=1)
def currencies() -> Currencies:
    """Load the currencies (once)."""
    data = table("money")
    return Currencies(data["symbols"], data["words"], data["names"])
