"""Linking anew after a decision, while nobody waits: the command `relink`, as a process of its own.

Decisions given in a row are linked together. Until it is done pages show what was linked before, and say so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from threading import Lock, Thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.ledger import Location

__all__ = ["Linking", "relink"]


def relink(ledger: Location) -> bool:
    """Run `trucewatch relink` on a ledger to its end; whether it went well (the terminal shows why not)."""
    command = [sys.executable, "-m", "trucewatch", "relink"]
    # In the environment, as an address may hold a password, which no list of processes is to show.
    given = {**os.environ, "TRUCEWATCH_LEDGER": getattr(ledger, "address", str(ledger))}
    return subprocess.run(command, stdout=subprocess.DEVNULL, env=given, check=False).returncode == 0  # noqa: S603 - ours


class Linking:
    """Links one ledger at a time; `pause` are the seconds it waits for further decisions before it begins."""

    def __init__(self, run: Callable[[Location], bool] = relink, *, pause: float = 2.0) -> None:
        self._run = run
        self._pause = pause
        self._lock = Lock()
        self._is_wanted = False
        self._thread: Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether a decision is being linked, or waits for it."""
        with self._lock:
            return self._thread is not None

    def begin(self, ledger: Location) -> None:
        """Ask for the ledger to be linked anew; what is running goes on, and once more after it."""
        with self._lock:
            self._is_wanted = True
            if self._thread is None:
                self._thread = Thread(target=self._work, args=(ledger,), name="relink", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all is linked, so many seconds at most; whether it is."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return not self.is_running

    def _work(self, ledger: Location) -> None:
        while True:
            sleep(self._pause)
            with self._lock:
                self._is_wanted = False
            is_done = self._run(ledger)
            with self._lock:
                if not self._is_wanted or not is_done:
                    self._thread = None
                    return
