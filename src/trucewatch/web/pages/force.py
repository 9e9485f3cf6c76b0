"""The board of a peace force: sizes by speaker over time, who gives what, its seat, its tasks, conditions, objections.

Nothing is added up: a size is what somebody says, a pledge a step that somebody reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.force import LADDER
from trucewatch.boards.numbers import interval
from trucewatch.vocab.events import scope_of
from trucewatch.vocab.plurals import plural_of
from trucewatch.web.board_view import of_reports, told
from trucewatch.web.charts.intervals import Said, interval_chart, speakers
from trucewatch.web.labels import voice
from trucewatch.web.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.web.asked import Asked
    from trucewatch.web.board_view import Screen
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_STEPS = {
    "mentioned": "backs the idea",
    "open_to": "open to it",
    "conditional": "on a condition",
    "willing": "willing",
    "announced": "announced",
    "authorised": "authorised",
    "deployed": "deployed",
    "refused": "refused",
    "withdrawn": "withdrew",
}
_MOST_IN_CHART = 150
_MOST_CHARTS, _FEWEST = 2, 2


def _force(asked: Asked) -> Shown:
    screen = of_reports(asked, "force")
    by_aspect: dict[str, list[Record]] = {}
    for row in told(asked, screen.rows, screen.above):
        by_aspect.setdefault(row["aspect"], []).append(row)
    said = _sizes(asked, screen)
    ladder = _ladder(by_aspect.get("contribution", ()))
    reached = {step for line in ladder for step in line["steps"]}
    return {
        "title": "Peace force",
        "window": screen.window,
        "aspects": by_aspect,
        "sizes": sorted(by_aspect.get("size", ()), key=lambda row: (row["since"] or "", row["value"]), reverse=True),
        "charts": [_chart(counted, found) for counted, found in said[:_MOST_CHARTS] if len(found) >= _FEWEST],
        "steps": [(step, _STEPS[step], step in reached) for step in LADDER],
        "ladder": ladder,
        "seats": sorted(by_aspect.get("command", ()), key=lambda row: row["since"] or "9999"),
    }


def _chart(counted: str, said: Sequence[Said]) -> Record:
    """Return a chart with its key: who has a shape and colour of their own, and whether there are others."""
    found = speakers(said)
    named = [each for each in found if each[1]]
    return {
        "counted": counted,
        "chart": interval_chart(said, counted),
        "named": named,
        "others": len(found) > len(named),
    }


def _sizes(asked: Asked, screen: Screen) -> list[tuple[str, list[Said]]]:
    """Return what is counted with its sizes as intervals, that told most often first."""
    said: dict[str, list[Said]] = {}
    for row in screen.rows:
        named = [row.evidence["value"][0].id] if row.cells["aspect"] == "size" else []
        figure = next(iter(screen.known.named(named).values()), None)
        if figure is None:
            continue
        who = voice(figure["source"]["name"])
        told_on = figure["published"] or "undated"
        words = f"{interval(figure)} {figure['object'] or ''}, {who}, {told_on}: {figure['wording']}"
        scope = scope_of(figure["object"]) or figure["object"] or "troops"
        said.setdefault(scope, []).append(
            Said(
                who,
                figure["published"],
                figure["low"],
                figure["high"],
                words,
                asked.url(f"/figure/{figure['figure_id']}"),
                is_doubted=figure["status"] in {"denied", "unverified", "alleged"},
            )
        )
    counted = sorted(said.items(), key=lambda each: (-len(each[1]), each[0]))
    return [(plural_of(scope), found[:_MOST_IN_CHART]) for scope, found in counted]


def _ladder(rows: Sequence[Record]) -> list[Record]:
    """Return a line a party: its rows by step, those furthest up the ladder first; counts of countries stand last."""
    by_party: dict[str, Record] = {}
    for row in rows:
        line = by_party.setdefault(row["party"] or "", {"party": row["party"], "steps": {}})
        line["steps"].setdefault(row["step"] or "mentioned", []).append(row)
    return sorted(by_party.values(), key=lambda line: (line["party"] is None, -_furthest(line), line["party"] or ""))


def _furthest(line: Record) -> int:
    return max(LADDER.index(step) for step in line["steps"])


PAGES = (
    Page(
        "force",
        "/boards/force",
        "Peace force",
        _force,
        group="Boards",
        about="Sizes by speaker, pledges, headquarters, conditions",
    ),
)
