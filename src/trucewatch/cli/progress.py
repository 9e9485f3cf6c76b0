"""What a person sees of long work: a moving bar on stderr where that is a terminal, and each problem as it comes.

Where stderr is a file or a pipe only the problems stand there, one a line, and of what takes long how far it is.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from trucewatch.bulk import Step
    from trucewatch.ledger import View
    from trucewatch.model import Problem

__all__ = ["Watch", "counting", "pace", "patience", "watching"]

_PATIENCE_SECONDS = 20.0  # nobody should wait longer without a word

_CUT = "the ledger is too large to be linked anew as of {0}: events are today's, cut to what was published by then"


class Watch:
    """Counts what is done and tells of problems."""

    def __init__(self, step: Callable[[str], None], tell: Callable[[str], None]) -> None:
        self._step = step
        self._tell = tell
        self.problems = 0

    def step(self, name: str) -> None:
        """Count one report as done."""
        self._step(one_line(name))

    def problem(self, problem: Problem) -> None:
        """Tell of a problem on one line: what, and why."""
        self.problems += 1
        self._tell(f"{one_line(problem.report)}: {one_line(problem.message)}")


@contextmanager
def watching(label: str, *, bar: bool = True) -> Generator[Watch]:
    """Watch over work; `bar` False where its output goes to the same terminal."""
    if not (bar and sys.stderr.isatty()):
        yield Watch(lambda _: None, lambda line: print(line, file=sys.stderr))
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.completed}", markup=False),
        BarColumn(bar_width=20),
        TimeElapsedColumn(),
        TextColumn("{task.fields[name]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(label, total=None, name="")
        yield Watch(
            lambda name: progress.update(task, advance=1, name=name[-60:]),
            lambda line: progress.console.print(line, soft_wrap=True),
        )


@contextmanager
def patience(label: str, view: View | None = None, *, as_of: str | None = None) -> Generator[None]:
    """Say on stderr every twenty seconds that work goes on, and how many records of `view` it has read.

    And at once where events as of a day are cut out of today's, since the ledger is too large to be linked anew.
    """
    if view is not None and as_of is not None:
        from trucewatch.ledger import is_cut

        if is_cut(view, as_of):
            print(f"{label}: {_CUT.format(as_of)}", file=sys.stderr, flush=True)
    over, began = Event(), time.monotonic()

    def tell() -> None:
        while not over.wait(_PATIENCE_SECONDS):
            seconds = time.monotonic() - began
            read = "" if view is None else f", {view.handed_out:,} records read"
            print(f"{label}: at it for {seconds:,.0f} s{read}", file=sys.stderr, flush=True)

    teller = Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


@contextmanager
def counting() -> Generator[Callable[[Step], None]]:
    """Show how far bulk work is, at what rate and how long it will take; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None, told="")
        began: dict[str, tuple[float, int]] = {}

        def show(step: Step) -> None:
            since, before = began.setdefault(step.stage, (time.monotonic(), step.done))
            told = pace(step, before, time.monotonic() - since)
            progress.update(
                task, description=one_line(step.stage)[:40], completed=step.done, total=step.of or None, told=told
            )

        yield show


def pace(step: Step, before: int, seconds: float) -> str:
    """Say how far a stage is that began at `before` items, how many articles a second it does, and the time left."""
    told = f"{step.done:,} of {step.of:,}" if step.of else ""
    done = step.done - before
    if done > 0 and seconds > 0:
        if step.reports:
            told += f", {step.reports / seconds:,.1f} reports/s"
        left = round((step.of - step.done) * seconds / done)
        hours, minutes = left // 3600, left % 3600 // 60
        told += f", {hours} h {minutes:02d} min left" if hours else f", {minutes} min {left % 60:02d} s left"
    return told
