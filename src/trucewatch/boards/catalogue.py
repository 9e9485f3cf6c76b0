"""Which boards there are, and what columns each has: the one list that the command line and other readers go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.boards import attacks, ceasefire, disruption, force, positions, raids, support
from trucewatch.boards.known import Known
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.boards.rows import Row
    from trucewatch.ledger import Filters, View

__all__ = ["BOARDS", "Board", "board", "board_rows"]


@dataclass(frozen=True, slots=True)
class Board:
    """What a person asks: the name, the columns in order, and what makes its rows."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Known], Iterator[Row]]


BOARDS: dict[str, Board] = {
    each.name: each
    for each in (
        Board("force", force.COLUMNS, force.force),
        Board("ceasefire", ceasefire.COLUMNS, ceasefire.ceasefire),
        Board("attacks", attacks.COLUMNS, attacks.attacks),
        Board("raids", raids.COLUMNS, raids.raids),
        Board("support", support.COLUMNS, support.support),
        Board("standing", positions.COLUMNS, positions.standing),
        Board("disruption", disruption.COLUMNS, disruption.disruption),
    )
}


def board(name: str, view: View, *, as_of: str | None = None, filters: Filters | None = None) -> list[Row]:
    """Return the rows of a board as known on a day; UsageError where there is no such board."""
    return list(board_rows(name, view, as_of=as_of, filters=filters))


def board_rows(name: str, view: View, *, as_of: str | None = None, filters: Filters | None = None) -> Iterator[Row]:
    """Yield the rows of a board likewise, one at a time."""
    found = BOARDS.get(name)
    if found is None:
        raise UsageError(f"{name} is no board; there are {', '.join(BOARDS)}")
    return found.rows(Known(view, as_of=as_of, filters=filters))
