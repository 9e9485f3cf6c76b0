"""Under which names crawlers keep the parts of an article in JSON, and which files are no reports.

The names stand in `data/fields.toml`; `collect` is what asks.
"""

from __future__ import annotations

from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["article_lists", "field_names", "suffixes_passed_over", "wrappers"]


@lru_cache(maxsize=16)
def field_names(part: str) -> tuple[str, ...]:
    """Return the plain names of a part of an article (text, html, title, url, outlet, …), the best first."""
    return tuple(table("fields")["names"][part])


@lru_cache(maxsize=1)
def wrappers() -> frozenset[str]:
    """Return the plain names of objects that stand around an article."""
    return frozenset(table("fields")["shapes"]["wrappers"])


@lru_cache(maxsize=1)
def article_lists() -> tuple[str, ...]:
    """Return the names under which one object lists several articles."""
    return tuple(table("fields")["shapes"]["lists"])


@lru_cache(maxsize=1)
def suffixes_passed_over() -> frozenset[str]:
    """Return the endings of files that lie beside reports and are none."""
    return frozenset(table("fields")["paths"]["not_reports"])
