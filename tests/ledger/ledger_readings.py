"""Readings built by hand for the tests of ledger and boards, and by number for the writers that are killed."""

from __future__ import annotations

from dataclasses import replace
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
    When,
)

OUTLET = Source("outlet")


def report(text: str, name: str = "a.txt", **more: Any) -> Report:
    sha256 = ids.text_hash(text)
    named = ids.report_id(more.get("url"), more.get("outlet"), sha256)
    return Report(report_id=named, name=name, text=text, sha256=sha256, **more)


def span(text: str, wording: str, after: int = 0) -> Span:
    start = text.index(wording, after)
    return Span(start, start + len(wording), wording)


def mention(text: str, wording: str, name: str | None = None, **more: Any) -> Source:
    found = span(text, wording)
    return Source(name or wording, start=found.start, end=found.end, wording=wording, **more)


def figure(of: Report, wording: str, low: float | None, high: float | None, **more: Any) -> Figure:
    found = span(of.text, wording)
    kind, measure = FigureKind(more.pop("kind", "toll")), more.pop("measure", "killed")
    fields = {"modifier": Modifier.EXACT, "source": OUTLET, "object": "person", **more}
    return Figure(
        figure_id=ids.figure_id(of.report_id, (found.start, found.end), kind, measure),
        span=found,
        sentence=(0, len(of.text)),
        kind=kind,
        measure=measure,
        low=low,
        high=high,
        **fields,
    )


def statement(of: Report, content: str, source: Source, **more: Any) -> Statement:
    found = span(of.text, content)
    said_by = None if source.start is None else (source.start, source.end)
    named = ids.statement_id(of.report_id, (found.start, found.end), said_by)
    mode = Mode(more.pop("mode", "indirect"))
    return Statement(statement_id=named, source=source, content=found, mode=mode, **{"cue": None, **more})


def position(of: Report, wording: str, holder: str, topic: str, stance: str, **more: Any) -> Position:
    found = span(of.text, wording)
    named = ids.position_id(of.report_id, (found.start, found.end), topic, stance, holder)
    return Position(position_id=named, holder=holder, topic=topic, stance=Stance(stance), span=found, **more)


def reading(of: Report, made_by: str = "hand 1", page: Page | None = None, **records: Any) -> Reading:
    return Reading(report=of, page=page or Page(published=of.published), made_by=made_by, **records)


def one(number: int = 0, extra: str = "", **more: Any) -> Reading:
    """A report with every kind of record in it; another number is another report at another URL."""
    text = f"Governor Ada Imre said 18 people were killed in Ostrel {number}, nine children among them."
    text += f" She backs a truce.{extra}"
    fields = {"url": f"https://example.org/{number}", "outlet": "Example Wire", "published": "2030-05-04", **more}
    told = report(text, f"page-{number}", **fields)
    ada = mention(text, "Ada Imre", role="governor", side="OS")
    said = statement(told, "18 people were killed", ada, cue=span(text, "said"))
    place = Place("Ostrel", "OS", 10.5, 20.25, 1, None, text.index("Ostrel"), text.index("Ostrel") + 6)
    when = When("2030-05-03", "2030-05-03", "Friday")
    fixed = {"source": ada, "statement_id": said.statement_id, "place": place, "when": when}
    whole = figure(told, "18 people", 18, 18, **fixed)
    part = figure(
        told, "nine children", 9, 9, object="child", part_of=whole.figure_id, **{**fixed, "statement_id": None}
    )
    return reading(
        told,
        statements=(said,),
        figures=(whole, part),
        positions=(position(told, "She backs a truce", "Ada Imre", "ceasefire", "supports"),),
        problems=(Problem(told.name, "dates", "no date for Friday", 0, 8),),
    )


def with_figure(of: Reading, **changes: Any) -> Reading:
    """The same reading with its first figure changed."""
    return replace(of, figures=(replace(of.figures[0], **changes), *of.figures[1:]))


def with_figures(of: Reading, count: int) -> Reading:
    """The same reading with so many figures more, one a letter of its text, for transactions that take a while."""
    told = of.report
    letters = range(count)
    more = tuple(
        Figure(
            figure_id=ids.figure_id(told.report_id, (at, at + 1), "other", "letters"),
            span=Span(at, at + 1, told.text[at]),
            sentence=(0, len(told.text)),
            kind=FigureKind.OTHER,
            measure="letters",
            object="letter",
            low=1,
            high=None,
            modifier=Modifier.VAGUE,
            source=OUTLET,
        )
        for at in letters
    )
    return replace(of, figures=(*of.figures, *more))
