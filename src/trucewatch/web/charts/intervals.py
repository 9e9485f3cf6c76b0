"""Values told as intervals over time: a bar from low to high where it was said, shape and colour by who says it.

Where the values lie far apart the scale is logarithmic, and says so. Open bounds end in an arrow. What was told on no
known day stands in a column of its own at the right.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.web.charts.marks import SHAPES, mark
from trucewatch.web.charts.scale import Scale, day_number, day_ticks, element, far_tick, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

__all__ = ["Said", "interval_chart", "speakers"]

_WIDTH, _HEIGHT = 760, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 20, 22, 30
_FAR_APART = 40  # times the smallest value from which on the scale is logarithmic
_LETTER = 6.2  # pixels of a letter in a label
_LINE = 13
_APART, _MOST_APART = 46, 260  # pixels of an undated interval, of all of them


@dataclass(frozen=True, slots=True)
class Said:
    """One interval: who says it, on which ISO day (None: not known); `told`: words for its title.

    `low` or `high` is None where open.
    """

    speaker: str
    day: str | None
    low: float | None
    high: float | None
    told: str
    href: str
    is_doubted: bool = False

    @property
    def value(self) -> float:
        """The lower bound, else the upper one."""
        return self.low if self.low is not None else self.high or 0.0


def speakers(said: Sequence[Said]) -> list[tuple[str, int, int]]:
    """Return who speaks, most often first: name, number of its shape and colour (0: all the rest), intervals."""
    counted = Counter(each.speaker for each in said)
    ordered = sorted(counted, key=lambda name: (-counted[name], name))
    return [(name, place + 1 if place < len(SHAPES) - 1 else 0, counted[name]) for place, name in enumerate(ordered)]


def interval_chart(said: Sequence[Said], counted: str) -> Markup | None:
    """Return the chart of what was said of one thing (`counted`: "troops"), None where nothing has a value."""
    shown = [each for each in said if each.value > 0]
    if not shown:
        return None
    places, dates = _across(shown)
    bounds = [value for each in shown for value in (each.low, each.high) if value]
    is_log = max(bounds) / min(bounds) > _FAR_APART
    up, levels = _levels(bounds, is_log=is_log)
    number = {name: place for name, place, _ in speakers(shown)}
    words = f"{len(shown)} sizes told in {counted}{_period(shown)}"
    drawn = [
        element("title", [words]),
        *_grid(up, levels, is_log=is_log),
        *dates,
        *(_mark(each, x, up, number[each.speaker], is_log=is_log) for each, x in zip(shown, places, strict=True)),
        *_labels(shown, places, up, is_log=is_log),
    ]
    return element(
        "svg",
        drawn,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        class_="chart intervals",
        role="group",
        aria_label=words,
    )


def _period(shown: Sequence[Said]) -> str:
    days = [each.day for each in shown if each.day]
    undated = f", {len(shown) - len(days)} on no known day" if len(days) < len(shown) else ""
    return (f", {min(days)} to {max(days)}" if days else "") + undated


def _across(shown: Sequence[Said]) -> tuple[list[float], list[Markup]]:
    """Return where across each interval stands, and the words and lines of the axis below."""
    days = [day_number(each.day) for each in shown if each.day]
    undated = len(shown) - len(days)
    room = min(_MOST_APART, (undated + 1) * _APART) if undated else 0.0
    edge = _WIDTH - _RIGHT - room if days else float(_LEFT)
    drawn: list[Markup] = []
    dated = iter(())
    if days:
        pad = max(1.0, (max(days) - min(days)) * 0.03)
        across = Scale(min(days) - pad, max(days) + pad, _LEFT, edge)
        dated = (across.at(day) for day in days)
        drawn += [_under(across.at(day), label) for day, label in day_ticks(min(days), max(days))]
    if undated and days:
        drawn.append(element("line", x1=edge, x2=edge, y1=_TOP, y2=_HEIGHT - _BOTTOM, class_="parting"))
    if undated:
        drawn.append(_under((edge + _WIDTH - _RIGHT) / 2, "undated"))
    step = (_WIDTH - _RIGHT - edge) / (undated + 1)
    others = (edge + step * place for place in range(1, undated + 1))
    return [next(dated if each.day else others) for each in shown], drawn


def _under(x: float, label: str) -> Markup:
    return element("text", [label], x=x, y=_HEIGHT - 8, class_="tick", text_anchor="middle")


def _levels(bounds: Sequence[float], *, is_log: bool) -> tuple[Scale, list[float]]:
    if not is_log:
        levels = ticks(max(bounds))
        return Scale(0, levels[-1], _HEIGHT - _BOTTOM, _TOP), levels
    first, last = math.floor(math.log10(min(bounds))), math.ceil(math.log10(max(bounds)))
    return Scale(first, last, _HEIGHT - _BOTTOM, _TOP), [10.0**power for power in range(first, last + 1)]


def _at(up: Scale, value: float, *, is_log: bool) -> float:
    return up.at(math.log10(value) if is_log and value > 0 else up.low if is_log else value)


def _grid(up: Scale, levels: Sequence[float], *, is_log: bool) -> Iterator[Markup]:
    for level in levels:
        y = _at(up, level, is_log=is_log)
        yield element("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid")
        yield element("text", [f"{level:,.0f}"], x=_LEFT - 8, y=y + 4, class_="tick", text_anchor="end")
        if level:
            yield far_tick(level, _WIDTH - _RIGHT, y)
    if is_log:
        yield element("text", ["each line is ten times the one below"], x=_LEFT, y=11, class_="tick")


def _mark(said: Said, x: float, up: Scale, number: int, *, is_log: bool) -> Markup:
    y = _at(up, said.value, is_log=is_log)
    inside = [element("title", [said.told])]
    if said.low != said.high:
        top = up.end if said.high is None else _at(up, said.high, is_log=is_log)
        bottom = up.start if said.low is None else y
        if said.high is None:
            top = max(up.end, y - 26)
            inside.append(element("path", d=f"M{x - 4} {top + 6}L{x} {top}L{x + 4} {top + 6}", class_="span"))
        inside.append(element("line", x1=x, x2=x, y1=bottom, y2=top, class_="span wide"))
    inside.append(mark(number, x, y, 5.0))
    sorts = f"mark side-{number}{' denied' if said.is_doubted else ''}"
    return element("a", inside, href=said.href, class_=sorts)


def _labels(said: Sequence[Said], places: Sequence[float], up: Scale, *, is_log: bool) -> Iterator[Markup]:
    """Yield the speakers' names beside their marks, as far as there is room without one over another."""
    taken: list[tuple[float, float, float, float]] = []
    marks = [(x, _at(up, each.value, is_log=is_log)) for each, x in zip(said, places, strict=True)]
    for each, (x, y) in zip(said, marks, strict=True):
        width = len(each.speaker) * _LETTER
        is_right = x + 10 + width < _WIDTH
        left = x + 10 if is_right else x - 10 - width
        box = (left, y - _LINE / 2, left + width, y + _LINE / 2)
        around = (box[0] - 6, box[1] - 4, box[2] + 6, box[3] + 4)
        others = [(*at, *at) for at in marks if at != (x, y)]
        if left > _LEFT and not any(_meet(around, other) for other in (*taken, *others)):
            taken.append(box)
            anchor, at = ("start", x + 10) if is_right else ("end", x - 10)
            yield element("text", [each.speaker], x=at, y=y + 4, class_="name", text_anchor=anchor)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
