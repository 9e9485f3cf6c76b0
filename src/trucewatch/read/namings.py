"""Namings: in which sentences of a text stand the words by which a known event is told?

By words and punctuation only; what a naming says of the story's day is for `anchors`, of a figure's for `known`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.vocab.chronology import LONG
from trucewatch.vocab.plainwords import abbreviations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.vocab.chronology import Event, Naming

__all__ = ["Window", "sentence_starts", "windows"]

_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])|\n+")
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|" + "|".join(re.escape(w.title()) for w in sorted(abbreviations())) + r")\.$")


@dataclass(frozen=True, slots=True)
class Window:
    """The sentences `first` to `last` (both included) that name an event.

    `main` holds most of its words, `told` are all sentences of the text with any of them. Its rarest word opens at
    the offset `at`, the last of them at `until` has one of each group of its sentence behind it. Where it has hints and
    none stands near, it is not `sure` that this event is meant.
    """

    event: Event
    first: int
    last: int
    main: int
    told: frozenset[int]
    at: int = 0
    sure: bool = True
    until: int = 0
    whole: bool = True


@lru_cache(maxsize=4)  # a page without a year asks for its story several times over
def sentence_starts(text: str) -> tuple[int, ...]:
    """Return the offsets at which the sentences and lines of a text open, by punctuation alone."""
    ends = (
        m for m in _SENTENCE.finditer(text) if "\n" in m[0] or not _is_short(text[max(0, m.start() - 6) : m.start()])
    )
    return (0, *(m.end() for m in ends))


def _is_short(before: str) -> bool:
    """Whether a full stop ends an abbreviation ("Gov.") rather than a sentence."""
    return _ABBREVIATED.search(before) is not None


def _rank(near: Sequence[int]) -> tuple[int, int]:
    """The more groups the better, then the closer together."""
    return -len(near), max(near) - min(near)


def windows(naming: Naming, starts: Sequence[int], spread: int) -> list[Window]:
    """Return where the words of an event stand within `spread` sentences; `starts` are the offsets of sentences.

    An event of five groups or more may lack one there, and then is not sure.
    """
    groups = [{bisect_right(starts, a) - 1 for a, _ in hits} - {-1} for hits in naming.hits if hits]
    least = len(naming.hits) - (len(naming.hits) >= LONG)
    told = frozenset(s for group in groups for s in group)
    hints = {bisect_right(starts, a) - 1 for a, _ in naming.hinted}
    found: list[Window] = []
    rarest = {bisect_right(starts, a) - 1 for a, _ in naming.hits[naming.rarest]} - {-1}
    for home in sorted(rarest):
        best: list[int] | None = None
        for first in range(home - spread + 1, home + 1):
            inside = [[s for s in group if first <= s < first + spread] for group in groups]
            near = [min(group, key=lambda s: abs(s - home)) for group in inside if group]
            if len(near) >= least and (best is None or _rank(near) < _rank(best)):
                best = near
        if best is not None:
            main = max(range(min(best), max(best) + 1), key=lambda s: (sum(s in g for g in groups), -abs(s - home)))
            at = next(a for a, _ in naming.hits[naming.rarest] if bisect_right(starts, a) - 1 == home)
            is_hinted = any(s in hints for s in range(min(best) - 1, max(best) + 2))
            whole = len(best) == len(naming.hits)
            sure = whole and (is_hinted or not naming.event.hints)
            inner = [[a for a, _ in hits if bisect_right(starts, a) - 1 == home] for hits in naming.hits]
            until = min(map(max, inner)) if all(inner) else at
            found.append(Window(naming.event, min(best), max(best), main, told, at, sure, until, whole))
    return found
