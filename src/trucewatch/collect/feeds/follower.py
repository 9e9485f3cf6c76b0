"""One round over everything that is due: feeds first, then the articles they list and pages to look at again.

Each host has one worker at a time, so that a host which hangs holds up nobody else; each answer is in the archive and
in the memory before the round tells of it. What a killed watch left open comes first. Never raises for what it fetches.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Self

from trucewatch.collect.feeds import entries
from trucewatch.collect.feeds.addresses import Resolve, look_up, target_of
from trucewatch.collect.feeds.articles import Known, article_of, entry_reports, identity_of, page_report
from trucewatch.collect.feeds.exchange import Answer, StoppedError
from trucewatch.collect.feeds.faults import PassingError, RefusedError
from trucewatch.collect.feeds.memory import Address, Arrival, Checked, Memory
from trucewatch.collect.feeds.visitor import Visitor
from trucewatch.collect.feeds.warc import Archive, Kept, digest_of
from trucewatch.collect.html import host_of
from trucewatch.errors import LedgerError, UnreadableError
from trucewatch.ids import text_hash
from trucewatch.model import Problem, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from trucewatch.collect.feeds.patience import Hours
    from trucewatch.collect.feeds.settings import Followed, Settings

__all__ = ["Arrived", "Follower", "Passing"]

_WORKERS: Final = 8
_MOST_OF_A_HOST: Final = 100  # in a round; the rest stays due for the next one, so that feeds are asked in time
_FAILURES_IN_A_ROW: Final = 3  # of one host, before the round leaves it alone
_TRIES_OF_AN_ARTICLE: Final = 6
_TELL_AFTER: Final = 3  # rounds in which a feed failed, before the ledger is told
_LATER: Final = 300.0
_MOST_DOUBLINGS: Final = 5
_BROKEN: Final = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError)
"""What code that parses a stranger's bytes can raise, ours and that of libraries: it costs one address."""

_GONE: Final = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came for the ledger: reports to read and problems to keep; `settle(number)` once they are in it."""

    number: int
    url: str
    items: tuple[Report | Problem, ...]


@dataclass(frozen=True, slots=True)
class Passing:
    """A failure that is tried again and not kept, but told; `url` alone (no message): an address was looked at."""

    url: str
    message: str | None = None


_Told = queue.SimpleQueue[int | Passing]
"""What the workers of one round tell: the numbers of arrivals, and what passes."""


class Follower:
    """Follows what `settings` name, with its archive and memory in `folder`; use as a context manager."""

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        hours: Hours,
        *,
        once: bool = False,
        resolve: Resolve = look_up,
        stop: threading.Event | None = None,
    ) -> None:
        """`once`: ask for everything in the file now, whenever it was due; `stop`: set it to end the round."""
        self._settings, self._hours = settings, hours
        self._followed: dict[str, Followed] = {each.url: each for each in settings.followed}
        self._most = None if once else _MOST_OF_A_HOST
        self._stop = stop or threading.Event()
        self._workers = ThreadPoolExecutor(_WORKERS, "follow")
        self._memory = Memory(folder)
        try:
            self._archive = Archive(folder / "archive", self._memory.ends())
        except LedgerError:
            self._memory.close()
            raise
        self._writing = threading.Lock()
        self._visitor = Visitor(settings.bounds, settings.manners, hours, stopped=self._stop.is_set, resolve=resolve)
        for each in settings.followed:
            self._memory.enrol(each.kind, each.url, hours.clock(), at_once=once)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._workers.shutdown(wait=True, cancel_futures=True)
        self._memory.close()

    def stop(self) -> None:
        """Ask the round to end; safe to call from a signal."""
        self._stop.set()

    @property
    def stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    def round(self) -> Iterator[Arrived | Passing]:
        """Yield what comes of all that is due now, and first what a killed watch left open."""
        for arrival in self._memory.open_arrivals():
            if self.stopped:
                return
            yield self._arrived(arrival)
        for kinds in (("feed",), ("page", "article")):
            due = [each for kind in kinds for each in self._memory.due(kind, self._hours.clock(), self._followed)]
            yield from self._spread(due)

    def recall(self) -> None:
        """Let all that lies in the archive come again, for a ledger that was made anew."""
        self._memory.reopen()

    def settle(self, number: int) -> None:
        """Note that what arrived is in the ledger."""
        self._memory.settle(number)

    def wait(self) -> None:
        """Sleep until something is due, or the stop."""
        next_due = self._memory.next_due(self._followed)
        pause = 60.0 if next_due is None else next_due - self._hours.clock()
        if not self.stopped:
            self._hours.sleep(min(max(pause, 1.0), 60.0))

    # ------------------------------------------------------------------------------------------------ workers

    def _spread(self, due: Iterable[Address]) -> Iterator[Arrived | Passing]:
        by_host: dict[str, list[Address]] = {}
        for address in due:
            by_host.setdefault(target_of(address.url).origin, []).append(address)
        told: _Told = queue.SimpleQueue()
        work = [self._workers.submit(self._visit_host, listed, told) for listed in by_host.values()]
        while not self.stopped and not (all(each.done() for each in work) and told.empty()):
            try:
                came = told.get(timeout=0.05)
            except queue.Empty:
                continue
            if isinstance(came, Passing):
                yield came
            else:
                yield from map(self._arrived, self._memory.open_arrivals(came))
        for each in work:
            if each.done():
                _raise_what_broke(each)

    def _visit_host(self, listed: list[Address], told: _Told) -> None:
        """Look at the addresses of one host one after the other, until it fails too often or asks for a pause."""
        failures = 0
        for address in listed[: self._most]:
            origin = target_of(address.url).origin
            quiet = self._memory.quiet_until(origin)
            if self.stopped:
                return
            if quiet > self._hours.clock():
                self._memory.postpone(address.url, quiet)
                continue
            try:
                came = self._look(address)
                failures = 0
            except PassingError as error:
                if self.stopped:
                    return
                failures += 1
                came = self._put_off(address, error)
            except RefusedError as error:
                came = self._refuse(address, str(error))
            except _BROKEN as error:
                came = self._refuse(
                    address, f"breaks our reading of it ({type(error).__name__}): please report this bug"
                )
            if failures == _FAILURES_IN_A_ROW:
                self._memory.quiet(origin, self._hours.clock() + _LATER)
            told.put(Passing(address.url) if came is None else came)

    # --------------------------------------------------------------------------------------------- one address

    def _look(self, address: Address) -> int | None:
        """Visit an address and keep what came; return the arrival's number, None where there is nothing new."""
        source = self._followed[address.source]
        conditions: list[tuple[str, str]] = []
        if address.etag:
            conditions.append(("if-none-match", address.etag))
        if address.modified:
            conditions.append(("if-modified-since", address.modified))
        answer = self._visitor.visit(address.url, tuple(conditions), source.allow)
        if answer.status == 304 and conditions:
            self._memory.unchanged(address.url, self._next(address, source))
            return None
        if not 200 <= answer.status < 300:
            raise RefusedError(self._refusal(address, answer))
        digest = digest_of(answer.sent)
        checked = Checked(self._next(address, source), *_validators(answer), digest)
        if digest == address.digest:
            self._memory.unchanged(address.url, checked.due)
            return None
        if address.kind == "feed":
            return self._feed_came(address, source, answer, checked)
        with self._writing:
            at = self._now()
            return self._memory.came(address, at, self._archive.append(answer, at), checked)

    def _feed_came(self, address: Address, source: Followed, answer: Answer, checked: Checked) -> int | None:
        feed = entries.parse(answer.body, answer.url)
        if feed.fault:  # not remembered, so that it is looked at again once mended
            checked = Checked(checked.due, digest=checked.digest)
        with self._writing:
            at = self._now()
            kept = self._archive.append(answer, at)
            if not source.follows:
                return self._memory.came(address, at, kept, checked)
            urls = [entry.url for entry in feed.entries]
            self._memory.adopt(urls, address.url, self._followed)
            self._memory.listed(address, at, kept, checked, feed.entries, self._hours.clock())
        return self._fault(address, feed.fault, checked.due) if feed.fault else None

    def _put_off(self, address: Address, error: PassingError) -> int | Passing:
        now = self._hours.clock()
        doubled = 2.0 ** min(address.failures, _MOST_DOUBLINGS)
        if error.wait:
            self._memory.quiet(target_of(address.url).origin, now + error.wait)
        if address.kind == "article":
            again = None if address.failures + 1 >= _TRIES_OF_AN_ARTICLE else now + _LATER * doubled
            lasting = again is None and address.checks == 0
        else:
            again = now + self._later(address)
            lasting = address.failures + 1 == _TELL_AFTER
        if again is not None:
            again = max(again, now + (error.wait or 0.0))
        if lasting:
            tries = address.failures + 1
            return self._fault(address, f"{error} ({tries} rounds failed, the last one so)", again)
        self._memory.failed(address.url, again)
        return Passing(address.url, str(error))

    def _refuse(self, address: Address, message: str) -> int | Passing:
        if address.kind == "article":
            return self._fault(address, message, None)
        return self._fault(address, message, self._hours.clock() + self._later(address))

    def _later(self, address: Address) -> float:
        """Return how long a feed or page of the file that fails is left alone: doubled each time, thrice at most."""
        return self._followed[address.source].every * 2.0 ** min(address.failures, 3)

    def _fault(self, address: Address, message: str, again: float | None) -> int:
        return self._memory.given_up(address, self._now(), message, again)

    def _refusal(self, address: Address, answer: Answer) -> str:
        if answer.status in _GONE and address.checks:
            return (
                f"answers {answer.status}, though it was read before: it was taken down or moved; what was read stays"
            )
        words = f" ({answer.reason})" if answer.reason else ""
        return f"answers {answer.status}{words}: check the address, or whether it is open to everybody"

    def _next(self, address: Address, source: Followed) -> float | None:
        """Return when an address that was just looked at is due again; None for an article that is old enough."""
        now = self._hours.clock()
        if address.kind != "article":
            return now + source.every
        return next((moment for after in source.recheck if (moment := address.first_seen + after) > now), None)

    def _now(self) -> str:
        told = datetime.fromtimestamp(self._hours.clock(), UTC).isoformat(timespec="seconds")
        return told.replace("+00:00", "Z")

    # ------------------------------------------------------------------------------------------------ arrivals

    def _arrived(self, arrival: Arrival) -> Arrived:
        try:
            items = self._items(arrival)
        except UnreadableError as error:
            items = [Problem(arrival.url, "collect", str(error))]
        except _BROKEN as error:
            message = f"breaks our reading of it ({type(error).__name__}): please report this bug"
            items = [Problem(arrival.url, "collect", message)]
        return Arrived(arrival.number, arrival.url, tuple(items))

    def _items(self, arrival: Arrival) -> list[Report | Problem]:
        kept = arrival.kept or Kept("", 0, 0)
        address = self._memory.address(arrival.url)
        if arrival.fault or address is None:
            return [Problem(arrival.url, "collect", arrival.fault or "is known no more: follow it again")]
        source = self._followed.get(address.source)
        if address.kind == "feed" and (source is None or source.follows):
            return []  # its articles come by themselves
        answer = self._archive.load(kept, arrival.url, self._settings.bounds.largest)
        outlet = source.outlet if source else None
        if address.kind == "feed":
            return entry_reports(entries.parse(answer.body, answer.url), arrival.url, outlet, arrival.at)
        article = article_of(answer)
        url = identity_of(arrival.url, answer, article)
        elsewhere = host_of(url) != host_of(arrival.url)
        url = self._memory.settled_as(arrival.url, url, text_hash(article.text), elsewhere=elsewhere)
        return [page_report(article, url, Known(outlet, address.title, address.published, arrival.at))]


def _validators(answer: Answer) -> tuple[str | None, str | None]:
    return answer.header("etag"), answer.header("last-modified")


def _raise_what_broke(work: Future[None]) -> None:
    """Raise what ended a worker: a full disk, a broken memory, a bug; not that it was asked to stop."""
    try:
        work.result()
    except StoppedError:
        return
