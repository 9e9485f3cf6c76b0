"""Found: a statement as found in a report, and how one is made from words.

Quotation marks around a content are taken in, loose stops left out; mode and medium are read off. Part of
`statements`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.model import Mode, Source, Span
from trucewatch.read.contents import trimmed
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.read.quotes import Quotation
    from trucewatch.read.sources import Cast

__all__ = ["FoundStatement", "Maker"]

_THIS = word_list("grammar", "pronouns", "ours") | {"this"}
_SEEN = word_list("cues", "parts", "seen")
_HEARERS = word_list("cues", "media", "people")


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement as found. `first` to `last` are the words of its content, half-open; `story` its story.

    `is_carried` where a news agency tells it, so that the source may be another whom it quotes.
    """

    source: Source
    cue: Span | None
    content: Span
    mode: Mode
    first: int
    last: int
    story: int
    medium: str | None = None
    embed: bool = False
    repeat: bool = False
    is_carried: bool = False


class Maker:
    """Makes statements of one report from words."""

    def __init__(self, parse: Parse, blocks: Sequence[Block], quotes: Sequence[Quotation], cast: Cast) -> None:
        """Take the parse of a report, its quotations and its cast."""
        self._parse = parse
        self._blocks = blocks
        self._quotes = quotes
        self._cast = cast

    def made(
        self, source: Source, cue: tuple[int, int], place: tuple[int, int], sentence: Sentence
    ) -> FoundStatement | None:
        """Return the statement with these cue words (both included) and content words (half-open), if any are left."""
        first, last = trimmed(self._parse, *place, self._cast)
        if first >= last or _is_of_the_outlet(source):
            return None
        start, end = self._marks_included(first, last)
        content = Span(start, end, self._parse.text[start:end])
        words = self._parse.words
        span = Span(words[cue[0]].start, words[cue[1]].end, self._parse.text[words[cue[0]].start : words[cue[1]].end])
        medium = _medium(self._parse, sentence, (first, last), self._cast)
        return FoundStatement(
            source,
            span,
            content,
            self._mode(start, end),
            first,
            last,
            sentence.story,
            medium,
            repeat=self._blocks[sentence.block].repeat,
        )

    def _marks_included(self, first: int, last: int) -> tuple[int, int]:
        start, end = self._parse.words[first].start, self._parse.words[last - 1].end
        for q in self._quotes:
            if q.start < start < q.end and start - q.start <= 2:
                start = q.start
            if q.start < end < q.end and q.end - end <= 2:
                end = q.end
        return start, end

    def _mode(self, start: int, end: int) -> Mode:
        inside = [q for q in self._quotes if q.start < end and q.end > start]
        if any(q.start <= start and q.end >= end for q in inside):
            return Mode.DIRECT
        return Mode.MIXED if inside else Mode.INDIRECT


def _is_of_the_outlet(source: Source) -> bool:
    """Whether a report speaks of itself: "a reporter of this paper", "a count by our site"."""
    words = (source.wording or "").lower().split()
    here = next((n for n, word in enumerate(words) if word in _THIS), len(words))
    if _SEEN & set(words[:here]):
        return False  # a copy of the agency's update, obtained by this paper
    return bool(cue_words().outlets & set(words[here + 1 : here + 3]))


def _medium(parse: Parse, sentence: Sentence, content: tuple[int, int], cast: Cast) -> str | None:
    """Return where it was said: "on Telegram", "in an interview with …"; a named medium before a kind of one."""
    kind: str | None = None
    for i in range(sentence.first, sentence.last - 1):
        if parse.words[i].lower not in cue_words().media_prepositions or cast.is_quoted(i):
            continue
        for j in range(i + 1, min(i + 5, sentence.last)):
            if (name := _medium_name(parse, i, j)) is not None:
                return name
            if kind is None and not content[0] <= j < content[1]:
                kind = _medium_kind(parse.words[j].lower)
            if parse.words[j].pos in {"VERB", "PUNCT"}:
                break
    return kind


def _medium_name(parse: Parse, preposition: int, j: int) -> str | None:
    word = parse.words[j]
    if word.lower == "media" and parse.words[j - 1].lower == "social":
        return "social media"
    if word.text == "X" and parse.words[preposition].lower in {"on", "to"}:
        return "X"
    return cue_words().media_names.get(word.lower)


def _medium_kind(lower: str) -> str | None:
    return None if lower in _HEARERS else cue_words().media_kinds.get(lower)
