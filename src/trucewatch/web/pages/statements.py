"""Who says what, in which words, the latest publication first: statements by speaker, side, mode and outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ledger.pages.extent import names
from trucewatch.ledger.pages.lists import Fields, statement_rows
from trucewatch.model import Mode
from trucewatch.web.listing import by_report, common
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

_MODES = tuple(map(str, Mode))
_MOST_SPEAKERS = 14


def _statements(asked: Asked) -> Shown:
    wanted = Fields(**common(asked), mode=asked.choice("mode", _MODES))
    shown = statement_rows(asked.view, wanted, cursor=asked.word("after"))
    fields = (
        ("source", "Who speaks", "text", ()),
        ("side", "Of side", "text", ()),
        ("mode", "Mode", "select", _MODES),
    )
    return {"speakers": names(asked.view, "speaker", limit=_MOST_SPEAKERS), **by_report(asked, shown, fields)}


PAGES = (Page("statements", "/statements", "Statements", _statements, group="Evidence"),)
