"""An existing Dask cluster, or one made here for the time of the work; needs `pip install 'trucewatch[dask]'`.

One task an item, and in each of its workers a guard as on one machine: what kills a worker process of ours does not
reach Dask's. Where Dask's own worker or the whole machine goes, the task is done again elsewhere.
"""

from __future__ import annotations

import logging
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from trucewatch.engine.guard import PATIENCE, Guard, Lost, Outcome
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trucewatch.engine.guard import Parts

__all__ = ["Cluster", "on_worker"]

_RETRIES = 3
_idle: list[tuple[int, Guard]] = []
_lock = threading.Lock()


class Cluster:
    """Runs tasks on the cluster of the `scheduler` at that address, else on `workers` processes started here."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None, *, patience: float = PATIENCE) -> None:
        try:
            distributed = import_module("distributed")
        except ImportError as error:
            raise UsageError("--engine dask needs Dask: run `pip install 'trucewatch[dask]'`") from error
        logging.getLogger("distributed").setLevel(logging.ERROR)  # a worker that goes is no news here
        self._as_completed: Any = distributed.as_completed
        self._patience, self._crew, self._cluster = patience, 0, None
        if scheduler is None:
            self._cluster = distributed.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
            )
        try:
            self._client: Any = distributed.Client(self._cluster or scheduler, timeout=30)
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    @property
    def workers(self) -> int:
        """How many tasks run at once, at this moment."""
        return max(1, sum(self._client.nthreads().values()))

    def run(self, task: Callable[[Any, Parts], Any], items: Sequence[Any]) -> Iterator[Outcome]:
        """Yield the outcome of each item as it comes."""
        futures = {
            self._client.submit(on_worker, task, item, self._patience, self._crew, pure=False, retries=_RETRIES): item
            for item in items
        }
        for future in self._as_completed(list(futures)):
            item = futures.pop(future)
            if future.status == "finished":
                yield future.result()
            else:
                yield Lost(item, f"Dask gave it up: {future.exception()!r}")
            future.release()

    def renew(self) -> None:
        """Let the next run start its own workers, without what those of the last one hold in memory."""
        self._crew += 1


def on_worker(task: Callable[[Any, Parts], Any], item: Any, patience: float, crew: int) -> Outcome:
    """Do one task on a worker of the cluster, with a guarded process that is kept for the next one."""
    guard = _taken(crew) or Guard(patience)
    try:
        return guard.run(task, item)
    finally:
        with _lock:
            _idle.append((crew, guard))


def _taken(crew: int) -> Guard | None:
    with _lock:
        for other, guard in [each for each in _idle if each[0] != crew]:
            guard.close()
            _idle.remove((other, guard))
        return _idle.pop()[1] if _idle else None
