"""The board `ceasefire`: Terms, who agreed, alleged violations by accuser, tolls since the truce.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/ceasefire",
        "Ceasefire",
        plain_board("ceasefire", "Ceasefire"),
        group="Boards",
        about="Terms, who agreed, alleged violations by accuser, tolls since the truce",
    ),
)
