"""Which counts tell a deed from others of its day? Those of many, and those that are hardly one side's in two deeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.link.scene import Scene

__all__ = ["DISTINCTIVE_FROM", "TOLLS", "is_odd", "telling"]

DISTINCTIVE_FROM = 10
"""A count from which an equal one tells twice."""

TOLLS = frozenset({"killed", "injured"})
"""Measures of which two reports of a deed tell the same counts, or states of them."""

_ODD_FROM = 20
_Value = tuple[float | None, float | None]


def telling(scene: Scene) -> set[tuple[str, _Value]]:
    """Return the counts of a scene's dead and hurt, or of a raid's weapons, that two deeds of one day hardly share."""
    of_raid = scene.group == "raid"
    told = {(key[0], value) for key, values in scene.numbers.items() if of_raid or key[0] in TOLLS for value in values}
    return {(measure, value) for measure, value in told if _least(value) >= DISTINCTIVE_FROM}


def is_odd(told: tuple[str, _Value]) -> bool:
    """Whether a count is hardly one side's in two deeds of a day: 23 and 58, not 13 nor 40."""
    return _least(told[1]) >= _ODD_FROM and _least(told[1]) % 10 != 0


def _least(value: _Value) -> float:
    return value[0] if value[0] is not None else value[1] or 0.0
