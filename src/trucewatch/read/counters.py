"""Counters: of which days is a text that tells how far the count of a whole war has come?

"At least 55,432 people have been killed in Gaza" was told for a day or two, "more than 40,000" for weeks. The number
must stand among the counter's words and beside none of another count; the highest told of a counter is its latest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from trucewatch.read.namings import sentence_starts
from trucewatch.read.tellings import weekdays_told
from trucewatch.vocab.counters import counters
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from trucewatch.vocab.counters import Counter

__all__ = ["Counted", "counted", "day_counted"]

# A search skips to a digit where the pattern opens with one, so what must not stand before it is asked behind it.
_NUMBER = re.compile(r"(\d(?<![\d,.$€£]\d)(?:\d{0,2}(?:,\d{3})+|\d{4,6}))(?![\d,.]*\d|%)")
# So many characters on either side of a number say what it counts.
_BEFORE, _BEHIND = 14, 32
# A number that ends so is rounded: the count lies less than so much above it.
_ROUND = (1000, 100)
# The count of a day is told for some days, and knots are a day or two off.
_SLACK = timedelta(days=3)
# A week names one day by its weekday.
_WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Counted:
    """The days, both included, on which a count was told as it stands in a text."""

    label: str
    first: date
    last: date

    def fits(self, day: date, slack: timedelta = _SLACK) -> bool:
        """Whether a page of that day may tell the count."""
        return self.first - slack <= day <= self.last + slack


@lru_cache(maxsize=2)  # a page asks for its year and for its day
def counted(text: str) -> tuple[Counted, ...]:
    """Return what the counts of whole wars in a text tell of its day."""
    numbers = [(m, int(m[1].replace(",", ""))) for m in _NUMBER.finditer(text)]
    known, terms = counters()
    if not any(c.least <= n <= c.most for _, n in numbers for c in known):
        return ()
    named = terms.found(text).keys()
    starts = [*sentence_starts(text), len(text)]
    found: list[Counted] = []
    for counter in known:
        if any(named.isdisjoint(group) for group in counter.sides):
            continue
        told: list[tuple[int, re.Match[str]]] = []
        for start, end in pairwise(starts):
            inside = [(n, m) for m, n in numbers if start <= m.start() < end and counter.least <= n <= counter.most]
            words = terms.found(text[start:end]).keys() if inside else named
            if inside and not any(words.isdisjoint(group) for group in counter.terms):
                told += [(n, m) for n, m in inside if _is_of(counter, text, m)]
        if told:
            found.append(_days(counter, text, *max(told, key=lambda pair: pair[0])))
    return tuple(found)


def _is_of(counter: Counter, text: str, m: re.Match[str]) -> bool:
    """Whether no word beside a number says that it counts something else."""
    behind = re.split(r"[.;:,]|\band\b|\bin\b|\bsince\b", text[m.end() : m.end() + _BEHIND], maxsplit=1)[0]
    return not counter.unlike.found(f"{text[max(0, m.start() - _BEFORE) : m.start()]} {behind}")


@lru_cache(maxsize=1)
def _nearly() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives(table('chronology_cues')['eras']['nearly'])}\s+$", re.IGNORECASE)


def _days(counter: Counter, text: str, number: int, m: re.Match[str]) -> Counted:
    step = next((s for s in _ROUND if number % s == 0), 1)
    low, high = (number - step, number) if _nearly().search(text[: m.start()]) else (number, number + step - 1)
    return Counted(counter.label, counter.day_of(max(low, counter.least)), counter.day_of(min(high, counter.most)))


def day_counted(text: str) -> tuple[date, str] | None:
    """Return the one day of a text by its count of a war and the first weekday it names, and what that rests on."""
    starts = sentence_starts(text)
    sentences = [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    weekday = next((t.weekday for t in weekdays_told(sentences) if not t.ahead), None)
    for count in counted(text):
        if weekday is None or count.last - count.first > _SLACK:
            continue
        middle = count.first + (count.last - count.first) // 2
        near = (middle + timedelta(days=n) for n in range(-_SLACK.days, _SLACK.days + 1))
        return next(day for day in near if day.weekday() == weekday), f"chronology: {count.label}"
    return None
