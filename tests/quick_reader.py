"""A reader small enough to foresee, for tests of what is done with readings; also found by name in worker processes.

`N people` is a toll in Varn, a quotation the mayor's words and position, `murky` a problem. Some words break it.
"""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from typing import Any

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

SPOKEN = Source("Jane Roe", "mayor", "XV")


def read(report: Report, day: str | None = None, *, measure: str = "killed", **more: Any) -> Reading:
    """Read a report as of its own day, or of `day`; `more` are further fields of each figure."""
    text, name = report.text, report.report_id
    _break(text)
    day = day or report.published or "2021-04-05"
    statements, figures, positions = [], [], []
    for found in re.finditer("“[^”]*”", text):
        span = Span(found.start(), found.end(), found[0])
        told = ids.statement_id(name, found.span(), None)
        statements.append(Statement(told, Mode.DIRECT, SPOKEN, None, span, "Telegram"))
        place = ids.position_id(name, found.span(), "ceasefire", "supports", "Jane Roe")
        positions.append(Position(place, "Jane Roe", "ceasefire", Stance.SUPPORTS, span, "if it holds", told))
    for found in re.finditer(r"(\d+) people", text):
        span = Span(found.start(), found.end(), found[0])
        count = int(found[1])
        fields: dict[str, Any] = {
            "denied_by": ("Ministry",),
            "place": Place("Varn", "XV", 1.0, 2.5, 1, start=0, end=4) if "Varn" in text else None,
            "when": When(day, day, "that day"),
            "as_of": day,
            **more,
        }
        made = ids.figure_id(name, found.span(), "toll", measure)
        figures.append(
            Figure(
                made, span, (0, len(text)), FigureKind.TOLL, measure, "person", count, count, Modifier.EXACT, SPOKEN,
                **fields,
            )
        )  # fmt: skip
    problems = (Problem(report.name, "read", "murky words: write clearly", 0, 5),) if "murky" in text else ()
    page = Page(report.published or "2021-04-05", "metadata", "en", (Story(0, len(text), None, report.published),))
    return Reading(report, page, "quick 1", tuple(statements), tuple(figures), tuple(positions), problems)


def _break(text: str) -> None:
    if "poison" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "endless" in text:
        time.sleep(600)
    if "crash" in text:
        raise KeyError("no such word")
    if "slow" in text:
        time.sleep(0.3)
    while "gated" in text and "GATE" in os.environ and Path(os.environ["GATE"]).exists():
        time.sleep(0.05)
