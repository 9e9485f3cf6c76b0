"""The map and timeline of events.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (
    Page("coming", "/map", "Map", coming("Map", "Where and when, with filters that stay in the address"), group="Now"),
)
