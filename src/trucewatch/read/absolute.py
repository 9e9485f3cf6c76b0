"""Absolute dates: which calendar dates stand written in a text, with or without a year?

Numbers and month names only, no story date: `dates` gives a year-less one its year, `published` and `embeds`
take those that have one. Case matters for months ("may", "march"), so the text is taken as written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from trucewatch.vocab.calendar import calendar

__all__ = ["Written", "month_end", "written_dates"]

_CENTURY = 100
_DIGIT = re.compile(r"\d")
# A date without the name of a month has two numbers side by side.
_NUMBERS = re.compile(r"\d[-/.]\d")
# Before a number that counts the issues of a paper.
_NUMBER = re.compile(r"(?:\bno\.?|\bissue|\bnumber|#|№)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written: offsets and its parts.

    `day` is None for a month, `month` for a year; `last` is the last day of "May 4-7"; `year` None is open.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    last: int | None = None

    @property
    def date(self) -> date | None:
        """The day it names, the last where it names several of one month, or None without a year or a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.last or self.day)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(calendar().months, key=len, reverse=True)
    month = "(?:" + "|".join(form for n in names for form in (n.title(), n.upper())) + r")\b\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    to = r"\s?(?:-|–|—|to|through|and)\s?"
    year = r"(?:19|20)\d\d"
    # "… let go in December." and below it "3. The prisoners" are no date.
    # nor are a headline's "Ambush kills 11" and below it "July 6, 2020".
    gap = rf"(?:[^\S\n]|\n(?!\s*(?:\n|{month}\s+\d{{1,2}},?\s+{year}\b)))+"
    days = [n.title() for n in calendar().weekdays]
    weekday = "(?:(?:" + "|".join([*days, *(day[:3] for day in days)]) + r")\b\.?,?\s+)?"
    opens = "".join(sorted({name[0] for name in (*days, "the")} | {name[0].upper() for name in names}))
    return re.compile(
        rf"(?<![\w$€£])(?=[\d{opens}])(?:(?:{weekday})(?:"
        rf"(?:the\s+)?(?P<d1>{day}\.?)(?:{to}(?P<l1>{day}))?(?P<comma>,(?=\s+{month},?\s+{year}))?{gap}(?:of\s+)?(?P<m1>{month})(?:,?\s+(?P<y1>{year}|\d\d(?!:\d)(?=\W|$)))?(?![\w-]*\d(?!\d?\s+{month}))"
        rf"|(?P<m2>{month})(?<![a-z]{{5}}\.){gap}(?P<d2>{day})(?:{to}(?P<l2>{day})(?!\s?[\d:%,.]*\d))?(?!\d|:\d|[.,]\d{{3}}\b)(?:,?\s*(?P<y2>{year})\b)?"
        rf")|(?P<y9>{year})\s+(?P<m9>{month})\s+(?P<d9>{day})(?![\d.,]*\d)"
        rf"|(?P<m3>{month}),?\s+(?P<y3>{year})\b"
        r"|(?P<y4>(?:19|20)\d\d)[-/.](?P<m4>[01]?\d)[-/.](?P<d4>[0-3]?\d)\b"
        r"|(?P<d5>[0-3]?\d)\.(?P<m5>[01]?\d)\.(?P<y5>(?:19|20)\d\d)\b"
        rf"|(?P<d0>[0-3]?\d)-(?P<m0>{month})-(?P<y0>{year})\b"
        # Without a month's name only a day above twelve tells which number is the month.
        r"|(?P<d6>1[3-9]|2\d|3[01])[-/](?P<m6>[01]?\d)[-/](?P<y6>(?:19|20)\d\d)\b"
        r"|(?P<m7>[01]?\d)[-/](?P<d7>1[3-9]|2\d|3[01])[-/](?P<y7>(?:19|20)\d\d)\b"
        r"|(?P<d8>0?[1-9]|1[0-2])[-/](?P<m8>(?P=d8))[-/](?P<y8>(?:19|20)\d\d)\b"
        r")",
    )


def _number(words: str | None) -> int | None:
    return int(re.sub(r"\D", "", words)) if words else None


def _month(words: str | None) -> int | None:
    if words is None:
        return None
    return int(words) if words.isdigit() else calendar().months[words.rstrip(".").lower()]


def _year(words: str | None) -> int | None:
    year = _number(words)
    if year is None or year >= _CENTURY:
        return year
    # Two digits stand in old wires only ("3 JAN 90").
    return 1900 + year if year > 50 else 2000 + year


def _is_real(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None or not 1 <= month <= 12:
        return False
    return day is None or 1 <= day <= monthrange(year or 2024, month)[1]


def _is_of_line(text: str, m: re.Match[str]) -> bool:
    """Whether "15. July 2025" and "15, July 2025" are one date: at the start of a line, with a year."""
    before = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
    return m["y1"] is not None and (not before.strip() or before.rstrip()[-1] in ",:|·")


def written_dates(text: str, start: int = 0, end: int | None = None) -> tuple[Written, ...]:
    """Return the dates written in `text[start:end]`, in order, offsets in `text`."""
    end = len(text) if end is None else end
    return _written_dates(text, start, end)


def _may_hold(text: str, start: int, end: int) -> bool:
    """Whether a date can stand there: most sentences with a number hold none, and so need no search for one."""
    if _DIGIT.search(text, start, end) is None:
        return False
    is_named = any(text.find(name, start, end) >= 0 for name in _beginnings())
    return is_named or _NUMBERS.search(text, start, end) is not None


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    """The letters with which the names of months begin, as dates write them."""
    return tuple(sorted({form for name in calendar().months for form in (name[:3].title(), name[:3].upper())}))


@lru_cache(maxsize=64)  # eight rules ask it of one page
def _written_dates(text: str, start: int, end: int) -> tuple[Written, ...]:
    if not _may_hold(text, start, end):
        return ()
    found: list[Written] = []
    for m in _pattern().finditer(text, start, end):
        n = next(k for k in "1234567890" if m[f"m{k}"])
        year, month = _year(m[f"y{n}"]), _month(m[f"m{n}"])
        day = _number(m[f"d{n}"]) if n != "3" else None
        last = _number(m[f"l{n}"]) if n in "12" else None
        start_at, end_at = m.start(), m.end()
        is_number = last is not None and _NUMBER.search(text, max(0, start_at - 8), start_at) is not None
        if last is not None and (is_number or not _is_real(year, month, day)) and _is_real(year, month, last):
            # "No. 41 — 4 November": the first number counts something else.
            day, last, start_at = last, None, m.start(f"l{n}")
        if n == "1" and year is not None and len(m["y1"]) == 2 and not m["m1"].isupper():
            # "12 May 36 people": two digits are a year only in an upper-case wire.
            year, end_at = None, m.end("m1")
        is_stopped = n == "1" and (m["comma"] is not None or m["d1"].endswith("."))
        if not _is_real(year, month, day) or (is_stopped and not _is_of_line(text, m)):
            continue
        if last is not None and not (_is_real(year, month, last) and last > (day or 0)):
            last = None
        found.append(Written(start_at, end_at, year, month, day, last))
    return tuple(found)
