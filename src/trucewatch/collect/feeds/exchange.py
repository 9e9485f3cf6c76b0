"""One request and one answer over one connection, to an address that was checked before.

HTTP/1.1 is spoken by h11, which does no input or output of its own: the socket, and with it the address, the time and
the size, stay in our hands. Each wait and the whole answer are bounded, and so a host that hangs or drips is left.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import certifi
import h11

from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.feeds.unpack import ACCEPTED, Unpacker
from trucewatch.collect.limits import in_megabytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trucewatch.collect.feeds.addresses import Target

__all__ = ["Answer", "Bounds", "Headers", "StoppedError", "exchange"]

Headers = tuple[tuple[str, str], ...]
"""Names in lower case with their values, in the order in which they came."""

_PIECE: Final = 65_536
_LONGEST_HEAD: Final = 131_072
_GLANCE: Final = 0.25  # seconds between two looks at whether we were asked to stop


_UNDER_WAY: Final = frozenset({errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EALREADY, errno.EINTR})


class StoppedError(Exception):
    """The user asked to stop in the middle of an answer; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds to wait for each sign of life, seconds for a whole answer, bytes of it (as sent and unpacked)."""

    timeout: float = 20.0
    deadline: float = 60.0
    largest: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered: `sent` is the body as it came, `body` what it unpacks to."""

    url: str
    status: int
    reason: str
    headers: Headers
    sent: bytes
    body: bytes
    address: str

    def header(self, name: str) -> str | None:
        """Return the first value of a header, named in lower case."""
        return next((value for key, value in self.headers if key == name), None)


def exchange(
    target: Target, addresses: Iterable[str], headers: Headers, bounds: Bounds, stopped: Callable[[], bool]
) -> Answer:
    """Ask a target's checked addresses, the first that answers, and return the answer, redirects included.

    PassingError where no whole answer comes in time, RefusedError where it is too large, StoppedError where
    `stopped` says so meanwhile.
    """
    talk = _Talk(target, bounds, stopped)
    try:
        talk.connect(addresses)
        return talk.ask(headers)
    except ssl.SSLCertVerificationError as error:
        raise PassingError(
            f"has a certificate that does not hold ({error.verify_message}): check the address"
        ) from error
    except TimeoutError as error:
        raise PassingError(f"gave no sign for {bounds.timeout:g} s: try later") from error
    except (OSError, h11.RemoteProtocolError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise PassingError(f"broke off ({why}): try later") from error
    except h11.LocalProtocolError as error:
        raise RefusedError(f"cannot be asked for ({error}): check the address") from error
    finally:
        talk.close()


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()  # what this machine trusts, and Mozilla's list where it has none
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    return context


class _Talk:
    """One connection, from its opening to its end, under one deadline."""

    def __init__(self, target: Target, bounds: Bounds, stopped: Callable[[], bool]) -> None:
        self._target, self._bounds, self._stopped = target, bounds, stopped
        self._until = time.monotonic() + bounds.deadline
        self._socket: socket.socket | None = None
        self._address = ""

    def connect(self, addresses: Iterable[str]) -> None:
        last: OSError | None = None
        for address in addresses:
            self.close()
            try:
                self._socket = plain = self._opened(address)
            except OSError as error:
                last = error
                continue
            self._address = address
            if self._target.scheme == "https":
                plain.settimeout(self._patience())
                self._socket = _tls().wrap_socket(plain, server_hostname=self._target.host)
            return
        raise last or OSError("no address to connect to")

    def ask(self, headers: Headers) -> Answer:
        ours: Headers = (
            ("host", self._target.authority),
            ("accept-encoding", ACCEPTED),
            ("connection", "close"),
            *headers,
        )
        talk = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LONGEST_HEAD)
        asked = h11.Request(method="GET", target=self._target.asked, headers=list(ours))
        self._live().settimeout(self._patience())
        self._live().sendall((talk.send(asked) or b"") + (talk.send(h11.EndOfMessage()) or b""))
        response = self._response(talk)
        told: Headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        sent, body = self._body(talk, told)
        reason = bytes(response.reason).decode("latin-1")
        return Answer(self._target.url, response.status_code, reason, told, sent, body, self._address)

    def close(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                self._socket.close()

    def _opened(self, address: str) -> socket.socket:
        plain = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
        try:
            self._open(plain, address)
        except BaseException:
            plain.close()
            raise
        return plain

    def _open(self, plain: socket.socket, address: str) -> None:
        """Connect to an address; waits in glances, so that a stop is seen at once."""
        plain.setblocking(False)  # noqa: FBT003 - the socket's own signature
        code = plain.connect_ex((address, self._target.port))
        quiet_until = time.monotonic() + self._patience()
        while code in _UNDER_WAY:
            if self._stopped():
                raise StoppedError
            if time.monotonic() >= quiet_until:
                raise TimeoutError
            _, ready, _ = select.select([], [plain], [], _GLANCE)
            if ready:
                code = plain.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            raise OSError(code, os.strerror(code))

    def _response(self, talk: h11.Connection) -> h11.Response:
        while True:
            event = self._event(talk)
            if isinstance(event, h11.Response):
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise PassingError("answered with something that is no HTTP: check the address")

    def _body(self, talk: h11.Connection, headers: Headers) -> tuple[bytes, bytes]:
        limit = self._bounds.largest
        told = dict(headers)
        if told.get("content-length", "").isdecimal() and int(told["content-length"]) > limit:
            raise RefusedError(_too_large(limit))
        unpacker, sent = Unpacker(told.get("content-encoding", ""), limit), bytearray()
        while True:
            event = self._event(talk)
            if isinstance(event, h11.Data):
                sent += event.data
                if len(sent) > limit:
                    raise RefusedError(_too_large(limit))
                unpacker.add(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                return bytes(sent), unpacker.whole()
            else:
                raise PassingError("was cut off: try later")

    def _event(self, talk: h11.Connection) -> object:
        while (event := talk.next_event()) is h11.NEED_DATA:
            talk.receive_data(self._piece())
        return event

    def _piece(self) -> bytes:
        """Return the next bytes, b"" at the end; waits in glances, so that a stop is seen at once."""
        quiet_until = time.monotonic() + self._bounds.timeout
        while True:
            if self._stopped():
                raise StoppedError
            self._live().settimeout(min(_GLANCE, self._patience()))
            try:
                return self._live().recv(_PIECE)
            except TimeoutError:
                if time.monotonic() >= quiet_until:
                    raise

    def _patience(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise PassingError(f"was not whole after {self._bounds.deadline:g} s: try later")
        return min(left, self._bounds.timeout)

    def _live(self) -> socket.socket:
        if self._socket is None:
            raise OSError("not connected")
        return self._socket


def _too_large(limit: int) -> str:
    return f"is larger than {in_megabytes(limit)}: raise `largest` in the feeds file, if meant"
