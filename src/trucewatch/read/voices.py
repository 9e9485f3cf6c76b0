"""Voices: quotations that have no cue of their own, and posts shown on the page.

A quotation goes on with the speaker who was just speaking; a post speaks for its author. Part of `statements`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import Mode, Source, Span
from trucewatch.read.actors import Kind
from trucewatch.read.found import FoundStatement
from trucewatch.read.names import core_of, full_span, is_capital
from trucewatch.read.placement import FINITE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Page
    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.read.quotes import Quotation
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors

__all__ = ["Voices"]

_SHOWN = re.compile(r"pic\.twitter\.com/|https?://\S")
_DASH = re.compile(r"([—–-]++)\s*+")
_DASHES = frozenset({"—", "–", "―", "-", "--"})
# A signature under a quotation is a name of two to five words; the dash is counted with them.
_SHORTEST_NAME, _LONGEST_NAME = 3, 6
# So many characters may stand between a quotation and one that goes on with it: who said it, with a long office.
_NEAR, _WITH_OFFICE = 60, 160
_HANDLE = re.compile(r"\(@\w+\)")


class Voices:
    """Adds to the statements found those of quotations and posts."""

    def __init__(self, parse: Parse, blocks: Sequence[Block], cast: Cast, found: list[FoundStatement]) -> None:
        """Take the statements found so far; more are appended to them."""
        self._parse = parse
        self._blocks = blocks
        self._cast = cast
        self._found = found

    def quotations(self, quotes: Sequence[Quotation]) -> None:
        """Give each quotation that no cue has taken to whom a colon names, or to who was just speaking."""
        for q in quotes:
            if not q.is_speech or self._is_taken(q) or self._blocks[q.block].kind != "text":
                continue
            words = self._parse.words_in(q.start, q.end)
            if not words:
                continue
            one = (
                self._after_colon(q, words[0].i)
                or self._signed(q, words[-1].i)
                or self._speaking(q, words[0].i)
                or self._runs_into(q, quotes)
            )
            if one is not None:
                span = Span(q.start, q.end, self._parse.text[q.start : q.end])
                ends = words[0].i, words[-1].i + 1
                repeat = self._blocks[q.block].repeat
                told = replace(one, content=span, mode=Mode.DIRECT, first=ends[0], last=ends[1], repeat=repeat)
                self._found.append(told)

    def _after_colon(self, q: Quotation, first: int) -> FoundStatement | None:
        """Return a statement by the one named before a colon: "NAME, the mayor: “…”"."""
        words = self._parse.words
        sentence = self._parse.sentence(first)
        colon = first - 1
        before = words[sentence.first : max(colon, sentence.first)]
        if not before or words[colon].text != ":" or any(w.tag in FINITE for w in before):
            return None
        for word in before:
            actor = self._cast.actor(word.i)
            if actor is not None and actor.kind in {Kind.PERSON, Kind.NAME, Kind.BODY}:
                mention = full_span(self._parse, core_of(self._parse, word.i))
                source = self._cast.resolve(mention[0], min(mention[1], colon - 1) + 1, word.i)
                if source is not None:
                    return self._of(q, source, colon)
        return None

    def _of(self, q: Quotation, source: Source, mark: int) -> FoundStatement:
        """Return a quotation as a source's, with a mark of punctuation for its cue."""
        word, words = self._parse.words[mark], self._parse.words_in(q.start, q.end)
        told, cue = Span(q.start, q.end, self._parse.text[q.start : q.end]), Span(word.start, word.end, word.text)
        story = self._parse.sentence(words[0].i).story
        return FoundStatement(source, cue, told, Mode.DIRECT, words[0].i, words[-1].i + 1, story)

    def _signed(self, q: Quotation, last: int) -> FoundStatement | None:
        """Return a statement by the one named after a dash behind a quotation: "“…” — NAME"."""
        words = self._parse.words
        dash = last + 1
        if dash + 2 >= len(words) or words[dash].text not in _DASHES:
            return None
        end = dash + 1
        while end < len(words) and is_capital(words[end]) and end - dash < _LONGEST_NAME:
            end += 1
        if end - dash < _SHORTEST_NAME or (end < len(words) and words[end].tag in FINITE | {"VBN", "IN"}):
            return None
        source = self._cast.resolve(dash + 1, end, end - 1)
        if source is None:
            start, stop = words[dash + 1].start, words[end - 1].end
            name = self._parse.text[start:stop]
            source = Source(name, None, None, start, stop, name)
        return self._of(q, source, dash)

    def _runs_into(self, q: Quotation, quotes: Sequence[Quotation]) -> FoundStatement | None:
        """Return the statement that a quotation left open at the end of its paragraph runs into in the next one."""
        if not q.runs_on:
            return None
        after = next((n for n in quotes if n.block > q.block), None)
        if after is None or self._parse.text[q.end : after.start].strip():
            return None
        return next((s for s in self._found if s.content.start <= after.start < s.content.end), None)

    def _is_taken(self, q: Quotation) -> bool:
        return any(min(s.content.end, q.end) > max(s.content.start, q.start) for s in self._found)

    def _speaking(self, q: Quotation, first: int) -> FoundStatement | None:
        """Return the statement that a quotation goes on with: the last one, just before, by a speaker with a cue."""
        sentence = self._parse.sentence(first)
        before = [s for s in self._found if s.content.start < q.start and s.story == sentence.story]
        if not before:
            return None
        last = max(before, key=lambda s: s.content.end)
        block = self._blocks[q.block]
        gap = sentence.first - 1 - last.last
        same_sentence = self._parse.sentence_index[first] == self._parse.sentence_index[last.last - 1]
        if last.content.start >= block.start:
            begins = first <= sentence.first + 1
            return last if (begins and gap < 25) or same_sentence else None
        begins_block = not self._parse.text[block.start : q.start].strip()
        near = self._parse.text[last.content.end : block.start].strip()
        is_near = len(near) < _NEAR or (len(near) < _WITH_OFFICE and self._ends_before(last, sentence))
        return last if begins_block and last.mode is not Mode.INDIRECT and is_near else None

    def _ends_before(self, told: FoundStatement, sentence: Sentence) -> bool:
        """Whether the sentence of a statement's cue ends right before another: "…," the rights office's NAME said."""
        before = sentence.first - 1
        return told.cue is not None and before >= 0 and self._parse.sentence(before).start <= told.cue.start

    def posts(self, page: Page, actors: Actors) -> None:
        """Add each post shown on the page as a statement of its author."""
        for number, embed in enumerate(page.embeds):
            block = next((b for b in self._blocks if b.embed == number), None)
            if block is None or not embed.author:
                continue
            text = self._parse.text[block.start : block.end]
            end = block.start + len(text[: _own(text)].rstrip())
            start = block.start + len(text) - len(text.lstrip())
            words = self._parse.words_in(start, end)
            if end <= start or not words:
                continue
            source = self._author(embed.author, block, actors)
            medium = "X" if _HANDLE.search(text) or "pic.twitter" in text else "social media"
            content = Span(start, end, self._parse.text[start:end])
            self._found.append(
                FoundStatement(
                    source,
                    None,
                    content,
                    Mode.DIRECT,
                    words[0].i,
                    words[-1].i + 1,
                    block.story,
                    medium,
                    embed=True,
                    repeat=block.repeat,
                )
            )

    def _author(self, author: str, block: Block, actors: Actors) -> Source:
        name = _HANDLE.sub("", author).split("/")[0].strip()
        known = actors.named(name)
        at = self._parse.text.find(author, block.start, block.end)
        span = (at, at + len(author), author) if at >= 0 else (None, None, None)
        return Source(
            known.name if known else name, known.role if known else None, known.side if known else None, *span
        )


def _own(text: str) -> int:
    """Return where the words of a post end: before its first link and before the signature at the end of a line."""
    link = _SHOWN.search(text)
    end = len(text) if link is None else link.start()
    handles = [handle.start() for handle in _HANDLE.finditer(text)]
    line = -1  # where the line ends that stands behind the dash looked at
    for dash in _DASH.finditer(text, 0, end) if handles else ():
        if line < dash.end():
            line = text.find("\n", dash.end()) % (len(text) + 1)
        number = bisect_left(handles, dash.end())
        if number < len(handles) and handles[number] < line:
            return dash.start() if "\n" not in dash[0] else max(dash.start(), dash.end(1) - 2)
    return end
