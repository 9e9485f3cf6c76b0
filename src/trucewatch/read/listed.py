"""Listed names: which runs of words name a country or a place that the gazetteer knows? Part of `mentions`.

Each run is looked up once for a report, however often the rules come back to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.read.standing import capitals
from trucewatch.read.unlisted import is_glued
from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse
    from trucewatch.vocab.countries import Countries, Country
    from trucewatch.vocab.gazetteer import Entry, Gazetteer

__all__ = ["Bearers", "Listed"]

Bearers = tuple["Country | None", "tuple[Entry, ...]"]
"""Who bears a name: the country, and the entries of the gazetteer."""

_LONGEST = 6


class Listed:
    """The names of one parse that the lists hold."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, countries: Countries) -> None:
        self._parse, self._gazetteer, self._countries = parse, gazetteer, countries
        self._topo = toponym_words()
        self._known: dict[tuple[int, int], Bearers | None] = {}
        self.capital = [False] * len(parse.words)
        """Of each word, whether it begins with a capital."""
        for i in capitals(parse):
            self.capital[i] = True

    def ends(self, first: int, limit: int) -> list[int]:
        """Return where, up to word `limit`, a name that begins at word `first` may end (half-open), farthest first."""
        words, last = self._parse.words, first + 1
        while last < min(first + _LONGEST, limit) and (self.capital[last] or words[last].lower in self._topo.inner):
            last += 1
        ends = (end for end in range(last, first, -1) if self.capital[end - 1])
        return [end for end in ends if not is_glued(words, end, self._gazetteer)]

    def bearers(self, first: int, last: int) -> Bearers | None:
        """Return who bears the name that words `first` to `last` (half-open) are, or None."""
        key = (first, last)
        if key not in self._known:
            self._known[key] = self._bearers(first, last)
        return self._known[key]

    def _bearers(self, first: int, last: int) -> Bearers | None:
        words = self._parse.words
        text = self._parse.text[words[first].start : words[last - 1].end]
        if text.endswith(".") and self._countries.find(text) is None:
            return None
        lower, is_single = text.lower(), last - first == 1
        if lower.rstrip(".") in self._topo.never or (is_single and len(text) < 2):
            return None
        country = None if words[first].lower == "the" else self._countries.find(text)
        if country is not None:
            # Only a state of the same name ("Georgia") may rival a country; villages called "Us" may not.
            rivals = self._gazetteer.lookup(country.name)
            return country, tuple(e for e in rivals if e.kind in {"country", "region"})
        entries = self._gazetteer.lookup(text)
        if is_single and (lower in self._topo.articles or self._countries.demonym(text)):
            return None
        if is_single and len(text) <= 3 and text.isupper() and not any(e.precision for e in entries):
            return None
        return (None, entries) if entries else None
