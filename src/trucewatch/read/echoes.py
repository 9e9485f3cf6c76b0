"""Echoes: how much of one sentence is heard again in another, and what sort of sentence is each?

A figure told without a place or a time goes on with what another sentence told: the more words and names the two
share, the likelier. Everything is counted once for each sentence of a report.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from trucewatch.read.scenes import breaks, sums_up, takes_up
from trucewatch.read.timelinks import verbs

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse

__all__ = ["Echoes"]

_TELLING = frozenset({"NOUN", "PROPN", "VERB"})
_SHORTEST = 4
# How a verb is told, as a number for the models.
_MODAL, _PERFECT, _PLUPERFECT, _PAST, _PRESENT, _OTHER = range(1, 7)
_HAS, _HAD = frozenset({"has", "have", "'ve"}), "had"


class Echoes:
    """Asked by sentence number, for one parse."""

    def __init__(self, parse: Parse) -> None:
        """Keep the parse; everything else is counted when it is first asked for."""
        self.parse = parse
        self._words: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._shared: dict[tuple[int, int], tuple[int, int]] = {}
        self._manner: dict[int, tuple[float, float, float]] = {}

    @cached_property
    def openings(self) -> dict[int, int]:
        """The number of the first sentence of each story."""
        first: dict[int, int] = {}
        for number, sentence in enumerate(self.parse.sentences):
            first.setdefault(sentence.story, number)
        return first

    def shared(self, one: int, other: int) -> tuple[int, int]:
        """Return how many telling words, and how many names, two sentences have in common."""
        key = (min(one, other), max(one, other))
        if key not in self._shared:
            mine, theirs = self._told(one), self._told(other)
            self._shared[key] = (len(mine[0] & theirs[0]), len(mine[1] & theirs[1]))
        return self._shared[key]

    def manner(self, number: int) -> tuple[float, float, float]:
        """Return 1 or 0 for: does a sentence sum up, take up what was told before, break with it?"""
        if number not in self._manner:
            sentence = self.parse.sentences[number]
            self._manner[number] = (
                float(sums_up(self.parse, sentence)),
                float(takes_up(self.parse, sentence)),
                float(breaks(self.parse, sentence, acts_only=True)),
            )
        return self._manner[number]

    def tense(self, at: int) -> int:
        """Return how the verb above word `at` is told: 0 none, 1 may, 2 has done, 3 had done, 4 did, 5 does, 6 else."""
        verb = next(verbs(self.parse, at), None)
        if verb is None:
            return 0
        helpers = [self.parse.words[j] for j in self.parse.children[verb.i]]
        helpers = [w for w in helpers if w.dep in {"aux", "auxpass"}]
        said, tags = {w.lower for w in helpers}, {verb.tag, *(w.tag for w in helpers)}
        if "MD" in tags:
            return _MODAL
        if said & _HAS:
            return _PERFECT
        if _HAD in said:
            return _PLUPERFECT
        if "VBD" in tags:
            return _PAST
        return _PRESENT if tags & {"VBZ", "VBP"} else _OTHER

    def _told(self, number: int) -> tuple[frozenset[str], frozenset[str]]:
        if number not in self._words:
            sentence = self.parse.sentences[number]
            words = self.parse.words[sentence.first : sentence.last]
            self._words[number] = (
                frozenset(w.lemma.lower() for w in words if w.pos in _TELLING and len(w.text) >= _SHORTEST),
                frozenset(w.text for w in words if w.pos == "PROPN" and w.text[:1].isupper()),
            )
        return self._words[number]
