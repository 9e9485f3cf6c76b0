"""Skies: whose are the jets that nobody owns, in a land whose state fights armed groups of its own?

Only the state has an air force there: "a warplane bombed the village" is its deed where no other state is at war in the
story and no group is told to have struck from the air. Part of `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.standing import with_lemma
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deed, Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse

__all__ = ["Skies"]

_MEANS = word_list("deeds", "skies", "means")
_PAIRS = word_list("deeds", "skies", "pairs")
_AIR = "air"
# A bomber is no plane where one blew himself up.
_BOMBER, _BLOWN = "bomber", frozenset({"suicide"})
_DRONES = word_list("deeds", "skies", "drones")
_LEAD = 2
"""The first so many sentences of a story tell what it is about."""


class Skies:
    """Asked for each figure whose own words name nobody."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Find the sentences that tell of strikes from the air."""
        self._parse = parse
        self._deeds = deeds
        firsts = frozenset(pair.split()[0] for pair in _PAIRS)
        told = [i for i in with_lemma(parse, _MEANS | firsts | {_AIR}) if self._is_air(i)]
        self._told = frozenset(parse.sentence_index[i] for i in told)
        self._manned = frozenset(parse.sentence_index[i] for i in told if parse.words[i].lemma.lower() not in _DRONES)

    def _is_air(self, i: int) -> bool:
        word = self._parse.words[i]
        if word.lemma.lower() in _MEANS:
            return word.lemma.lower() != _BOMBER or not with_lemma(self._parse, _BLOWN)
        if word.lower == _AIR and i > 1 and self._parse.words[i - 2].lower == "from":
            return self._parse.words[i - 1].lower == "the"
        after = self._parse.words[i + 1] if i + 1 < len(self._parse.words) else word
        if after.tag == "HYPH" and i + 2 < len(self._parse.words):
            after = self._parse.words[i + 2]
        return f"{word.lemma.lower()} {after.lemma.lower()}" in _PAIRS

    def flown(self, one: Draft) -> str | None:
        """Return the state whose plane it was by the figure's own sentence, or by the lead if no group acted since."""
        home = self._home(one)
        if home is None or one.sentence in self._manned:
            return home
        here = self._parse.sentences[one.sentence]
        if not self._manned & {*self._lead(one)}:
            return None
        acted = any(d.sentence <= one.sentence and self._is_by_group(d, here.story) for d in self._deeds.told)
        return None if acted else home

    def owner(self, one: Draft) -> str | None:
        """Return the state that struck from the air in the land of a figure's story."""
        home = self._home(one)
        story = self._parse.sentences[one.sentence].story
        harm = {d.party for d in self._deeds.told if d.harms and self._parse.sentences[d.sentence].story == story}
        return home if harm <= {home} or one.sentence in self._manned else None

    def _home(self, one: Draft) -> str | None:
        """Return the state that alone flies in a story of which the lead or the figure's sentence tells of a plane."""
        if not {one.sentence, *self._lead(one)} & self._told:
            return None
        home = self._deeds.home_of(one.sentence)
        is_alone = home is not None and self._deeds.is_civil(home, self._parse.sentences[one.sentence].story)
        return home if is_alone else None

    def _lead(self, one: Draft) -> range:
        story = self._parse.sentences[one.sentence].story
        first = next(n for n, s in enumerate(self._parse.sentences) if s.story == story)
        return range(first, first + _LEAD)

    def _is_by_group(self, deed: Deed, story: int) -> bool:
        is_here = self._parse.sentences[deed.sentence].story == story
        return is_here and deed.harms and not self._deeds.bearers.is_state(deed.party)
