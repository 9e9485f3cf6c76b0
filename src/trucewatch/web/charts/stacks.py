"""One bar of parts laid end to end, as long as what was launched: what became of it, and what nobody told.

All bars of a screen have one scale. A part leads to the figure that counts it; the rest, which no figure counts, is an
outline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.web.charts.scale import Scale, element

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

__all__ = ["Part", "stack"]

_WIDTH, _HEIGHT = 300, 18


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: what it is (a class: intercepted, lost, struck, launched, residual), how much, its figure."""

    sort: str
    value: float
    href: str | None = None


def stack(parts: Sequence[Part], most: float, said: str) -> Markup | None:
    """Return the bar of `parts` in a scale from 0 to `most`; `said` tells it in words. None for nothing."""
    if not any(part.value > 0 for part in parts) or most <= 0:
        return None
    across = Scale(0, most, 1, _WIDTH - 1)
    drawn, start = [element("title", [said])], 0.0
    for part in parts:
        if part.value <= 0:
            continue
        x, end = across.at(start), across.at(start + part.value)
        shape = element(
            "rect",
            [element("title", [f"{part.value:,.10g} {part.sort}"])],
            x=x,
            y=2,
            width=max(round(end - x, 1), 1.5),
            height=_HEIGHT - 4,
            class_=f"part {part.sort}",
        )
        words = f"{part.value:,.10g} {part.sort}"
        drawn.append(shape if part.href is None else element("a", [shape], href=part.href, aria_label=words))
        start += part.value
    return element(
        "svg",
        drawn,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        class_="chart stack",
        role="group",
        aria_label=said,
    )
