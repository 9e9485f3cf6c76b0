"""Terms: which of very many words and phrases stand in a text, and where?

A term is one or more words in small or capital letters; a star takes any ending. The text is gone through once, word
by word, and only the terms that open with that word are looked at, so that thousands of terms cost what one does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Span", "TermIndex", "replaced", "small", "term_index"]

Span = tuple[int, int]
# A term, how far into it its first word stands, whether it is no more than that word, and what begins its second word
# where one mark or space stands between the two: most texts go on otherwise, which is seen sooner than by a pattern.
_Opening = tuple[str, int, bool, str]
_WORD = re.compile(r"\w+")
_SINGLE = re.compile(r"\w+\*?")
# So many letters open a starred word: they tell most words apart.
_KEY = 4
# So many words of texts are remembered with what they open; then the memory starts anew.
_MOST = 100_000
# So many texts are remembered with what stands in them: a page asks for its story several times over. What is
# shorter than so many letters is a sentence, asked once.
_TEXTS, _LONG = 4, 500
_PLAIN = {"’": "'", "‘": "'", "–": "-", "‑": "-", "\n": " ", "\r": " ", "\t": " ", "\xa0": " "}


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Terms by the word that opens them, whole or, before a star, by its first letters."""

    _whole: dict[str, tuple[_Opening, ...]] = field(repr=False, hash=False)
    _starred: dict[str, tuple[_Opening, ...]] = field(repr=False, hash=False)
    _met: dict[str, tuple[_Opening, ...]] = field(
        default_factory=dict[str, tuple[_Opening, ...]], repr=False, hash=False, compare=False
    )

    _last: dict[str, dict[str, tuple[Span, ...]]] = field(
        default_factory=dict[str, dict[str, tuple[Span, ...]]], repr=False, hash=False, compare=False
    )

    def found(self, text: str) -> dict[str, tuple[Span, ...]]:
        """Return the terms that stand in a text, each with the half-open offsets of its places, in text order."""
        if len(text) < _LONG:
            return self._look(text)
        known = self._last.get(text)
        if known is None:
            if len(self._last) >= _TEXTS:
                self._last.clear()
            known = self._last[text] = self._look(text)
        return known

    def _look(self, text: str) -> dict[str, tuple[Span, ...]]:
        low = small(text)
        if len(self._met) > _MOST:
            self._met.clear()
        met = self._met
        out: dict[str, list[Span]] = {}
        for m in _WORD.finditer(low):
            word = m[0]
            opened = met.get(word)
            if opened is None:
                opened = met[word] = self._opened(word)
            for term, lead, is_single, second in opened:
                if second and not low.startswith((second, " "), m.end() + 1):
                    continue
                span = _single(low, m) if is_single else _phrase(low, term, m.start() - lead)
                if span is not None:
                    out.setdefault(term, []).append(span)
        return {term: tuple(spans) for term, spans in out.items()}

    def _opened(self, word: str) -> tuple[_Opening, ...]:
        """The terms that may stand where this word does."""
        starred = (o for k in range(1, min(_KEY, len(word)) + 1) for o in self._starred.get(word[:k], ()))
        fit = (o for o in starred if word.startswith(small(o[0])[o[1] :].split("*")[0]))
        return (*self._whole.get(word, ()), *fit)


def term_index(terms: Iterable[str]) -> TermIndex:
    """Return the terms ready to be looked up."""
    whole: dict[str, list[_Opening]] = {}
    starred: dict[str, list[_Opening]] = {}
    for term in dict.fromkeys(terms):
        low = small(term)
        first = _WORD.search(low)
        if first is None:
            continue
        second = _WORD.match(low, first.end() + 1)
        is_single = _SINGLE.fullmatch(low) is not None
        opening = (term, first.start(), is_single, second[0] if second is not None else "")
        if low[first.end() : first.end() + 1] == "*":
            starred.setdefault(first[0][:_KEY], []).append(opening)
        else:
            whole.setdefault(first[0], []).append(opening)
    return TermIndex(
        {key: tuple(openings) for key, openings in whole.items()},
        {key: tuple(openings) for key, openings in starred.items()},
    )


def _single(low: str, m: re.Match[str]) -> Span | None:
    """The place of a word; "48" is no part of "1,048" or "48.5"."""
    start, end = m.span()
    if low[start].isdigit():
        if start > 1 and low[start - 1] in ".," and low[start - 2].isdigit():
            return None
        if low[end : end + 1] in {".", ","} and low[end + 1 : end + 2].isdigit():
            return None
    return start, end


def _phrase(low: str, term: str, start: int) -> Span | None:
    hit = _pattern(term).match(low, start) if start >= 0 else None
    return hit.span() if hit is not None else None


@lru_cache(maxsize=16384)
def _pattern(term: str) -> re.Pattern[str]:
    low = small(term)
    body = re.escape(low).replace(r"\*", r"\w*").replace(r"\ ", " +")
    before = r"(?<!\w)(?<!\d[.,])" if low[0].isalnum() else ""
    return re.compile(rf"{before}{body}(?!\w|[.,]\d)")


def replaced(text: str, marks: Mapping[str, str]) -> str:
    """Return a text with single marks replaced, none of which stands for another: `translate` looks at each letter."""
    for mark, other in marks.items():
        if mark in text:
            text = text.replace(mark, other)
    return text


def small(text: str) -> str:
    """Return a text in small letters, with plain quotes, dashes and spaces; its length stays the same."""
    plain = replaced(text, _PLAIN)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
