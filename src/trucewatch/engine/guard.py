"""How work survives what it works on: a process of its own does it, and is replaced when it dies or hangs.

The standard library's pool breaks for good when one of its workers is killed. Here each worker has a guard: the part
at which a worker died twice is set aside, and everything else is done again by the next one.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["PATIENCE", "Aside", "Done", "Guard", "Lost", "Outcome", "Parts", "Task", "received", "sent"]

PATIENCE = 120.0
"""Seconds that one part (of reading: one report) may take before its worker is taken to hang."""

_DEATHS_OF_A_PART = 2  # one may be chance: memory ran out, somebody killed the wrong process
_DEATHS_BETWEEN = 3
_FRAME = struct.Struct("<Q")


class Parts(Protocol):
    """What a task tells of its progress through an item."""

    @property
    def is_again(self) -> bool:
        """Whether a worker died at this item: parts that were worked on together must now be taken one by one."""
        ...

    def starts(self, part: int) -> Aside | None:
        """Tell that work on a part begins; not None where it broke its workers before and must be left out."""
        ...


Task = "Callable[[Any, Parts], Any]"
"""What is done with an item: a function found by its name in a module, so that another process finds it too."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A part that broke two workers, and how."""

    part: int
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """An item is done, with what the task returned."""

    item: Any
    result: Any


@dataclass(frozen=True, slots=True)
class Lost:
    """An item could not be done: what the task raised, or how its workers died."""

    item: Any
    why: str


Outcome = Done | Lost


class Guard:
    """One worker process, started when first needed; not to be shared between threads."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._is_ended = False

    def run(self, task: Callable[[Any, Parts], Any], item: Any) -> Outcome:
        """Do the task on an item, by as many workers as it takes."""
        deaths: Counter[int | None] = Counter()
        aside: dict[int, Aside] = {}
        while True:
            part, began = None, time.monotonic()
            try:
                process = self._started()
                sent(process.stdin, (task, item, aside, self._patience, bool(deaths)))
                while True:
                    kind, value = received(process.stdout)
                    if kind == "done":
                        return Done(item, value)
                    if kind == "failed":
                        return Lost(item, value)
                    part, began = value, time.monotonic()
            except (EOFError, BrokenPipeError, ConnectionResetError):
                if self._is_ended:
                    return Lost(item, "the engine was closed")
                why = self._buried(time.monotonic() - began, part)
            deaths[part] += 1
            if part is not None and deaths[part] >= _DEATHS_OF_A_PART:
                aside[part] = Aside(part, why)
            elif deaths[None] >= _DEATHS_BETWEEN:
                return Lost(item, f"{why}, {deaths[None]} times in a row")

    @property
    def pid(self) -> int | None:
        """The worker's process, None before the first item."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the worker."""
        if self._process is not None:
            self._process.kill()
            self._let_go(self._process)
            self._process = None

    def end(self) -> None:
        """End the worker for good, also while another thread waits for it: no other takes its place.

        Its pipes stay open for that thread to find them at their end; `close` comes after.
        """
        self._is_ended = True
        process = self._process
        if process is not None:
            process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "trucewatch.engine.worker", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What this process finds, the worker must find, wherever it was installed.
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},  # noqa: PTH109
                # Ctrl-C at a terminal is for the one who leads; it ends its workers itself.
                start_new_session=True,
            )
        if self._is_ended:
            self.close()
            raise EOFError
        return self._process

    def _buried(self, seconds: float, part: int | None) -> str:
        process = self._process
        self._process = None
        if process is None:
            return "the worker process could not be started"
        process.kill()
        code = process.wait()
        self._let_go(process)
        if part is not None and code == 1 and seconds >= self._patience:
            return f"a worker process worked on it for {self._patience:g} seconds without an end"
        return (
            f"a worker process was ended by signal {-code}" if code < 0 else f"a worker process ended with code {code}"
        )

    def _let_go(self, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def sent(stream: BinaryIO | Any, value: Any) -> None:
    """Write a value to the other process."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_FRAME.pack(len(data)) + data)
    stream.flush()


def received(stream: BinaryIO | Any) -> Any:
    """Return the next value that the other process wrote; EOFError where it is gone."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        raise EOFError
    (size,) = _FRAME.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from our own worker, over our own pipe
