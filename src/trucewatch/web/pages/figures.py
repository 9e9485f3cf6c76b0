"""All numbers claimed, the latest publication first, by who says so, of what, where, how surely; a screen at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ledger.pages.extent import names
from trucewatch.ledger.pages.lists import Fields, figure_rows
from trucewatch.model import FigureKind, Status
from trucewatch.web.listing import by_report, common
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

_KINDS = tuple(map(str, FigureKind))
_STATUS = tuple(map(str, Status))


def _figures(asked: Asked) -> Shown:
    measures = tuple(sorted(row["name"] for row in names(asked.view, "measure", limit=60)))
    wanted = Fields(
        **common(asked),
        place=asked.word("place"),
        country=(asked.word("country") or "").upper() or None,
        measure=asked.word("measure"),
        kind=asked.choice("kind", _KINDS),
        status=asked.choice("status", _STATUS),
        day=asked.day("day"),
    )
    shown = figure_rows(asked.view, wanted, cursor=asked.word("after"))
    return by_report(
        asked,
        shown,
        (
            ("source", "Who says so", "text", ()),
            ("side", "Of side", "text", ()),
            ("measure", "Counts", "select", measures),
            ("kind", "Kind", "select", _KINDS),
            ("place", "Place", "text", ()),
            ("country", "Country", "text", ()),
            ("day", "Of the day", "date", ()),
            ("status", "Status", "select", _STATUS),
        ),
    )


PAGES = (Page("figures", "/figures", "Figures", _figures, group="Evidence"),)
