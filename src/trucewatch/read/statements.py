"""Statements: who says what, in which words?

Each act of saying becomes one statement: its source, cue and content as spans of the text. Cues give most; quotations
without a cue of their own go on with the last speaker; a post shown on the page is its author's. Content never
includes cue or source, and no statement crosses a story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.model import Mode, Source, Span
from trucewatch.read.contents import after_cue, cut, sentence_body, trimmed
from trucewatch.read.names import core_of, full_span
from trucewatch.read.quotes import find_quotations
from trucewatch.read.sources import Cast, Kind
from trucewatch.vocab.cues import cue_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Page
    from trucewatch.read.blocks import Block
    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.quotes import Quotation
    from trucewatch.vocab.actors import Actors

__all__ = ["FoundStatement", "find_statements"]

_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "DT", "PRP$", "POS", "HYPH"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PLAIN = frozenset({"say", "tell", "add", "state", "note", "write", "report", "explain", "recall"})
_SIGNED = re.compile(r"\s*(?:pic\.twitter\.com/\S*|https?://\S+|\n?\s*[—–-]{1,2}\s*[^\n]*\(@\w+\)[^\n]*$)", re.MULTILINE)
_HANDLE = re.compile(r"\(@\w+\)")


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement as found. `first` to `last` are the words of its content, half-open; `story` its story."""

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


def find_statements(
    parse: Parse, blocks: Sequence[Block], page: Page, actors: Actors, cast: Cast | None = None
) -> tuple[FoundStatement, ...]:
    """Return all statements of a report in the order of their contents."""
    quotes = find_quotations(parse.text, blocks)
    finder = _Finder(parse, blocks, quotes, cast or Cast(parse, actors, quotes))
    for sentence in parse.sentences:
        block = blocks[sentence.block]
        if block.kind != "embed":
            finder.read_sentence(sentence, is_heading=block.kind == "heading")
    finder.read_quotations()
    finder.read_posts(page, actors)
    return tuple(sorted(finder.found, key=lambda s: (s.content.start, s.content.end)))


class _Finder:
    def __init__(self, parse: Parse, blocks: Sequence[Block], quotes: Sequence[Quotation], cast: Cast) -> None:
        self.parse = parse
        self.blocks = blocks
        self.quotes = quotes
        self.cast = cast
        self.found: list[FoundStatement] = []

    # --- one sentence ---

    def read_sentence(self, sentence: Sentence, *, is_heading: bool) -> None:
        """Add the statements that the cues of one sentence give."""
        cues = self.cast.cues(self.parse.sentence_index[sentence.first])
        made: list[FoundStatement] = []
        for cue in cues:
            one = self._from_cue(cue, cues, sentence)
            if one is not None:
                made.append(one)
        made.extend(self._according(sentence, cues))
        made.extend(self._nouns(sentence))
        kept = _without_doubles(made)
        self.found.extend(replace(s, repeat=True) if is_heading else s for s in kept)

    def _from_cue(self, cue: Cue, cues: Sequence[Cue], sentence: Sentence) -> FoundStatement | None:
        if cue.subject is None:
            return None
        if cue.is_passive:
            return self._passive(cue, sentence)
        place = self._echo(cue) or self._before(cue, sentence) or self._after(cue, cues, sentence)
        if place is None:
            return None
        source = self._source(cue.subject, cue)
        if source is None:
            return None
        return self._made(source, (cue.first, max(cue.last, cue.preposition or 0)), place, sentence)

    def _made(self, source: Source, cue: tuple[int, int], place: tuple[int, int], sentence: Sentence) -> FoundStatement | None:
        first, last = trimmed(self.parse, *place, self.cast)
        if first >= last:
            return None
        start, end = self._marks_included(first, last)
        content = Span(start, end, self.parse.text[start:end])
        words = self.parse.words
        span = Span(words[cue[0]].start, words[cue[1]].end, self.parse.text[words[cue[0]].start : words[cue[1]].end])
        medium = _medium(self.parse, sentence, (first, last), self.cast)
        return FoundStatement(source, span, content, self._mode(start, end), first, last, sentence.story, medium, repeat=self.blocks[sentence.block].repeat)

    def _marks_included(self, first: int, last: int) -> tuple[int, int]:
        start, end = self.parse.words[first].start, self.parse.words[last - 1].end
        for q in self.quotes:
            if q.start < start < q.end and start - q.start <= 2:  # noqa: PLR2004
                start = q.start
            if q.start < end < q.end and q.end - end <= 2:  # noqa: PLR2004
                end = q.end
        return start, end

    def _mode(self, start: int, end: int) -> Mode:
        inside = [q for q in self.quotes if q.start < end and q.end > start]
        if any(q.start <= start and q.end >= end for q in inside):
            return Mode.DIRECT
        return Mode.MIXED if inside else Mode.INDIRECT

    # --- source ---

    def _source(self, subject: int, cue: Cue) -> Source | None:
        parse = self.parse
        word = parse.words[subject]
        core = core_of(parse, subject)
        first, last = full_span(parse, core)
        if first <= cue.verb <= last:
            first, last = (first, cue.first - 1) if subject < cue.verb else (cue.last + 1, last)
        actor = self.cast.actor(subject)
        lemma = parse.words[cue.verb].lemma.lower()
        if actor is None:
            if word.tag in {"PRP", "WP", "WDT", "EX", "DT", "VBG"} or lemma not in _PLAIN:
                return None
            wording = parse.text[parse.words[core.first].start : word.end]
            return Source(wording.lower(), None, None, parse.words[first].start, parse.words[last].end, parse.text[parse.words[first].start : parse.words[last].end])
        if actor.kind is Kind.PAPER and "clause" not in cue.frames:
            return None
        if word.tag in {"WP", "WDT"} and "clause" not in cue.frames:
            return None
        return self.cast.resolve(first, last + 1, subject)

    # --- content ---

    def _echo(self, cue: Cue) -> tuple[int, int] | None:
        """Return "a charge" of "…, a charge that X denies"."""
        words = self.parse.words
        verb = words[cue.verb]
        if verb.dep != "relcl" or cue.subject == verb.head or "object" not in cue.frames:
            return None
        told = words[verb.head]
        if told.lower not in cue_words().echoes or not cue.is_own_subject or cue.subject is None or cue.subject < told.i:
            return None
        core = core_of(self.parse, told.i)
        first = core.first - 1 if core.determiner and words[core.first - 1].lower == core.determiner else core.first
        after = after_cue(self.parse, cue, self.parse.sentence(cue.verb))
        if after is not None and words[after].lower == "as":
            return None
        return first, told.i + 1

    def _before(self, cue: Cue, sentence: Sentence) -> tuple[int, int] | None:
        """Return the words before an inverted or parenthetical cue, where they are what was said."""
        parse = self.parse
        if not cue.frames & {"clause", "quote"}:
            return None
        left = cue.first
        if cue.is_own_subject and cue.subject is not None and cue.subject < cue.verb:
            left = parse.edges(cue.subject)[0]
            while left - 1 > sentence.first and parse.words[left - 1].tag in _NOMINAL:
                left -= 1
        while left - 1 > sentence.first and parse.words[left - 1].lower in {"also", "as"}:
            left -= 1
        if left <= sentence.first:
            return self._told_before(cue, sentence)
        before = parse.words[left - 1]
        closes = next((q for q in self.quotes if q.end - 1 <= before.end - 1 < q.end and q.is_speech), None)
        if closes is None and before.text not in {",", "—", "–", "-"}:
            return None
        if closes is None and not self._is_parenthesis(cue, left, sentence):
            return None
        if closes is not None:
            if not (cue.is_own_subject or parse.words[cue.verb].tag != "VBG"):
                return None
            start = self._quote_start(closes, sentence)
            return start, left
        start = self._left_start(sentence, left)
        if not any(w.tag in _FINITE | {"VBN"} for w in parse.words[start:left]):
            return None
        return (start, left - 1) if left - 1 > start else None

    def _told_before(self, cue: Cue, sentence: Sentence) -> tuple[int, int] | None:
        """Return the quotation just before a sentence that only says who spoke: "“…?” NAME asked on Friday."."""
        words = self.parse.words
        if sentence.first == 0 or not cue.is_own_subject or any(w.tag in _FINITE for w in words[cue.last + 1 : sentence.last]):
            return None
        right = [words[j] for j in self.parse.children[cue.verb] if j > cue.verb]
        if any(w.dep in {"dobj", "ccomp", "xcomp"} for w in right) and words[cue.verb].lemma.lower() not in {"tell", "write"}:
            return None
        before = words[sentence.first - 1]
        told = next((q for q in self.quotes if q.end == before.end and q.is_speech), None)
        if told is None or self.blocks[told.block].start > told.start or told.block != sentence.block or self._opens_quote(cue.last + 1, sentence):
            return None
        inside = self.parse.words_in(told.start, told.end)
        return inside[0].i, inside[-1].i + 1

    def _quote_start(self, quote: Quotation, sentence: Sentence) -> int:
        """Return the first word of a quotation, or of the sentence where the quotation is but its end."""
        inside = self.parse.words_in(quote.start, quote.end)
        first = inside[0].i
        before = first - 1
        if first <= sentence.first or before < sentence.first or self.parse.words[before].text in {",", ":", "—", "–"}:
            return first
        return self._left_start(sentence, first + 1)

    def _left_start(self, sentence: Sentence, end: int) -> int:
        start = sentence_body(self.parse, sentence)
        for q in self.quotes:
            if q.start < self.parse.words[sentence.first].start < q.end:
                inside = self.parse.words_in(q.start, q.end)
                start = min(start, inside[0].i)
        for s in self.found[-3:]:
            if sentence.first <= s.first and s.last < end - 1 and s.last > start and s.story == sentence.story:
                start = s.last
        for j in range(start, end):
            if self.parse.words[j].text == ";" and not self.cast.is_quoted(j):
                start = j + 1
        return start

    def _is_parenthesis(self, cue: Cue, left: int, sentence: Sentence) -> bool:
        """Whether a cue between commas comments on the words around it."""
        parse, words = self.parse, self.parse.words
        if "clause" not in cue.frames or words[cue.verb].tag == "VBG":
            return False
        inverted = cue.is_own_subject and cue.subject is not None and cue.subject > cue.verb
        if inverted:
            return not any(words[j].dep == "ccomp" and j > cue.verb for j in parse.children[cue.verb]) or left == cue.first
        if not cue.is_own_subject or not any(w.tag in _FINITE | {"VBN"} for w in words[sentence.first : left]):
            return False
        end = cue.last + 1
        while end < sentence.last and words[end].text not in {",", ".", ";", "!", "?", '"', "—", "–", ":"}:
            if words[end].tag in _FINITE or (words[end].lower == "that" and words[end].tag == "IN"):
                return False
            end += 1
        right = [words[j] for j in parse.children[cue.verb] if cue.verb < j < end]
        told = words[cue.verb].lemma.lower() in {"tell", "inform", "assure", "remind", "write"}
        return not any(w.dep in {"dobj", "ccomp", "xcomp"} for w in right if not told) and not self._opens_quote(end, sentence)

    def _opens_quote(self, i: int, sentence: Sentence) -> bool:
        spot = [j for j in range(i, min(i + 2, sentence.last))]
        return any(q.start == self.parse.words[j].start for j in spot for q in self.quotes)

    def _after(self, cue: Cue, cues: Sequence[Cue], sentence: Sentence) -> tuple[int, int] | None:
        """Return the words after a cue that are its content, where the verb takes such."""
        start = after_cue(self.parse, cue, sentence)
        if start is None:
            return None
        words = self.parse.words
        if words[sentence.first].lower == "as" and cue.is_own_subject and not any(w.text == "," for w in words[sentence.first : cue.verb]):
            comma = next((j for j in range(cue.last + 1, sentence.last) if words[j].text == ","), None)
            if comma is not None and "clause" in cue.frames and not any(w.tag in _FINITE for w in words[cue.last + 1 : comma]):
                return comma + 1, cut(self.parse, cue, comma + 1, sentence, cues, self.cast)
            return None
        end = cut(self.parse, cue, start, sentence, cues, self.cast)
        if not self._takes(cue, start, end):
            return None
        start, end = self._whole_quote(start, end, sentence)
        return start, end

    def _whole_quote(self, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
        """Extend a content that opens with a quotation to all its sentences, or to its close."""
        for q in self.quotes:
            words = self.parse.words_in(q.start, q.end)
            if words and words[0].i in {start, start + 1} and q.start >= self.parse.words[start].start:
                if q.is_speech and (words[-1].i + 1 > end or self.parse.words[words[-1].i - 1].text in {".", ",", "!", "?"} or self.parse.words[words[-1].i].text in {".", ",", "!", "?"}):
                    return start, words[-1].i + 1
        return start, end

    def _takes(self, cue: Cue, start: int, end: int) -> bool:
        """Whether the words after a verb are of the sort that it takes."""
        parse, words = self.parse, self.parse.words
        quoted = any(q.start < words[end - 1].end and q.end > words[start].start for q in self.quotes)
        opens = self._opens_quote(start, parse.sentence(start))
        if opens and cue.frames & {"quote", "clause", "object"}:
            return True
        if cue.is_bare:
            return False
        if cue.preposition is not None:
            return cue.subject is None or words[cue.subject].tag not in {"WP", "WDT"}
        right = [words[j] for j in parse.children[cue.verb] if j > cue.verb]
        clause = any(w.dep in {"ccomp"} and w.i >= start for w in right) or (words[start - 1].lower == "that" and words[start - 1].tag == "IN")
        if clause and "clause" in cue.frames:
            return True
        infinitive = any(w.dep == "xcomp" for w in right)
        if infinitive and "infinitive" in cue.frames:
            return "private" not in cue.frames
        if "private" in cue.frames and not ("judge" in cue.frames and quoted):
            return False
        return self._takes_object(cue, start, end, quoted=quoted)

    def _takes_object(self, cue: Cue, start: int, end: int, *, quoted: bool) -> bool:
        parse, words = self.parse, self.parse.words
        right = [words[j] for j in parse.children[cue.verb] if j > cue.verb]
        has_object = any(w.dep in {"dobj", "attr", "oprd", "ccomp", "xcomp"} for w in right)
        lowers = {words[j].lower for j in range(start, end)}
        if "appeal" in cue.frames and "to" in lowers and any(words[j].lower == "to" and words[j].tag == "TO" for j in range(start + 1, end)) and words[start].lower != "not":
            return True
        if "at" in cue.frames and "at" in lowers and has_object:
            return any(words[j].tag == "CD" for j in range(start, end))
        if "toll" in cue.frames and any(w.dep == "dobj" and w.lower in {"toll", "figure", "count", "number", "estimate", "tally"} for w in right):
            return True
        if "object" in cue.frames and has_object:
            return not self._is_deed(cue, right)
        if "judge" in cue.frames and quoted and has_object:
            return True
        if words[cue.verb].lemma.lower() in {"say", "add"} and end - start > 3:  # noqa: PLR2004
            return True
        if words[cue.verb].lemma.lower() in _PLAIN and "object" not in cue.frames:
            return any(words[j].tag in {"VBD", "VBZ", "VBP", "MD"} for j in range(start, end)) or quoted
        return False

    def _is_deed(self, cue: Cue, right: Sequence[Word]) -> bool:
        """Whether a verb is done to a person and not said: "welcomed the guest"; who-clauses only tell who one is."""
        words = self.parse.words
        if cue.subject is not None and words[cue.subject].tag in {"WP", "WDT"}:
            return True
        if words[cue.verb].lemma.lower() not in cue_words().deeds:
            return False
        done_to = [self.cast.actor(w.i) for w in right if w.dep == "dobj"]
        return any(a is not None and a.kind is Kind.PERSON for a in done_to) and not any(w.dep in {"oprd", "ccomp", "xcomp"} for w in right)

    def _passive(self, cue: Cue, sentence: Sentence) -> FoundStatement | None:
        """Return what an agent rejected or confirmed: "these claims were rejected by X"."""
        parse, words = self.parse, self.parse.words
        verb = words[cue.verb]
        if "object" not in cue.frames or cue.subject is None or verb.dep in {"acl", "amod"} or words[cue.first - 1].lower == "as":
            return None
        told = next((j for w in (verb, words[verb.head]) for j in parse.children[w.i] if words[j].dep in {"nsubjpass", "nsubj"}), None)
        source = self._source(cue.subject, cue) if told is not None else None
        if source is None or told is None:
            return None
        first, last = parse.edges(told)
        if any(words[j].dep in {"oprd", "attr"} for j in parse.children[cue.verb]):
            last = next(j for j in parse.subtree(cue.verb) if words[j].lower == "by" and j > cue.verb) - 1
        return self._made(source, (cue.first, cue.last), (first, last + 1), sentence)

    # --- according to ---

    def _according(self, sentence: Sentence, cues: Sequence[Cue]) -> list[FoundStatement]:
        made: list[FoundStatement] = []
        words = self.parse.words
        for phrase in cue_words().according:
            for i in range(sentence.first, sentence.last - len(phrase)):
                if tuple(w.lower for w in words[i : i + len(phrase)]) == phrase and not self.cast.is_quoted(i):
                    one = self._according_at(i, i + len(phrase), sentence, cues)
                    if one is not None:
                        made.append(one)
        return made

    def _according_at(self, i: int, after: int, sentence: Sentence, cues: Sequence[Cue]) -> FoundStatement | None:
        words = self.parse.words
        head = next((j for j in range(after, min(after + 12, sentence.last)) if words[j].dep in {"pobj", "dobj"} and i <= words[j].head < after), None)
        if head is None or words[i].lower in {"citing", "quoting"}:
            return None
        core = core_of(self.parse, head)
        first, last = full_span(self.parse, core)
        if i == sentence.first:
            comma = next((j for j in range(head + 1, sentence.last) if words[j].text == ","), None)
            if comma is None:
                return None
            last = min(last, comma - 1)
            start = comma + 1
            while self._is_apposition(comma, start, sentence) and (nxt := next((j for j in range(start, sentence.last) if words[j].text == ","), None)):
                last, comma, start = nxt - 1, nxt, nxt + 1
            place = (start, self._plain_end(start, sentence, cues))
        else:
            place = (self._left_start(sentence, i), i)
        source = self.cast.resolve(first, last + 1, head)
        actor = self.cast.actor(head)
        if actor is not None and actor.kind is Kind.PAPER and any(c.subject is not None and "clause" in c.frames for c in cues):
            return None
        if source is None:
            name = self.parse.text[words[core.first].start : words[head].end]
            source = Source(name, None, None, words[first].start, words[last].end, self.parse.text[words[first].start : words[last].end])
        return self._made(source, (i, after - 1), place, sentence)

    def _is_apposition(self, comma: int, start: int, sentence: Sentence) -> bool:
        words = self.parse.words
        return start < sentence.last and words[start].dep in {"det", "appos"} and any(words[j].dep == "appos" for j in range(start, min(start + 4, sentence.last)))

    def _plain_end(self, start: int, sentence: Sentence, cues: Sequence[Cue]) -> int:
        for j in range(start + 1, sentence.last):
            if self.parse.words[j].text == ";" and not self.cast.is_quoted(j):
                return j
        for cue in cues:
            if cue.is_own_subject and cue.subject is not None and start + 2 < cue.subject < cue.verb:
                edge = self.parse.edges(cue.subject)[0] - 1
                if self.parse.words[edge].lower in {"while", "but", "though", "although"} and self.parse.words[edge - 1].text == ",":
                    return edge - 1
            if cue.verb > start + 2 and self.parse.words[cue.verb].tag == "VBG" and self.parse.words[cue.first - 1].text == ",":
                return cue.first - 1
        return sentence.last

    # --- nouns: "X's claim that …" ---

    def _nouns(self, sentence: Sentence) -> list[FoundStatement]:
        made: list[FoundStatement] = []
        words = self.parse.words
        for i in range(sentence.first, sentence.last):
            if words[i].lemma.lower() in cue_words().claims and words[i].tag in {"NN", "NNS"} and not self.cast.is_quoted(i):
                one = self._noun(i, sentence)
                if one is not None:
                    made.append(one)
        return made

    def _noun(self, i: int, sentence: Sentence) -> FoundStatement | None:
        """Return what a noun of saying with its owner and a that-clause tells."""
        words = self.parse.words
        if i + 1 >= sentence.last:
            return None
        owner = self.parse.child(i, "poss")
        that = i + 1
        by = words[i + 1]
        if owner is None and by.lower in {"by", "from"} and (pobj := self.parse.child(by.i, "pobj")) is not None:
            owner, that = pobj, self.parse.edges(pobj.i)[1] + 1
        if owner is None or that >= sentence.last or words[that].lower != "that" or words[that].tag not in {"IN", "WDT"}:
            return None
        actor = self.cast.actor(owner.i)
        if actor is None or actor.kind is Kind.PAPER or words[that].head == i:
            return None
        clause = words[that].head
        last = self.parse.edges(clause)[1] if clause > that else sentence.last - 1
        end = next((j for j in range(that + 2, last + 1) if words[j].text == "," and not self.cast.is_quoted(j)), last + 1)
        first, stop = full_span(self.parse, core_of(self.parse, owner.i))
        source = self.cast.resolve(first, min(stop, max(owner.i, i - 1 if owner.i < i else stop)) + 1, owner.i)
        return self._made(source, (i, i), (that + 1, end), sentence) if source is not None else None

    # --- quotations without a cue, and posts ---

    def read_quotations(self) -> None:
        """Give each quotation that no cue has taken to the speaker who was just speaking."""
        for q in self.quotes:
            if not q.is_speech or self._is_taken(q) or self.blocks[q.block].kind != "text":
                continue
            words = self.parse.words_in(q.start, q.end)
            if not words:
                continue
            last = self._speaking(q, words[0].i)
            if last is None:
                continue
            span = Span(q.start, q.end, self.parse.text[q.start : q.end])
            self.found.append(replace(last, content=span, mode=Mode.DIRECT, first=words[0].i, last=words[-1].i + 1, repeat=self.blocks[q.block].repeat))

    def _is_taken(self, q: Quotation) -> bool:
        return any(min(s.content.end, q.end) > max(s.content.start, q.start) for s in self.found)

    def _speaking(self, q: Quotation, first: int) -> FoundStatement | None:
        """Return the statement that a quotation goes on with: the last one, just before, by a speaker with a cue."""
        sentence = self.parse.sentence(first)
        before = [s for s in self.found if s.content.start < q.start and s.story == sentence.story]
        if not before:
            return None
        last = max(before, key=lambda s: s.content.end)
        block = self.blocks[q.block]
        gap = sentence.first - 1 - last.last
        same_sentence = self.parse.sentence_index[first] == self.parse.sentence_index[last.last - 1]
        if last.content.start >= block.start:
            begins = first <= sentence.first + 1
            return last if (begins and gap < 25) or same_sentence else None  # noqa: PLR2004
        begins_block = not self.parse.text[block.start : q.start].strip()
        near = self.parse.text[last.content.end : block.start].strip()
        return last if begins_block and last.mode is not Mode.INDIRECT and len(near) < 60 else None  # noqa: PLR2004

    def read_posts(self, page: Page, actors: Actors) -> None:
        """Add each post shown on the page as a statement of its author."""
        for number, embed in enumerate(page.embeds):
            block = next((b for b in self.blocks if b.embed == number), None)
            if block is None or not embed.author:
                continue
            text = self.parse.text[block.start : block.end]
            signed = _SIGNED.search(text)
            end = block.start + len(text[: signed.start()].rstrip() if signed else text.rstrip())
            start = block.start + len(text) - len(text.lstrip())
            words = self.parse.words_in(start, end)
            if end <= start or not words:
                continue
            source = self._author(embed.author, block, actors)
            medium = "X" if _HANDLE.search(text) or "pic.twitter" in text else "social media"
            content = Span(start, end, self.parse.text[start:end])
            self.found.append(FoundStatement(source, None, content, Mode.DIRECT, words[0].i, words[-1].i + 1, block.story, medium, embed=True, repeat=block.repeat))

    def _author(self, author: str, block: Block, actors: Actors) -> Source:
        name = _HANDLE.sub("", author).split("/")[0].strip()
        known = actors.named(name)
        at = self.parse.text.find(author, block.start, block.end)
        span = (at, at + len(author), author) if at >= 0 else (None, None, None)
        return Source(known.name if known else name, known.role if known else None, known.side if known else None, *span)


def _without_doubles(made: Sequence[FoundStatement]) -> list[FoundStatement]:
    """Drop a statement whose content another of the same source already holds nearly whole."""
    kept: list[FoundStatement] = []
    for s in made:
        if s.cue and s.cue.start >= s.content.end and any(k.cue and k is not s and s.content.start <= k.cue.start < s.content.end for k in made) and _carries(s):
            continue
        twin = next((k for k in kept if k.content == s.content or (k.source.name == s.source.name and k.content.end == s.content.end and k.content.start < s.content.start and k.cue and s.cue and s.cue.start >= k.content.start)), None)
        if twin is None:
            kept.append(s)
    return kept


def _carries(s: FoundStatement) -> bool:
    """Whether a source only carries another's words: "X told Y that …, media reported"."""
    return bool(set((s.source.wording or "").lower().split()) & cue_words().carriers)


def _medium(parse: Parse, sentence: Sentence, content: tuple[int, int], cast: Cast) -> str | None:
    """Return where it was said: "on Telegram", "in an interview with …"."""
    known = cue_words()
    for i in range(sentence.first, sentence.last - 1):
        word = parse.words[i]
        if word.lower not in known.media_prepositions or cast.is_quoted(i):
            continue
        for j in range(i + 1, min(i + 5, sentence.last)):
            lower = parse.words[j].lower
            if lower in known.media_names:
                return known.media_names[lower]
            if lower == "media" and parse.words[j - 1].lower == "social":
                return "social media"
            if parse.words[j].text == "X" and word.lower in {"on", "to"}:
                return "X"
            if lower in known.media_kinds and not content[0] <= j < content[1] and lower not in {"reporters", "journalists"}:
                return known.media_kinds[lower]
            if parse.words[j].pos in {"VERB", "PUNCT"}:
                break
    return None
