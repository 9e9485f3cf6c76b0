"""Words that tell how surely a text puts a figure, as data (`data/status.toml`)."""

from __future__ import annotations

from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["status_words"]


@lru_cache(maxsize=64)
def status_words(section: str, key: str) -> frozenset[str]:
    """Return one list of the status table, for instance ("denied", "verbs")."""
    return frozenset(table("status")[section][key])
