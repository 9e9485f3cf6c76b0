"""Who says what, in which words, the latest publication first: statements by speaker, side, mode and outlet."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from trucewatch.ledger.pages.extent import extent, names
from trucewatch.ledger.pages.lists import Fields, statement_rows
from trucewatch.model import Mode
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

_MODES = tuple(map(str, Mode))
_MOST_SPEAKERS = 14


def _statements(asked: Asked) -> Shown:
    wanted = Fields(
        since=asked.day("since"),
        until=asked.day("until"),
        as_of=asked.as_of,
        source=asked.word("source"),
        side=asked.word("side"),
        outlet=asked.word("outlet"),
        mode=asked.choice("mode", _MODES),
    )
    shown = statement_rows(asked.view, wanted, cursor=asked.word("after"))
    return {
        "held": extent(asked.view, as_of=asked.as_of),
        "shown": shown,
        "reports": [(report, list(found)) for report, found in groupby(shown.records, lambda each: each["report_id"])],
        "speakers": names(asked.view, "speaker", limit=_MOST_SPEAKERS),
        "fields": (
            ("source", "Who speaks", "text", ()),
            ("side", "Of side", "text", ()),
            ("mode", "Mode", "select", _MODES),
            ("outlet", "Outlet", "text", ()),
            ("since", "Published from", "date", ()),
            ("until", "To", "date", ()),
        ),
    }


PAGES = (Page("statements", "/statements", "Statements", _statements, group="Evidence"),)
