"""Words by which a party beside them is known to have acted, as data (`data/deeds.toml`)."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["deed_words"]


@lru_cache(maxsize=8)
def deed_words(section: str) -> frozenset[str]:
    """Return one list: nouns, verbs or defence."""
    return frozenset(table("deeds")[section])
