"""Who says what, and how often it is contested.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (
    Page("coming", "/sources", "Sources", coming("Sources", "Who says what, how often contested"), group="Evidence"),
)
