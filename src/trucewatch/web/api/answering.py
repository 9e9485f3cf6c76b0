"""How the API answers: a view for each request, a tag of the ledger's state, records as they stand in the contract.

Every refusal is problem+json.
"""

from __future__ import annotations

import hashlib
import json
import sys
import traceback
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from trucewatch import __version__
from trucewatch.errors import LedgerError, TrucewatchError, UsageError
from trucewatch.ledger.pages.extent import freshness, is_too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fastapi import FastAPI
    from starlette.requests import Request

    from trucewatch.ledger import Replays, View
    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.web.settings import Settings

__all__ = ["Answerer", "as_json", "give_problems", "problem"]

Record = dict[str, Any]

_SEPARATORS = (",", ":")


class Answerer:
    """Opens the ledger for a request and answers, or says that nothing has changed."""

    def __init__(self, settings: Settings, replays: Replays) -> None:
        self.settings = settings
        self._replays = replays

    def list(self, request: Request, as_of: str | None, ask: Callable[[View, str | None], Listed]) -> Response:
        """Answer with a page; `ask` is given the day up to which what is kept must still be cut, None: it is exact."""

        def told(view: View, cut: str | None) -> Record:
            shown, known = ask(view, cut), freshness(view)
            return {
                "records": list(shown.records),
                "next": shown.following,
                "stamp": known.stamp,
                "is_linked": known.is_linked,
            }

        return self.one(request, as_of, told)

    def one(self, request: Request, as_of: str | None, ask: Callable[[View, str | None], Record | None]) -> Response:
        """Answer with one object, 404 where there is none."""
        with self._replays.open(as_of) as view:
            known = freshness(view)
            headers = {"ETag": _tag(request, known.stamp), "Cache-Control": "private, no-cache"}
            if headers["ETag"] in {each.strip() for each in request.headers.get("if-none-match", "").split(",")}:
                return Response(status_code=304, headers=headers)
            cut = as_of if as_of and is_too_large(view, self.settings.link_up_to) else None
            found = ask(view, cut)
        if found is None:
            raise HTTPException(404, "nothing of this id is known" + (f" on {as_of}" if as_of else ""))
        return as_json(found, headers=headers)


def as_json(told: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return an object as JSON in UTF-8; half a character comes out as its escape, which JSON allows."""
    body = json.dumps(told, ensure_ascii=False, separators=_SEPARATORS).encode("utf-8", "backslashreplace")
    return Response(body, status, {**(headers or {})}, "application/json")


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> Response:
    """Return a refusal as problem+json (RFC 9457)."""
    told: Record = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if errors:
        told["errors"] = errors
    answer = as_json(told, status, {"Cache-Control": "no-store"})
    answer.headers["content-type"] = "application/problem+json"
    return answer


def give_problems(app: FastAPI) -> None:
    """Make an application answer every error as problem+json; nothing of the program's inside is shown."""

    def refused(_: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            answer = problem(error.status_code, str(error.detail))
            answer.headers.update(error.headers or {})
            return answer
        if isinstance(error, RequestValidationError):
            return problem(422, "some of what was asked is not as it should be", _told_errors(error))
        status = 400 if isinstance(error, UsageError) else 503 if isinstance(error, LedgerError) else 422
        return problem(status, str(error))

    def failed(_: Request, error: Exception) -> Response:
        traceback.print_exception(error, file=sys.stderr)
        return problem(500, "this request failed; the terminal of the desk says where: please report it as a bug")

    for sort in (HTTPException, RequestValidationError, TrucewatchError):
        app.add_exception_handler(sort, refused)
    app.add_exception_handler(Exception, failed)


def _told_errors(error: RequestValidationError) -> list[dict[str, str]]:
    return [
        {"where": ".".join(str(part) for part in each["loc"])[:200], "what": str(each["msg"])[:200]}
        for each in error.errors()[:20]
    ]


def _tag(request: Request, stamp: str) -> str:
    asked = f"{__version__} {stamp} {request.url.path}?{request.url.query}"
    return f'W/"{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:24]}"'
