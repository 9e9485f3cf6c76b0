"""Factions: which party does a bare word of a story stand for: "the rebels", "Tigers", "government warplanes"?

Rebels without a name are the one armed group that the story names; an army or government without a nation is that
of the country where the story is set. Where a story names several groups or countries alike, nobody is meant.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from trucewatch.read.standing import with_lemma
from trucewatch.read.warbands import Warbands
from trucewatch.vocab.plurals import plural_of
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.actors import Actors, Known
    from trucewatch.vocab.countries import Countries, Country

__all__ = ["Factions"]

_GROUPS = frozenset({"group", "militia"})
# A short form of a group's name has more letters than these: "Tigers", not "Army".
_SHORTEST = 4
# The home state is spoken of so many times as much as the next, where no armed group stands against it.
_CLEARLY = 2


_ARMING = word_list("deeds", "factions", "arming")
_PEOPLE = word_list("deeds", "factions", "people")
_SAYING = word_list("deeds", "sent", "saying")
_FORCES = word_list("deeds", "factions", "forces")
_ARMIES = word_list("deeds", "factions", "armies")
_MADE = word_list("deeds", "factions", "made") - {"held", "controlled", "armed"}
_TYING = frozenset({"to", "with", "by"})
_GOVERNMENT = "government"
_LOYAL = word_list("deeds", "factions", "loyal")
_LOYAL_BANDS = word_list("deeds", "factions", "loyal_bands")
_CIVIL = word_list("deeds", "factions", "civil")
_REBELS = word_list("deeds", "factions", "rebels")
_NEEDS = word_list("deeds", "factions", "needs")
_BANDS = (word_list("deeds", "factions", "bands") | _REBELS) - word_list("deeds", "nobody")
_PEOPLES = frozenset({"NNP", "NNPS", "JJ"})
_OWNED = _ARMIES | _NEEDS
_SUSPECTED = word_list("deeds", "factions", "suspected")
_CLAIMING = word_list("deeds", "owning", "verbs")


class Factions:
    """The armed groups and the home state of each story of a report."""

    def __init__(self, parse: Parse, known: Actors, nations: Countries, places: Sequence[Mention] = ()) -> None:
        """Count who is named in each story; `places` are the mentions of `find_places`."""
        self._parse = parse
        self._nations = nations
        self._groups: dict[int, Counter[str]] = {}
        self._short: dict[tuple[int, str], str] = {}
        self._rulers: dict[tuple[int, str], str] = {}
        self._homes: dict[int, Counter[str]] = {}
        self._coalitions: Counter[str] = Counter()
        openers = {text for text in {word.text for word in parse.words} if known.may_open(text)}
        for sentence in parse.sentences:
            i = sentence.first
            while i < sentence.last:
                if parse.words[i].text not in openers:
                    i += 1
                    continue
                hit = known.longest([w.text for w in parse.words[i : min(sentence.last, i + 8)]])
                is_capital = parse.words[i].text[:1].isupper()
                is_name = is_capital and len(parse.words[i].text) > _SHORTEST
                if hit is None and is_name and (one := known.named(f"{parse.words[i].text}s")) is not None:
                    hit = 1, one  # Mara rebels, of the Maras
                is_told = hit is not None and hit[1].kind in _GROUPS and (is_capital or hit[0] > 1)
                if hit is not None and is_told and not self._is_maker(i, i + hit[0]):
                    self._count(sentence.story, hit[1])
                    if hit[1].name.endswith("coalition"):
                        self._coalitions[hit[1].name] += 1
                i += hit[0] if hit is not None else 1
        self._disowning = self._without_claim(known)
        self._warbands = Warbands(parse, known, nations, {i for m in places for i in range(m.first, m.last)})
        for first, name in self._warbands.mentions:
            self._groups.setdefault(parse.sentence(first).story, Counter())[name] += 1
        for m in places:
            if m.place.country is not None and m.level != "wide" and not m.aside:
                self._homes.setdefault(m.story, Counter())[m.place.country] += 2 if m.is_where else 1
        rebels = (i for i in with_lemma(parse, _REBELS | _CIVIL) if parse.words[i].pos == "NOUN")
        self._rebellious = frozenset(parse.sentence(i).story for i in rebels)
        self._armies: dict[int, Counter[str]] = {}
        owned = frozenset(with_lemma(parse, _OWNED))
        for word in parse.words:
            nation = self.people(word) if word.tag in _PEOPLES else None
            if nation is not None:
                self._homes.setdefault(parse.sentence(word.i).story, Counter())[nation.code] += 1
            if word.head in owned:  # Israeli soldiers, Israel's armed forces
                owner = nation or (nations.find(word.text) if word.dep == "poss" else None)
                if owner is not None:
                    self._armies.setdefault(parse.sentence(word.i).story, Counter())[owner.code] += 1

    def is_tie(self, end: int) -> bool:
        """Whether a name that ends before word `end` tells who made, backs or speaks so: "two Maran-made drones"."""
        behind = self._parse.words[end : end + 2]
        return len(behind) > 1 and behind[0].tag == "HYPH" and behind[1].lower in _MADE

    def _is_maker(self, first: int, last: int) -> bool:
        """Whether a group is only told of as whom others are tied to: "Mara-linked men", "men linked to Mara"."""
        words = self._parse.words
        if self.is_tie(last):
            return True
        return first > 1 and words[first - 1].lower in _TYING and words[first - 2].lower in _MADE

    def _without_claim(self, known: Actors) -> frozenset[str]:
        """Return the groups told not to have claimed a deed: suspects without a name need not be theirs."""
        found: set[str] = set()
        for i in with_lemma(self._parse, _CLAIMING):
            subject = self._parse.subject(i)
            if subject is None or not any(self._parse.words[j].dep == "neg" for j in self._parse.children[i]):
                continue
            first, last = self._parse.edges(subject.i)
            for start in range(first, last + 1):
                hit = known.longest([w.text for w in self._parse.words[start : last + 1]])
                if hit is not None and hit[1].kind in _GROUPS:
                    found.add(hit[1].side or hit[1].name)
        return frozenset(found)

    def _count(self, story: int, group: Known) -> None:
        party = group.side or group.name
        self._groups.setdefault(story, Counter())[party] += 1
        self._rulers.setdefault((story, party), group.name)
        common = _REBELS | _FORCES
        for name in (group.name, *group.aliases):
            last = name.split()[-1]
            lower = last.lower()
            if " " in name and len(last) > _SHORTEST and last[0].isupper() and not {lower, lower.rstrip("s")} & common:
                self._short.setdefault((story, last), party)

    def is_warband(self, name: str) -> bool:
        """Whether a name is that of an armed group that only the report tells."""
        return any(name == band for _, band in self._warbands.mentions)

    def named_band(self, word: Word) -> str | None:
        """Return the name of the armed group without a listed one of which a word is part."""
        return self._warbands.at.get(word.i)

    def band(self, word: Word) -> str | None:
        """Return the name of armed people without a listed one: "Lakurawa", else the word itself: "bandits"."""
        named = self.named_band(word)
        kids = [self._parse.words[j] for j in self._parse.children[word.i]]
        if named is None and word.lemma.lower() in _PEOPLE:
            arming = next((k for k in kids if k.lower in _ARMING), None)
            return f"{arming.lower} {plural_of(word.lemma.lower())}" if arming is not None else None
        if named is not None or word.lemma.lower() not in _BANDS or word.pos not in {"NOUN", "PROPN"}:
            return named
        return None if any(k.tag in {"CD", "PRP$"} for k in kids) else plural_of(word.lemma.lower())

    def loyal(self, noun: Word) -> str | None:
        """Return the name of bands that side with a government and are not its army: "pro-government factions"."""
        if noun.tag != "NNS" or noun.lemma.lower() not in _LOYAL_BANDS:
            return None
        words, at = self._parse.words, noun.i
        while at > self._parse.sentence(noun.i).first and (
            words[at - 1].text == "-" or words[at - 1].lower in _LOYAL | _MADE
        ):
            at -= 1
        said = self._parse.text[words[at].start : words[noun.i].end].lower()
        return said if "government" in said or "regime" in said else None

    def people(self, word: Word) -> Country | None:
        """Return the country of a people's name, also one of two words: "Sri Lankan", "South Sudanese"."""
        if word.tag not in _PEOPLES or not word.text[:1].isupper():
            return None
        single = self._nations.demonym(word.text)
        if word.i:
            before = self._parse.words[word.i - 1].text
            return self._nations.demonym(f"{before} {word.text}") or single
        return single

    def group(self, word: Word) -> str | None:
        """Return the armed group that a bare word means in its story: its short name, or "rebels"."""
        story = self._parse.sentence(word.i).story
        if (story, word.text) in self._short:
            return self._short[story, word.text]
        if word.lemma.lower() not in _REBELS or self._is_suspected(word):
            return None
        return self.foremost(story)

    def foremost(self, story: int) -> str | None:
        """Return the armed group that a story names alone, or much more than others."""
        able = [pair for pair in self._groups.get(story, Counter()).most_common() if pair[0] not in self._coalitions]
        top = [pair for pair in able if pair[0] not in self._disowning][:2]
        return top[0][0] if len(top) == 1 or (len(top) > 1 and top[0][1] > 2 * top[1][1]) else None

    def has_groups(self, story: int) -> bool:
        """Whether a story names armed groups."""
        return bool(self._groups.get(story)) or story in self._rebellious

    def ruling(self, story: int, code: str) -> str | None:
        """Return the armed group that rules a state, where a story speaks of it."""
        return self._rulers.get((story, code))

    def lone(self, story: int) -> str | None:
        """Return the one armed group that a story names, and names again."""
        counted = self._groups.get(story, Counter[str]())
        return next(iter(counted)) if len(counted) == 1 and counted.total() > 1 else None

    def others(self, story: int, party: str, named: Callable[[str], str]) -> bool:
        """Whether a story speaks of other armed groups than a party, half as often at least."""
        counted = self._groups.get(story, Counter[str]())
        own = sum(n for group, n in counted.items() if named(group) == party)
        return any(2 * n >= own for group, n in counted.items() if named(group) != party)

    def _is_suspected(self, word: Word) -> bool:
        """Whether it is left open who people are: "suspected insurgents", "unknown militants"."""
        return any(self._parse.words[j].lower in _SUSPECTED for j in self._parse.children[word.i])

    def coalition(self, word: Word) -> str | None:
        """Return the coalition that a word means: the one with a name that the text tells, else by its capital."""
        if word.lower != "coalition":
            return None
        named = self._coalitions.most_common(1)
        if named:
            return named[0][0]
        return word.text if word.text[0].isupper() and word.i > self._parse.sentence(word.i).body else None

    def home(self, word: Word) -> str | None:
        """Return the state whose government or army a bare word means: that of most places of its story."""
        lower = word.lemma.lower()
        if lower not in _FORCES or (word.tag in {"NNP", "NNPS"} and lower != _GOVERNMENT):
            return None
        said = self._before(word)
        if not said <= word_list("deeds", "factions", "plain"):
            return None
        if lower in _NEEDS and not said - {"the", "a", "an"}:
            return None
        story = self._parse.sentence(word.i).story
        flies = "air" in said and self._parse.words[word.head].lemma not in _SAYING
        named = self._armies.get(story, Counter()).most_common(2) if lower in _ARMIES or flies else []
        if named and (len(named) == 1 or named[0][1] >= _CLEARLY * named[1][1]):
            nation = self._nations.code(named[0][0])  # the army is the one that the story names, wherever it fights
        else:
            nation = self.setting(story)
        return nation.name if nation is not None else None

    def setting(self, story: int) -> Country | None:
        """Return the state in which a story is set; None where two are spoken of about as much."""
        top = self._homes.get(story, Counter()).most_common(2)
        if not top or (len(top) > 1 and top[0][1] < _CLEARLY * top[1][1] and not self._groups.get(story)):
            return None
        return self._nations.code(top[0][0])

    def _before(self, word: Word) -> frozenset[str]:
        """Return the words before a noun that describe it, in small letters."""
        kids = (self._parse.words[j] for j in self._parse.children[word.i] if j < word.i)
        return frozenset(k.lower for k in kids if k.dep in {"det", "compound", "poss", "amod", "nmod", "nummod"})
