"""What on a news page is not reporting, as data: patterns of lines for each kind of furniture.

Loads and compiles `data/furniture.toml` once. Patterns with a limit of words never fit a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trucewatch.vocab.tables import table

__all__ = ["FurnitureKind", "FurnitureWords", "furniture_words", "words_of"]


# No ending that is looked for is longer: a caption's credit in brackets, the names of two who contributed.
_LONGEST_END = 250
_WORD = re.compile(r"[^\W\d_]+|\]")


@dataclass(frozen=True, slots=True)
class FurnitureKind:
    """One kind, for lines of at most `words` words: all of the line, its beginning, a part of it or its end."""

    name: str
    words: int
    whole: re.Pattern[str] | None
    start: re.Pattern[str] | None
    part: re.Pattern[str] | None
    end: re.Pattern[str] | None
    needs: frozenset[str] = frozenset()

    def fits(self, line: str, size: int, words: frozenset[str]) -> bool:
        """Whether a line (stripped, with straight quotation marks) of that `size` and those `words` is of this kind.

        Its words are those of `words_of`; it can hold a part or have an end only where it has one of `needs`.
        """
        if size > self.words:
            return False
        if self.whole is not None and self.whole.fullmatch(line):
            return True
        if self.start is not None and self.start.match(line):
            return True
        if self.needs.isdisjoint(words):
            return False
        if self.part is not None and self.part.search(line) is not None:
            return True
        return self.end is not None and self.end.search(line, max(0, len(line) - _LONGEST_END)) is not None


@dataclass(frozen=True, slots=True)
class FurnitureWords:
    """Kinds in the order in which they are tried, what opens other stories and link lists, and shapes of heads."""

    kinds: tuple[FurnitureKind, ...]
    more: FurnitureKind
    links: FurnitureKind
    stamp: re.Pattern[str]
    clocked: re.Pattern[str]
    tag: re.Pattern[str]
    trail: re.Pattern[str]


def words_of(line: str) -> frozenset[str]:
    """Return the words of a line in small letters, and "]" where it has one."""
    return frozenset(_WORD.findall(line.lower()))


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None


def _kind(name: str, section: dict[str, Any]) -> FurnitureKind:
    ends = [f"(?:{p})$" for p in section["ends"]]
    whole, starts, has = _any(section["whole"]), _any(section["starts"]), _any(section["has"])
    return FurnitureKind(name, section["words"], whole, starts, has, _any(ends), frozenset(section["needs"]))


@lru_cache(maxsize=1)
def furniture_words() -> FurnitureWords:
    """Load the patterns (once)."""
    data = table("furniture")
    kinds = tuple(_kind(n, s) for n, s in data.items() if n not in {"heads", "more", "links"})
    heads = data["heads"]
    return FurnitureWords(
        kinds,
        _kind("more", data["more"]),
        _kind("links", data["links"]),
        re.compile(heads["stamp"], re.IGNORECASE),
        re.compile(heads["clocked"], re.IGNORECASE),
        re.compile(heads["tag"]),
        re.compile(heads["trail"]),
    )
