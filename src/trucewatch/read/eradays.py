"""Era days: of which day is a story that tells how far a war or a truce of both its sides has come?

"A day after a truce took effect", "ten days into the truce", "for a fourth day on Thursday": each names a day where
the weekday told fits it. Wars and truces are the eras of the chronology; `anchors` weighs the days found here.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.namings import Window
from trucewatch.read.tellings import Anchor, Told, is_background, lengths, patterns
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trucewatch.vocab.chronology import Chronology

__all__ = ["era_days"]

# "Six weeks ago" is so many days more or less.
_ROUGH = 3
# "Day 1,300" of a war at the head of a page is told without a weekday; a day of the first weeks is not.
_LONG, _HEAD = timedelta(days=99), 3


def era_days(events: Chronology, told: Sequence[Told], sentences: Sequence[str]) -> list[Anchor]:
    """Return the days that the age of a war or truce gives the sentences that tell it."""
    return [*_begun(events, told, sentences), *_nth(events, told, sentences)]


@lru_cache(maxsize=1)
def _opening_verbs() -> frozenset[str]:
    return frozenset(verb.split()[-1] for verb in table("chronology_cues")["eras"]["opened"])


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    """The first words of what begins: a pattern of all its words is tried only where one of them stands."""
    eras = table("chronology_cues")["eras"]
    return frozenset(noun.split()[0] for noun in (*eras["war"], *eras["truce"], *eras["loose"]))


def _may_begin(sentence: str) -> bool:
    low = sentence.lower()
    return any(map(low.count, _opening_verbs())) and any(map(low.count, _nouns()))


def _begun(events: Chronology, told: Sequence[Told], sentences: Sequence[str]) -> list[Anchor]:
    """The days of "a day after a truce of both took effect" and of "the truce that began on Sunday"."""
    found = _into(events, told, sentences)
    for number, sentence in enumerate(sentences):
        m = patterns()["began"].search(sentence) if _may_begin(sentence) else None
        if m is None or (m["loose"] and not m["day"]):
            continue
        if is_background(sentence[: m.start("week") if m["week"] else m.end()]):
            continue
        after = [a for a in patterns()["after"].finditer(sentence) if a.end() <= m.start()]
        ago = patterns()["ago"].match(sentence, m.end())
        aged = lengths(after[-1]) if after else lengths(ago, _ROUGH) if ago is not None else range(1)
        inside = [t.weekday for t in told if t.sentence == number and not t.ahead]
        weekdays = [calendar().weekdays[m["day"].lower()]] if m["day"] else inside if after or ago else []
        kind = "truce" if m["truce"] else "war"
        eras = events.between(sentence, kind) or (events.between("\n".join(sentences), kind) if m["day"] else ())
        days = {(e.start + timedelta(days=n), e) for e in eras for n in (aged if not m["day"] else range(1))}
        fits = [(day, era) for day, era in days if day.weekday() in weekdays and day <= era.end]
        if len(fits) == 1:
            window = Window(fits[0][1], number, number, number, frozenset({number}))
            day = _of_next_week(fits[0][0], told) if m["week"] else fits[0][0]
            found.append(Anchor(day, window, ahead=False))
    return found


def _of_next_week(day: date, told: Sequence[Told]) -> date:
    """The day of a story by which "Wednesday of last week" was `day`: the first weekday that it tells, a week on."""
    leads = next((t.weekday for t in told if not t.ahead), day.weekday())
    return day + timedelta(days=7 + leads - day.weekday())


def _into(events: Chronology, told: Sequence[Told], sentences: Sequence[str]) -> list[Anchor]:
    """The days of "on Saturday, ten days into a truce of both"."""
    found: list[Anchor] = []
    for number, sentence in enumerate(sentences):
        m = patterns()["into"].search(sentence) if "into" in sentence.lower() else None
        if m is None:
            continue
        eras = events.between(sentence, "truce" if m["truce"] else "war")
        days = {(e.start + timedelta(days=n), e) for e in eras for n in lengths(m)}
        inside = {t.weekday for t in told if t.sentence == number and not t.ahead}
        fits = [(day, e) for day, e in days if day.weekday() in inside and day <= e.end]
        if len(fits) == 1:
            window = Window(fits[0][1], number, number, number, frozenset({number}))
            found.append(Anchor(fits[0][0], window, ahead=False))
    return found


def _nth(events: Chronology, told: Sequence[Told], sentences: Sequence[str]) -> list[Anchor]:
    """The days of "for a fourth day on Thursday" and "the fourth day of fighting", counted from the start of a war.

    A list "day 1,300" tells of that day on the morning after.
    """
    found: list[Anchor] = []
    names = table("chronology_cues")["eras"]["ordinals"]
    for number, sentence in enumerate(sentences):
        m = patterns()["nth"].search(sentence) if "day" in sentence.lower() else None
        if m is None or is_background(sentence[: m.end()]):
            continue
        digits = m["number"] or m["count"]
        length = timedelta(days=int(digits.replace(",", "")) - 1 if digits else names.index(m["name"].lower()))
        inside = {t.weekday for t in told if t.sentence == number and not t.ahead}
        is_headed = m["count"] is not None and length >= _LONG and number < _HEAD
        length += timedelta(days=is_headed)
        fits = [(e.start + length, e) for e in events.between(sentence, "war") if e.start + length <= e.end]
        fits = [(day, e) for day, e in fits if day.weekday() in inside or is_headed]
        if len(fits) == 1:
            window = Window(fits[0][1], number, number, number, frozenset({number}))
            found.append(Anchor(fits[0][0], window, ahead=False))
    return found
