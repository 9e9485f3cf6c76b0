"""A toll over time as a step chart: every claim a mark where it was said, bounds as bars, the best count as a line.

Sides differ by shape as well as colour; open bounds end in an arrow; a figure that is denied is hollow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import interval
from trucewatch.web.charts.scale import Scale, day_number, day_ticks, element, ticks
from trucewatch.web.labels import voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

__all__ = ["step_chart"]

Record = dict[str, Any]

_WIDTH, _HEIGHT = 680, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 30
_STANDING = {None, "supersedes", "refines"}
_SHAPES = ("circle", "square", "diamond", "triangle")


def step_chart(series: Record, *, marked: str | None = None, href: str = "/figure/{}") -> Markup | None:
    """Return the chart of an event's series (a `series` of docs/model.md), None where no point has a day and a value.

    `marked`: the figure to point out; `href`: where a mark leads, with {} for its figure's id.
    """
    points = [p for p in series["points"] if _day(p) and (p["low"] is not None or p["high"] is not None)]
    if not points:
        return None
    days = [day_number(_day(p)) for p in points]
    first, last = min(days), max(days)
    across = Scale(first - 0.5, last + 0.5, _LEFT, _WIDTH - _RIGHT)
    most = max(value for p in points for value in (p["low"], p["high"]) if value is not None)
    levels = ticks(most)
    up = Scale(0, levels[-1], _HEIGHT - _BOTTOM, _TOP)
    sides = sorted({p["side"] or "" for p in points})
    drawn = [
        *_grid(across, up, levels, (first, last)),
        *_line(points, across, up),
        *(each for p in points for each in _mark(p, (across, up), sides, is_here=p["figure_id"] == marked, href=href)),
    ]
    said = f"{len(points)} counts of {series['measure']} from {_day(points[0])} to {_day(points[-1])}"
    return element(
        "svg",
        [element("title", [said]), *drawn],
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        class_="chart steps",
        role="group",
        aria_label=said,
    )


def _day(point: Record) -> str:
    return point["as_of"] or point["published"] or ""


def _grid(across: Scale, up: Scale, levels: Sequence[float], days: tuple[int, int]) -> Iterator[Markup]:
    for level in levels:
        y = up.at(level)
        yield element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid")
        yield element("text", [f"{level:,.0f}"], x=_LEFT - 8, y=y + 4, class_="tick", text_anchor="end")
    for number, label in day_ticks(*days):
        x = across.at(number)
        yield element("text", [label], x=x, y=_HEIGHT - 8, class_="tick", text_anchor="middle")


def _line(points: Sequence[Record], across: Scale, up: Scale) -> Iterator[Markup]:
    """Yield the line through the counts that stood, each until the next one took its place."""
    path, held = "", 0.0
    for point in points:
        value = point["low"] if point["low"] is not None else point["high"]
        if point["relation"] not in _STANDING or point["status"] == "denied":
            continue
        x, y = across.at(day_number(_day(point))), up.at(value)
        path += f"H{x}V{y}" if path else f"M{x} {y}"
        held = x
    if path and held < across.end:
        yield element("path", d=f"{path}H{across.end}", class_="stood")


def _mark(
    point: Record, scales: tuple[Scale, Scale], sides: Sequence[str], *, is_here: bool, href: str
) -> Iterator[Markup]:
    across, up = scales
    x = across.at(day_number(_day(point)))
    low, high = point["low"], point["high"]
    number = sides.index(point["side"] or "") % len(_SHAPES)
    value = low if low is not None else high
    sorts = f"mark side-{number}{' denied' if point['status'] == 'denied' else ''}{' here' if is_here else ''}"
    told = f"{interval(point)}, {voice(point['source'])}, {_day(point)}: {point['wording']}"
    inside = [element("title", [told])]
    if low != high:
        top = up.at(high) if high is not None else up.end
        bottom = up.at(low) if low is not None else up.start
        inside.append(element("line", x1=x, x2=x, y1=bottom, y2=top, class_="span"))
        if high is None:
            inside.append(element("path", d=f"M{x - 4} {top + 6}L{x} {top}L{x + 4} {top + 6}", class_="span"))
    inside.append(_shape(_SHAPES[number], x, up.at(value), 6.5 if is_here else 4.5))
    yield element("a", inside, href=href.format(point["figure_id"]), class_=sorts)


def _shape(name: str, x: float, y: float, r: float) -> Markup:
    if name == "circle":
        return element("circle", cx=x, cy=y, r=r)
    if name == "square":
        return element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r)
    if name == "diamond":
        return element("path", d=f"M{x} {y - r - 1}L{x + r + 1} {y}L{x} {y + r + 1}L{x - r - 1} {y}Z")
    return element("path", d=f"M{x} {y - r}L{x + r} {y + r}L{x - r} {y + r}Z")
