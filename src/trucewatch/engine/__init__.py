"""How work is spread: in this process, over the cores of this machine, over a cluster; the results are the same.

`each` runs a task over items and survives those that raise; `Local` and `Cluster` run one over items in processes
of their own and survive also those that kill or hang the process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from trucewatch.engine.cluster import Cluster
from trucewatch.engine.guard import PATIENCE, Aside, Done, Lost, Outcome, Parts
from trucewatch.engine.here import Failure, each
from trucewatch.engine.local import Local, cores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["PATIENCE", "Aside", "Cluster", "Done", "Engine", "Failure", "Local", "Lost", "Parts", "cores", "each"]


class Engine(Protocol):
    """What spreads work: `Local` and `Cluster` do."""

    @property
    def workers(self) -> int:
        """How many items are worked on at once."""
        ...

    def run(self, task: Callable[[Any, Parts], Any], items: Sequence[Any]) -> Iterator[Outcome]:
        """Yield the outcome of each item as it comes."""
        ...

    def renew(self) -> None:
        """Free what the workers hold in memory."""
        ...
