"""Years: in which year does a day lie that is printed without one?

What the text tells is weighed year by year: known events of the weeks before that day, the weekdays told (the lead's
is the day itself or the one before), the years named, the wars and truces of the sides named and how old they are
said to be. One year must stand out, else the answer is None: a wrong year is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.absolute import Written, written_dates
from trucewatch.read.ages import Age, ages
from trucewatch.read.counters import Counted, counted
from trucewatch.read.namings import sentence_starts, windows
from trucewatch.read.reckon import day_in
from trucewatch.read.tellings import patterns, weekdays_told
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.vocab.chronology import Chronology, Event

__all__ = ["day_of_year"]

_SPREAD = 3
_DAY = timedelta(days=1)
# What a report tells of as of late is at most so old; what it tells as news, at most so.
_LATE, _FRESH, _NEWS = timedelta(days=60), timedelta(days=7), timedelta(days=4)
# Past so many years a weekday has come back for certain.
_LONGEST = 6
# A day told lies at most so long ahead of the page's own.
_AHEAD = timedelta(days=20)
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(20(?<![\d,.$€£-]20)[0-4]\d)(?!\d|%|,\d)")
# The weights of what is told, tried on the pages of the training sets with their year taken off.
_EVENT, _RECENT, _WEAK, _TOO_LATE = 3.0, 1.5, 1.0, 2.0
# The lead's weekday is that of the day or of the one before; that of a story filed on that day mostly is its own.
_LEADS, _FILED, _TOLD, _NEVER_TOLD = (2.25, 2.25), (2.5, 1.0), (1.25, 1.25, 0.0), -2.0
# A weekday that would lie nearly a week back speaks against a day.
_LONG_BACK = {1: -1.0, 2: -0.5}
_WEEKDAY = re.compile(r"\b(" + "|".join(w.title() for w in calendar().weekdays) + r")\b")
_FITS, _MISFITS = 2.0, -4.0
_NAMED = (1.5, 0.75, 0.0)
_LONG_AFTER = -0.5
# A date told with its year lies a month back at most.
_LATEST, _MONTH = 2.0, timedelta(days=31)
_IN_TRUCE = 0.75
_IN_WAR, _AGED, _NOT_AGED, _PRINTED = 1.0, 2.0, -1.0, 2.0
# Several days told that lie in a war of so many days at most, which was over no longer ago.
_IN_SHORT, _SHORT, _OVER = 1.5, timedelta(days=60), timedelta(days=30)
_COUNTED, _COUNTS_LATE = 3.0, timedelta(days=20)
_ENOUGH, _CLEAR = 2.5, 1.0
# What is known ends; a year later than so many days after that is not likely to be meant.
_UNKNOWN, _HORIZON = -2.0, timedelta(days=300)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page tells of its time: weekdays, events by how sure they are, wars and truces, and dates."""

    weekdays: tuple[int, ...]
    sure: tuple[Event, ...]
    weak: tuple[Event, ...]
    eras: tuple[Event, ...]
    ages: tuple[Age, ...]
    counted: tuple[Counted, ...]
    dates: tuple[tuple[Written, int | None], ...]
    latest: int
    floor: date
    full: tuple[date, ...]
    printed: int | None
    filed: bool
    horizon: date
    truce: bool


def day_of_year(
    when: tuple[int, int],
    wordings: Sequence[str],
    events: Chronology,
    *,
    printed: int | None = None,
    filed: bool = False,
) -> date | None:
    """Return the day of `when`, a month and its day, in the year that `wordings` tell; None where none stands out.

    `printed` is the year of the page's notice of rights; `filed` says that it is a dateline's day.
    """
    month, day = when
    page = _page("\n".join(wordings), events, printed, filed=filed)
    weights: dict[date, float] = {}
    for year in _years(page):
        then = day_in(year, month, day)
        if then is not None and then + _DAY >= page.floor:
            weights[then] = _weight(then, page)
    best = sorted(weights, key=lambda d: weights[d], reverse=True)[:2]
    # The day of a dateline that the story's first weekday names stands out by less.
    is_named = bool(best) and filed and page.weekdays[:1] == (best[0].weekday(),)
    least = _CLEAR / 2 if is_named else _CLEAR
    is_clear = bool(best) and (len(best) == 1 or weights[best[0]] - weights[best[1]] >= least)
    return best[0] if is_clear and weights[best[0]] >= _ENOUGH else None


def _page(text: str, events: Chronology, printed: int | None, *, filed: bool) -> _Page:
    starts = sentence_starts(text)
    sentences = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    named = [(n.event, windows(n, starts, _SPREAD)) for n in events.named(text)]
    told = [t.weekday for t in weekdays_told(sentences) if not t.ahead]
    written = written_dates(text)
    future = patterns()["future"]
    past = [s for s in sentences if _DIGIT.search(s) is not None and future.search(s) is None]
    stops = [d for s in past for w in written_dates(s) if (d := _first_day(w)) is not None]
    dates = tuple((w, _weekday(text[w.start : w.end])) for w in written if w.year is None and w.month and w.day)
    latest = max((int(y) for s in past for y in _YEAR.findall(s)), default=0)
    horizon = max(date(latest + 1, 12, 31) if latest else date.min, max(e.end for e in events.events) + _HORIZON)
    return _Page(
        weekdays=tuple(told),
        sure=tuple(e for e, found in named if any(w.sure for w in found)),
        weak=tuple(e for e, found in named if found and not any(w.sure for w in found)),
        eras=(*events.between(text, "war"), *events.between(text, "truce")),
        ages=ages(text),
        counted=counted(text),
        dates=dates,
        latest=latest,
        full=tuple(w.date for w in written if w.date is not None),
        floor=max(stops, default=date.min + _DAY),
        printed=printed,
        filed=filed,
        horizon=horizon,
        truce=_truce().search(text) is not None,
    )


@lru_cache(maxsize=1)
def _truce() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(table('chronology_cues')['eras']['truce'])}\b", re.IGNORECASE)


def _first_day(w: Written) -> date | None:
    """The first day of a date with its year, of a month with its year."""
    return date(w.year, w.month, w.day or 1) if w.year is not None and w.month is not None else None


def _weekday(words: str) -> int | None:
    m = _WEEKDAY.search(words)
    return calendar().weekdays[m[1].lower()] if m else None


def _years(page: _Page) -> list[int]:
    """The years that may be meant: those of the events and eras told, and those that follow on the last one named."""
    found = {year for e in (*page.sure, *page.weak) for year in (e.end.year, e.end.year + 1)}
    found |= {
        year for era in page.eras for year in range(era.start.year, min(era.end.year, era.start.year + _LONGEST) + 1)
    }
    found |= set(range(page.latest, page.latest + _LONGEST + 1)) if page.latest else set()
    found |= {year for c in page.counted for year in (c.first.year, c.last.year)}
    found |= {page.printed} if page.printed is not None else set()
    return sorted(year for year in found if year >= page.latest)


def _weight(day: date, page: _Page) -> float:
    """How well a page of that day fits what it tells."""
    weight = _of_weekdays(day, page) + _of_dates(day, page.dates) + _of_events(day, page)
    if page.latest:
        after = day.year - page.latest
        weight += _NAMED[after] if after < len(_NAMED) else _LONG_AFTER
    if page.printed is not None:
        weight += _PRINTED * (day.year == page.printed) - _PRINTED * (day.year > page.printed)
    weight += _IN_SHORT * _tells_of_short_war(day, page)
    running = [e for e in page.eras if e.start <= day <= e.end]
    weight += _IN_TRUCE * (page.truce and any(e.kind == "truce" for e in running))
    weight += _IN_WAR * bool(running) + _UNKNOWN * (day > page.horizon)
    weight += _LATEST * any(timedelta() <= day - d <= _MONTH for d in page.full)
    weight += sum(_COUNTED if c.fits(day, _COUNTS_LATE) else -_COUNTED for c in page.counted)
    wars = [e for e in page.eras if e.kind == "war"]
    if page.ages and wars:
        fits = any(age.fits(day - e.start) for age in page.ages for e in wars)
        weight += _AGED if fits else _NOT_AGED
    return weight


def _tells_of_short_war(day: date, page: _Page) -> bool:
    """Whether two days told without their year lie in a short war that was not long over on that day."""
    told = {d for w, _ in page.dates if w.month and w.day and (d := day_in(day.year, w.month, w.day)) and d < day}
    wars = (e for e in page.eras if e.kind == "war" and e.end - e.start <= _SHORT and e.start <= day <= e.end + _OVER)
    return any(sum(e.start <= d <= e.end for d in told) > 1 for e in wars)


def _of_weekdays(day: date, page: _Page) -> float:
    told = page.weekdays
    if not told:
        return 0.0
    long_back = sum(w for on, w in _LONG_BACK.items() if (day + on * _DAY).weekday() in told)
    if page.filed and (day - _DAY).weekday() == told[0] and day.weekday() in told:
        return _FILED[0] + long_back  # "on Sunday", and further down "on Monday"
    for weights, weekdays in ((_FILED if page.filed else _LEADS, told[:1]), (_TOLD, told)):
        for back, weight in enumerate(weights):
            if (day - back * _DAY).weekday() in weekdays:
                return weight + long_back
    return _NEVER_TOLD + long_back


def _of_dates(day: date, dates: Sequence[tuple[Written, int | None]]) -> float:
    """What the days say that are written with their weekday and without a year."""
    fits: list[bool] = []
    for w, weekday in dates:
        if weekday is None or w.month is None or w.day is None:
            continue
        years = (day.year, day.year - 1)
        then = next((d for y in years if (d := day_in(y, w.month, w.day)) is not None and d <= day + _AHEAD), None)
        fits.append(then is not None and then.weekday() == weekday)
    return 0.0 if not fits else _FITS if all(fits) else _MISFITS


def _of_events(day: date, page: _Page) -> float:
    best = 0.0
    for e in page.sure:
        fresh, late = e.start - _DAY <= day <= max(e.start + _FRESH, e.end), e.start - _DAY <= day <= e.end + _LATE
        best = max(best, _EVENT * fresh, _RECENT * late)
    if not best:
        best = min(_RECENT, _WEAK * sum(-_DAY <= day - e.end <= _NEWS for e in page.weak))
    late = any(e.start > day + _DAY for e in page.sure)
    return best - _TOO_LATE * late
