"""Colons: who speaks where a title or lead has only a name and a colon, "NAME: 46,000 killed", or a name at its end?

A country or town before a colon is the topic ("Yemen: 40 killed in raids"), so only people, bodies and groups speak.
Part of `statements`; quotations behind a colon are `voices`' business.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.actors import Kind
from trucewatch.read.names import core_of, full_span, is_capital
from trucewatch.read.placement import FINITE
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words

if TYPE_CHECKING:
    from trucewatch.read.found import FoundStatement, Maker
    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.read.sources import Cast

__all__ = ["Colons"]

_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "POS", "IN", "CC", "HYPH", "PRP$", "CD", "VBG"})
_VERBAL = FINITE | {"VBN", "VB", "VBG"}
# A name before a colon has no more words than this, one at the end of a title fewer.
_LONGEST, _SHORT = 9, 5
_MARKS = frozenset({":", "-", "–", "—", "--"})


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    return role_words().collectives | role_words().persons | role_words().offices


class Colons:
    """Finds the statements of names beside a colon."""

    def __init__(self, parse: Parse, cast: Cast, maker: Maker) -> None:
        """Take what the other cues use too."""
        self._parse = parse
        self._cast = cast
        self._maker = maker

    def found(self, sentence: Sentence, *, is_heading: bool) -> FoundStatement | None:
        """Return what the name before a sentence's colon says, or in a title the name behind its last one."""
        return self._leading(sentence) or (self._trailing(sentence) if is_heading else None)

    def _leading(self, sentence: Sentence) -> FoundStatement | None:
        words, first = self._parse.words, sentence.body
        near = range(first + 1, min(first + _LONGEST, sentence.last - 3))
        colon = next((j for j in near if words[j].text == ":"), None)
        if colon is None:
            return None
        if not all(w.tag in _NOMINAL for w in words[first:colon]):
            return self._summed_up(colon, sentence)
        told = words[colon + 1 : sentence.last]
        if not any(w.tag in _VERBAL for w in told) or self._cast.is_quoted(colon + 1):
            return None
        return self._said(first, colon, (colon + 1, sentence.last), sentence)

    def _summed_up(self, colon: int, sentence: Sentence) -> FoundStatement | None:
        """Return what a speaker counts up behind a colon: "Mayor NAME painted a bleak picture: three houses gone"."""
        words = self._parse.words
        told = words[colon + 1 : sentence.last]
        if words[colon - 1].lower not in cue_words().summaries or self._cast.is_quoted(colon + 1):
            return None
        verb = next((w for w in words[sentence.body : colon] if w.tag in FINITE), None)
        subject = self._parse.subject(verb.i) if verb is not None else None
        if subject is None or subject.i > colon or not any(w.tag == "CD" for w in told):
            return None
        return self._said(sentence.body, subject.i + 1, (colon + 1, sentence.last), sentence)

    def _trailing(self, sentence: Sentence) -> FoundStatement | None:
        words = self._parse.words
        end = sentence.last
        near = range(end - 2, max(end - 2 - _SHORT, sentence.body + 3), -1)
        mark = next((j for j in near if words[j].text in _MARKS), 0)
        if not mark or words[mark].tag == "HYPH" or not all(w.tag in _NOMINAL for w in words[mark + 1 : end]):
            return None
        if not any(w.tag in _VERBAL for w in words[sentence.body : mark]):
            return None
        return self._said(mark + 1, end, (sentence.body, mark), sentence, is_state_too=True)

    def _said(
        self, first: int, end: int, place: tuple[int, int], sentence: Sentence, *, is_state_too: bool = False
    ) -> FoundStatement | None:
        """Return words as said by whom words `first` to `end` (half-open) name."""
        words = self._parse.words
        speaks = {Kind.PERSON, Kind.BODY, Kind.GROUP, Kind.STATE if is_state_too else Kind.BODY}
        for head in range(end - 1, first - 1, -1):
            actor = self._cast.actor(head)
            if actor is None or actor.kind not in speaks or words[head].dep == "poss":
                continue
            if actor.kind is Kind.PERSON and not (actor.is_listed or actor.role):
                continue
            if actor.kind is Kind.GROUP and _people().isdisjoint((words[head].lower, words[head].lemma.lower())):
                continue
            span = full_span(self._parse, core_of(self._parse, head))
            source = self._cast.resolve(max(first, span[0]), min(end, span[1] + 1), head)
            made = self._maker.made(source, (first, end - 1), place, sentence) if source is not None else None
            return replace(made, cue=None) if made is not None and is_capital(words[first]) | is_state_too else None
        return None
