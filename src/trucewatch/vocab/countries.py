"""Countries: which state does a word name, by its name, its people or its capital?

A table of about 210 states and territories in `data/countries.toml`, looked up without regard to case,
diacritics, curly apostrophes or a leading "the". Abbreviations ("US", "UK") count only in capitals, so
that "us" is never a country. Lowest in `vocab`: the gazetteer and every reading step build on it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Countries", "Country", "countries", "side_of"]

_APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛`´ʼʽʻ", "'"))
# An abbreviation is at most this many letters, all of them capitals.
_ABBREVIATION = 4
_SAFE_IN_SMALL = 3


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory: ISO-2 code, names, words for its people, and its seat of government."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capital_aliases: tuple[str, ...] = ()


def _is_abbreviation(word: str) -> bool:
    letters = word.replace(".", "").replace("'", "")
    return letters.isupper() and len(letters) <= _ABBREVIATION


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    plain = word.translate(_APOSTROPHES).strip()
    if plain[:4].casefold() == "the ":
        plain = plain[4:]
    bare = plain
    if not plain.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return bare if _is_abbreviation(bare) else bare.casefold()


class Countries:
    """All countries, to be asked by word. A later table may add names (a fictional war's, say)."""

    __slots__ = ("_anyhow", "_capitals", "_codes", "_fixed", "_names", "_people")

    def __init__(self, table: Iterable[Country], invariant: Iterable[str] = ()) -> None:
        """Index the table; `invariant` are demonyms that take no plural in -s."""
        self._codes: dict[str, Country] = {}
        self._names: dict[str, Country] = {}
        self._people: dict[str, Country] = {}
        self._capitals: dict[str, Country] = {}
        self._fixed = frozenset(invariant)
        for country in table:
            self._add(country)
        self._anyhow = {**self._capitals, **self._people, **self._names}

    def _add(self, country: Country) -> None:
        self._codes.setdefault(country.code, country)
        for name in (country.name, *country.aliases):
            self._put(self._names, name, country)
        for demonym in country.demonyms:
            self._put(self._people, demonym, country)
            if demonym not in self._fixed:
                self._put(self._people, demonym + "s", country)
        for capital in (country.capital, *country.capital_aliases):
            if capital:
                self._put(self._capitals, capital, country)

    @staticmethod
    def _put(index: dict[str, Country], word: str, country: Country) -> None:
        key = _key(word)
        index.setdefault(key, country)
        # "us" and "uk" stay capitals; a longer abbreviation may also be met in small letters.
        if key != key.casefold() and len(key.replace(".", "")) >= _SAFE_IN_SMALL:
            index.setdefault(key.casefold(), country)

    def __iter__(self) -> Iterator[Country]:
        """Yield every country once."""
        return iter(self._codes.values())

    def __len__(self) -> int:
        """Return how many countries the table holds."""
        return len(self._codes)

    def code(self, code: str) -> Country | None:
        """Return the country with an ISO-2 code; the side's spelling "UK" is understood."""
        return self._codes.get("GB" if code == "UK" else code)

    def find(self, word: str) -> Country | None:
        """Return the country that a name or abbreviation means: "Britain", "U.S.", "DRC"."""
        return self._names.get(_key(word))

    def demonym(self, word: str) -> Country | None:
        """Return the country whose people or adjective a word names: "Russian", "Britons", "Congolese"."""
        return self._people.get(_key(word))

    def capital(self, word: str) -> Country | None:
        """Return the country whose seat of government a word names: "Moscow", "Kiev", "Phnom Penh", "KYIV" too."""
        return self._capitals.get(_key(word)) or (self._capitals.get(word.casefold()) if word.isupper() else None)

    def any(self, word: str) -> Country | None:
        """Return the country that a word points to in whatever way: name, people or capital."""
        return self._anyhow.get(_key(word))

    def names(self) -> tuple[str, ...]:
        """Return every name and alias, keyed as looked up, for callers that match many at once."""
        return tuple(self._names)

    def extended(self, more: Iterable[Country]) -> Countries:
        """Return a table with further countries; where a word is in both, the newcomer's meaning wins."""
        return Countries((*more, *self._codes.values()), self._fixed)


def side_of(country: Country) -> str:
    """Return the code as a side: ISO-2, but "UK" for the United Kingdom."""
    return "UK" if country.code == "GB" else country.code


def _row(row: dict[str, Any]) -> Country:
    return Country(
        code=row["code"],
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        demonyms=tuple(row.get("demonyms", ())),
        capital=row.get("capital"),
        capital_aliases=tuple(row.get("capital_aliases", ())),
    )


@lru_cache(maxsize=1)
def countries() -> Countries:
    """Return the table of the world's countries, read once."""
    path = resources.files("trucewatch.vocab") / "data" / "countries.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["country"]
    return Countries(map(_row, rows), [word for row in rows for word in row.get("invariant", ())])
