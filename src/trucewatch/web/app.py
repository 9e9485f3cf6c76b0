"""The desk as one ASGI application: the gate, the pages, the files they need, and the API beside them.

A page is answered in a thread with a read-only view of its own, opened for it and closed behind it. What cannot be
answered becomes a page that says why; nothing of the program's inside is shown.
"""

from __future__ import annotations

import gc
import hashlib
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from trucewatch.errors import LedgerError, TrucewatchError, UsageError
from trucewatch.ledger import Replays
from trucewatch.vocab.boards import board_words
from trucewatch.vocab.chronology import chronology
from trucewatch.web.api import api
from trucewatch.web.asked import Asked, Missing, day
from trucewatch.web.charts.outlines import countries, regions
from trucewatch.web.gate import Gate
from trucewatch.web.pages import GROUPS, pages
from trucewatch.web.rendering import loaded, render
from trucewatch.web.session import COOKIE, known

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp, Scope

    from trucewatch.web.page import Page, Sent
    from trucewatch.web.session import Person
    from trucewatch.web.settings import Settings

__all__ = ["create_app", "warm"]

_MOST_FIELDS = 200


def create_app(settings: Settings) -> ASGIApp:
    """Return the desk over `settings.ledger`; LedgerError where it cannot be read."""
    replays = Replays(settings.ledger, settings.folder, up_to=settings.link_up_to)
    replays.open().close()
    routes = [
        Route(page.path, _endpoint(page, settings, replays), methods=["GET", "POST"] if page.take else ["GET"])
        for page in pages()
    ]
    routes.append(Mount("/static", _Files(packages=[("trucewatch.web", "static")]), name="static"))  # pyright: ignore[reportArgumentType]
    routes.append(Mount("/api/v1", api(settings, replays)))  # pyright: ignore[reportArgumentType]
    lost = _lost(settings, replays)
    app = Starlette(routes=routes, exception_handlers={404: lost, 405: lost, Exception: _broken})
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    return Gate(app, settings)


def warm() -> None:
    """Load what does not change and the first pages would wait for: templates, outlines, the words of boards.

    All of that lives as long as the desk, so the collector of garbage is told to look at it no more: with hundreds of
    thousands of points of outlines, looking through them cost every page a third to a half of its time.
    """
    for page in pages():
        loaded(f"{page.name}.html")
    countries()
    regions()
    board_words()
    chronology()
    gc.collect()
    gc.freeze()


class _Files(StaticFiles):
    """Files of ours: kept for good under the address that carries their hash."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # pyright: ignore[reportArgumentType]
        scope: Scope = args[2] if len(args) > 2 else kwargs["scope"]  # pyright: ignore[reportAssignmentType]
        is_named = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if is_named else "no-cache"
        return response


def _endpoint(page: Page, settings: Settings, replays: Replays) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS))
        return await run_in_threadpool(_answered, page, request, settings, replays, form)

    return endpoint


def _answered(page: Page, request: Request, settings: Settings, replays: Replays, form: Mapping[str, str]) -> Response:
    person = known(settings, request.cookies.get(COOKIE), request.headers.get("authorization"))
    made = partial(_failed, settings, replays, request, person)
    try:
        if settings.is_open and person is None and not page.is_public:
            return RedirectResponse("/enter", 303)
        known_on = day("as_of", request.query_params.get("as_of"))
        with replays.open(known_on, hurried=settings.linking.is_running) as view:
            asked = Asked(
                view=view,
                settings=settings,
                path=request.url.path,
                query=dict(request.query_params),
                parts=dict(request.path_params),
                as_of=known_on,
                person=person,
                form=form,
            )
            if request.method == "POST":
                return _taken(page, asked)
            return _told(request, render(f"{page.name}.html", _values(page, asked, page.answer(asked))))
    except Missing as error:
        return made(404, str(error))
    except UsageError as error:
        return made(400, str(error))
    except LedgerError as error:
        return made(503, str(error))
    except TrucewatchError as error:
        return made(422, str(error))


def _values(page: Page, asked: Asked, shown: Mapping[str, object]) -> dict[str, object]:
    """Return all that a template sees: what every page needs, then the page's own."""
    told: dict[str, object] = {
        "title": page.title,
        "crumbs": [],
        "page": page,
        "groups": GROUPS,
        "listed": pages,
        "known": asked.freshness(),
    }
    return asked.record(**{**told, **shown})


def _told(request: Request, body: bytes) -> Response:
    """Return a page with a tag made of its bytes, or that it has not changed."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if tag in {each.strip() for each in request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="text/html; charset=utf-8", headers=headers)


def _taken(page: Page, asked: Asked) -> Response:
    """Take a form: from anyone where the page is public, else from a person whose word came with it."""
    if page.take is None or (not page.is_public and asked.person is None):
        return _plain(403, "Writing needs the token: enter at /enter first.")
    if not page.is_public and asked.person and asked.person.word and asked.form.get("word") != asked.person.word:
        return _plain(403, "This form is out of date: load its page again and send it once more.")
    sent = page.take(asked)
    response = RedirectResponse(_local(sent), 303)
    if sent.cookie is not None:
        response.set_cookie(COOKIE, sent.cookie, max_age=604800, httponly=True, samesite="strict")
    response.headers["Cache-Control"] = "no-store"
    return response


def _local(sent: Sent) -> str:
    """Return an address that cannot lead off the desk."""
    is_ours = sent.address.startswith("/") and not sent.address.startswith(("//", "/\\"))
    return sent.address if is_ours else "/"


def _plain(status: int, message: str) -> Response:
    return Response(message + "\n", status, {"Cache-Control": "no-store"}, "text/plain; charset=utf-8")


def _failed(
    settings: Settings, replays: Replays, request: Request, person: Person | None, status: int, message: str
) -> Response:
    values = {"status": status, "message": message, "title": "Not here" if status == 404 else "This did not work"}
    if not (settings.is_open and person is None):
        with suppress(TrucewatchError), replays.open() as view:
            asked = Asked(view, settings, request.url.path, {}, {}, None, person)
            page = pages()[0]
            body = render("failed.html", _values(page, asked, {**values, "page": None}))
            return Response(body, status, {"Cache-Control": "no-store"}, "text/html; charset=utf-8")
    return _plain(status, message)


def _broken(_request: Request, _error: Exception) -> Response:
    """Answer for a bug, without the templates it may lie in and without its words; the server prints where it is."""
    return _plain(500, "This page failed; the terminal of the desk says where. Please report it as a bug.")


def _lost(settings: Settings, replays: Replays) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def lost(request: Request, error: Exception) -> Response:
        status = int(getattr(error, "status_code", 404))
        message = "There is no page at this address." if status == 404 else "This page takes no forms."
        person = known(settings, request.cookies.get(COOKIE), request.headers.get("authorization"))
        return await run_in_threadpool(_failed, settings, replays, request, person, status, message)

    return lost
