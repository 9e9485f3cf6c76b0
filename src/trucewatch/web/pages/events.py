"""The list of events: filtered, the latest day first, a screen at a time; filters stay in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ledger.pages.events import Asked as Wanted
from trucewatch.ledger.pages.events import event_rows
from trucewatch.model import Grade
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

_KINDS = ("attack", "raid", "force", "ceasefire", "meeting", "aid", "control", "displacement", "other")
_STATES = ("disputed", "one_voice", "near")


def _events(asked: Asked) -> Shown:
    grades = tuple(map(str, Grade))
    wanted = Wanted(
        since=asked.day("since"),
        until=asked.day("until"),
        where=asked.word("where"),
        source=asked.word("source"),
        kind=asked.choice("kind", _KINDS),
        grade=asked.choice("grade", grades),
        state=asked.choice("state", _STATES),
        as_of=asked.as_of,
    )
    shown = event_rows(asked.view, wanted, cursor=asked.word("after"))
    return {"shown": shown, "kinds": _KINDS, "grades": grades, "states": _STATES}


PAGES = (Page("events", "/events", "Events", _events, group="Now"),)
