"""What was known on a day: the records that boards are made of, as far as they had been published by then.

Of reports the day of publication counts (of the story they stand in), of judgements the day of decision; what has no
date is left out as soon as a day is asked for, since nobody can say that it was known. Repeats never speak twice.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import EventFilters, Filters, events

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.ledger import View

__all__ = ["Known", "by_then"]

Record = dict[str, Any]


def by_then(records: Iterable[Record], as_of: str | None) -> Iterator[Record]:
    """Yield the records published up to and with the day `as_of`, all of them where it is None.

    What could not be read and was never published counts from the day it was added.
    """
    for each in records:
        day = each["published"] or (each.get("added") if each["record"] == "problem" else None) or "9999"
        if as_of is None or day[: len(as_of)] <= as_of:
            yield each


class Known:
    """The records of a view that `filters` ask for, as known on the day `as_of`; each kind is asked for once.

    `where`, `source` and the dates narrow what rows are made of, never the texts they are read in.
    """

    def __init__(self, view: View, *, as_of: str | None = None, filters: Filters | None = None) -> None:
        self._view = view
        self.as_of = as_of
        self.filters = filters or Filters()
        self._texts: dict[str, str] = {}
        self.cuts: dict[str, tuple[tuple[int, int], ...]] = {}

    @property
    def is_narrowed(self) -> bool:
        """Whether a place, source or kind is asked for."""
        return any((self.filters.where, self.filters.source, self.filters.kind))

    @cached_property
    def figures(self) -> tuple[Record, ...]:
        """The figures, told once each."""
        told = by_then(self._view.figures(self.filters), self.as_of)
        return tuple(figure for figure in told if not figure["repeat"])

    @cached_property
    def all_figures(self) -> dict[str, Record]:
        """All figures known by then by id, whatever the filters."""
        return {figure["figure_id"]: figure for figure in by_then(self._view.figures(), self.as_of)}

    @cached_property
    def positions(self) -> tuple[Record, ...]:
        """The positions."""
        return tuple(by_then(self._view.positions(self.filters), self.as_of))

    @cached_property
    def statements(self) -> dict[str, tuple[Record, ...]]:
        """The statements of each report, repeats too."""
        held: dict[str, list[Record]] = {}
        for statement in by_then(self._view.statements(), self.as_of):
            held.setdefault(statement["report_id"], []).append(statement)
        return {report: tuple(found) for report, found in held.items()}

    @cached_property
    def reports(self) -> tuple[Record, ...]:
        """The newest version of each report; of a page of several stories those that were out are told of."""
        asked = Filters(outlet=self.filters.outlet, since=self.filters.since, until=self.filters.until)
        found = [report for report in self._view.reports(asked) if report["newest"]]
        if self.as_of is None:
            return tuple(found)
        return tuple(report for report in found if any(day <= self.as_of for day in _days(report)))

    @cached_property
    def events(self) -> tuple[Record, ...]:
        """The events, in order of day and label."""
        asked = EventFilters(
            since=self.filters.since,
            until=self.filters.until,
            where=self.filters.where,
            source=self.filters.source,
            as_of=self.as_of,
        )
        return tuple(events(self._view, asked))

    def text(self, report_id: str) -> str:
        """Return the text of a report."""
        if report_id not in self._texts:
            self._texts[report_id] = self._view.text(report_id)
        return self._texts[report_id]

    def sentence(self, figure: Record) -> str:
        """Return the sentence of a figure."""
        return self.text(figure["report_id"])[figure["sentence"]["start"] : figure["sentence"]["end"]]

    def without_place(self) -> Known:
        """Return the same without `where` and `source`, for what has neither; without `kind` too."""
        return Known(self._view, as_of=self.as_of, filters=replace(self.filters, where=None, source=None, kind=None))


def _days(report: Record) -> list[str]:
    told = [report["published"], *(story["published"] for story in report["stories"])]
    return [day for day in told if day]
