"""The board of attacks: a row an event and count, low to high, each side's version beside the other's, and denials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.events import Asked as Wanted
from trucewatch.model import Grade
from trucewatch.web.board_view import address, of_events
from trucewatch.web.labels import counted
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.boards.rows import Row
    from trucewatch.web.asked import Asked
    from trucewatch.web.board_view import Screen
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_SCREEN = 25
_MOST_VERSIONS = 6
_STATES = ("disputed", "one_voice")


def _attacks(asked: Asked) -> Shown:
    wanted = Wanted(
        since=asked.day("since"),
        until=asked.day("until"),
        where=asked.word("where"),
        source=asked.word("source"),
        kind="attack",
        grade=asked.choice("grade", tuple(map(str, Grade))),
        state=asked.choice("state", _STATES),
        as_of=asked.as_of,
    )
    screen = of_events(asked, "attacks", wanted, _SCREEN)
    grouped: dict[str, Record] = {}
    for row in screen.rows:
        cells = row.cells
        kept = ("event_id", "event", "when_start", "when_end", "place", "truce_since", "grade")
        group = grouped.setdefault(str(cells["event_id"]), {**{key: cells[key] for key in kept}, "counts": []})
        group["counts"].append(_count(asked, row, screen))
    return {
        "title": "Attacks",
        "window": screen.window,
        "events": list(grouped.values()),
        "grades": tuple(map(str, Grade)),
        "states": _STATES,
    }


def _count(asked: Asked, row: Row, screen: Screen) -> Record:
    """Return a count of an event with its versions: a figure each, those of one value and voice once."""
    versions: dict[tuple[object, ...], Record] = {}
    for each in row.evidence["versions"]:
        figure = screen.known.named([each.id])[each.id]
        key = (figure["low"], figure["high"], figure["source"]["name"], figure["status"])
        versions.setdefault(key, {**figure, "href": address(asked, each)})
    shown = list(versions.values())
    return {
        **row.cells,
        "counted": counted({**row.cells, "unit": None}),
        "shown": shown[:_MOST_VERSIONS],
        "more": max(0, len(shown) - _MOST_VERSIONS),
    }


PAGES = (
    Page(
        "attacks",
        "/boards/attacks",
        "Attacks",
        _attacks,
        group="Boards",
        about="Toll and damage by event, both sides' versions, who denies what",
    ),
)
