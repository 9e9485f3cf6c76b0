"""Raiders: who sent the weapons that a figure counts, who struck what it counts, and who stopped them?

By the sender told beside them, by whose ground they came from and at whose things they were aimed; else the foe of
who counts them or of the land they fell on. Part of `parties`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.model import Place, Source
    from trucewatch.read.deeds import Deeds
    from trucewatch.read.doers import Doers
    from trucewatch.read.drafts import Draft
    from trucewatch.read.elsewhere import Elsewhere
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.spokesmen import Spokesmen
    from trucewatch.read.victims import Victims

__all__ = ["Asked", "Raiders"]

_AT = frozenset({"on", "against", "at"})
_NEUTRAL = word_list("deeds", "neutral")
_SENDING = word_list("deeds", "sending")
_AFLOAT = word_list("deeds", "afloat")
_ANSWERING = word_list("deeds", "answering", "verbs")
_OWN = word_list("grammar", "pronouns", "possessive")
_OWN_RAIDS = word_list("deeds", "own_raids")


class Asked(NamedTuple):
    """Those who are asked: by the grammar, of victims, of spokesmen, of the rest of the story."""

    grammar: Doers
    victims: Victims
    spokesmen: Spokesmen
    elsewhere: Elsewhere


class Raiders:
    """Asked for each figure of weapons or raids."""

    def __init__(self, parse: Parse, deeds: Deeds, asked: Asked) -> None:
        """Keep the parse, the deeds and whom to ask."""
        self._parse = parse
        self._deeds = deeds
        self._grammar, self._victims, self._spokesmen, self._elsewhere = asked
        self._own: Draft | None = None

    def launcher(self, one: Draft, source: Source, place: Place | None) -> str | None:
        """Return who sent the weapons: the subject of the sending, else the enemy of who counted or was hit."""
        story = self._parse.sentences[one.sentence].story
        sent = None if one.measure == "struck" else self._grammar.sender(one)  # "hit nine sites used by rebels"
        sender = sent or self._answered_by(one) or self._by(one)
        if sender is not None:
            return sender
        verb = self._parse.words[one.trigger] if one.trigger is not None else None
        downs = verb is not None and verb.lemma == "shoot" and self._is_downing(verb)
        if verb is not None and not downs and (verb.lemma in _SENDING or self._grammar.strikes(one, verb)):
            subject = self._grammar.subject(one)
            if subject is not None:
                return subject
        near = [d for d in self._deeds.told if d.sentence == one.sentence and not d.defends and d.i < one.count.core]
        speaker = self._spokesmen.side(source)
        if speaker is not None and (one.object in _OWN_RAIDS or (one.measure == "launched" and self._is_of_own(one))):
            return speaker  # nobody counts the enemy's sorties but by the enemy's name
        weapons = bool(one.count.classes & {"missile", "drone"}) or (one.measure == "launched" and one.object == "boat")
        is_band = speaker is not None and source.side not in _NEUTRAL and not self._deeds.bearers.is_state(speaker)
        if weapons and is_band and not near:
            return speaker  # a group tells what it fired itself
        told = None
        if "attack" in one.count.classes and speaker is None:
            told = near[-1].party if near else self._elsewhere.before(one, 1)
        struck = self._struck_by(one, speaker, place) if one.measure == "struck" else None
        return (
            self._grammar.platform(one)
            or self._aimed_by(one, story)
            or told
            or struck
            or self._deeds.enemy_of(speaker, story)
            or (near[-1].party if near else None)
            or self._elsewhere.enemy_at(place, story)
            or self._elsewhere.before(one)
            or (self._deeds.actor_at_sea(story) if one.object in _AFLOAT else None)
            or self._deeds.foe_of_home(story)
            or self._elsewhere.blamed_later(one)
        )

    def _is_downing(self, verb: Word) -> bool:
        return any(self._parse.words[j].lower == "down" for j in self._parse.children[verb.i])

    def _is_of_own(self, one: Draft) -> bool:
        """Whether a speaker counts what the own side sent: "20 of its jets", and what those dropped."""
        words, before = self._parse.words, self._own
        end = one.count.noun + 1 if one.count.noun is not None else one.count.last
        own = any(w.lower in _OWN for w in words[one.count.first : end])
        above = words[words[one.count.core].head]
        using = before is not None and before.sentence == one.sentence and above.lemma == "use"
        if own or using:
            self._own = one
        return own or using

    def _answered_by(self, one: Draft) -> str | None:
        """Return whose weapons they are by the verb that goes with them: "X answered with two missiles"."""
        noun = self._parse.words[one.count.noun if one.count.noun is not None else one.count.core]
        with_ = self._parse.words[noun.head]
        verb = self._parse.words[with_.head]
        if noun.dep != "pobj" or with_.lower != "with" or verb.pos != "VERB" or verb.lemma not in _ANSWERING:
            return None
        subject = self._parse.subject(verb.i)
        is_active = subject is not None and subject.dep == "nsubj"
        return self._deeds.bearers.of(subject) if subject is not None and is_active else None

    def _by(self, one: Draft) -> str | None:
        """Return who made the attacks counted: "550 attacks by the army"."""
        noun = one.count.noun
        for j in self._parse.children[noun] if noun is not None else ():
            if self._parse.words[j].lower == "by" and (held := self._parse.child(j, "pobj")) is not None:
                return self._deeds.bearers.of(held)
        return None

    def _aimed_by(self, one: Draft, story: int) -> str | None:
        """Return who fights the one at whose things a counted blow was aimed: "160 strikes on Ruritanian depots"."""
        above = {one.count.core, one.count.noun, one.trigger} - {None}
        for i in above:
            for j in self._parse.children[i or 0]:
                word = self._parse.words[j]
                held = self._parse.child(j, "pobj") if word.lower in _AT and j > one.count.core else None
                party = None if held is None or not self._is_named(held) else self._deeds.bearers.phrase_party(held)
                if party is not None and (foe := self._deeds.enemy_of(party, story)) is not None:
                    return foe
        return None

    def _is_named(self, noun: Word) -> bool:
        return any(self._parse.words[j].text[:1].isupper() for j in self._parse.children[noun.i])

    def _struck_by(self, one: Draft, speaker: str | None, place: Place | None) -> str | None:
        """Return who struck things whose owner is told, or that lie in the land of the speaker's foe."""
        story = self._parse.sentences[one.sentence].story
        foe = self._deeds.enemy_of(self._victims.owner(one), story)
        there = self._elsewhere.enemy_at(place, story)
        return foe or (there if there is not None and there == speaker else None)

    def defender(self, one: Draft, source: Source, owner: str | None) -> str | None:
        """Return who stopped the weapons: the subject of the stopping, who counts them, the land they flew over."""
        story = self._parse.sentences[one.sentence].story
        subject = self._grammar.subject(one)
        if subject is not None and subject != owner:
            return subject
        side = self._spokesmen.side(source)
        if side is not None and side != owner:
            return side
        near = [d for d in self._deeds.told if d.sentence == one.sentence and d.defends]
        if near:
            return near[0].party
        home = self._deeds.home_of(one.sentence)  # what flies over a land at war, the land stops
        over_home = home if self._deeds.enemy_of(home, story) is not None else None
        return self._deeds.enemy_of(owner or self._last_launcher(one), story) or over_home

    def _last_launcher(self, one: Draft) -> str | None:
        before = [
            d for d in self._deeds.told if one.sentence - 1 <= d.sentence <= one.sentence and d.i < one.count.core
        ]
        return before[-1].party if before else None
