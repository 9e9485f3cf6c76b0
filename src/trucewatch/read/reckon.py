"""Reckoning: from a given day, which days are "last week", "mid-March" or "three days ago"?

Plain arithmetic of the calendar; knows no text. Stretches include both ends and are cut at the given day where
they are still running. Next above it: `timewords`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from trucewatch.vocab.tables import table

__all__ = [
    "STEPS",
    "Reckoned",
    "ago",
    "beside",
    "closest_year",
    "day_in",
    "last_quarter",
    "month_of",
    "months_on",
    "numbered",
    "part_of_year",
    "past_stretch",
    "season_of",
    "share_of_year",
    "unit_near",
    "weekday_near",
]

Reckoned = tuple[date, date, str]
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEAR_PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}
_SHARES = table("calendar")["shares"]
_WEEKS: dict[str, tuple[int, int]] = {word: (first, last) for word, (first, last) in _SHARES["weeks"].items()}
# A date without a year that lies this near ahead, and nearly a year back, is meant ahead.
_SOON = 20
_MONTHS = {"month": 1, "quarter": 3, "half": 6}
_ORDINALS = {"second": 2, "third": 3, "fourth": 4}
_CLOSING = frozenset({"last", "final", "closing"})
STEPS: dict[str, int] = table("calendar")["steps"]


def day_in(year: int, month: int, day: int) -> date | None:
    """Return that day, None where the calendar has none: 31 June."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def weekday_near(day: date, weekday: int, *, ahead: bool, skip: bool = False) -> date:
    """Return the last such weekday not after `day` (ahead: the first not before); `skip` leaves out `day` itself."""
    step = (weekday - day.weekday()) % 7 if ahead else (day.weekday() - weekday) % 7
    if skip and step == 0:
        step = 7
    return day + timedelta(days=step if ahead else -step)


def closest_year(day: date, month: int, number: int, *, ahead: bool) -> date | None:
    """Return the day of that month and number which a report of `day` means, or None for 29 February."""
    years = (year for year in (day.year - 1, day.year, day.year + 1) if number <= monthrange(year, month)[1])
    found = [date(year, month, number) for year in years]
    future = next((d for d in found if d >= day), None)
    past = next((d for d in reversed(found) if d <= day + _DAY), None)
    if ahead or past is None:
        return future
    is_soon = future is not None and (future - day).days <= _SOON and (day - past).days > 365 - _SOON - 30
    return future if is_soon else past


def beside(day: date, month: int, number: int) -> date | None:
    """Return the day of that month and number which lies nearest to `day`, or None where that year has none."""
    years = (year for year in (day.year - 1, day.year, day.year + 1) if number <= monthrange(year, month)[1])
    return min((date(year, month, number) for year in years), key=lambda d: abs(d - day), default=None)


def month_of(year: int, month: int, part: str | None, *, since: bool = False) -> Reckoned:
    """Return a month, or the part of it that words name: "early", "the end of", "the second week of"."""
    end = month_end(year, month)
    stretch = _part_of_month(part, end.day)
    if stretch is None:
        return date(year, month, 1), end, "month"
    first, last = stretch
    if since and part in _SHARES["middle"]:
        first = 15
    return date(year, month, first), date(year, month, last), "range"


def _part_of_month(part: str | None, length: int) -> tuple[int, int] | None:
    """First and last day of a part of a month of so many days."""
    words = (part or "").removeprefix("the ").split()
    if not words:
        return None
    if len(words) > 1 and words[1] in {"week", "days"}:
        return _WEEKS.get(words[0], (length - 6, length))
    first, last = _PARTS[
        "early" if words[0] in _SHARES["opens"] else "late" if words[0] in _SHARES["closes"] else "mid"
    ]
    return first, length if last > 28 else last


def part_of_year(year: int, part: str | None) -> Reckoned:
    """Return a year, or the early, middle or late part of it."""
    first, last = _YEAR_PARTS.get(part or "", (1, 12))
    return date(year, first, 1), month_end(year, last), "year" if part not in _YEAR_PARTS else "range"


def share_of_year(year: int, which: str, count: int, unit: str) -> Reckoned | None:
    """Return the first or last so many months, quarters or halves of a year, or its second, third or fourth one."""
    length = _MONTHS[unit]
    number = _ORDINALS.get(which, 0)
    if which in _CLOSING:
        first = 12 - length * count + 1
    else:
        first = length * (number - 1) + 1 if number else 1
    last = first + length * count - 1
    return (date(year, first, 1), month_end(year, last), "range") if 1 <= first <= last <= 12 else None


def season_of(day: date, months: tuple[int, int], year: int | None, which: str | None) -> Reckoned:
    """Return a season of a year, or the last, this or next one as seen from `day`."""
    first, last = months
    if year is None:
        year = day.year
        begun = date(year, first, 1) <= day
        if which == "next":
            year += begun
        elif which == "last":
            year -= not (begun and month_end(year + (last < first), last) < day)
        elif which != "this":
            year -= not begun
    return date(year, first, 1), month_end(year + (last < first), last), "range"


def last_quarter(day: date, number: int) -> Reckoned:
    """Return the first, second, third or fourth quarter that had begun last on `day`."""
    year = day.year - (date(day.year, 3 * number - 2, 1) > day)
    return date(year, 3 * number - 2, 1), month_end(year, 3 * number), "range"


def numbered(day: date, number: int, *, ahead: bool) -> Reckoned | None:
    """Return "the 12th": the last one not after `day`, ahead the first not before it; None where no month has it."""
    step = 1 if ahead else -1
    for months in range(13):
        month = months_on(day.replace(day=1), step * months)
        if number <= month_end(month.year, month.month).day:
            then = month.replace(day=number)
            if (then >= day) if ahead else (then <= day):
                return then, then, "day"
    return None


def past_stretch(day: date, count: int, unit: str) -> Reckoned:
    """Return "the past 24 hours", "the past week" (seven days with `day`), "the past three months" up to `day`."""
    if unit == "hour":
        return day - timedelta(days=max(1, round(count / 24))), day, "range"
    if unit in {"day", "night"}:
        return day - timedelta(days=count), day, "range"
    if unit == "week":
        return day - (count * _WEEK - _DAY), day, "range"
    return months_on(day, -count * (12 if unit == "year" else 1)), day, "range"


def ago(day: date, count: int, unit: str) -> Reckoned:
    """Return the day, month or year that lies `count` units before `day` (after it where negative)."""
    if unit in {"hour", "minute"}:
        return day, day, "day"
    if unit in {"day", "week", "night"}:
        then = day - timedelta(days=count * (7 if unit == "week" else 1))
        return then, then, "week" if unit == "week" else "day"
    if unit == "month":
        then = months_on(day, -count)
        return date(then.year, then.month, 1), month_end(then.year, then.month), "month"
    year = day.year - count
    return date(year, 1, 1), date(year, 12, 31), "year"


def unit_near(day: date, unit: str, which: str, part: str | None, *, ahead: bool) -> Reckoned:
    """Return last, this or next week, weekend, month or year; `part` is earlier, later, early or late."""
    step = STEPS.get(which, 0)
    if unit == "weekend":
        return _weekend(day, step, ahead=ahead)
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + step * _WEEK
        last, precision = first + 6 * _DAY, "week"
    elif unit == "month":
        number = day.year * 12 + day.month - 1 + step
        return _running(
            day, month_of(number // 12, number % 12 + 1, part if step or part == "early" else None), part, ahead=ahead
        )
    else:
        return _running(
            day, part_of_year(day.year + step, part if step or part == "early" else None), part, ahead=ahead
        )
    return _running(day, (first, last, precision), part, ahead=ahead)


def _running(day: date, span: Reckoned, part: str | None, *, ahead: bool) -> Reckoned:
    """Cut a stretch that holds `day`: what is told has happened, what is announced is to come."""
    first, last, precision = span
    if not first <= day <= last:
        return span
    return (day, last, precision) if part == "later" or (ahead and part != "earlier") else (first, day, precision)


def _weekend(day: date, step: int, *, ahead: bool) -> Reckoned:
    saturday = day - timedelta(days=day.weekday()) + 5 * _DAY
    if day.weekday() < 5 and step <= 0 and not ahead:
        saturday -= _WEEK
    elif step:
        saturday += step * _WEEK if day.weekday() >= 5 else timedelta(0)
    return saturday, saturday + _DAY, "range"


def months_on(day: date, count: int) -> date:
    """Return the same day of the month `count` months later (earlier where negative), or that month's last."""
    number = day.year * 12 + day.month - 1 + count
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
