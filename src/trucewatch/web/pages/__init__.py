"""All pages of the desk: one module a subject, each with its `PAGES`; here only their order in the navigation.

A new page is a module here, a template of its name, and a line in MODULES (docs/web.md).
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.web.page import Page

__all__ = ["GROUPS", "MODULES", "pages"]

MODULES = (
    *("brief", "atlas", "events", "event"),
    *("attacks", "raids", "force", "ceasefire", "support", "positions", "disruption", "plan"),
    *("reports", "report", "figures", "figure", "statements", "families", "sources", "problems"),
    *("search", "review", "enter"),
)
"""The modules of this room that hold pages, in the order of the navigation."""

GROUPS = ("Now", "Boards", "Evidence", "Work")
"""The groups of the navigation."""


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """Return all pages; the first one is the front page."""
    return tuple(page for name in MODULES for page in import_module(f"trucewatch.web.pages.{name}").PAGES)
