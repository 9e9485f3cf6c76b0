"""Who gets in: the outermost layer, before any page. Names, sizes and rates are bounded, and answers carry their rules.

A request under a name that is not ours is refused (DNS rebinding); so are foreign origins of writing requests, long
addresses, large bodies, and more requests than a person can make. Every answer forbids scripts and styles but ours.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from trucewatch.web.settings import Settings

__all__ = ["HEADERS", "Gate"]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # none at all would make a form of ours come from the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What every answer carries; a page may set none of them otherwise."""

_METHODS = {"GET", "HEAD", "POST"}
_WRITING = {"POST"}
_LONGEST_ADDRESS = 8 * 1024
_MOST_PEERS = 4096
_SLOWEST_BODY = 20.0  # seconds


class Gate:
    """Wraps an ASGI application; `ticks` tells seconds for the rates."""

    def __init__(self, app: ASGIApp, settings: Settings, *, ticks: Callable[[], float] = monotonic) -> None:
        self._app = app
        self._settings = settings
        self._ticks = ticks
        self._peers: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        answer = self._refusal(scope)
        body = b""
        if answer is None and scope["method"] in _WRITING:
            body, answer = await self._body(scope, receive)
        if answer is not None:
            told = _as_problem(answer) if scope["path"].startswith("/api/") else answer
            await told(scope, receive, _guarded(send))
            return
        await self._app(scope, _replayed(body, receive), _guarded(send))

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if _name(headers.get("host", "")) not in self._settings.hosts or len(headers.getlist("host")) != 1:
            return _refused(421, "this desk does not go by that name; open it under the address it printed")
        wait = self._wait(scope["client"][0] if scope.get("client") else "")
        if wait:
            return _refused(429, "too many requests; wait a moment", {"Retry-After": str(wait)})
        if scope["method"] not in _METHODS:
            return _refused(405, "only GET, HEAD and POST are answered", {"Allow": "GET, HEAD, POST"})
        if len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"]) > _LONGEST_ADDRESS:
            return _refused(414, "the address is too long")
        if scope["method"] in _WRITING and not _is_own(headers):
            return _refused(403, "this request comes from another site; open the desk itself and try again")
        return None

    def _wait(self, peer: str) -> int:
        """Return how many seconds a peer must wait, 0 where it need not: a bucket that refills with time."""
        now = self._ticks()
        left, since = self._peers.pop(peer, (float(self._settings.burst), now))
        left = min(self._settings.burst, left + (now - since) * self._settings.rate)
        self._peers[peer] = (left - 1 if left >= 1 else left, now)
        while len(self._peers) > _MOST_PEERS:
            self._peers.popitem(last=False)
        return 0 if left >= 1 else max(1, round((1 - left) / self._settings.rate))

    async def _body(self, scope: Scope, receive: Receive) -> tuple[bytes, PlainTextResponse | None]:
        """Read a whole body, as far as it may go; chunked ones are counted as they come."""
        most = self._settings.largest_body
        stated = Headers(scope=scope).get("content-length", "0")
        if not stated.isdigit() or int(stated) > most:
            return b"", _refused(413, f"a request may hold {most:,} bytes")
        parts: list[bytes] = []
        try:
            async with asyncio.timeout(_SLOWEST_BODY):
                while True:
                    message = await receive()
                    parts.append(message.get("body", b""))
                    if sum(map(len, parts)) > most:
                        return b"", _refused(413, f"a request may hold {most:,} bytes")
                    if message["type"] == "http.disconnect" or not message.get("more_body"):
                        return b"".join(parts), None
        except TimeoutError:
            return b"", _refused(408, "the request took too long to arrive")


def _name(host: str) -> str:
    """Return a Host header's name without its port."""
    name = host.casefold().strip()
    return name[: name.find("]") + 1] if name.startswith("[") else name.partition(":")[0]


def _is_own(headers: Headers) -> bool:
    """Whether a writing request comes from our own pages, or from a program that is no browser."""
    if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or origin.casefold().partition("://")[2] == headers.get("host", "").casefold()


def _refused(status: int, message: str, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(f"{message}\n", status, {**(headers or {}), "Cache-Control": "no-store"})


def _as_problem(answer: PlainTextResponse) -> Response:
    """Return a refusal as programs read it: problem+json (RFC 9457)."""
    status, detail = answer.status_code, bytes(answer.body).decode().strip()
    told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    kept = {name: value for name, value in answer.headers.items() if not name.startswith("content-")}
    return Response(json.dumps(told), status, kept, "application/problem+json")


def _guarded(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
        await send(message)

    return sent


def _replayed(body: bytes, receive: Receive) -> Receive:
    """Return what tells the application the body that was read, then whatever comes."""
    told = False

    async def received() -> Any:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return received
