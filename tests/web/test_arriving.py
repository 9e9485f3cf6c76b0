"""Who opens connections and never ends a request is hung up on, and keeps nobody else out."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest
from desks import Desk, settings_for

from trucewatch.web.arriving import Arriving

HEAD = b"GET /problems HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture
def hasty(examples, tmp_path, monkeypatch):
    """A served desk that waits a tenth of a second for a head."""
    monkeypatch.setattr(Arriving, "patience", 0.1)
    with closing(Desk(settings_for(examples, tmp_path / "r"), limit_concurrency=5)) as served:
        yield urlsplit(served.url).port


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def until_closed(held: socket.socket) -> bytes:
    parts: list[bytes] = []
    while part := held.recv(65536):
        parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", HEAD, HEAD + b"X-Long: a"])
def test_a_head_that_never_ends_is_hung_up_on(hasty, begun):
    with closing(connected(hasty)) as held:
        held.sendall(begun)
        assert until_closed(held) == b""


def test_many_of_them_keep_nobody_out(hasty):
    with ExitStack() as stack:
        many = [stack.enter_context(closing(connected(hasty))) for _ in range(6)]
        for held in many:
            held.sendall(HEAD)
        assert [until_closed(held) for held in many] == [b""] * 6
    with closing(connected(hasty)) as held:
        held.sendall(HEAD + b"Connection: close\r\n\r\n")
        assert until_closed(held).startswith(b"HTTP/1.1 200")


def test_a_second_request_has_its_own_time(hasty):
    with closing(connected(hasty)) as held:
        held.sendall(HEAD + b"\r\n")
        assert held.recv(12) == b"HTTP/1.1 200"
        held.sendall(HEAD)
        assert b"HTTP/1.1" not in until_closed(held)
