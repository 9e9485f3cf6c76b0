"""Time meanings: which days may words for a time mean for a figure, beside those that they name?

"since 5 May" may be that day, fighting that began on Tuesday a toll up to the story's day, "as of Friday" the end of
one, and a night two days or one. `timechoice` weighs each of them.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from trucewatch.model import When
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.dates import TimeMention

__all__ = ["Meaning", "Told", "meanings", "span_of", "up_to"]

_NIGHTS = tuple(word_list("calendar", "inherit", "nights"))
_DAY = timedelta(days=1)


class Meaning(IntEnum):
    """How the words for a time are meant.

    As told; only the first day of "since"; what began then and has run since; the story's own day; from then up to it,
    or up to a day that the figure's sentence tells; the two days of a night told as one, one of two told; no time;
    what the rules make of several words.
    """

    AS_TOLD = 0
    FIRST_DAY = 1
    RUNNING = 2
    STORY = 3
    UP_TO_STORY = 4
    UP_TO_TOLD = 5
    NIGHT = 6
    ONE_DAY = 7
    NONE = 8
    RULED = 9


class Told(NamedTuple):
    """A time as told, how it is meant, and the days; no mention for the story's day, the rules' or none."""

    mention: TimeMention | None
    how: Meaning
    when: When | None


def meanings(m: TimeMention, stretch: When | None) -> Iterator[tuple[Meaning, When]]:
    """Yield what words for a time may mean by themselves; `stretch` is what began then and has run since."""
    yield Meaning.AS_TOLD, m.when
    if m.since:
        yield Meaning.FIRST_DAY, When(m.when.start, m.when.start, m.when.wording, "day")
    if stretch is not None and stretch != m.when:
        yield Meaning.RUNNING, stretch
    if m.since or not any(word in (m.when.wording or "").lower() for word in _NIGHTS):
        return
    first, last = date.fromisoformat(m.when.start), date.fromisoformat(m.when.end)
    if first == last:
        after = first + _DAY
        if m.day is None or after <= m.day:
            yield Meaning.NIGHT, When(m.when.start, after.isoformat(), m.when.wording, "range")
    elif last - first == _DAY:
        yield Meaning.ONE_DAY, When(m.when.start, m.when.start, m.when.wording, "day")
        yield Meaning.ONE_DAY, When(m.when.end, m.when.end, m.when.wording, "day")


def up_to(m: TimeMention, ends: Sequence[tuple[Meaning, str]]) -> Iterator[tuple[Meaning, When]]:
    """Yield the stretches from the first day of a time up to each of these days."""
    for how, end in ends:
        if m.when.start < end and (m.since or m.when.end <= end) and not m.weak:
            yield how, When(m.when.start, end, m.when.wording, "range")


def span_of(when: When) -> int:
    """Return how many days a time has after its first."""
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days
