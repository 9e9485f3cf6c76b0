"""Who stands where: a grid of holders and topics, each stand with its words, since when, and what it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.positions import standing
from trucewatch.boards.window import Stands
from trucewatch.ledger.pages import stands
from trucewatch.web.board_view import told
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_HOLDERS, _TOPICS, _EACH = 25, 7, 12


def _positions(asked: Asked) -> Shown:
    view, as_of = asked.view, asked.as_of
    shown = stands.holders(view, part=asked.word("holder"), as_of=as_of, cursor=asked.word("after"), limit=_HOLDERS)
    topics = stands.topics(view, part=asked.word("topic"), as_of=as_of, limit=_TOPICS)
    held_by = [row["name"] for row in shown.records]
    found = list(stands.stands(view, held_by, topics, as_of=as_of, each=_EACH))
    cells = {(row["holder"], row["topic"]): row for row in told(asked, standing(Stands(view, found, as_of=as_of)))}
    grid = [(holder, [cells.get((holder, topic)) for topic in topics]) for holder in held_by]
    turned = [row for row in cells.values() if row["before"]]
    return {
        "title": "Positions",
        "topics": topics,
        "grid": [(holder, row) for holder, row in grid if any(row)],
        "turned": sorted(turned, key=lambda row: row["changed"] or "", reverse=True)[:_HOLDERS],
        "following": shown.following,
    }


PAGES = (
    Page(
        "positions",
        "/boards/positions",
        "Positions",
        _positions,
        group="Boards",
        about="Who stands where on each topic, on what condition, since when, and where they stood before",
    ),
)
