"""Deeds: which nation or group is told to have acted, where in the text, and which two are at war?

A deed is a nation's attack, the subject of an attacking verb, or somebody blamed. `parties` asks it for the actor of
each figure. The two parties of a story are those with the most deeds; where a third is near, there are none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.read.bearers import Bearers
from trucewatch.read.factions import Factions
from trucewatch.read.foes import Foes
from trucewatch.read.standing import with_lemma
from trucewatch.vocab.objects import object_classes
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.read.sources import Cast
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Deed", "Deeds"]

_PAGE = -1
"""The key under which the parties of the whole page stand."""
_DEFENDING = word_list("deeds", "defending", "verbs")
_DOWNING = word_list("deeds", "defending", "of_weapons")
_SENDING = word_list("deeds", "sending")
_DEED_NOUNS = word_list("deeds", "nouns")
_REBELS = word_list("deeds", "factions", "rebels")
_NEUTRAL = word_list("deeds", "neutral")
_STRIFE = word_list("deeds", "strife")
_DEFENCE = word_list("deeds", "defence")
_BLAME = word_list("deeds", "blame")
_ANSWERING = word_list("deeds", "answering", "words")
_OWNING_VERBS = word_list("deeds", "owning", "verbs")
_ANYBODY = frozenset(w for w in word_list("deeds", "factions", "faceless") if " " in w)
_OWNED = word_list("deeds", "owning", "nouns")
_OWNED_OR_DONE = _OWNED | _DEED_NOUNS | {"it"}
_DONE = word_list("deeds", "leading")
_DENYING = word_list("status", "denied", "verbs")
_BEHIND, _POINTING = "behind", frozenset({"it", "this", "that"})
_NOBODY = word_list("deeds", "nobody")
_DEED_VERBS = word_list("deeds", "verbs")
_MILD = word_list("deeds", "mild")
_HARMING = word_list("deeds", "harming")
_BLAME_ON = word_list("deeds", "blame_on")
_ACTING = frozenset[str]().union(
    *(word_list("deeds", *path) for path in (("nouns",), ("defence",), ("blame",), ("owning", "verbs"), ("verbs",))),
    _ANSWERING,
    _DONE,
    _STRIFE,
    {_BEHIND},
)
"""All words that tell a deed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A party that acted, at word `i`; `hangs_on` the word above it, `defends` of air defence, `owns` of a claim.

    It `harms` unless it only moves or holds troops; `is_blamed` of a charge.
    """

    party: str
    i: int
    sentence: int
    hangs_on: int
    defends: bool = False
    owns: bool = False
    harms: bool = True
    is_blamed: bool = False


class Deeds:
    """The deeds of a report in reading order (`told`), and who is at war in each story."""

    def __init__(
        self, parse: Parse, cast: Cast, known: Actors, nations: Countries, places: Sequence[Mention] = ()
    ) -> None:
        """Find all deeds."""
        self._parse = parse
        self._factions = Factions(parse, known, nations, places)
        self.foes = Foes(parse, known, nations)
        self.bearers = Bearers(parse, cast, known, nations, self._factions)
        self._nations = nations
        self.aside = frozenset(self.bearers.named(code) for code in _NEUTRAL)
        self.told = [deed for i in with_lemma(parse, _ACTING) if (deed := self._deed(parse.words[i])) is not None]
        self.against = self._against_rebels()
        self.leading: dict[int, str] = {}
        self.sides = self._two_sides()

    def _two_sides(self) -> dict[int, tuple[str, str]]:
        """Return, for each story with two main parties, both of them."""
        sides: dict[int, Counter[str]] = {}
        for deed in filter(lambda deed: deed.harms and deed.party not in _ANYBODY, self.told):
            sides.setdefault(self._parse.sentences[deed.sentence].story, Counter())[deed.party] += 1
        for i in with_lemma(self._parse, _DEED_NOUNS):  # whose weapons were shot down is at war, too
            word = self._parse.words[i]
            if self._is_victim(word):
                party = self.bearers.phrase_party(word)
                if party is not None:
                    sides.setdefault(self._parse.sentence(word.i).story, Counter())[party] += 1
        self.leading = {story: counted.most_common(1)[0][0] for story, counted in sides.items()}
        sides[_PAGE] = sum(sides.values(), Counter[str]())
        if len(sides[_PAGE]) == 1:
            party = next(iter(sides[_PAGE]))
            for other in self._other_named(party):
                # Two states named together need not be at war; a group and the state named with it are.
                if self.foes.fight(party, other) or not self.bearers.is_state(party):
                    sides[_PAGE][other] += 1
        found: dict[int, tuple[str, str]] = {}
        for story, counted in sides.items():
            top = counted.most_common(3)
            if len(top) == 2 or (len(top) == 3 and top[1][1] > top[2][1]):
                found[story] = (top[0][0], top[1][0])
        return found

    def _against_rebels(self) -> frozenset[str]:
        """Return the parties whose deeds are told against people whom states fight: "killed 26 insurgents"."""
        fought = word_list("deeds", "fought") | _REBELS
        found: set[str] = set()
        for deed in self.told:
            verb = self._parse.words[deed.hangs_on]
            first = self._parse.words[verb.head] if verb.dep == "conj" else verb  # shot dead ten and captured four
            struck = self._parse.child(verb.i, "dobj", "nsubjpass") or self._parse.child(first.i, "dobj", "nsubjpass")
            if struck is not None and struck.lemma.lower() in fought:
                found.add(deed.party)
        return frozenset(found)

    def _other_named(self, party: str) -> list[str]:
        """Return the other nation that a page names most, where it stands out: no deed of its was told."""
        named: Counter[str] = Counter()
        for word in self._parse.words:
            if word.tag in {"NNP", "NNPS", "JJ"}:
                nation = self._factions.people(word) or self.bearers.two_worded(word) or self._nations.any(word.text)
                is_land = nation is not None and self.bearers.listed(self._parse.words[word.head]) is None
                if nation is not None and is_land and nation.name != party:
                    named[nation.name] += 1
        top = named.most_common(2)
        clear = bool(top) and top[0][1] >= 3 and (len(top) == 1 or top[0][1] >= 2 * top[1][1])
        return [top[0][0]] if clear else []

    def enemy_of(self, party: str | None, story: int, *, within: bool = False) -> str | None:
        """Return the other of a story's two parties, where there are just two; else the foe in a listed war.

        `within` looks at civil wars, too: of a party's own soldiers, not of its land.
        """
        listed = self.foes.of(party, story, within=within)
        for place in (story, _PAGE):  # a short entry of a live page may name one party only
            pair = self.sides.get(place)
            if pair is not None and party in pair:
                other = pair[1] if party == pair[0] else pair[0]
                if {party, other} <= self.against and listed is None:
                    return None  # both fight the rebels, and not each other
                if listed is not None and not self.bearers.is_state(listed) and self.bearers.is_state(other):
                    return listed  # the group that it hunts in the other's land, and not the land
                is_trusted = listed is None or self.foes.fight(party, other) or self._factions.is_warband(other)
                return other if is_trusted else listed
        return listed

    def is_the_one(self, party: str, story: int) -> bool:
        """Whether a party is a state or the one armed group that a story speaks of, not one of several."""
        return self.bearers.is_state(party) or not self._factions.others(story, party, self.bearers.named)

    def ruler(self, party: str, story: int) -> str:
        """Return the armed group that rules a state, as the story calls it, else the party itself."""
        nation = self._nations.find(party)
        told = None if nation is None else self._factions.ruling(story, nation.code)
        return party if told is None else told

    def actor_at_sea(self, story: int) -> str | None:
        """Return who acts most in a story, else the one armed group that it names: the land does not tell at sea."""
        return self.leading.get(story) or self.lone_group(story)

    def lone_group(self, story: int) -> str | None:
        """Return the one armed group that a story names, if more than once: "the gang" of other sentences is it."""
        group = self._factions.lone(story)
        return None if group is None else self.bearers.named(group)

    def is_civil(self, home: str, story: int) -> bool:
        """Whether a state fights armed groups alone in a story: no other state acts there or fights it by a list."""
        foe = self.foes.of(home, story, within=True)
        if not self._factions.has_groups(story) or (foe is not None and self.bearers.is_state(foe)):
            return False
        return not any(d.party != home and self.bearers.is_state(d.party) for d in self.told)

    def foe_of_home(self, story: int) -> str | None:
        """Return the foe, in a listed war, of the state in which a story is set."""
        home = self._factions.setting(story)
        return self.foes.of(home.name, story) if home is not None else None

    def home_of(self, sentence: int) -> str | None:
        """Return the state in which the story of a sentence is set."""
        home = self._factions.setting(self._parse.sentences[sentence].story)
        return home.name if home is not None else None

    def _dated_owner(self, noun: Word) -> str | None:
        """Return whose a deed is, where its day stands between: "Hamas's October 7, 2023 attack"."""
        for i in range(noun.i - 1, max(-1, noun.i - 6), -1):
            word = self._parse.words[i]
            if word.tag == "POS":
                return self.bearers.party(self._parse.words[i - 1]) if i else None
            if not (word.text[:1].isdigit() or word.text == "," or word.text[:1].isupper()):
                return None
        return None

    def _deed(self, word: Word) -> Deed | None:
        """Return the deed that a word tells, unless it is of a body that counts harm and does none."""
        deed = self._strife(word) if word.lemma.lower() in _STRIFE else self._told_by(word)
        nation = self._nations.find(deed.party) if deed is not None else None
        return (
            None
            if (deed is not None and deed.party in self.aside) or (nation is not None and nation.code in _NEUTRAL)
            else deed
        )

    def _strife(self, word: Word) -> Deed | None:
        """Return the deed of "gang violence", which is the gangs'; a land's violence is not the land's."""
        party = self.bearers.phrase_party(word) if word.pos == "NOUN" else None
        if party is None or self.bearers.is_state(party):
            return None
        return Deed(party, word.i, self._parse.sentence_index[word.i], word.head)

    def _told_by(self, word: Word) -> Deed | None:
        parse = self._parse
        lemma = word.lemma.lower()
        if (word.pos in {"NOUN", "PROPN"} or word.tag == "VBG") and (lemma in _DEED_NOUNS or lemma in _DEFENCE):
            party = self.bearers.phrase_party(word) or self._dated_owner(word)
            if party is not None and not self._is_victim(word):
                return Deed(party, word.i, parse.sentence_index[word.i], word.head, lemma in _DEFENCE)
            return None
        if word.pos == "VERB" and lemma in _BLAME:
            blamed = self._blamed(word)
            party = None if blamed is None else self.bearers.of(blamed)
            return (
                None
                if party is None or blamed is None
                else Deed(party, blamed.i, parse.sentence_index[word.i], word.i, is_blamed=True)
            )
        if lemma in _ANSWERING and word.pos == "ADJ":
            subject = parse.subject(word.head)
            party = None if subject is None else self.bearers.of(subject)
            return Deed(party, word.i, parse.sentence_index[word.i], word.head) if party is not None else None
        if word.pos == "VERB" and lemma in _OWNING_VERBS and (own := self._owned(word)):
            return own
        if lemma == _BEHIND:
            return self._stood_behind(word)
        if word.pos == "VERB" and lemma in _DONE and (own := self._owned_by(word)):
            return own
        if word.pos == "VERB" and lemma in _DEED_VERBS:
            subject = parse.doer(word.i)
            by = parse.child(word.i, "agent")
            if by is not None:
                subject = parse.child(by.i, "pobj")
            if subject is None or (by is None and self._suffers(word)):
                return None
            party = None if self.is_of_war(subject) else self.bearers.of(subject) or self.bearers.meant(subject)
            return (
                None
                if party is None
                else Deed(
                    party, subject.i, parse.sentence_index[word.i], word.i, self._defends(word), harms=self._harms(word)
                )
            )
        return None

    def is_of_war(self, pronoun: Word) -> bool:
        """Whether "it" is a conflict: the subject of the sentence before, which harms without anybody being named."""
        number = self._parse.sentence_index[pronoun.i]
        if pronoun.lower != "it" or not number:
            return False
        before = self._parse.sentences[number - 1]
        told = (self._parse.words[i] for i in range(before.first, before.last))
        return any(w.dep in {"nsubj", "nsubjpass"} and w.lemma.lower() in _NOBODY for w in told)

    def _suffers(self, verb: Word) -> bool:
        """Whether a verb's subject is who was harmed: "400 villagers killed despite truce", a headline's."""
        return verb.lemma in _HARMING and verb.tag in {"VBN", "VBD"} and self._parse.child(verb.i, "dobj") is None

    def _harms(self, verb: Word) -> bool:
        """Whether a deed does harm: "conducted strikes" does, "deployed police" does not."""
        if verb.lemma not in _MILD:
            return True
        taken = self._parse.child(verb.i, "dobj")
        means = [
            self._parse.child(j, "pobj") for j in self._parse.children[verb.i] if self._parse.words[j].lower == "with"
        ]
        return any(word is not None and word.lemma.lower() in _DEED_NOUNS for word in (taken, *means))

    def _blamed(self, verb: Word) -> Word | None:
        """Return who is blamed: "blamed the rebels for it", "blamed it on the rebels", "was blamed on them"."""
        parse = self._parse
        for j in parse.children[verb.i]:
            if parse.words[j].lower in _BLAME_ON and parse.words[j].pos == "ADP":
                on = parse.child(j, "pobj")
                if on is not None and (self.bearers.of(on)) is not None:
                    return on  # not "blamed them on Monday"
        return parse.child(verb.i, "dobj") or parse.child(verb.i, "nsubjpass")

    def _owned(self, verb: Word) -> Deed | None:
        """Return the deed that a party says was its own: "X claimed responsibility"."""
        parse = self._parse
        taken = parse.child(verb.i, "dobj")
        claimed = _OWNED_OR_DONE if verb.lemma == "claim" else _OWNED  # "the group claimed the attack", "claimed it"
        if taken is None or taken.lemma.lower() not in claimed:
            return None
        subject = parse.subject(verb.i)
        of = None if subject is None else parse.child(subject.i, "prep")
        if of is not None and of.lower == "of" and subject is not None and self.bearers.party(subject) is None:
            subject = parse.child(of.i, "pobj") or subject  # "a faction of the group"
        party = None if subject is None else self.bearers.of(subject)
        if party is None or subject is None or any(parse.words[j].dep == "neg" for j in parse.children[verb.i]):
            return None
        return Deed(party, subject.i, parse.sentence_index[verb.i], verb.i, owns=True)

    def _owned_by(self, verb: Word) -> Deed | None:
        """Return the deed told with its agent: "responsibility was claimed by X", "the raid was led by N of X"."""
        parse = self._parse
        done = parse.child(verb.i, "nsubjpass")
        by = parse.child(verb.i, "agent")
        agent = parse.child(by.i, "pobj") if by is not None else None
        if verb.lemma == "lead" and done is None:
            return self._led(verb)
        if done is None or agent is None or done.lemma.lower() not in _OWNED_OR_DONE:
            return None
        party = self.bearers.of(agent)
        told = parse.child(agent.i, "appos")
        of = parse.child(told.i, "prep") if told is not None and party is None else None
        held = parse.child(of.i, "pobj") if of is not None and of.lower == "of" else None
        party = self.bearers.of(held) if held is not None else party
        return Deed(party, agent.i, parse.sentence_index[verb.i], verb.i, owns=True) if party is not None else None

    def _led(self, verb: Word) -> Deed | None:
        """Return the deed of "X led the attack on Osk", "X led the Oct. 7, 2023, attack"."""
        parse, subject = self._parse, self._parse.subject(verb.i)
        taken = parse.child(verb.i, "dobj")
        told = taken if taken is None or taken.lemma.lower() in _DEED_NOUNS else parse.child(taken.i, "appos")
        party = None if subject is None else self.bearers.of(subject)
        if subject is None or party is None or told is None or told.lemma.lower() not in _DEED_NOUNS:
            return None
        return Deed(party, subject.i, parse.sentence_index[verb.i], verb.i)

    def _stood_behind(self, word: Word) -> Deed | None:
        """Return the deed that somebody is behind: "the group said that it was behind the attack"."""
        parse = self._parse
        deed, verb = parse.child(word.i, "pobj"), parse.words[word.head]
        is_deed = deed is not None and (deed.lemma.lower() in _DEED_NOUNS or deed.lower in _POINTING)
        if not is_deed or verb.lemma != "be" or any(parse.words[j].dep == "neg" for j in parse.children[verb.i]):
            return None
        subject = parse.subject(verb.i)
        if subject is not None and subject.tag == "PRP":
            above = parse.words[verb.head]
            is_said = verb.dep == "ccomp" and above.i != verb.i and above.lemma not in _DENYING
            subject = parse.subject(above.i) if is_said else None
        party = None if subject is None else self.bearers.of(subject)
        return Deed(party, subject.i, parse.sentence_index[verb.i], verb.i, owns=True) if party and subject else None

    def _defends(self, verb: Word) -> bool:
        """Whether a deed was an interception: its object is a weapon in flight."""
        if verb.lemma in _DEFENDING:
            return True
        struck = self._parse.child(verb.i, "dobj")
        return verb.lemma in _DOWNING and (
            struck is None or struck.pos == "NUM" or bool(object_classes(struck.lemma.lower()) & {"missile"})
        )

    def _is_victim(self, word: Word) -> bool:
        """Whether a party's soldiers or drones suffered the deed: killed three Russian soldiers."""
        head = self._parse.words[word.head]
        counted = any(self._parse.words[j].tag == "CD" for j in self._parse.children[word.i])
        suffered = word.dep in {"dobj", "nsubjpass"} and head.lemma in _DEED_VERBS
        return suffered and (counted or head.lemma not in _SENDING)
