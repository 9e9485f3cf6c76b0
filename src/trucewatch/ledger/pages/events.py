"""Which events, by day, place, kind or person heard; what is one event, and which event is a figure of?

Lists show the row that `relink` spread; `event` returns the whole record. With `as_of` only what somebody had
published by then; the exact past is a replay (`ledger.replay`), which a view may lay over these tables.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.cursor import Latest, latest
from trucewatch.ledger.pages.extent import chosen
from trucewatch.ledger.pages.records import figures_of
from trucewatch.ledger.past import event_then, rows_then
from trucewatch.ledger.questions import fold
from trucewatch.ledger.ruled import under_rule
from trucewatch.vocab.events import profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = [
    "Asked",
    "conditions",
    "event",
    "event_known",
    "event_rows",
    "events_of_figure",
    "events_of_report",
    "families_of",
    "family",
    "first_words",
    "reports_of",
    "rows_of",
]

Record = dict[str, Any]

_LATEST = Latest(
    "SELECT event.*, COALESCE(day, '') AS key_day, event_id AS key_tie FROM event",
    "event.day",
    "event.event_id",
)
_MANY = 1000  # events of a party from which each event is asked for it, not the party for its events


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events; None asks nothing. `since`, `until`: days of the event; `where`: part of a place, or a code (UA).

    `source`: part of the name of somebody heard on it; `state`: disputed, one_voice or near; `as_of`: known by then;
    `actor`: who acted, in one of its figures; `side`: the side of somebody heard on it.
    """

    since: str | None = None
    until: str | None = None
    where: str | None = None
    source: str | None = None
    kind: str | None = None
    grade: str | None = None
    state: str | None = None
    as_of: str | None = None
    actor: str | None = None
    side: str | None = None


_STATES = {"disputed": "is_disputed", "one_voice": "voices = 1", "near": "near > 0", "raid": "is_raid"}


_HOLDS: dict[str | None, Callable[[Record], bool]] = {
    "disputed": lambda row: bool(row["is_disputed"]),
    "one_voice": lambda row: row["voices"] == 1,
}


def event_rows(view: View, asked: Asked, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return rows of the table `event`, the latest day first; events without a day come last."""
    told, values = conditions(view, asked)
    if asked.as_of and asked.state and asked.state in _HOLDS:
        # What was told later may have changed it: `_HOLDS` asks of that day.
        told[told.index(_STATES[asked.state])] = f"({_STATES[asked.state]} OR event.heard > :as_of)"
    shown = latest(view, _LATEST, told, values, cursor=cursor, limit=limit)
    rows = rows_then(view, shown.records, asked.as_of)
    return replace(shown, records=tuple(row for row in rows if asked.state not in _HOLDS or _HOLDS[asked.state](row)))


def conditions(view: View, asked: Asked) -> tuple[list[str], dict[str, Any]]:
    """Return what a row of the table `event` must fulfil, as SQL with named parameters, and their values."""
    values: dict[str, Any] = {"as_of": asked.as_of, "since": asked.since, "until": asked.until}
    told = ["TRUE"]
    for value, condition in (
        (asked.as_of, "event.told <= :as_of"),
        (asked.since, "event.last_day >= :since"),
        (asked.until, "event.day <= :until"),
    ):
        if value:
            told.append(condition)
    for column, value in (("kind", asked.kind), ("grade", asked.grade)):
        if value:
            told.append(f"event.{column} = :{column}")
            values[column] = value
    if asked.state in _STATES:
        told.append(_STATES[asked.state])
    if asked.where:
        told.append(_there(view, asked.where, values))
    if asked.source:
        listed_names = _marks(chosen(view, "source", asked.source), "s", values)
        told.append(f"event.event_id IN (SELECT event_id FROM event_point WHERE source IN ({listed_names}))")
    for sort, name in (("actor", asked.actor), ("side", asked.side)):
        if name:
            told.append(_of_party(view, sort, fold(name) or "", values))
    return told, values


def _of_party(view: View, sort: str, name: str, values: dict[str, Any]) -> str:
    """Return the condition that a party acts in an event or is heard on it: by its events where they are few."""
    values[sort] = name
    query = (
        f"SELECT COUNT(*) AS n FROM (SELECT 1 FROM event_party WHERE sort = '{sort}' AND name = :name LIMIT {_MANY})"
    )
    known = " AND q.told <= :as_of" if values["as_of"] else ""
    chosen_by = f"FROM event_party AS q WHERE q.sort = '{sort}' AND q.name = :{sort}{known}"
    if next(view.ask(query, {"name": name}))["n"] < _MANY:
        return f"event.event_id IN (SELECT q.event_id {chosen_by})"
    return f"EXISTS (SELECT 1 {chosen_by} AND q.event_id = event.event_id)"


def event(view: View, event_id: str) -> Record | None:
    """Return the whole `event` record, None where there is none of that id."""
    found = _derived(view, "event", event_id)
    if found is not None:  # kept by an earlier recipe, until somebody runs `relink`
        found["series"] = [{"suffered_by": None, **series} for series in found["series"]]
    return found


def event_known(view: View, event_id: str, *, as_of: str | None = None, rule: str = "literal") -> Record | None:
    """Return an event record as far as it was published by `as_of`, its bounds under a rule; None where it is not."""
    found = event(view, event_id)
    known = None if found is None else event_then(view, found, as_of)
    if known is None:
        return None
    named = profile(rule)
    series = [
        {**each, "number": each.get("number", number), **under_rule(each, named)}
        for number, each in enumerate(known["series"])
    ]
    return {**known, "series": series}


def first_words(view: View, event_id: str, *, as_of: str | None = None) -> str | None:
    """Return the words of the first figure of an event, None where it has none that was published by `as_of`."""
    query = (
        "SELECT figure_id FROM event_point WHERE event_id = :id AND (:as_of IS NULL OR published <= :as_of) "
        "ORDER BY series, point LIMIT 1"
    )
    named = [row["figure_id"] for row in view.ask(query, {"id": event_id, "as_of": as_of})]
    return next((figure["wording"] for figure in figures_of(view, named).values()), None)


def rows_of(view: View, event_ids: list[str], *, as_of: str | None = None) -> dict[str, Record]:
    """Return the rows of events by id, as known on a day; ids of none are left out. Ask for dozens."""
    values: dict[str, Any] = {}
    query = f"SELECT * FROM event WHERE event_id IN ({_marks(event_ids, 'e', values)})"
    return {row["event_id"]: row for row in rows_then(view, view.ask(query, values), as_of)}


def reports_of(view: View, report_ids: list[str], *, as_of: str | None = None) -> list[Record]:
    """Return reports in order of publication: report_id, report, outlet, title, published, lineage_id of its family."""
    values: dict[str, Any] = {"as_of": as_of}
    query = (
        "SELECT report.report_id, report.name AS report, report.outlet, report.title, "
        "MAX(reading.published) AS published, (SELECT MIN(lineage_id) FROM lineage_report AS l "
        "WHERE l.report_id = report.report_id) AS lineage_id FROM report "
        "JOIN reading ON reading.report_no = report.report_no "
        f"WHERE report.report_id IN ({_marks(report_ids, 'r', values)}) "
        "GROUP BY report.report_no HAVING :as_of IS NULL OR MAX(reading.published) <= :as_of "
        "ORDER BY published, report.name"
    )
    return list(view.ask(query, values))


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
        return "event.country = :country"
    return f"(event.place_name IN ({_marks(chosen(view, 'place', where), 'w', values)}))"


def _marks(names: Iterable[str], letter: str, values: dict[str, Any]) -> str:
    """Return the parameters that stand for `names`, which are added to `values`."""
    held = {f"{letter}{number}": name for number, name in enumerate(names)}
    values |= held
    return ", ".join(f":{key}" for key in held) or "NULL"
