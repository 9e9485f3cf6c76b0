"""A small web site on loopback that does what sites do to their followers, and a follower with a clock of its own."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from trucewatch.model import Page, Reading, Report

if TYPE_CHECKING:
    from pathlib import Path

Route = Callable[[socket.socket, dict[str, str]], None]


class Site:
    """Serves raw bytes, so that it can lie about lengths, drip and hang; `asked` lists path and headers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.routes: dict[str, Route] = {}
        self.leaving = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def serve(self, path: str, body: str | bytes, status: str = "200 OK", **headers: str) -> None:
        """Answer `path` with `body`; with etag=… also to conditional requests."""
        data = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        told.setdefault("content-type", "text/html; charset=utf-8")
        told.setdefault("content-length", str(len(data)))
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())

        def answer(connection: socket.socket, asked: dict[str, str]) -> None:
            if "etag" in told and asked.get("if-none-match") == told["etag"]:
                connection.sendall(f"HTTP/1.1 304 Not Modified\r\netag: {told['etag']}\r\n\r\n".encode())
            else:
                connection.sendall(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data)

        self.routes[path] = answer

    def feed(self, path: str, *articles: str, etag: str | None = None) -> None:
        """Serve an RSS feed of articles by their paths."""
        more = {"etag": etag} if etag else {}
        self.serve(path, rss(*[self.url(each) for each in articles]), content_type="application/rss+xml", **more)

    def article(self, path: str, text: str, **headers: str) -> None:
        self.serve(path, article(text), **headers)

    def close(self) -> None:
        self.leaving.set()
        self._socket.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            first, *rest = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in rest)}
            self.asked.append((path, headers))
            route = self.routes.get(path)
            if route is None:
                connection.sendall(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            else:
                route(connection, headers)


def rss(*links: str, title: str = "News", more: str = "") -> str:
    items = "".join(f"<item><title>About {link[-1]}</title><link>{link}</link>{more}</item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def article(text: str, head: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>T</title>{head}</head><body><article><p>{text}</p></article></body></html>"
    )


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


class Clock:
    """A clock that only sleeping moves; `slept` lists how long."""

    def __init__(self) -> None:
        self.time = 1_763_800_000.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.time += seconds


@pytest.fixture
def clock():
    return Clock()


def plain_reader(report: Report) -> Reading:
    return Reading(report, Page(report.published, report.published_evidence, "en"), "stub 1")


@pytest.fixture
def feeds_file(tmp_path: Path, site: Site):
    """Write a feeds file; the site is allowed by name, unless `allow` says otherwise."""

    def _write(*tables: str, watch: str = "", allow: str | None = None) -> Path:
        path = tmp_path / "feeds.toml"
        allowed = f'"127.0.0.1:{site.port}"' if allow is None else allow
        waits = "" if "timeout" in watch else 'timeout = "2s"\ndeadline = "5s"\n'
        path.write_text(f"[watch]\nallow = [{allowed}]\n{waits}{watch}\n" + "\n".join(tables))
        return path

    return _write


@pytest.fixture
def follow(tmp_path: Path, clock: Clock):
    """Go one round over a feeds file and into a ledger; return what came of it as (kind, url, words)."""
    from trucewatch.collect.feeds import Follower, Hours, load
    from trucewatch.ledger import Ledger
    from trucewatch.model import Problem
    from trucewatch.pipeline import add_round

    def _follow(path: Path, rounds: int = 1, **more) -> list[tuple[str, str, str]]:
        told = []
        hours = Hours(clock, clock.sleep, lambda: 0.0)
        with (
            Ledger.open(tmp_path / "a.db") as ledger,
            Follower(load(path), tmp_path / "state", hours, **more) as follower,
        ):
            for _ in range(rounds):
                for item, added in add_round(ledger, follower, read=plain_reader, clock=lambda: "2025-11-22T08:00:00Z"):
                    if isinstance(item, Reading):
                        told.append((added.value, item.report.url, item.report.text))
                    elif isinstance(item, Problem):
                        told.append(("problem", item.report, item.message))
                    elif item.message:
                        told.append(("passing", item.url, item.message))
        return told

    return _follow


@pytest.fixture
def reports(tmp_path: Path):
    """Return all reports of the ledger, every version."""
    from trucewatch.ledger import View

    def _reports() -> list[dict[str, object]]:
        with View.open(tmp_path / "a.db") as view:
            return list(view.reports())

    return _reports


def wait_until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.01)
