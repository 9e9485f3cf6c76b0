"""The board `attacks`: Events with their toll and damage, both sides’ versions side by side.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/attacks",
        "Attacks",
        plain_board("attacks", "Attacks"),
        group="Boards",
        about="Events with their toll and damage, both sides’ versions side by side",
    ),
)
