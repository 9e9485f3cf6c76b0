"""Who stands where: a grid of holders and topics, each stand with its words, since when, and what it was before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trucewatch.boards.positions import standing
from trucewatch.boards.window import Stands
from trucewatch.ledger import Filters
from trucewatch.ledger.pages import stands
from trucewatch.web.board_view import told
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_HOLDERS, _TOPICS, _EACH = 25, 7, 12
_MOST_STANDS = 300  # that a page is made of, where days or a place are asked for


def _positions(asked: Asked) -> Shown:
    filters = Filters(asked.day("since"), asked.day("until"), asked.word("where"), asked.word("holder"))
    is_narrowed = any((filters.since, filters.until, filters.where))
    shown, topics, found = _narrowed(asked, filters) if is_narrowed else _most_told(asked)
    held_by = [row["name"] for row in shown.records]
    cells = {
        (row["holder"], row["topic"]): row
        for row in told(asked, standing(Stands(asked.view, found, as_of=asked.as_of)))
    }
    grid = [(holder, [cells.get((holder, topic)) for topic in topics]) for holder in held_by]
    turned = [row for row in cells.values() if row["before"]]
    return {
        "title": "Positions",
        "topics": topics,
        "grid": [(holder, row) for holder, row in grid if any(row)],
        "turned": sorted(turned, key=lambda row: row["changed"] or "", reverse=True)[:_HOLDERS],
        "shown": shown,
        "looked": sorted(each["published"] for each in found if each["published"]) if is_narrowed else None,
    }


def _most_told(asked: Asked) -> tuple[Listed, list[str], list[Record]]:
    """Return the holders and topics told of most often, with the latest stands of each on each."""
    view, as_of = asked.view, asked.as_of
    shown = stands.holders(view, part=asked.word("holder"), as_of=as_of, cursor=asked.word("after"), limit=_HOLDERS)
    topics = stands.topics(view, part=asked.word("topic"), as_of=as_of, limit=_TOPICS)
    held_by = [row["name"] for row in shown.records]
    return shown, topics, list(stands.stands(view, held_by, topics, as_of=as_of, each=_EACH))


def _narrowed(asked: Asked, filters: Filters) -> tuple[Listed, list[str], list[Record]]:
    """Return the holders and topics of the latest stands that filters ask for, and those stands."""
    found = stands.narrowed_stands(
        asked.view,
        filters,
        as_of=asked.as_of,
        topic=asked.word("topic"),
        cursor=asked.word("after"),
        limit=_MOST_STANDS,
    )
    held_by = Counter(each["holder"] for each in found.records)
    topics = Counter(each["topic"] for each in found.records)
    named = tuple({"name": name, "records": told} for name, told in held_by.most_common())
    return replace(found, records=named), [name for name, _ in topics.most_common()], list(found.records)


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
