"""Tasks that kill or hang the process they run in, for the tests of the engine; found by name in worker processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any


def double(item: int, parts: Any) -> int:
    return 2 * item


def raises(item: int, parts: Any) -> int:
    raise KeyError(f"no {item}")


def walk(item: tuple[str, dict[int, str]], parts: Any) -> list[str]:
    """Go through ten parts; at some of them die, hang, or die only the first time."""
    folder, breaks = item
    told = []
    for part in range(10):
        aside = parts.starts(part)
        if aside is not None:
            told.append(f"{part}: {aside.why}")
            continue
        how = breaks.get(part)
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif how == "exit":
            os._exit(3)
        elif how == "hang":
            time.sleep(60)
        elif how == "once" and not (Path(folder) / str(part)).exists():
            (Path(folder) / str(part)).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return told


def dies_at_once(item: int, parts: Any) -> None:
    os._exit(7)


def tell_pid(item: str, parts: Any) -> int:
    Path(item).write_text(str(os.getpid()))
    time.sleep(30)
    return 0
