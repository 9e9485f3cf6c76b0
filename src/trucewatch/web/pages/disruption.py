"""The board of disruption: what does not run, where and for how long, in the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.boards import board_words
from trucewatch.web.board_view import of_reports, told
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]


def _disruption(asked: Asked) -> Shown:
    services = tuple(sorted({each.name for each in board_words().kinds["disruption.service"]}))
    service = asked.choice("service", services)
    screen = of_reports(asked, "disruption")
    rows = [row for row in told(asked, screen.rows, screen.above) if service is None or row["service"] == service]
    latest = sorted(rows, key=lambda row: row["when_start"] or row["published"] or "", reverse=True)
    return {"title": "Disruption", "window": screen.window, "rows": latest, "services": services}


PAGES = (
    Page(
        "disruption",
        "/boards/disruption",
        "Disruption",
        _disruption,
        group="Boards",
        about="What does not run: airports, railways, power, water",
    ),
)
