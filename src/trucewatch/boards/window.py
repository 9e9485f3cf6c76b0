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
    from collections.abc import Iterable

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
        self._held = held(view, window.readings, where)

    @cached_property
    def figures(self) -> tuple[Record, ...]:
        """The figures of those asked for, told once each."""
        return tuple(
            figure
            for figure in self.all_figures.values()
            if not figure["repeat"] and self._is_heard(figure["source"]) and self._is_there(figure["figure_id"])
        )

    @cached_property
    def all_figures(self) -> dict[str, Record]:
        """All figures of the window known by then, by id."""
        return {figure["figure_id"]: figure for figure in by_then(self._held.figures, self.as_of)}

    @cached_property
    def positions(self) -> tuple[Record, ...]:
        """The positions of those asked for."""
        told = by_then(self._held.positions, self.as_of)
        return tuple(
            each
            for each in told
            if self._is_heard({"name": each["holder"], "role": None, "side": None})
            and self._is_there(each["position_id"])
        )

    @cached_property
    def statements(self) -> dict[str, tuple[Record, ...]]:
        """The statements of each report."""
        told: dict[str, list[Record]] = {}
        for statement in by_then(self._held.statements, self.as_of):
            told.setdefault(statement["report_id"], []).append(statement)
        return {report: tuple(found) for report, found in told.items()}

    @cached_property
    def reports(self) -> tuple[Record, ...]:
        """The reports; of a page of several stories those that were out are told of."""
        if self.as_of is None:
            return self._held.reports
        return tuple(report for report in self._held.reports if _first_day(report) <= self.as_of)

    @cached_property
    def events(self) -> tuple[Record, ...]:
        """The events of the window."""
        return self._window.events

    def without_place(self) -> Known:
        """Return the same without what narrows it."""
        return Windowed(self._view, self._window, as_of=self.as_of)

    def _is_there(self, record: str) -> bool:
        return self._held.there is None or record in self._held.there

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
