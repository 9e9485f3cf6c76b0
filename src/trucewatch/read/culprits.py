"""Culprits: which band without a name did the harm of a story that tells of nobody else: "gunmen", "gangs"?

The band is what the story calls it most tellingly: who are "gunmen" in one sentence may be "gangs" in another, and
"attackers" are "gunmen" where they are called so once. Part of `parties`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.read.standing import lemmas, with_lemma
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["Culprits"]

_FACELESS = word_list("deeds", "factions", "faceless")
_BARE = word_list("deeds", "factions", "bare")
_WORDS = frozenset({"gunman", "gunmen"}) | word_list("deeds", "factions", "bands")
_PEOPLE = word_list("deeds", "factions", "people")
_TELLING = ("gangs", "bandits", "gunmen")
"""From what tells most of who they are to what tells least."""
_GANGS = "gangs"
_NOBODY = word_list("deeds", "nobody")
_HARM = frozenset({FigureKind.TOLL, FigureKind.DAMAGE})


class Culprits:
    """Asked for each figure of harm of a report."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Count the bands that each story speaks of."""
        self._parse = parse
        self._deeds = deeds
        self._bands: dict[int, Counter[str]] = {}
        for i in with_lemma(parse, _WORDS | _PEOPLE):
            band = self._deeds.bearers.bare(parse.words[i]) if parse.words[i].pos == "NOUN" else None
            if band is not None and band in _FACELESS:
                self._bands.setdefault(parse.sentence(i).story, Counter())[band] += 1

    def called(self, one: Draft, found: str) -> str:
        """Return what the story calls a band most tellingly."""
        story = self._parse.sentences[one.sentence].story
        if found not in _FACELESS or one.kind not in _HARM:
            return found
        is_total = bool(lemmas(self._parse, _NOBODY, self._parse.sentences[one.sentence]))
        if found == _GANGS and not is_total and (named := self._deeds.lone_group(story)) is not None:
            return named
        able = {*self._bands.get(story, ()), found}
        return next((band for band in _TELLING if band in able), found) if found in _BARE else found

    def of(self, one: Draft) -> str | None:
        """Return the band that did the harm of a story, where no state from abroad and no group acted."""
        story = self._parse.sentences[one.sentence].story
        bands = self._bands.get(story)
        if not bands or one.kind not in _HARM or one.measure == "captured":
            return None
        home = self._deeds.home_of(one.sentence)
        told = [d.party for d in self._deeds.told if d.harms and self._parse.sentences[d.sentence].story == story]
        others = [party for party in told if party not in _FACELESS]
        if any(party != home for party in others) or len(others) > sum(bands.values()):
            return None
        return self.called(one, bands.most_common(1)[0][0])
