"""A reader small enough to foresee, and one that breaks its process; found by name in worker processes."""

from __future__ import annotations

import os
import re
import signal
import time

from trucewatch import ids
from trucewatch.model import (
    Figure,
    FigureKind,
    Mode,
    Modifier,
    Page,
    Place,
    Position,
    Problem,
    Reading,
    Report,
    Source,
    Span,
    Stance,
    Statement,
    Story,
    When,
)


def read(report: Report) -> Reading:
    """Read `N people` as a toll in Varn on the report's day, a quotation as the mayor's, `murky` as a problem."""
    text, name = report.text, report.report_id
    if "poison" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in text:
        time.sleep(600)
    if "crash" in text:
        raise KeyError("no such word")
    if "slow" in text:
        time.sleep(0.3)
    day = report.published or "2021-04-05"
    spoken = Source("Jane Roe", "mayor", "XV")
    statements, figures, positions = [], [], []
    for found in re.finditer("“[^”]*”", text):
        span = Span(found.start(), found.end(), found[0])
        told = ids.statement_id(name, found.span(), None)
        statements.append(Statement(told, Mode.DIRECT, spoken, None, span, "Telegram"))
        place = ids.position_id(name, found.span(), "ceasefire", "supports", "Jane Roe")
        positions.append(Position(place, "Jane Roe", "ceasefire", Stance.SUPPORTS, span, "if it holds", told))
    for found in re.finditer(r"(\d+) people", text):
        span = Span(found.start(), found.end(), found[0])
        figures.append(
            Figure(
                ids.figure_id(name, found.span(), "toll", "killed"),
                span,
                (0, len(text)),
                FigureKind.TOLL,
                "killed",
                "person",
                int(found[1]),
                int(found[1]),
                Modifier.EXACT,
                spoken,
                denied_by=("Ministry",),
                place=Place("Varn", "XV", 1.0, 2.5, 1, start=0, end=4) if "Varn" in text else None,
                when=When(day, day, "that day"),
                as_of=day,
            )
        )
    problems = (Problem(report.name, "read", "murky", 0, 5),) if "murky" in text else ()
    page = Page(day, "metadata", "en", (Story(0, len(text), None, day),))
    return Reading(report, page, "quick-1", tuple(statements), tuple(figures), tuple(positions), problems)
