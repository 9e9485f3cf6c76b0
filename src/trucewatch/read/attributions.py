"""Attributions: statements without a verb of saying: "according to X", "X's claim that …".

Part of `statements`; what the phrases and nouns are is data in `vocab/data/cues.toml`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from trucewatch.model import Source
from trucewatch.read.actors import Kind
from trucewatch.read.names import core_of, full_span, is_capital
from trucewatch.read.placement import FINITE
from trucewatch.read.standing import forms, lemmas
from trucewatch.read.tallies import plain_end
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.cues import Cue
    from trucewatch.read.found import FoundStatement, Maker
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.placement import Placement
    from trucewatch.read.sources import Cast

__all__ = ["Attributions"]

_TURNED = word_list("cues", "nouns", "turned_on")
# "…, while according to NAME nine died": what follows is told.
_TURNS = word_list("grammar", "conjunctions", "contrast") | word_list("grammar", "conjunctions", "going_on")
# Words without a verb before a comma tell something where there are more of them than this, and only when where not.
_LONGEST = 6
# What "according to A, B and C" may list.
_LISTED = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "CC", "POS"})
_SEEN = word_list("cues", "parts", "seen")
_CITING = word_list("cues", "parts", "citing")


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words that open "according to" and its like."""
    return frozenset(cue_words().according)


@lru_cache(maxsize=1)
def _told_by_nouns() -> frozenset[str]:
    return cue_words().claims | cue_words().turning


class Attributions:
    """Finds the statements of phrases and nouns."""

    def __init__(self, parse: Parse, cast: Cast, placement: Placement, maker: Maker) -> None:
        """Take what the other cues use too."""
        self._parse = parse
        self._cast = cast
        self._placement = placement
        self._maker = maker

    def according(self, sentence: Sentence, cues: Sequence[Cue]) -> list[FoundStatement]:
        """Return the statements that "according to" and its like give."""
        made: list[FoundStatement] = []
        words, according = self._parse.words, cue_words().according
        for i in forms(self._parse, _openers(), sentence):
            for phrase in according[words[i].lower] if i < sentence.last - 1 else ():
                end = i + len(phrase)
                if len(phrase) > 1 and words[i + 1].lower != phrase[1]:
                    continue
                doubled = phrase == ("per",) and i > sentence.first and words[i - 1].text != ","
                if tuple(w.lower for w in words[i:end]) == phrase and not (doubled or self._cast.is_quoted(i)):
                    one = self._according_at(i, end, sentence, cues)
                    if one is not None:
                        made.append(one)
        return made

    def _is_outlet(self, first: int, last: int) -> bool:
        """Whether a source is the outlet itself: "a count kept by this newspaper"."""
        words = self._parse.words[first : last + 1]
        seen = next((n for n, w in enumerate(words) if w.lower in _SEEN), len(words))
        return any(a.lower == "this" and b.lower in cue_words().outlets for a, b in pairwise(words[:seen]))

    def _head(self, i: int, after: int, sentence: Sentence) -> int | None:
        """Return the head of the source that the phrase of words `i` to `after` (half-open) names."""
        words = self._parse.words
        for j in range(after, min(after + 12, sentence.last)):
            if words[j].dep in {"pobj", "dobj"} and i <= words[j].head < after:
                return j
        if i == sentence.first and is_capital(words[after]):
            return next((j for j in range(after, sentence.last - 1) if not is_capital(words[j + 1])), None)
        return None

    def _according_at(self, i: int, after: int, sentence: Sentence, cues: Sequence[Cue]) -> FoundStatement | None:
        words = self._parse.words
        head = self._head(i, after, sentence)
        if head is None or words[i].lower in _CITING:
            return None
        core = core_of(self._parse, head)
        first, last = full_span(self._parse, core)
        if i == sentence.first and self._opens_clause(last + 1):
            place = (last + 1, plain_end(self._parse, self._cast, (last + 1, sentence), cues))
        elif i == sentence.first:
            comma = next((j for j in range(self._list_end(head) + 1, sentence.last) if words[j].text == ","), None)
            if comma is None:
                return None
            last = min(last, comma - 1)
            start = comma + 1
            while self._is_apposition(start, sentence) and (
                nxt := next((j for j in range(start, sentence.last) if words[j].text == ","), None)
            ):
                if all(w.tag in {"NNP", "NNPS"} for w in words[start:nxt]) and not is_capital(words[head]):
                    head = nxt - 1
                last, comma, start = nxt - 1, nxt, nxt + 1
            place = (start, plain_end(self._parse, self._cast, (start, sentence), cues))
        elif words[i - 1].lower in _TURNS and words[last + 1].text != ",":
            place = (last + 1, plain_end(self._parse, self._cast, (last + 1, sentence), cues))
        else:
            start = self._inner_start(i, cues) or self._placement.left_start(sentence, i)
            place = (start, i)
            opens = words[i - 1].text == ";" or not self._tells(start, i)
            if opens and (comma := self._comma_after(head, sentence)) is not None:
                last = min(last, comma - 1)
                place = (comma + 1, plain_end(self._parse, self._cast, (comma + 1, sentence), cues))
        if self._is_outlet(first, last):
            return None
        source = self._cast.resolve(first, last + 1, head)
        actor = self._cast.actor(head)
        if (
            actor is not None
            and actor.kind is Kind.PAPER
            and any(c.subject is not None and "clause" in c.frames for c in cues)
        ):
            return None
        if source is None:
            name = self._parse.text[words[core.first].start : words[head].end]
            source = Source(
                name,
                None,
                None,
                words[first].start,
                words[last].end,
                self._parse.text[words[first].start : words[last].end],
            )
        made = self._maker.made(source, (i, after - 1), place, sentence)
        return replace(made, is_carried=True) if made is not None and self._cast.is_agency(head) else made

    def _inner_start(self, i: int, cues: Sequence[Cue]) -> int | None:
        """Return where the inner clause begins that alone is told, inside of another's words.

        "X said that it held its fire after raids that killed nine, according to medics": what medics tell is the raids.
        """
        told = [c.verb for c in cues if c.verb < i and c.subject is not None and "clause" in c.frames]
        if not told or self._parse.words[i - 1].text != ",":
            return None
        verbs = (w for w in reversed(self._parse.words[told[-1] + 1 : i]) if w.pos == "VERB" and w.dep != "prep")
        verb = next(verbs, None)
        while verb is not None and verb.dep == "conj":
            verb = self._parse.words[verb.head]
        if verb is None or verb.dep not in {"relcl", "acl", "advcl"}:
            return None
        start = self._parse.edges(verb.i if verb.dep == "advcl" else verb.head)[0]
        return start if start > told[-1] + 1 else None

    def _opens_clause(self, i: int) -> bool:
        """Whether a clause goes on right behind a source, without a comma: "According to the ministry 80 people …"."""
        words = self._parse.words
        if i + 1 >= len(words) or words[i].text == ",":
            return False
        near = range(i, min(len(words), i + _LONGEST))
        return any(words[j].dep in {"nsubj", "nsubjpass"} and self._parse.edges(j)[0] == i for j in near)

    def _tells(self, start: int, i: int) -> bool:
        """Whether the words before a phrase tell something, not only when; nor open a clause: "in which, per X, …"."""
        words = self._parse.words
        before = i - 1 if words[i - 1].text == "," else i
        if words[before - 1].tag in {"WDT", "WRB", "WP"} or words[before - 1].lower == "that":
            return False
        if words[i - 1].text != "," or any(w.pos in {"VERB", "AUX"} for w in words[start:i]):
            return True
        return before - start > _LONGEST and words[start].tag != "IN"

    def _comma_after(self, head: int, sentence: Sentence) -> int | None:
        words = self._parse.words
        return next((j for j in range(self._list_end(head) + 1, sentence.last - 2) if words[j].text == ","), None)

    def _list_end(self, head: int) -> int:
        """Return the last head of "military sources, activists and residents"."""
        joined = [j for j in self._parse.children[head] if self._parse.words[j].dep == "conj" and j > head]
        return self._list_end(joined[-1]) if joined else head

    def _is_apposition(self, start: int, sentence: Sentence) -> bool:
        """Whether the words after a comma only tell who the source is."""
        words = self._parse.words
        close = next((j for j in range(start, sentence.last) if words[j].text == ","), None)
        if close is None:
            return False
        chunk = words[start:close]
        if chunk and all(w.tag in {"NNP", "NNPS", "HYPH"} for w in chunk):
            return True
        if any(w.tag == "CC" for w in chunk) and all(w.tag in _LISTED for w in chunk):
            return True
        return chunk[0].dep in {"det", "appos"} and any(w.dep == "appos" for w in chunk[:4])

    def nouns(self, sentence: Sentence) -> list[FoundStatement]:
        """Return the statements that nouns of saying give."""
        made: list[FoundStatement] = []
        words, cues = self._parse.words, cue_words()
        for i in lemmas(self._parse, _told_by_nouns(), sentence):
            lemma = words[i].lemma.lower()
            if lemma in cues.claims and words[i].tag in {"NN", "NNS"} and not self._cast.is_quoted(i):
                one = self._noun(i, sentence)
                if one is not None:
                    made.append(one)
            if lemma in cues.turning and words[i].tag in FINITE:
                one = self._topic(i, sentence)
                if one is not None:
                    made.append(one)
        return made

    def _topic(self, verb: int, sentence: Sentence) -> FoundStatement | None:
        """Return what the talk of somebody turned on: "remarks from the ministry centred on …"."""
        parse, words = self._parse, self._parse.words
        told = parse.child(verb, "nsubj")
        on = next((words[j] for j in parse.children[verb] if words[j].lower in _TURNED and j > verb), None)
        if told is None or on is None or told.lemma.lower() not in cue_words().talks:
            return None
        by = next((words[j] for j in parse.children[told.i] if words[j].lower in {"from", "by"}), None)
        owner = parse.child(told.i, "poss") or (parse.child(by.i, "pobj") if by is not None else None)
        about = parse.child(on.i, "pobj", "pcomp")
        if owner is None or about is None or self._cast.actor(owner.i) is None:
            return None
        first, last = parse.edges(about.i)
        spoken = full_span(parse, core_of(parse, owner.i))
        source = self._cast.resolve(spoken[0], min(spoken[1], verb - 1) + 1, owner.i)
        return self._maker.made(source, (verb, on.i), (first, last + 1), sentence) if source is not None else None

    def _giver(self, i: int) -> Word | None:
        """Return who issues a warning or makes a claim, where the noun is the verb's object."""
        verb = self._parse.words[self._parse.words[i].head]
        if self._parse.words[i].dep != "dobj" or verb.lemma.lower() not in cue_words().giving:
            return None
        return self._parse.child(verb.i, "nsubj")

    def _noun(self, i: int, sentence: Sentence) -> FoundStatement | None:
        """Return what a noun of saying with its owner and a that-clause tells."""
        words = self._parse.words
        if i + 1 >= sentence.last:
            return None
        owner = self._parse.child(i, "poss") or self._giver(i)
        that = i + 1
        by = words[i + 1]
        if owner is None and by.lower in {"by", "from"} and (pobj := self._parse.child(by.i, "pobj")) is not None:
            owner, that = pobj, self._parse.edges(pobj.i)[1] + 1
        described = self._cast.describing(i) if owner is None else None
        if owner is None and described is None and self._cast.actor(i) and words[i - 1].dep in {"compound", "nmod"}:
            owner = words[i]  # an army statement that …: the paper speaks for its owner
        if that >= sentence.last or words[that].lower != "that" or words[that].tag not in {"IN", "WDT"}:
            return None
        if words[that].head == i:
            return None
        actor = self._cast.actor(owner.i) if owner is not None else None
        if described is None and (actor is None or actor.kind is Kind.PAPER):
            return None
        clause = words[that].head
        last = self._parse.edges(clause)[1] if clause > that else sentence.last - 1
        end = next(
            (j for j in range(that + 2, last + 1) if words[j].text == "," and not self._cast.is_quoted(j)), last + 1
        )
        source = described if owner is None else self._owned(owner, i)
        return self._maker.made(source, (i, i), (that + 1, end), sentence) if source is not None else None

    def _owned(self, owner: Word, i: int) -> Source | None:
        """Return whoever owns the noun of saying at word `i`."""
        first, stop = full_span(self._parse, core_of(self._parse, owner.i))
        return self._cast.resolve(first, min(stop, max(owner.i, i - 1 if owner.i < i else stop)) + 1, owner.i)
