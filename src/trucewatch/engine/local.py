"""The cores of this machine: so many guarded workers, each given the next item as it comes free."""

from __future__ import annotations

import os
import queue
import threading
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
        self._items: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._outcomes: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        # The threads live as long as the engine: a worker dies with the thread that started it.
        self._threads = [threading.Thread(target=self._serve, args=(guard,), daemon=True) for guard in self._guards]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for _guard in self._guards:
            self._items.put(None)
        for guard in self._guards:
            guard.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def run(self, task: Callable[[Any, Parts], Any], items: Sequence[Any]) -> Iterator[Outcome]:
        """Yield the outcome of each item as it comes; once what it yields is no longer wanted, close the engine."""
        for item in items:
            self._items.put((task, item))
        for _ in items:
            outcome = self._outcomes.get()
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome

    def renew(self) -> None:
        """End the workers between two runs, to be rid of what they hold in memory; the next run starts others."""
        for guard in self._guards:
            guard.close()

    def _serve(self, guard: Guard) -> None:
        while (given := self._items.get()) is not None:
            task, item = given
            try:
                self._outcomes.put(guard.run(task, item))
            except OSError as error:
                self._outcomes.put(Lost(item, f"no worker process could be started ({error})"))
            except Exception as error:  # noqa: BLE001 - raised again where the outcomes are asked for
                self._outcomes.put(error)
