"""Tallies: counts that name their keeper without a verb of saying.

"By the ministry's count, …", "…, on the ministry's figures", "the ministry's tally is 11 dead", "3,000 breaches
recorded by the mission", "… remain displaced (IOM, 30 October)". Part of `statements`; the nouns are data in
`vocab/data/cues.toml`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.actors import Kind
from trucewatch.read.names import core_of, full_span, is_capital
from trucewatch.read.placement import FINITE
from trucewatch.read.standing import forms, lemmas
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.model import Source
    from trucewatch.read.cues import Cue
    from trucewatch.read.found import FoundStatement, Maker
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.placement import Placement
    from trucewatch.read.sources import Cast

__all__ = ["Tallies", "plain_end"]

_OF_COUNT = frozenset({"by", "on", "in"})
# Between a preposition and the count stand no more words than this: "by the National Committee for …'s count".
_REACH = 16
# "by the latest tally of NAME": the count stands at most so many words behind the preposition.
_LATEST = 5
# "Upwards of 10,000 breaches recorded by NAME": so many words may stand before the number.
_HEDGE = 3
_COPULAS = word_list("amounts", "tallies", "standing")
_NAMED = frozenset({Kind.BODY, Kind.STATE, Kind.PERSON, Kind.GROUP})
_NAMES = frozenset({"NNP", "NNPS", "NN", "CD", ",", ";", "CC", "DT", "IN", "JJ", "NNS"})
_OPENERS = frozenset({"WDT", "WRB", "WP", "IN"})
_LETTERS = re.compile(r"[A-Za-z]")
_AT = word_list("amounts", "tallies", "leading")
_AGAINST = word_list("grammar", "conjunctions", "contrast")


@lru_cache(maxsize=1)
def _counting() -> frozenset[str]:
    return _OF_COUNT | cue_words().counts


class Tallies:
    """Finds the statements of those who keep a count."""

    def __init__(self, parse: Parse, cast: Cast, placement: Placement, maker: Maker) -> None:
        """Take what the other cues use too."""
        self._parse = parse
        self._cast = cast
        self._placement = placement
        self._maker = maker

    def found(self, sentence: Sentence, cues: Sequence[Cue]) -> Iterator[FoundStatement]:
        """Yield the statements of counts in a sentence."""
        words = self._parse.words
        told = {
            *forms(self._parse, _counting(), sentence),
            *lemmas(self._parse, _COPULAS, sentence),
            *(i for i in range(sentence.body, sentence.last) if words[i].tag == "VBN"),
        }
        for i in sorted(told):
            if not sentence.body <= i < sentence.last - 1 or self._cast.is_quoted(i):
                continue
            one: FoundStatement | None = None
            if words[i].lower in _OF_COUNT:
                one = self._by_count(i, sentence, cues)
            elif words[i].lemma.lower() in _COPULAS:
                one = self._stands(i, sentence)
            elif words[i].lower in cue_words().counts and i > sentence.body:
                one = self._renamed(i, sentence)
            elif words[i].tag == "VBN" and words[i].dep == "acl":
                one = self._recorded(i, sentence)
            if one is not None:
                yield one
        bracketed = self._bracketed(sentence)
        if bracketed is not None:
            yield bracketed

    def _owned(self, first: int, last: int) -> Source | None:
        """Return the source that words `first` to `last` name; the of-phrase of a name belongs to it."""
        words = self._parse.words
        heads = [j for j in range(first, last + 1) if self._cast.actor(j) is not None]
        if not heads:
            return None
        head = next((j for j in heads if any(w.lower in {"for", "of"} for w in words[j : heads[-1]])), heads[-1])
        source = self._cast.resolve(first, last + 1, head)
        if source is None or head == heads[-1]:
            return source
        start = first + (words[first].tag == "DT")
        return replace(source, name=self._parse.text[words[start].start : words[last].end])

    def _by_count(self, by: int, sentence: Sentence, cues: Sequence[Cue]) -> FoundStatement | None:
        """Return what holds "by the government's count"."""
        words = self._parse.words
        count = next(
            (
                j
                for j in range(by + 2, min(by + _REACH, sentence.last))
                if words[j].lower in cue_words().counts and (self._owned_by(by, j) or words[by + 1].tag == "PRP$")
            ),
            None,
        )
        if count is None or any(w.text in {",", ";", ":"} for w in words[by:count]):
            return self._by_count_of(by, sentence)
        own = words[by + 1].tag == "PRP$"
        source = (
            self._cast.resolve(by + 1, by + 2, by + 1) if own else self._owned(by + 1, self._before_possessive(count))
        )
        if source is None:
            return None
        after = words[count + 1].text if count + 1 < sentence.last else "."
        start = self._placement.left_start(sentence, by)
        opens = by <= sentence.body + 1 or words[by - 1].text == ";"
        told = count + 2 if after == "," else count + 1
        right = (told, plain_end(self._parse, self._cast, (told, sentence), cues)) if after == "," or opens else None
        if opens:
            place = right
        elif (
            words[by - 1].text == ","
            and words[by - 2].tag not in _OPENERS
            and any(w.tag in FINITE | {"VBN"} for w in words[start:by])
        ):
            place = (start, by)
        else:
            place = right
        return self._maker.made(source, (by, count), place, sentence) if place is not None else None

    def _before_possessive(self, count: int) -> int:
        """Return the last word of the owner before "'s"."""
        return next(j for j in range(count - 1, -1, -1) if self._parse.words[j].tag == "POS") - 1

    def _owned_by(self, by: int, count: int) -> bool:
        """Whether a possessive and at most adjectives stand before a count: "the command's initial assessment"."""
        at = count - 1
        while at > by and self._parse.words[at].tag in {"JJ", "JJS", "RBS", "VBN"}:
            at -= 1
        return self._parse.words[at].tag == "POS"

    def _by_count_of(self, by: int, sentence: Sentence) -> FoundStatement | None:
        """Return what holds ", by the latest tally of NAME" at the end of a sentence."""
        words = self._parse.words
        near = range(by + 2, min(by + _LATEST, sentence.last - 1))
        count = next((j for j in near if words[j].lower in cue_words().counts), None)
        closed = words[by - 1].text == "," and words[by + 1].lower in {"the", "a", "an"}
        if count is None or not closed or words[count + 1].lower not in {"of", "by", "from"}:
            return None
        end = next((j for j in range(count + 2, sentence.last) if words[j].text in {",", ".", ";"}), sentence.last)
        source = self._owned(count + 2, end - 1)
        start = self._placement.left_start(sentence, by)
        if source is None or not any(w.tag in FINITE | {"VBN"} for w in words[start:by]):
            return None
        return self._maker.made(source, (by, count + 1), (start, by - 1), sentence)

    def _renamed(self, i: int, sentence: Sentence) -> FoundStatement | None:
        """Return the numbers beside a count: "The last tally from NAME, 224 dead and 90 hurt, dates from Sunday"."""
        words = self._parse.words
        comma = next((j for j in range(i + 1, min(i + _REACH, sentence.last)) if words[j].text in {",", ":"}), None)
        if comma is None or words[comma + 1].tag != "CD" or any(w.tag in FINITE for w in words[i:comma]):
            return None
        if words[i - 1].tag == "POS":
            source = self._owned(sentence.body, i - 2)
        elif words[i + 1].lower in {"by", "from", "of"}:
            source = self._owned(i + 2, comma - 1)
        else:
            return None
        end = next((j for j in range(comma + 1, sentence.last) if words[j].tag in FINITE | {"MD"}), sentence.last)
        while end > comma + 1 and words[end - 1].text != "," and end < sentence.last:
            end -= 1
        if source is None or end <= comma + 1:
            return None
        return self._maker.made(source, (i, i), (comma + 1, end), sentence)

    def _stands(self, verb: int, sentence: Sentence) -> FoundStatement | None:
        """Return what a count is said to be: "the ministry's tally is 11 dead", "NAME's version is that …"."""
        words = self._parse.words
        above = words[verb].head if words[verb].dep in {"aux", "auxpass"} else verb
        noun = self._parse.child(above, "nsubj", "nsubjpass")
        known = cue_words()
        if noun is None or noun.i > verb or noun.lower not in known.counts | known.versions:
            return self._stands_torn(verb, sentence)
        owner = self._parse.child(noun.i, "poss")
        made = self._parse.child(noun.i, "acl")  # "the toll given by NAME"
        under = (noun.i,) if made is None or made.tag != "VBN" else (noun.i, made.i)
        beside = (words[j] for i in under for j in self._parse.children[i])
        by = next((w for w in beside if w.lower in {"by", "from"}), None)
        kept = self._parse.child(by.i, "pobj") if by is not None else None
        holder = owner or kept
        if holder is None or self._cast.actor(holder.i) is None:
            return None
        start = verb + 1
        while start < sentence.last and words[start].lower in _AT:
            start += 1
        told = words[start : sentence.last]
        counted = any(w.tag == "CD" for w in told) and noun.lower in known.counts
        if not told or not (counted or words[start - 1].lower == "that"):
            return None
        first, last = full_span(self._parse, core_of(self._parse, holder.i))
        source = self._cast.resolve(first, min(last, noun.i - 1 if owner is not None else last) + 1, holder.i)
        end = next((w.i for w in told if w.text == ";"), sentence.last)
        return self._maker.made(source, (noun.i, noun.i), (start, end), sentence) if source is not None else None

    def _stands_torn(self, verb: int, sentence: Sentence) -> FoundStatement | None:
        """Return the same where the parse has torn a long owner: "the Ministry of Public Health's tally is 11 dead"."""
        words = self._parse.words
        before = range(sentence.body + 1, verb)
        noun = next((j for j in before if words[j].lower in cue_words().counts and words[j - 1].tag == "POS"), None)
        if noun is None or any(w.tag in FINITE or w.text in {",", ";"} for w in words[sentence.body : verb]):
            return None
        if not any(w.tag == "CD" for w in words[verb + 1 : min(verb + 4, sentence.last)]):
            return None
        source = self._owned(sentence.body, noun - 2)
        end = next((j for j in range(verb + 1, sentence.last) if words[j].text == ";"), sentence.last)
        return self._maker.made(source, (noun, noun), (verb + 1, end), sentence) if source is not None else None

    def _recorded(self, verb: int, sentence: Sentence) -> FoundStatement | None:
        """Return a number of things that somebody recorded: "3,000 breaches recorded by the mission"."""
        words = self._parse.words
        by = self._parse.child(verb, "agent")
        keeper = self._parse.child(by.i, "pobj") if by is not None else None
        if words[verb].lemma not in cue_words().recording or keeper is None:
            return None
        actor = self._cast.actor(keeper.i)
        first, last = self._parse.edges(words[verb].head)
        if first - sentence.body <= _HEDGE and not any(w.tag in FINITE for w in words[sentence.body : first]):
            first = sentence.body
        if actor is None or actor.kind not in _NAMED or not any(w.tag == "CD" for w in words[first:verb]):
            return None
        spoken = full_span(self._parse, core_of(self._parse, keeper.i))
        source = self._cast.resolve(spoken[0], min(spoken[1], last) + 1, keeper.i)
        return self._maker.made(source, (verb, verb), (first, verb), sentence) if source is not None else None

    def _bracketed(self, sentence: Sentence) -> FoundStatement | None:
        """Return a sentence that ends in its source: "64,417 people remain displaced (IOM, 30 October)."."""
        words = self._parse.words
        close = sentence.last - 1
        while close > sentence.body and words[close].text in {".", ";"}:
            close -= 1
        if words[close].text != ")":
            return None
        opening = next((j for j in range(close - 1, max(close - 9, sentence.body), -1) if words[j].text == "("), None)
        if opening is None or not all(w.tag in _NAMES for w in words[opening + 1 : close]):
            return None
        told = words[sentence.body : opening]
        if not any(w.tag in FINITE | {"VBN"} for w in told) or not is_capital(words[opening + 1]):
            return None
        end = next((j for j in range(opening + 1, close) if words[j].text in {",", ";"} or words[j].tag == "CD"), close)
        head = next((j for j in range(end - 1, opening, -1) if self._cast.actor(j) is not None), None)
        actor = self._cast.actor(head) if head is not None else None
        if actor is None or actor.kind is not Kind.BODY or self._abbreviates(words[opening + 1 : end], opening):
            return None
        source = self._cast.resolve(opening + 1, end, head)
        if source is None:
            return None
        made = self._maker.made(source, (opening + 1, end - 1), (sentence.body, opening), sentence)
        return replace(made, cue=None) if made is not None else None

    def _abbreviates(self, short: tuple[Word, ...], opening: int) -> bool:
        """Whether brackets only give the short form of the name before them: "the World Food Programme (WFP)"."""
        if len(short) != 1:
            return False
        letters = [c for c in short[0].text if _LETTERS.match(c)]
        initials = [w.text[0] for w in self._parse.words[max(0, opening - 8) : opening] if is_capital(w)]
        return is_capital(self._parse.words[opening - 1]) and len(initials) >= min(2, len(letters) - 1)


def plain_end(parse: Parse, cast: Cast, at: tuple[int, Sentence], cues: Sequence[Cue]) -> int:
    """Return the word (exclusive) where what is told from word `at[0]` on ends: a semicolon, another's words."""
    (start, sentence), words = at, parse.words
    for j in range(start + 1, sentence.last):
        if words[j].text == ";" and not cast.is_quoted(j):
            return j
    for cue in cues:
        if cue.is_own_subject and cue.subject is not None and start + 2 < cue.subject < cue.verb:
            edge = parse.edges(cue.subject)[0] - 1
            if words[edge].lower in _AGAINST and words[edge - 1].text == ",":
                return edge - 1
        if cue.verb > start + 2 and words[cue.verb].tag == "VBG" and words[cue.first - 1].text == ",":
            return cue.first - 1
    return sentence.last
