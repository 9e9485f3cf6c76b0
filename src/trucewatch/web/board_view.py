"""Boards as pages show them: a screen of a board, its rows with where each cell leads, and what the screen rests on.

A cell leads to the figure that says it, else to the words of the report, which a browser marks (text fragment).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from trucewatch.boards.catalogue import BOARDS
from trucewatch.boards.numbers import in_billions
from trucewatch.boards.window import Windowed
from trucewatch.ledger.pages.above import told_above
from trucewatch.ledger.pages.windows import Period, Window, board_window, event_window
from trucewatch.vocab.plurals import plural_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.boards.known import Known
    from trucewatch.boards.rows import Evidence, Row
    from trucewatch.ledger.pages import events
    from trucewatch.web.asked import Asked

__all__ = ["Screen", "address", "of_events", "of_reports", "told"]

Record = dict[str, Any]

_LOOKED = 30  # reports that one screen looks into, unless more are asked for
_MOST_LOOKED = 300
_MOST_EVIDENCE = 8
_FAR = 29_000  # characters into a report after which its page must begin later
_WORDS_MARKED = 8
_COUNTED = re.compile(r"((?:.* )?\d[\d,.]*(?: or more)? )([a-z][a-z -]*[a-z])")


@dataclass(frozen=True, slots=True)
class Screen:
    """Rows of a board, the records they rest on, and the window of the ledger that was looked into.

    `above`: ids of figures and positions whose claim stands on an earlier screen as well.
    """

    rows: tuple[Row, ...]
    known: Known
    window: Window
    above: frozenset[str] = frozenset()


def of_reports(asked: Asked, name: str) -> Screen:
    """Return a screen of a board that reads reports: force, ceasefire, support, disruption."""
    source, where = asked.word("source"), asked.word("where")
    period = Period(asked.day("since"), asked.day("until"), asked.as_of, source, where)
    limit = max(1, asked.number("reports", _LOOKED, _MOST_LOOKED))
    window = board_window(asked.view, name, period, cursor=asked.word("after"), limit=limit)
    known = Windowed(asked.view, window, as_of=asked.as_of, source=source, where=where)
    rows = tuple(BOARDS[name].rows(known))
    claimed = (each.id for row in rows for found in row.evidence.values() for each in found if each.id[:1] in "fp")
    above = told_above(asked.view, name, claimed, asked.word("after"), as_of=asked.as_of)
    return Screen(rows, known, window, frozenset(above))


def of_events(asked: Asked, name: str, wanted: events.Asked, limit: int) -> Screen:
    """Return a screen of a board that reads events: attacks, raids; the latest event first."""
    window = event_window(asked.view, wanted, cursor=asked.word("after"), limit=limit)
    known = Windowed(asked.view, window, as_of=asked.as_of)
    place = {event["event_id"]: number for number, event in enumerate(window.events)}
    rows = sorted(BOARDS[name].rows(known), key=lambda row: place[str(row.cells["event_id"])])
    return Screen(tuple(rows), known, window)


def told(asked: Asked, rows: Iterable[Row], above: frozenset[str] = frozenset()) -> list[Record]:
    """Return rows for a template: their cells and more; `above` as in `Screen`.

    `to`: where a cell leads; `origins`: its reports, each once; `above`: whether newer reports told the same claim, so
    that it stands on an earlier screen too.
    """
    return [
        {
            **row.cells,
            "value": _many(row.cells.get("value")),
            "to": _leads(asked, row),
            "origins": _origins(asked, row),
            "above": any(each.id in above for found in row.evidence.values() for each in found),
        }
        for row in rows
    ]


def _many(value: object) -> object:
    """Return a value as people read it, with what it counts in the plural: boards keep it in the singular, "30 day"."""
    if not isinstance(value, str):
        return value
    found = _COUNTED.fullmatch(value)
    is_one = found is None or found[1].endswith(" 1 ") or found[1] == "1 "
    return in_billions(value if found is None or is_one else found[1] + plural_of(found[2]))


def _leads(asked: Asked, row: Row) -> dict[str, str]:
    return {cell: address(asked, found[0]) for cell, found in row.evidence.items() if found}


def _origins(asked: Asked, row: Row) -> list[Record]:
    """Return where a row was published: outlet, day, address; each report once, the first ones."""
    found = {each.report_id: each for held in row.evidence.values() for each in held}
    first = sorted(found.values(), key=lambda each: each.published or "9999")[:_MOST_EVIDENCE]
    return [
        {"outlet": each.outlet, "report": each.report, "published": each.published, "href": address(asked, each)}
        for each in first
    ]


def address(asked: Asked, evidence: Evidence) -> str:
    """Return where evidence leads: a figure's page, else its words in the report."""
    if evidence.id.startswith("f1-"):
        return asked.url(f"/figure/{evidence.id}")
    start = {} if evidence.start < _FAR else {"from": evidence.start}
    return asked.url(f"/report/{evidence.report_id}", **start) + _fragment(evidence.wording.split())


def _fragment(words: Sequence[str]) -> str:
    """Return what makes a browser find and mark words on the page it opens."""
    if len(words) <= _WORDS_MARKED:
        return "#:~:text=" + quote(" ".join(words), safe="").replace("-", "%2D")
    ends = (words[: _WORDS_MARKED // 2], words[-_WORDS_MARKED // 2 :])
    return "#:~:text=" + ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
