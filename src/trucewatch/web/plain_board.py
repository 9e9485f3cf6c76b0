"""Pages before they are built: the plain rows of a board, each cell with its evidence, and a page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.boards.catalogue import BOARDS, board

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["coming", "plain_board"]

_MOST_ROWS = 300


def plain_board(name: str, title: str) -> Callable[[Asked], Shown]:
    """Return the answer of a page that lists a board's rows; asks the whole ledger, so only until it is built."""

    def answer(asked: Asked) -> Shown:
        rows = board(name, asked.view, as_of=asked.as_of)[:_MOST_ROWS]
        return {"title": title, "about": "", "rows": rows, "columns": BOARDS[name].columns}

    return answer


def coming(title: str, about: str) -> Callable[[Asked], Shown]:
    """Return the answer of a page that is not built yet."""
    return lambda _: {"title": title, "about": about}
