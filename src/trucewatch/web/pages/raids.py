"""The board `raids`: Launched, intercepted, lost, struck, and what the figures leave open, a night and side.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/raids",
        "Raids",
        plain_board("raids", "Raids"),
        group="Boards",
        about="Launched, intercepted, lost, struck, and what the figures leave open, a night and side",
    ),
)
