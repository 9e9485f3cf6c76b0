"""A reader that knows the truth of generated reports: figures where the generator put them, without a parser.

For measuring what linking costs at sizes that reading would take days for. Found by name in worker processes.
"""

from __future__ import annotations

import gzip
import json
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from trucewatch import ids
from trucewatch.model import Figure, FigureKind, Modifier, Page, Place, Reading, Report, Source, Span, Story, When

__all__ = ["Told", "truths"]

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """Reads the reports that `benchmarks.generator` wrote into a folder."""

    folder: str

    def __call__(self, report: Report) -> Reading:
        """Return the reading of a generated report: its figures at the place and day of their event."""
        truth, events = _truth(self.folder, report), _events(self.folder)
        figures = tuple(_figure(report, told, events[told["event"]]) for told in truth.get("figures", ()))
        page = Page(report.published, "metadata", "en", (Story(0, len(report.text), report.title, report.published),))
        return Reading(report, page, "truth-1", (), tuple({each.figure_id: each for each in figures}.values()))


def truths(folder: str) -> dict[str, Record]:
    """Return the truth of each report, by its id."""
    return {line["report_id"]: line for path in sorted(Path(folder).glob("truth-*")) for line in _lines(path)}


def _truth(folder: str, report: Report) -> Record:
    """Return the truth of a report, out of the files of its day only: a worker is not to hold the whole archive's."""
    near = (_truths_of(path) for path, first, last in _days(folder) if first <= (report.published or "") <= last)
    return next((held[report.report_id] for held in near if report.report_id in held), {})


@lru_cache(maxsize=1)
def _days(folder: str) -> list[tuple[Path, str, str]]:
    """Return the files of truth with the first and the last day in each; reports come in the order of their days."""
    found: list[tuple[Path, str, str]] = []
    for path in sorted(Path(folder).glob("truth-*")):
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            first = next(stream)
            last = next(iter(deque(stream, maxlen=1)), first)
        found.append((path, json.loads(first)["published"], json.loads(last)["published"]))
    return found


@lru_cache(maxsize=2)
def _truths_of(path: Path) -> dict[str, Record]:
    return {line["report_id"]: line for line in _lines(path)}


@lru_cache(maxsize=1)
def _events(folder: str) -> dict[str, Record]:
    return {line["event"]: line for line in _lines(Path(folder) / "events.jsonl.gz")}


def _lines(path: Path) -> list[Record]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _figure(report: Report, told: Record, event: Record) -> Figure:
    start, end = told["start"], told["end"]
    line_start = report.text.rfind("\n", 0, start) + 1
    line_end = report.text.find("\n", end)
    return Figure(
        figure_id=ids.figure_id(report.report_id, (start, end), told["kind"], told["measure"]),
        span=Span(start, end, report.text[start:end]),
        sentence=(line_start, len(report.text) if line_end < 0 else line_end),
        kind=FigureKind(told["kind"]),
        measure=told["measure"],
        object=told["object"],
        low=float(told["value"]),
        high=float(told["value"]),
        modifier=Modifier.EXACT,
        source=Source("outlet"),
        place=Place(**event["place"], precision=1),
        when=When(event["day"], event["day"]),
    )
