"""Statements: who says what, in which words?

Each act of saying becomes one statement: its source, cue and content as spans of the text. Cues give most; quotations
without a cue of their own go on with the last speaker; a post shown on the page is its author's. Content never
includes cue or source, and no statement crosses a story.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trucewatch.model import Mode, Source
from trucewatch.read.attributions import Attributions
from trucewatch.read.colons import Colons
from trucewatch.read.contents import sentence_body
from trucewatch.read.found import FoundStatement, Maker
from trucewatch.read.names import core_of, full_span
from trucewatch.read.placement import FINITE, PLAIN, Placement
from trucewatch.read.quotes import find_quotations
from trucewatch.read.sources import Cast, Kind
from trucewatch.read.tallies import Tallies
from trucewatch.read.voices import Voices
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.model import Page
    from trucewatch.read.blocks import Block
    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.quotes import Quotation
    from trucewatch.vocab.actors import Actors

__all__ = ["FoundStatement", "find_statements"]

_THIRD = word_list("grammar", "pronouns", "third")


def find_statements(
    parse: Parse, blocks: Sequence[Block], page: Page, actors: Actors, cast: Cast | None = None
) -> tuple[FoundStatement, ...]:
    """Return all statements of a report in the order of their contents."""
    quotes = find_quotations(parse.text, blocks)
    cast = cast or Cast(parse, actors, quotes)
    finder = _Finder(parse, blocks, quotes, cast)
    for sentence in parse.sentences:
        block = blocks[sentence.block]
        if block.kind != "embed":
            finder.read_sentence(sentence, is_heading=block.kind == "heading")
    voices = Voices(parse, blocks, cast, finder.found)
    voices.quotations(quotes)
    voices.posts(page, actors)
    return tuple(sorted(finder.found, key=lambda s: (s.content.start, s.content.end)))


_SPEAKERS = word_list("grammar", "pronouns", "speakers")
_LOOSE = word_list("cues", "parts", "loose")
_LISTS = word_list("cues", "nouns", "keeping")
_CITING = word_list("cues", "parts", "citing")
_OURS = word_list("grammar", "pronouns", "ours")
_NOBODY = word_list("grammar", "negation", "nobody")


class _Finder:
    """Finds the statements that cues give, sentence by sentence."""

    def __init__(self, parse: Parse, blocks: Sequence[Block], quotes: Sequence[Quotation], cast: Cast) -> None:
        self._parse = parse
        self._blocks = blocks
        self._cast = cast
        self._placement = Placement(parse, blocks, quotes, cast)
        self._maker = Maker(parse, blocks, quotes, cast)
        self._attributions = Attributions(parse, cast, self._placement, self._maker)
        self._colons = Colons(parse, cast, self._maker)
        self._tallies = Tallies(parse, cast, self._placement, self._maker)
        self.found: list[FoundStatement] = []

    def read_sentence(self, sentence: Sentence, *, is_heading: bool) -> None:
        """Add the statements that the cues of one sentence give."""
        cues = self._cast.cues(self._parse.sentence_index[sentence.first])
        made: list[FoundStatement] = []
        for cue in cues:
            one = self._from_cue(cue, cues, sentence)
            if one is not None:
                made.append(one)
                made.extend(self._resumed(one, cue, cues, sentence))
        made.extend(self._attributions.according(sentence, cues))
        made.extend(self._attributions.nouns(sentence))
        made.extend(self._tallies.found(sentence, cues))
        named = self._colons.found(sentence, is_heading=is_heading) if not made else None
        if named is not None:
            made.append(named)
        kept = _without_doubles([s for s in made if not self._is_retold(s, made)])
        self.found.extend(replace(s, repeat=True) if is_heading else s for s in kept)

    def _resumed(
        self, one: FoundStatement, cue: Cue, cues: Sequence[Cue], sentence: Sentence
    ) -> Iterator[FoundStatement]:
        """Yield what a speaker goes on to say behind a cue in the middle: "Nine died, he said, and six are missing"."""
        words = self._parse.words
        if one.mode is Mode.DIRECT or one.cue is None or one.cue.start < one.content.end:
            return
        after = max(cue.last, cue.subject if cue.is_own_subject and cue.subject is not None else cue.last)
        comma = next((j for j in range(after + 1, sentence.last) if words[j].text in {",", ";", '"'}), None)
        if comma is None or comma + 2 >= sentence.last or (words[comma].text, words[comma + 1].lower) != (",", "and"):
            return
        if any(c.verb > comma and c.subject is not None for c in cues) or words[comma + 2].tag in FINITE:
            return
        if any(w.tag in FINITE for w in words[comma + 2 : sentence.last]):
            more = self._maker.made(one.source, (cue.first, cue.last), (comma + 2, sentence.last), sentence)
            if more is not None:
                yield more

    def _is_retold(self, s: FoundStatement, made: Sequence[FoundStatement]) -> bool:
        """Whether a bare object, or what a pronoun says, is only part of what another tells."""
        if s.cue is None or s.mode is Mode.DIRECT:
            return False
        by_pronoun = (s.source.wording or "").lower() in _THIRD
        told = self._parse.words[s.first : s.last]
        if not by_pronoun and any(w.tag in FINITE for w in told):
            return False
        start, end = s.cue.start, s.content.end
        others = (k for k in made if k is not s and k.mode is not Mode.DIRECT and not self._is_within(k, s))
        return any(k.content.start <= start and end <= k.content.end for k in others)

    def _is_within(self, k: FoundStatement, s: FoundStatement) -> bool:
        """Whether all of a statement of a bare object is only part of what another says: "X recorded 9, it said"."""
        inside = k.cue is not None and s.content.start <= k.cue.start < k.content.start < s.content.end
        told = self._parse.words[k.first : min(k.last, s.last)]
        return inside and not any(w.tag in FINITE for w in told)

    def _from_cue(self, cue: Cue, cues: Sequence[Cue], sentence: Sentence) -> FoundStatement | None:
        if cue.subject is None or self._parse.words[self._parse.edges(cue.subject)[0]].lower in _NOBODY:
            return None
        if cue.is_passive:
            return self._passive(cue, sentence)
        place = (
            self._placement.echo(cue)
            or self._quoting(cue, sentence)
            or self._placement.before(cue, sentence)
            or self._placement.after(cue, cues, sentence)
        )
        if place is None:
            return None
        if self._parse.words[cue.verb].lower in _CITING:
            return None
        source = self._source(self._cited(cue, sentence) or cue.subject, cue)
        if source is None:
            return None
        made = self._maker.made(source, (self._with_adverb(cue), max(cue.last, cue.preposition or 0)), place, sentence)
        return replace(made, is_carried=True) if made is not None and self._cast.is_agency(cue.subject) else made

    def _with_adverb(self, cue: Cue) -> int:
        """Return the first word of a cue with the adverb before it: "also said", "repeatedly denied"."""
        before = self._parse.words[cue.first - 1]
        near = before.i > self._parse.sentence(cue.verb).first and before.i != cue.subject
        told = before.tag == "RB" and before.head == cue.verb and before.dep == "advmod" and before.lower not in _LOOSE
        return before.i if near and told else cue.first

    def _cited(self, cue: Cue, sentence: Sentence) -> int | None:
        """Return the head of whom an agency quotes: "Reuters, citing officials, reported that …"."""
        carrier = self._cast.actor(cue.subject) if cue.subject is not None else None
        if carrier is None or carrier.kind is Kind.PERSON or not carrier.roles & (cue_words().carriers | {"agency"}):
            return None  # a spokesman who cites a report speaks for himself
        for word in self._parse.words[sentence.first : sentence.last]:
            if word.lower in _CITING and not self._cast.is_quoted(word.i):
                told = self._parse.child(word.i, "dobj", "pobj")
                if told is not None and self._cast.actor(told.i) is not None:
                    return told.i
        return None

    def _quoting(self, cue: Cue, sentence: Sentence) -> tuple[int, int] | None:
        """Return what stands before ", the paper quoted NAME as saying."."""
        words = self._parse.words
        by = words[words[cue.verb].head]
        if words[cue.verb].dep != "pcomp" or by.lower != "as" or cue.verb + 2 < sentence.last:
            return None
        quoting = words[by.head]
        paper = self._parse.subject(quoting.i)
        if quoting.lemma not in {"quote", "cite"} or paper is None or paper.i > quoting.i:
            return None
        left = self._parse.edges(paper.i)[0]
        start = self._placement.left_start(sentence, left)
        told = words[left - 1].text in {",", '"', "''"} and any(w.tag in FINITE | {"VBN"} for w in words[start:left])
        return (start, left - 1) if told else None

    def _passive(self, cue: Cue, sentence: Sentence) -> FoundStatement | None:
        """Return what an agent rejected or confirmed: "these claims were rejected by X"."""
        parse, words = self._parse, self._parse.words
        verb = words[cue.verb]
        if (
            "object" not in cue.frames
            or cue.subject is None
            or verb.dep in {"acl", "amod"}
            or words[cue.first - 1].lower == "as"
        ):
            return None
        told = next(
            (
                j
                for w in (verb, words[verb.head])
                for j in parse.children[w.i]
                if words[j].dep in {"nsubjpass", "nsubj"}
            ),
            None,
        )
        source = self._source(cue.subject, cue) if told is not None else None
        if source is None or told is None or self._is_held(cue, words[told]):
            return None
        if words[told].lower == "it":
            clause = parse.child(cue.verb, "ccomp")
            place = self._that(clause) if clause is not None else None
            return self._maker.made(source, (cue.first, cue.last), place, sentence) if place is not None else None
        first, last = parse.edges(told)
        if any(words[j].dep in {"oprd", "attr"} for j in parse.children[cue.verb]):
            last = next(j for j in parse.subtree(cue.verb) if words[j].lower == "by" and j > cue.verb) - 1
        return self._maker.made(source, (cue.first, cue.last), (first, last + 1), sentence)

    def _is_held(self, cue: Cue, told: Word) -> bool:
        """Whether ground is claimed and nothing said, or all is meant that was told before: "all of it denied by X"."""
        ground = self._parse.words[cue.verb].lemma == "claim" and told.tag in {"NNP", "NNPS"}
        return ground or told.lower in role_words().collectives

    def _that(self, clause: Word) -> tuple[int, int]:
        """Return the words of a that-clause without its "that"."""
        first, last = self._parse.edges(clause.i)
        return first + (self._parse.words[first].lower == "that"), last + 1

    def _source(self, subject: int, cue: Cue) -> Source | None:
        parse = self._parse
        subject = self._teller(subject, cue)
        word = parse.words[subject]
        owner = parse.child(subject, "poss")
        if owner is not None and owner.lower in _OURS and word.lower in cue_words().outlets:
            return None  # our correspondent is the outlet
        if word.lower == "we" and not self._cast.is_quoted(subject):
            return None  # so is who writes "we expect"
        core = core_of(parse, subject)
        first, last = full_span(parse, core)
        if first <= cue.verb <= last:
            first, last = (first, cue.first - 1) if subject < cue.verb else (cue.last + 1, last)
        actor = self._cast.actor(subject)
        lemma = parse.words[cue.verb].lemma.lower()
        if actor is None:
            if not (self._is_nameless(word, lemma) or (word.tag in {"NN", "NNS"} and self._that_told(cue))):
                return None
            wording = parse.text[parse.words[core.first].start : word.end]
            return Source(
                wording.lower(),
                None,
                None,
                parse.words[first].start,
                parse.words[last].end,
                parse.text[parse.words[first].start : parse.words[last].end],
            )
        if word.tag == "WDT" and actor.kind is Kind.PAPER and (giver := self._giver(word)) is not None:
            return self._cast.resolve(giver, giver + 1, giver)  # "it said in a statement, which added"
        keeps = lemma in _LISTS or bool(cue.frames & {"clause", "as"})
        if actor.kind is Kind.PAPER and not keeps and cue.preposition is None:
            return None
        if word.tag in {"WP", "WDT"} and not (cue.frames & {"clause", "at", "appeal"} or cue.preposition is not None):
            return None
        return self._cast.resolve(first, last + 1, subject)

    def _teller(self, subject: int, cue: Cue) -> int:
        """Return who speaks where the parse's subject is not they: a dateline's city, or "his answer" of an answer."""
        parse = self._parse
        body = sentence_body(parse, parse.sentence(cue.verb))
        if subject < body <= cue.verb:
            inner = {"poss", "compound", "amod", "nmod"}
            heads = (j for j in range(body, cue.first) if parse.words[j].dep not in inner)
            return next((j for j in heads if self._cast.actor(j) is not None), subject)
        owner = parse.child(subject, "poss")
        if owner is not None and parse.words[subject].lower in cue_words().answers and self._cast.actor(owner.i):
            return owner.i
        return subject

    def _giver(self, which: Word) -> int | None:
        """Return who said what a paper says on: the subject over the word that "which" takes up."""
        verbs = [w for w in self._parse.ancestors(which.i) if w.pos == "VERB"][1:]
        subject = self._parse.subject(verbs[0].i) if verbs and verbs[0].lemma in PLAIN else None
        return subject.i if subject is not None and self._cast.actor(subject.i) is not None else None

    def _is_nameless(self, word: Word, lemma: str) -> bool:
        """Whether a speaker whom nothing names is still one: "she said", "some accused"."""
        if word.lower in _SPEAKERS or (word.tag == "DT" and word.lower in role_words().collectives):
            return True
        return word.tag not in {"PRP", "WP", "WDT", "EX", "DT", "VBG"} and lemma in PLAIN

    def _that_told(self, cue: Cue) -> bool:
        """Whether a verb of saying, and not of thought, opens a clause with "that": anything may be its speaker."""
        that = self._parse.words[min(cue.last + 1, len(self._parse.words) - 1)]
        told = "clause" in cue.frames and "private" not in cue.frames and not cue.is_passive
        return told and cue.is_own_subject and that.lower == "that" and that.tag == "IN"


def _without_doubles(made: Sequence[FoundStatement]) -> list[FoundStatement]:
    """Drop a statement whose content another of the same source already holds nearly whole."""
    kept: list[FoundStatement] = []
    for s in made:
        inner = any(k.cue and k is not s and s.content.start <= k.cue.start < s.content.end for k in made)
        outside = s.cue is not None and (s.cue.start >= s.content.end or s.cue.end <= s.content.start)
        if inner and outside and _carries(s):
            continue
        twin = next(
            (
                k
                for k in kept
                if k.content == s.content
                or (
                    k.source.name == s.source.name
                    and k.content.end == s.content.end
                    and k.content.start < s.content.start
                    and k.cue
                    and s.cue
                    and s.cue.start >= k.content.start
                )
            ),
            None,
        )
        if twin is None:
            kept.append(s)
    return kept


def _carries(s: FoundStatement) -> bool:
    """Whether a source only carries another's words: "X told Y that …, media reported"."""
    if s.is_carried:
        return True
    name = s.source.name.split()  # a spokesman with a name speaks himself
    named = len(name) > 1 and name[-1].istitle() and name[-1] in (s.source.wording or "").split()
    return not named and bool(set((s.source.wording or "").lower().split()) & cue_words().carriers)
