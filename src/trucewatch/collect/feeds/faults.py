"""What can keep an address from being read: for good, or only now.

Both are `UnreadableError`: neither stops the other addresses. What passes is tried again, later and later.
"""

from __future__ import annotations

from trucewatch.errors import UnreadableError

__all__ = ["PassingError", "RefusedError"]


class RefusedError(UnreadableError):
    """It will be the same next time: a private address, a page that is gone, robots.txt, a bomb."""


class PassingError(UnreadableError):
    """It may work later: no answer, a broken one, a server that is busy.

    `wait`: how many seconds the server asks to be left alone (Retry-After), or None.
    """

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait
