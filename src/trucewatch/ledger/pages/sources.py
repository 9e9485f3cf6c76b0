"""Who is heard, how often, and how often others say otherwise; and what one source says, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import rows
from trucewatch.ledger.pages.cursor import after, listed
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.past import rows_then
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = [
    "ORDERS",
    "Heard",
    "contested_events",
    "latest",
    "outlets",
    "own_events",
    "source",
    "source_rows",
    "tellings",
]

Record = dict[str, Any]

ORDERS = ("records", "contested")
"""What sources may be sorted by, the most first."""

_SHAPES = {
    "figure": (rows.FIGURE, "t.source_name", "NOT t.is_repeat"),
    "statement": (rows.STATEMENT, "t.source_name", "NOT t.is_repeat"),
    "position": (rows.POSITION, "t.holder", "TRUE"),
}
_MOST_POINTS = 600  # of a source's latest points that are looked through for events
_MOST_FIGURES = 2000  # of a source's latest figures that are looked through for outlets and roles


@dataclass(frozen=True, slots=True)
class Heard:
    """Which sources; None asks nothing. `part`: of the name; `side`: as in the records; `order`: one of ORDERS."""

    part: str | None = None
    side: str | None = None
    order: str = "records"
    as_of: str | None = None


def source_rows(view: View, asked: Heard, *, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return rows of the table `source`, those with most of what is asked for first."""
    part, side, order, as_of = asked.part, asked.side, asked.order, asked.as_of
    keys = (order, "name")
    key = after(cursor, keys)
    conditions = ["contested > 0" if order == "contested" else "TRUE"]
    for value, condition in ((part, "INSTR(folded, :part) > 0"), (side, "side = :side"), (as_of, "told <= :as_of")):
        if value:
            conditions.append(condition)
    if key is not None:
        conditions.append(f"({order} < :count OR ({order} = :count AND name > :name))")
    query = f"SELECT * FROM source WHERE {' AND '.join(conditions)} ORDER BY {order} DESC, name LIMIT :limit"
    values = {"part": fold(part), "side": side, "as_of": as_of, "limit": limit + 1}
    if key is not None:
        values |= {"count": key[order], "name": key["name"]}
    return listed(view.ask(query, values), keys, limit)


def source(view: View, name: str) -> Record | None:
    """Return the row of one source, None where nobody of that name is heard."""
    return next(view.ask("SELECT * FROM source WHERE name = :name", {"name": name}), None)


def latest(view: View, kind: str, name: str, *, as_of: str | None = None, limit: int = 20) -> Iterator[Record]:
    """Yield the latest figures, statements or positions (`kind`: figure, statement, position) of a source."""
    shape, column, condition = _SHAPES[kind]
    query = (
        f"SELECT t.*, report.name AS report, report.report_id, report.outlet, report.title FROM {kind} AS t "
        "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no "
        f"WHERE {column} = :name AND (:as_of IS NULL OR t.published <= :as_of) AND {condition} AND {SHOWN} "
        "ORDER BY t.published DESC LIMIT :limit"
    )
    for row in view.ask(query, {"name": name, "as_of": as_of, "limit": limit}):
        kept = {key: row[key] for key in ("report_id", "outlet", "published", "title")}
        yield {**shape.tell(row, row["report"]), **kept}


def own_events(view: View, name: str, *, as_of: str | None = None, limit: int = 20) -> list[Record]:
    """Return rows of the events that a source was last heard on, the latest told first, with `said`: the day."""
    return rows_then(view, view.ask(_events("TRUE"), {"name": name, "as_of": as_of, "limit": limit}), as_of)


def contested_events(view: View, name: str, *, as_of: str | None = None, limit: int = 12) -> list[Record]:
    """Return rows of events where others say otherwise than a source: `said`, and the figures `figure_id`, `series`."""
    found = rows_then(
        view, view.ask(_events("told.is_disputed"), {"name": name, "as_of": as_of, "limit": limit}), as_of
    )
    return [row for row in found if row["is_disputed"]]


def _events(condition: str) -> str:
    return (
        "SELECT event.*, p.published AS said, p.figure_id, p.series FROM (SELECT told.*, ROW_NUMBER() OVER "
        "(PARTITION BY event_id ORDER BY published DESC, series, point) AS latest FROM (SELECT event_id, published, "
        "figure_id, series, point, is_disputed FROM event_point WHERE source = :name "
        f"AND (:as_of IS NULL OR published <= :as_of) ORDER BY published DESC LIMIT {_MOST_POINTS}) AS told "
        f"WHERE {condition}) AS p JOIN event ON event.event_id = p.event_id WHERE p.latest = 1 "
        "ORDER BY said DESC, event.event_id LIMIT :limit"
    )


def outlets(view: View, name: str, *, as_of: str | None = None, limit: int = 8) -> list[Record]:
    """Return who published a source's latest figures most often: outlet (None: not named), figures."""
    query = (
        "SELECT report.outlet, COUNT(*) AS figures FROM (SELECT reading_no FROM figure WHERE source_name = :name "
        f"AND (:as_of IS NULL OR published <= :as_of) ORDER BY published DESC LIMIT {_MOST_FIGURES}) AS t "
        "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no "
        f"WHERE {SHOWN} GROUP BY report.outlet ORDER BY figures DESC, report.outlet LIMIT :limit"
    )
    return list(view.ask(query, {"name": name, "as_of": as_of, "limit": limit}))


def tellings(view: View, name: str, *, as_of: str | None = None, limit: int = 8) -> list[Record]:
    """Return as whom and on which side reports name a source, most often first: role, side, figures."""
    query = (
        "SELECT source_role AS role, source_side AS side, COUNT(*) AS figures FROM (SELECT source_role, source_side "
        "FROM figure WHERE source_name = :name AND (:as_of IS NULL OR published <= :as_of) "
        f"ORDER BY published DESC LIMIT {_MOST_FIGURES}) GROUP BY 1, 2 ORDER BY figures DESC, role, side LIMIT :limit"
    )
    found = view.ask(query, {"name": name, "as_of": as_of, "limit": limit})
    return [row for row in found if row["role"] or row["side"]]
