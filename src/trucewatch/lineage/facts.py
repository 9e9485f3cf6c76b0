"""Which facts does a story tell, and in what order? Numbers, names and quotations, by first mention.

A fact is a key that survives rewording: a number as its value, a name folded over transliterations, a quotation
as runs of its words. Their order and selection betray a retelling where the wording does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.lineage.words import QUOTED, content_words, words_of
from trucewatch.vocab.actors import fold
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.plainwords import no_names, number_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.model import Figure

__all__ = ["Facts", "facts_of", "number_spans"]

_DATE_AFTER = re.compile(r"\s*,?\s*(?:st|nd|rd|th)?\s*(?:of\s+)?([A-Z][a-z]+)")
_DATE_BEFORE = re.compile(r"([A-Z][a-z]+)\.?\s+$")
_YEARS = range(1900, 2100)
_QUOTE_RUN = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """Numbers and names of a story by first mention, each once; and all keys by which it may be found."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    keys: frozenset[str]


def facts_of(text: str, sentences: Sequence[tuple[int, int]], figures: Iterable[Figure]) -> Facts:
    """Return the facts of a story's sentences and of the figures read in it."""
    numbers = tuple(dict.fromkeys(key for start, end in sentences for key, _ in number_spans(text, start, end)))
    names = tuple(dict.fromkeys(_names(text, sentences)))
    keys = {f"name {name}" for name in names}
    keys.update(f"number {number}" for number in numbers)
    keys.update(f"{figure.measure} {figure.low}-{figure.high}" for figure in figures)
    for start, end in sentences:
        keys.update(_quotations(text, start, end))
    return Facts(numbers, names, frozenset(keys))


def number_spans(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield the numbers of a stretch as plain values, with their offsets; dates, "one" and "zero" left out."""
    for found in words_of(text, start, end):
        value = _value(found[0])
        # Years and days of the month are the page's, not the story's.
        if value and not _is_date(text, found, value):
            yield value, found.start()


@lru_cache(maxsize=65536)
def _value(word: str) -> str:
    """Return the number that a word tells as its plain value, empty for none; "one" and "zero" are mostly pronouns."""
    value = word.replace(",", "") if word[0].isdigit() else str(number_words().get(word.casefold(), ""))
    return "" if value in {"0", "1"} else value


def _is_date(text: str, found: re.Match[str], value: str) -> bool:
    if value.isdigit() and int(value) in _YEARS and "," not in found[0]:
        return True
    after = _DATE_AFTER.match(text, found.end())
    before = _DATE_BEFORE.search(text, max(0, found.start() - 12), found.start())
    return any(near is not None and _is_month(near[1]) for near in (after, before))


def _is_month(word: str) -> bool:
    return len(word) >= 3 and any(month.startswith(word.casefold()) for month in _MONTHS)  # "Sept."


_MONTHS = tuple(calendar().months)


def _names(text: str, sentences: Sequence[tuple[int, int]]) -> Iterator[str]:
    runs = [run for start, end in sentences for run in _capitalised(text, start, end)]
    sure = {key for key, opens in runs if not opens}
    yield from (key for key, opens in runs if not opens or key in sure)


def _capitalised(text: str, start: int, end: int) -> Iterator[tuple[str, bool]]:
    """Yield the last word of each run of capitalised words, folded, and whether it opens the sentence."""
    barred = no_names()
    run: list[re.Match[str]] = []
    for found in words_of(text, start, end):
        joined = not run or text[run[-1].end() : found.start()] in {" ", "-", " of "}
        if run and not (found[0][0].isupper() and joined):
            yield from _name(run, start)
            run = []
        if found[0][0].isupper() and found[0].casefold() not in barred:
            run.append(found)
    if run:
        yield from _name(run, start)


def _name(run: list[re.Match[str]], start: int) -> Iterator[tuple[str, bool]]:
    last = run[-1][0].replace("’", "'").removesuffix("'s")
    key = fold(last)
    if len(key) > 1:
        yield key, len(run) == 1 and run[0].start() <= start + 1


def _quotations(text: str, start: int, end: int) -> Iterator[str]:
    for found in QUOTED.finditer(text, start, end):
        words = content_words(text, found.start(), found.end())
        for n in range(len(words) - _QUOTE_RUN + 1):
            yield "quote " + " ".join(words[n : n + _QUOTE_RUN])
