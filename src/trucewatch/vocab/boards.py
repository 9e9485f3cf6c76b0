"""Boards: by which words do reports tell of headquarters, roles, targets off limits, stages of aid, closed airports?

The lists stand in `data/boards.toml`; here they become patterns. A pattern is searched in one sentence at a time, in
whatever case; nothing in it names a party of a war.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BoardWords", "Named", "board_words", "pattern"]

_GAP = r"\W+(?:[\w’'.-]+\W+){0,7}?"


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for one thing, and the objects of figures that do; `rank` is its place in its list."""

    name: str
    pattern: re.Pattern[str]
    rank: int
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BoardWords:
    """`patterns` by "section.list", `names` are the same lists as sets, `kinds` by "section.table".

    The pattern of a table is that of all its phrases: whether anything of it stands somewhere. `phrases` are what a
    pattern was made of, `stems` a piece of a word of each in lower case: where none stands, the pattern is not found.
    """

    patterns: dict[str, re.Pattern[str]]
    phrases: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    names: dict[str, frozenset[str]]
    kinds: dict[str, tuple[Named, ...]]


@lru_cache(maxsize=1)
def board_words() -> BoardWords:
    """Return the words of all boards, read once."""
    phrases: dict[str, tuple[str, ...]] = {}
    names: dict[str, frozenset[str]] = {}
    kinds: dict[str, tuple[Named, ...]] = {}
    for section, lists in table("boards").items():
        for name, held in lists.items():
            key = f"{section}.{name}"
            if held and isinstance(held[0], dict):
                kinds[key] = tuple(_named(rank, row) for rank, row in enumerate(held))
                phrases[key] = tuple(phrase for row in held for phrase in row["phrases"])
            else:
                phrases[key], names[key] = tuple(held), frozenset(held)
    patterns = {key: pattern(held) for key, held in phrases.items()}
    return BoardWords(patterns, phrases, {key: _stems(held) for key, held in phrases.items()}, names, kinds)


def _stems(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the longest piece of a word in each phrase."""
    return tuple(sorted({max(re.split(r"[*?…\s]+", phrase), key=len).lower() for phrase in phrases}))


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the phrases: `*` any ending, `?` one letter, ` … ` a gap of a few words."""
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    listed = "|".join(map(_expression, longest)) or r"(?!)"
    if longest and all(phrase[0].isalnum() for phrase in longest):
        # Looked for where a word begins with one of their letters, and nowhere else: boards search many sentences.
        letters = "".join(sorted({phrase[0].lower() for phrase in longest}))
        listed = rf"\b(?=[{letters}])(?:{listed})"
    return re.compile(listed, re.IGNORECASE)


def _expression(phrase: str) -> str:
    parts = [r"\s+".join(_word(word) for word in part.split()) for part in phrase.split(" … ")]
    start = r"\b" if phrase[0].isalnum() else ""
    end = r"\b" if phrase[-1].isalnum() or phrase[-1] == "*" else ""
    return f"{start}{_GAP.join(parts)}{end}"


def _word(word: str) -> str:
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")


def _named(rank: int, row: dict[str, Any]) -> Named:
    return Named(row["name"], pattern(row["phrases"]), rank, frozenset(row.get("objects", ())))
