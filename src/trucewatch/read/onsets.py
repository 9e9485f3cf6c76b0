"""Onsets: on which day did the war begin that a report speaks of without a year, or without any day?

"The October 7 attacks", told years later, and "the war began when fighters crossed the border" mean the day on which a
war of the chronology opened whose sides the story names. Beside `eras`, which reckons stretches from that day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.absolute import written_dates
from trucewatch.read.around import opened
from trucewatch.read.dates import TimeMention
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.read.grammar import Parse, Sentence
    from trucewatch.vocab.chronology import Chronology

__all__ = ["with_onsets"]

# A day told within so many days is the story's own present, not the anniversary of a war.
_FRESH = timedelta(days=45)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def with_onsets(
    parse: Parse, days: Sequence[date | None], said: Sequence[TimeMention], events: Chronology
) -> tuple[TimeMention, ...]:
    """Return the times said, those that mean the onset of a war set to its year, and the onsets told without a day.

    `days` gives each block its date (`published.block_dates`).
    """
    starts = {(era.start.month, era.start.day) for era in events.eras if era.kind == "war"}
    stories = _Stories(parse, events)
    dated = [_of_onset(parse, m, stories, starts) for m in said]
    taken = {m.first for m in dated}
    undated = [m for m in _unsaid(parse, days, stories, starts) if m.first not in taken]
    told = [m for m in _begun(parse, days, stories) if not any(_is_in(parse, m, other) for other in (*dated, *undated))]
    return tuple(sorted((*dated, *undated, *told), key=lambda m: m.first))


class _Stories:
    """The wars whose sides each story names."""

    def __init__(self, parse: Parse, events: Chronology) -> None:
        self._parse = parse
        self._events = events
        self._onsets: dict[int, tuple[date, ...]] = {}

    def onsets(self, number: int) -> tuple[date, ...]:
        """The first days of the wars that a story names, the latest first."""
        if number not in self._onsets:
            own = [s for s in self._parse.sentences if s.story == number]
            self._onsets[number] = self.named(self._parse.text[own[0].start : own[-1].end])
        return self._onsets[number]

    def named(self, text: str) -> tuple[date, ...]:
        """The first days of the wars whose sides a text names, the latest first."""
        return tuple(sorted((e.start for e in self._events.between(text, "war")), reverse=True))


def _of_onset(parse: Parse, m: TimeMention, stories: _Stories, starts: set[tuple[int, int]]) -> TimeMention:
    """A time, set to the year of the war that began on that day of the year, where it is no fresh day."""
    first = date.fromisoformat(m.when.start)
    wording = m.when.wording or ""
    if (first.month, first.day) not in starts or _YEAR.search(wording) or not any(c.isdigit() for c in wording):
        return m
    if m.day is not None and abs(m.day - first) <= _FRESH:
        return m
    onset = next((d for d in stories.onsets(parse.sentence(m.first).story) if _is_day(d, first, m.day)), None)
    if onset is None:
        return m
    end = m.when.end if m.since else onset.isoformat()
    return replace(m, when=replace(m.when, start=onset.isoformat(), end=end))


def _is_day(onset: date, told: date, day: date | None) -> bool:
    return (onset.month, onset.day) == (told.month, told.day) and (day is None or onset <= day)


def _unsaid(
    parse: Parse, days: Sequence[date | None], stories: _Stories, starts: set[tuple[int, int]]
) -> Iterator[TimeMention]:
    """The onsets that a page without a date names by day and month."""
    for w in written_dates(parse.text):
        if w.year is not None or w.month is None or w.day is None or w.last or (w.month, w.day) not in starts:
            continue
        words = parse.words_in(w.start, w.end)
        if not words or _day_at(parse, days, words[0].i) is not None:
            continue
        found = stories.onsets(parse.sentence(words[0].i).story)
        onset = next((d for d in found if (d.month, d.day) == (w.month, w.day)), None)
        if onset is not None:
            when = When(onset.isoformat(), onset.isoformat(), parse.text[w.start : w.end], "day")
            yield TimeMention(w.start, w.end, words[0].i, words[-1].i, when, None)


def _begun(parse: Parse, days: Sequence[date | None], stories: _Stories) -> Iterator[TimeMention]:
    """The sentences that tell how a war began, without its day."""
    for m in opened(_pattern(), parse.text, _openers()):
        words = parse.words_in(m.start(), m.end())
        if not words:
            continue
        sentence = parse.sentence(words[0].i)
        day = _day_at(parse, days, words[0].i)
        text = parse.text[sentence.start : sentence.end]
        onset = next((d for d in stories.named(text) if day is None or d <= day), None)
        if onset is not None and _is_one(parse, m, sentence):
            when = When(onset.isoformat(), onset.isoformat(), m[0], "day")
            yield TimeMention(m.start(), m.end(), words[0].i, words[-1].i, when, day, known=True)


def _is_one(parse: Parse, m: re.Match[str], sentence: Sentence) -> bool:
    """Whether the words stand in one sentence."""
    return sentence.start <= m.start() and m.end() <= sentence.end and "\n" not in parse.text[m.start() : m.end()]


def _is_in(parse: Parse, m: TimeMention, other: TimeMention) -> bool:
    """Whether a sentence names its time itself."""
    return not (other.weak or other.bound) and parse.sentence(m.first) == parse.sentence(other.first)


def _day_at(parse: Parse, days: Sequence[date | None], at: int) -> date | None:
    block = parse.sentence(at).block
    return days[block] if block < len(days) else None


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words with which what `_pattern` finds begins."""
    cues = table("chronology_cues")["onsets"]
    return frozenset(phrase.split()[0] for phrase in (*cues["war"], *cues["caused"]))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Of "the war began when" and "the attack that started the war"."""
    cues = table("chronology_cues")["onsets"]
    war, some = alternatives(cues["war"]), r"(?:[\w.’'-]+\s+){0,3}?"
    return re.compile(
        rf"\b(?:{war}\b[^,.;:\n]{{0,40}}?\s{alternatives(cues['began'])}\s+{alternatives(cues['by'])}\b"
        rf"|{alternatives(cues['caused'])}\s+(?:the|its|a|this)\s+{some}{war}\b)",
        re.IGNORECASE,
    )
