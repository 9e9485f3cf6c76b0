"""Spelt out: which long name does an abbreviation in brackets stand for?

"the Mission to Watch the Lake Accord (MWLA)": the letters are found from the last to the first in the words before the
bracket, the first of them at the start of a word (Schwartz and Hearst 2003). Part of `sources`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.read.names import is_capital
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.read.grammar import Parse

__all__ = ["Spelt", "spelt_out"]

_LETTERS = re.compile(r"[A-Z][A-Za-z0-9&.-]*[A-Z0-9]")
# A long name has so many words more than its abbreviation has letters at most, by that method.
_MORE, _TWICE = 5, 2
# A name in capitals explains letters that are not its own where both are as long as this.
_SHORTEST = 3
_INSIDE = word_list("names", "particles", "inside")


class Spelt(NamedTuple):
    """A long name (words `first` to `last`, half-open, and its `head`) and the letters that stand for it."""

    first: int
    last: int
    head: int
    letters: str


def spelt_out(parse: Parse, known: Callable[[str], bool] | None = None) -> list[Spelt]:
    """Return the abbreviations that a page explains in brackets right behind a name, in order.

    One whose letters are of another language ("the mission in Kolo (MONUK)") counts where `known` lists it, or behind
    a long name in capitals ("the Convention for the Respect of Rights (CRDH)").
    """
    words = parse.words
    found: list[Spelt] = []
    for i in range(1, len(words) - 1):
        letters = words[i].text
        if words[i - 1].text != "(" or words[i + 1].text != ")" or not _LETTERS.fullmatch(letters):
            continue
        first = _first(parse, letters, i - 1)
        first = _in_capitals(parse, letters, i - 1) if first is None else first
        if first is None and known is not None and known(letters):
            named = _of_mission(parse, i)
            found += [named._replace(letters=letters)] if named is not None else []
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


def _in_capitals(parse: Parse, letters: str, end: int) -> int | None:
    """Return where a long name in capitals begins that ends before word `end`, small words inside it."""
    words, start = parse.words, parse.sentence(end).first
    if not letters.isupper() or len(letters) < _SHORTEST or not is_capital(words[end - 1]):
        return None
    first, at, many = end, end - 1, 0
    while at >= start and (is_capital(words[at]) or words[at].lower in _INSIDE):
        if is_capital(words[at]) and words[at].pos != "DET":
            first, many = at, many + 1
        at -= 1
    initials = {words[i].text[0] for i in range(first, end)}
    return first if many >= _SHORTEST and letters[0] in initials else None


def _of_mission(parse: Parse, i: int) -> Spelt | None:
    """Return the phrase that a listed abbreviation stands behind: "the United Nations mission in Kolo (MONUK)"."""
    words = parse.words
    head = next((w for w in parse.ancestors(i) if w.pos in {"NOUN", "PROPN"} and w.dep != "pobj"), None)
    if head is None or head.i >= i:
        return None
    left = parse.edges(head.i)[0]
    first = next((j for j in range(left, head.i + 1) if is_capital(words[j]) and words[j].pos != "DET"), head.i)
    return Spelt(first, i - 1, head.i, "")


def _head(parse: Parse, first: int, last: int) -> int:
    """Return the word of a long name on which the rest hangs, as the parse has it."""
    words = parse.words
    outside = [i for i in range(first, last) if not first <= words[i].head < last or words[i].head == i]
    nouns = [i for i in outside if words[i].tag.startswith("NN")]
    return (nouns or outside or [last - 1])[0]
