"""Which figures and positions are the latest ones, whatever the number of all? Whole records, in the order of views.

By the day of the event (else as_of, else published), the latest first and what has no day last; found by index, so
that a brief of a million figures costs what it tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.view import as_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.ledger.questions import Filters, Question
    from trucewatch.ledger.view import View

__all__ = ["Latest", "latest"]

Record = dict[str, Any]

_UNDATED = "9999"
_QUESTIONS = {"figure": questions.FIGURES, "position": questions.POSITIONS}
_ONCE = {"figure": ("NOT t.is_repeat",), "position": ()}  # a repeat says again what its own report said


@dataclass(frozen=True, slots=True)
class Latest:
    """Records in the order of `View`, and how many there are in all."""

    records: tuple[Record, ...]
    of: int


def latest(view: View, kind: str, filters: Filters, *, by: str, most: int, added_after: str | None = None) -> Latest:
    """Return the latest figures or positions (`kind`) published by the day `by` or on no day, `most` at most.

    Repeats are left out. `added_after` (a time in UTC): those of reports added since come before all others.
    """
    question = _QUESTIONS[kind]
    conditions, values = questions.narrowed(question, filters)
    told = [SHOWN, "(t.published IS NULL OR t.published <= :by)", *_ONCE[kind], *conditions]
    values |= {"by": by, "added_after": added_after}
    found: dict[str, Record] = {}
    for first in ("report.added > :added_after", "TRUE") if added_after else ("TRUE",):
        for row in _rows(view, question, [*told, first], values, most):
            if len(found) < most:
                found.setdefault(row[f"{kind}_id"] + row["report_id"], as_record(kind, row))
    records = tuple(sorted(found.values(), key=_in_order(kind)))
    return Latest(records, len(records) if len(records) < most else _count(view, question, told, values))


def _rows(view: View, question: Question, told: Sequence[str], values: Record, most: int) -> list[Record]:
    found: list[Record] = []
    for part, order in (
        (f"{question.day} < '{_UNDATED}'", f"{question.day} DESC, "),
        (f"{question.day} = '{_UNDATED}'", ""),
    ):
        query = (
            f"{question.select} WHERE {' AND '.join([*told, part])} "
            f"ORDER BY {order}t.reading_no DESC, t.{question.begins} LIMIT :limit"
        )
        if len(found) < most:
            found += view.ask(query, {**values, "limit": most - len(found)})
    return found


def _count(view: View, question: Question, told: Sequence[str], values: Record) -> int:
    source = question.select.partition(" FROM ")[2]
    return next(view.ask(f"SELECT COUNT(*) AS number FROM {source} WHERE {' AND '.join(told)}", values))["number"]


def _in_order(kind: str) -> Any:
    def key(record: Record) -> tuple[str, str, str, int, str]:
        days = [record["published"]] if kind == "position" else [record["as_of"], record["published"]]
        when = record.get("when")
        day = when["start"] if when and when["start"] else next((each for each in days if each), _UNDATED)
        return day, record["report"], record["report_id"], record["start"], record[f"{kind}_id"]

    return key
