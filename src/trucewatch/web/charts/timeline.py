"""How many events began when: a bar for each stretch of time, its disputed part darker; a bar leads to its days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trucewatch.web.charts.scale import Scale, day_number, element, far_tick, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markupsafe import Markup

    from trucewatch.ledger.pages.atlas import Bin

__all__ = ["timeline"]

_WIDTH, _HEIGHT = 900, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 8, 10, 24
_WIDEST = 36.0
_MOST_LABELS = 10
_WEEK, _YEAR = 7, 300  # days; longer stretches are written as months and years


def timeline(bins: Sequence[Bin], address: Callable[[Bin], str], *, label: str = "Events over time") -> Markup | None:
    """Return the chart, None where there is nothing; `address` says where a bar leads."""
    if not bins:
        return None
    first, last = day_number(bins[0].start), day_number(bins[-1].end)
    across = Scale(first, last + 1, _LEFT, _WIDTH - _RIGHT)
    levels = ticks(max(each.events for each in bins), 3)
    up = Scale(0, levels[-1], _HEIGHT - _BOTTOM, _TOP)
    bars = (bar for each in bins if each.events for bar in [_bar(each, across, up, address(each))])
    drawn = [element("title", [label]), *_grid(across, up, levels, bins), *bars]
    viewed = f"0 0 {_WIDTH} {_HEIGHT}"
    return element("svg", drawn, viewBox=viewed, class_="chart timeline", role="group", aria_label=label)


def _grid(across: Scale, up: Scale, levels: Sequence[float], bins: Sequence[Bin]) -> Iterator[Markup]:
    for level in levels:
        y = up.at(level)
        yield element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid")
        yield element("text", [f"{level:,.0f}"], x=_LEFT - 6, y=y + 4, class_="tick", text_anchor="end")
        if level:
            yield far_tick(level, _WIDTH - _RIGHT, y)
    shown = bins[:: -(-len(bins) // _MOST_LABELS)]
    for each in shown:
        told = _label(each, has_years=bins[0].start[:4] != bins[-1].start[:4])
        yield element("text", [told], x=across.at(day_number(each.start)), y=_HEIGHT - 6, class_="tick")


def _label(each: Bin, *, has_years: bool) -> str:
    """Return how a stretch of time is written below its bar: "5 Apr", "Apr 2025", "2025"."""
    first = date.fromisoformat(each.start)
    length = day_number(each.end) - day_number(each.start)
    if length > _YEAR:
        return str(first.year)
    if length > _WEEK:
        return f"{first:%b %Y}"
    return f"{first.day} {first:%b}{f' {first.year}' if has_years else ''}"


def _bar(each: Bin, across: Scale, up: Scale, href: str) -> Markup:
    left, right = across.at(day_number(each.start)), across.at(day_number(each.end) + 1)
    wide = max(2.0, min(_WIDEST, right - left - 1.5))
    days = each.start if each.start == each.end else f"{each.start} to {each.end}"
    told = f"{days}: {each.events} event{'' if each.events == 1 else 's'}"
    told += f", {each.disputed} disputed" if each.disputed else ""
    inside = [element("title", [told]), _part(left, wide, up, (0, each.events), "bin")]
    if each.disputed:
        inside.append(_part(left, wide, up, (0, each.disputed), "bin disputed"))
    return element("a", inside, href=href, aria_label=told)


def _part(left: float, wide: float, up: Scale, held: tuple[int, int], sort: str) -> Markup:
    top, bottom = up.at(held[1]), up.at(held[0])
    return element("rect", x=left, y=top, width=round(wide, 1), height=round(bottom - top, 1), class_=sort)
