"""Actors: which persons and bodies are known by name, and which words name an office or an institution?

Known names come from the conflict files (`data/conflicts/*.toml`), news agencies from `data/agencies.toml`,
words for offices, people and institutions from `data/roles.toml`. Names are matched as met first, then
folded, so that one name in several transliterations is one person.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from trucewatch.vocab.conflicts import load_conflicts
from trucewatch.vocab.countries import countries
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.vocab.countries import Countries

__all__ = ["Actors", "Known", "RoleWords", "actors", "fold", "role_words"]


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[tuple[re.Pattern[str], str], ...], dict[str, str]]:
    """Return the sounds that are spelt in several ways, and given names in several languages."""
    names = table("names")
    return tuple((re.compile(pattern), sound) for pattern, sound in names["fold"]["sounds"]), dict(names["given"])


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return a name so reduced that its usual transliterations fall together: Kharkiv = Kharkov, -skiy = -sky."""
    plain = name if name.isascii() else anyascii(unicodedata.normalize("NFKC", name))
    words: list[str] = re.findall(r"[a-z0-9]+", plain.casefold().replace("'", ""))
    return " ".join(map(_reduced, words))


@lru_cache(maxsize=16384)  # most names that are new are made of words that are not
def _reduced(word: str) -> str:
    sounds, given = _spellings()
    reduced = given.get(word, word)
    for pattern, sound in sounds:
        reduced = pattern.sub(sound, reduced)
    return reduced


@dataclass(frozen=True, slots=True)
class Known:
    """A person or body listed by name. `kind` is person, agency, or the kind of body."""

    name: str
    kind: str
    side: str | None = None
    role: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def is_person(self) -> bool:
        """Whether this is one human being."""
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words for offices, people, groups, institutions and papers, in small letters."""

    offices: frozenset[str]
    abbreviations: frozenset[str]
    modifiers: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    posts: dict[str, frozenset[str]]
    local: frozenset[str]
    persons: frozenset[str]
    collectives: frozenset[str]
    bodies: frozenset[str]
    documents: frozenset[str]
    fields: tuple[frozenset[str], ...]


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return name.translate(_MARKS).replace(" ", "").casefold()


_MARKS = str.maketrans({**dict.fromkeys("‘’‛`´ʼ", "'"), **dict.fromkeys("‐‑–", "-")})


# An abbreviation of so few letters counts only in capitals: "WHO" is a body, "Who" is not.
_SHORT = 6


class Actors:
    """All known persons and bodies, to be asked by words as they stand in a text."""

    __slots__ = ("_capitals", "_exact", "_folded", "_prefixes", "_surnames", "nations")

    def __init__(self, known: Iterable[Known], nations: Countries) -> None:
        """Index the names; of two with one alias the first wins. `nations` are the countries of the world."""
        self.nations = nations
        self._capitals: set[str] = set()
        self._exact: dict[str, Known] = {}
        self._folded: dict[str, Known] = {}
        self._surnames: dict[str, Known | None] = {}
        for one in known:
            self._add(one)
        self._prefixes = frozenset(key[:n] for key in self._exact for n in range(1, len(key) + 1))

    def _add(self, one: Known) -> None:
        for name in (one.name, *one.aliases):
            if name.isupper() and len(name) <= _SHORT:
                self._capitals.add(_key(name))
            self._exact.setdefault(_key(name), one)
            if one.is_person and " " in name:
                self._folded.setdefault(fold(name), one)
        if one.is_person:
            surname = fold(one.name).rsplit(" ", 1)[-1]
            self._surnames[surname] = None if surname in self._surnames else one

    def may_open(self, word: str) -> bool:
        """Whether a known name begins with a word: where none does, `longest` finds nothing."""
        return _key(word) in self._prefixes

    def longest(self, words: Sequence[str]) -> tuple[int, Known] | None:
        """Return how many of the words from the first on make the longest known name, and whose it is."""
        key, found = "", None
        for n, word in enumerate(words, start=1):
            key += _key(word)
            if key not in self._prefixes:
                break
            if (one := self._exact.get(key)) is not None and (key not in self._capitals or word.isupper()):
                found = n, one
        return found

    def named(self, name: str) -> Known | None:
        """Return the known bearer of exactly this name or of a full name that sounds like it."""
        one = self._exact.get(_key(name))
        return one or (self._folded.get(fold(name)) if " " in name else None)

    def surname(self, name: str) -> Known | None:
        """Return the one known person with a surname, or None where there is none or more than one."""
        return self._surnames.get(fold(name))


def _words(data: dict[str, Any]) -> RoleWords:
    title = data["title"]
    return RoleWords(
        offices=frozenset(title["offices"]),
        abbreviations=frozenset(title["abbreviations"]),
        modifiers=frozenset(title["modifiers"]),
        female=frozenset(title["female"]),
        male=frozenset(title["male"]),
        posts={post: frozenset(others) for post, others in title["posts"].items()},
        local=frozenset(title["local"]),
        persons=frozenset(data["person"]["nouns"]),
        collectives=frozenset(data["collective"]["nouns"]),
        bodies=frozenset(data["body"]["nouns"]),
        documents=frozenset(data["document"]["nouns"]),
        fields=tuple(frozenset(words) for words in data["body"]["fields"]),
    )


@lru_cache(maxsize=1)
def role_words() -> RoleWords:
    """Return the words for offices and institutions, read once."""
    return _words(table("roles"))


@lru_cache(maxsize=8)
def actors(extra: tuple[str, ...] = ()) -> Actors:
    """Return all known actors: those of the user's conflict files (`extra`, paths) first, then those that ship."""
    loaded = load_conflicts(extra)
    known = [Known(p.name, "person", p.side, p.role, p.aliases) for p in loaded.persons]
    for b in loaded.bodies:  # an armed group that stands for itself is a side by its own name
        side = b.side or (b.name if b.kind in {"group", "militia"} else None)
        known.append(Known(b.name, b.kind or "body", side, None, b.aliases))
    known.extend(
        Known(row["name"], "agency", None, None, tuple(row.get("aliases", ()))) for row in table("agencies")["agency"]
    )
    return Actors(known, countries().extended(loaded.countries) if loaded.countries else countries())
