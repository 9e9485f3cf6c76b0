"""Warbands: which armed groups does a report name that no list holds?

By the words around a name: "fighters of the Mara Front", "the Mara Front, a rebel group", "Mara gunmen"; by a name that
tells a struggle and an army ("Mara Liberation Army"); by its letters in brackets. A state's own forces are none.
Part of `factions`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trucewatch.read.actors import singular
from trucewatch.read.spelt import spelt_out
from trucewatch.read.standing import capitals
from trucewatch.vocab.actors import role_words
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.actors import Actors
    from trucewatch.vocab.countries import Countries

__all__ = ["Warbands"]

_MANNED = word_list("deeds", "factions", "manned")
_HEADS = word_list("deeds", "warbands", "heads")
_STRUGGLE = word_list("deeds", "warbands", "struggle")
_OUTFITS = word_list("deeds", "warbands", "outfits")
_LAWLESS = word_list("deeds", "warbands", "lawless")
_MEN = word_list("deeds", "warbands", "men")
_OWNING = word_list("deeds", "owning", "verbs")
_OWNED = word_list("deeds", "owning", "nouns")
_BETWEEN = frozenset({",", "the", "a"})
_TYING = word_list("deeds", "warbands", "tying")
_NO_BANDS = (_LAWLESS | _MANNED) - _STRUGGLE | frozenset(calendar().months) | word_list("deeds", "factions", "tongues")
_CREEDS = word_list("deeds", "factions", "creeds")
_BODIES = role_words().bodies - _HEADS
# Aircraft are called fighters as well: JAS-39.
_MODEL = re.compile(r"-\d")
_NEVER_NAMES = frozenset({"PRP", "PRP$", "IN", "CC", "RB", "WRB", "DT"})
_INNER = word_list("deeds", "warbands", "inner")
_LONGEST = 7
"""No name of a group has more words."""
_GOES_ON = 8
_DESCRIBED = 8
"""An apposition that tells what a name is has so many words before its noun at most."""


class Warbands:
    """The unlisted armed groups of a report: `at` gives the name by the number of each word that stands for one."""

    def __init__(self, parse: Parse, known: Actors, nations: Countries, places: set[int]) -> None:
        """Find the names, then every mention of them; `places` are the words of place names."""
        self._parse = parse
        self._known = known
        self._nations = nations
        self.at: dict[int, str] = {}
        spelt = spelt_out(parse)
        letters = {(s.first, s.last): s.letters for s in spelt}
        listed = [s for s in spelt if known.named(s.letters) is not None]
        self._places = places | {i for s in listed for i in range(s.first, s.last)}
        self._runs = list(self._named())
        bands: dict[str, str] = {}
        for first, last in self._runs:
            if self._is_band(first, last):
                text = self._text(first, last)
                bands.setdefault(text, text)
        for (first, last), short in letters.items():
            text = self._text(first, last)
            if text in bands:
                bands[short] = text
        self.mentions = [(first, name) for first, last in self._runs if (name := bands.get(self._text(first, last)))]
        for first, last in self._runs if bands else ():
            name = bands.get(self._text(first, last))
            if name is not None:
                self.at.update(dict.fromkeys(range(first, last), name))
            else:
                self.at.update(
                    {i: bands[parse.words[i].text] for i in range(first, last) if parse.words[i].text in bands}
                )

    def _text(self, first: int, last: int) -> str:
        words = self._parse.words
        return " ".join(self._parse.text[words[first].start : words[last - 1].end].split())

    def _named(self) -> Iterator[tuple[int, int]]:
        """Yield the runs of capitalised words, without the article and the noun for fighters behind them."""
        for sentence in self._parse.sentences:
            i = sentence.first
            for first in capitals(self._parse, sentence):
                if first < i or not self._is_name(first):
                    continue
                i = first
                while i < sentence.last and (self._is_name(i) or self._joins(i, sentence.last)):
                    i += 1
                if i <= first + _LONGEST:
                    yield first, i

    def _is_name(self, i: int) -> bool:
        word = self._parse.words[i]
        is_capital = word.text[:1].isupper() and word.text[:1].isalpha()
        return (
            is_capital
            and word.tag not in _NEVER_NAMES
            and not word.tag.startswith("VB")
            and word.lower not in calendar().weekdays
        )

    def _joins(self, i: int, last: int) -> bool:
        """Whether a small word or mark stands within a name: People's, Front for, Nusrat al-Din, Tehrik-e-Lashkar."""
        words = self._parse.words
        while i < last and (words[i].tag in {"POS", "HYPH"} or words[i].lower in _INNER):
            i += 1
        return i < last and self._is_name(i)

    def _is_band(self, first: int, last: int) -> bool:
        words = self._parse.words
        # What is told of a name is seen sooner than whether it is on a list.
        of_war = self._is_outfit(first, last) or self._is_told(last) or self._owns_up(first, last)
        if not (of_war or self._is_struggle(first, last) or self._is_manned(first, last)):
            return False
        text = self._text(first, last)
        # "the Group for the Support of …": a listed name may go on behind its first capitals.
        stop = min(self._parse.sentence(first).last, last + _GOES_ON)
        listed = self._known.longest([w.text for w in words[first:stop]]) or self._known.named(f"{text}s")
        if listed is not None or self._nations.any(text) is not None or last - 1 in self._places:
            return False
        if all(w.lower in _CREEDS for w in words[first:last]):
            return False
        if any(w.lower in _NO_BANDS or _MODEL.search(w.text) for w in words[first:last]):
            return False
        if singular(words[last - 1].lower) in _BODIES:
            return False
        return of_war or not self._is_of_state(first, last)

    def _is_struggle(self, first: int, last: int) -> bool:
        """Whether a name tells what it fights for and with what, and not that it is a state's."""
        words = self._parse.words
        heads = [i for i in range(first + 1, last) if words[i].lower in _HEADS]
        ends = [i for i in heads if i + 1 == last or words[i + 1].lower in {"of", "for"}]
        return bool(ends) and any(words[i].lower in _STRUGGLE for i in range(first, last))

    def _is_of_state(self, first: int, last: int) -> bool:
        words = self._parse.words
        opening = (" ".join(w.text for w in words[first : min(last, first + n)]) for n in (1, 2))
        return any(self._nations.any(text) is not None for text in opening)

    def _is_manned(self, first: int, last: int) -> bool:
        """Whether a word for fighters stands right behind a name, or "fighters of the" before it."""
        words = self._parse.words
        sentence = self._parse.sentence(first)
        if last < sentence.last and words[last].lemma.lower() in _MANNED and first > sentence.body:
            return True
        if last < sentence.last and words[last].tag in {"NN", "NNS"} and words[last].lemma.lower() not in _OUTFITS:
            return False  # members of the Mara community
        at = first - 1 - (words[first - 1].lower == "the") if first > sentence.first else -1
        if at <= sentence.first or words[at].lower not in _TYING:
            return False
        return words[at - 1].lemma.lower() in _MANNED | _MEN

    def _is_outfit(self, first: int, last: int) -> bool:
        """Whether a name follows "the rebel group", or stands before "gang", "militia"."""
        words = self._parse.words
        sentence = self._parse.sentence(first)
        before = words[first - 1] if first > sentence.first else None
        if before is not None and before.lemma.lower() in _OUTFITS:
            return first - 2 >= sentence.first and self._is_lawless(words[first - 2 : first])
        if last < sentence.last and words[last].lemma.lower() in _OUTFITS:
            return words[last].lemma.lower() in _LAWLESS
        return False

    def _owns_up(self, first: int, last: int) -> bool:
        """Whether an outfit by name claims a deed: "a little-known outfit, NAME, claimed responsibility"."""
        words, sentence = self._parse.words, self._parse.sentence(first)
        at = last + (last < sentence.last and words[last].text == ",")
        ahead = words[at : min(sentence.last, at + _DESCRIBED)]
        claim = next((n for n, w in enumerate(ahead[:3]) if w.lemma in _OWNING), None)
        if claim is None or not any(w.lemma.lower() in _OWNED for w in ahead[claim + 1 :]):
            return False
        back = first - 1
        while back > sentence.first and words[back].lower in _BETWEEN:
            back -= 1
        named = words[last - 1].lower in _HEADS
        return named or (back >= sentence.first and words[back].lemma.lower() in _OUTFITS)

    def _is_told(self, last: int) -> bool:
        """Whether an apposition tells that a name is an armed group's: ", a rebel group"."""
        words = self._parse.words
        sentence = self._parse.sentence(last - 1)
        at = last
        if at < sentence.last and words[at].text == "(":
            at += 3  # letters in brackets
        if at + 1 >= sentence.last or words[at].text != "," or words[at + 1].lower not in {"a", "an", "the", "one"}:
            return False
        told = words[at + 2 : min(sentence.last, at + 2 + _DESCRIBED)]
        for n, word in enumerate(told):
            if word.text in {",", "."} or word.tag.startswith("VB"):
                return False
            if word.lemma.lower() in _OUTFITS:
                return self._is_lawless(told[: n + 3])
        return False

    def _is_lawless(self, words: Sequence[Word]) -> bool:
        return any({w.lower, w.lemma.lower()} & _LAWLESS for w in words)
