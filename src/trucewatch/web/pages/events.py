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

__all__ = ["FIELDS", "PAGES", "filtered", "wanted"]

_KINDS = ("attack", "raid", "force", "ceasefire", "meeting", "aid", "control", "displacement", "other")
_STATES = ("disputed", "one_voice", "near")

FIELDS = (
    ("since", "From", "date", ()),
    ("until", "To", "date", ()),
    ("where", "Place or country", "text", ()),
    ("kind", "Kind", "select", _KINDS),
    ("actor", "Who acted", "text", ()),
    ("source", "Who is heard", "text", ()),
    ("side", "Side heard", "text", ()),
    ("state", "State", "select", _STATES),
    ("grade", "Grade", "select", tuple(map(str, Grade))),
)
"""The filters of events, as `m.filters` takes them."""


def wanted(asked: Asked) -> Wanted:
    """Return which events an address asks for."""
    return Wanted(
        since=asked.day("since"),
        until=asked.day("until"),
        where=asked.word("where"),
        source=asked.word("source"),
        kind=asked.choice("kind", _KINDS),
        grade=asked.choice("grade", tuple(map(str, Grade))),
        state=asked.choice("state", _STATES),
        as_of=asked.as_of,
        actor=asked.word("actor"),
        side=asked.word("side"),
    )


def filtered(asked: Asked) -> dict[str, str]:
    """Return the filters of events in an address as they stand there, to go on with them elsewhere."""
    return {name: asked.query[name] for name, *_ in FIELDS if asked.query.get(name)}


def _events(asked: Asked) -> Shown:
    shown = event_rows(asked.view, wanted(asked), cursor=asked.word("after"))
    return {"shown": shown, "fields": FIELDS, "map_url": asked.url("/map", **filtered(asked))}


PAGES = (Page("events", "/events", "Events", _events, group="Now"),)
