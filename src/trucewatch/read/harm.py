"""Harm: what does a figure's own clause say of who or what did the harm that it counts?

Its subject or agent by the figure's own verb or those it is joined to; a storm, the war itself, both sides, people of
no known side. Part of `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.drafts import Draft
    from trucewatch.read.grammar import Parse, Word

__all__ = ["Harm"]

_ENEMY = word_list("deeds", "enemy")
# "Enemy losses came to as many as 60": the enemy is named so many words before a number at most.
_NEAR_ENEMY = 8
_LOSING = word_list("deeds", "losses", "suffering")
_BANDS = word_list("deeds", "bands")
_UNKNOWN = word_list("deeds", "factions", "strangers") | word_list("deeds", "factions", "rebels")
_NOBODY = word_list("deeds", "nobody")
_WARS = word_list("deeds", "wars")
_WITHIN = frozenset({"in", "during"})
_BLOWS = word_list("deeds", "nouns")
_NATURE = word_list("deeds", "nature")
_ARRESTING = word_list("deeds", "arresting")


class Harm:
    """Asked for each figure of a report."""

    def __init__(self, parse: Parse, deeds: Deeds) -> None:
        """Keep the parse and the deeds of a report."""
        self._parse = parse
        self._deeds = deeds

    def is_arrest(self, one: Draft) -> bool:
        """Whether somebody is arrested, which gunmen do to nobody."""
        return one.trigger is not None and self._parse.words[one.trigger].lemma in _ARRESTING

    def is_loss(self, one: Draft) -> bool:
        """Whether somebody's own loss is told: "Moscow says it has lost 18 men"."""
        return one.trigger is not None and self._parse.words[one.trigger].lemma in _LOSING

    def is_of_others(self, one: Draft) -> bool:
        """Whether the figure's own clause names who did it, people of no known side: "gunmen shot dead two"."""
        doer = self.doing(one)
        if doer is None:
            return False
        named = {doer.lemma.lower()}
        if doer.lemma.lower() in _BANDS:
            of = self._parse.child(doer.i, "prep")
            some = self._parse.child(of.i, "pobj") if of is not None else None
            named |= {some.lemma.lower()} if some is not None else set()
        return bool(named & _UNKNOWN)

    def is_of_war(self, one: Draft) -> bool:
        """Whether only the war itself is told to have done it: "the conflict has killed 4,000"."""
        doer = self.doing(one)
        return self._in_war(one) if doer is None else doer.lemma.lower() in _NOBODY

    def _in_war(self, one: Draft) -> bool:
        """Whether people are told to have died in the war as a whole: "10,000 have died in the three-year-old war"."""
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        for j in self._parse.children[verb.i] if verb is not None else ():
            held = self._parse.child(j, "pobj") if self._parse.words[j].lower in _WITHIN else None
            if held is not None and held.lemma.lower() in _WARS:
                return True
        return False

    def is_of_nature(self, one: Draft) -> bool:
        """Whether a storm or a flood did it: "46 buildings collapsed in winter storms"."""
        doer = self.doing(one)
        if doer is not None and doer.lemma.lower() in _NATURE | _BLOWS:
            return doer.lemma.lower() in _NATURE
        sentence = self._parse.sentences[one.sentence]
        words = self._parse.words[sentence.first : sentence.last]
        told = any(w.lemma.lower() in _NATURE and w.pos == "NOUN" for w in words)
        return told and not any(d.sentence == one.sentence for d in self._deeds.told)

    def doing(self, one: Draft) -> Word | None:
        """Return who or what does what befell a figure, by its own verb or those it is joined to."""
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        if verb is not None and verb.pos == "NOUN" and verb.dep == "dobj":
            verb = self._parse.words[verb.head]  # has caused 4,000 deaths
        while verb is not None and verb.pos in {"VERB", "AUX"}:
            by = self._parse.child(verb.i, "agent")
            if by is not None:
                return self._parse.child(by.i, "pobj")
            if self._parse.child(verb.i, "nsubjpass") is not None:
                return None
            doer = self._parse.child(verb.i, "nsubj")
            if doer is not None:
                return None if one.count.first <= doer.i < one.count.last else doer
            above = self._parse.words[verb.head]
            verb = above if verb.dep in {"conj", "advcl", "xcomp"} and above.i != verb.i else None
        return None

    def is_of_both(self, one: Draft) -> bool:
        """Whether the deed or the loss was mutual: launched by both sides, kills soldiers on either side."""
        sentence = self._parse.sentences[one.sentence]
        said = [w.lower for w in self._parse.words[sentence.first : sentence.last]]
        mutual = word_list("deeds", "mutual")
        return any(f"{said[n]} {said[n + 1]} {said[n + 2]}" in mutual for n in range(len(said) - 2))

    def is_done_by_enemy(self, one: Draft) -> bool:
        """Whether a speaker tells what "the enemy" or "its adversary" did, and not what it lost."""
        above = next((w for w in self._parse.ancestors(one.count.core) if w.pos == "VERB"), None)
        doer = self.doing(one) or (None if above is None or one.trigger is not None else self._parse.subject(above.i))
        return doer is not None and doer.lemma.lower() in _ENEMY and not self.is_loss(one)

    def is_of_enemy(self, one: Draft) -> bool:
        """Whether a speaker counts what "the enemy" or "the opposing side" lost."""
        sentence = self._parse.sentences[one.sentence]
        words = self._parse.words[
            max(sentence.first, one.count.first - _NEAR_ENEMY) : min(sentence.last, one.count.last + _NEAR_ENEMY)
        ]
        return any({w.lemma.lower(), w.lower} & _ENEMY and not self._strikes(w) for w in words)

    def _strikes(self, enemy: Word) -> bool:
        """Whether an enemy is who struck: "died in the strike of the enemy", "by enemy fire"."""
        above = self._parse.words[enemy.head]
        return above.pos == "ADP" and (above.dep == "agent" or self._parse.words[above.head].lemma.lower() in _BLOWS)
