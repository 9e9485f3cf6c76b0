"""Citations: which brackets only say from where and of what day a note has its claim?

"(The Velmar Post, 3 May 2024; OCHA 04/05/2024)": briefing notes cite so. That day is when somebody wrote, never when
what is told happened. Asked by `dates`.
"""

from __future__ import annotations

import re

from trucewatch.vocab.calendar import calendar

__all__ = ["is_cited"]

_LONGEST = 200
# One work: who wrote it, and a day, month or year at its end.
_WORK = re.compile(
    r"\s*(?P<who>[A-Z][^;]*?)[,:]?\s+(?:accessed\s+|on\s+)?(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\.?\s+[A-Z][a-z]+\.?\s+\d{4}|[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}|[A-Z][a-z]+\s+\d{4})\s*"
)


def is_cited(text: str, at: int) -> bool:
    """Whether the date at offset `at` stands in brackets that cite works by their makers and days."""
    start = text.rfind("(", max(0, at - _LONGEST), at)
    end = text.find(")", at, at + _LONGEST)
    if start < 0 or end < 0 or ")" in text[start:at] or "\n" in text[start:end]:
        return False
    works = [_WORK.fullmatch(work) for work in text[start + 1 : end].split(";")]
    return all(work is not None and not _is_day(work["who"]) for work in works)


def _is_day(who: str) -> bool:
    """Whether what stands before a date belongs to it: "(Saturday, 3 May 2024)"."""
    known = calendar()
    first = who.split(maxsplit=1)[0].strip(",.").lower()
    return first in known.weekdays or first in known.months
