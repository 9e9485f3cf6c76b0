"""The board `disruption`: What does not run: airports, railways, power, water.

Plain rows for now, from `trucewatch.boards`; every cell leads to its evidence.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import plain_board

__all__ = ["PAGES"]

PAGES = (
    Page(
        "board",
        "/boards/disruption",
        "Disruption",
        plain_board("disruption", "Disruption"),
        group="Boards",
        about="What does not run: airports, railways, power, water",
    ),
)
