"""Where in a text the words stand that were asked for: short stretches of it, cut into what is marked and what is not.

Words are found without case and accents, as the full text finds them; what is returned is text, never markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.ledger.pages.search import Term

__all__ = ["Cut", "marked", "snippets"]

_WORD = re.compile(r"\w+")
_AROUND = 90  # characters on each side of what was found
_LONGEST = 450  # characters of a stretch that holds several
_MOST_HITS = 60


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text: `pieces` of words with whether they were asked for, and where it begins in the text."""

    start: int
    pieces: tuple[tuple[str, bool], ...]


def marked(text: str, terms: Sequence[Term]) -> Cut:
    """Return all of a short text with what was asked for marked."""
    return Cut(0, tuple(_pieces(text, 0, len(text), list(_hits(text, terms)))))


def snippets(text: str, terms: Sequence[Term], most: int = 2) -> list[Cut]:
    """Return up to `most` stretches around what was asked for, those with most different terms chosen first.

    Where nothing is found in the text, its beginning.
    """
    hits = list(_hits(text, terms))
    if not hits:
        end = _widened(text, 0, min(len(text), 2 * _AROUND))[1]
        return [Cut(0, ((text[:end], False),))] if text.strip() else []
    windows: list[tuple[int, int]] = []
    for start, end, _ in hits:
        first, last = _widened(text, max(0, start - _AROUND), min(len(text), end + _AROUND))
        if not windows or first >= windows[-1][1]:
            windows.append((first, last))
        elif last - windows[-1][0] < _LONGEST:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
    best = sorted(windows, key=lambda each: (-_variety(hits, each), each[0]))[:most]
    return [Cut(first, tuple(_pieces(text, first, last, hits))) for first, last in sorted(best)]


def _variety(hits: Sequence[tuple[int, int, int]], window: tuple[int, int]) -> int:
    return len({term for start, end, term in hits if window[0] <= start and end <= window[1]})


def _hits(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and number of the term of what was asked for, in order, as far as a page needs."""
    wanted = [
        (number, [fold(word) or "" for word in term.words], term.has_ending)
        for number, term in enumerate(terms)
        if term.is_wanted
    ]
    words = [(found.start(), found.end(), fold(found[0]) or "") for found in _WORD.finditer(text)]
    found_hits, past = 0, -1
    for place, (start, _, _) in enumerate(words):
        for number, asked, has_ending in wanted:
            end = _end(words, place, asked, has_ending=has_ending)
            if end is not None and start >= past:
                yield start, end, number
                past, found_hits = end, found_hits + 1
                break
        if found_hits >= _MOST_HITS:
            return


def _end(words: Sequence[tuple[int, int, str]], place: int, asked: Sequence[str], *, has_ending: bool) -> int | None:
    """Return where the words asked for end, if they stand at this place."""
    if place + len(asked) > len(words):
        return None
    for step, word in enumerate(asked):
        is_last = step == len(asked) - 1
        told = words[place + step][2]
        if told != word and not (is_last and has_ending and told.startswith(word)):
            return None
    return words[place + len(asked) - 1][1]


def _widened(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the bounds moved to whole words, and not over the end of a paragraph."""
    line = text.rfind("\n", first, first + _AROUND)
    first = line + 1 if line >= 0 else first if first == 0 else text.find(" ", first, first + 30) + 1 or first
    blank = text.rfind(" ", last - 30, last)
    return first, blank if last < len(text) and blank > first else last


def _pieces(text: str, first: int, last: int, hits: Sequence[tuple[int, int, int]]) -> Iterator[tuple[str, bool]]:
    at = first
    for start, end, _ in hits:
        if start < at or end > last:
            continue
        if start > at:
            yield text[at:start], False
        yield text[start:end], True
        at = end
    if at < last:
        yield text[at:last], False
