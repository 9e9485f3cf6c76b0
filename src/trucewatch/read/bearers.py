"""Bearers: which nation or group does a word, or a phrase by the words around its noun, name?

"Ruritanian", "the rebels", "fighters of the Long Name Front", "a rocket fired from Ruritanian soil": a state by its
canonical name, a listed group by its side, an unlisted one as the report calls it. Lowest of those `parties` asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.sources import Kind
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.read.factions import Factions
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors, Known
    from trucewatch.vocab.countries import Countries, Country

__all__ = ["Bearers"]

# Sides of so many letters are countries.
_CODE = 2
_UNKNOWN = "unknown"
"""The side of a body that stands on none which is known."""
_ARMED = frozenset({"group", "militia", "army"})
_SENDING = word_list("deeds", "sending")
_DEED_NOUNS = word_list("deeds", "nouns")
_REBELS = word_list("deeds", "factions", "rebels")
_BELONGING = word_list("deeds", "factions", "manned") | word_list("deeds", "warbands", "men")
_GROUNDS = word_list("deeds", "held", "grounds")
_OUTFITS = word_list("deeds", "warbands", "outfits")
_OWNING = frozenset({"poss", "compound"})
"""A junta's jets, junta fighter jets: who is named by what describes a word that describes a noun."""
_MANY = frozenset({"they", "them"})
_DASHES = frozenset({"-", "–", "—"})
_MADE = word_list("deeds", "factions", "made")
_OUTLAWS = word_list("deeds", "factions", "outlaws")
_OFFSHOOTS = word_list("deeds", "factions", "offshoots")
_FORCES = word_list("deeds", "factions", "forces")
_LEADING = word_list("deeds", "leading")
_ACCORDS = word_list("deeds", "accords")
_WEAPONS = frozenset({"missile", "vehicle", "weapon", "aircraft"})


class Bearers:
    """Asked for any word or noun of a report."""

    def __init__(self, parse: Parse, cast: Cast, known: Actors, nations: Countries, factions: Factions) -> None:
        """Keep the parse, who is who, and the factions of a report."""
        self._parse = parse
        self._cast = cast
        self._known = known
        self._nations = nations
        self._factions = factions

    def is_state(self, party: str) -> bool:
        """Whether a party is a state, or a coalition of them, and no armed group."""
        return self._nations.find(party) is not None or party.lower().endswith("coalition")

    def party(self, word: Word) -> str | None:
        """Return the nation or group that a word stands for, by itself or through the cast."""
        if (band := self._factions.named_band(word)) is not None:
            return band
        if self._factions.is_tie(word.i + 1):
            return None
        if word.lower == "coalition" and (allied := self._factions.coalition(word)) is not None:
            return allied
        actor = self._cast.actor(word.i)
        if actor is not None and actor.kind is Kind.PERSON:  # Kim Jong Un is not the UN
            return self.named(actor.side) if actor.side is not None and actor.side != _UNKNOWN else None
        if word.tag in {"NNP", "NNPS", "JJ"} and not self._names_accord(word):
            shouted = word.text.isupper() and len(word.text) > 3  # a dateline's town is nobody's capital
            nation = self._nations.find(word.text) if shouted else self._nations.any(word.text)
            nation = self._factions.people(word) or self.two_worded(word) or nation
            if nation is not None:
                return nation.name
            listed = self._known.named(word.text) or self._known.named(f"{word.text}s")
            if listed is not None and listed.side is not None and not listed.is_person:
                return self._group_of_state(listed) or self.named(listed.side)
        if actor is not None and actor.kind is Kind.PAPER:
            return None
        if actor is None or actor.side in {None, _UNKNOWN}:
            return self.bare(word)
        return self.named(actor.side or _UNKNOWN)

    def _names_accord(self, word: Word) -> bool:
        """Whether a seat of government only tells where an accord was made: "the Pretoria agreement"."""
        behind = self._parse.words[word.head]
        is_before = word.dep in {"compound", "nmod", "amod"} and behind.lemma.lower() in _ACCORDS
        return is_before and self._nations.capital(word.text) is not None and self._nations.find(word.text) is None

    def _group_of_state(self, listed: Known) -> str | None:
        """Return a group by its own name where it stands on a state's side: the Taliban are told of as such."""
        is_country = len(listed.side or "") == _CODE
        return listed.name if listed.kind in {"group", "militia"} and is_country else None

    def two_worded(self, word: Word) -> Country | None:
        """Return the country whose name ends with a word: South Sudan is not Sudan."""
        if not word.i or not self._parse.words[word.i - 1].text[:1].isupper():
            return None
        return self._nations.find(f"{self._parse.words[word.i - 1].text} {word.text}")

    def people(self, word: Word) -> str | None:
        """Return the nation of people called by its name: "Palestinians"."""
        nation = self._factions.people(word) if word.tag in {"NNPS", "NNS"} else None
        if nation is None and word.tag in {"NNPS", "NNS"} and word.text[:1].isupper():
            nation = self._nations.demonym(word.text.removesuffix("s"))
        return nation.name if nation is not None else None

    def band(self, word: Word) -> str | None:
        """Return the unlisted armed group of whose name a word is part."""
        return self._factions.named_band(word)

    def land(self, name: str) -> str | None:
        """Return the state that a name is the name of."""
        nation = self._nations.find(name)
        return None if nation is None else nation.name

    def group_named(self, name: str) -> str | None:
        """Return the party of a listed armed group of that name: "Taliban"."""
        listed = self._known.named(name)
        is_group = listed is not None and listed.kind in _ARMED
        if listed is None or not is_group:
            return None
        return self._group_of_state(listed) or self.named(listed.side or listed.name)

    def bare(self, word: Word) -> str | None:
        """Return the party that a word without a listed name stands for: "rebels", "the army", "bandits"."""
        group = self._factions.group(word)
        return self.named(group) if group is not None else self._factions.home(word) or self._factions.band(word)

    def named(self, side: str) -> str:
        """Return the canonical name of a side: a country's, else the group's that goes by it."""
        nation = self._nations.code(side)
        if nation is not None:
            return nation.name
        known = self._known.named(side)
        return known.name if known is not None else side

    def of(self, noun: Word) -> str | None:
        """Return the party that a noun names, by the words that describe it or by itself."""
        return self.phrase_party(noun) or self.party(noun)

    def meant(self, pronoun: Word) -> str | None:
        """Return the party that "they" are: the subject told before in its sentence or the one before it.

        "The group" without a name is the armed one that the story speaks of most.
        """
        around = {self._parse.words[j].lower for j in self._parse.children[pronoun.i]}
        if pronoun.lower == "group" and around <= {"the"}:
            actor = self._cast.actor(pronoun.i)
            told = self._factions.foremost(self._parse.sentence(pronoun.i).story)
            return self.named(told) if told is not None and (actor is None or actor.name == pronoun.lower) else None
        if pronoun.lower not in _MANY:
            return None
        here = self._parse.sentence(pronoun.i)
        number = self._parse.sentence_index[pronoun.i]
        first = here.first
        if number and self._parse.sentences[number - 1].story == here.story:
            first = self._parse.sentences[number - 1].first
        for i in range(pronoun.i - 1, first - 1, -1):
            word = self._parse.words[i]
            if word.dep in {"nsubj", "nsubjpass"} and word.tag not in {"PRP", "WDT", "WP", "DT", "EX"}:
                party = self.of(word)
                return party if word.tag in {"NNS", "NNPS", "NNP"} or party is None else None
        return None

    def phrase_party(self, noun: Word) -> str | None:
        """Return the party named in the words that describe a noun: Russian, Russia's, rebel, by Russian forces."""
        for word in (noun, *(self._parse.words[j] for j in self._parse.children[noun.i])):
            if (allied := self._factions.coalition(word)) is not None:
                return allied  # the US-led coalition is not the United States, nor are "X-led coalition strikes" X's
        if (band := self._factions.named_band(noun) or self._factions.loyal(noun)) is not None:
            return band
        named = self._parse.child(noun.i, "appos") if noun.lemma.lower() in _OUTFITS else None
        if named is not None and (group := self.listed(named) or self._factions.named_band(named)) is not None:
            return group  # the armed group NAME
        if (listed := self.listed(noun)) is not None:
            return listed  # Sudan's Rapid Support Forces are not Sudan
        for word in (noun, *(self._parse.words[j] for j in self._parse.children[noun.i])):
            if word.lemma.lower() in _REBELS and (group := self._factions.group(word)) is not None:
                return self.named(group)  # Sudan's rebels, Sudan's paramilitary group are not Sudan
        if (noun.lemma.lower() in _OUTFITS or noun.lemma.lower() in _BELONGING) and (
            group := self._named_before(noun)
        ) is not None:
            return group
        for j in self._parse.children[noun.i]:
            child = self._parse.words[j]
            if self._is_dashed_off(child, noun):
                continue  # a dateline's land: "CAPITAL, Land - Shelling by rebels …"
            party = self._before(noun, child) or self._behind(noun, child)
            if party is not None:
                return party
        return None

    def _is_dashed_off(self, child: Word, noun: Word) -> bool:
        """Whether a dash with space before it stands between a name and a noun behind it."""
        words = self._parse.words
        between = range(child.i + 1, noun.i)
        return any(words[i].text in _DASHES and words[i].start > words[i - 1].end for i in between)

    def _named_before(self, noun: Word) -> str | None:
        """Return the listed group whose name stands right before a word for its men: "the Long Name gang"."""
        words = self._parse.words
        first = noun.i
        while first > self._parse.sentence(noun.i).first and words[first - 1].text[:1].isupper():
            first -= 1
        for start in range(first, noun.i):
            hit = self._known.longest([w.text for w in words[start : noun.i]])
            if hit is not None and start + hit[0] == noun.i and hit[1].kind in _ARMED:
                return self._group_of_state(hit[1]) or self.named(hit[1].side or hit[1].name)
        return None

    def listed(self, noun: Word) -> str | None:
        """Return the listed group that a phrase names, where it is no state's own force."""
        named = self._known.named(noun.text) if noun.text[:1].isupper() else None
        if named is not None and (group := self._group_of_state(named)) is not None:
            return group
        actor = self._cast.actor(noun.i)
        if actor is None or not actor.is_listed or actor.kind is not Kind.BODY or actor.side in {None, _UNKNOWN}:
            return None
        return self.named(actor.side or "") if len(actor.side or "") > _CODE else None

    def _before(self, noun: Word, child: Word) -> str | None:
        """Return the party that a word before a noun names: Russian, Russia's, Hamas-led."""
        told = child.dep in {"amod", "compound", "poss", "nmod"}
        told = told or (child.dep == "nsubj" and noun.tag == "VBG" and child.i == noun.i - 1)  # Thai shelling
        told = told and noun.lemma.lower() not in _OFFSHOOTS
        if told and child.tag != "PRP$" and not self._is_scene(noun, child):
            party = self.party(child) or (self.phrase_party(child) if child.dep in _OWNING else None)
            if party is not None and not (noun.lemma.lower() in _OUTLAWS and self.is_state(party)):
                return party  # a land's gangs are not the land
        if child.dep == "amod" and child.tag == "VBN" and child.lower not in _MADE:
            # the Hamas-led attacks; "Turkish-made drones" may be anybody's
            led = (self.party(self._parse.words[k]) for k in self._parse.children[child.i])
            return next((name for name in led if name is not None), None)
        return None

    def _is_scene(self, noun: Word, child: Word) -> bool:
        """Whether a capital before a deed is where it was done: "the Kyiv strike"; "Kyiv's strike" is its own."""
        text = child.text
        is_seat = child.dep in {"compound", "amod", "nmod"} and self._nations.capital(text) is not None
        return is_seat and noun.lemma.lower() in _DEED_NOUNS and self._nations.find(text) is None

    def _behind(self, noun: Word, child: Word) -> str | None:
        """Return the party told behind a noun: of, led by, by, from it."""
        if child.lower == "of" and (noun.lemma.lower() in _FORCES or noun.lemma.lower() in _BELONGING):
            return self._held(child)  # forces of the coalition, fighters of the front
        if child.lower == "of" and object_classes(noun.lemma.lower()) & _WEAPONS:
            held = self._parse.child(child.i, "pobj")  # a drone of the army, not one of the land
            is_armed = held is not None and held.lemma.lower() in _FORCES | _BELONGING | _OUTFITS
            party = self._held(child)
            return party if is_armed or (party is not None and not self.is_state(party)) else None
        if child.dep == "acl" and child.lemma in _SENDING and (ground := self._ground(child)) is not None:
            return ground
        if child.dep == "acl" and child.lemma in _LEADING:
            by = self._parse.child(child.i, "agent")
            return self._held(by) if by is not None else None
        if child.dep in {"prep", "agent"} and child.lower == "by":
            return self._held(child)
        if child.lower == "from" and noun.lemma.lower() in _DEED_NOUNS:
            party = self._held(child)  # fire from the rebels; not from a land
            return None if party is None or self.is_state(party) else party
        return None

    def _ground(self, sent: Word) -> str | None:
        """Return whose land or aircraft a weapon was sent from: "a rocket fired from X territory"."""
        for j in self._parse.children[sent.i]:
            held = self._parse.child(j, "pobj") if self._parse.words[j].lower == "from" else None
            if held is not None and held.lemma.lower() in _GROUNDS:
                return self.phrase_party(held)
        return None

    def _held(self, preposition: Word) -> str | None:
        """Return the party behind a preposition."""
        held = self._parse.child(preposition.i, "pobj")
        return None if held is None else self.of(held)
