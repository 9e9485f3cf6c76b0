"""What every set returns: its rows of numbers, and for each item whether the reader got it right.

An item is named by evidence (report, what was asked), so that two runs can be compared item by item. What the reader
found and nobody asked for is an item too, named with `extra`, which is only there while it is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Options", "Score", "f1", "ratio", "spread"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to run: at most `sample` reports a set (None is the set's own default, 0 is all), and the seed and cores."""

    sample: int | None = None
    seed: int = 1
    cores: int = 2


@dataclass(frozen=True, slots=True)
class Score:
    """The scores of one set over `reports`; `rows` are shares (0 to 1), `outcomes` one truth value an item."""

    name: str
    reports: tuple[str, ...]
    rows: dict[str, float]
    outcomes: dict[str, bool] = field(default_factory=dict)
    of: int = 0
    seconds: float = 0.0


def ratio(part: float, whole: float) -> float:
    """Return the share, 0 where there is nothing to share."""
    return part / whole if whole else 0.0


def f1(hits_of_offered: tuple[int, int], hits_of_asked: tuple[int, int]) -> dict[str, float]:
    """Return precision, recall and F1 from (right, offered) and (found, asked)."""
    precision, recall = ratio(*hits_of_offered), ratio(*hits_of_asked)
    return {"P": precision, "R": recall, "F1": ratio(2 * precision * recall, precision + recall)}


def spread(name: str, values: dict[str, float]) -> dict[str, float]:
    """Return the rows `name P`, `name R`, `name F1`."""
    return {f"{name} {key}": value for key, value in values.items()}
