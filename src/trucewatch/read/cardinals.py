"""Cardinals: the value of a number written in digits or words (3bn, twenty-five, nine and a half thousand).

The lowest part of `numbers`: one number at one word, without hedge, range or noun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trucewatch.vocab.money import currencies
from trucewatch.vocab.numbers import number_words
from trucewatch.vocab.objects import object_classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.grammar import Word

__all__ = ["cardinal"]

_DIGITS = re.compile(r"^(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?$")
_GLUED = re.compile(r"^((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|mn|mln|bn|b|tn)$")
_WORDS = number_words()
_TEEN = 20
_EXACT = 6
"""So many places behind the point: 33.2 million are 33,200,000 and no hair more."""


def _digits(word: str) -> float | None:
    sign = currencies().glued(word)  # ₹1.2 and Rs10 may be one token
    word = word[len(sign) :]
    return float(word.replace(",", "")) if _DIGITS.match(word) else None


def _scaled(words: Sequence[Word], i: int, value: float) -> tuple[float, int]:
    """Multiply by the scale words that follow word `i` (half-open end)."""
    while i < len(words):
        step = 2 if words[i].lower == "-" and i + 1 < len(words) and words[i + 1].lower in _WORDS.scales else 1
        at = i + step - 1
        if words[at].lower not in _WORDS.scales:
            break
        value = round(value * _WORDS.scales[words[at].lower], _EXACT)
        i = at + 1
    return value, i


def _spelled(words: Sequence[Word], i: int) -> tuple[float, int] | None:
    """Read a spelled-out cardinal: twenty-five, one hundred and five, four dozen."""
    total, current, at, seen = 0.0, 0.0, i, False
    while at < len(words):
        low = words[at].lower
        if low in _WORDS.units and not (seen and current % 10 and current < _TEEN):
            current += _WORDS.units[low]
        elif low in _WORDS.tens and not (seen and current % 100):
            current += _WORDS.tens[low]
        elif low in _WORDS.scales and seen:
            scale = _WORDS.scales[low]
            current = (current or 1) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        elif low in {"-", "and"} and seen and _continues(words, at, total + current):
            pass
        else:
            break
        seen, at = True, at + 1
    return (total + current, at) if seen else None


def _continues(words: Sequence[Word], at: int, value: float) -> bool:
    """Whether the hyphen or `and` at `at` joins two parts of one number."""
    if at + 1 >= len(words):
        return False
    following = words[at + 1].lower
    if words[at].lower == "-" and following == "and":  # two-hundred-and-fifty
        return value >= 100 and value % 100 == 0
    if words[at].lower == "-" and at and words[at - 1].lower == "and":
        return value % 100 == 0 and (following in _WORDS.units or following in _WORDS.tens)
    if words[at].lower == "and" and following == "-" and at + 2 < len(words):
        following = words[at + 2].lower
    if words[at].lower == "-":
        return (following in _WORDS.units and value % 100 >= _TEEN and value % 10 == 0) or following in _WORDS.scales
    return value >= 100 and value % 100 == 0 and (following in _WORDS.units or following in _WORDS.tens)


def _glued(words: Sequence[Word], i: int) -> tuple[float, int] | None:
    """Read digits with a glued scale: 3bn, 40k. A bare m is metres unless money or people stand beside it."""
    match = _GLUED.match(words[i].lower)
    joined = 1
    if match is None and i + 1 < len(words) and words[i].end == words[i + 1].start:
        match = _GLUED.match(words[i].lower + words[i + 1].lower.rstrip("."))
        joined = 2
    if match is None:
        return None
    known = currencies()
    behind, people = "", False
    if i + joined < len(words):
        behind, people = words[i + joined].lower, "person" in object_classes(words[i + joined].lemma.lower())
    money = (i > 0 and words[i - 1].text in known.symbols) or behind in known.words
    if match[2] in {"m", "b"} and not (money or people):
        return None
    return round(float(match[1].replace(",", "")) * _WORDS.suffixes[match[2]], _EXACT), i + joined


def cardinal(words: Sequence[Word], i: int) -> tuple[float, int, str] | None:
    """Read a cardinal at word `i`: its value, the word after it, and digits or words."""
    glued = _glued(words, i)
    if glued is not None:
        return (*glued, "digits")
    value = _digits(words[i].text)
    if value is not None:
        value, at = _scaled(words, i + 1, value)
        return (*_and_a_half(words, at, value), "digits")
    low = words[i].lower
    if low in {"a", "an"} and i + 1 < len(words) and words[i + 1].lower in _WORDS.scales:
        value, at = _scaled(words, i + 1, 1)
        return value, at, "words"
    if low == "half" and i + 2 < len(words) and words[i + 1].lower == "a" and words[i + 2].lower in _WORDS.scales:
        value, at = _scaled(words, i + 2, 0.5)
        return value, at, "words"
    spelled = _spelled(words, i)
    return None if spelled is None else (*_and_a_half(words, spelled[1], spelled[0]), "words")


def _and_a_half(words: Sequence[Word], at: int, value: float) -> tuple[float, int]:
    """Add the half of "two and a half hours"."""
    if [w.lower for w in words[at : at + 3]] == ["and", "a", "half"]:
        return _scaled(words, at + 3, value + 0.5)
    return value, at
