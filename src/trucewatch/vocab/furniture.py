"""What on a news page is not reporting, as data: patterns of lines for each kind of furniture.

Loads and compiles `data/furniture.toml` once. Patterns with a limit of words never fit a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from trucewatch.vocab.tables import table

__all__ = ["FurnitureKind", "FurnitureWords", "furniture_words"]


@dataclass(frozen=True, slots=True)
class FurnitureKind:
    """One kind, for lines of at most `words` words: all of the line, its beginning, or a part of it."""

    name: str
    words: int
    whole: re.Pattern[str] | None
    start: re.Pattern[str] | None
    part: re.Pattern[str] | None

    def fits(self, line: str, words: int) -> bool:
        """Whether a line (stripped, with straight quotation marks) of that many words is of this kind."""
        if words > self.words:
            return False
        if self.whole is not None and self.whole.fullmatch(line):
            return True
        if self.start is not None and self.start.match(line):
            return True
        return self.part is not None and self.part.search(line) is not None


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


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None


def _kind(name: str, section: dict[str, Any]) -> FurnitureKind:
    parts = [*section["has"], *(f"(?:{p})$" for p in section["ends"])]
    return FurnitureKind(name, section["words"], _any(section["whole"]), _any(section["starts"]), _any(parts))


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
