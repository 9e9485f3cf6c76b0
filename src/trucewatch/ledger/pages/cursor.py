"""Where a list goes on: the sort key of its last row, as a short word for a URL; and the rows of one screen.

Lists are cut by key, never by number, so that a page costs the same everywhere in a list and new rows shift nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Listed", "after", "listed"]

Record = dict[str, Any]

_LONGEST = 1000  # characters; a cursor is some dozens


@dataclass(frozen=True, slots=True)
class Listed:
    """One screen of a list: its records, and the cursor of the next screen (None at the end)."""

    records: tuple[Record, ...]
    following: str | None = None


def listed(rows: Iterable[Record], keys: Sequence[str], limit: int) -> Listed:
    """Return the first `limit` of `rows` (ask for one more) with the cursor made of the last one's `keys`."""
    found = list(rows)
    shown = found[:limit]
    if len(found) <= limit or not shown:
        return Listed(tuple(shown))
    key = json.dumps([shown[-1][name] for name in keys], separators=(",", ":")).encode()
    return Listed(tuple(shown), base64.urlsafe_b64encode(key).decode().rstrip("="))


def after(cursor: str | None, keys: Sequence[str]) -> Record | None:
    """Return the values that a cursor of `listed` holds by key, None for the first screen; UsageError for any other."""
    if not cursor:
        return None
    try:
        held = json.loads(base64.urlsafe_b64decode(cursor[:_LONGEST] + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        held = None
    values = list(cast("list[Any]", held)) if isinstance(held, list) else []
    if len(values) != len(keys) or not all(isinstance(value, str | int | float) for value in values):
        raise UsageError("this is no cursor of this list: start at its first page")
    return dict(zip(keys, values, strict=True))
