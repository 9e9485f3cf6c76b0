"""The board `force`: Sizes by speaker, pledges, headquarters, conditions.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/force",
        "Peace force",
        plain_board("force", "Peace force"),
        group="Boards",
        about="Sizes by speaker, pledges, headquarters, conditions",
    ),
)
