"""Where do reports tell something by words alone? Sentences outside furniture and posts, and the names in them.

Sentences are cut by marks and capitals: good enough to keep two patterns together, and every hit is a span of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.boards.rows import Evidence, by_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from re import Pattern

    from trucewatch.boards.known import Known

__all__ = ["Sentence", "names_after", "sentences", "speaking"]

Record = dict[str, Any]

# It begins with what ends a sentence, and looks back from there: so a search skips from one such mark to the next.
_END = re.compile(
    r"[.!?\n](?:(?<=\n)\n*|(?<!\n)(?<![A-Z].)(?<!\b[A-Z][a-z].)(?<!\b[A-Z][a-z]{2}.)[”\"’)\]]*\s+(?=[“\"‘(]?[A-Z]))"
)
_NAME = r"(?:[A-Z][\w’'-]*)(?:\s(?:de\s|al-|el-)?[A-Z][\w’'-]*)*"
_JOIN = r"(?:\s*,\s*|\s*,?\s+(?:and|or)\s+)"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report, the text it stands in and the statements of that report."""

    report: Record
    start: int
    text: str
    statements: tuple[Record, ...]

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """Return a part of the sentence, all of it unless told, as evidence."""
        words = self.text[start:end]
        first, last = self.start + start, self.start + start + len(words)
        for statement in self.statements:
            content = statement["content"]
            if content["start"] < last and first < content["end"]:
                return by_words(self.report, (first, last), words, statement)
        return by_words(self.report, (first, last), words, None)

    def holds(self, record: Record) -> bool:
        """Whether a figure or position stands in it."""
        inside = self.start <= record["start"] and record["end"] <= self.start + len(self.text)
        return inside and record["report_id"] == self.report["report_id"]


def sentences(known: Known) -> Iterator[tuple[Record, str, list[Sentence]]]:
    """Yield each report with its text and sentences; a story that was not out yet is left out.

    Sentences have no place or source: where one is asked for, none is told.
    """
    for report in () if known.is_narrowed else known.reports:
        text = known.text(report["report_id"])
        statements = known.statements.get(report["report_id"], ())
        skipped = [(f["start"], f["end"]) for f in (*report["furniture"], *report["embeds"])]
        skipped += [(s["start"], s["end"]) for s in report["stories"] if not _is_out(s, report, known.as_of)]
        found = [
            Sentence(report, start, text[start:end], statements)
            for start, end in _kept_cuts(known, report["report_id"], text)
            if not any(start < last and first < end for first, last in skipped)
        ]
        yield report, text, found


def _is_out(story: Record, report: Record, as_of: str | None) -> bool:
    return as_of is None or (story["published"] or report["published"] or "9999") <= as_of


def _kept_cuts(known: Known, report_id: str, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentences of a report stand; each report is cut once however many rows ask."""
    if report_id not in known.cuts:
        known.cuts[report_id] = tuple(_cuts(text))
    return known.cuts[report_id]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(text):
        end = mark.start() + len(mark[0].rstrip())
        if text[start:end].strip():
            yield start, end
        start = mark.end()
    if text[start:].strip():
        yield start, len(text.rstrip())


def speaking(pattern: Pattern[str], text: str, told: Sequence[Sentence]) -> Iterator[Sentence]:
    """Yield those of the sentences of a text that hold the pattern, in order.

    The text is searched once, and then only the sentences that a hit touches: a hit may reach over the end of one.
    """
    starts = [sentence.start for sentence in told]
    checked = -1
    for hit in pattern.finditer(text):
        first = max(checked + 1, bisect_right(starts, hit.start()) - 1)
        for number in range(first, bisect_right(starts, hit.end())):
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
