"""The board `support`: Aid and sanctions: donor, amount, how far it has come; nothing is added up.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/support",
        "Support",
        plain_board("support", "Support"),
        group="Boards",
        about="Aid and sanctions: donor, amount, how far it has come; nothing is added up",
    ),
)
