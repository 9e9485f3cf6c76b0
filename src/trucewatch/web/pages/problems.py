"""What could not be read.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (
    Page("coming", "/problems", "Problems", coming("Problems", "What could not be read, and why"), group="Evidence"),
)
