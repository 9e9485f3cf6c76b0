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
    from collections.abc import Iterable, Iterator

__all__ = ["BoardWords", "Finder", "Named", "Others", "are_in", "board_words", "in_small", "pattern"]

Others = tuple[tuple[str, ...], ...]
"""What must stand beside a piece of a word: all pieces of one of these lists."""

_SHORTEST = 5  # letters of a piece that many texts are looked through for: shorter ones stand in too many words
_GAP = r"\W+(?:[\w’'.-]+\W+){0,7}?"


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds one of some phrases in many texts: a pattern, and what must stand where it is found.

    To look for a few letters is far faster than for a pattern. `stems` holds a piece of a word of each phrase with the
    other pieces of those that it is of: where a phrase stands, all of its pieces do.
    """

    pattern: re.Pattern[str]
    stems: tuple[tuple[str, Others], ...]

    def places(self, lowered: str) -> Iterator[tuple[int, Others]]:
        """Yield where a stem stands in a text `in_small`, with the other pieces of its phrases."""
        for stem, others in self.stems:
            at = lowered.find(stem)
            while at >= 0:
                yield at, others
                at = lowered.find(stem, at + 1)

    def search(self, text: str, lowered: str) -> re.Match[str] | None:
        """Return where the pattern is found first in a text, which is told `in_small` too."""
        return self.pattern.search(text) if self.is_likely(lowered) else None

    def is_likely(self, lowered: str) -> bool:
        """Whether all pieces of some phrase stand in a text `in_small`."""
        return any(stem in lowered and are_in(lowered, others) for stem, others in self.stems)


def are_in(lowered: str, others: Others) -> bool:
    """Whether all pieces of one of the lists stand in a text `in_small`."""
    for pieces in others:
        for piece in pieces:
            if piece not in lowered:
                break
        else:
            return True
    return False


def in_small(text: str) -> str:
    """Return a text in lower case, letter for letter: the one that two would stand for is left out."""
    return text.replace("İ", "I").lower()


@dataclass(frozen=True, slots=True)
class Named:
    """Words that stand for one thing, and the objects of figures that do; `rank` is its place in its list."""

    name: str
    finder: Finder
    rank: int
    objects: frozenset[str] = frozenset()

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds one of them."""
        return self.finder.pattern


@dataclass(frozen=True, slots=True)
class BoardWords:
    """`patterns` by "section.list", `names` are the same lists as sets, `kinds` by "section.table".

    The pattern of a table is that of all its phrases: whether anything of it stands somewhere. `phrases` are what a
    pattern was made of, `finders` look for it in many texts.
    """

    patterns: dict[str, re.Pattern[str]]
    phrases: dict[str, tuple[str, ...]]
    finders: dict[str, Finder]
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
    finders = {key: _finder(held) for key, held in phrases.items()}
    patterns = {key: finder.pattern for key, finder in finders.items()}
    return BoardWords(patterns, phrases, finders, names, kinds)


def _finder(phrases: Iterable[str]) -> Finder:
    """Return what finds the phrases: as stems serve the pieces that most of them share, the longest first."""
    left = [tuple(piece.lower() for piece in re.split(r"[*?…\s]+", phrase) if piece) for phrase in sorted(phrases)]
    stems: list[tuple[str, Others]] = []
    while left:
        offered = {piece for pieces in left for piece in pieces if len(piece) >= _SHORTEST} or {max(left[0], key=len)}
        own = {piece: [pieces for pieces in left if any(piece in each for each in pieces)] for piece in offered}
        stem = max(offered, key=lambda piece: (len(own[piece]), len(piece), piece))
        stems.append((stem, tuple(tuple(piece for piece in pieces if piece != stem) for pieces in own[stem])))
        left = [pieces for pieces in left if pieces not in own[stem]]
    return Finder(pattern(phrases), tuple(stems))


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
    return Named(row["name"], _finder(row["phrases"]), rank, frozenset(row.get("objects", ())))
