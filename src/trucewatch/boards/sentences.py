"""Where do reports tell something by words alone? Sentences outside furniture and posts, and the names in them.

Sentences are cut by marks and capitals: good enough to keep two patterns together, and every hit is a span of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Evidence, by_words
from trucewatch.vocab.boards import are_in, board_words, in_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from re import Pattern

    from trucewatch.boards.known import Known, Stretch

__all__ = ["Sentence", "names_after", "speaking"]

Record = dict[str, Any]

# It begins with what ends a sentence, and looks back from there: so a search skips from one such mark to the next.
_END = re.compile(r"[.!?](?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[”\"’)\]]*\s+(?=[“\"‘(]?[A-Z])")
_NAME = r"(?:[A-Z][\w’'-]*)(?:\s(?:de\s|al-|el-)?[A-Z][\w’'-]*)*"
_NAMED = re.compile(_NAME)
_JOIN = r"(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, the text it stands in, and what the ledger holds of it."""

    report: Record
    start: int
    text: str
    _beside: _Beside = field(repr=False, compare=False)

    @property
    def end(self) -> int:
        """Where it ends in the text of its report."""
        return self.start + len(self.text)

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """Return a part of the sentence, all of it unless told, as evidence: of the first statement it touches."""
        words = self.text[start:end]
        first, last = self.start + start, self.start + start + len(words)
        stated = (s for s in self._beside.statements[self._place] if _touches(s["content"], first, last))
        return by_words(self.report, (first, last), words, next(stated, None))

    def figures(self) -> list[Record]:
        """Return the figures that stand in it."""
        return self._beside.figures[self._place]

    def holds(self, record: Record) -> bool:
        """Whether a figure or position stands in it."""
        inside = self.start <= record["start"] and record["end"] <= self.end
        return inside and record["report_id"] == self.report["report_id"]

    @property
    def _place(self) -> tuple[str, int]:
        return self.report["report_id"], self.start


def _touches(span: Record, first: int, last: int) -> bool:
    return span["start"] < last and span["end"] > first


class _Beside:
    """What stands in the sentences of some reports: asked of all of them at once when first needed."""

    def __init__(self, known: Known, whose: Known) -> None:
        self._known = known
        self._whose = whose
        self.sentences: list[Sentence] = []

    @cached_property
    def statements(self) -> dict[tuple[str, int], list[Record]]:
        """The statements that reach into each, by report and start."""
        return self._placed(self._known.statements_in)

    @cached_property
    def figures(self) -> dict[tuple[str, int], list[Record]]:
        """The figures that stand in each, likewise."""
        return self._placed(self._whose.figures_in)

    def _placed(self, ask: Callable[[list[Stretch]], list[list[Record]]]) -> dict[tuple[str, int], list[Record]]:
        found = ask([(each.report, each.start, each.end) for each in self.sentences])
        places = ((each.report["report_id"], each.start) for each in self.sentences)
        return dict(zip(places, found, strict=True))


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


def speaking(known: Known, words: str, *, of: Sequence[str] = (), whose: Known | None = None) -> Iterator[Sentence]:
    """Yield the sentences that hold some `words` (a name of `vocab.boards`), by date, report and place in it.

    Only of reports that hold words of each of the names `of` somewhere; a story that was not out yet is left out.
    Sentences have no place or source: where one is asked for, none is told. Their figures are those of `whose`, of
    `known` itself unless told.
    """
    if known.is_narrowed:
        return
    board = board_words()
    for some in known.texts_naming(*(board.phrases[name] for name in (words, *of))):
        beside = _Beside(known, whose or known)
        for report, text in some:
            held = [Sentence(report, *cut, beside) for cut in _holding(report, text, words, known.as_of)]
            if held and all(_is_told(board.patterns[name], held, text) for name in of):
                beside.sentences += held
        yield from sorted(beside.sentences, key=lambda each: (*_order(each.report), each.start))


def _is_told(pattern: Pattern[str], held: Iterable[Sentence], text: str) -> bool:
    """Whether a text holds a pattern; sentences of it often do, and are searched in no time."""
    return any(pattern.search(sentence.text) for sentence in held) or pattern.search(text) is not None


def _order(report: Record) -> tuple[str, str, str]:
    return report["published"] or "9999", report["report"], report["report_id"]


def _holding(report: Record, text: str, words: str, as_of: str | None) -> Iterator[tuple[int, str]]:
    """Yield start and text of the sentences that hold the words, in order; only lines with a stem of theirs are cut."""
    found = board_words().finders[words]
    lowered = in_small(text)
    cuts, checked = _Cuts(text, _skipped(report, as_of)), -1
    for at, others in sorted(found.places(lowered)):
        for start, end in cuts.touching(at, at + 1):
            if start > checked and are_in(lowered[start:end], others):
                checked = start
                if found.pattern.search(text[start:end]):
                    yield start, text[start:end]


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
    found = _listed_after(words).search(text, start)
    if found is None:
        return []
    return [(found.start(1) + each.start(), found.start(1) + each.end()) for each in _NAMED.finditer(found[1])]


@cache
def _listed_after(words: str) -> Pattern[str]:
    return re.compile(rf"\b(?:{words})\s+((?:the\s+)?{_NAME}(?:{_JOIN}(?:the\s+)?{_NAME})*)")
