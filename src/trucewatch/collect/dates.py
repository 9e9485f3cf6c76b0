"""The day a report was published, from what a page or a crawler states.

Only a stated date counts: nothing is guessed from the clock, and a form that could be read two ways
(`04/05/2025`) gives nothing. The day is kept as written, in the writer's own time zone.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

__all__ = ["date_in_url", "day_of", "time_of"]

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_SLASHED: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_IN_URL: Final = re.compile(r"(?<!\d)(20\d\d|19[89]\d)([/_-]?)(\d{2})\2(\d{2})(?!\d)")
_WORDS: Final = ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%A %d %B %Y", "%A %B %d %Y", "%a %d %b %Y")
_MOST_MONTHS: Final = 12
_MILLISECONDS: Final = 100_000_000_000
"""Above this an epoch is in milliseconds: as seconds it would lie beyond the year 5000."""


def day_of(value: object | None) -> str | None:
    """Return a stated date as `YYYY-MM-DD`: ISO, RFC 2822, an epoch, `5 April 2025`; None where in doubt."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        moment = _epoch(value)
        return moment.date().isoformat() if moment else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        return day_of(float(text))
    for pattern in (_ISO, _COMPACT, _SLASHED):
        if found := pattern.match(text):
            return _day(*found.groups())
    if found := _DAY_FIRST.match(text):
        return _unambiguous(*found.groups())
    return _in_words(text)


def time_of(value: object | None) -> str | None:
    """Return a stated moment as ISO 8601 (with its offset where stated), or its day, or None."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        moment = _epoch(value)
        return moment.isoformat() if moment else None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).isoformat()
        except ValueError:
            return day_of(value)
    return None


def date_in_url(url: str | None) -> str | None:
    """Return the day that a URL's path spells (`/2025/04/05/`, `2025-04-05`, `20250405`), or None."""
    found = _IN_URL.search(url or "")
    return _day(found[1], found[3], found[4]) if found else None


def _epoch(value: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS else value, UTC) if value > 0 else None
    except (OverflowError, ValueError, OSError):
        return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _unambiguous(first: str, second: str, year: str) -> str | None:
    if int(first) > _MOST_MONTHS or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > _MOST_MONTHS else None


def _in_words(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text.replace(",", " ").replace(".", " "))
    match = re.search(r"(?:[^\W\d]+ +)?(?:\d{1,2} +[^\W\d]+|[^\W\d]+ +\d{1,2}) +\d{4}", plain)
    candidates = [" ".join(match[0].split()[-n:]) for n in (3, 4)] if match else []
    for candidate in candidates:
        for form in _WORDS:
            try:
                return datetime.strptime(candidate, form).replace(tzinfo=UTC).date().isoformat()
            except ValueError:
                continue
    return None
