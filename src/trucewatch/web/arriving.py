"""How long a request may take to arrive: who opens connections and never ends a request must not keep others out.

The server waits for a head of a request as long as it takes; this protocol hangs up after `patience` seconds. Bodies
are bounded by the gate, idle connections by the server itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

__all__ = ["Arriving"]


class Arriving(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, which hangs up on a head that does not arrive within `patience` seconds."""

    patience: ClassVar[float] = 10.0
    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting where the head is still not whole; a later request of one connection has its own time."""
        super().data_received(data)
        is_begun = self.cycle is not None  # pyright: ignore[reportUnnecessaryComparison] - None until the first head
        if is_begun and not self.cycle.response_complete:
            self._stop()
        elif self._waiting is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(self.patience, self.transport.close)

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
