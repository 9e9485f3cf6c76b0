"""Years: in which year does a date lie that is printed without one, judged by the known events the text tells?

A page of "30 March" that tells of a truce agreed twelve days before names its year by that. The day must be a
weekday that the text names, if it names any, and no year named as past may lie after it; else the answer is None.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.read.namings import sentence_starts, windows
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.vocab.chronology import Chronology

__all__ = ["day_of_war", "day_of_year"]

# What a report tells of as of late is at most so old.
_LATE = timedelta(days=60)
_SPREAD = 3
# Past so many years a weekday has come back for certain.
_LONGEST_WAR = 6
_YEAR = re.compile(r"(?<![\d,.$€£-])(20[0-4]\d)(?!\d|%|,\d)")
_WEEKDAY = re.compile(r"\b(" + "|".join(w.title() for w in calendar().weekdays) + r")\b")


def day_of_year(month: int, day: int, wordings: Sequence[str], events: Chronology) -> date | None:
    """Return the day of that month and number which lies up to two months after an event told in `wordings`.

    None where no event tells the year, or events of two years do.
    """
    text = "\n".join(wordings)
    starts = sentence_starts(text)
    weekdays = {calendar().weekdays[m[1].lower()] for m in _WEEKDAY.finditer(text)}
    latest = max((int(y) for y in _YEAR.findall(text)), default=0)
    found: set[date] = set()
    for naming in events.named(text):
        event = naming.event
        if not any(window.sure for window in windows(naming, starts, _SPREAD)):
            continue
        for year in (event.end.year, event.end.year + 1):
            then = _dated(year, month, day)
            if then is not None and event.start <= then <= event.end + _LATE:
                found.add(then)
    fits = [d for d in found if d.year >= latest and (not weekdays or d.weekday() in weekdays)]
    return fits[0] if len(fits) == 1 else None


def day_of_war(month: int, day: int, wordings: Sequence[str], events: Chronology) -> date | None:
    """Return the day of that month and number which was the weekday that the lead names, in the war that is told.

    A weekday comes back after five, six or eleven years: within a war told by both its sides it mostly fits one year.
    None where it fits none or several.
    """
    lead = "\n".join(wordings[:2])
    weekdays = {calendar().weekdays[m[1].lower()] for m in _WEEKDAY.finditer(lead)}
    wars = events.between("\n".join(wordings), "war")
    if len(weekdays) != 1 or not wars:
        return None
    found: set[date] = set()
    for war in wars:
        years = range(war.start.year, min(war.end.year, war.start.year + _LONGEST_WAR) + 1)
        days = [d for year in years if (d := _dated(year, month, day)) is not None and war.start <= d <= war.end]
        found.update(d for d in days if d.weekday() in weekdays)
    return found.pop() if len(found) == 1 else None


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
