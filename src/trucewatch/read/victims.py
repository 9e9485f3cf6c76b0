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
_BACK = 14


class Victims:
    """Who suffered, asked of each figure of a report."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Keep the parse and the deeds of a report."""
        self._parse = parse
        self._deeds = deeds
        self._last: tuple[Draft, str] | None = None

    def of(self, one: Draft, speaker: str | None) -> str | None:
        """Return the party whose loss a figure is, by its words; `speaker` is the source's side.

        Asked of figures in reading order: "three of its soldiers were killed and 29 wounded" are all the same side's.
        """
        party = self.owner(one) or self._of_the_loss(one) or (speaker if self._is_own(one) else None)
        if (
            party is None
            and one.count.noun is None
            and self._last is not None
            and self._last[0].sentence == one.sentence
        ):
            party = self._last[1]
        self._last = (one, party) if party is not None else None
        return party

    def owner(self, one: Draft) -> str | None:
        """Return whose the counted things are: 28 Ukrainian drones."""
        noun = one.count.noun
        if noun is None:
            return None
        for word in self._parse.words[one.count.number_end : noun]:
            named = word.text[:1].isupper() or word.lemma.lower() in word_list("deeds", "factions", "rebels")
            party = self._deeds.party(word) if named and word.tag in {"JJ", "NNP", "NNPS"} else None
            if party is not None:
                return party
        of = next((j for j in self._parse.children[noun] if self._parse.words[j].lower == "of"), None)
        held = self._parse.child(of, "pobj") if of is not None else None
        if held is None or held.tag not in {"NNP", "NNPS", "NNS", "NN"}:
            return None
        army = held.lemma.lower() in word_list("deeds", "factions", "forces")
        return (self._deeds.phrase_party(held) or self._deeds.party(held)) if army else None

    def _of_the_loss(self, one: Draft) -> str | None:
        """Return whose toll it is, where the toll is a noun before it: "Thai losses stand at three dead"."""
        words = self._parse.words
        first = self._parse.sentence(one.count.core).first
        for i in range(one.count.first - 1, max(first, one.count.first - _BACK) - 1, -1):
            if words[i].lower in _TURNS:
                return None
            if words[i].lemma.lower() in word_list("deeds", "losses", "nouns"):
                party = self._described(words[i])
                if party is not None:
                    return party
        return None

    def _described(self, noun: Word) -> str | None:
        named = self._deeds.phrase_party(noun)
        if named is not None:
            return named
        for j in self._parse.children[noun.i]:
            inner = self._parse.words[j]
            if inner.i < noun.i and inner.tag in {"NN", "NNS"}:
                named = self._deeds.phrase_party(inner)
                if named is not None:
                    return named
        return None

    def _is_own(self, one: Draft) -> bool:
        """Whether a speaker counts the own side: "three of its soldiers", "admits to five soldiers dead"."""
        words = self._parse.words
        end = one.count.noun if one.count.noun is not None else one.count.last
        if any(w.lower in _OWN for w in words[one.count.first : end]):
            return True
        above = [words[one.count.core], *self._parse.ancestors(one.count.core)]
        return any(w.lemma.lower() in word_list("deeds", "losses", "verbs") for w in above)
