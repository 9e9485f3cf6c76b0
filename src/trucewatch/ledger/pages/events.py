"""Which events, by day, place, kind or person heard; what is one event, and which event is a figure of?

Lists show the row that `relink` spread; `event` returns the whole record. With `as_of` only what somebody had
published by then; the exact past is a replay (`ledger.replay`), which a view may lay over these tables.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.cursor import after, listed
from trucewatch.ledger.pages.extent import chosen
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = ["Asked", "event", "event_rows", "events_of_figure", "events_of_report", "families_of", "family"]

Record = dict[str, Any]

_KEYS = ("day", "event_id")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events; None asks nothing. `since`, `until`: days of the event; `where`: part of a place, or a code (UA).

    `source`: part of the name of somebody heard on it; `state`: disputed, one_voice or near; `as_of`: known by then.
    """

    since: str | None = None
    until: str | None = None
    where: str | None = None
    source: str | None = None
    kind: str | None = None
    grade: str | None = None
    state: str | None = None
    as_of: str | None = None


_STATES = {"disputed": "is_disputed", "one_voice": "voices = 1", "near": "near > 0"}


def event_rows(view: View, asked: Asked, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return rows of the table `event`, the latest day first; events without a day come last."""
    values: dict[str, Any] = {"limit": limit + 1, "as_of": asked.as_of, "since": asked.since, "until": asked.until}
    conditions = ["TRUE"]
    for value, condition in (
        (asked.as_of, "told <= :as_of"),
        (asked.since, "last_day >= :since"),
        (asked.until, "day <= :until"),
    ):
        if value:
            conditions.append(condition)
    for column, value in (("kind", asked.kind), ("grade", asked.grade)):
        if value:
            conditions.append(f"{column} = :{column}")
            values[column] = value
    if asked.state in _STATES:
        conditions.append(_STATES[asked.state])
    if asked.where:
        conditions.append(_there(view, asked.where, values))
    if asked.source:
        listed_names = _marks(chosen(view, "source", asked.source), "s", values)
        conditions.append(f"event_id IN (SELECT event_id FROM event_point WHERE source IN ({listed_names}))")
    key = after(cursor, _KEYS)
    if key is not None:
        conditions.append("(COALESCE(day, ''), event_id) < (:day, :event_id)")
        values |= key
    query = (
        "SELECT *, COALESCE(day, '') AS day FROM event "
        f"WHERE {' AND '.join(conditions)} ORDER BY COALESCE(day, '') DESC, event_id DESC LIMIT :limit"
    )
    return listed(view.ask(query, values), _KEYS, limit)


def event(view: View, event_id: str) -> Record | None:
    """Return the whole `event` record, None where there is none of that id."""
    return _derived(view, "event", event_id)


def family(view: View, lineage_id: str) -> Record | None:
    """Return the whole `lineage` record, None where there is none of that id."""
    return _derived(view, "lineage", lineage_id)


def events_of_figure(view: View, figure_id: str) -> list[Record]:
    """Return the events that hold a figure: `event` rows with the point's series, relation, before_id, is_falling."""
    query = (
        "SELECT event.*, p.series, p.relation, p.before_id, p.is_falling FROM event_point AS p "
        "JOIN event ON event.event_id = p.event_id WHERE p.figure_id = :id ORDER BY event.place"
    )
    return list(view.ask(query, {"id": figure_id}))


def events_of_report(view: View, report_id: str, *, limit: int = 50) -> list[Record]:
    """Return the rows of the events that a report tells of, the latest first."""
    query = (
        "SELECT event.* FROM event_report JOIN event ON event.event_id = event_report.event_id "
        "WHERE event_report.report_id = :id ORDER BY event.day DESC, event.event_id LIMIT :limit"
    )
    return list(view.ask(query, {"id": report_id, "limit": limit}))


def families_of(view: View, report_id: str) -> list[Record]:
    """Return the rows of the families a report belongs to, each with `members`: report_id, name, outlet, published."""
    query = (
        "SELECT lineage.* FROM lineage_report JOIN lineage ON lineage.lineage_id = lineage_report.lineage_id "
        "WHERE lineage_report.report_id = :id ORDER BY lineage.place"
    )
    members = (
        "SELECT report.report_id, report.name AS report, report.outlet, report.title, "
        "MAX(reading.published) AS published FROM lineage_report "
        "JOIN report ON report.report_id = lineage_report.report_id "
        "JOIN reading ON reading.report_no = report.report_no WHERE lineage_report.lineage_id = :id "
        "GROUP BY report.report_no ORDER BY published, report.name LIMIT 50"
    )
    found = list(view.ask(query, {"id": report_id}))
    return [{**row, "members": list(view.ask(members, {"id": row["lineage_id"]}))} for row in found]


def _derived(view: View, kind: str, named: str) -> Record | None:
    query = "SELECT body FROM derived WHERE kind = :kind AND id = :id"
    row = next(view.ask(query, {"kind": kind, "id": named}), None)
    return None if row is None else json.loads(row["body"])


def _there(view: View, where: str, values: dict[str, Any]) -> str:
    if len(where) == len("UA"):
        values["country"] = where.upper()
        return "country = :country"
    values["label"] = fold(where)
    return f"(place_name IN ({_marks(chosen(view, 'place', where), 'w', values)}))"


def _marks(names: Iterable[str], letter: str, values: dict[str, Any]) -> str:
    """Return the parameters that stand for `names`, which are added to `values`."""
    held = {f"{letter}{number}": name for number, name in enumerate(names)}
    values |= held
    return ", ".join(f":{key}" for key in held) or "NULL"
