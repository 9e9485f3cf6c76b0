"""Victims: whose people or things does a figure count, by the words themselves?

"28 Ukrainian drones", "three of its soldiers", "Thai losses stand at three dead", "the capital admits to five dead
soldiers". `parties` asks it: nobody is told to have killed their own, so where a deed nearby says so, the enemy did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Victims"]

_OWN = word_list("grammar", "pronouns", "possessive")
_TURNS = word_list("grammar", "conjunctions", "contrast") | {";", "against"}
"""Words behind which somebody else's loss is told."""
_STRIKING = word_list("deeds", "verbs")
_THEIRS = frozenset({"its", "their"})
_AMIDST = frozenset({"among", "in", "within"})
_MEN = word_list("deeds", "factions", "forces") | word_list("deeds", "losses", "men")
_NEXT = 5
_BACK = 14
_OPENING = 6
"""Words at most in which a sentence says on whose side it is."""


class Victims:
    """Who suffered, asked of each figure of a report."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Keep the parse and the deeds of a report."""
        self._parse = parse
        self._deeds = deeds
        self.last: tuple[Draft, str] | None = None
        """The figure asked last and whose loss it is, if that is told."""

    def of(self, one: Draft, speaker: str | None) -> str | None:
        """Return the party whose loss a figure is, by its words; `speaker` is the source's side.

        Asked of figures in reading order: "three of its soldiers were killed and 29 wounded" are all the same side's.
        """
        party = self.owner(one) or self._of_the_loss(one) or self._whose(one) or (speaker if self.is_own(one) else None)
        party = party or self._beside(one)
        if party is None and self.last is not None and self.last[0].sentence == one.sentence:
            between = self._parse.words[self.last[0].count.last : one.count.first]
            is_joined = one.count.noun is None or (one.trigger is not None and one.trigger == self.last[0].trigger)
            party = self.last[1] if is_joined and not any(w.lower in _TURNS for w in between) else None
        self.last = (one, party) if party is not None else None
        return party

    def owner(self, one: Draft) -> str | None:
        """Return whose the counted things are: 28 Ukrainian drones."""
        noun = one.count.noun
        if noun is None:
            return None
        for word in self._parse.words[one.count.number_end : noun]:
            named = word.text[:1].isupper() or word.lemma.lower() in word_list("deeds", "factions", "rebels")
            party = self._deeds.bearers.party(word) if named and word.tag in {"JJ", "NNP", "NNPS"} else None
            if party is not None:
                return party
        counted = self._parse.words[noun]
        people = self._deeds.bearers.people(counted)  # 69,733 Palestinians
        first = noun - 2 if self._parse.words[noun - 1].tag == "HYPH" and noun - 2 >= one.count.number_end else noun
        is_name = counted.tag in {"NNP", "NNPS"} or first < noun
        if people is None and is_name and noun >= one.count.number_end:
            name = self._parse.text[self._parse.words[first].start : counted.end]
            people = self._deeds.bearers.group_named(name)  # more than 200 Taliban, 22 Mai-Mai
        if people is not None:
            return people
        of = next((j for j in self._parse.children[noun] if self._parse.words[j].lower == "of"), None)
        held = self._parse.child(of, "pobj") if of is not None else None
        if held is None or held.tag not in {"NNP", "NNPS", "NNS", "NN"}:
            return None
        army = held.lemma.lower() in word_list("deeds", "factions", "forces")
        return (self._deeds.bearers.of(held)) if army else None

    def _beside(self, one: Draft) -> str | None:
        """Return the party in "On the Tessin side, nine died", "nine died and 40 were hurt on the Tessin side"."""
        sentence = self._parse.sentences[one.sentence]
        opening = self._parse.words[sentence.body : min(sentence.body + _OPENING, one.count.first)]
        first = opening[0].lower == "on" if opening else False
        behind = self._parse.words[one.count.last : min(sentence.last, one.count.last + _BACK)]
        behind = behind[: next((n for n, w in enumerate(behind) if w.lower in _TURNS), len(behind))]
        for words, told in ((opening, first), (behind, True)):
            for n in range(2, len(words)) if told else ():
                if words[n].lower == "side" and (
                    words is opening or [w.lower for w in words[max(0, n - 3) : n - 1]] == ["on", "the"]
                ):
                    return self._deeds.bearers.party(words[n - 1])
        return None

    def _of_the_loss(self, one: Draft) -> str | None:
        """Return whose toll it is, where the toll is a noun before it: "Thai losses stand at three dead"."""
        words = self._parse.words
        first = self._parse.sentence(one.count.core).first
        for i in range(one.count.first - 1, max(first, one.count.first - _BACK) - 1, -1):
            if words[i].lower in _TURNS or (words[i].dep == "mark" and words[i].lower == "that"):
                return None
            if words[i].lemma.lower() in word_list("deeds", "losses", "nouns"):
                kids = (words[j] for j in self._parse.children[i])
                own = next((w for w in kids if w.lower in _THEIRS), None)
                party = self._described(words[i]) if own is None else self._above(own, one)
                party = party or self._owning_up(words[i], one)
                if party is not None:
                    return party
        return None

    def _owning_up(self, loss: Word, one: Draft) -> str | None:
        """Return who tells "the loss of 23 soldiers" as its own: the subject over it."""
        behind = self._parse.words[loss.i + 1 : one.count.first]
        if loss.lemma != "loss" or loss.dep != "dobj" or [w.lower for w in behind] != ["of"]:
            return None
        subject = self._parse.subject(loss.head)
        return None if subject is None else self._deeds.bearers.of(subject)

    def _described(self, noun: Word) -> str | None:
        named = self._deeds.bearers.phrase_party(noun)
        if named is not None:
            return named
        for j in self._parse.children[noun.i]:
            inner = self._parse.words[j]
            if inner.i < noun.i and inner.tag in {"NN", "NNS"}:
                named = self._deeds.bearers.phrase_party(inner)
                if named is not None:
                    return named
        return None

    def _whose(self, one: Draft) -> str | None:
        """Return whose people "three of its soldiers" are: of the party that is the subject above, not any speaker."""
        parse = self._parse
        end = one.count.noun if one.count.noun is not None else one.count.last
        own = next((w for w in parse.words[one.count.first : end] if w.lower in _THEIRS), None)
        return None if own is None else self._above(own, one)

    def _above(self, own: Word, one: Draft) -> str | None:
        """Return the party that is the subject above a possessive word: "the army raised its losses to 71"."""
        parse = self._parse
        for word in parse.ancestors(own.i):
            subject = parse.subject(word.i) if word.pos in {"VERB", "AUX"} else None
            # "sank four of their boats": nobody strikes the own.
            strikes = word.lemma in _STRIKING and subject is not None and subject.dep == "nsubj"
            if subject is None or strikes or one.count.first <= subject.i < one.count.last:
                continue
            if subject.tag not in {"PRP", "WDT", "WP"}:
                return self._deeds.bearers.of(subject)
        return None

    def is_own(self, one: Draft) -> bool:
        """Whether a speaker counts the own side: "three of its soldiers", "admits to five soldiers dead"."""
        words = self._parse.words
        end = one.count.noun if one.count.noun is not None else one.count.last
        if any(w.lower in _OWN for w in words[one.count.first : end]):
            return True
        if self._is_of_own_men(one):
            return True
        for word in (words[one.count.core], *self._parse.ancestors(one.count.core)):
            if word.lemma.lower() in word_list("deeds", "losses", "verbs"):
                return True
            if word.dep == "advcl" and self._parse.subject(word.i) is not None:
                return False  # another's loss is told above: "A lost 30 men, while B speaks of 100 dead"
        return False

    def _is_of_own_men(self, one: Draft) -> bool:
        """Whether the count is of the speaker's own men by what stands behind it: "50 dead among its troops"."""
        last = max(one.count.last, one.trigger + 1 if one.trigger is not None else 0)
        behind = self._parse.words[last : last + _NEXT]
        opens = bool(behind) and behind[0].lower in _AMIDST and any(w.lower in _OWN for w in behind[1:2])
        return opens and any(w.lemma.lower() in _MEN for w in behind[2:])
