"""The API's application: its routes, its errors as problem+json, and who may ask.

Mounted by `create_app`, so that the gate (names, sizes, rates, headers) stands before it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI, HTTPException
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations at run time

from trucewatch import __version__
from trucewatch.ledger.pages.extent import extent, freshness
from trucewatch.web.session import COOKIE, known

if TYPE_CHECKING:
    from trucewatch.ledger import Replays
    from trucewatch.web.settings import Settings

__all__ = ["api"]


def api(settings: Settings, replays: Replays) -> FastAPI:
    """Return the application that answers under /api/v1."""

    def may_read(request: Request) -> None:
        person = known(settings, request.cookies.get(COOKIE), request.headers.get("authorization"))
        if settings.is_open and person is None:
            raise HTTPException(401, "the token is needed: Authorization: Bearer …", {"WWW-Authenticate": "Bearer"})

    app = FastAPI(
        title="Trucewatch",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(may_read)],
    )

    def ledger() -> dict[str, Any]:
        """Return how much the ledger holds and whether its links are up to date."""
        with replays.open() as view:
            reached, held = freshness(view), extent(view)
        counts = ("reports", "figures", "statements", "positions", "outlets", "first", "last")
        return {
            **{name: getattr(held, name) for name in counts},
            "is_linked": reached.is_linked,
            "stamp": reached.stamp,
        }

    app.get("/ledger", operation_id="ledger")(ledger)
    return app
