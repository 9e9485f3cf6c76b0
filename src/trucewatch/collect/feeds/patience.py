"""How long to wait: between two requests to one host, before the next try, and when a server says so.

The clock, the sleep and the chance are arguments: a test needs no second of real time.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from trucewatch.collect.feeds.faults import PassingError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Hours", "Pace", "busy", "pause_before", "retry_after"]

_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
_LONGEST_ASKED: Final = 86_400.0
"""A server may ask for a day at most; who asks for a year has made a mistake."""


@dataclass(frozen=True, slots=True)
class Hours:
    """What tells the time and lets it pass: `clock` in seconds since 1970, `sleep` in seconds, `chance` in 0..1."""

    clock: Callable[[], float]
    sleep: Callable[[float], object]
    chance: Callable[[], float]


class Pace:
    """Keeps `delay` seconds between the requests to one host, whoever makes them; shared by all workers."""

    def __init__(self, hours: Hours, delay: float) -> None:
        self._hours, self._delay = hours, delay
        self._next: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, host: str, longer: float = 0.0) -> None:
        """Wait for this host's turn, and book the next one after the delay, or `longer` where robots.txt asks so."""
        with self._lock:
            now = self._hours.clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + max(self._delay, longer)
        if turn > now:
            self._hours.sleep(turn - now)


def pause_before(attempt: int, chance: float) -> float:
    """Return the seconds before try `attempt` (2, 3, …): doubled each time, of which chance takes up to half."""
    pause = min(_FIRST_PAUSE * 2 ** (attempt - 2), _LONGEST_PAUSE)
    return pause * (1 - chance / 2)


def retry_after(value: str | None, now: float) -> float | None:
    """Return the seconds that a Retry-After header asks for, in seconds or as a date; None where it says nothing."""
    if not value:
        return None
    if re.fullmatch(r"\s*\d{1,9}\s*", value):
        return min(float(value), _LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    asked = moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - now
    return min(max(asked, 0.0), _LONGEST_ASKED)


def busy(status: int, value: str | None, now: float) -> PassingError:
    """Return the error for a server that cannot answer now, with how long it wants to be left alone."""
    wait = retry_after(value, now)
    asks = f", and asks to be left alone for {wait:.0f} s" if wait else ""
    return PassingError(f"answers {status}{asks}: try later", wait)
