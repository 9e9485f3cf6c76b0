"""What stands in certain stretches of reports, and which days do reports name? Figures and statements by place.

Boards ask this of the sentences that speak of their subject, those of many reports at once, so that they never hold a
ledger's figures and never ask a question a sentence.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.view import as_record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trucewatch.ledger.questions import Filters
    from trucewatch.ledger.view import View

__all__ = ["Stretch", "days_named", "figures_timed", "figures_within", "statements_touching"]

Record = dict[str, Any]
Stretch = tuple[int, int, int]
"""A part of a report: the number of its last reading, and where it begins and ends."""

_ASKED = (
    "(SELECT CAST(json_extract(told.value, '$.no') AS INTEGER) AS reading_no, "
    "CAST(json_extract(told.value, '$.start') AS INTEGER) AS begun, "
    "CAST(json_extract(told.value, '$.end') AS INTEGER) AS ended, "
    "CAST(json_extract(told.value, '$.place') AS INTEGER) AS asked_as FROM json_each(:stretches) AS told) AS asked"
)


def figures_within(view: View, filters: Filters, stretches: Sequence[Stretch]) -> list[list[Record]]:
    """Return the figures that stand wholly in each stretch, in the order of views; repeats left out."""
    question = questions.FIGURES
    conditions, values = questions.narrowed(question, filters)
    select, _, joined = question.select.partition(" FROM figure AS t ")
    query = (
        f"{select}, asked.asked_as FROM {_ASKED} CROSS JOIN figure AS t ON t.reading_no = asked.reading_no "
        f"AND t.span_start >= asked.begun AND t.span_start < asked.ended AND t.span_end <= asked.ended {joined} "
        f"WHERE {' AND '.join(['NOT t.is_repeat', *conditions])} ORDER BY {question.order}"
    )
    found: list[list[Record]] = [[] for _ in stretches]
    for row in view.ask(query, {**values, "stretches": _said(stretches)}):
        found[row["asked_as"]].append(as_record("figure", row))
    return found


def figures_timed(view: View, filters: Filters, kind: str, is_wanted: Callable[[str], object]) -> Iterator[Record]:
    """Yield the figures of a kind whose words for their time are wanted, as `View.figures` does."""
    timed = "SELECT DISTINCT when_wording FROM figure WHERE when_wording IS NOT NULL"
    words = [row["when_wording"] for row in view.ask(timed) if is_wanted(row["when_wording"])]
    question = questions.FIGURES
    conditions, values = questions.narrowed(question, filters)
    wanted = (SHOWN, "t.kind = :timed_kind", "t.when_wording IN (SELECT value FROM json_each(:timed_words))")
    query = f"{question.select} WHERE {' AND '.join([*wanted, *conditions])} ORDER BY {question.order}"
    for row in view.ask(query, {**values, "timed_kind": kind, "timed_words": json.dumps(words)}):
        view.handed_out += 1
        yield as_record("figure", row)


def statements_touching(view: View, stretches: Sequence[Stretch]) -> list[list[Record]]:
    """Return the statements whose words reach into each stretch, in order, repeats too: id, date, source and ends."""
    query = (
        "SELECT asked.asked_as, t.statement_id, t.published, t.source_name, t.content_start, t.content_end "
        f"FROM {_ASKED} CROSS JOIN statement AS t ON t.reading_no = asked.reading_no "
        "AND t.content_start < asked.ended AND t.content_end > asked.begun ORDER BY t.content_start, t.statement_id"
    )
    found: list[list[Record]] = [[] for _ in stretches]
    for row in view.ask(query, {"stretches": _said(stretches)}):
        told = {
            "record": "statement",
            "statement_id": row["statement_id"],
            "published": row["published"],
            "source": {"name": row["source_name"]},
            "content": {"start": row["content_start"], "end": row["content_end"]},
        }
        found[row["asked_as"]].append(told)
    return found


def _said(stretches: Sequence[Stretch]) -> str:
    return json.dumps(
        [
            {"no": number, "start": start, "end": end, "place": place}
            for place, (number, start, end) in enumerate(stretches)
        ]
    )


def days_named(view: View) -> Iterator[Record]:
    """Yield report_id, published, day and wording of the days that figures give words for, each once a report."""
    query = (
        "SELECT DISTINCT report.report_id, t.published, t.when_start AS day, t.when_wording AS wording "
        "FROM figure AS t JOIN reading ON reading.reading_no = t.reading_no "
        "JOIN report ON report.report_no = reading.report_no "
        f"WHERE t.when_wording IS NOT NULL AND t.when_start IS NOT NULL AND {SHOWN}"
    )
    yield from view.ask(query)
