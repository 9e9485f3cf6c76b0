"""How a text is cut for comparing: sentences with their spans, and the plain stems of their words.

Rough on purpose: the same cut for every report, without a parser, so that the ledger can be compared again
from what it keeps.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from trucewatch.vocab.plainwords import abbreviations, stop_words
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["QUOTED", "content_words", "plain", "sentences", "stem_number", "words_of"]

QUOTED = re.compile(r"“([^“”\n]{2,600})”|\"([^\"\n]{2,600})\"|«([^«»\n]{2,600})»")
"""Words between quotation marks of one paragraph; one of the three groups holds them."""

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’»)\]]*(?=\s)|\n+")
_OPENS = re.compile(r"\s*[\"“‘«(\[]?[A-ZÀ-ÞА-ЯІЇЄҐ0-9]")
_BEFORE = re.compile(r"([\w.]+)\.$")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENDINGS: tuple[str, ...] = tuple(table("lineage")["endings"])
_MIN_STEM = 4


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a stretch; a line's end ends one."""
    begin = start
    for found in _END.finditer(text, start, end):
        if not found[0].startswith("\n") and not _ends(text, begin, found, end):
            continue
        yield from _trimmed(text, begin, found.end())
        begin = found.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, begin: int, found: re.Match[str], end: int) -> bool:
    if not _OPENS.match(text, found.end(), end):
        return False
    before = _BEFORE.search(text, max(begin, found.start() - 20), found.start() + 1)
    if found[0] != "." or before is None:
        return True
    word = before[1].casefold()
    # "U.S. President": an initial or an abbreviation goes on, even before a capital.
    return not (len(word) == 1 or word in abbreviations() or re.fullmatch(r"(?:\w\.)+\w", word))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return a word so reduced that its forms mostly fall together: Strikes, striking, strike's → strik."""
    folded = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c)).removesuffix("'s")
    if folded[:1].isdigit():
        return folded.replace(",", "")
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _MIN_STEM - 1:
            folded = folded.removesuffix(ending)
            break
    return folded.removesuffix("e") if len(folded) > _MIN_STEM else folded


@lru_cache(maxsize=65536)
def stem_number(stem: str) -> int:
    """Return a number of 64 bits for a reduced word, the same on every machine."""
    return int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), signed=True)


def words_of(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the words and numbers of a stretch, as matches on the text."""
    return _WORD.finditer(text, start, end)


def content_words(text: str, start: int, end: int) -> list[str]:
    """Return the reduced words of a stretch that tell something, in order."""
    return [stem for word in _WORD.findall(text, start, end) if (stem := _telling_stem(word)) is not None]


@lru_cache(maxsize=65536)
def _telling_stem(word: str) -> str | None:
    return None if word.casefold().replace("’", "'") in stop_words() else plain(word)
