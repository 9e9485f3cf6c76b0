"""One event: its toll over time, every claim, both sides.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (
    Page("coming", "/event/{id}", "Event", coming("Event", "The toll over time, every claim, both sides’ versions")),
)
