"""Which reports are one voice, and what drifted.

Not built yet: the address and its place in the navigation stand.
"""

from __future__ import annotations

from trucewatch.web.page import Page
from trucewatch.web.plain_board import coming

__all__ = ["PAGES"]

PAGES = (
    Page(
        "coming",
        "/families",
        "Families",
        coming("Families", "Which reports tell one text, and what changed on the way"),
        group="Evidence",
    ),
)
