"""Anchors: on which day was an undated story published, judged by the known events that it tells as fresh news?

An event of the chronology counts where its words stand within three sentences together with a weekday that fits its
day, with "overnight", or behind "two days after"; one told without its hints needs another beside it. The story is of
the latest day that its weekdays then reach. Anything told as background never counts; where anchors disagree, or the
text names a later year, the answer is None. `known` uses the same events for what a dated story tells without a time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.absolute import written_dates
from trucewatch.read.counters import counted
from trucewatch.read.eradays import era_days
from trucewatch.read.namings import sentence_starts, windows
from trucewatch.read.tellings import Anchor, Told, is_background, lengths, number_of, patterns, weekdays_told
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.namings import Window
    from trucewatch.vocab.chronology import Chronology, Event

__all__ = ["anchored"]

Dated = tuple[date, str]
# The words of an event stand within so many sentences.
_SPREAD = 3
# A weekday names a day less than a week off.
_WEEK = timedelta(days=6)
# The lead tells the newest. Further down, a weekday lies ahead of the event by so much at most where the lead names a
# day of its own, and where it names none; five days on are more likely two days back.
_FORWARD_WITH_LEAD, _FORWARD = 1, 2
# The lead's own day is one of the next; six days on are the day before.
_ON = 5
# The first sentences are the lead; in a story as short as this its weekday holds for all of it.
_LEAD = 1
# An event told without a weekday moves a story that others date by so much at most.
_SUPPORT = timedelta(days=2)
# An event told without any of its hints dates a story only together with others of that week, so many in all.
_WEAK_NEEDED = 2
# "Overnight" has no weekday to check an event by: then it must have so many groups.
_SURE_GROUPS = 3
# So many characters before a date tell whether it is still to come.
_CLAUSE = 45
# The count of a war is told so long before or after a story that it contradicts it.
_COUNTS_LATE = timedelta(days=30)
_YEAR = re.compile(r"20(?<![\d-]20)\d\d(?!\d)")
# "KYIV, March 29 (Agency) -": the day of the telling.
_DATELINE = re.compile(r"^[A-Z][A-Z' .-]+(?:,[\w' .]{2,40})?,?\s[^()]{0,20}\d{1,2}\.?\s+(?:\([^)]*\)\s*[-–—]|[-–—/])")


def anchored(wordings: Sequence[str], events: Chronology) -> Dated | None:
    """Return the day a story was published and "chronology: EVENT", or None where no known event tells it.

    `wordings` are its paragraphs of reporting in order, without posts and furniture.
    """
    return _anchored("\n".join(wordings), events)


@lru_cache(maxsize=2)  # a page asks twice, for a dateline's year and for its day
def _anchored(text: str, events: Chronology) -> Dated | None:
    namings = events.named(text)
    starts = sentence_starts(text)
    sentences = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    told = weekdays_told(sentences)
    every = [w for n in namings if not n.event.is_stretch for w in windows(n, starts, _SPREAD)]
    opened = {(e.start.month, e.start.day) for e in events.eras}
    found = [w for w in every if not _is_past(w, sentences, opened)]
    anchors = [a for w in found if (a := _anchor(w, told, sentences)) is not None]
    anchors += era_days(events, told, sentences)
    anchors += [a for w in every if (a := _after(w, told, text, starts)) is not None]
    anchors += [a for w in every if (a := _ago(w, told, text, starts)) is not None]
    anchors = anchors or [a for w in found if (a := _told_elsewhere(w, told)) is not None]
    day, event = _published(found, anchors, told)
    if day is None or event is None or _names_later(text, sentences, day):
        return None
    if not all(c.fits(day, _COUNTS_LATE) for c in counted(text)):
        return None
    return day, f"chronology: {event.label}"


def _is_past(window: Window, sentences: Sequence[str], opened: set[tuple[int, int]]) -> bool:
    """Whether the sentences put the event in the past by a cue, a written date, or the name of its own month.

    "The attack of Oct. 7" says nothing of it: on days `opened` wars and truces began.
    """
    for number in range(window.first, window.last + 1):
        whole = sentences[number]
        if is_background(whole) and (number in window.told or number == window.main):
            return True
        sentence = _DATELINE.sub("", whole)
        own = {(day.month, day.day) for day in (window.event.start, window.event.end)}
        dates = (w for w in written_dates(sentence) if (w.month, w.day) not in opened - own)
        if any(w.day is not None or w.month == window.event.end.month for w in dates):
            return True
        if _month(window.event.end.month).search(sentence):
            return True
    return False


@lru_cache(maxsize=12)
def _month(number: int) -> re.Pattern[str]:
    names = [name.title() for name, n in calendar().months.items() if n == number and len(name) > 3]
    return re.compile(rf"\b(?:in|last|since|mid-|early|late)\s*(?:{'|'.join(names or ['May'])})\b")


def _anchor(window: Window, told: Sequence[Told], sentences: Sequence[str]) -> Anchor | None:
    """The day of an event if the story tells it with a weekday that fits, or as of this night."""
    event = window.event
    inside = [t for t in told if window.first <= t.sentence <= window.last]
    fits = [t for t in inside if event.on(t.weekday)]
    # "The toll rose on Saturday. The strike on Friday …": the first day is that of the telling.
    near = range(window.first - 1, window.last + 2)
    fits = fits or [t for t in told if t.sentence in near and t.sentence in window.told and event.on(t.weekday)]
    if inside and not fits:
        return _told_next(window, told)
    if not fits and window.sure and len(event.terms) >= _SURE_GROUPS and len({t.weekday for t in told}) == 1:
        # The one weekday of the story stands in the sentence before or behind.
        fits = [t for t in told if t.sentence in near and event.on(t.weekday)]
    if not fits and event.kind in table("chronology_cues")["kinds"]["meetings"]:
        fits = [t for t in told if t.meeting and event.on(t.weekday)]
    day = next((event.on(t.weekday) for t in fits), None)
    if day is not None:
        return Anchor(day, window, all(t.ahead for t in fits))
    tonight = patterns()["near"].search(sentences[window.main])
    if tonight is None or len(event.terms) + window.sure < _SURE_GROUPS + 1 or window.first != window.last:
        return None
    return Anchor(event.end, window, ahead=False)


def _told_elsewhere(window: Window, told: Sequence[Told]) -> Anchor | None:
    """The day of an event that opens the story where its weekday is told further down, and none before that is late."""
    event = window.event
    done = [t for t in told if not t.ahead]
    if not (window.sure and len(event.terms) >= _SURE_GROUPS and done and window.first < _SPREAD):
        return None
    ahead = (done[0].weekday - event.end.weekday()) % (_WEEK.days + 1)
    day = next((event.on(t.weekday) for t in done if event.on(t.weekday)), None)
    return Anchor(day, window, ahead=False) if day is not None and ahead <= _SUPPORT.days else None


def _told_next(window: Window, told: Sequence[Told]) -> Anchor | None:
    """The day on which an event of the day or night before was told: "officials said on Tuesday" and no other day."""
    day = window.event.end + timedelta(days=1)
    is_sure = window.sure and len(window.event.terms) > _SURE_GROUPS
    if not is_sure or any(t.weekday != day.weekday() or not t.saying for t in told):
        return None
    return Anchor(day, window, ahead=False)


def _after(window: Window, told: Sequence[Told], text: str, starts: Sequence[int]) -> Anchor | None:
    """The day of "on Friday, two days after" an event, if its weekday fits; a sentence without one has the lead's."""
    home = bisect_right(starts, window.at) - 1
    found = list(patterns()["after"].finditer(text, starts[home], max(window.at, window.until)))
    end = starts[home + 1] if home + 1 < len(starts) else len(text)
    # "on Friday, following raids on Osk the previous day"
    is_day_before = patterns()["before"].search(text, window.until, end) is not None
    if not (found or is_day_before) or not window.sure:
        return None
    inside = [t for t in told if t.sentence == home] or [t for t in told if t.sentence <= _LEAD][:1]
    aged = lengths(found[-1]) if found else range(1, 2)
    days = (window.event.end + timedelta(days=length) for length in aged)
    day = next((d for d in days for t in inside if t.weekday == d.weekday() and not t.ahead), None)
    return None if day is None else Anchor(day, window, ahead=False)


def _ago(window: Window, told: Sequence[Told], text: str, starts: Sequence[int]) -> Anchor | None:
    """The day of "launched an offensive eight days ago", if the story names its weekday as past."""
    home = bisect_right(starts, window.at) - 1
    end = starts[home + 1] if home + 1 < len(starts) else len(text)
    ago = patterns()["ago"].search(text, starts[home], end)
    if ago is None or not window.sure or ago["unit"].lower() != "day":
        return None
    day = window.event.end + timedelta(days=number_of(ago["n"]))
    fits = any(t.weekday == day.weekday() and not t.ahead for t in told)
    return Anchor(day, window, ahead=False) if fits else None


def _published(
    found: Sequence[Window], anchors: Sequence[Anchor], told: Sequence[Told]
) -> tuple[date | None, Event | None]:
    """The day of the story and the event it rests on."""
    past = [a for a in anchors if not a.ahead]
    coming = [a for a in anchors if a.ahead]
    if not past:
        # An event still to come dates a story only where something of that same day is told as done.
        past = [a for a in coming if any(t.weekday == a.day.weekday() and not t.ahead for t in told)]
    past = _agreeing(past)
    if not past:
        return None, None
    last = max(past, key=lambda a: (a.day, a.window.sure))
    day = last.day
    for window in found:
        event = window.event
        if window.sure and day < event.end <= last.day + _SUPPORT and not _has_other_day(window, told):
            day = event.end
    limit = min((a.day for a in coming if a.day >= day), default=None)
    reached = _reached(day, {a.day.weekday() for a in past}, told)
    if limit is not None and reached > limit:
        reached = day
    return reached, last.window.event


def _agreeing(anchors: Sequence[Anchor]) -> list[Anchor]:
    """The anchors of one week on which a story may rest, or none where they disagree or are too weak."""
    sure = [a for a in anchors if a.window.sure]
    if sure:
        first, last = min(a.day for a in sure), max(a.day for a in sure)
        return [a for a in anchors if last - _WEEK <= a.day <= first + _WEEK] if last - first <= _WEEK else []
    weeks = [[a for a in anchors if b.day - _WEEK <= a.day <= b.day] for b in anchors]
    best = max(weeks, key=_weight) if weeks else []
    outside = [a for a in anchors if a not in best]
    return best if _weight(best) >= _WEAK_NEEDED and _WEAK_NEEDED * _weight(outside) <= _weight(best) else []


def _weight(anchors: Sequence[Anchor]) -> int:
    """How many events of their own the anchors are: one told in the same sentence as another counts with it.

    An event of many words that opens the story is enough.
    """
    heads = [a.window for a in anchors if a.window.first < _SPREAD and a.window.whole]
    if any(len(w.event.terms) > _SURE_GROUPS for w in heads):
        return _WEAK_NEEDED
    return min(len({a.window.event.label for a in anchors}), len({a.window.main for a in anchors}))


def _has_other_day(window: Window, told: Sequence[Told]) -> bool:
    inside = [t for t in told if window.first <= t.sentence <= window.last]
    return bool(inside) and not any(window.event.on(t.weekday) for t in inside)


def _reached(day: date, taken: set[int], told: Sequence[Told]) -> date:
    """The latest day that the weekdays of the story reach from `day`; those of `taken` are its anchors' own."""
    taken = {*taken, day.weekday()}
    done = [t for t in told if not t.ahead]
    leads = done[:1] if done and done[0].sentence <= _LEAD else []
    best = day
    for t in done:
        forward = (t.weekday - day.weekday()) % 7
        limit = _ON if t in leads else _FORWARD_WITH_LEAD if leads else _FORWARD
        if t.weekday not in taken and forward <= limit:
            best = max(best, day + timedelta(days=forward))
    return best


def _names_later(text: str, sentences: Sequence[str], day: date) -> bool:
    """Whether the story tells of a date after `day`, or of a later year as of something past."""
    later = (w for w in written_dates(text) if w.date is not None and w.date > day)
    if any(not patterns()["ahead"].search(text[max(0, w.start - _CLAUSE) : w.start]) for w in later):
        return True
    future = patterns()["future"]
    told = (sentence for sentence in sentences if future.search(sentence) is None)
    return any(int(m[0]) > day.year for sentence in told for m in _YEAR.finditer(sentence))
