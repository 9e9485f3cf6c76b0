"""Doers: which party is the subject, sender or platform of what a figure counts, by the grammar around it?

Looks at the figure's own verb, the clause on its noun and the words of origin; what stands further off is `parties`'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Doers"]

# The verb of a number stands so many words above it at most.
_UP = 4
_RELATIVE = word_list("deeds", "sent", "openers")
_SENDING = word_list("deeds", "sending")
_LEADING = word_list("deeds", "leading")
_HANDING = word_list("deeds", "handing")
_RETURN = word_list("deeds", "return")
_CLAIMING = word_list("deeds", "claiming")
_BLAME = word_list("deeds", "blame")
_TELLING = word_list("deeds", "telling")
_HANDS = word_list("deeds", "held", "hands")
_OWN = word_list("grammar", "pronouns", "possessive")


class Doers:
    """Asked for each figure; `speakers` holds the side of its source by the figure's offset, `armies` of an army."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Keep the parse and the deeds of a report."""
        self._parse = parse
        self._deeds = deeds
        self.speakers: dict[int, str] = {}
        self.armies: dict[int, str] = {}

    def platform(self, one: Draft) -> str | None:
        """Return whose aircraft, ships or land the weapons came from: "launched from Indian aircraft"."""
        above = [w.i for w in self._parse.ancestors(one.count.core)][:_UP]
        for i in {*above, one.count.core}:
            for j in self._parse.children[i]:
                held = self._parse.child(j, "pobj") if self._parse.words[j].lower == "from" else None
                party = None if held is None else self._deeds.bearers.of(held)
                if party is not None:
                    return party
        return None

    def strikes(self, one: Draft, verb: Word) -> bool:
        """Whether somebody struck the counted things, rather than they something: "22 struck homes" does not."""
        subject = self._parse.subject(verb.i)
        is_own = subject is not None and one.count.first <= subject.i < one.count.last
        return verb.lemma in word_list("deeds", "striking") and not is_own

    def sender(self, one: Draft) -> str | None:
        """Return who is told to have sent the counted weapons: "92 drones that Russia launched", "sent by India"."""
        for j in self._parse.children[one.count.noun] if one.count.noun is not None else ():
            clause = self._parse.words[j]
            if clause.dep in {"relcl", "acl"}:
                by = self._parse.child(j, "agent")
                subject = self._parse.child(by.i, "pobj") if by is not None else self._parse.subject(j)
                if subject is not None:
                    return self._deeds.bearers.of(subject)
        return self._sender_beside(one)

    def _sender_beside(self, one: Draft) -> str | None:
        """Return the same by the words right after the noun, where the parser hung the clause elsewhere."""
        start = one.count.last
        ahead = self._parse.words[start : min(self._parse.sentence(one.count.core).last, start + 6)]
        if not ahead or ahead[0].lower not in _RELATIVE:
            return None
        if not any(w.lemma in _SENDING for w in ahead):
            return None
        return next((party for w in ahead if (party := self._deeds.bearers.party(w)) is not None), None)

    def subject(self, one: Draft) -> str | None:
        """Return the party that is the subject (or agent) of the figure's own verb."""
        if one.trigger is None:
            return None
        parse = self._parse
        verb = self._carrying_out(parse.words[one.trigger])
        if verb.pos != "VERB":
            return None
        for n in range(4):
            if n and self._only_tells(verb):
                return None
            by = parse.child(verb.i, "agent")
            agent = parse.child(by.i, "pobj") if by is not None else self._later_agent(verb)
            passive = parse.child(verb.i, "nsubjpass") is not None
            subject = agent or (None if passive else parse.doer(verb.i))
            if subject is not None and (self._is_both(subject) or self._deeds.is_of_war(subject)):
                return None
            if subject is not None and not (one.count.first <= subject.i < one.count.last):
                party = (
                    self._deeds.bearers.phrase_party(subject)
                    or self._own_side(one, subject)
                    or self._deeds.bearers.party(subject)
                )
                return party or self._deeds.bearers.meant(subject)
            is_own = subject is not None  # what is counted is what did it: "25 fell"
            if passive or is_own or verb.dep not in {"conj", "advcl", "xcomp", "pcomp"} or verb.head == verb.i:
                return None
            if self._is_told_of(one, verb):
                return None
            verb = parse.words[verb.head]
            accused = parse.child(verb.i, "dobj") if verb.lemma in _BLAME else None
            if accused is not None:  # accused X of bombing a house, killing nine
                return self._deeds.bearers.phrase_party(accused) or self._deeds.bearers.party(accused)
        return None

    def _carrying_out(self, trigger: Word) -> Word:
        """Return the verb that carries out what a noun names, else the word: "mounted dozens of attacks"."""
        words, noun = self._parse.words, trigger
        while noun.dep == "pobj" and words[noun.head].lower == "of":
            noun = words[words[noun.head].head]
        return words[noun.head] if noun.dep == "dobj" and words[noun.head].lemma in _LEADING else trigger

    def _only_tells(self, verb: Word) -> bool:
        """Whether the subject of a verb has to do with the harm only as who counts, treats or condemns it."""
        kids = (self._parse.words[j].lower for j in self._parse.children[verb.i])
        return verb.lemma in _TELLING or (verb.lemma == "take" and "in" in kids)

    def _is_told_of(self, one: Draft, verb: Word) -> bool:
        """Whether a bare participle behind a number hangs on a verb that only tells: "put it at 13, and 25 wounded"."""
        is_bare = verb.tag == "VBN" and verb.dep == "conj" and one.count.core < verb.i
        is_bare |= verb.i > 0 and self._parse.words[verb.i - 1].lower == "the"  # "put the injured at 63"
        return is_bare and self._parse.words[verb.head].lemma not in word_list("deeds", "verbs")

    def _later_agent(self, verb: Word) -> Word | None:
        """Return by whom a verb joined to a passive one was done: "one was killed and three were hurt, by guards"."""
        if self._parse.child(verb.i, "nsubjpass") is None:
            return None
        for j in self._parse.children[verb.i]:
            joined = self._parse.words[j]
            if joined.dep == "conj" and self._parse.child(j, "auxpass") is not None:
                by = self._parse.child(j, "agent")
                return self._parse.child(by.i, "pobj") if by is not None else self._later_agent(joined)
        return None

    def hander(self, one: Draft) -> str | None:
        """Return who handed over or let go the people counted: "has handed over the bodies of nine"."""
        verb = next((w for w in self._parse.ancestors(one.count.core) if w.pos == "VERB"), None)
        if verb is None or verb.lemma not in _HANDING or verb.i == one.trigger:
            return None
        by = self._parse.child(verb.i, "agent")
        first = self._parse.words[verb.head] if verb.dep == "conj" else verb
        subject = self._parse.subject(verb.i) or self._parse.subject(first.i)
        subject = self._parse.child(by.i, "pobj") if by is not None else subject
        return None if subject is None else self._deeds.bearers.of(subject)

    def in_return(self, one: Draft, party: str | None) -> str | None:
        """Return who let go those who went the other way: "A freed 20 captives in exchange for 300 prisoners"."""
        verb = next((w for w in self._parse.ancestors(one.count.core) if w.pos == "VERB"), None)
        if verb is None or party is None or verb.i > one.count.first:
            return party
        between = {w.lower for w in self._parse.words[verb.i : one.count.first]}
        other = self._deeds.enemy_of(party, self._parse.sentences[one.sentence].story)
        return other if between & _RETURN and {"in", "for"} <= between else party

    def holder(self, one: Draft) -> str | None:
        """Return who has the people counted: "20 are in X captivity", "six of the crew are in X hands"."""
        last = self._parse.sentence(one.count.core).last
        for word in self._parse.words[one.count.last : min(last, one.count.last + _UP + _UP)]:
            above = self._parse.words[word.head]
            if word.lemma.lower() in _HANDS and above.lower == "in":
                return self._deeds.bearers.phrase_party(word)
        return None

    def claims(self, one: Draft) -> bool:
        """Whether the counted weapons are what somebody says to have stopped: "claimed 442 of the drones"."""
        word = self._parse.words[one.count.core]
        while word.dep in {"pobj", "prep"}:
            word = self._parse.words[word.head]
        return word.dep == "dobj" and self._parse.words[word.head].lemma in _CLAIMING

    def _is_both(self, subject: Word) -> bool:
        return any(self._parse.words[j].lower in {"both", "each"} for j in self._parse.children[subject.i])

    def _own_side(self, one: Draft, subject: Word) -> str | None:
        """Return the speaker's side for "it", "our forces", "the group" in the speaker's own claim."""
        if subject.lower in word_list("deeds", "own_words"):
            return self.speakers.get(one.start)
        if subject.lower in word_list("deeds", "own_men"):
            return self.armies.get(one.start)
        kids = (self._parse.words[j] for j in self._parse.children[subject.i])
        own = next((k for k in kids if k.tag == "PRP$" and k.lower in _OWN), None)
        if own is None:
            return None
        return self.speakers.get(one.start) or self._deeds.bearers.party(own)  # "said its warplanes hit …"
