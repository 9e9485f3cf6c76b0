"""Charts over the months of a plan: the strength held by role against the sizes named, and who is there when.

Roles and turns differ in pattern and words, not in colour alone; a table beside each chart says the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.plan.scenario import ROLES
from trucewatch.web.charts.scale import Scale, element, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from trucewatch.plan.scenario import Proposal, Scenario
    from trucewatch.plan.schedule import Month, Schedule, Tour

__all__ = ["gantt", "held_chart"]

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 260, 62, 12, 16, 26
_NAMES, _ROW = 210, 15  # pixels for the names of units, and of a row
_LONGEST_NAME = 34
_SEEN = 2.0  # times the most held: sizes that begin above are left to the table


def held_chart(scenario: Scenario, months: Sequence[Month], proposals: Sequence[Proposal]) -> Markup | None:
    """Return bars of what is held in each month, by role, with the sizes named as bands; None where nothing is."""
    most = max((month.held for month in months), default=0)
    if most <= 0:
        return None
    seen = [each for each in proposals if (each.low or 0) <= most * _SEEN]
    tops = [min(each.high or each.low or 0, most * _SEEN) for each in seen]
    levels = ticks(max([most, *tops]))
    up = Scale(0, levels[-1], _HEIGHT - _BOTTOM, _TOP)
    across = Scale(1, scenario.months + 1, _LEFT, _WIDTH - _RIGHT)
    words = f"strength held in each of {scenario.months} months, at most {most:,}"
    drawn = [element("title", [words]), *_levels(levels, up)]
    drawn += [_band(each, up, levels[-1]) for each in seen]
    drawn += [bar for month in months for bar in _bars(scenario, month, across, up)]
    drawn += _month_ticks(scenario, across, _HEIGHT - 8)
    box = f"0 0 {_WIDTH} {_HEIGHT}"
    return element("svg", drawn, viewBox=box, class_="chart months", role="group", aria_label=words)


def _levels(levels: Sequence[float], up: Scale) -> Iterator[Markup]:
    for level in levels:
        y = up.at(level)
        yield element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid")
        yield element("text", [f"{level:,.0f}"], x=_LEFT - 8, y=y + 4, class_="tick", text_anchor="end")


def _band(each: Proposal, up: Scale, highest: float) -> Markup:
    low, high = each.low or 0, min(each.high if each.high is not None else highest, highest)
    top, bottom = up.at(max(high, low)), up.at(low)
    told = f"{each.by}: {each.low or 0:,} to {f'{each.high:,}' if each.high is not None else 'open'}"
    inside = [
        element("title", [told]),
        element("rect", x=_LEFT, y=top, width=_WIDTH - _RIGHT - _LEFT, height=max(round(bottom - top, 1), 1.0)),
        element("text", [each.by], x=_WIDTH - _RIGHT - 6, y=bottom - 5, class_="name", text_anchor="end"),
    ]
    return element("g", inside, class_="proposal")


def _bars(scenario: Scenario, month: Month, across: Scale, up: Scale) -> Iterator[Markup]:
    start, end, base = across.at(month.number), across.at(month.number + 1), 0
    for place, role in enumerate(ROLES):
        held = month.roles.get(role, 0)
        if held:
            top = up.at(base + held)
            told = f"{scenario.month_name(month.number)}: {held:,} {role}, {month.held:,} in all"
            size = {"width": max(round(end - start - 0.6, 1), 0.5), "height": round(up.at(base) - top, 1)}
            yield element("rect", [element("title", [told])], x=start, y=top, **size, class_=f"role-{place}")
            base += held


def gantt(scenario: Scenario, schedule: Schedule, *, most: int) -> Markup | None:
    """Return a row a unit with its tours (taking over hollow, holding filled) below the turns of the headquarters."""
    rows: dict[tuple[str, int], list[Tour]] = {}
    for tour in schedule.tours:
        rows.setdefault((tour.contribution, tour.unit), []).append(tour)
    if not rows:
        return None
    shown = list(rows.items())[:most]
    height = _ROW * (len(shown) + 2) + _BOTTOM
    across = Scale(1, scenario.months + 1, _NAMES, _WIDTH - _RIGHT)
    words = f"{len(schedule.tours)} tours of {len(rows)} units"
    drawn = [element("title", [words]), *_turns(schedule, across)]
    for place, ((name, unit), tours) in enumerate(shown):
        y = _ROW * (place + 2)
        label = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
        drawn.append(element("text", [f"{label} {unit}"], x=_NAMES - 8, y=y + 11, class_="tick", text_anchor="end"))
        drawn += [bar for tour in tours for bar in _tour(scenario, tour, across, y)]
    drawn += _month_ticks(scenario, across, height - 8)
    box = f"0 0 {_WIDTH} {height}"
    return element("svg", drawn, viewBox=box, class_="chart gantt", role="group", aria_label=words)


def _turns(schedule: Schedule, across: Scale) -> Iterator[Markup]:
    nations = list(dict.fromkeys(turn.nation for turn in schedule.leads))
    for turn in schedule.leads:
        x, end = across.at(turn.first), across.at(turn.last + 1)
        sort = f"turn side-{nations.index(turn.nation) % 4}"
        inside = [
            element("title", [f"{turn.nation} leads"]),
            element("rect", x=x, y=2, width=round(end - x - 1, 1), height=_ROW + 4),
            element("text", [turn.nation], x=x + 4, y=15, class_="name"),
        ]
        yield element("g", inside, class_=sort)


def _tour(scenario: Scenario, tour: Tour, across: Scale, y: int) -> Iterator[Markup]:
    last = min(tour.last, scenario.months)
    told = f"{tour.contribution} {tour.unit}: {scenario.month_name(tour.first)} to {scenario.month_name(tour.last)}"
    parts = ((tour.first, tour.holds_from, "taking"), (tour.holds_from, last + 1, "holding"))
    for first, end, sort in parts:
        if first < end <= scenario.months + 1:
            x = across.at(first)
            size = {"width": round(across.at(end) - x, 1), "height": _ROW - 4}
            yield element("rect", [element("title", [told])], x=x, y=y + 2, **size, class_=sort)


def _month_ticks(scenario: Scenario, across: Scale, y: float) -> list[Markup]:
    step = next(each for each in (1, 3, 6, 12, 24, 48) if scenario.months / each <= 8 or each == 48)
    return [
        element("text", [scenario.month_name(month)], x=across.at(month), y=y, class_="tick", text_anchor="start")
        for month in range(1, scenario.months + 1, step)
    ]
