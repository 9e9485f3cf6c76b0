"""A reader small enough to foresee, so that the command line is tested and not the reading of English."""

from __future__ import annotations

import re

import pytest

from trucewatch import ids, pipeline
from trucewatch.cli import main
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
    Status,
    When,
)


def read(report: Report, day: str = "2021-04-05") -> Reading:
    """Read `N people` as a toll in Varn, a quotation as the mayor's, `crash` as a bug and `murky` as a problem."""
    text, name = report.text, report.report_id
    if "crash" in text:
        raise KeyError("no such word")
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
                ids.figure_id(name, found.span(), "toll", "injured"),
                span,
                (0, len(text)),
                FigureKind.TOLL,
                "injured",
                "person",
                int(found[1]),
                int(found[1]),
                Modifier.EXACT,
                spoken,
                status=Status.DENIED,
                denied_by=("Ministry",),
                place=Place("Varn", "XV", 1.5, 2.5, 1),
                when=When(day, day, "on Saturday"),
            )
        )
    murky = (Problem(report.name, "read", "murky words: write clearly"),) if "murky" in text else ()
    page = Page(report.published or "2021-04-05", "metadata", "en")
    return Reading(report, page, "stub 1", tuple(statements), tuple(figures), tuple(positions), murky)


@pytest.fixture(autouse=True)
def _small_reader(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "reader", lambda _=(): read)
    monkeypatch.delenv("TRUCEWATCH_LEDGER", raising=False)
    monkeypatch.delenv("TRUCEWATCH_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys):
    """Run the program and return its exit code, stdout and stderr."""

    def _run(*arguments: str) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


@pytest.fixture
def report(tmp_path):
    """Write a report and return its path."""

    def _report(text: str, name: str = "a.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return _report
