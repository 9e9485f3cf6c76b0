"""Where a value lies on a chart: linear scales, round ticks and days; and how its markup is put together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from trucewatch.web.words import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scale", "day_number", "day_ticks", "element", "far_tick", "ticks"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values from `low` to `high` onto pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value, to a tenth."""
        span = self.high - self.low or 1.0
        return round(self.start + (value - self.low) / span * (self.end - self.start), 1)


def ticks(high: float, most: int = 5) -> list[float]:
    """Return round values from 0 to `high` or just above: steps of 1, 2 or 5 times a power of ten."""
    if high <= 0:
        return [0.0, 1.0]
    rough = high / most
    power = 10 ** math.floor(math.log10(rough))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= rough)
    step = max(step, 1.0)
    return [number * step for number in range(math.ceil(high / step) + 1)]


def day_number(day: str) -> int:
    """Return an ISO date as a number of days."""
    return date.fromisoformat(day[:10]).toordinal()


def day_ticks(first: int, last: int, most: int = 6) -> list[tuple[int, str]]:
    """Return days to label between two (as numbers), with their labels; the year stands where it is needed."""
    steps = (1, 2, 7, 14, 30, 91, 182, 365, 730, 1826)
    step = next((each for each in steps if (last - first) / each < most), steps[-1])
    shown = range(first, last + 1, step)
    has_years = date.fromordinal(first).year != date.fromordinal(last).year
    pattern = "%b %Y" if step > 27 else "%d %b %Y" if has_years else "%d %b"
    return [(number, (date.min + timedelta(days=number - 1)).strftime(pattern).lstrip("0")) for number in shown]


def element(name: str, content: Iterable[Markup | str] = (), **attributes: object) -> Markup:
    """Return an SVG element; text and attributes are made harmless and escaped, `_` in names becomes `-`."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{value if isinstance(value, int | float) else _safe(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(each if isinstance(each, Markup) else _safe(each) for each in content)
    return Markup(f"<{name}{told}>{inside}</{name}>")  # noqa: S704 - names are ours, all else is escaped


def far_tick(level: float, x: float, y: float) -> Markup:
    """Return the label of a level at a chart's right end, shown where a narrow screen has scrolled its left away."""
    told = [f"{level:,.0f}"]
    return element("text", told, x=x, y=y + 11, class_="tick far", text_anchor="end", aria_hidden="true")


def _safe(text: str) -> str:
    return str(escape(harmless(text)))
