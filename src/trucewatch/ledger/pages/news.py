"""What is new, what changed, what is disputed, what rests on one voice: the questions of the brief.

Each is bounded: the latest first, a few dozen. `since` is a day: what was published after it is new.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.records import SHOWN, figures_of
from trucewatch.ledger.past import rows_then

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.ledger.view import View

__all__ = [
    "changes",
    "disputes",
    "doubtful",
    "latest_events",
    "name_deniers",
    "new_reports",
    "of_one_voice",
    "problems",
    "read_last",
    "turns",
]

Record = dict[str, Any]
Days = tuple[str | None, str | None]

_MOST_POINTS = 1500  # of the latest figures that the brief looks through


def _in(days: Days, column: str) -> str:
    """Return the condition that a column lies in `days`; only what is asked for, so that an index can answer."""
    conditions = (f"{column} > :since" if days[0] else "", f"{column} <= :as_of" if days[1] else "")
    return " AND ".join(condition for condition in conditions if condition) or "TRUE"


def _days(days: Days, limit: int) -> dict[str, Any]:
    return {"since": days[0], "as_of": days[1], "limit": limit}


def new_reports(view: View, days: Days, *, limit: int = 12) -> list[Record]:
    """Return reports published in `days` (after the first, up to the second), the latest first."""
    query = (
        "SELECT report.report_id, report.name AS report, report.outlet, report.title, reading.published, "
        "reading.figures, reading.statements, report.added FROM reading JOIN report "
        f"ON report.report_no = reading.report_no WHERE {_in(days, 'reading.published')} AND {SHOWN} "
        "ORDER BY reading.published DESC, reading.reading_no DESC LIMIT :limit"
    )
    return list(view.ask(query, _days(days, limit)))


def read_last(view: View, *, limit: int = 5) -> list[Record]:
    """Return the reports that were read last, by the number of their reading, the last one first."""
    query = (
        "SELECT reading.reading_no AS number, report.report_id, report.name AS report, report.outlet, report.title, "
        "reading.published FROM reading JOIN report ON report.report_no = reading.report_no "
        "ORDER BY reading.reading_no DESC LIMIT :limit"
    )
    return list(view.ask(query, {"limit": limit}))


def changes(view: View, days: Days, *, limit: int = 12) -> list[Record]:
    """Return counts that took the place of others in `days`, the latest first.

    Keys: event (its row), before and after (figures), relation, is_falling, reason (words of the text, or None).
    """
    query = (
        "SELECT event.*, p.figure_id, p.before_id, p.relation, p.is_falling, p.series, p.point FROM event_point AS p "
        f"JOIN event ON event.event_id = p.event_id WHERE p.is_change AND {_in(days, 'p.published')} "
        "ORDER BY p.published DESC, p.event_id, p.series, p.point LIMIT :limit"
    )
    found = list(view.ask(query, _days(days, limit)))
    figures = figures_of(view, [row[key] for row in found for key in ("figure_id", "before_id")])
    then = {row["event_id"]: row for row in rows_then(view, found, days[1])}
    return [
        {
            "event": then[row["event_id"]],
            "before": figures[row["before_id"]],
            "after": figures[row["figure_id"]],
            "relation": row["relation"],
            "is_falling": bool(row["is_falling"]),
            "reason": _reason(view, row),
        }
        for row in found
        if row["before_id"] in figures and row["figure_id"] in figures and row["event_id"] in then
    ]


def _reason(view: View, row: Record) -> str | None:
    path = f"$.series[{int(row['series'])}].points[{int(row['point'])}].reason"
    query = "SELECT json_extract(body, :path) AS reason FROM derived WHERE kind = 'event' AND id = :id"
    found = next(view.ask(query, {"path": path, "id": row["event_id"]}), None)
    return None if found is None else found["reason"]


def _told_of(view: View, days: Days, condition: str, limit: int) -> list[Record]:
    """Return rows of events of which a figure was published in `days` and that fit, those last told of first."""
    query = (
        "SELECT event.*, MAX(p.published) AS said FROM (SELECT event_id, published FROM event_point "
        f"WHERE {_in(days, 'published')} ORDER BY published DESC LIMIT {_MOST_POINTS}) AS p "
        f"JOIN event ON event.event_id = p.event_id WHERE {condition} "
        "GROUP BY event.event_id ORDER BY said DESC, event.event_id LIMIT :limit"
    )
    return rows_then(view, view.ask(query, _days(days, limit)), days[1])


def disputes(view: View, days: Days, *, limit: int = 8) -> list[Record]:
    """Return disputed events told of in `days`, the latest first: event (row), series (records that are disputed).

    A point published after `as_of` is left out, and a series in which fewer than two values are left. A denied one has
    `denied_by`.
    """
    made: list[Record] = []
    for row in _told_of(view, days, "event.is_disputed", 3 * limit):
        told = _series(view, row["event_id"])
        series = [_known(each, days[1]) for each in told if each["state"] == "disputed"]
        shown = [each for each in series if len({(p["low"], p["high"]) for p in each["points"]}) > 1 or _denied(each)]
        if shown:
            made.append({"event": row, "series": shown})
    name_deniers(view, [p for each in made[:limit] for series in each["series"] for p in series["points"]])
    return made[:limit]


def name_deniers(view: View, points: Iterable[Record]) -> None:
    """Give each denied point of series `denied_by`: the names of who denies it."""
    denied = [point for point in points if point["status"] == "denied"]
    figures = figures_of(view, [point["figure_id"] for point in denied])
    for point in denied:
        point["denied_by"] = figures.get(point["figure_id"], {}).get("denied_by", ())


def _series(view: View, event_id: str) -> list[Record]:
    query = "SELECT body FROM derived WHERE kind = 'event' AND id = :id"
    body = next(view.ask(query, {"id": event_id}), None)
    return [] if body is None else json.loads(body["body"])["series"]


def _known(series: Record, as_of: str | None) -> Record:
    points = [p for p in series["points"] if as_of is None or (p["published"] or "9999") <= as_of]
    return {**series, "points": points}


def _denied(series: Record) -> bool:
    return any(point["status"] == "denied" for point in series["points"])


def of_one_voice(view: View, days: Days, *, limit: int = 8) -> list[Record]:
    """Return events on which a single voice is heard, the latest first: event (row), figure (one of its figures)."""
    weighty = "event.kind IN ('attack', 'raid', 'force', 'aid', 'control', 'displacement')"
    found = _told_of(view, days, f"event.voices = 1 AND {weighty}", limit)
    first = "SELECT figure_id FROM event_point WHERE event_id = :id ORDER BY series, point LIMIT 1"
    named = {row["event_id"]: next(view.ask(first, {"id": row["event_id"]}), None) for row in found}
    figures = figures_of(view, [each["figure_id"] for each in named.values() if each])
    return [
        {"event": row, "figure": figures[each["figure_id"]]}
        for row in found
        if (each := named[row["event_id"]]) and each["figure_id"] in figures
    ]


def latest_events(view: View, days: Days, *, limit: int = 12) -> list[Record]:
    """Return rows of attacks and raids told of in `days`, those with the latest day first."""
    found = _told_of(view, days, "event.kind IN ('attack', 'raid')", 10 * limit)
    latest = sorted(found, key=lambda row: (row["day"] or "", row["reports"], row["event_id"]), reverse=True)
    return latest[:limit]


def doubtful(view: View, days: Days, *, limit: int = 8) -> list[Record]:
    """Return figures that are denied, not verified or kept at a distance, the latest first."""
    query = (
        "SELECT t.figure_id FROM figure AS t JOIN reading ON reading.reading_no = t.reading_no "
        f"JOIN report ON report.report_no = reading.report_no WHERE {_in(days, 't.published')} "
        f"AND t.status IN ('denied', 'unverified', 'alleged') AND NOT t.is_repeat AND {SHOWN} "
        "ORDER BY t.published DESC, t.reading_no, t.span_start LIMIT :limit"
    )
    named = [row["figure_id"] for row in view.ask(query, _days(days, limit))]
    figures = figures_of(view, named)
    return [figures[name] for name in named if name in figures]


def turns(view: View, days: Days, *, limit: int = 8) -> list[Record]:
    """Return holders who went over from one side of a topic to the other in `days`: before and after (positions)."""
    query = (
        "SELECT t.position_id, t.holder, t.topic, t.stance, t.published, t.wording, "
        "report.report_id, report.outlet, report.name AS report, b.position_id AS before_id, "
        "b.stance AS before_stance, b.published AS before_published FROM turn "
        "JOIN position AS t ON t.rowid = turn.position_row JOIN position AS b ON b.rowid = turn.before_row "
        "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no "
        f"WHERE {_in(days, 'turn.published')} AND {SHOWN} ORDER BY turn.published DESC, t.position_id LIMIT :limit"
    )
    return list(view.ask(query, _days(days, limit)))


def problems(view: View, days: Days, *, limit: int = 8) -> list[Record]:
    """Return what could not be read, the last first; of inputs that became no report and of reports shown."""
    query = (
        "SELECT t.problem_id, t.report, t.stage, t.message, t.added, report.report_id FROM problem AS t "
        "LEFT JOIN reading ON reading.reading_no = t.reading_no "
        "LEFT JOIN report ON report.report_no = reading.report_no "
        "WHERE (:as_of IS NULL OR SUBSTR(t.added, 1, 10) <= :as_of) AND NOT EXISTS "
        "(SELECT 1 FROM report AS later WHERE later.name = t.report AND later.added > t.added) "
        "ORDER BY t.added DESC, t.problem_no DESC LIMIT :limit"
    )
    return list(view.ask(query, _days(days, limit)))
