"""Which claims of a screen of a board stand on an earlier screen too, since newer reports told them as well?

A claim is what one source says in one way (`boards.claims`); a stand is one holder's on one topic. Looked for are
tellings in the few hundred reports of the board that stand next before the screen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.cursor import after

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.ledger.view import View

__all__ = ["told_above"]

_KEYS = ("day", "reading_no")
_LOOKED = 150
_ABOVE = (
    "SELECT reading_no FROM board_report WHERE board = :board AND (day, reading_no) >= (:day, :reading_no) "
    f"AND (:as_of IS NULL OR told <= :as_of) ORDER BY day, reading_no LIMIT {_LOOKED}"
)
_TOLD = {
    "figure": (
        "figure_id AS id, source_name, kind, measure, object, unit, when_start, when_end, as_of, role, low, high, "
        "modifier, status, actor, target, place_name, place_country"
    ),
    "position": "position_id AS id, holder, topic, stance, proviso",
}


def told_above(view: View, board: str, ids: Iterable[str], cursor: str | None, *, as_of: str | None) -> set[str]:
    """Return those ids of figures and positions whose claim newer reports tell, on the screens before `cursor`."""
    key = after(cursor, _KEYS)
    if key is None:
        return set()
    newer = [row["reading_no"] for row in view.ask(_ABOVE, {"board": board, "as_of": as_of, **key})]
    asked = {"ids": json.dumps(sorted(set(ids))), "numbers": json.dumps(newer)}
    found: set[str] = set()
    for table, columns in _TOLD.items():
        held = f"SELECT {columns} FROM {table} WHERE "
        above = {_claim(row) for row in view.ask(f"{held}reading_no IN (SELECT value FROM json_each(:numbers))", asked)}
        mine = view.ask(f"{held}{table}_id IN (SELECT value FROM json_each(:ids))", asked)
        found.update(row["id"] for row in mine if _claim(row) in above)
    return found


def _claim(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(value for name, value in row.items() if name != "id")
