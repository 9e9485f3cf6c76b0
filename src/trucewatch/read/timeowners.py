"""Time owners: which times do the other figures of a story have as their own, by how these are like the one asked for?

What `timechoice` weighs of a candidate beside how it stands in the text: the figure before, behind, of the same number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.model import When

__all__ = ["Days", "Owners", "days_of"]

Days = tuple[str, str]
"""First and last day of a time, as in the ledger."""


class Owners(NamedTuple):
    """Which times other figures of the story have as their own, by how these are like the figure asked for."""

    before: Days | None
    behind: Days | None
    number: frozenset[Days]
    measure: Mapping[Days, int]
    place: Mapping[Days, int]
    all: Mapping[Days, int]
    whole: Days | None
    own: Days | None

    def of(self, days: Days) -> list[float]:
        """Return one row: what is seen of `days` by the figures that have them."""
        return [
            float(days == self.before),
            float(days == self.behind),
            float(days in self.number),
            float(self.measure.get(days, 0)),
            float(self.place.get(days, 0)),
            float(self.all.get(days, 0)),
            float(days == self.whole),
            float(self.own is not None) + float(days == self.own),
        ]


def days_of(when: When | None) -> Days | None:
    """Return the first and last day of a time, None where there is none."""
    return None if when is None else (when.start, when.end)
