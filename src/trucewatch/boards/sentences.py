"""Where do reports tell something by words alone? Sentences outside furniture and posts, and the names in them.

Sentences are cut by marks and capitals: good enough to keep two patterns together, and every hit is a span of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any, overload

from trucewatch.boards.rows import Evidence, by_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from re import Pattern

    from trucewatch.boards.known import Known

__all__ = ["Sentence", "Told", "names_after", "sentences", "speaking"]

Record = dict[str, Any]

# It begins with what ends a sentence, and looks back from there: so a search skips from one such mark to the next.
_END = re.compile(
    r"[.!?\n](?:(?<=\n)\n*|(?<!\n)(?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[”\"’)\]]*\s+(?=[“\"‘(]?[A-Z]))"
)
_NAME = r"(?:[A-Z][\w’'-]*)(?:\s(?:de\s|al-|el-)?[A-Z][\w’'-]*)*"
_JOIN = r"(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, the text it stands in, and what was stated in that report."""

    report: Record
    start: int
    text: str
    stated: Stated

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """Return a part of the sentence, all of it unless told, as evidence."""
        words = self.text[start:end]
        first, last = self.start + start, self.start + start + len(words)
        return by_words(self.report, (first, last), words, self.stated.at(first, last))

    def figures(self, known: Known) -> list[Record]:
        """Return the figures that stand in it."""
        return known.within(self.report["report_id"], self.start, self.start + len(self.text))

    def holds(self, record: Record) -> bool:
        """Whether a figure or position stands in it."""
        inside = self.start <= record["start"] and record["end"] <= self.start + len(self.text)
        return inside and record["report_id"] == self.report["report_id"]


class Stated:
    """The statements of one report, asked for when a first one is needed, in order of their words."""

    def __init__(self, known: Known, report_id: str) -> None:
        self._known = known
        self._report_id = report_id

    @cached_property
    def _told(self) -> list[Record]:
        return sorted(self._known.statements(self._report_id), key=lambda each: each["content"]["start"])

    @cached_property
    def _ends(self) -> list[int]:
        """How far the words of a statement and of all before it reach."""
        return list(accumulate((each["content"]["end"] for each in self._told), max))

    def at(self, first: int, last: int) -> Record | None:
        """Return the first statement whose words touch a stretch of the text."""
        number = bisect_right(self._ends, first)
        is_touched = number < len(self._told) and self._told[number]["content"]["start"] < last
        return self._told[number] if is_touched else None


class Told(Sequence[Sentence]):
    """The sentences of a report outside what is no reporting; cut when the first one is asked for."""

    def __init__(self, known: Known, report: Record, text: str) -> None:
        self._known = known
        self._report = report
        self._text = text

    @cached_property
    def starts(self) -> list[int]:
        """Where they begin."""
        return [start for start, _ in self._cuts]

    @cached_property
    def _cuts(self) -> list[tuple[int, int]]:
        report = self._report
        skipped = [(f["start"], f["end"]) for f in (*report["furniture"], *report["embeds"])]
        skipped += [(s["start"], s["end"]) for s in report["stories"] if not _is_out(s, report, self._known.as_of)]
        return list(_outside(skipped, _cuts(self._text)))

    @cached_property
    def _stated(self) -> Stated:
        return Stated(self._known, self._report["report_id"])

    def __len__(self) -> int:
        return len(self._cuts)

    @overload
    def __getitem__(self, number: int) -> Sentence: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Sentence]: ...
    def __getitem__(self, number: int | slice) -> Sentence | Sequence[Sentence]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        start, end = self._cuts[number]
        return Sentence(self._report, start, self._text[start:end], self._stated)


def sentences(known: Known) -> Iterator[tuple[str, Told]]:
    """Yield the text of each report with its sentences; a story that was not out yet is left out.

    Sentences have no place or source: where one is asked for, none is told.
    """
    for report in () if known.is_narrowed else known.reports():
        text = known.text(report["report_id"])
        yield text, Told(known, report, text)


def _outside(skipped: Iterable[tuple[int, int]], cuts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the cuts, in order, that touch nothing skipped."""
    parts = sorted(skipped)
    starts, ends = [start for start, _ in parts], list(accumulate((end for _, end in parts), max))
    for start, end in cuts:
        before = bisect_left(starts, end)  # so many begin before it ends
        if not (before and ends[before - 1] > start):
            yield start, end


def _is_out(story: Record, report: Record, as_of: str | None) -> bool:
    return as_of is None or (story["published"] or report["published"] or "9999") <= as_of


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(text):
        end = mark.start() + len(mark[0].rstrip())
        if text[start:end].strip():
            yield start, end
        start = mark.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def speaking(pattern: Pattern[str], text: str, told: Told) -> Iterator[Sentence]:
    """Yield those of the sentences of a text that hold the pattern, in order.

    The text is searched once, and then only the sentences that a hit touches: a hit may reach over the end of one.
    """
    checked = -1
    for hit in pattern.finditer(text):
        first = max(checked + 1, bisect_right(told.starts, hit.start()) - 1)
        for number in range(first, bisect_right(told.starts, hit.end())):
            checked = number
            if pattern.search(told[number].text):
                yield told[number]


def names_after(text: str, words: str, start: int = 0) -> list[tuple[int, int]]:
    """Return where names stand after one of the words (an expression): "between A and B", "in A"."""
    listed = re.compile(rf"\b(?:{words})\s+((?:the\s+)?{_NAME}(?:{_JOIN}(?:the\s+)?{_NAME})*)")
    found = listed.search(text, start)
    if found is None:
        return []
    return [(found.start(1) + each.start(), found.start(1) + each.end()) for each in re.finditer(_NAME, found[1])]
