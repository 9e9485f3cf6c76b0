"""Elsewhere: which deed told elsewhere in a story explains a figure whose own sentence names nobody?

The last one told before, the one claimed soon after, the foe of the land where it happened, who leads the story's
deeds. Part of `parties`, which says in what order they are asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import FigureKind
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.model import Place
    from trucewatch.read.deeds import Deed, Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Countries

__all__ = ["FACELESS", "Elsewhere"]

FACELESS = word_list("deeds", "factions", "faceless")
"""Bands that may be a group named before: "gunmen"."""
_DONE = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.RAID})
_BLOWS = word_list("deeds", "nouns")
_IN_IT = frozenset({"in", "by", "during"})
_BACK = 4
# A party leads a story that tells so many of its deeds; a headline and a lead are as many sentences.
_LEADS = 2


class Elsewhere:
    """Asked for each figure of a report."""

    def __init__(self, parse: Parse, deeds: Deeds, nations: Countries) -> None:
        """Keep the parse, the deeds and the countries."""
        self._parse = parse
        self._deeds = deeds
        self._nations = nations

    def before(self, one: Draft, back: int = _BACK) -> str | None:
        """Return the party of the last deed told before in the story, a few sentences back at most."""
        here = self._parse.sentences[one.sentence]
        for deed in reversed(self._deeds.told):
            there = self._parse.sentences[deed.sentence]
            if deed.sentence < one.sentence and there.story == here.story and deed.harms and not deed.defends:
                return deed.party if one.sentence - deed.sentence <= back else None
        return None

    def here(self, one: Draft) -> set[str]:
        """Return the parties whose deeds the figure's own sentence tells."""
        return {d.party for d in self._deeds.told if d.sentence == one.sentence and d.harms}

    def named_before(self, one: Draft) -> str | None:
        """Return the one armed group by name whose deeds the story told before, for "the gunmen" of a later one."""
        story = self._parse.sentences[one.sentence].story
        told = [d for d in self._deeds.told if self._parse.sentences[d.sentence].story == story and d.harms]
        bands = {d.party for d in told if not d.party.islower() and not self._deeds.bearers.is_state(d.party)}
        first = next((d.sentence for d in told if d.party in bands), one.sentence)
        return bands.pop() if len(bands) == 1 and first < one.sentence else None

    def owned_later(self, one: Draft) -> str | None:
        """Return who claims the deed, however late the story says so."""
        here = self._parse.sentences[one.sentence]
        for deed in self._deeds.told:
            if deed.owns and deed.sentence >= one.sentence:
                there = self._parse.sentences[deed.sentence]
                if there.story == here.story and not self._between(one.sentence, deed):
                    return deed.party
        return None

    def taken_up(self, one: Draft) -> str | None:
        """Return who did the deed told before that a figure's clause takes up: "seven were killed in the attack"."""
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        for j in self._parse.children[verb.i] if verb is not None else ():
            blow = self._parse.child(j, "pobj") if self._parse.words[j].lower in _IN_IT else None
            if blow is None or blow.lemma.lower() not in _BLOWS:
                continue
            around = [self._parse.words[k] for k in self._parse.children[blow.i]]
            if [w.lower for w in around] == ["the"]:
                return self.before(one)
        return None

    def blamed_later(self, one: Draft) -> str | None:
        """Return who is blamed for it in a later sentence of the story, by name: "The governor blamed the rebels"."""
        here = self._parse.sentences[one.sentence]
        for deed in self._deeds.told if one.kind in _DONE else ():
            if deed.is_blamed and deed.sentence > one.sentence and deed.party not in FACELESS:
                same = self._parse.sentences[deed.sentence].story == here.story
                return deed.party if same and not self._between(one.sentence, deed) else None
        return None

    def _between(self, first: int, last: Deed) -> bool:
        """Whether another party's deed is told between a sentence and a claim, one by name."""
        for d in self._deeds.told:
            is_other = d.party != last.party and d.party not in FACELESS and d.party not in self._deeds.against
            if is_other and first < d.sentence < last.sentence:
                return True
        return False

    def enemy_at(self, place: Place | None, story: int) -> str | None:
        """Return who fights the land of a place in a story; the land itself where the story opens with its own blow.

        "A Ruritanian jet bombed a hospital in rebel-held Osk": what follows is no rebels' deed.
        """
        nation = None if place is None or place.country is None else self._nations.code(place.country)
        if nation is None:
            return None
        foe = self._deeds.enemy_of(nation.name, story)
        at_home = foe is not None and not self._deeds.bearers.is_state(foe) and self._opens(nation.name, story)
        if at_home or foe is None or self._deeds.bearers.is_state(foe):
            own = self._opening_group(story) if foe is not None and not at_home else None
            able = own is not None and self._deeds.foes.together(own, nation.name)
            return nation.name if at_home else own if able else foe
        return None if self._acts_more(nation.name, foe, story) else foe

    def _opening_group(self, story: int) -> str | None:
        """Return the armed group with whose blows alone a story opens."""
        first = next((n for n, s in enumerate(self._parse.sentences) if s.story == story), 0)
        told = {d.party for d in self._deeds.told if d.harms and first <= d.sentence < first + _LEADS}
        party = told.pop() if len(told) == 1 else None
        return None if party is None or self._deeds.bearers.is_state(party) else party

    def _acts_more(self, home: str, group: str, story: int) -> bool:
        """Whether a story tells more deeds of a state in its own land than of the group that it fights there."""
        told = [d.party for d in self._deeds.told if d.harms and self._parse.sentences[d.sentence].story == story]
        return told.count(home) > told.count(group)

    def _opens(self, party: str, story: int) -> bool:
        """Whether the harm told in a headline and lead is all of one party's doing."""
        first = next((n for n, s in enumerate(self._parse.sentences) if s.story == story), 0)
        told = [d.party for d in self._deeds.told if d.harms and first <= d.sentence < first + _LEADS]
        return bool(told) and set(told) == {party}

    def leader(self, place: Place | None, story: int) -> str | None:
        """Return the party that acts most in a story, unless the harm was done on its own soil by another."""
        party = self._deeds.leading.get(story)
        here = None if place is None or place.country is None else self._nations.code(place.country)
        doers = [d.party for d in self._deeds.told if d.harms and self._parse.sentences[d.sentence].story == story]
        alone = party is not None and doers.count(party) == len(doers)
        if party is None or (here is not None and here.name == party and not alone):
            return None
        if doers.count(party) >= _LEADS:
            return party
        # A state that did one thing is a guest, unless it is at war with the land.
        is_home = here is None or here.name == party or self._deeds.foes.fight(here.name, party)
        is_able = is_home or not self._deeds.bearers.is_state(party)
        return party if alone and is_able and self._deeds.is_the_one(party, story) else None

    def intruder(self, place: Place | None, story: int) -> str | None:
        """Return the state of a state and a group at war, where harm was done outside of that state."""
        pair = self._deeds.sides.get(story)
        if pair is None or place is None or place.country is None:
            return None
        states = [p for p in pair if self._nations.find(p) is not None]
        here = self._nations.code(place.country)
        return states[0] if len(states) == 1 and here is not None and states[0] != here.name else None
