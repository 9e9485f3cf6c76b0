"""What could not be read, the latest first: of inputs and of stretches of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.cursor import after, listed

if TYPE_CHECKING:
    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = ["problem_rows", "stages"]

Record = dict[str, Any]

_KEYS = ("added", "problem_no")
_LATER = "EXISTS (SELECT 1 FROM report AS later WHERE later.name = t.report AND later.added > t.added)"


def problem_rows(
    view: View,
    *,
    stage: str | None = None,
    is_open: bool = True,
    as_of: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Listed:
    """Return problems: report, stage, message, added, span_start, span_end, report_id, title, outlet, read_since.

    `is_open` leaves out those whose input was read later; a problem counts from the day its report was published, else
    from the day it was added.
    """
    key = after(cursor, _KEYS)
    conditions = ["TRUE"]
    if stage:
        conditions.append("t.stage = :stage")
    if is_open:
        conditions.append(f"NOT {_LATER}")
    if as_of:
        conditions.append("COALESCE(reading.published, SUBSTR(t.added, 1, 10)) <= :as_of")
    if key is not None:
        conditions.append("(t.added, t.problem_no) < (:added, :problem_no)")
    query = (
        "SELECT t.problem_no, t.problem_id, t.report, t.stage, t.message, t.span_start, t.span_end, t.added, "
        f"report.report_id, report.title, report.outlet, reading.published, {_LATER} AS read_since FROM problem AS t "
        "LEFT JOIN reading ON reading.reading_no = t.reading_no LEFT JOIN report "
        f"ON report.report_no = reading.report_no WHERE {' AND '.join(conditions)} "
        "ORDER BY t.added DESC, t.problem_no DESC LIMIT :limit"
    )
    values = {"stage": stage, "as_of": as_of, "limit": limit + 1, **(key or {})}
    return listed(view.ask(query, values), _KEYS, limit)


def stages(view: View) -> list[Record]:
    """Return at which steps something could not be read: name, records."""
    query = "SELECT name, records FROM name WHERE sort = 'stage' ORDER BY records DESC, name"
    return list(view.ask(query))
