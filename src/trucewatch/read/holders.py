"""Holders: who is it that supports, rejects or offers, by the grammar of the sentence?

From a word that takes a stand the way leads to a possessive, an agent or a subject, through infinitives,
participles and joined verbs. Pronouns of a clause that somebody says are the speaker; "we" is whoever is quoted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.read.names import core_of, full_span, is_capital, nation_in
from trucewatch.read.sources import Kind
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.positions import position_words
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Statement
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Actor, Cast

__all__ = ["Held", "Holders"]

_SUBJECTS = ("nsubj", "nsubjpass")
_UPWARD = frozenset({"xcomp", "acomp", "attr", "oprd", "aux", "dep"})
_HOPS = 6
# With more words between (a clause on the subject, an apposition) the span starts at the verb.
_FAR = 8
_PERSONAL = word_list("grammar", "pronouns", "of_one")


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a stand and the first word of the clause that says so."""

    names: tuple[str, ...]
    first: int


class Holders:
    """Asks a report's cast and statements who a word belongs to."""

    def __init__(self, parse: Parse, cast: Cast, statements: Sequence[Statement]) -> None:
        self._parse = parse
        self._cast = cast
        self._statements = statements

    def statement_at(self, i: int) -> Statement | None:
        """Return the narrowest statement in whose content word `i` stands."""
        word = self._parse.words[i]
        around = [s for s in self._statements if s.content.start <= word.start and word.end <= s.content.end]
        return min(around, key=lambda s: s.content.end - s.content.start, default=None)

    def speaker(self, i: int) -> tuple[str, ...]:
        """Return whoever says word `i`, if it is said."""
        statement = self.statement_at(i)
        if statement is None or statement.source.name.split()[-1].lower() in position_words().sets["vague"]:
            return ()
        return (statement.source.name,)

    # --- the three ways ---

    def of_verb(self, i: int) -> Held | None:
        """Return who is the subject of a verb or of what it hangs on."""
        subject, first = self.subject(i)
        if subject is None:
            return None
        names = self.names(subject)
        return Held(names, first) if names else None

    def of_noun(self, i: int) -> Held | None:
        """Return whose support, refusal or demand it is."""
        parse = self._parse
        owner = parse.child(i, "poss")
        if owner is not None:
            names = self.names(owner.i)
            return Held(names, self._left(owner.i)) if names else None
        nation = self._nation(i)
        if nation is not None:
            return Held((nation,), core_of(parse, i).first)
        for j in parse.children[i]:
            if parse.words[j].dep in {"prep", "agent"} and parse.words[j].lower in {"by", "from"}:
                pobj = parse.child(j, "pobj")
                if pobj is not None and (names := self.names(pobj.i)):
                    return Held(names, core_of(parse, i).first)
        verb = self._light_verb(i)
        return self.of_verb(verb) if verb is not None else None

    def agent(self, i: int) -> tuple[str, ...]:
        """Return by whom something was rejected or agreed."""
        for j in self._parse.children[i]:
            if self._parse.words[j].dep in {"agent", "prep"} and self._parse.words[j].lower == "by":
                pobj = self._parse.child(j, "pobj")
                return self.names(pobj.i) if pobj is not None else ()
        return ()

    # --- subjects ---

    def subject(self, i: int) -> tuple[int | None, int]:
        """Return the subject of verb or adjective `i`, and the first word of its clause."""
        parse, words = self._parse, self._parse.words
        first: int | None = None
        at = i
        for _ in range(_HOPS):
            word = words[at]
            own = parse.child(at, *_SUBJECTS) or self._below_auxiliary(at)
            if own is not None and own.i < at:
                return self._own(word, own, first)
            if word.dep in _UPWARD:
                at = word.head
            elif word.dep == "conj":
                first = self._bare_left(at) if first is None else first
                at = self._verb_above(word)
            elif word.dep in {"acl", "relcl"}:
                return self._noun_above(word, first)
            elif word.dep == "advcl" and word.tag in {"VBG", "VBN"} and self._keeps_subject(at):
                first = self._bare_left(at) if first is None else first
                at = word.head
            elif word.dep == "pcomp" and words[word.head].lower in position_words().sets["gerunds"]:
                first = self._bare_left(at) if first is None else first
                at = words[word.head].head
            else:
                break
            if at == word.i:
                break
            at = self._out_of_quotation(i, at)
        return None, i

    def _below_auxiliary(self, i: int) -> Word | None:
        """Return a subject that the parser hung on the auxiliary: "Peru is opposed"."""
        aux = self._parse.child(i, "auxpass", "aux")
        return self._parse.child(aux.i, *_SUBJECTS) if aux is not None else None

    def _verb_above(self, word: Word) -> int:
        """Return the verb that another verb is joined to, also where the parser hung it on a noun."""
        above = self._parse.words[word.head]
        while word.pos == "VERB" and above.pos not in {"VERB", "AUX"} and above.head != above.i:
            above = self._parse.words[above.head]
        return above.i

    def _keeps_subject(self, i: int) -> bool:
        mark = self._parse.child(i, "mark")
        return mark is None or mark.lower in position_words().sets["gerunds"]

    def _out_of_quotation(self, i: int, at: int) -> int:
        """Return the word that `at` hangs on outside the quotation, where word `i` itself is not quoted."""
        while not self._cast.is_quoted(i) and self._cast.is_quoted(at) and self._parse.words[at].head != at:
            at = self._parse.words[at].head
        return at

    def _own(self, verb: Word, subject: Word, first: int | None) -> tuple[int | None, int]:
        if subject.lower in position_words().sets["relative"]:
            above = self._parse.words[verb.head]
            if verb.dep == "relcl":
                return above.i, self._left(above.i) if first is None else first
            return None, verb.i
        far = verb.i - subject.i > _FAR
        start = (self._bare_left(verb.i) if far else self._left(subject.i)) if first is None else first
        return self._told_of(verb, subject), start

    def _told_of(self, verb: Word, subject: Word) -> int:
        """Return the speaker's own head for the pronoun of a clause that is said: "X said it will …"."""
        if subject.tag != "PRP" or subject.lower in position_words().sets["first_person"]:
            return subject.i
        at = verb
        for _ in range(_HOPS):
            if at.dep in {"conj", "xcomp"}:
                at = self._parse.words[at.head]
                continue
            break
        if at.dep != "ccomp":
            return subject.i
        teller = self._parse.child(at.head, "nsubj")
        return teller.i if teller is not None and self.names(teller.i) else subject.i

    def _noun_above(self, word: Word, first: int | None) -> tuple[int | None, int]:
        if word.tag not in {"VBG", "VBD", "VBZ", "VBP", "VBN"} or (word.tag == "VBN" and word.dep == "acl"):
            return None, word.i
        start = self._left(word.head) if word.i - word.head <= 2 else self._bare_left(word.i)
        return word.head, start if first is None else first

    def _light_verb(self, i: int) -> int | None:
        words, light = self._parse.words, position_words().sets["light"]
        word = words[i]
        if word.dep == "pobj" and words[word.head].lower == "in":
            word = words[word.head]
        above = words[word.head]
        if word.dep in {"dobj", "attr", "prep", "oprd"} and above.lemma.lower() in light:
            return above.i
        return None

    def _nation(self, i: int) -> str | None:
        parse = self._parse
        core = core_of(parse, i)
        if core.first >= i or parse.words[core.first].dep not in {"amod", "compound", "nmod"}:
            return None
        nation = nation_in(parse, core.first, i - 1, self._cast.nations)
        return nation.name if nation is not None else None

    def _left(self, i: int) -> int:
        return full_span(self._parse, core_of(self._parse, i))[0]

    def _bare_left(self, i: int) -> int:
        """Return the first word of a verb group without a subject: "has", "consistently"."""
        words = self._parse.words
        left = [j for j in self._parse.children[i] if j < i and words[j].dep in {"aux", "auxpass", "neg", "advmod"}]
        return min(left, default=i)

    # --- names ---

    def names(self, i: int) -> tuple[str, ...]:
        """Return the canonical names of all that a phrase joins: "A, B and C", "countries including A and B"."""
        word = self._parse.words[i]
        if word.lower in position_words().sets["first_person"]:
            return self.speaker(i)
        if word.tag in {"PRP", "PRP$"} and self._cast.is_quoted(i):
            return self._quoted_pronoun(word)
        listed = self._listed(i)
        if listed:
            return listed
        found: list[str] = []
        todo = [i]
        while todo:
            j = todo.pop(0)
            name = self._name(j)
            if name is not None and name not in found:
                found.append(name)
            todo.extend(k for k in self._parse.children[j] if k > j and self._is_joined(k))
        return tuple(found)

    def _is_joined(self, k: int) -> bool:
        """Whether word `k` goes on a list; the parser takes the second of four states for an apposition."""
        word = self._parse.words[k]
        if word.dep == "conj":
            return True
        one, other = self._cast.actor(k), self._cast.actor(word.head)
        return word.dep == "appos" and one is not None and other is not None and one.kind is other.kind is Kind.STATE

    def _quoted_pronoun(self, word: Word) -> tuple[str, ...]:
        """Return whom a speaker means by "he" or "they": somebody named before in the same words, never the speaker."""
        statement = self.statement_at(word.i)
        if statement is None:
            return ()
        wanted = {Kind.PERSON} if word.lower in _PERSONAL else {Kind.STATE, Kind.BODY}
        for j in range(word.i - 1, -1, -1):
            if self._parse.words[j].start < statement.content.start:
                break
            actor = self._cast.actor(j)
            if actor is not None and actor.kind in wanted and self._parse.words[j].pos == "PROPN":
                return (actor.name,) if actor.name != statement.source.name else ()
        return ()

    def _is_party(self, actor: Actor, last: str) -> bool:
        """Whether a group can stand somewhere: one with a name in it, a known sort of party, or one office."""
        sets = position_words().sets
        if last in sets["vague"]:
            return False
        return last in sets["parties"] or any(c.isupper() for c in actor.name) or last in role_words().offices

    def _listed(self, i: int) -> tuple[str, ...]:
        parse = self._parse
        for j in parse.children[i]:
            word = parse.words[j]
            if j > i and word.dep == "prep" and word.lower in position_words().sets["listing"]:
                pobj = parse.child(j, "pobj")
                if pobj is not None and is_capital(pobj):
                    return self.names(pobj.i)
        return ()

    def _name(self, i: int) -> str | None:
        actor = self._cast.actor(i)
        if actor is None or actor.kind is Kind.PAPER:
            return None
        last = actor.name.split()[-1].lower()
        if not any(c.isalpha() for c in actor.name) or (actor.kind is Kind.GROUP and not self._is_party(actor, last)):
            return None
        if actor.kind is Kind.NAME and " " not in actor.name:
            return None
        return actor.name
