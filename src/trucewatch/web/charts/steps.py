"""A toll over time as a step chart: every claim a mark where it was said, bounds as bars, the best count as a line.

Sides differ by shape as well as colour; open bounds end in an arrow; a figure that is denied is hollow.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import interval
from trucewatch.web.charts.marks import SHAPES, mark
from trucewatch.web.charts.scale import Scale, day_number, day_ticks, element, ticks
from trucewatch.web.labels import voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

__all__ = ["Bounds", "step_chart", "step_key"]

Record = dict[str, Any]
Bounds = tuple[str, float | None, float | None, float | None]
"""A day, and low, best and high as they stood from then on; None where open or not to be had."""

_WIDTH, _HEIGHT = 680, 230
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 14, 30
_STANDING = {None, "supersedes", "refines"}
_FLAT = 4  # pixels; a band of one value is drawn so high that it can be seen
_APART = 14.0  # pixels between marks of one day
_MOST_LETTERS = 40  # marks; more would cover each other's letters


def step_chart(
    series: Record, *, marked: str | None = None, href: str = "/figure/{}", bounds: Sequence[Bounds] = ()
) -> Markup | None:
    """Return the chart of an event's series (a `series` of docs/model.md), None where no point has a day and a value.

    `marked`: the figure to point out; `href`: where a mark leads, with {} for its figure's id; `bounds`: low, best and
    high over time, drawn as a band with a line. Marks bear the letter of their source in `step_key`.
    """
    points = _drawn(series)
    if not points:
        return None
    days = [day_number(_day(p)) for p in points]
    first, last = min(days), max(days)
    across = Scale(first - 0.5, last + 0.5, _LEFT, _WIDTH - _RIGHT)
    most = max(value for p in points for value in (p["low"], p["high"]) if value is not None)
    letters = {row["name"]: row["letter"] for side in step_key(series) for row in side["sources"]}
    levels = ticks(most)
    up = Scale(0, levels[-1], _HEIGHT - _BOTTOM, _TOP)
    sides = sorted({p["side"] or "" for p in points})
    drawn = [
        *_grid(across, up, levels, (first, last)),
        *(_bounds(bounds, across, up) if bounds else _line(points, across, up)),
        *(
            each
            for p, aside in zip(points, _asides(days, across), strict=True)
            for each in _mark(p, (across, up), (sides, aside), letters, is_here=p["figure_id"] == marked, href=href)
        ),
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


def step_key(series: Record) -> list[Record]:
    """Return what shapes and letters of the chart stand for: side (or None), shape, number, sources (name, letter)."""
    points = _drawn(series)
    sides = sorted({p["side"] or "" for p in points})
    names = list(dict.fromkeys(p["source"] for p in points))
    has_letters = len(names) <= len(ascii_lowercase) and len(points) <= _MOST_LETTERS
    letters = dict(zip(names, ascii_lowercase if has_letters else [""] * len(names), strict=False))
    told: list[Record] = []
    for place, side in enumerate(sides):
        number = place % len(SHAPES)
        heard = dict.fromkeys(p["source"] for p in points if (p["side"] or "") == side)
        shape = element("svg", [mark(number, 7, 7, 4.5)], viewBox="0 0 14 14", class_="chart key-mark")
        sources = [{"name": name, "letter": letters[name]} for name in heard]
        told.append({"side": side or None, "number": number, "shape": shape, "sources": sources})
    return told


def _drawn(series: Record) -> list[Record]:
    return [p for p in series["points"] if _day(p) and (p["low"] is not None or p["high"] is not None)]


def _asides(days: Sequence[int], across: Scale) -> Iterator[float]:
    """Yield how far each mark stands beside its day, so that marks of one day stand side by side."""
    wide = across.at(days[0] + 1) - across.at(days[0])
    seen: dict[int, int] = {}
    for day in days:
        held = days.count(day)
        place = seen[day] = seen.get(day, -1) + 1
        yield round((place - (held - 1) / 2) * min(_APART, 0.85 * wide / held), 1)


def _bounds(bounds: Sequence[Bounds], across: Scale, up: Scale) -> Iterator[Markup]:
    """Yield the band from low to high, open upwards where high is, and the line of the best count."""
    path = ""
    for place, (day, low, best, high) in enumerate(bounds):
        is_last = place + 1 == len(bounds)
        left = across.at(day_number(day))
        right = across.end if is_last else across.at(day_number(bounds[place + 1][0]))
        if low is not None or high is not None:
            top = up.end if high is None else up.at(high)
            bottom = up.start if low is None else up.at(low)
            sort = "bounds open" if high is None or low is None else "bounds"
            height = max(3.0, round(bottom - top, 1))
            yield element("rect", x=left, y=top - (height < _FLAT), width=right - left, height=height, class_=sort)
        if best is not None:
            y = up.at(best)
            path += (f"V{y}" if path and not path.endswith(" ") else f"M{left} {y}") + f"H{right}"
        elif path:
            path += " "
    if path:
        yield element("path", d=path.strip(), class_="best")


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
    point: Record,
    scales: tuple[Scale, Scale],
    stands: tuple[Sequence[str], float],
    letters: dict[str, str],
    *,
    is_here: bool,
    href: str,
) -> Iterator[Markup]:
    across, up = scales
    sides, aside = stands
    x = round(across.at(day_number(_day(point))) + aside, 1)
    low, high = point["low"], point["high"]
    number = sides.index(point["side"] or "") % len(SHAPES)
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
    inside.append(mark(number, x, up.at(value), 6.5 if is_here else 4.5))
    if letters.get(point["source"]):
        above = up.at(value) - (11 if is_here else 9)
        y = above if above > _TOP else up.at(value) + 18
        inside.append(element("text", [letters[point["source"]]], x=x, y=y, text_anchor="middle", class_="letter"))
    yield element("a", inside, href=href.format(point["figure_id"]), class_=sorts)
