"""Thousands: where do spaces part the digits of one number, as in "3 000 troops" and "1 234 567"?

So write papers of South Africa, France and the former Soviet Union, and the international standard. Part of `grammar`,
which gives the parser a comma for each such space: the text keeps its length.
"""

from __future__ import annotations

import re

from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

__all__ = ["joined_digits"]

# What only ever parts the digits of one number, and the plain space, which may part two.
_NARROW, _SPACE = "\u00a0\u202f\u2009", " "
_MAYBE = re.compile(rf"\d[{_SPACE}{_NARROW}]\d\d\d(?!\d)")
_NUMBER = re.compile(
    rf"(?<![\w.,:/+-])(?<!\d[{_SPACE}{_NARROW}])[1-9]\d{{0,2}}((?:[{_SPACE}{_NARROW}]\d\d\d)+)"
    rf"(?![\w:/]|[.,-]\d|[{_SPACE}{_NARROW}]\d)"
)
_BEFORE = re.compile(r"([^\W\d_]+)[.,]?\s$")
# So many letters are looked at for the word before.
_WORD = 24
_NUMBERED = word_list("numbers", "spans", "numbered")


def joined_digits(text: str) -> str:
    """Return a text of the same length in which commas part the digits of numbers that spaces part."""
    if _MAYBE.search(text) is None:
        return text
    found = list(_NUMBER.finditer(text))
    is_style = any("000" in m[1] or not m[1].isascii() for m in found)
    # Parts are gathered and joined once: a text of nothing but such numbers must not be copied for each of them.
    parts: list[str] = []
    end = 0
    for m in found:
        if _may_follow(text, m.start(), is_style=is_style):
            parts += (text[end : m.start(1)], re.sub(r"\s", ",", m[1]))
            end = m.end(1)
    return "".join(parts) + text[end:]


def _may_follow(text: str, start: int, *, is_style: bool) -> bool:
    """Whether a number may stand there: "and 2 800 wounded", no "on May 5 900 came" and, on other pages, no "phase 2".

    `is_style` says that the page parts other numbers so beyond doubt.
    """
    before = _BEFORE.search(text, max(0, start - _WORD), start)
    word = before[1] if before is not None else ""
    if word.lower() in calendar().months:
        return False
    return is_style or (word.islower() and word not in _NUMBERED)
