"""The board `standing`: Who stands where on each topic, on what condition, since when, and where they stood before.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/positions",
        "Positions",
        plain_board("standing", "Positions"),
        group="Boards",
        about="Who stands where on each topic, on what condition, since when, and where they stood before",
    ),
)
