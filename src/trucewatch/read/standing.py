"""Standing: where in a parse do words of a list stand? Rules ask here instead of going through every word.

A list is held against the different words of a report once; most sentences then hold none of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from trucewatch.read.asked import once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Parse, Sentence

__all__ = ["capitals", "forms", "lemmas", "with_lemma"]


def forms(parse: Parse, words: frozenset[str], sentence: Sentence) -> Sequence[int]:
    """Return the words of a sentence that are, in small letters, on a list."""
    return _within(_with_form(parse, words), sentence)


def lemmas(parse: Parse, words: frozenset[str], sentence: Sentence) -> Sequence[int]:
    """Return the words of a sentence whose lemma, in small letters, is on a list."""
    return _within(with_lemma(parse, words), sentence)


def capitals(parse: Parse, sentence: Sentence | None = None) -> Sequence[int]:
    """Return the words of a sentence, else of the report, that begin with a capital."""
    found = _with_capital(parse)
    return found if sentence is None else _within(found, sentence)


def _within(found: Sequence[int], sentence: Sentence) -> Sequence[int]:
    if not found:
        return found
    return found[bisect_left(found, sentence.first) : bisect_left(found, sentence.last)]


@once
def _with_capital(parse: Parse) -> tuple[int, ...]:
    return tuple([i for i, word in enumerate(parse.words) if word.text[:1].isupper()])


@once
def _with_form(parse: Parse, words: frozenset[str]) -> tuple[int, ...]:
    return _where_any(_by_form(parse), words)


@once
def with_lemma(parse: Parse, words: frozenset[str]) -> tuple[int, ...]:
    """Return all words of a report whose lemma, in small letters, is on a list."""
    return _where_any(_by_lemma(parse), words)


def _where_any(index: dict[str, list[int]], words: frozenset[str]) -> tuple[int, ...]:
    # With a dictionary's keys the shorter of the two is gone through, with the dictionary always all of it.
    met = index.keys() & words
    return tuple(sorted([i for word in met for i in index[word]])) if met else ()


@once
def _by_lemma(parse: Parse) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for word in parse.words:
        index[word.lemma.lower()].append(word.i)
    return index


@once
def _by_form(parse: Parse) -> dict[str, list[int]]:
    index: defaultdict[str, list[int]] = defaultdict(list)
    for word in parse.words:
        index[word.lower].append(word.i)
    return index
