"""Reports, statements, figures, positions and problems under /api/v1, the text of a report, search, and the extent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time
from starlette.responses import Response  # noqa: TC002 - the same

from trucewatch.ledger.pages.cursor import Listed
from trucewatch.ledger.pages.extent import extent, freshness
from trucewatch.ledger.pages.news import read_last
from trucewatch.ledger.pages.search import Sought, opening_of, reports_with, terms
from trucewatch.ledger.pages.walks import one_record, record_page
from trucewatch.ledger.questions import fold
from trucewatch.web.api.asked import AsOf, Cursor, Limit, Narrowed, RecordId, narrowed
from trucewatch.web.api.models import Figure, Found, Fullness, Page, Position, Problem, Report, Statement
from trucewatch.web.asked import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.ledger import View
    from trucewatch.ledger.pages.search import Term
    from trucewatch.web.api.answering import Answerer

__all__ = ["router"]

Record = dict[str, Any]
Asked = Annotated[Narrowed, Depends(narrowed)]
SoughtWords = Annotated[
    str,
    Query(
        description='Words, all of them wanted; "…" is a phrase, `word*` any ending, `-word` must not occur.',
        min_length=1,
        max_length=400,
        examples=["ceasefire -prisoners"],
    ),
]

_MOST_LATEST = 5  # reports that are named as they come
_AROUND = 120  # characters before and after the first word that was looked for
_KINDS: dict[str, tuple[type[Any], str]] = {
    "report": (Report, "Reports, every version of each page, by day of publication."),
    "statement": (Statement, "Who says what, by day of publication."),
    "figure": (Figure, "Numbers claimed, by day of the event, else of the figure, else of publication."),
    "position": (Position, "Who stands where on a topic, by day of publication."),
    "problem": (Problem, "What could not be read, and why."),
}


def router(answerer: Answerer) -> APIRouter:
    """Return the routes that answer with what was read."""
    routes = APIRouter()
    _add_extent(routes, answerer)
    for kind, (model, says) in _KINDS.items():
        _add_kind(routes, answerer, kind, (model, says))
    _add_text(routes, answerer)
    _add_search(routes, answerer)
    return routes


def _add_extent(routes: APIRouter, answerer: Answerer) -> None:
    def ledger(request: Request) -> Response:
        """How much the ledger holds, and whether its links are up to date."""
        return answerer.one(request, None, lambda view, _: _fullness(view))

    routes.get("/ledger", operation_id="ledger", response_model=Fullness, tags=["ledger"])(ledger)


def _add_kind(routes: APIRouter, answerer: Answerer, kind: str, told: tuple[type[Any], str]) -> None:
    model, says = told

    def listing(request: Request, asked: Asked, cursor: Cursor = None, limit: Limit = 50) -> Response:
        return answerer.list(
            request,
            asked.as_of,
            lambda view, _: record_page(view, kind, asked.filters, as_of=asked.as_of, cursor=cursor, limit=limit),
        )

    def single(request: Request, record_id: RecordId, as_of: AsOf = None) -> Response:
        known = day("as_of", as_of)
        return answerer.one(request, known, lambda view, _: one_record(view, kind, record_id, as_of=known))

    routes.get(f"/{kind}s", operation_id=f"{kind}s", description=says, response_model=Page[model], tags=["records"])(
        listing
    )
    routes.get(
        f"/{kind}s/{{record_id}}",
        operation_id=kind,
        description=f"The {kind} of this id, as the last reading of its report has it.",
        response_model=model,
        tags=["records"],
    )(single)


def _add_text(routes: APIRouter, answerer: Answerer) -> None:
    def text(request: Request, record_id: RecordId) -> Response:
        """The final text of a report, which all offsets count in (code points)."""
        return answerer.one(request, None, lambda view, _: _text(view, record_id))

    routes.get(
        "/reports/{record_id}/text", operation_id="report_text", response_model=dict[str, str], tags=["records"]
    )(text)


def _add_search(routes: APIRouter, answerer: Answerer) -> None:
    def search(
        request: Request, q: SoughtWords, as_of: AsOf = None, cursor: Cursor = None, limit: Limit = 20
    ) -> Response:
        """Reports that hold these words in title or text, the latest first."""
        asked, known = terms(q), day("as_of", as_of)

        def found(view: View, _: str | None) -> Listed:
            shown, _count = reports_with(view, Sought(asked, as_of=known), cursor=cursor, limit=limit)
            return Listed(tuple(_found(view, row, asked) for row in shown.records), shown.following)

        return answerer.list(request, known, found)

    routes.get("/search", operation_id="search", response_model=Page[Found], tags=["records"])(search)


def _fullness(view: View) -> Record:
    reached, held = freshness(view), extent(view)
    counts = ("reports", "figures", "statements", "positions", "outlets", "first", "last")
    told = {name: getattr(held, name) for name in counts}
    latest = read_last(view, limit=_MOST_LATEST)
    return {**told, "is_linked": reached.is_linked, "stamp": reached.stamp, "latest": latest}


def _text(view: View, report_id: str) -> Record:
    if one_record(view, "report", report_id) is None:
        raise HTTPException(404, "nothing of this id is known")
    return {"report_id": report_id, "text": view.text(report_id)}


def _found(view: View, row: Record, asked: Sequence[Term]) -> Record:
    keys = ("report_id", "report", "outlet", "title", "published", "figures")
    passage = _passage(opening_of(view, row["report_no"]), asked)
    return {"record": "found", **{key: row[key] for key in keys}, "passage": passage}


def _passage(text: str, asked: Sequence[Term]) -> Record | None:
    """Return the words around the first of those wanted, None where they stand in the title or far down only."""
    lower = text.casefold()
    if len(lower) != len(text):
        lower = text.lower()
    wanted = [fold(word) or "" for term in asked if term.is_wanted for word in term.words]
    at = min((place for word in wanted if (place := lower.find(word)) >= 0), default=-1)
    if at < 0 or len(lower) != len(text):
        return None
    start, end = max(0, at - _AROUND), min(len(text), at + _AROUND)
    return {"start": start, "end": end, "wording": text[start:end]}
