"""Undated: on which day was a page published that bears no date but tells days without their year?

"The truce of October 10", "the November 19 attack", "on Dec. 16": known events and the wars and truces between the
sides that the text names say which year that must be. The page is of the latest day it tells as past, or of the
weekday its lead names after that. One year must fit best, else None. Last resort of `published`; never the clock.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.read.absolute import month_end, written_dates
from trucewatch.read.namings import sentence_starts, windows
from trucewatch.read.reckon import day_in, weekday_near
from trucewatch.read.tellings import weekdays_told
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.vocab.chronology import Chronology

__all__ = ["day_told", "latest_told"]

_SPREAD = 3
# A day told lies at most so long after the event beside it; one of a war no further from it than a week.
_AFTER, _BEFORE = timedelta(days=60), timedelta(days=3)
# A war of so many days names one year, or the turn of one; a longer one does not.
_SHORT = 400
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
# The weekday that the lead names lies so near to the day told, where the lead itself tells none.
_SOON = timedelta(days=3)
# In a long war a day told with its weekday names a year; past so many years the weekday has come back.
_LONGEST = 6
# The start of a truce told with its day counts for more than a day that lies near an event.
_STARTS, _NEAR, _FITS = 3, 1, 2
_WEEKDAY = re.compile(r"\b(" + "|".join(w.title() for w in calendar().weekdays) + r")\b")
_YEAR = re.compile(r"(20(?<![\d,.$€£-]20)[0-4]\d)(?!\d|%|,\d)")
_STRETCH = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_WEEKDAYS = calendar().weekdays
# The year turned between two days told so far apart; days of one piece of news lie as close as this.
_SEASON, _CLOSE = timedelta(days=150), timedelta(days=4)
# So many characters of the text are the lead, so many its opening; so many before a date tell how it is meant.
_LEAD, _OPENING, _LEFT = 900, 650, 40
# So many are the first sentence behind a headline.
_FIRST = 250


class _Told(NamedTuple):
    """A day told without its year; `since` opens a stretch, `truce` has the word for one beside it."""

    start: int
    month: int
    day: int
    weekday: int | None
    since: bool
    truce: bool

    def in_year(self, year: int) -> date | None:
        return day_in(year, self.month, self.day)


def day_told(wordings: Sequence[str], events: Chronology, printed: int | None = None) -> tuple[date, str] | None:
    """Return the day that a page's year-less dates tell and what that rests on, or None.

    `printed` is the year of the page's notice of rights, taken where nothing else tells one.
    """
    text = "\n".join(wordings)
    told = _told(text)
    year = _year(text, told, events) if told else None
    found = _in_year(text, told, year, events) if year is not None else None
    if found is not None:
        return found, "chronology: the year of the days told"
    is_later = printed is not None and any(int(y) > printed for y in _YEAR.findall(text))
    if year is None and (printed is None or is_later):
        return None
    day = _next_told(text, told, year or printed or 0, events)
    return (day, "chronology: the year of the days told" if year else "notice of rights: its year") if day else None


def _next_told(text: str, told: Sequence[_Told], year: int, events: Chronology) -> date | None:
    """The weekday of the lead that follows within days on the latest day told further down."""
    news = _days_of([t for t in told if not (t.since or t.truce)], year)
    lead = _weekdays_of_lead(text)
    found = weekday_near(max(news)[0], lead[0], ahead=True) if news and lead and _is_fresh(news, text, events) else None
    return found if found is not None and found - max(news)[0] <= _SOON else None


def _in_year(text: str, told: Sequence[_Told], year: int, events: Chronology) -> date | None:
    """The latest day told as past in that year, or the weekday that the lead names after it."""
    days = _days_of([t for t in told if not (t.since or t.truce)], year)
    ends = [month_end(year, month) for month in _month_ends(text)]
    if not ends and not any(t.start < _LEAD for _, t in days):
        return None  # only what is told by the way has a day
    last = max([d for d, _ in days] + ends)
    own = [d for d, t in days if t.weekday is not None and t.start < _LEAD]
    lead = _weekdays_of_lead(text)
    if own and max(own) == last:
        return last + _DAY * _told_later(text, last)
    if not lead:
        return last if last in [d for d, _ in days] else None
    ahead = (lead[0] - last.weekday()) % len(_WEEKDAYS)
    if ahead == len(_WEEKDAYS) - 1 and last not in ends:
        return last  # the lead tells of the eve of the day that is told
    is_fresh = not ahead or last in ends or _is_fresh(days, text, events)
    return last + timedelta(days=ahead) if is_fresh else None


def _told_later(text: str, last: date) -> int:
    """How many days after a dated weekday the first words tell of: "on Tuesday … on Monday, 17 November"."""
    opening = _WEEKDAY.search(text, 0, _FIRST)
    if opening is None or any(w.start <= opening.start() < w.end for w in written_dates(text[:_LEAD])):
        return 0
    ahead = (calendar().weekdays[opening[1].lower()] - last.weekday()) % len(_WEEKDAYS)
    return ahead if ahead <= 1 else 0


def _days_of(told: Sequence[_Told], year: int) -> list[tuple[date, _Told]]:
    """The days told in that year; a December told beside a January lies before it."""
    found: list[tuple[date, _Told]] = []
    for t in told:
        day = t.in_year(year)
        if day is not None and found and day - found[0][0] > _SEASON:
            day = t.in_year(year - 1)
        if day is not None:
            found.append((day, t))
    return found


def _is_fresh(days: Sequence[tuple[date, _Told]], text: str, events: Chronology) -> bool:
    """Whether the latest day told is news: told in the first words, one of several of that week, or a known event's."""
    last = max(day for day, _ in days)
    near = {day for day, _ in days if last - _CLOSE <= day}
    if len(near) > 1 or any(day == last and t.start < _OPENING for day, t in days):
        return True
    starts = sentence_starts(text)
    known = (n for n in events.named(text) if n.event.start <= last <= n.event.end and not n.event.is_stretch)
    return any(w.sure and w.first < _SPREAD for naming in known for w in windows(naming, starts, _SPREAD))


def latest_told(wordings: Sequence[str]) -> tuple[date, str] | None:
    """Return the latest full date of a page that tells other days of the weeks around it, and "text"; else None.

    "Between 4 May and 9 August 2024" in a bulletin on 5 to 8 August: a war's first day alone is never the page's.
    """
    text = "\n".join(wordings)
    found = written_dates(text)
    full = [w for w in found if w.date is not None and not _coming(text[max(0, w.start - _LEFT) : w.start])]
    latest = max(full, key=lambda w: (w.date or date.min, -w.start), default=None)
    day = latest.date if latest is not None else None
    if latest is None or day is None or any(int(year) > day.year for year in _YEAR.findall(text)):
        return None
    beside = [(t, d) for t in _told(text) if (d := t.in_year(day.year)) is not None]
    near = [d for t, d in beside if not t.since and day - _WEEK <= d <= day + _DAY]
    names = {calendar().weekdays[m[1].lower()] for m in _WEEKDAY.finditer(text) if m.start() != latest.start}
    is_early = latest.start < _LEAD and day.weekday() in names
    soon = _said_soon(text, day) if _WEEKDAY.search(text, latest.start, latest.end) else []
    if soon or _WEEKDAY.search(text, latest.start, latest.end):
        soon += [day + _DAY] * _told_later(text, day)
    if not near and not is_early and not soon:
        return None
    older = {(w.month, w.day) for w in found if w.year is not None and w.year < day.year}
    strays = [d for _, d in beside if day + _DAY < d <= day + _AFTER and (d.month, d.day) not in older]
    return None if strays else (max([day, *near, *soon]), "text")


def _said_soon(text: str, day: date) -> list[date]:
    """The days on which somebody "said on Sunday", on the day told with its weekday or within days after it."""
    starts = sentence_starts(text)
    sentences = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    said = [weekday_near(day, t.weekday, ahead=True) for t in weekdays_told(sentences) if t.saying and not t.ahead]
    return [d for d in said if d - day <= _SOON]


def _weekdays_of_lead(text: str) -> list[int]:
    """The weekdays that the lead names without a date."""
    dated = [range(w.start, w.end) for w in written_dates(text[:_LEAD])]
    found = (m for m in _WEEKDAY.finditer(text[:_LEAD]) if not any(m.start() in span for span in dated))
    return [calendar().weekdays[m[1].lower()] for m in found]


@lru_cache(maxsize=1)
def _left() -> re.Pattern[str]:
    opened = "|".join(map(re.escape, table("chronology_cues")["eras"]["opened"]))
    return re.compile(rf"\b(?:since\b[^.;]*|(?:{opened})\s+(?:on\s+)?)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _ahead() -> re.Pattern[str]:
    cues = table("chronology_cues")["ahead"]
    pattern = rf"\b(?:{alternatives(cues['cues'])}\b[^.;]{{0,20}}|{alternatives(cues['adjacent'])}\s*)$"
    return re.compile(pattern, re.IGNORECASE)


def _coming(before: str) -> bool:
    """Whether a day is still to come by the words before it; "before dawn on" and the like say nothing of that."""
    cue = _ahead().search(before)
    return cue is not None and not cue[0].lower().startswith("before ")


@lru_cache(maxsize=1)
def _truce() -> re.Pattern[str]:
    cues = table("chronology_cues")["eras"]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, (*cues["truce"], *cues["loose"]))) + r")\b", re.IGNORECASE)


def _told(text: str) -> list[_Told]:
    """The days written without a year, those still to come left out."""
    found: list[_Told] = []
    for w in written_dates(text):
        before = text[max(0, w.start - _LEFT) : w.start]
        if w.year is not None or w.month is None or w.day is None or _ahead().search(before):
            continue
        weekday = _WEEKDAY.search(text[w.start : w.end])
        number = calendar().weekdays[weekday[1].lower()] if weekday else None
        beside = text[max(0, w.start - _LEFT) : w.end + _LEFT // 2]
        since = _left().search(before) is not None or re.match(r"\s+(?:truce|cease)", text[w.end :]) is not None
        found.append(
            _Told(
                w.start,
                w.month,
                w.last if w.last and (w.last == w.day + 1 or _STRETCH.search(before)) else w.day,
                number,
                since,
                _truce().search(beside) is not None,
            )
        )
    return found


def _month_ends(text: str) -> list[int]:
    """The months of "to the end of October"."""
    names = "|".join(n.title() for n in calendar().months if len(n) > 3 or n == "may")
    pattern = rf"\b(?:the\s+end\s+of|end\s+of|late|late\s+in)\s+({names})\b(?!\s+(?:\d|20))"
    return [calendar().months[m[1].lower()] for m in re.finditer(pattern, text)]


def _year(text: str, told: Sequence[_Told], events: Chronology) -> int | None:
    """The year in which the days told fit best to what is known, if one does."""
    latest = max((int(y) for y in _YEAR.findall(text)), default=0)
    votes: Counter[int] = Counter()
    starts = sentence_starts(text)
    for naming in events.named(text):
        event = naming.event
        if event.is_stretch:
            continue
        is_sure = any(w.sure for w in windows(naming, starts, _SPREAD))
        for year in {event.end.year, event.start.year, event.end.year + 1}:
            days = [d for t in told if (d := t.in_year(year)) is not None]
            if any(event.start - _DAY <= d <= event.end + _DAY for d in days):
                votes[year] += _FITS
            elif is_sure and any(event.start - _BEFORE <= d <= event.end + _AFTER for d in days):
                votes[year] += _NEAR
    is_of_truce = _truce().search(text) is not None
    for kind in ("war", "truce"):
        for era in events.between(text, kind):
            for year in {era.start.year, (era.start + _AFTER).year}:
                dated = [(t, d) for t in told if (d := t.in_year(year)) is not None]
                opens = any(t.truce and abs((d - era.start).days) <= 1 for t, d in dated)
                is_short = kind == "war" and (era.end - era.start).days < _SHORT
                inside = is_short and any(era.start - timedelta(days=1) <= d <= era.end for _, d in dated)
                young = kind == "truce" and any(era.start <= d <= min(era.end, era.start + _AFTER) for _, d in dated)
                votes[year] += _STARTS * (opens and kind == "truce") + _NEAR * (inside or (young and is_of_truce))
    for era in events.between(text, "war"):
        for year in range(era.start.year, min(era.end.year, era.start.year + _LONGEST) + 1):
            votes[year] += _NEAR * any(
                t.weekday is not None and (d := t.in_year(year)) is not None and era.start <= d <= era.end for t in told
            )
    for year in list(votes):
        pairs = [(t.weekday, d) for t in told if t.weekday is not None and (d := t.in_year(year)) is not None]
        wrong = any(d.weekday() != weekday for weekday, d in pairs)
        votes[year] = 0 if wrong or year < latest else votes[year] + _FITS * bool(pairs and votes[year])
    best = votes.most_common(2)
    is_clear = bool(best) and best[0][1] > 0 and (len(best) == 1 or best[0][1] > best[1][1])
    return best[0][0] if is_clear else None
