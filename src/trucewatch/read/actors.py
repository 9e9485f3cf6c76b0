"""Actors: whom a noun phrase can name, as a value, and small readings of the words that make one up.

A person, body, state, group or paper, under its canonical name, with the words by which a later short form
finds it again. Lowest of the modules that make up `sources`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trucewatch.vocab.actors import fold, role_words
from trucewatch.vocab.countries import side_of
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.actors import Known
    from trucewatch.vocab.countries import Country

__all__ = ["Actor", "Kind", "from_known", "gender_of", "plain", "role_set", "side_name", "singular", "text_of"]

_SAME_ROLE: dict[str, str] = table("roles")["title"]["same"]


class Kind(StrEnum):
    """What sort of actor a phrase names."""

    PERSON = "person"
    BODY = "body"
    STATE = "state"
    GROUP = "group"
    PAPER = "paper"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a phrase names. `roles` are the words of the offices and names a later short form may pick up."""

    name: str
    kind: Kind
    role: str | None = None
    side: str | None = None
    roles: frozenset[str] = frozenset()
    tokens: frozenset[str] = frozenset()
    is_female: bool | None = None
    is_listed: bool = False
    is_single: bool = False

    def of_kind(self, kind: Kind) -> Actor:
        """Return the same one, taken for another kind."""
        return Actor(
            self.name, kind, self.role, self.side, self.roles, self.tokens, self.is_female, self.is_listed,
            self.is_single,
        )  # fmt: skip


def text_of(parse: Parse, first: int, last: int) -> str:
    """Return words `first` to `last`, both included, as they stand, white space evened out."""
    return " ".join(parse.text[parse.words[first].start : parse.words[last].end].split())


def plain(word: Word) -> str:
    """Return a word in small letters without the stop of an abbreviation."""
    return word.lower.rstrip(".")


def singular(lower: str) -> str:
    """Return a word without a plural s."""
    return lower.removesuffix("s")


def role_set(words: Iterable[str]) -> frozenset[str]:
    """Return words of an office with those that mean the same ("spokeswoman": "spokesman")."""
    kept = {w.rstrip(".") for w in words}
    return frozenset(kept | {_SAME_ROLE[w] for w in kept if w in _SAME_ROLE})


def gender_of(words: Iterable[str]) -> bool | None:
    """Return True where the words show a woman, False for a man, else None."""
    kept = {w.rstrip(".") for w in words}
    if kept & role_words().female:
        return True
    return False if kept & role_words().male else None


def side_name(nation: Country | None) -> str | None:
    """Return the side that a country is, if any."""
    return side_of(nation) if nation is not None else None


def from_known(known: Known) -> Actor:
    """Return a listed person or body as an actor."""
    words = {w.lower() for name in (known.name, *known.aliases) for w in name.replace("'s", "").split()}
    if known.is_person:
        tokens = frozenset(fold(known.name).split())
        roles = role_set((known.role or "").lower().split())
        return Actor(known.name, Kind.PERSON, known.role, known.side, roles, tokens, gender_of(roles), is_listed=True)
    return Actor(known.name, Kind.BODY, None, known.side, frozenset(words | {known.kind}), is_listed=True)
