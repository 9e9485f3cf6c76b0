"""Mentions: where in the text does a place's name stand, and what might it mean?

Runs of capitalised words are matched leftmost-longest against countries and gazetteer; a noun after the name
or "village of" before it makes even an unknown name a place. Names of persons and bodies, months and ordinary
words that some town happens to bear are left out. `read.geocode` then chooses among the bearers of a name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trucewatch.read.contexts import spoken_of
from trucewatch.read.listed import Listed
from trucewatch.read.namesense import NameSense
from trucewatch.read.standing import capitals, forms
from trucewatch.read.surnames import is_speech, surnames
from trucewatch.read.unlisted import (
    goes_on,
    is_any_such,
    is_centre,
    is_ground_name,
    is_grounded,
    is_in_list,
    is_peopled,
    is_placed,
    is_side,
    is_titled,
    is_told,
    is_wide_led,
    lies_in,
    shared_level,
    told_level,
)
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.tables import word_list
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse, Sentence, Word
    from trucewatch.vocab.countries import Countries, Country
    from trucewatch.vocab.gazetteer import Entry, Gazetteer

__all__ = ["Found", "Scanner", "is_speech"]

_LARGE = 100_000
# In a country that the story speaks of a town is known from so many people on.
_SMALL = 15_000
# A word of so few letters, all capitals, is an abbreviation unless it opens a paragraph like a dateline.
_ACRONYM = 5
_WAYS = word_list("toponyms", "acts", "ways")
_HOLDING = word_list("toponyms", "acts", "holding")
_NAMING = word_list("toponyms", "before", "naming")


@dataclass(frozen=True, slots=True)
class Found:
    """A name found: its words (half-open), the words of the bare name, its level, and who may bear it."""

    first: int
    last: int
    bare: tuple[int, int]
    level: str | None
    country: Country | None
    entries: tuple[Entry, ...]
    supported: bool = False


def _is_capital(word: Word) -> bool:
    return word.text[:1].isupper()


class Scanner:
    """Finds names in one parse; `context` maps a story to the codes of the countries it speaks of."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, countries: Countries, headings: frozenset[int]) -> None:
        self.parse, self.gazetteer, self.countries, self.headings = parse, gazetteer, countries, headings
        self.words, self.listed = parse.words, Listed(parse, gazetteer, countries)
        self.topo, self.roles = toponym_words(), role_words()
        self.context, self.sense = spoken_of(parse, countries), NameSense(parse)
        self.small = frozenset(w.text for w in parse.words if w.text.islower())
        self.people: frozenset[str] = frozenset()
        self.accepted: frozenset[str] = frozenset()

    def scan(self) -> list[Found]:
        """Return all names found, in text order; those that only repeat a person's name are left out."""
        told = [(s, self._sentence(s)) for s in self.parse.sentences]
        # A name on no list that is a place once is one wherever it stands.
        no_state = [h for _, hits in told for h in hits if h.country is None]
        sure = [h for h in no_state if not h.entries or told_level(self.words, h.last)]
        self.accepted = frozenset(self._text(*h.bare) for h in sure)
        found = [hit for s, hits in told for hit in (self._sentence(s) if self._names_accepted(s) else hits)]
        named = {i for hit in found for i in range(hit.first, hit.last)}
        self.people = surnames(self.parse, self.headings, named, self.countries)
        return [hit for hit in found if hit.supported or not self._is_surname(hit)]

    def _names_accepted(self, sentence: Sentence) -> bool:
        """Whether a sentence may tell more now that some names are known to be places."""
        text = self.parse.text[sentence.start : sentence.end]
        return any(name in text for name in self.accepted)

    def _sentence(self, sentence: Sentence) -> list[Found]:
        found: list[Found] = []
        for i in self._openings(sentence):
            hit = self._at(i, sentence, found) if not found or i >= found[-1].last else None
            if hit is not None:
                found.append(hit)
        return found

    def _openings(self, sentence: Sentence) -> list[int]:
        """Return the words of a sentence at which a name may begin: with a capital, or "al" of "al-Varos"."""
        capital, words = self.listed.capital, self.words
        articles = (i for i in forms(self.parse, self.topo.articles, sentence) if i + 2 < sentence.last)
        led = [i for i in articles if not capital[i] and words[i + 1].text == "-" and capital[i + 2]]
        return sorted([*capitals(self.parse, sentence), *led])

    def _at(self, i: int, sentence: Sentence, before: list[Found]) -> Found | None:
        for last in self.listed.ends(i, sentence.last):
            bearers = self.listed.bearers(i, last)
            if bearers is not None:
                hit = self._extended(Found(i, last, (i, last), None, *bearers), sentence)
                if told_level(self.words, hit.last) or self._text(*hit.bare) in self.accepted:
                    hit = replace(hit, supported=True)
                # A longer name that is none leaves the shorter one inside it no better.
                return hit if self._accepts(hit, sentence, before) else self._unknown(i, sentence, before)
        return self._unknown(i, sentence, before)

    def _text(self, first: int, last: int) -> str:
        return self.parse.text[self.words[first].start : self.words[last - 1].end]

    def _extended(self, hit: Found, sentence: Sentence) -> Found:
        """Return the name with the noun that says what it is: "Saratov" → "Saratov region"."""
        if hit.country is not None and not any(e.kind != "country" for e in hit.entries):
            return hit
        at = hit.last
        while at < sentence.last and at < hit.last + 2 and self.words[at].lower in self.topo.between:
            at += 1
        if at >= sentence.last:
            return self._of(hit)
        noun = self.words[at]
        is_middle = at == hit.last and is_centre(self.words, at, sentence.last)
        level = "city" if is_middle else self.topo.after.get(noun.lower)
        is_counted = self.words[hit.first].tag == "CD"  # "one village"
        if (
            level is None
            or is_counted
            or noun.tag.startswith("V")
            or self._names_next((hit.first, hit.last), at, sentence)
        ):
            return self._of(hit)
        if level == "line" and _is_capital(noun) and noun.lower in self.topo.fighters:
            return hit  # a Liberation Front
        if level == "line" and hit.last == at and not _is_capital(noun) and noun.lower not in _WAYS:
            return replace(hit, supported=True)
        if noun.lower in self.topo.in_town and not _is_capital(noun) and self._is_town(hit, sentence.story):
            return self._of(replace(hit, supported=True))
        if is_peopled(self.words, hit.first, at) or (noun.lower in self.topo.loose and self._is_loose(hit, at)):
            return self._loosely(self._of(hit), at, level, sentence)
        is_listed = hit.country is not None or bool(hit.entries)
        is_any = level == "site" and not _is_capital(noun) and is_any_such(self.words, hit.first)
        is_more = goes_on(self.words, at + 1, sentence.last)
        if not is_listed and (is_any or (is_more and not lies_in(self.words, (hit.first, hit.last), at, level))):
            # "Ukrinform state news agency", "the Ruritanian city of Strelsau": the noun belongs to what follows.
            return self._of(hit)
        is_many = noun.tag in {"NNS", "NNPS"}
        return replace(hit, last=hit.last if is_many else at + 1, level=level, supported=True)

    def _is_loose(self, hit: Found, at: int) -> bool:
        """Whether the noun at word `at`, common in the names of bodies, may be one's here."""
        is_region = any(e.kind != "city" or e.precision for e in hit.entries)
        is_council = at > hit.last and self.words[at - 1].lower == "government"  # "Varos Local Government Area"
        return not is_region and not is_council and (_is_capital(self.words[at]) or not hit.entries)

    def _loosely(self, hit: Found, at: int, level: str, sentence: Sentence) -> Found:
        """Return the name with such a noun where the words around both make it a place."""
        noun = self.words[at]
        is_struck = noun.lower == "area" and is_placed(self.parse, at)  # "a strike on the Varos area"
        if is_struck or is_grounded(self.words, hit.first, at):
            return replace(hit, last=at + 1, level=level, supported=True)
        is_plain = hit.supported and not _is_capital(noun) and not goes_on(self.words, at + 1, sentence.last)
        return replace(hit, last=at + 1, level=level) if is_plain and level == "region" else hit

    def _names_next(self, hit: tuple[int, int], at: int, sentence: Sentence) -> bool:
        """Whether the noun after a name is the sort of town named behind it: "the West Bank city of Jenin"."""
        while at + 2 < sentence.last and self.words[at + 1].lower in self.topo.again_city:
            at += 1
        is_town = self.topo.before_of.get(self.words[at].lower) == "city" and not lies_in(self.words, hit, at, "city")
        names = at + 2 < sentence.last and self.words[at + 1].lower == "of" and _is_capital(self.words[at + 2])
        return is_town and names and self.countries.find(self.words[at + 2].text) is None

    def _is_town(self, hit: Found, story: int) -> bool:
        """Whether a name before "bus station" is a town's that readers know, so that it says where the station is."""
        if self._text(*hit.bare).lower() in self.topo.not_places:
            return False
        context = self.context.get(story, frozenset())
        towns = [e for e in hit.entries if e.kind in {"city", "town", "capital"}]
        return any(e.population >= (_SMALL if e.country in context or e.precision else _LARGE) for e in towns)

    def _of(self, hit: Found) -> Found:
        """Return the name with the level that "the city of" or "near" before it gives."""
        i = hit.first
        if self.words[hit.last - 1].dep == "dateline":
            return replace(hit, supported=True)
        head = self.words[i - 2] if i >= 2 and self.words[i - 1].lower == "of" else None
        noun = head.lower if head is not None else ""
        if i >= 3 and self.topo.before_of.get(noun) == "district" and self.words[i - 3].tag == "NNP":
            return replace(hit, supported=True)  # "the Varos area of Kolo": Kolo is no area
        if noun in self.topo.part_of and self._is_town(hit, self.parse.sentence(i).story):
            return replace(hit, supported=True)
        if head is not None and (level := self.topo.before_of.get(head.lemma.lower())):
            # "X, capital of Y": Y is no city.
            return replace(hit, level=None if noun == "capital" else level, supported=True)
        if noun in self.topo.part_of or noun in self.topo.near_of:
            return replace(hit, supported=True)
        if i and (level := self.topo.before_of.get(self.words[i - 1].lower)) and not _is_capital(self.words[i - 1]):
            return replace(hit, level=level, supported=True)
        k = i - 1
        while (
            k > 0
            and (
                self.words[k].lower in {"the", ",", "-"}
                or (self.words[k].lower in self.topo.openers and self.words[k].lower not in self.topo.locative)
                or self.words[k].lemma in _HOLDING
            )
            and i - k < 4
        ):
            k -= 1
        is_locative = k >= 0 and self.words[k].lower in self.topo.firm
        return replace(hit, supported=True) if is_locative and self.words[k].pos in {"ADP", "SCONJ", "ADV"} else hit

    def _accepts(self, hit: Found, sentence: Sentence, before: list[Found]) -> bool:
        text = self._text(*hit.bare)
        lower = text.lower()
        first, last = hit.bare
        single = last - first == 1
        is_struck = self.words[last - 1].dep == "dobj" and is_placed(self.parse, last - 1)
        if lower in self.topo.not_places and not hit.supported and not is_struck:
            return False
        if single and not hit.supported and text.lower() in self.small and not text.isupper() and hit.country is None:
            return False
        is_short = single and text.isupper() and len(text) <= _ACRONYM and hit.country is None
        if is_short and not self._opens(first, sentence):
            return any(e.precision for e in hit.entries)
        if not self._stands_alone(hit, sentence, before):
            return False
        if hit.country is not None or hit.supported:
            return True
        word = self.words[first]
        if single and word.dep == "nsubj" and is_speech(self.words[word.head].lemma):
            return self.countries.capital(text) is not None
        # "Ostrel: shelling killed one" opens a point of a digest.
        is_label = self._opens(first, sentence) and last < sentence.last and self.words[last].text == ":"
        if single and first == sentence.first and word.pos != "PROPN" and not is_label:
            verb = self.words[word.head].lemma if word.dep == "nsubjpass" else ""
            return (verb in self.topo.strike or verb in self.topo.overrun) and self._is_town(hit, sentence.story)
        return self._is_likely(hit, sentence.story, single=single)

    def _opens(self, i: int, sentence: Sentence) -> bool:
        is_first = sentence.first == 0 or self.parse.sentence(sentence.first - 1).block != sentence.block
        return i == sentence.first and is_first

    def _is_likely(self, hit: Found, story: int, *, single: bool) -> bool:
        """Whether a name with nothing around it that says "place" is likely one."""
        context = self.context.get(story, frozenset())
        if any(e.precision or e.country in context for e in hit.entries):
            return True
        floor = _LARGE if single else _LARGE // 10
        return any(e.population >= floor or e.kind in {"region", "capital"} for e in hit.entries)

    def _stands_alone(self, hit: Found, sentence: Sentence, before: list[Found]) -> bool:
        """Whether the name is not part of a longer one: "Sydney Smith", "Brian Melley"."""
        if sentence.block in self.headings:
            return True
        first, last = hit.first, hit.last
        if first > sentence.first and not self._is_housed(first, sentence):
            left = self.words[first - 1]
            if left.text == "-" and first - 1 > sentence.first and left.end == self.words[first].start:
                left = self.words[first - 2]
                if _is_capital(left) and not self._is_opener(left) and not (before and before[-1].last == first - 1):
                    return False
            elif _is_capital(left) and left.pos in {"PROPN", "NOUN", "ADJ"} and not self._is_opener(left):
                opens = first - 1 == sentence.first and left.tag not in {"NNP", "NNPS"}
                if not (before and before[-1].last == first) and not opens:
                    return False
        if last >= sentence.last:
            return True
        right = self.words[last]
        if _is_capital(right) and right.lower in self.topo.inner | {"a"} and last + 1 < sentence.last:
            is_tied = self.words[last + 1].text == "-" and last + 2 < sentence.last and not right.text.isupper()
            return not _is_capital(self.words[last + 1 + is_tied])
        if not _is_capital(right) or right.pos not in {"PROPN", "NOUN", "ADJ", "X"}:
            return True
        return self._is_closer(right, last, sentence)

    def _is_housed(self, first: int, sentence: Sentence) -> bool:
        """Whether a town stands after the short name of a building in it: "at CMH Strelsau"."""
        left = self.words[first - 1]
        is_short = left.text.isupper() and 1 < len(left.text) <= _ACRONYM and self.countries.any(left.text) is None
        return is_short and first - 2 >= sentence.first and self.words[first - 2].lower in {"at", "in", "near"}

    def _is_opener(self, word: Word) -> bool:
        lower = word.lower
        return lower in self.topo.openers or self.countries.any(word.text) is not None or lower in self.topo.event

    def _is_closer(self, word: Word, at: int, sentence: Sentence) -> bool:
        lower, lemma = word.lower.rstrip("."), word.lemma.lower()
        roles = self.roles
        lists = (self.topo.after, roles.offices, roles.abbreviations, roles.modifiers, roles.bodies, self.topo.never)
        if lemma in self.topo.event or any(lower in one for one in lists):
            return True
        if self.countries.any(word.text) is not None:
            return True
        return at + 1 < sentence.last and self.words[at + 1].lower in roles.bodies

    def _unknown(self, i: int, sentence: Sentence, found: list[Found]) -> Found | None:
        """Return a name that no list holds but whose surroundings make it a place, or None."""
        if sentence.block in self.headings:
            return self._told_below(i, sentence)
        if self.words[i].lower in self.topo.locative or self.words[i].lower == "the":
            return None
        left = self.words[i - 1] if i > sentence.first else None
        if left is not None and _is_capital(left) and left.pos not in {"ADP", "DET", "SCONJ", "ADV"}:
            return None
        last = i + 2 if self.words[i].lower in self.topo.articles and self.words[i + 1].text == "-" else i
        while last < min(i + 4, sentence.last) and (
            _is_capital(self.words[last]) or (self.words[last].lower in {"-", "al", "el"} and last > i)
        ):
            last += 1
        while last > i and not _is_capital(self.words[last - 1]):
            last -= 1
        run = self.words[i:last]
        ends = (*run[:1], *run[-1:])
        is_wide = is_side(self.words, i, last) and self.listed.bearers(i + 1, last) is None
        titled = is_titled(run, left)
        if not run or any(w.lower.rstrip(".") in self.topo.never for w in ends[is_wide or titled :]):
            return None
        tail = self.topo.after.get(run[-1].lower)
        # "the Saudi Hospital" is one house; other names with a country's are bodies and peoples.
        is_house = tail == "site" and len(run) == len(ends)
        if any(self.countries.any(w.text) for w in run[: 0 if is_house else None]):
            return None
        if is_wide and self.countries.any(self._text(i, last)):
            return None
        is_loose = run[-1].lower in self.topo.loose and not is_ground_name(self.words, i, last)
        if tail and len(run) > 1 and tail != "line" and not is_loose:
            bare = (i, last - 1)
            is_no_place = self._is_common(*bare) or self._is_body(run[:-1])
            return None if is_no_place else Found(i, last, bare, tail, None, (), supported=True)
        if self._is_common(i + titled, last):
            return None
        level = told_level(self.words, last) or (self._shared(i, last) if last < sentence.last else None)
        hit = self._extended(Found(i, last, (i, last), level, None, ()), sentence)
        if hit.level is not None:
            return replace(hit, supported=True)
        before = self.words[i - 1].lower if i > sentence.first else ""
        proper = all(w.pos == "PROPN" or w.text == "-" for w in run)
        is_owner = last < sentence.last and self.words[last].lower in {"'s", "’s"}
        is_said = hit.supported and before in _NAMING and not is_owner
        is_where = (
            is_said
            or titled
            or is_in_list(self.words, i, last, found[-1].last if found else None)
            or self._text(i, last) in self.accepted
            or is_told(self.parse, i, last)
            or (is_wide and is_wide_led(self.words, i, last))
        )
        is_where = is_where or self.sense.is_place(i, last, sentence.last)
        is_where = is_where and proper and not self._is_body(run[titled:])
        return (replace(hit, level="region") if is_wide else hit) if is_where else None

    def _shared(self, first: int, last: int) -> str | None:
        is_led = first > 0 and self.words[first - 1].pos in {"ADP", "DET", "VERB"}
        is_name = is_led and all(w.tag == "NNP" for w in self.words[first:last])
        return shared_level(self.words, last) if is_name else None

    def _told_below(self, i: int, sentence: Sentence) -> Found | None:
        """Return a name in a heading that the text below it makes a place though no list holds it."""
        lasts = range(min(i + 4, sentence.last), i, -1)
        told = next((last for last in lasts if self._text(i, last) in self.accepted), None)
        return None if told is None else Found(i, told, (i, told), None, None, (), supported=True)

    def _is_body(self, run: tuple[Word, ...]) -> bool:
        bodies, offices, papers = self.roles.bodies, self.roles.offices, self.roles.documents
        shouts = any(w.text.isupper() and len(w.text) > 1 for w in run)
        return shouts or any(w.lower in bodies or w.lower in offices or w.lower in papers for w in run)

    def _is_common(self, first: int, last: int) -> bool:
        """Whether a run of words that no list holds is made of ordinary or official words, or is a person."""
        run = self.words[first:last]
        if last - first > 1 and first and self.words[first - 1].lower == "near":
            return False
        openers, others = self.topo.openers, self.topo.not_places
        if all(w.lower in openers or w.lower in others or w.text.lower() in self.small for w in run):
            return True
        short, offices = self.roles.abbreviations, self.roles.offices
        return any(low in short or low in offices for low in [w.lower.rstrip(".") for w in run])

    def _is_surname(self, hit: Found) -> bool:
        first, last = hit.bare
        return last - first == 1 and hit.country is None and self.words[first].text in self.people
