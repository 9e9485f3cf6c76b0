"""What every board is made of: rows of cells, each cell with the evidence that it rests on.

A row holds plain values; `evidence` leads from each of its cells to the figures, positions or words in a report that
say so. Nothing in a row is known from anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import interval, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Evidence", "Row", "by_words", "name_of", "of_figure", "of_position", "told_value"]

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a cell stands in a report: the record's id (of words alone: their statement's, else the report's)."""

    id: str
    report_id: str
    report: str
    start: int
    end: int
    wording: str
    source: str
    published: str | None
    outlet: str | None

    def record(self) -> Record:
        """Return it as it is written in JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a board; `cells` in the order of its columns, None where nothing is known."""

    board: str
    cells: Mapping[str, object]
    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict[str, tuple[Evidence, ...]])

    def record(self) -> Record:
        """Return the row as it is written in JSON: its cells, then the evidence of each cell that has some."""
        told = {cell: [each.record() for each in found] for cell, found in self.evidence.items() if found}
        return {"record": self.board, **self.cells, "evidence": told}


def of_figure(figure: Record) -> Evidence:
    """Return a figure as evidence."""
    return _of(figure, figure["figure_id"], figure["source"]["name"])


def of_position(position: Record) -> Evidence:
    """Return a position as evidence; its holder is who is heard."""
    return _of(position, position["position_id"], position["holder"])


def by_words(report: Record, span: tuple[int, int], wording: str, statement: Record | None) -> Evidence:
    """Return words of a report as evidence; `statement` is the one they stand in."""
    start, end = span
    return Evidence(
        id=report["report_id"] if statement is None else statement["statement_id"],
        report_id=report["report_id"],
        report=report["report"],
        start=start,
        end=end,
        wording=wording,
        source="outlet" if statement is None else statement["source"]["name"],
        published=report["published"] if statement is None else statement["published"],
        outlet=report["outlet"],
    )


def told_value(figure: Record) -> str:
    """Return a figure's value with its unit, else with what it counts: "30 days", "10,000 to 30,000 troops"."""
    counted = things(figure)
    return f"{interval(figure)} {counted}" if counted else interval(figure)


def name_of(evidence: Iterable[Evidence]) -> str:
    """Return who is heard, each once."""
    return "; ".join(dict.fromkeys(each.source for each in evidence))


def _of(record: Record, record_id: str, source: str) -> Evidence:
    told = {key: record[key] for key in ("report_id", "report", "start", "end", "wording", "published", "outlet")}
    return Evidence(id=record_id, source=source, **told)
