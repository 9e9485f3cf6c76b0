"""The worker loop of this process: one item after the other, lazily, in order.

The one place below the command line that catches everything: whatever a task raises for one item is a
Failure with where it happened, and the next item goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Failure", "each"]

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure(Generic[Item]):
    """A task broke on this item: the error's kind and message, and the file and line that raised it."""

    item: Item
    kind: str
    message: str
    where: str


def each(task: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result | Failure[Item]]:
    """Yield the result of `task` for each item, or a Failure; an error of `items` itself is raised."""
    for item in items:
        try:
            result = task(item)
        except Exception as error:  # noqa: BLE001 - a reader's slip on one report must not lose the others
            frame = extract_tb(error.__traceback__)[-1]
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            yield Failure(item, type(error).__name__, str(error), where)
        else:
            yield result
