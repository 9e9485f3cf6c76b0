"""All reports, the latest first, by outlet, day and what their figures tell; a screen at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ledger.pages.extent import extent, names
from trucewatch.ledger.pages.lists import Fields, report_rows
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]


def _reports(asked: Asked) -> Shown:
    measures = tuple(sorted(row["name"] for row in names(asked.view, "measure", limit=40)))
    countries = tuple(sorted(row["name"] for row in names(asked.view, "country", limit=60)))
    wanted = Fields(
        since=asked.day("since"),
        until=asked.day("until"),
        as_of=asked.as_of,
        outlet=asked.word("outlet"),
        source=asked.word("source"),
        place=asked.word("place"),
        country=asked.word("country"),
        measure=asked.word("measure"),
    )
    return {
        "held": extent(asked.view, as_of=asked.as_of),
        "shown": report_rows(asked.view, wanted, cursor=asked.word("after")),
        "fields": (
            ("since", "Published from", "date", ()),
            ("until", "To", "date", ()),
            ("outlet", "Outlet", "text", ()),
            ("source", "Quotes numbers of", "text", ()),
            ("place", "Numbers of a place", "text", ()),
            ("country", "Country", "select", countries),
            ("measure", "Counts", "select", measures),
        ),
    }


PAGES = (Page("reports", "/reports", "Reports", _reports, group="Evidence"),)
