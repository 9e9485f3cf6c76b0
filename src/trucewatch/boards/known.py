"""What was known on a day: the records that boards are made of, as far as they had been published by then.

Of reports the day of publication counts (of the story they stand in), of judgements the day of decision; what has no
date is left out as soon as a day is asked for, since nobody can say that it was known. Repeats never speak twice.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import EventFilters, Filters, events
from trucewatch.ledger.pages.contents import texts_naming, texts_of
from trucewatch.ledger.pages.records import records_of
from trucewatch.ledger.pages.texts import Texts
from trucewatch.ledger.pages.within import days_named, figures_timed, figures_within, statements_touching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from re import Pattern

    from trucewatch.ledger import View

__all__ = ["Known", "Stretch", "by_then"]

Record = dict[str, Any]
Stretch = tuple[Record, int, int]
"""A part of a report: its record, and where the part begins and ends."""


def by_then(records: Iterable[Record], as_of: str | None) -> Iterator[Record]:
    """Yield the records published up to and with the day `as_of`, all of them where it is None.

    What could not be read and was never published counts from the day it was added.
    """
    for each in records:
        day = each["published"] or (each.get("added") if each["record"] == "problem" else None) or "9999"
        if as_of is None or day[: len(as_of)] <= as_of:
            yield each


class Known:
    """The records of a view that `filters` ask for, as known on the day `as_of`.

    `where`, `source` and the dates narrow what rows are made of, never the texts they are read in. Nothing is held that
    grows with the ledger but positions: figures come by kind, by id or by stretch of a report, as boards ask.
    """

    def __init__(self, view: View, *, as_of: str | None = None, filters: Filters | None = None) -> None:
        self._view = view
        self.as_of = as_of
        self.filters = filters or Filters()
        self._texts = Texts(view)

    @property
    def is_narrowed(self) -> bool:
        """Whether a place, source or kind is asked for."""
        return any((self.filters.where, self.filters.source, self.filters.kind))

    def figures(self, *kinds: str) -> Iterator[Record]:
        """Yield the figures of some kinds, told once each."""
        told = by_then(self._view.figures(self.filters, kinds=kinds), self.as_of)
        yield from (figure for figure in told if not figure["repeat"])

    def timed(self, kind: str, words: Pattern[str]) -> Iterator[Record]:
        """Yield the figures of a kind whose time is told in such words, told once each."""
        told = by_then(figures_timed(self._view, self.filters, kind, words.search), self.as_of)
        yield from (figure for figure in told if not figure["repeat"])

    def everywhere(self, *kinds: str) -> Iterator[Record]:
        """Yield all figures of some kinds known by then, whatever the filters; repeats too."""
        yield from by_then(self._view.figures(kinds=kinds), self.as_of)

    def named(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return the figures with these ids that were known by then, whatever the filters."""
        found = records_of(self._view, ids)
        return {figure["figure_id"]: figure for figure in by_then(found.values(), self.as_of)}

    def figures_in(self, stretches: Sequence[Stretch]) -> list[list[Record]]:
        """Return the figures that stand wholly in each stretch of a report, told once each, in order."""
        found = figures_within(self._view, self.filters, _numbered(stretches))
        return [list(by_then(each, self.as_of)) for each in found]

    def statements_in(self, stretches: Sequence[Stretch]) -> list[list[Record]]:
        """Return the statements that reach into each stretch, in order, repeats too: id, date, source and content."""
        found = statements_touching(self._view, _numbered(stretches))
        return [list(by_then(each, self.as_of)) for each in found]

    @cached_property
    def days_named(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The days that figures of a report name, with their words."""
        return _by_report(by_then(({**day, "record": "day"} for day in days_named(self._view)), self.as_of))

    @cached_property
    def positions(self) -> tuple[Record, ...]:
        """The positions."""
        return tuple(by_then(self._view.positions(self.filters), self.as_of))

    def stands(self, topics: Iterable[str]) -> tuple[Record, ...]:
        """Return the positions on some topics."""
        return tuple(by_then(self._view.positions(self.filters, topics=sorted(topics)), self.as_of))

    def reports(self) -> Iterator[Record]:
        """Yield the newest version of each report; of a page of several stories those that were out are told of."""
        for report in self._view.reports(self._published):
            if report["newest"] and self._is_out(report):
                yield report

    def texts_naming(self, *phrases: Iterable[str]) -> Iterator[Iterator[tuple[Record, str]]]:
        """Yield likewise, with their texts, those that may hold a phrase of each list: some at a time, by date."""
        for some in texts_naming(self._view, self._published, phrases):
            yield ((report, text) for report, text in some if self._is_out(report))

    @property
    def _published(self) -> Filters:
        return Filters(outlet=self.filters.outlet, since=self.filters.since, until=self.filters.until)

    def _is_out(self, report: Record) -> bool:
        return self.as_of is None or any(day <= self.as_of for day in _days(report))

    def events(self) -> Iterator[Record]:
        """Yield the events, in order of day and label."""
        asked = EventFilters(
            since=self.filters.since,
            until=self.filters.until,
            where=self.filters.where,
            source=self.filters.source,
            as_of=self.as_of,
        )
        yield from events(self._view, asked)

    def text(self, report_id: str) -> str:
        """Return the text of a report."""
        return self._texts.whole(report_id)

    def sentence(self, figure: Record) -> str:
        """Return the sentence of a figure."""
        return self.text(figure["report_id"])[figure["sentence"]["start"] : figure["sentence"]["end"]]

    def sentences(self, figures: Iterable[Record]) -> dict[str, str]:
        """Return the sentences of many figures, by id: each text is read once."""
        by_report: dict[str, list[Record]] = {}
        for figure in figures:
            by_report.setdefault(figure["report_id"], []).append(figure)
        return {
            figure["figure_id"]: text[figure["sentence"]["start"] : figure["sentence"]["end"]]
            for report_id, text in self._texts_of(by_report)
            for figure in by_report[report_id]
        }

    def _texts_of(self, report_ids: Collection[str]) -> Iterable[tuple[str, str]]:
        return texts_of(self._view, report_ids)

    def without_place(self) -> Known:
        """Return the same without `where` and `source`, for what has neither; without `kind` too."""
        return Known(self._view, as_of=self.as_of, filters=replace(self.filters, where=None, source=None, kind=None))


def _numbered(stretches: Iterable[Stretch]) -> list[tuple[int, int, int]]:
    return [(report["reading_no"], start, end) for report, start, end in stretches]


def _by_report(days: Iterable[Record]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in days:
        found.setdefault(each["report_id"], []).append((each["day"], each["wording"]))
    return {report: tuple(named) for report, named in found.items()}


def _days(report: Record) -> list[str]:
    told = [report["published"], *(story["published"] for story in report["stories"])]
    return [day for day in told if day]
