"""The worker process that a guard watches: items come in on standard input, parts and results go out.

It ends when its guard is gone, even in the middle of a part that hangs, so that a killed driver leaves nothing behind.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
import threading
import time
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any, BinaryIO

from trucewatch.engine.guard import Aside, received, sent

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["main"]

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


class _Told:
    """Tells the guard which part is worked on, and ends the process where one takes too long."""

    def __init__(self, out: BinaryIO, aside: Mapping[int, Aside], patience: float, *, is_again: bool) -> None:
        self._out, self._aside, self._patience, self.is_again = out, aside, patience, is_again

    def starts(self, part: int) -> Aside | None:
        if part in self._aside:
            return self._aside[part]
        sent(self._out, ("part", part))
        # A thread of its own below the interpreter: it also ends code that never gives way.
        faulthandler.dump_traceback_later(self._patience, exit=True, file=_nowhere)
        return None


_nowhere = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as the process


def main() -> None:
    """Serve the guard until it closes the pipe."""
    _die_with(int(sys.argv[1]))
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not fall between the messages
    while True:
        try:
            task, item, aside, patience, is_again = received(sys.stdin.buffer)
        except EOFError:
            return
        answer = _answer(task, item, _Told(out, aside, patience, is_again=is_again))
        faulthandler.cancel_dump_traceback_later()
        sent(out, answer)


def _answer(task: Any, item: Any, told: _Told) -> tuple[str, Any]:
    try:
        return "done", task(item, told)
    except Exception as error:  # noqa: BLE001 - what a task raises is the leader's to judge
        frame = extract_tb(error.__traceback__)[-1]
        return "failed", f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {error}"


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        # The signal comes when the *thread* that started us ends; guards live as long as theirs.
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


if __name__ == "__main__":
    main()
