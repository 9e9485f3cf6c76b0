"""Judgements under /api/v1: what people decided, and deciding, which needs the token in a header.

A browser's cookie is not enough: no other site can make a person's browser send that header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time
from starlette.responses import Response  # noqa: TC002 - the same

from trucewatch.ledger import Ledger, View, judgements_on
from trucewatch.ledger.pages.extent import freshness, is_too_large
from trucewatch.ledger.pages.walks import judgement_page
from trucewatch.model import Verdict
from trucewatch.records import judgement_record
from trucewatch.web.api.answering import as_json
from trucewatch.web.api.asked import AsOf, Cursor, Limit  # noqa: TC001 - FastAPI reads annotations at run time
from trucewatch.web.api.models import Decision, Judgement, Page
from trucewatch.web.asked import day
from trucewatch.web.session import known

if TYPE_CHECKING:
    from trucewatch.web.api.answering import Answerer
    from trucewatch.web.settings import Settings

__all__ = ["router"]


About = Annotated[str | None, Query(description="Only on this figure or report (whole id).", max_length=40)]


def router(answerer: Answerer) -> APIRouter:
    """Return the routes of judgements."""
    routes = APIRouter(tags=["judgements"])

    def judgements(
        request: Request,
        about: About = None,
        as_of: AsOf = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """What people decided, in the order they did; a later decision on the same two lifts an earlier one."""
        then = day("as_of", as_of)
        return answerer.list(
            request,
            None,
            lambda view, _: judgement_page(view, about=about, as_of=then, cursor=cursor, limit=limit),
        )

    def shown(request: Request) -> None:
        if known(answerer.settings, None, request.headers.get("authorization")) is None:
            raise HTTPException(
                401, "deciding needs the token: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"}
            )

    def judge(decision: Decision) -> Response:
        """Decide that two figures, events, reports or families are the same or different; `unsure` lifts a decision.

        One event or family alone: all in it are the same, or all apart. Needs `Authorization: Bearer …`.
        """
        return as_json(_judged(answerer.settings, decision), 201, {"Cache-Control": "no-store"})

    routes.get("/judgements", operation_id="judgements", response_model=Page[Judgement])(judgements)
    routes.post(
        "/judgements",
        operation_id="judge",
        status_code=201,
        response_model=Page[Judgement],
        responses=_OTHERS,
        dependencies=[Depends(shown)],
    )(judge)
    return routes


_OTHERS: dict[int | str, dict[str, Any]] = {
    403: {"description": "The request comes from another site."},
    409: {"description": "The ledger is too large to be linked now: run `trucewatch relink` first, or give figures."},
    413: {"description": "The body is too large."},
}


def _judged(settings: Settings, decision: Decision) -> dict[str, Any]:
    """Append the judgements that a decision stands for; return them as a page."""
    with View.open(settings.ledger) as view:
        reached = freshness(view)
        is_derived = any(name[:1] in {"e", "l"} for name in decision.ids)
        if is_derived and not reached.is_linked and is_too_large(view, settings.link_up_to):
            raise HTTPException(409, "links are out of date: run `trucewatch relink`, or give figures or reports")
        made = judgements_on(
            view,
            decision.ids,
            Verdict(decision.verdict),
            author=decision.author.strip(),
            decided=settings.clock(),
            note=decision.note,
        )
    with Ledger.open(settings.ledger, create=False) as ledger:
        for judgement in made:
            ledger.judge(judgement)
    with View.open(settings.ledger) as view:
        reached = freshness(view)
    records = [judgement_record(each) for each in made]
    return {"records": records, "next": None, "stamp": reached.stamp, "is_linked": reached.is_linked}
