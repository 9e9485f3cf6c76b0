"""Which figures, statements and sentences of two tellings of one text answer to each other?

Figures pair by value first, then by what they count where their sentences say the same. What pairs with nothing
was lost on the way, unless its number still stands there and was only not read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from trucewatch.lineage.align import cosines
from trucewatch.lineage.facts import number_spans
from trucewatch.lineage.words import content_words
from trucewatch.vocab.events import people_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.model import Figure, Part, Reading, Statement

__all__ = ["Side", "Tellings", "pair_statements"]

_PLACED = 0.15
"""From this cosine on two sentences are held to stand in the same place of the story."""
_SAME = 0.2
_SAID = 0.4
_SMALL = 13
"""Numbers below it are met everywhere: they answer to each other only with what they count, or in like sentences."""


@dataclass(frozen=True)
class Side:
    """One telling: its reading, its story, the sentences compared; figures and statements without posts and repeats."""

    reading: Reading
    part: Part
    spans: tuple[tuple[int, int], ...]

    @cached_property
    def bags(self) -> list[Counter[str]]:
        """The content words of each sentence."""
        return [Counter(content_words(self.reading.report.text, *span)) for span in self.spans]

    @cached_property
    def numbers(self) -> tuple[tuple[str, int], ...]:
        """The numbers of the sentences, with their offsets."""
        return tuple(found for span in self.spans for found in number_spans(self.reading.report.text, *span))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the story, in order."""
        posted = {each.statement_id for each in self.reading.statements if each.embed}
        inside = (f for f in self.reading.figures if self.holds(f.span.start) and f.statement_id not in posted)
        return tuple(sorted((f for f in inside if not f.repeat), key=lambda f: (f.span, f.figure_id)))

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements of the story, in order."""
        inside = (s for s in self.reading.statements if self.holds(s.content.start) and not (s.embed or s.repeat))
        return tuple(sorted(inside, key=lambda s: (s.content, s.statement_id)))

    def holds(self, at: int) -> bool:
        """Whether an offset lies in the story."""
        return self.part.start <= at < self.part.end

    def sentence(self, at: int) -> int | None:
        """Return the number of the sentence at an offset, if it is one that is compared."""
        n = bisect_right(self.spans, at, key=itemgetter(0)) - 1
        return n if n >= 0 and at < self.spans[n][1] else None


class Tellings:
    """Two tellings side by side."""

    def __init__(self, one: Side, other: Side, rows: list[dict[int, float]] | None = None) -> None:
        self.one, self.other = one, other
        self._rows = cosines(one.bags, other.bags) if rows is None else rows

    @cached_property
    def figures(self) -> tuple[list[tuple[Figure, Figure]], list[Figure]]:
        """The figures that answer to each other, and those of the one that were lost in the other."""
        return _pair_figures(self)

    def alike(self, at: int, there: int) -> float:
        """Return the cosine of the sentences at two offsets, 0 where either is not compared."""
        one, other = self.one.sentence(at), self.other.sentence(there)
        return 0.0 if one is None or other is None else self._rows[one].get(other, 0.0)

    def place_of(self, at: int, least: float = _SAME) -> tuple[int, int] | None:
        """Return the span of the other's sentence that says most of what stands at an offset; None if none does."""
        one = self.one.sentence(at)
        if one is None or not self._rows[one]:
            return None
        best = max(self._rows[one].items(), key=lambda item: (item[1], -item[0]))
        return self.other.spans[best[0]] if best[1] >= least else None

    def turned(self) -> Tellings:
        """Return the same two seen from the other side."""
        rows: list[dict[int, float]] = [{} for _ in self.other.spans]
        for m, row in enumerate(self._rows):
            for n, cosine in row.items():
                rows[n][m] = cosine
        return Tellings(self.other, self.one, rows)


def _pair_figures(both: Tellings) -> tuple[list[tuple[Figure, Figure]], list[Figure]]:
    weighed = sorted(
        (-answers, m, n)
        for m, x in enumerate(both.one.figures)
        for n, y in enumerate(both.other.figures)
        if (answers := _answers(both, x, y)) > 0
    )
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, m, n in weighed:
        if m not in paired and n not in taken:
            paired[m] = n
            taken.add(n)
    one, other = both.one.figures, both.other.figures
    left = _unread(both.other, [other[n] for n in paired.values()])
    lost = [x for m, x in enumerate(one) if m not in paired and not _still_there(both, x, left)]
    return [(one[m], other[n]) for m, n in sorted(paired.items())], lost


def _answers(both: Tellings, x: Figure, y: Figure) -> float:
    """Return how well a figure of the other answers to one, 0 if not at all."""
    alike = both.alike(x.span.start, y.span.start)
    measure, counted = x.measure == y.measure, _counts_the_same(x, y)
    if (x.low, x.high) == (y.low, y.high) or (_value(x) == _value(y) and measure):
        plain = (_value(x) or 0) >= _SMALL or (measure and counted)
        return 3 + measure + counted + alike if plain or alike >= _PLACED else 0.0
    return 1 + alike if measure and counted and x.unit == y.unit and alike >= _SAME else 0.0


def _value(figure: Figure) -> float | None:
    return figure.low if figure.low is not None else figure.high


def _counts_the_same(x: Figure, y: Figure) -> bool:
    if x.object is None or y.object is None:
        return x.object == y.object
    one, other = people_of(x.object) or "", people_of(y.object) or ""
    return one.rsplit(" ", 1)[-1] == other.rsplit(" ", 1)[-1]


def _unread(side: Side, paired: list[Figure]) -> dict[str, list[int]]:
    """Return where numbers stand that belong to none of the paired figures."""
    taken = [(f.span.start, f.span.end) for f in paired]
    found: dict[str, list[int]] = defaultdict(list)
    for value, at in side.numbers:
        if not any(start <= at < end for start, end in taken):
            found[value].append(at)
    return found


def _still_there(both: Tellings, figure: Figure, left: dict[str, list[int]]) -> bool:
    value = _value(figure)
    # "half of the 72" is 36 nowhere in the text: only a number that is written can be found again.
    return value is not None and any(
        both.alike(figure.span.start, at) >= _PLACED / 2 for at in left.get(f"{value:g}", ())
    )


def pair_statements(both: Tellings) -> Iterator[tuple[Statement, Statement]]:
    """Yield statements of the two that say the same, each with the one most like it."""
    weighed = sorted(
        (-both.alike(x.content.start, y.content.start), m, n)
        for m, x in enumerate(both.one.statements)
        for n, y in enumerate(both.other.statements)
        if both.alike(x.content.start, y.content.start) >= _SAID
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, m, n in weighed:
        if m not in taken[0] and n not in taken[1]:
            taken[0].add(m)
            taken[1].add(n)
            yield both.one.statements[m], both.other.statements[n]
