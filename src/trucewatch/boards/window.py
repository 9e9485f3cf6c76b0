"""What was known, of one screen: the records that a window of the ledger holds, so that a board costs what it shows.

A board over windows says what it says over the whole ledger, but a claim told in two windows is told in both;
`ledger.pages.above` knows which.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from trucewatch.boards.known import Known, by_then
from trucewatch.ledger import Filters
from trucewatch.ledger.pages.windows import held
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from re import Pattern

    from trucewatch.boards.known import Stretch
    from trucewatch.ledger import View
    from trucewatch.ledger.pages.windows import Window

__all__ = ["Stands", "Windowed"]

Record = dict[str, Any]


class Windowed(Known):
    """The records of a window of `view` as known on the day `as_of`.

    `source` narrows them to whose words they are, `where` to a place, as on the command line.
    """

    def __init__(
        self,
        view: View,
        window: Window,
        *,
        as_of: str | None = None,
        source: str | None = None,
        where: str | None = None,
    ) -> None:
        super().__init__(view, as_of=as_of, filters=Filters(source=source, where=where))
        self._window = window
        self._held_by = held(view, window.readings, where)

    @cached_property
    def all_figures(self) -> dict[str, Record]:
        """All figures of the window known by then, by id."""
        return {figure["figure_id"]: figure for figure in by_then(self._held_by.figures, self.as_of)}

    def figures(self, *kinds: str) -> Iterator[Record]:
        """Yield the figures of those asked for, told once each."""
        yield from (
            figure for figure in self.all_figures.values() if figure["kind"] in kinds and self._is_asked(figure)
        )

    def timed(self, kind: str, words: Pattern[str]) -> Iterator[Record]:
        """Yield the figures of a kind whose time is told in such words."""
        yield from (f for f in self.figures(kind) if f["when"] and words.search(f["when"]["wording"] or ""))

    def everywhere(self, *kinds: str) -> Iterator[Record]:
        """Yield all figures of some kinds, whatever is asked for."""
        yield from (figure for figure in self.all_figures.values() if figure["kind"] in kinds)

    def named(self, ids: Iterable[str]) -> dict[str, Record]:
        """Return the figures with these ids."""
        return {name: self.all_figures[name] for name in ids if name in self.all_figures}

    def figures_in(self, stretches: Sequence[Stretch]) -> list[list[Record]]:
        """Return the figures that stand wholly in each stretch of a report."""
        return [
            [
                figure
                for figure in self._by_report.get(report["report_id"], ())
                if start <= figure["start"] and figure["end"] <= end and self._is_asked(figure)
            ]
            for report, start, end in stretches
        ]

    @cached_property
    def _by_report(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for figure in self.all_figures.values():
            found.setdefault(figure["report_id"], []).append(figure)
        return found

    @cached_property
    def days_named(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """The days that figures of a report name, with their words."""
        return {
            report: tuple(
                (f["when"]["start"], f["when"]["wording"]) for f in found if f["when"] and f["when"]["wording"]
            )
            for report, found in self._by_report.items()
        }

    def _is_asked(self, figure: Record) -> bool:
        return not figure["repeat"] and self._is_heard(figure["source"]) and self._is_there(figure["figure_id"])

    @cached_property
    def positions(self) -> tuple[Record, ...]:
        """The positions of those asked for."""
        told = by_then(self._held_by.positions, self.as_of)
        return tuple(
            each
            for each in told
            if self._is_heard({"name": each["holder"], "role": None, "side": None})
            and self._is_there(each["position_id"])
        )

    def stands(self, topics: Iterable[str]) -> tuple[Record, ...]:
        """Return the positions on some topics."""
        asked = frozenset(topics)
        return tuple(each for each in self.positions if each["topic"] in asked)

    def statements_in(self, stretches: Sequence[Stretch]) -> list[list[Record]]:
        """Return the statements that reach into each stretch."""
        return [
            [
                each
                for each in self._statements.get(report["report_id"], ())
                if each["content"]["start"] < end and each["content"]["end"] > start
            ]
            for report, start, end in stretches
        ]

    @cached_property
    def _statements(self) -> dict[str, list[Record]]:
        told: dict[str, list[Record]] = {}
        for statement in by_then(self._held_by.statements, self.as_of):
            told.setdefault(statement["report_id"], []).append(statement)
        return {report: sorted(held, key=lambda each: each["content"]["start"]) for report, held in told.items()}

    def reports(self) -> Iterator[Record]:
        """Yield the reports; of a page of several stories those that were out are told of."""
        for report in self._held_by.reports:
            if self.as_of is None or _first_day(report) <= self.as_of:
                yield report

    def texts_naming(self, *phrases: Iterable[str]) -> Iterator[Iterator[tuple[Record, str]]]:
        """Yield the reports with their texts, whatever they hold: they are few."""
        del phrases
        yield ((report, self.text(report["report_id"])) for report in self.reports())

    def _texts_of(self, report_ids: Collection[str]) -> Iterable[tuple[str, str]]:
        return ((name, self.text(name)) for name in report_ids)

    def events(self) -> Iterator[Record]:
        """Yield the events of the window."""
        yield from self._window.events

    def without_place(self) -> Known:
        """Return the same without what narrows it."""
        return Windowed(self._view, self._window, as_of=self.as_of)

    def _is_there(self, record: str) -> bool:
        return self._held_by.there is None or record in self._held_by.there

    def _is_heard(self, source: Record) -> bool:
        asked = fold(self.filters.source)
        return not asked or any(asked in (fold(source[part]) or "") for part in ("name", "role", "side"))


def _first_day(report: Record) -> str:
    told = [report["published"], *(story["published"] for story in report["stories"])]
    return min((day for day in told if day), default="9999")


class Stands(Known):
    """Positions that were asked for one by one, for the board of who stands where."""

    def __init__(self, view: View, positions: Iterable[Record], *, as_of: str | None = None) -> None:
        super().__init__(view, as_of=as_of)
        self._positions = tuple(positions)

    @cached_property
    def positions(self) -> tuple[Record, ...]:
        """The positions given."""
        return self._positions
