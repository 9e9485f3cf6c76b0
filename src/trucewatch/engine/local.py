"""The cores of this machine: so many guarded workers, each given the next item as it comes free."""

from __future__ import annotations

import os
import queue
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any, Self

from trucewatch.engine.guard import PATIENCE, Guard, Lost, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trucewatch.engine.guard import Parts

__all__ = ["Local", "cores"]


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Local:
    """Runs tasks on `workers` processes of this machine; as a context manager it ends them."""

    def __init__(self, workers: int | None = None, *, patience: float = PATIENCE) -> None:
        self.workers = workers or cores()
        self._guards = [Guard(patience) for _ in range(self.workers)]
        self._free: queue.SimpleQueue[Guard] = queue.SimpleQueue()
        for guard in self._guards:
            self._free.put(guard)
        # The pool's threads live as long as the engine: a worker dies with the thread that started it.
        self._threads = ThreadPoolExecutor(self.workers, "guard")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for guard in self._guards:
            guard.end()
        self._threads.shutdown()
        for guard in self._guards:
            guard.close()

    def run(self, task: Callable[[Any, Parts], Any], items: Sequence[Any]) -> Iterator[Outcome]:
        """Yield the outcome of each item as it comes; once what it yields is no longer wanted, close the engine."""
        for asked in as_completed([self._threads.submit(self._serve, task, item) for item in items]):
            yield asked.result()

    def renew(self) -> None:
        """End the workers between two runs, to be rid of what they hold in memory; the next run starts others."""
        for guard in self._guards:
            guard.close()

    def _serve(self, task: Callable[[Any, Parts], Any], item: Any) -> Outcome:
        guard = self._free.get()
        try:
            return guard.run(task, item)
        except OSError as error:
            return Lost(item, f"no worker process could be started ({error})")
        finally:
            self._free.put(guard)
