"""All reports, the latest first.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (Page("coming", "/reports", "Reports", coming("Reports", "All reports, the latest first"), group="Evidence"),)
