"""Which statement holds a stretch of the text, and which begin in one? Asked for each figure of a report.

Reports of twenty thousand sentences have as many statements: they are found by where they begin, not one by one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from trucewatch.vocab.actors import role_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Statement

__all__ = ["Spoken"]


def _is_paper(s: Statement) -> bool:
    """Whether only a paper that nobody owns tells it: "X said initial reports indicated …" is X's."""
    return s.source.name.islower() and s.source.name.rsplit(" ", 1)[-1] in role_words().documents


class Spoken:
    """The statements of a report by where their words begin."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self._order = sorted(range(len(statements)), key=lambda n: statements[n].content.start)
        told = [statements[n].content for n in self._order]
        self._starts = [content.start for content in told]
        self._reach = list(accumulate((content.end for content in told), max))

    def holding(self, start: int, end: int) -> Statement | None:
        """Return the innermost statement whose words hold a stretch of the text; of two as long, the first."""
        found: list[tuple[int, int]] = []
        at = bisect_right(self._starts, start) - 1
        while at >= 0 and end <= self._reach[at] + 1:
            content = self._statements[self._order[at]].content
            if end <= content.end + 1:
                found.append((content.end - content.start, self._order[at]))
            at -= 1
        held = [self._statements[n] for _, n in sorted(found)]
        return next((s for s in held if not _is_paper(s)), held[0]) if held else None

    def beginning(self, start: int, end: int) -> list[Statement]:
        """Return the statements whose words begin in a stretch of the text, in the order they were found."""
        between = self._order[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [self._statements[n] for n in sorted(between)]
