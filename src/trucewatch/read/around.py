"""Around: a pattern tried only around the words that it needs, and what a search of the whole text would find.

A pattern that may begin at any word takes thirty nanoseconds a letter to find nothing, finding a word takes one.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from trucewatch.vocab.terms import small

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["REACH", "around", "is_even", "opened", "places"]

REACH = 90
"""So many letters from its start a pattern looks at, where a text `is_even`."""
_LONGEST_GAP = 5


def is_even(text: str) -> bool:
    """Whether no gap between two words is wider than `_LONGEST_GAP`, so that a pattern's reach is known."""
    wide = _LONGEST_GAP + 1
    return text.isprintable() and " " * wide not in text and "-" * wide not in text


def places(text: str, words: Iterable[str]) -> dict[str, list[int]]:
    """Return where each of some words stands in a text of small letters."""
    found: dict[str, list[int]] = {}
    for word in words:
        found[word] = standing = []
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (word.isalpha() and (text[at - 1 : at].isalpha() or text[end : end + 1].isalpha())):
                standing.append(at)
            at = text.find(word, end)
    return found


def around(pattern: re.Pattern[str], text: str, at: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` yields, if each match holds one of the places `at`, which are in order."""
    number = 0
    while number < len(at):
        first = last = at[number]
        # What may overlap is searched in one go.
        while number < len(at) and at[number] <= last + 2 * REACH:
            last = at[number]
            number += 1
        for m in pattern.finditer(text, max(0, first - REACH), last + REACH + 1):
            if m.start() > last:
                break  # it holds none of the places: the end of what is searched took it for whole
            yield m


def opened(pattern: re.Pattern[str], text: str, words: Iterable[str]) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` yields, if each match begins with one of some words, whatever their case."""
    end = 0
    for start in sorted(chain.from_iterable(places(small(text), words).values())):
        m = pattern.match(text, start) if start >= end else None
        if m is not None:
            yield m
            end = m.end()
