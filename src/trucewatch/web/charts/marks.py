"""Marks: the shapes by which charts tell speakers or sides apart, so that colour is never the only sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.web.charts.scale import element

if TYPE_CHECKING:
    from markupsafe import Markup

__all__ = ["SHAPES", "mark"]

SHAPES = ("circle", "square", "diamond", "triangle")


def mark(number: int, x: float, y: float, r: float) -> Markup:
    """Return the shape of a number (an index of `SHAPES`) about a point; `r` is half its height in pixels."""
    match SHAPES[number]:
        case "circle":
            return element("circle", cx=x, cy=y, r=r)
        case "square":
            return element("rect", x=x - r, y=y - r, width=2 * r, height=2 * r)
        case "diamond":
            return element("path", d=f"M{x} {y - r - 1}L{x + r + 1} {y}L{x} {y + r + 1}L{x - r - 1} {y}Z")
        case _:
            return element("path", d=f"M{x} {y - r}L{x + r} {y + r}L{x - r} {y + r}Z")
