"""`watch`: feeds and pages in, again and again, each new report into the ledger as it comes.

The first Ctrl-C or SIGTERM lets the report in hand be finished and leaves; what was fetched and not yet read is read
at the next start.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trucewatch.cli.options import LedgerPath, Vocabulary, ledger_of, now
from trucewatch.cli.progress import watching
from trucewatch.cli.reading import summary

if TYPE_CHECKING:
    from collections.abc import Generator

    from trucewatch.collect.feeds import Follower, Settings
    from trucewatch.ledger import Ledger, Location
    from trucewatch.pipeline import Reader

__all__ = ["commands", "watch"]

commands = typer.Typer()


@commands.command()
def watch(
    context: typer.Context,
    feeds: Annotated[str, typer.Argument(metavar="FILE", help="The feeds file (TOML): what to follow, and how often.")],
    once: Annotated[bool, typer.Option("--once", help="Ask once for everything in the file, then leave.")] = False,
    vocab: Vocabulary = None,
    ledger: LedgerPath = None,
) -> int:
    """Follow feeds and pages, and keep each new report, and each changed one, in the ledger as it comes."""
    import random
    import time

    from trucewatch import pipeline
    from trucewatch.collect.feeds import Follower, Hours, load
    from trucewatch.ledger import Ledger, located

    settings = load(feeds)
    read, sides = pipeline.reader(tuple(vocab or ())), pipeline.parties(tuple(vocab or ()))
    path = located(ledger_of(context, ledger))
    stop = threading.Event()
    hours = Hours(time.time, stop.wait, random.random)
    folder = _folder(settings, feeds, path)
    with Ledger.open(path) as book, Follower(settings, folder, hours, once=once, stop=stop) as follower:
        book.know(sides, added=now())
        if book.is_empty:
            follower.recall()
        with _until_asked(stop):
            problems = _follow(book, follower, read, once=once, relink=settings.relink)
    return 1 if once and problems else 0


def _folder(settings: Settings, feeds: str, ledger: Location) -> Path:
    """Return where the archive lies: as the file says (from its own folder), else beside the ledger's file."""
    if settings.archive:
        return Path(feeds).parent / settings.archive
    if not isinstance(ledger, Path):
        return Path(f"{ledger.schema}.feeds")
    return ledger.with_name(f"{ledger.name}.feeds")


@contextmanager
def _until_asked(stop: threading.Event) -> Generator[None]:
    """Let the first signal set `stop`; the second one interrupts at once."""

    def ask(_: int, __: Any) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


def _follow(book: Ledger, follower: Follower, read: Reader, *, once: bool, relink: float | None) -> int:
    """Go round until asked to stop; return how many problems there were."""
    import time

    problems, linked, unlinked = 0, float("-inf"), False
    while True:
        done, found = _round(book, follower, read)
        problems += found
        unlinked = unlinked or any(done[kind] for kind in ("new", "new_version", "reread"))
        if done or found or once:
            sys.stdout.write(f"{now()} {summary(done, found, str(book.path))}\n")
            sys.stdout.flush()
        is_time = relink is not None and (once or time.monotonic() - linked >= relink)
        if unlinked and is_time and not follower.stopped:
            book.relink()
            linked, unlinked = time.monotonic(), False
        if once or follower.stopped:
            return problems
        follower.wait()


def _round(book: Ledger, follower: Follower, read: Reader) -> tuple[Counter[str], int]:
    from trucewatch.collect.feeds import Passing
    from trucewatch.model import Problem
    from trucewatch.pipeline import add_round

    done: Counter[str] = Counter()
    with watching("following") as seen:
        for item, added in add_round(book, follower, read=read, clock=now):
            if isinstance(item, Passing):
                if item.message:
                    seen.problem(Problem(item.url, "collect", item.message))
                seen.step(item.url)
            elif isinstance(item, Problem):
                seen.problem(item)
            else:
                for problem in item.problems:
                    seen.problem(problem)
                done[added.value if added else ""] += 1
                done["figures"] += len(item.figures)
                done["statements"] += len(item.statements)
                seen.step(item.report.name)
        return done, seen.problems
