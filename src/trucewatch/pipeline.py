"""The score: reports in, readings out, and into the ledger. The only file that knows all rooms.

Everything is lazy and one report at a time: what comes out for a report does not depend on the others, and
whatever goes wrong with one is a Problem in its place. The clock is an argument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from trucewatch.collect import collect
from trucewatch.engine import Failure, each
from trucewatch.errors import RecordError
from trucewatch.model import Problem, Reading, Report
from trucewatch.vocab.conflicts import load_conflicts, shipped_sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.collect import Limits
    from trucewatch.collect.feeds import Follower, Passing
    from trucewatch.ledger import Added, Ledger

__all__ = [
    "Ahead",
    "Reader",
    "add_all",
    "add_round",
    "parties",
    "read_all",
    "read_one",
    "reader",
    "reader_ahead",
    "readers",
]

Reader = Callable[[Report], Reading]
"""What turns one report into its reading: pure, and free to raise, which then costs that report only."""
Ahead = Callable[[Sequence[Report]], list[Reader]]
"""What looks at several reports at once, which costs less each, and returns for each what then reads it."""


def reader(vocabulary: Sequence[str] = ()) -> Reader:
    """Return the reader that knows the wars that ship and those of `vocabulary`, paths of conflict files.

    Raises ConfigError where a file is missing or malformed. Loads the parser, which takes a second or two.
    """
    from trucewatch.read.reader import read, standard_rules  # noqa: PLC0415 - no parser is loaded to list a ledger

    return partial(read, rules=standard_rules(tuple(vocabulary)))


def reader_ahead(vocabulary: Sequence[str] = ()) -> Ahead:
    """Return the same reader for whoever has many reports at hand; what comes out for each is the same."""
    from trucewatch.read.reader import ahead, standard_rules  # noqa: PLC0415 - as above

    return partial(ahead, rules=standard_rules(tuple(vocabulary)))


def readers(ahead: Ahead, reports: Sequence[Report]) -> list[Reader]:
    """Return what reads each report, after one look at all; where that look fails, each is looked at by itself."""
    looked = next(each(ahead, [reports]))
    return [partial(_alone, ahead)] * len(reports) if isinstance(looked, Failure) else looked


def _alone(ahead: Ahead, report: Report) -> Reading:
    return ahead([report])[0](report)


def parties(vocabulary: Sequence[str]) -> dict[str, str]:
    """Return the side of each name that a user's vocabulary files give; ConfigError where one is malformed."""
    if not vocabulary:
        return {}
    shipped = shipped_sides()
    return {name: side for name, side in load_conflicts(tuple(vocabulary)).sides().items() if shipped.get(name) != side}


def read_all(
    paths: Sequence[str],
    *,
    read: Reader | None = None,
    limits: Limits | None = None,
    stdin: BinaryIO | None = None,
) -> Iterator[Reading | Problem]:
    """Yield a Reading for each report that `paths` name, in order, and a Problem for what gives none.

    `read` is `reader()` unless given; `limits` and `stdin` are those of `collect`.
    """
    yield from _readings(collect(paths, limits=limits, stdin=stdin), read or reader())


def read_one(read: Reader, report: Report) -> Reading | Problem:
    """Return the reading of one report, or the Problem that it is where reading it raises."""
    return next(_readings([report], read))


def add_all(
    ledger: Ledger, outcomes: Iterable[Reading | Problem], *, clock: Callable[[], str]
) -> Iterator[tuple[Reading | Problem, Added]]:
    """Add each outcome of `read_all` as it comes, and yield it with what that did; `clock` tells the ISO time.

    A reading that breaks its contract is not added: a Problem is, and comes out in its place. LedgerError where
    the ledger itself fails; all that was yielded before is kept.
    """
    for outcome in outcomes:
        item, added = outcome, clock()
        if isinstance(item, Reading):
            try:
                yield item, ledger.add(item, added=added)
                continue
            except RecordError as error:
                name = item.report.name
                item = Problem(report=name, stage="add", message=str(error).removeprefix(f"{name}: "))
        yield item, ledger.add_problem(item, added=added)


def add_round(
    ledger: Ledger, follower: Follower, *, read: Reader, clock: Callable[[], str]
) -> Iterator[tuple[Reading | Problem | Passing, Added | None]]:
    """Fetch all that is due, read it and add it as it comes; yield each with what that did (None: nothing to keep).

    What was fetched counts as done only once it is in the ledger, so a kill at any moment loses and doubles nothing.
    """
    from trucewatch.collect.feeds import Arrived  # noqa: PLC0415 - who reads files need not load a network

    for came in follower.round():
        if not isinstance(came, Arrived):
            yield came, None
            continue
        yield from add_all(ledger, _readings(came.items, read), clock=clock)
        follower.settle(came.number)


def _readings(items: Iterable[Report | Problem], read: Reader) -> Iterator[Reading | Problem]:
    for outcome in each(partial(_read_one, read), items):
        yield _failed(outcome) if isinstance(outcome, Failure) else outcome


def _read_one(read: Reader, item: Report | Problem) -> Reading | Problem:
    return item if isinstance(item, Problem) else read(item)


def _failed(failure: Failure[Report | Problem]) -> Problem:
    item = failure.item
    name = item.report if isinstance(item, Problem) else item.name
    if failure.kind == MemoryError.__name__:
        message = "reading it took more memory than there is: split it, or read it where there is more"
        return Problem(report=name, stage="read", message=message)
    message = f"the reader failed on it ({failure.kind} at {failure.where}: {failure.message}): please report this bug"
    return Problem(report=name, stage="read", message=message)
