"""Events and their series a page at a time, the earliest day first, narrowed as `EventFilters` narrows them.

They are what `relink` keeps, or what a replay laid over it; a page may hold fewer than were asked for.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.errors import UsageError
from trucewatch.ledger.events import is_asked
from trucewatch.ledger.pages.cursor import Listed, cursor_at
from trucewatch.ledger.pages.walks import Walk, walked
from trucewatch.ledger.past import event_then
from trucewatch.ledger.ruled import under_rule
from trucewatch.vocab.events import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.events import EventFilters
    from trucewatch.ledger.view import View

__all__ = ["event_page", "series_page"]

Record = dict[str, Any]

_WALK = Walk(
    "SELECT t.*, derived.body FROM event AS t CROSS JOIN derived ON derived.id = t.event_id",
    "event AS t",
    ("t.day", "t.event_id"),
    is_nullable=True,
)
_BATCH = 100
_MOST = 800  # events looked at for a page


def event_page(view: View, filters: EventFilters, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return a page of whole `event` records. `as_of` cuts them to what had been published by then."""
    found: list[Record] = []
    for _, at, event in _events(view, filters, cursor):
        if event is not None:
            found.append(event)
        if len(found) == limit or event is None:
            return Listed(tuple(found), at)
    return Listed(tuple(found))


def series_page(
    view: View, filters: EventFilters, *, measure: str | None = None, cursor: str | None = None, limit: int = 50
) -> Listed:
    """Return a page of series, each with `event_id` and `series`, its number in the event."""
    skipped, _, before = (cursor or "0.").partition(".")
    if not skipped.isascii() or not skipped.isdigit() or len(skipped) > len("9999"):
        raise UsageError("this is no cursor of this list: start at its first page")
    found: list[Record] = []
    for came_from, at, event in _events(view, filters, before or None):
        if event is None:
            return Listed(tuple(found), f"0.{at}")
        for number, each in enumerate(event["series"]):
            if (came_from == (before or None) and number < int(skipped)) or measure not in {None, each["measure"]}:
                continue
            found.append({"record": "series", "event_id": event["event_id"], "series": number, **each})
            if len(found) == limit:
                return Listed(tuple(found), f"{number + 1}.{came_from or ''}")
    return Listed(tuple(found))


def _events(
    view: View, filters: EventFilters, cursor: str | None
) -> Iterator[tuple[str | None, str | None, Record | None]]:
    """Yield events with the cursors before and after each; where too many were looked at, None in an event's place."""
    rule = None if filters.profile == "literal" else profile(filters.profile)
    before, looked = cursor, 0
    conditions, values = _conditions(filters)
    while True:
        shown = walked(view, _WALK, (conditions, values), cursor=before, limit=_BATCH)
        for row in shown.records:
            at = cursor_at(row, _WALK.names)
            event = event_then(view, json.loads(row["body"]), filters.as_of)
            if event is not None and is_asked(event, filters):
                if rule is not None:
                    for series in event["series"]:
                        series.update(under_rule(series, rule))
                yield before, at, event
            before = at
        if shown.following is None:
            return
        looked += len(shown.records)
        if looked >= _MOST:
            yield before, before, None


def _conditions(filters: EventFilters) -> tuple[list[str], Record]:
    made = ["derived.kind = 'event'"]
    for value, condition in (
        (filters.since, "t.last_day >= :since"),
        (filters.until, "t.day <= :until"),
        (filters.as_of, "t.told <= :as_of"),
    ):
        if value:
            made.append(condition)
    return made, {"since": filters.since, "until": filters.until, "as_of": filters.as_of}
