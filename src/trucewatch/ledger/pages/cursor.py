"""Where a list goes on: the sort key of its last row, as a short word for a URL; and the rows of one screen.

Lists are cut by key, never by number, so that a page costs the same everywhere in a list and new rows shift nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.ledger.view import View

__all__ = ["Latest", "Listed", "after", "cursor_at", "further", "latest", "listed"]

Record = dict[str, Any]

_LONGEST = 1000  # characters; a cursor is some dozens
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Listed:
    """One screen of a list: its records, and the cursor of the next screen (None at the end).

    `until`: the list was looked through back to the day after this one and no further, since few rows fit.
    """

    records: tuple[Record, ...]
    following: str | None = None
    until: str | None = None


def listed(rows: Iterable[Record], keys: Sequence[str], limit: int) -> Listed:
    """Return the first `limit` of `rows` (ask for one more) with the cursor made of the last one's `keys`."""
    found = list(rows)
    shown = found[:limit]
    if len(found) <= limit or not shown:
        return Listed(tuple(shown))
    return Listed(tuple(shown), cursor_at(shown[-1], keys))


def cursor_at(row: Record, keys: Sequence[str]) -> str:
    """Return the cursor that goes on after `row`."""
    key = json.dumps([row[name] for name in keys], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def after(cursor: str | None, keys: Sequence[str]) -> Record | None:
    """Return the values that a cursor of `listed` holds by key, None for the first screen; UsageError for any other."""
    if not cursor:
        return None
    try:
        held = json.loads(base64.urlsafe_b64decode(cursor[:_LONGEST] + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        held = None
    values = list(cast("list[Any]", held)) if isinstance(held, list) else []
    if len(values) != len(keys) or not all(map(_is_key, values)):
        raise UsageError("this is no cursor of this list: start at its first page")
    return dict(zip(keys, values, strict=True))


def _is_key(value: Any) -> bool:
    """Whether a value is one that a column can hold."""
    return isinstance(value, str) or (isinstance(value, int | float) and -_LARGEST <= value <= _LARGEST)


@dataclass(frozen=True, slots=True)
class Latest:
    """A list with the latest day first and what has none at its end, both by index.

    `select`: up to and without WHERE; `day` and `tie`: the columns (of one index) that it is sorted by, down; the rows
    hold them as `key_day` ('' where there is none) and `key_tie`. `walk`: how many rows are looked through at most,
    where no index tells which of them fit (0: all), of the table `days`.
    """

    select: str
    day: str
    tie: str
    days: str = ""
    walk: int = 0

    def query(self, conditions: Sequence[str], *, is_dated: bool) -> str:
        """Return the statement for what has a day, or for what has none."""
        part = f"{self.day} IS NOT NULL" if is_dated else f"{self.day} IS NULL"
        order = f"{self.day} DESC, {self.tie} DESC" if is_dated else f"{self.tie} DESC"
        return f"{self.select} WHERE {' AND '.join((*conditions, part))} ORDER BY {order} LIMIT :limit"


def latest(
    view: View, asked: Latest, conditions: Sequence[str], values: Mapping[str, Any], *, cursor: str | None, limit: int
) -> Listed:
    """Return the screen of a list that a cursor leads to: first what has a day, then what has none."""
    keys = ("key_day", "key_tie")
    key = after(cursor, keys)
    if key is not None and not isinstance(key["key_day"], str):
        raise UsageError("this is no cursor of this list: start at its first page")
    rows: list[Record] = []
    floor: str | None = None
    if key is None or key["key_day"]:
        told = [*conditions] if key is None else [*conditions, f"({asked.day}, {asked.tie}) < (:key_day, :key_tie)"]
        floor = _floor(view, asked, [values.get("until"), values.get("as_of"), (key or {}).get("key_day")])
        if floor is not None:
            told.append(f"{asked.day} >= :floor")
        query = asked.query(told, is_dated=True)
        rows += view.ask(query, {**values, **(key or {}), "limit": limit + 1, "floor": floor})
    if len(rows) <= limit and floor is None:
        past = [] if key is None or key["key_day"] else [f"{asked.tie} < :key_tie"]
        query = asked.query([*conditions, *past], is_dated=False)
        rows += view.ask(query, {**values, **(key or {}), "limit": limit + 1 - len(rows)})
    shown = listed(rows, keys, limit)
    if floor is None or shown.following is not None:
        return shown
    return replace(shown, until=(date.fromisoformat(floor) - timedelta(days=1)).isoformat())


def further(shown: Listed) -> str | None:
    """Return the cursor after a screen of `latest`: of its next rows, else of the day back to which it was looked."""
    if shown.until is None:
        return shown.following
    floor = (date.fromisoformat(shown.until) + timedelta(days=1)).isoformat()
    return cursor_at({"key_day": floor, "key_tie": 0}, ("key_day", "key_tie"))


def _floor(view: View, asked: Latest, tops: Sequence[str | None]) -> str | None:
    """Return the day back to which a list is looked through, None where that is all of it."""
    if not asked.walk:
        return None
    day = asked.day.rpartition(".")[2]
    query = f"SELECT {day} AS day FROM {asked.days} WHERE {day} <= :top ORDER BY {day} DESC LIMIT 1 OFFSET {asked.walk}"
    row = next(view.ask(query, {"top": min(top for top in (*tops, "9999") if top)}), None)
    return None if row is None or row["day"] is None else row["day"]
