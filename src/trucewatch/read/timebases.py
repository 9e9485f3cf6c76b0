"""Time bases: which time told before does one mean that points back, "since then", "in the same period"?

`dates` asks with the times found so far, in text order, and the word that the pointing time begins at.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from trucewatch.read import reckon
from trucewatch.read.timelinks import hook_of, verbs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.read.dates import TimeMention
    from trucewatch.read.grammar import Parse
    from trucewatch.read.timewords import Expression

__all__ = ["day_before", "days_meant", "last_named", "newest", "period", "with_stretches", "with_year_told"]

# "The period" of a report is a stretch of so many days, written with numbers: "29 October - 4 November".
_PERIOD = (4, 31)
# A day told in the paragraph of one so long past, and so soon after it, is of its year.
_OLD, _NEXT = timedelta(days=200), timedelta(days=60)
_SAME_STRETCH = re.compile(r"\b(?:same|that)\s+(?:period|time)$", re.IGNORECASE)


def days_meant(m: TimeMention) -> tuple[date, date]:
    """Return the first and the last day of a time."""
    return date.fromisoformat(m.when.start), date.fromisoformat(m.when.end)


def _last(
    earlier: Sequence[TimeMention], parse: Parse, at: int, fits: Callable[[TimeMention], bool]
) -> TimeMention | None:
    """The time told last before word `at` in its story that fits."""
    story = parse.sentence(at).story
    own = takewhile(lambda m: parse.sentence(m.first).story == story, reversed(earlier))
    return next(filter(fits, own), None)


def last_named(earlier: Sequence[TimeMention], parse: Parse, at: int) -> TimeMention | None:
    """The time named last before word `at` in its story, for "the next day" and "since then"."""
    return _last(earlier, parse, at, lambda m: not (m.bound or m.weak or m.offset))


def newest(earlier: Sequence[TimeMention], parse: Parse, last: TimeMention, at: int) -> TimeMention:
    """The latest time that an undated story has named, whose year a day has; in a paragraph the last one named."""
    here = parse.sentence(at)
    if parse.sentence(last.first).block == here.block:
        return last
    return max((m for m in earlier if parse.sentence(m.first).story == here.story), key=lambda m: m.when.end)


def period(earlier: Sequence[TimeMention], parse: Parse, at: int) -> TimeMention | None:
    """The stretch of days that the story counts over, named last before word `at` in numbers."""
    return _last(earlier, parse, at, _is_period)


def _is_period(m: TimeMention) -> bool:
    first, last = days_meant(m)
    is_written = any(c.isdigit() for c in m.when.wording or "") and m.when.precision == "range" and not m.since
    is_past = m.day is None or last <= m.day
    return is_written and is_past and _PERIOD[0] <= (last - first).days <= _PERIOD[1]


def with_stretches(parse: Parse, times: Sequence[TimeMention]) -> list[TimeMention]:
    """Return the times of a report, "the same period" among them read as the last stretch that its story has told.

    That is one that lasts ("since the truce began", "from 3 to 9 May"), no day and no whole year beside it.
    """
    found: list[TimeMention] = []
    for m in times:
        meant = _stretch(found, parse, m.first) if _SAME_STRETCH.search(m.when.wording or "") else None
        if meant is not None:
            when = replace(meant.when, wording=m.when.wording)
            found.append(replace(m, when=when, since=meant.since))
        else:
            found.append(m)
    return found


def _stretch(earlier: Sequence[TimeMention], parse: Parse, at: int) -> TimeMention | None:
    def lasts(m: TimeMention) -> bool:
        return not (m.bound or m.weak or m.known) and (m.since or m.when.precision == "range")

    return _last(earlier, parse, at, lasts)


def day_before(earlier: Sequence[TimeMention], parse: Parse, at: int) -> TimeMention | None:
    """The day that "earlier in the day" is of: the last one day told in the story, past months and years."""

    def is_day(m: TimeMention) -> bool:
        return m.when.precision == "day" and not (m.bound or m.weak or m.offset or m.known)

    return _last(earlier, parse, at, is_day)


def with_year_told(parse: Parse, e: Expression, last: TimeMention | None, at: int) -> Expression:
    """Give a day the year that its sentence has told before it: "last year they fought, after an attack on May 14"."""
    w = e.written
    if w is None or w.year is not None or w.month is None or last is None or last.since:
        return e
    then, there, here = days_meant(last), parse.sentence(last.first), parse.sentence(at)
    if (
        last.when.precision == "year"
        and there is here
        and then[0].year == then[1].year
        and not _is_aside(parse, last, at)
    ):
        return replace(e, written=replace(w, year=then[0].year))
    # "… on February 14. It answered on February 27": still of the year before.
    is_old = last.when.precision == "day" and last.day is not None and last.day - then[0] > _OLD
    near = reckon.beside(then[0], w.month, w.day) if is_old and w.day and there.block == here.block else None
    if near is None or not timedelta() <= near - then[0] <= _NEXT:
        return e
    return replace(e, written=replace(w, year=near.year))


def _is_aside(parse: Parse, m: TimeMention, at: int) -> bool:
    """Whether a time stands in a clause that ends before a word: "which dates back to 1988, flared in May"."""
    verb = next(verbs(parse, hook_of(parse, m).i), None)
    return verb is not None and verb.dep in {"relcl", "ccomp"} and all(w.i != verb.i for w in verbs(parse, at))
