"""A report in its own words: figures and statements marked, what is no reporting greyed, stories apart.

A long text is shown a stretch at a time; marks and lists are those of the stretch.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import events, records
from trucewatch.web.asked import Missing
from trucewatch.web.labels import counted, outlet, person
from trucewatch.web.page import Page
from trucewatch.web.words import Mark, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown
    from trucewatch.web.words import Paragraph

__all__ = ["PAGES"]

Record = dict[str, Any]

_STRETCH = 30_000  # characters of text on one page
_MOST_MARKS = 800


def _report(asked: Asked) -> Shown:
    view, report_id = asked.view, asked.parts["id"]
    report = records.report(view, report_id)
    if report is None:
        raise Missing(f"There is no report {report_id} in this ledger.")
    start = asked.number("from", 0, max(0, report["characters"] - 1))
    end = min(report["characters"], start + _STRETCH)
    text = records.text_of(view, report_id, start, end)
    figures = list(records.figures_in(view, report["reading_no"], start, end, limit=_MOST_MARKS))
    statements = list(records.statements_in(view, report["reading_no"], start, end, limit=_MOST_MARKS))
    lines = list(paragraphs(text, start, [*_marks(asked, figures, statements)], _kinds(report)))
    return {
        "title": report["title"] or outlet(report),
        "crumbs": [("Reports", asked.url("/reports")), (report_id, None)],
        "report": report,
        "stories": list(_stories(report, lines)),
        "figures": figures,
        "statements": statements,
        "is_cut": len(figures) == _MOST_MARKS or len(statements) == _MOST_MARKS,
        "start": start,
        "end": end,
        "earlier": None if start == 0 else max(0, start - _STRETCH),
        "later": end if end < report["characters"] else None,
        "families": events.families_of(view, report_id),
        "events": events.events_of_report(view, report_id, limit=20),
        "is_late": asked.as_of is not None and (report["published"] or "9999") > asked.as_of,
    }


def _marks(asked: Asked, figures: Sequence[Record], statements: Sequence[Record]) -> Iterator[Mark]:
    for statement in statements:
        content, source, cue = statement["content"], statement["source"], statement["cue"]
        said_by = f"said by {person(source)}"
        yield Mark(content["start"], content["end"], "said", name=statement["statement_id"], title=said_by)
        if source["start"] is not None:
            yield Mark(source["start"], source["end"], "speaker")
        if cue is not None:
            yield Mark(cue["start"], cue["end"], "cue")
    for figure in figures:
        told = f"{counted(figure)} · {person(figure['source'])}"
        sort = "fig doubted" if figure["status"] in {"denied", "unverified", "alleged"} else "fig"
        href = asked.url(f"/figure/{figure['figure_id']}")
        yield Mark(figure["start"], figure["end"], sort, href, figure["figure_id"], told)


def _kinds(report: Record) -> list[tuple[int, int, str]]:
    return [
        *((each["start"], each["end"], "furniture") for each in report["furniture"]),
        *((each["start"], each["start"] + len(each["headline"]), "headline") for each in _headed(report)),
        *((each["start"], each["end"], "embed") for each in report["embeds"]),
    ]


def _headed(report: Record) -> list[Record]:
    return [story for story in report["stories"] if story["headline"]]


def _stories(report: Record, lines: Sequence[Paragraph]) -> Iterator[tuple[Record | None, list[Paragraph]]]:
    """Yield each story of the page with its lines; None for what stands outside the stories."""
    stories = report["stories"]
    if len(stories) < 2:
        yield None, list(lines)
        return
    cuts = [0, *(story["start"] for story in stories), report["characters"] + 1]
    for number, (first, last) in enumerate(pairwise(cuts)):
        held = [line for line in lines if first <= line.start < last]
        if held:
            yield (stories[number - 1] if number else None), held


PAGES = (Page("report", "/report/{id}", "Report", _report),)
