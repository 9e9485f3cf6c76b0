"""Placement: does what was said stand before its cue or after it, and is it of the sort that the verb takes?

Quotation marks and commas decide first, the parse where they are silent. Returns words, half-open; `contents`
has already told where the words after a cue begin and end. Part of `statements`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.actors import Kind
from trucewatch.read.contents import after_cue, cut, sentence_body
from trucewatch.read.leftward import before_title, phrase_start
from trucewatch.read.names import core_of
from trucewatch.vocab.cues import cue_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.cues import Cue
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.read.quotes import Quotation
    from trucewatch.read.sources import Cast

__all__ = ["FINITE", "PLAIN", "Placement"]

_FALLEN = frozenset({"dead", "missing"})
"""In headlines these tell something without a verb: "22 dead in Osk, villagers say"."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BLAMED = word_list("cues", "parts", "blamed")
_TOLLS = word_list("cues", "nouns", "tolls")
_LEAST = frozenset({"least", "most"})
_ROUGHLY = word_list("amounts", "tallies", "roughly")
_WAITING = word_list("cues", "parts", "waiting")
PLAIN = word_list("cues", "parts", "plain")
_HEARERS = word_list("cues", "parts", "hearers")
_ASIDES = word_list("cues", "parts", "asides")


class Placement:
    """Where the content of each cue stands."""

    def __init__(self, parse: Parse, blocks: Sequence[Block], quotes: Sequence[Quotation], cast: Cast) -> None:
        """Take the parse of a report, its quotations and its cast."""
        self._parse = parse
        self._blocks = blocks
        self._quotes = quotes
        self._cast = cast

    def echo(self, cue: Cue) -> tuple[int, int] | None:
        """Return "a charge" of "…, a charge that X denies"."""
        words = self._parse.words
        verb = words[cue.verb]
        if verb.dep != "relcl" or cue.subject == verb.head or "object" not in cue.frames:
            return None
        told = words[verb.head]
        if (
            told.lemma.lower() not in cue_words().echoes
            or not cue.is_own_subject
            or cue.subject is None
            or cue.subject < told.i
        ):
            return None
        core = core_of(self._parse, told.i)
        first = core.first - 1 if core.determiner and words[core.first - 1].lower == core.determiner else core.first
        after = after_cue(self._parse, cue, self._parse.sentence(cue.verb))
        taken = self._parse.child(verb.i, "dobj")  # a report in which it recorded nine deaths
        if (after is not None and words[after].lower == "as") or (taken is not None and taken.i > verb.i):
            return None
        return first, told.i + 1

    def before(self, cue: Cue, sentence: Sentence) -> tuple[int, int] | None:
        """Return the words before an inverted or parenthetical cue, where they are what was said."""
        parse = self._parse
        if not cue.frames & {"clause", "quote"}:
            return None
        left = cue.first
        if cue.is_own_subject and cue.subject is not None and cue.subject < cue.verb:
            left = parse.edges(cue.subject)[0]
            if self._only_tells_of(cue, left):
                return None
            left = phrase_start(parse, left, sentence)
            left = before_title(parse, left, sentence)
        while left - 1 > sentence.first and parse.words[left - 1].lower in {"also", "as"}:
            left -= 1
        if left <= sentence.first:
            return self._told_before(cue, sentence)
        before = parse.words[left - 1]
        closes = next((q for q in self._quotes if q.end - 1 <= before.end - 1 < q.end and q.is_speech), None)
        if closes is None and before.text not in {",", "—", "–", "-"}:
            return None
        if closes is None and not self._is_parenthesis(cue, left, sentence):
            return None
        if closes is not None and self._only_opens(closes, cue, sentence):
            return None
        if closes is not None:
            if not (cue.is_own_subject or parse.words[cue.verb].tag != "VBG"):
                return None
            start = self._quote_start(closes, sentence)
            return start, left
        start = self.left_start(sentence, left)
        told = any(w.tag in FINITE | {"VBN"} or (w.tag, w.dep) == ("VB", "ccomp") for w in parse.words[start:left])
        inverted = cue.subject is not None and cue.subject > cue.verb and cue.subject + 2 >= sentence.last
        told = told or (inverted and any(w.tag == "CD" for w in parse.words[start:left]))
        told = told or (cue.last + 2 >= sentence.last and any(w.lower in _FALLEN for w in parse.words[start:left]))
        if not told or self._is_open(left - 2, cue, sentence) or self._interrupts_clause(left):
            return None
        return (start, left - 1) if left - 1 > start else None

    def _only_tells_of(self, cue: Cue, left: int) -> bool:
        """Whether a clause only tells of the noun right before it: "an attack the militia denies"."""
        verb, before = self._parse.words[cue.verb], self._parse.words[left - 1]
        return verb.dep == "relcl" and verb.head == before.i and before.tag in {"NN", "NNS"}

    def _only_opens(self, closes: Quotation, cue: Cue, sentence: Sentence) -> bool:
        """Whether a quotation only closes what opens the sentence: "Speaking at the “forum,” NAME said …"."""
        words = self._parse.words
        inside = self._parse.words_in(closes.start, closes.end)
        ahead = words[sentence_body(self._parse, sentence) : inside[0].i]
        opens = len(ahead) > 1 and not any(w.tag in FINITE for w in ahead) and ahead[0].tag in {"IN", "VBG", "VBN"}
        return opens and any(words[j].dep == "ccomp" and j > cue.verb for j in self._parse.children[cue.verb])

    def _told_before(self, cue: Cue, sentence: Sentence) -> tuple[int, int] | None:
        """Return the quotation just before a sentence that only says who spoke: "“…?” NAME asked on Friday."."""
        words = self._parse.words
        if (
            sentence.first == 0
            or not cue.is_own_subject
            or any(w.tag in FINITE for w in words[cue.last + 1 : sentence.last])
        ):
            return None
        right = [words[j] for j in self._parse.children[cue.verb] if j > cue.verb]
        if any(w.dep in {"dobj", "ccomp", "xcomp"} for w in right) and words[cue.verb].lemma.lower() not in {
            "tell",
            "write",
        }:
            return None
        before = words[sentence.first - 1]
        told = next((q for q in self._quotes if q.end == before.end and q.is_speech), None)
        if (
            told is None
            or self._blocks[told.block].start > told.start
            or told.block != sentence.block
            or self._opens_quote(cue.last + 1, sentence)
        ):
            return None
        inside = self._parse.words_in(told.start, told.end)
        return inside[0].i, inside[-1].i + 1

    def _quote_start(self, quote: Quotation, sentence: Sentence) -> int:
        """Return the first word of a quotation, or of the sentence where the quotation is but its end."""
        inside = self._parse.words_in(quote.start, quote.end)
        first = inside[0].i
        before = first - 1
        if first <= sentence.first or before < sentence.first or self._parse.words[before].text in {",", ":", "—", "–"}:
            return first
        return self.left_start(sentence, first + 1)

    def left_start(self, sentence: Sentence, end: int) -> int:
        """Return the first word of what is said before a cue in the middle or at the end of a sentence."""
        start = sentence_body(self._parse, sentence)
        for q in self._quotes:
            if q.start < self._parse.words[sentence.first].start < q.end:
                inside = self._parse.words_in(q.start, q.end)
                start = min(start, inside[0].i)
        for j in range(start, end):
            if self._parse.words[j].text not in {";", "."} or self._cast.is_quoted(j):
                continue
            if self._parse.words[j].text == "." or self._has_own_source(start, j):
                start = j + 1
        return start

    def _has_own_source(self, start: int, end: int) -> bool:
        """Whether words before a semicolon name their own source, so that one at the sentence's end is not theirs."""
        index = self._parse.sentence_index[start]
        cues = any(start <= c.verb < end and c.subject is not None and not c.is_bare for c in self._cast.cues(index))
        return cues or any(w.lower in {"according", "per"} for w in self._parse.words[start:end])

    def _is_parenthesis(self, cue: Cue, left: int, sentence: Sentence) -> bool:
        """Whether a cue between commas comments on the words around it."""
        parse, words = self._parse, self._parse.words
        if "clause" not in cue.frames or words[cue.verb].tag == "VBG":
            return False
        inverted = cue.is_own_subject and cue.subject is not None and cue.subject > cue.verb
        if inverted:
            return (
                not any(words[j].dep == "ccomp" and j > cue.verb for j in parse.children[cue.verb]) or left == cue.first
            )
        if not cue.is_own_subject or not any(
            w.tag in FINITE | {"VBN"} or w.lower in _FALLEN for w in words[sentence.first : left]
        ):
            return False
        opener = words[sentence_body(parse, sentence)]
        top = opener if opener.dep == "prep" else words[opener.head]
        hangs = opener.tag in {"IN", "WRB"} and top.dep in {"prep", "advcl"} and top.head == cue.verb
        if hangs and parse.edges(top.i)[1] + 2 >= left:
            return False
        end = cue.last + 1
        while end < sentence.last and words[end].text not in {",", ".", ";", "!", "?", '"', "—", "–", ":"}:
            if words[end].lower in _ASIDES and not self._that_follows(end, sentence):
                break
            if words[end].tag in FINITE or (words[end].lower == "that" and words[end].tag == "IN"):
                return False
            end += 1
        right = [words[j] for j in parse.children[cue.verb] if cue.verb < j < end]
        told = words[cue.verb].lemma.lower() in _HEARERS
        return not any(w.dep in {"dobj", "ccomp", "xcomp"} for w in right if not told) and not self._opens_quote(
            end, sentence
        )

    def _that_follows(self, start: int, sentence: Sentence) -> bool:
        """Whether a "that" behind a word opens what was said: "said after the talks that …"."""
        return any(w.lower == "that" and w.tag == "IN" for w in self._parse.words[start : sentence.last])

    def _is_open(self, last: int, cue: Cue, sentence: Sentence) -> bool:
        """Whether what stands before a cue waits for what follows: "…, he said, that …", "has reached, …"."""
        words = self._parse.words
        after = max(cue.last, cue.subject or 0) + 2
        if after >= sentence.last or words[after - 1].text != ",":
            return False
        if words[after].lower == "that" and words[after].tag == "IN":
            return True
        verb = words[last]
        active = verb.pos in {"VERB", "AUX"} and self._parse.child(verb.i, "auxpass") is None
        return active and verb.tag in FINITE | {"VBN"} and verb.lemma in _WAITING

    def _opens_quote(self, i: int, sentence: Sentence, *, is_speech: bool = False) -> bool:
        """Whether a quotation opens at a word or the next; if asked, one long enough to be speech."""
        starts = {w.start for w in self._parse.words[i : min(i + 2, sentence.last)]}
        return any(q.start in starts and (q.is_speech or not is_speech) for q in self._quotes)

    def after(self, cue: Cue, cues: Sequence[Cue], sentence: Sentence) -> tuple[int, int] | None:
        """Return the words after a cue that are its content, where the verb takes such."""
        start = after_cue(self._parse, cue, sentence)
        if start is None:
            return None
        words = self._parse.words
        if (
            words[sentence.first].lower == "as"
            and cue.is_own_subject
            and not any(w.text == "," for w in words[sentence.first : cue.verb])
        ):
            comma = next((j for j in range(cue.last + 1, sentence.last) if words[j].text == ","), None)
            if (
                comma is not None
                and "clause" in cue.frames
                and not any(w.tag in FINITE for w in words[cue.last + 1 : comma])
            ):
                return comma + 1, cut(self._parse, cue, comma + 1, sentence, cues, self._cast)
            return None
        end = cut(self._parse, cue, start, sentence, cues, self._cast)
        if not self._takes(cue, start, end):
            return None
        start, end = self._whole_quote(start, end)
        return start, end

    def _whole_quote(self, start: int, end: int) -> tuple[int, int]:
        """Extend a content that opens with a quotation to all its sentences, or to its close."""
        for q in self._quotes:
            words = self._parse.words_in(q.start, q.end)
            if not q.is_speech or not words or words[0].i not in {start, start + 1}:
                continue
            if q.start < self._parse.words[start].start:
                continue
            closing = {w.text for w in words[-2:]}
            if words[-1].i + 1 > end or closing & {".", ",", "!", "?"}:
                return start, words[-1].i + 1
        return start, end

    def _takes(self, cue: Cue, start: int, end: int) -> bool:
        """Whether the words after a verb are of the sort that it takes."""
        parse, words = self._parse, self._parse.words
        quoted = any(q.start < words[end - 1].end and q.end > words[start].start for q in self._quotes)
        opens = self._opens_quote(start, parse.sentence(start), is_speech=True)
        if opens and cue.frames & {"quote", "clause", "object"}:
            return True
        if cue.is_bare:
            return False
        on = words[cue.preposition].lower if cue.preposition is not None else ""
        if words[cue.verb].lemma == "call" and on in {"on", "upon"}:
            asked = any(w.tag == "TO" for w in words[start:end]) or quoted
            return asked and cue.subject is not None
        if cue.preposition is not None:
            if words[cue.preposition + 1].text == ":":
                return False
            counted = any(w.tag == "CD" for w in words[start:end])
            return counted or cue.subject is None or words[cue.subject].tag not in {"WP", "WDT"}
        right = [words[j] for j in parse.children[cue.verb] if j > cue.verb]
        clause = any(w.dep == "ccomp" and w.i >= start for w in right) or (
            words[start - 1].lower == "that" and words[start - 1].tag == "IN"
        )
        if clause and "clause" in cue.frames:
            return True
        infinitive = any(w.dep == "xcomp" for w in right)
        if infinitive and "infinitive" in cue.frames:
            return "private" not in cue.frames
        blames = words[cue.verb].lemma.lower() == "hold" and self._calls(cue, start, end)
        aside = words[cue.verb].dep == "parataxis" and self._interrupts(cue, start, end)
        if "private" in cue.frames and not ("judge" in cue.frames and quoted) and not blames and not aside:
            return False
        return self._takes_object(cue, start, end, quoted=quoted)

    def _takes_object(self, cue: Cue, start: int, end: int, *, quoted: bool) -> bool:
        parse, words = self._parse, self._parse.words
        right = [words[j] for j in parse.children[cue.verb] if j > cue.verb]
        has_object = any(w.dep in {"dobj", "attr", "oprd", "ccomp", "xcomp"} for w in right)
        has_object = has_object or (words[start].dep == "prep" and words[start + 1].lower == "excess")
        if quoted and words[start].lower == "as" and "object" in cue.frames:
            return True
        burns = words[cue.verb].lemma == "set"  # set fire to at least 45 houses
        hedged = {j for j in range(start, end - 1) if burns and words[j + 1].lower in _LEAST}
        lowers = {words[j].lower for j in range(start, end) if j not in hedged}
        if (
            "appeal" in cue.frames
            and "to" in lowers
            and any(words[j].lower == "to" and words[j].tag == "TO" for j in range(start + 1, end))
            and words[start].lower != "not"
        ):
            return True
        put = has_object or words[start].lower == "at" or self._is_put(cue)
        if "at" in cue.frames and "at" in lowers and put:
            return any(words[j].tag == "CD" or words[j].lower in _ROUGHLY for j in range(start, end))
        tolls = [w for w in right if w.dep == "dobj" and w.lower in _TOLLS]
        counted = any(all(words[j].lower != "no" for j in parse.children[w.i]) for w in tolls)
        if self._interrupts(cue, start, end) or ("toll" in cue.frames and counted):
            return True
        if has_object and self._calls(cue, start, end):
            return True
        if "object" in cue.frames and has_object:
            return quoted or not self._is_deed(cue, right)
        if "judge" in cue.frames and quoted and has_object:
            return True
        if words[cue.verb].lemma.lower() in {"say", "add"} and end - start > 3:
            return True
        if words[cue.verb].lemma.lower() in PLAIN and "object" not in cue.frames:
            return any(words[j].tag in {"VBD", "VBZ", "VBP", "MD"} for j in range(start, end)) or quoted
        return False

    def _interrupts_clause(self, left: int) -> bool:
        """Whether the comma before a cue follows the opening of a clause: "fuel which, NAME says, has paid for …"."""
        words = self._parse.words
        return words[left - 1].text == "," and words[left - 2].tag in {"WDT", "WP", "WRB"}

    def _interrupts(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a cue between commas parts when it was from what it was: "As of Friday, the army said, nine died"."""
        words = self._parse.words
        if cue.subject is not None and words[start - 1].text == "," and cue.subject < cue.verb:
            left = self._parse.edges(cue.subject)[0]
            resumed = words[cue.verb].dep == "parataxis" and words[start].tag in FINITE
            if self._interrupts_clause(left) or (resumed and words[left - 1].text == ","):
                return True
        if cue.subject is None or cue.subject > cue.verb or "clause" not in cue.frames or words[start - 1].text != ",":
            return False
        left = self._parse.edges(cue.subject)[0]
        first = self._parse.sentence(cue.verb).first
        opens = left - 1 > first and words[left - 1].text == "," and words[first].tag in {"IN", "RB"}
        before = any(w.tag in FINITE for w in words[first:left])
        return opens and not before and any(w.tag in FINITE for w in words[start:end])

    def _is_put(self, cue: Cue) -> bool:
        """Whether a clause tells at what its noun is put: "a force that officials put at 50,000"."""
        return self._parse.words[cue.verb].dep == "relcl" and cue.is_own_subject

    def _calls(self, cue: Cue, start: int, end: int) -> bool:
        """Whether a verb tells what its object is: "listed two as civilians", "held NAME responsible"."""
        after = {w.lower for w in self._parse.words[start + 1 : end]}
        if self._parse.words[cue.verb].lemma.lower() == "hold":
            return bool(after & _BLAMED)
        return "as" in cue.frames and "as" in after

    def _is_deed(self, cue: Cue, right: Sequence[Word]) -> bool:
        """Whether a verb is done to a person and not said: "welcomed the guest"; who-clauses only tell who one is."""
        words = self._parse.words
        if cue.subject is not None and words[cue.subject].tag in {"WP", "WDT"}:
            return not any(words[j].tag == "CD" for w in right if w.dep == "dobj" for j in self._parse.subtree(w.i))
        if words[cue.verb].lemma.lower() not in cue_words().deeds:
            return False
        done_to = [self._cast.actor(w.i) for w in right if w.dep == "dobj"]
        return any(a is not None and a.kind in {Kind.PERSON, Kind.NAME} for a in done_to) and not any(
            w.dep in {"oprd", "ccomp", "xcomp"} for w in right
        )
