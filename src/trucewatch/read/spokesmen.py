"""Spokesmen: which party of a war does a source speak for, and does it speak for an army?

By the side of the source, by the group that it is, else by its words: "the army" and "the police" speak for the state
whose they are in the story, a ministry without a nation for the land where the story is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.model import Source
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.actors import Actors

__all__ = ["Spokesmen"]

_OFFICIALS = word_list("deeds", "officials")
_UNITS = word_list("deeds", "warbands", "units")
_FIGHTERS = frozenset({"group", "militia", "army"})


class Spokesmen:
    """Asked for the sources of a report."""

    def __init__(self, parse: Parse, deeds: Deeds, known: Actors) -> None:
        """Keep the parse, the deeds and the known actors."""
        self._parse = parse
        self._deeds = deeds
        self._known = known
        self._sides: dict[Source, str | None] = {}

    def side(self, source: Source) -> str | None:
        """Return the canonical name of the party that a source speaks for, or None."""
        if source not in self._sides:
            self._sides[source] = self._side(source)
        return self._sides[source]

    def _side(self, source: Source) -> str | None:
        if source.side is not None:
            return self._deeds.bearers.named(source.side)
        listed = self._known.named(source.name)
        if listed is not None and listed.is_person:
            listed = None  # a namesake: his own side would be known
        if listed is not None and listed.kind in _FIGHTERS:
            return listed.name
        if listed is None and source.start is not None and source.end is not None:
            said = self._parse.words_in(source.start, source.end)
            band = next((b for w in said if (b := self._deeds.bearers.band(w)) is not None), None)
            if band is not None:
                return band
            if self._is_unit(source):
                return source.name
        return self._bare(source) if listed is None else None

    def _is_unit(self, source: Source) -> bool:
        """Whether a source is an armed body by its name, of no state at war with another: "the Seventh Brigade"."""
        words = source.name.split()
        is_named = len(words) > 1 and words[-1].lower() in _UNITS and words[-1][:1].isupper()
        if not is_named or source.start is None:
            return False
        at = next(
            (i for i, s in enumerate(self._parse.sentences) if self._parse.words[s.last - 1].end > source.start), 0
        )
        return self._deeds.home_of(at) is None or self._deeds.foe_of_home(self._parse.sentences[at].story) is None

    def is_army(self, source: Source) -> bool:
        """Whether a source is a state itself, or speaks for its army or government: it counts its own soldiers."""
        side = self.side(source)
        if side is not None and source.name == side and self._deeds.bearers.is_state(side):
            return True
        said = {w.strip(".,").lower() for w in f"{source.name} {source.role or ''}".split()}
        return bool(said & toponym_words().armed)

    def is_of_state(self, source: Source) -> bool:
        """Whether a source is a state itself or speaks in its name, and does not only sit in its land."""
        said = {w.strip(".,").lower() for w in f"{source.name} {source.role or ''}".split()}
        return source.name == self.side(source) or bool(said & _OFFICIALS) or self.is_army(source)

    def _bare(self, source: Source) -> str | None:
        """Return whom "the army", "the rebels" or "the ministry" that speak belong to."""
        if source.start is None or source.end is None:
            return None
        said = self._parse.words_in(source.start, source.end)
        if not said:
            return None
        party = self._deeds.bearers.phrase_party(said[-1]) or self._deeds.bearers.bare(said[-1])
        if party is None and any(w.lower in _OFFICIALS for w in said):
            return self._deeds.home_of(self._parse.sentence_index[said[-1].i])
        return party
