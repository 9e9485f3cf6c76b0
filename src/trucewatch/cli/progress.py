"""What a person sees of long work: a moving bar on stderr where that is a terminal, and each problem as it comes.

Where stderr is a file or a pipe only the problems stand there, one a line.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from trucewatch.model import Problem

__all__ = ["Watch", "watching"]


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
