"""The API's application: its routes, its errors as problem+json, and who may ask.

Mounted by `create_app`, so that the gate (names, sizes, rates, headers) stands before it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI, HTTPException
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time

from trucewatch import __version__
from trucewatch.web.api import boards, judging, linked, records
from trucewatch.web.api.answering import Answerer, give_problems
from trucewatch.web.api.models import ProblemDetails
from trucewatch.web.session import COOKIE, known

if TYPE_CHECKING:
    from typing import Any

    from trucewatch.ledger import Replays
    from trucewatch.web.settings import Settings

__all__ = ["api"]

_ABOUT = """Who claims what, where, when, how surely and in which words: what the desk shows, as JSON.

Lists take the filters of the command line and are walked by cursor: ask again with `cursor` set to `next` until it is
null. A page may hold fewer records than `limit`. `as_of` answers as it was known on a day. Every answer has an `ETag`;
send it back as `If-None-Match` and an unchanged ledger answers 304. Errors are `application/problem+json`. Reading
needs no token on this machine; deciding needs `Authorization: Bearer …`."""


def api(settings: Settings, replays: Replays) -> FastAPI:
    """Return the application that answers under /api/v1."""

    def may_read(request: Request) -> None:
        person = known(settings, request.cookies.get(COOKIE), request.headers.get("authorization"))
        if settings.is_open and person is None:
            raise HTTPException(401, "the token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})

    app = FastAPI(
        title="Trucewatch",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        servers=[{"url": "/api/v1"}],
        dependencies=[Depends(may_read)],
        responses=_problems(),
    )
    give_problems(app)
    answerer = Answerer(settings, replays)
    for room in (records, linked, boards, judging):
        app.include_router(room.router(answerer))
    return app


def _problems() -> dict[int | str, dict[str, Any]]:
    content = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {
        status: {"description": told, "content": content}
        for status, told in (
            (400, "A day, cursor or id is none, or what was asked cannot be."),
            (401, "The token is needed."),
            (404, "Nothing of this id is known."),
            (422, "Some of what was asked is not as it should be; `errors` says what."),
            (503, "The ledger cannot be read at the moment."),
        )
    }
