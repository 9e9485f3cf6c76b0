"""Where do reports tell something by words alone? Sentences outside furniture and posts, and the names in them.

Sentences are cut by marks and capitals: good enough to keep two patterns together, and every hit is a span of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Evidence, by_words
from trucewatch.vocab.boards import board_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from re import Pattern

    from trucewatch.boards.known import Known

__all__ = ["Sentence", "names_after", "speaking"]

Record = dict[str, Any]

# It begins with what ends a sentence, and looks back from there: so a search skips from one such mark to the next.
_END = re.compile(r"[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[”\"’)\]]*\s+(?=[“\"‘(]?[A-Z])")
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

    def __init__(self, known: Known, report: Record) -> None:
        self._known = known
        self._report = report

    @cached_property
    def _told(self) -> list[Record]:
        return sorted(self._known.statements(self._report), key=lambda each: each["content"]["start"])

    @cached_property
    def _ends(self) -> list[int]:
        """How far the words of a statement and of all before it reach."""
        return list(accumulate((each["content"]["end"] for each in self._told), max))

    def at(self, first: int, last: int) -> Record | None:
        """Return the first statement whose words touch a stretch of the text."""
        number = bisect_right(self._ends, first)
        is_touched = number < len(self._told) and self._told[number]["content"]["start"] < last
        return self._told[number] if is_touched else None


class _Cuts:
    """Where the sentences of a text stand that are outside what is no reporting; asked for from its beginning on.

    A line feed ends a sentence, so only lines are cut in which something is looked for.
    """

    def __init__(self, text: str, skipped: Iterable[tuple[int, int]]) -> None:
        self._text = text
        self._skipped = sorted(skipped)
        self._starts = [start for start, _ in self._skipped]
        self._ends = list(accumulate((end for _, end in self._skipped), max))
        self._line = 0, -1
        self._held: list[tuple[int, int]] = []

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the sentences that a stretch reaches into, in order."""
        at = start
        while at <= end:
            for first, last in self._of_line(at):
                if first < end and last > start:
                    yield first, last
            at = self._line[1] + 1

    def _of_line(self, at: int) -> list[tuple[int, int]]:
        first, last = self._line
        if not first <= at <= last:
            last = self._text.find("\n", at)
            self._line = first, last = self._text.rfind("\n", 0, at) + 1, len(self._text) if last < 0 else last
            self._held = [cut for cut in _cuts(self._text[first:last], first) if not self._is_skipped(*cut)]
        return self._held

    def _is_skipped(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)  # so many begin before it ends
        return before > 0 and self._ends[before - 1] > start


def speaking(known: Known, words: str, *, of: Sequence[str] = ()) -> list[Sentence]:
    """Return the sentences that hold some `words` (a name of `vocab.boards`), by date, report and place in it.

    Only of reports that hold words of each of the names `of` somewhere; a story that was not out yet is left out.
    Sentences have no place or source: where one is asked for, none is told.
    """
    if known.is_narrowed:
        return []
    board = board_words()
    found: list[Sentence] = []
    for report, text in known.texts_naming(*(board.phrases[name] for name in (words, *of))):
        held = list(_holding(known, report, text, words))
        if held and all(_is_told(board.patterns[name], held, text) for name in of):
            found += held
    return sorted(found, key=lambda each: (*_order(each.report), each.start))


def _is_told(pattern: Pattern[str], held: Iterable[Sentence], text: str) -> bool:
    """Whether a text holds a pattern; sentences of it often do, and are searched in no time."""
    return any(pattern.search(sentence.text) for sentence in held) or pattern.search(text) is not None


def _order(report: Record) -> tuple[str, str, str]:
    return report["published"] or "9999", report["report"], report["report_id"]


def _holding(known: Known, report: Record, text: str, words: str) -> Iterator[Sentence]:
    """Yield the sentences of a text that hold the words, in order; cut are only lines that hold a stem of theirs."""
    board = board_words()
    cuts, stated, checked = _Cuts(text, _skipped(report, known.as_of)), Stated(known, report), -1
    for at in _places(text, board.stems[words]):
        for start, end in cuts.touching(at, at + 1):
            if start > checked:
                checked = start
                if board.patterns[words].search(text[start:end]):
                    yield Sentence(report, start, text[start:end], stated)


def _places(text: str, stems: Iterable[str]) -> list[int]:
    """Return where a stem stands in a text, in whatever case; a search for words is far faster than for a pattern."""
    lowered = text.replace("İ", "I").lower()  # the one letter that two would stand for
    found: list[int] = []
    for stem in stems:
        at = lowered.find(stem)
        while at >= 0:
            found.append(at)
            at = lowered.find(stem, at + 1)
    return sorted(found)


def _skipped(report: Record, as_of: str | None) -> Iterator[tuple[int, int]]:
    parts = (*report["furniture"], *report["embeds"], *(s for s in report["stories"] if not _is_out(s, report, as_of)))
    return ((part["start"], part["end"]) for part in parts)


def _is_out(story: Record, report: Record, as_of: str | None) -> bool:
    return as_of is None or (story["published"] or report["published"] or "9999") <= as_of


def _cuts(line: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a line stand that begins at `at`."""
    start = 0
    for end, following in [(m.start() + len(m[0].rstrip()), m.end()) for m in _END.finditer(line)] + [(len(line),) * 2]:
        words = line[start:end]
        if words.strip():
            yield at + start + len(words) - len(words.lstrip()), at + start + len(words.rstrip())
        start = following


def names_after(text: str, words: str, start: int = 0) -> list[tuple[int, int]]:
    """Return where names stand after one of the words (an expression): "between A and B", "in A"."""
    listed = re.compile(rf"\b(?:{words})\s+((?:the\s+)?{_NAME}(?:{_JOIN}(?:the\s+)?{_NAME})*)")
    found = listed.search(text, start)
    if found is None:
        return []
    return [(found.start(1) + each.start(), found.start(1) + each.end()) for each in re.finditer(_NAME, found[1])]
