"""How we behave on other people's servers: turns are kept, robots.txt is obeyed, refusals and Retry-After are heeded.

`Visitor.visit` fetches one address with all of that: each hop of a redirect is checked like the first, what fails in
passing is tried again after a pause. Safe to use from several threads.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from protego import Protego

from trucewatch.collect.feeds.addresses import Resolve, Target, look_up, pinned, target_of
from trucewatch.collect.feeds.exchange import Answer, Bounds, Headers, exchange
from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.feeds.patience import Hours, Pace, busy, pause_before

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AGENT", "Manners", "Visitor"]

AGENT: Final = "trucewatch"
"""The name that robots.txt may address us by."""

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_MOST_HOPS: Final = 5
_RULES_BOUND: Final = 512_000  # RFC 9309: at least 500 KiB must be read; more is not
_RULES_HOLD: Final = 86_400.0
_RULES_UNREACHED_HOLD: Final = 900.0
_LONGEST_CRAWL_DELAY: Final = 60.0
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/xml, text/xml, text/html, application/xhtml+xml"
)


@dataclass(frozen=True, slots=True)
class Manners:
    """How often an address is tried, how long we wait for a busy server within a round, and who we say we are."""

    attempts: int = 3
    delay: float = 2.0
    patience: float = 30.0
    contact: str | None = None
    obeys_robots: bool = True


@dataclass(frozen=True, slots=True)
class _Rules:
    """What an origin's robots.txt says (None: nothing is allowed), and until when we rely on it."""

    rules: Protego | None
    until: float


class Visitor:
    """Fetches addresses; `stopped` tells that the user wants to leave."""

    def __init__(
        self,
        bounds: Bounds,
        manners: Manners,
        hours: Hours,
        *,
        stopped: Callable[[], bool],
        resolve: Resolve = look_up,
    ) -> None:
        self._bounds, self._manners, self._hours = bounds, manners, hours
        self._stopped, self._resolve = stopped, resolve
        self._pace = Pace(hours, manners.delay)
        self._rules: dict[str, _Rules] = {}
        self._lock = threading.Lock()

    def visit(self, url: str, conditions: Headers = (), allow: frozenset[str] = frozenset()) -> Answer:
        """Return the last answer of the way from `url`: 2xx, 304 or a refusal like 404.

        `conditions` are the headers of a conditional request; `allow` the private hosts open to this address.
        RefusedError for good, PassingError when all tries failed or the server wants a longer pause than we wait.
        """
        attempt = 1
        while True:
            try:
                return self._walk(url, conditions, allow, robots=self._manners.obeys_robots)
            except PassingError as error:
                attempt += 1
                wait = max(pause_before(attempt, self._hours.chance()), error.wait or 0.0)
                if attempt > self._manners.attempts or wait > self._manners.patience or self._stopped():
                    raise
                self._hours.sleep(wait)

    def _walk(self, url: str, conditions: Headers, allow: frozenset[str], *, robots: bool) -> Answer:
        """Follow redirects; each hop is checked like an address that a stranger gave, which it is."""
        target = target_of(url)
        for _ in range(_MOST_HOPS + 1):
            addresses = pinned(target, self._resolve, allow)
            self._pace.wait(target.origin, self._permitted(target, allow) if robots else 0.0)
            answer = self._ask(target, addresses, conditions)
            where = answer.header("location")
            if answer.status not in _REDIRECTS or not where:
                return answer
            onward = target_of(urljoin(target.url, where))
            if target.scheme == "https" and onward.scheme == "http":
                raise RefusedError(f"is sent on from https to {onward.url}: write that address itself, if meant")
            target = onward
        raise RefusedError(f"is sent on more than {_MOST_HOPS} times: write the address where the page is")

    def _ask(self, target: Target, addresses: list[str], conditions: Headers) -> Answer:
        if self._stopped():
            raise PassingError("was left, as asked")
        contact = f" (+{self._manners.contact})" if self._manners.contact else ""
        ours: Headers = (("user-agent", f"{AGENT}/1{contact}"), ("accept", _ACCEPT), *conditions)
        answer = exchange(target, addresses, ours, self._bounds, self._stopped)
        if answer.status in _BUSY:
            raise busy(answer.status, answer.header("retry-after"), self._hours.clock())
        return answer

    def _permitted(self, target: Target, allow: frozenset[str]) -> float:
        """Return the delay that robots.txt asks for; RefusedError where it disallows the address."""
        with self._lock:
            known = self._rules.get(target.origin)
        if known is None or known.until < self._hours.clock():
            known = self._read_rules(target, allow)
            with self._lock:
                self._rules[target.origin] = known
        if known.rules is None:
            raise PassingError("has a robots.txt that cannot be read now, so nothing is fetched: try later")
        if not known.rules.can_fetch(target.url, AGENT):
            raise RefusedError("is disallowed by the robots.txt of its host: ask its owner, or leave it out")
        return min(float(known.rules.crawl_delay(AGENT) or 0.0), _LONGEST_CRAWL_DELAY)

    def _read_rules(self, target: Target, allow: frozenset[str]) -> _Rules:
        """Read robots.txt as RFC 9309 says: none there (4xx) allows all, a failing server allows nothing."""
        now = self._hours.clock()
        try:
            answer = self._walk(f"{target.origin}/robots.txt", (), allow, robots=False)
        except PassingError:
            return _Rules(None, now + _RULES_UNREACHED_HOLD)
        except RefusedError as error:
            raise RefusedError(f"has a robots.txt that {error}") from error
        if answer.status >= 500:
            return _Rules(None, now + _RULES_UNREACHED_HOLD)
        text = answer.body[:_RULES_BOUND].decode("utf-8-sig", "replace") if answer.status < 300 else ""
        return _Rules(Protego.parse(text), now + _RULES_HOLD)
