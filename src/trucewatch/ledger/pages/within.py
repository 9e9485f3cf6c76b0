"""What stands in a stretch of one report, and which days do figures name in words? By index, a few at a time.

Boards ask this of each sentence that speaks of their subject, so that they never hold a ledger's figures at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.view import as_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.questions import Filters
    from trucewatch.ledger.view import View

__all__ = ["days_named", "figures_within", "statements_of"]

Record = dict[str, Any]

_HERE = "report.report_id = :report_id"


def figures_within(view: View, filters: Filters, report_id: str, start: int, end: int) -> list[Record]:
    """Return the figures that stand wholly in a stretch of a report, in the order of views; repeats left out."""
    question = questions.FIGURES
    conditions, values = questions.narrowed(question, filters)
    inside = "t.span_start >= :start AND t.span_start < :end AND t.span_end <= :end AND NOT t.is_repeat"
    told = " AND ".join([_HERE, SHOWN, inside, *conditions])
    asked = {**values, "report_id": report_id, "start": start, "end": end}
    query = f"{question.select} WHERE {told} ORDER BY {question.order}"
    return [as_record("figure", row) for row in view.ask(query, asked)]


def statements_of(view: View, reading_no: int) -> list[Record]:
    """Return the statements of a reading, in order, repeats too: their ids, dates, names of sources and ends."""
    query = (
        "SELECT statement_id, published, source_name, content_start, content_end FROM statement "
        "WHERE reading_no = :number ORDER BY content_start, statement_id"
    )
    return [
        {
            "record": "statement",
            "statement_id": row["statement_id"],
            "published": row["published"],
            "source": {"name": row["source_name"]},
            "content": {"start": row["content_start"], "end": row["content_end"]},
        }
        for row in view.ask(query, {"number": reading_no})
    ]


def days_named(view: View) -> Iterator[Record]:
    """Yield report_id, published, day and wording of the days that figures give words for, each once a report."""
    query = (
        "SELECT DISTINCT report.report_id, t.published, t.when_start AS day, t.when_wording AS wording "
        "FROM figure AS t JOIN reading ON reading.reading_no = t.reading_no "
        "JOIN report ON report.report_no = reading.report_no "
        f"WHERE t.when_wording IS NOT NULL AND t.when_start IS NOT NULL AND {SHOWN}"
    )
    yield from view.ask(query)
