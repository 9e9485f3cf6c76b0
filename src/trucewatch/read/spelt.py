"""Spelt out: which long name does an abbreviation in brackets stand for?

"the Mission to Watch the Lake Accord (MWLA)": the letters are found from the last to the first in the words before the
bracket, the first of them at the start of a word (Schwartz and Hearst 2003). Part of `sources`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.read.names import is_capital

if TYPE_CHECKING:
    from trucewatch.read.grammar import Parse

__all__ = ["Spelt", "spelt_out"]

_LETTERS = re.compile(r"[A-Z][A-Za-z0-9&.-]*[A-Z0-9]")
# A long name has so many words more than its abbreviation has letters at most, by that method.
_MORE, _TWICE = 5, 2


class Spelt(NamedTuple):
    """A long name (words `first` to `last`, half-open, and its `head`) and the letters that stand for it."""

    first: int
    last: int
    head: int
    letters: str


def spelt_out(parse: Parse) -> list[Spelt]:
    """Return the abbreviations that a page explains in brackets right behind a name, in order."""
    words = parse.words
    found: list[Spelt] = []
    for i in range(1, len(words) - 1):
        letters = words[i].text
        if words[i - 1].text != "(" or words[i + 1].text != ")" or not _LETTERS.fullmatch(letters):
            continue
        first = _first(parse, letters, i - 1)
        if first is not None:
            found.append(Spelt(first, i - 1, _head(parse, first, i - 1), letters))
    return found


def _first(parse: Parse, letters: str, end: int) -> int | None:
    """Return the word at which the long name begins that ends before word `end`."""
    words = parse.words
    start = parse.sentence(end).first
    wanted = [c.lower() for c in letters if c.isalnum()]
    at, reach = end - 1, min(len(wanted) + _MORE, len(wanted) * _TWICE)
    if at < start or not is_capital(words[at]):
        return None
    while wanted and at >= max(start, end - reach):
        text = words[at].lower
        for k in range(len(text) - 1, -1, -1):
            is_first = len(wanted) == 1
            if wanted and text[k] == wanted[-1] and (k == 0 or not is_first):
                wanted.pop()
        at -= 1
    first = at + 1
    return first if not wanted and is_capital(words[first]) and end - first > 1 else None


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the word of a long name on which the rest hangs, as the parse has it."""
    words = parse.words
    outside = [i for i in range(first, last) if not first <= words[i].head < last or words[i].head == i]
    nouns = [i for i in outside if words[i].tag.startswith("NN")]
    return (nouns or outside or [last - 1])[0]
