"""Boards under /api/v1: which there are, and the rows of each with the evidence of every cell.

Over ledgers that are linked while somebody waits a board is asked whole, as on the command line, and cut into pages;
over larger ones a page looks into some reports or events, the latest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time
from starlette.responses import Response  # noqa: TC002 - the same

from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.boards.window import Stands, Windowed
from trucewatch.errors import UsageError
from trucewatch.ledger.pages import events, stands
from trucewatch.ledger.pages.cursor import Listed, further
from trucewatch.ledger.pages.extent import is_too_large
from trucewatch.ledger.pages.windows import Period, board_window, event_window
from trucewatch.web.api.asked import Cursor, Limit, Narrowed, narrowed_rows
from trucewatch.web.api.models import BoardRow, Page

if TYPE_CHECKING:
    from trucewatch.ledger import Filters, View
    from trucewatch.web.api.answering import Answerer

__all__ = ["router"]

Name = Literal["force", "ceasefire", "attacks", "raids", "support", "standing", "disruption"]

Asked = Annotated[Narrowed, Depends(narrowed_rows)]

_OF_EVENTS = {"attacks", "raids"}
_MOST_LOOKED, _MOST_EVENTS = 30, 20  # reports, or events, that a page looks into, where not all
_MOST_HOLDERS, _MOST_TOPICS, _EACH = 20, 24, 12  # of a page of who stands where, and stands of each on each
_MOST_STANDS = 200  # that a page of it is made of, where days or a place are asked for


def router(answerer: Answerer) -> APIRouter:
    """Return the routes of boards."""
    routes = APIRouter(tags=["boards"])
    _add_names(routes, answerer)
    _add_rows(routes, answerer)
    return routes


def _add_names(routes: APIRouter, answerer: Answerer) -> None:
    def boards(request: Request) -> Response:
        """Which boards there are, and the cells of their rows in order."""
        told = {each.name: list(each.columns) for each in BOARDS.values()}
        return answerer.one(request, None, lambda _view, _cut: told)

    routes.get("/boards", operation_id="boards", response_model=dict[str, list[str]])(boards)


def _add_rows(routes: APIRouter, answerer: Answerer) -> None:
    def rows(request: Request, name: Name, asked: Asked, cursor: Cursor = None, limit: Limit = 50) -> Response:
        """The rows of a board as known on a day, each cell with the figures, positions or words it rests on."""
        told = (asked.filters, asked.as_of, answerer.settings.link_up_to)
        return answerer.list(request, asked.as_of, lambda view, _: _rows(view, name, told, cursor, limit))

    routes.get("/boards/{name}", operation_id="board", response_model=Page[BoardRow])(rows)


def _rows(view: View, name: str, asked: tuple[Filters, str | None, int], cursor: str | None, limit: int) -> Listed:
    filters, as_of, most = asked
    if is_too_large(view, most):
        most_looked = _MOST_EVENTS if name in _OF_EVENTS else _MOST_LOOKED
        return _window(view, name, (filters, as_of), cursor, min(limit, most_looked))
    start = _number(cursor)
    found = board(name, view, as_of=as_of, filters=filters)
    shown = tuple(row.record() for row in found[start : start + limit])
    return Listed(shown, str(start + limit) if len(found) > start + limit else None)


def _window(view: View, name: str, asked: tuple[Filters, str | None], cursor: str | None, limit: int) -> Listed:
    filters, as_of = asked
    if name == "standing":
        return _standing(view, (filters, as_of), cursor, limit)
    if name in _OF_EVENTS:
        days = (filters.since, filters.until)
        state = None if name == "attacks" else "raid"
        wanted = events.Asked(*days, filters.where, filters.source, as_of=as_of, state=state)
        window = event_window(view, wanted, cursor=cursor, limit=limit)
    else:
        period = Period(filters.since, filters.until, as_of, filters.source, filters.where)
        window = board_window(view, name, period, cursor=cursor, limit=limit)
    narrowed = {} if name in _OF_EVENTS else {"source": filters.source, "where": filters.where}
    known = Windowed(view, window, as_of=as_of, **narrowed)
    return Listed(tuple(row.record() for row in BOARDS[name].rows(known)), window.following)


def _standing(view: View, asked: tuple[Filters, str | None], cursor: str | None, limit: int) -> Listed:
    """Return who stands where: all topics of some holders, those told of most often first, by their latest stands.

    Where days or a place are asked for, a page is made of the latest few hundred stands that fit.
    """
    filters, as_of = asked
    if filters.where or filters.since or filters.until:
        fit = stands.narrowed_stands(view, filters, as_of=as_of, cursor=cursor, limit=_MOST_STANDS)
        rows = BOARDS["standing"].rows(Stands(view, fit.records, as_of=as_of))
        return Listed(tuple(row.record() for row in rows), further(fit))
    shown = stands.holders(view, part=filters.source, as_of=as_of, cursor=cursor, limit=min(limit, _MOST_HOLDERS))
    names = [row["name"] for row in shown.records]
    topics = stands.topics(view, as_of=as_of, limit=_MOST_TOPICS)
    found = Stands(view, stands.stands(view, names, topics, as_of=as_of, each=_EACH), as_of=as_of)
    return Listed(tuple(row.record() for row in BOARDS["standing"].rows(found)), shown.following)


def _number(cursor: str | None) -> int:
    if not cursor:
        return 0
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > len("999999"):
        raise UsageError("this is no cursor of this list: start at its first page")
    return int(cursor)
