"""The evidence of one number: its words in their sentence, who says so and how surely, and how it stands to others.

Two clicks from any number end here and in the report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import events, records
from trucewatch.web.asked import Missing
from trucewatch.web.charts.steps import step_chart
from trucewatch.web.labels import counted, outlet
from trucewatch.web.page import Page
from trucewatch.web.words import Mark, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_AROUND = 600  # characters before and after its sentence, cut back to whole lines
_LONGEST = 4_000  # characters before and after the figure, however endless its sentence is
_MOST_POINTS = 60


def _figure(asked: Asked) -> Shown:
    view, figure_id = asked.view, asked.parts["id"]
    figure = records.figure(view, figure_id)
    if figure is None:
        raise Missing(f"There is no figure {figure_id} in this ledger.")
    statement = records.statement(view, figure["statement_id"]) if figure["statement_id"] else None
    whole = records.figure(view, figure["part_of"]) if figure["part_of"] else None
    return {
        "title": f"{counted(figure)}: {figure['wording']}",
        "crumbs": [
            ("Reports", asked.url("/reports")),
            (outlet(figure), asked.url(f"/report/{figure['report_id']}")),
            (figure_id, None),
        ],
        "figure": figure,
        "statement": statement,
        "whole": whole,
        "parts": list(records.parts_of(view, figure)),
        "context": _context(asked, figure, statement),
        "told": [_told(asked, each, figure_id) for each in events.events_of_figure(view, figure_id)],
        "report_url": asked.url(f"/report/{figure['report_id']}", **_stretch(figure)) + f"#{figure_id}",
    }


def _stretch(figure: Record) -> dict[str, object]:
    """Return where the report's page must begin for this figure to be on it."""
    return {} if figure["start"] < 29_000 else {"from": max(0, figure["start"] - 5_000)}


def _context(asked: Asked, figure: Record, statement: Record | None) -> list[Any]:
    first = max(0, min(figure["sentence"]["start"], figure["start"]) - _AROUND, figure["start"] - _LONGEST)
    last = min(max(figure["sentence"]["end"], figure["end"]) + _AROUND, figure["end"] + _LONGEST)
    text = records.text_of(asked.view, figure["report_id"], first, last)
    if first > 0:
        cut = text.find("\n", 0, max(0, figure["sentence"]["start"] - first)) + 1
        first, text = first + cut, text[cut:]
    below = text.find("\n", figure["end"] - first)
    if below >= 0 and len(text) >= last - first:
        below = text.rfind("\n", figure["end"] - first)
        text = text[:below]
    return list(paragraphs(text, first, list(_marks(figure, statement))))


def _marks(figure: Record, statement: Record | None) -> Iterator[Mark]:
    yield Mark(figure["sentence"]["start"], figure["sentence"]["end"], "sentence")
    if statement is not None:
        yield Mark(statement["content"]["start"], statement["content"]["end"], "said")
        if statement["cue"] is not None:
            yield Mark(statement["cue"]["start"], statement["cue"]["end"], "cue")
    if figure["source"]["start"] is not None:
        yield Mark(figure["source"]["start"], figure["source"]["end"], "speaker")
    if figure["denial"] is not None:
        yield Mark(figure["denial"]["start"], figure["denial"]["end"], "denial")
    for spot, sort in ((figure["place"], "where"), (figure["when"], "when")):
        if spot is not None and spot.get("start") is not None and isinstance(spot["start"], int):
            yield Mark(spot["start"], spot["end"], sort)
    yield Mark(figure["start"], figure["end"], "fig here", name=figure["figure_id"])


def _told(asked: Asked, row: Record, figure_id: str) -> Record:
    """Return an event's row with the series this figure is in, as far as it was known, and its chart."""
    event = events.event(asked.view, row["event_id"])
    series: Record = {"points": [], "state": "single"} if event is None else event["series"][row["series"]]
    points = [p for p in series["points"] if asked.as_of is None or (p["published"] or "9999") <= asked.as_of]
    shown = {**series, "points": points[-_MOST_POINTS:]}
    chart = step_chart(shown, marked=figure_id) if len(points) > 1 else None
    return {"event": row, "series": shown, "chart": chart}


PAGES = (Page("figure", "/figure/{id}", "Figure", _figure),)
