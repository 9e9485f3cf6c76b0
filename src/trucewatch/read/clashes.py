"""Clashes: with whom was it fought, where soldiers or fighters fell in a clash and nobody is told to have struck?

"Seven soldiers were hurt in gunbattles with men of the Mara Front": the Front did it. Who fights on the side of those
counted is left out; where more than one party stays, or none, nobody is named. Asked by `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.standing import forms, lemmas
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Clashes"]

_FIGHTS = word_list("deeds", "clashes", "words")
_BETWEEN = word_list("deeds", "clashes", "between")
_AGAINST = frozenset({"against"})
_MISSIONS = word_list("deeds", "clashes", "missions")
_SOLDIERY = word_list("deeds", "soldiery")
_FOUGHT = word_list("deeds", "fought") | word_list("deeds", "factions", "manned")
_BEHIND = 4
"""Whom it was fought with is told so many words behind the clash at most."""


class Clashes:
    """Asked for each figure of a report."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Keep the parse and the deeds of a report."""
        self._parse = parse
        self._deeds = deeds

    def rival(self, one: Draft, victims: str | None, *, is_loss: bool) -> str | None:
        """Return whom the people counted fought; `victims` is their side, and `is_loss` if a loss of theirs is told."""
        told = self._fighting(one, is_loss=is_loss)
        if victims is not None:
            others = told - {victims}
        elif one.object in _SOLDIERY:
            others = {p for p in told if not self._deeds.bearers.is_state(p)}
        elif one.object in _FOUGHT:
            others = {p for p in told if self._deeds.bearers.is_state(p)}
        else:
            return None
        return next(iter(others)) if len(others) == 1 else None

    def between(self, one: Draft) -> set[str] | None:
        """Return the parties by name of a clash between two sides that did the harm counted; None where none did."""
        sentence = self._parse.sentences[one.sentence]
        for i in lemmas(self._parse, _FIGHTS, sentence):
            behind = self._parse.words[i + 1 : min(sentence.last, i + 1 + _BEHIND)]
            for word in (w for w in behind if w.lower in _BETWEEN - _AGAINST):
                held = self._parse.child(word.i, "pobj")
                joined = held is not None and self._parse.child(held.i, "conj") is not None
                if joined and self._is_tied(one, i):
                    return self._held(word)
        return None

    def _is_tied(self, one: Draft, clash: int) -> bool:
        """Whether the harm counted hangs on a clash: "30 died in clashes", "clashes that killed 30"."""
        at = one.trigger if one.trigger is not None else one.count.core
        above = {w.i for w in self._parse.ancestors(clash)}
        over = {w.i for w in self._parse.ancestors(at)}
        noun = self._parse.words[clash]
        does = noun.dep == "nsubj" and noun.head in over  # the clashes have left 110 dead
        return at in above or clash in over or does or self._shared(at, above)

    def _shared(self, at: int, above: set[int]) -> bool:
        """Whether a clash is the subject of the verb or hangs on one joined to it."""
        verb = self._parse.words[at]
        return verb.head in above and verb.dep in {"conj", "advcl"}

    def _fighting(self, one: Draft, *, is_loss: bool) -> set[str]:
        """Return the parties that the figure's sentence tells to have fought one another."""
        sentence = self._parse.sentences[one.sentence]
        found: set[str] = set()
        for i in lemmas(self._parse, _FIGHTS, sentence):
            behind = self._parse.words[i + 1 : min(sentence.last, i + 1 + _BEHIND)]
            for between in (w for w in behind if w.lower in _BETWEEN):
                found |= self._held(between)
        for i in forms(self._parse, _AGAINST, sentence):
            against = self._parse.words[i]
            if is_loss or (one.object in _SOLDIERY and self._parse.words[against.head].lemma in _MISSIONS):
                found |= self._held(against)  # "two soldiers were killed in an operation against the rebels"
        return found

    def _held(self, preposition: Word) -> set[str]:
        """Return the parties behind a preposition: "between the army and the rebels"."""
        held = self._parse.child(preposition.i, "pobj")
        found: set[str] = set()
        while held is not None:
            party = self._deeds.bearers.of(held)
            if party is not None:
                found.add(party)
            held = self._parse.child(held.i, "conj")
        return found
