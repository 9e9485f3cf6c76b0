"""Eras: which days are "since the ceasefire began", "in the first month" and "over 12 days of fighting"?

Such words name no day. The story's own words come first ("the clashes erupted on 13 July"), then the wars and truces
of the chronology whose sides the story names. Beside `known`; `when` treats what is found like any other time.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.around import opened
from trucewatch.read.dates import TimeMention
from trucewatch.read.reckon import months_on
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.blocks import Block
    from trucewatch.read.grammar import Parse, Word
    from trucewatch.vocab.chronology import Chronology, Event

__all__ = ["era_times"]

# A date so few characters behind the words says the day itself: "since the truce took effect on Nov. 27".
_SAID = 24
# "A week of fighting" may be told on its eighth day.
_ROUGH = 1
_DAYS = {"day": 1, "week": 7}


def era_times(
    parse: Parse,
    days: Sequence[date | None],
    blocks: Sequence[Block],
    said: Sequence[TimeMention],
    events: Chronology,
) -> tuple[TimeMention, ...]:
    """Return the stretches that a report tells by a war or truce; `said` are the times named by words of their own.

    `days` gives each block its date (`published.block_dates`): without one nothing can run up to it.
    """
    found: list[TimeMention] = []
    for m in opened(_pattern(), parse.text, _openers()):
        # The number of "over 12 days of fighting" is a figure of its own: only the fighting is the time.
        start = m.start("war3") if m["unit3"] else m.start()
        words = parse.words_in(start, m.end())
        if not words:
            continue
        sentence = parse.sentence(words[0].i)
        day = days[sentence.block] if sentence.block < len(days) else None
        if day is None or _is_dated(m, said):
            continue
        span = _Story(parse, sentence.story, day, said, events).span(m)
        if span is not None:
            when = When(span[0].isoformat(), span[1].isoformat(), m[0], "range")
            is_post = blocks[sentence.block].embed is not None
            at = (start, m.end(), words[0].i, words[-1].i)
            found.append(
                # A whole war or truce is never the story's present, like what runs "since" a day.
                TimeMention(
                    *at, when, day, since=True, apart=range(sentence.block, sentence.block + 1) if is_post else None
                )
            )
    return tuple(found)


def _is_dated(m: re.Match[str], said: Sequence[TimeMention]) -> bool:
    """Whether a date inside the words or right behind them says the day."""
    return any(m.start() <= t.end and t.start <= m.end() + _SAID and not t.weak for t in said if t.since) or any(
        m.start() < t.end and t.start < m.end() for t in said
    )


@lru_cache(maxsize=1)
def _openers() -> frozenset[str]:
    """The words with which what `_pattern` finds begins: "in", "during" and "over" are of the list."""
    return frozenset({"since"}).union(table("chronology_cues")["eras"]["during"])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    cues = table("chronology_cues")["eras"]
    truce, war = alternatives(cues["truce"]), alternatives(cues["war"])
    number = rf"(?:\d{{1,3}}|{alternatives(calendar().numbers)})"
    article, more = r"(?:the|its|their|this|a)\s+", r"(?:[\w.’'-]+\s+){0,2}?"
    noun = rf"(?:(?P<truce>{truce})(?:\s+(?:agreement|deal))?|(?P<war>{war})|(?P<loose>{alternatives(cues['loose'])}))"
    opened = (
        rf"(?:\s+(?:in|with|between|on|of|against)\s+[^,.;\n]{{1,40}}?)?\s+(?P<opened>{alternatives(cues['opened'])})"
    )
    return re.compile(
        rf"\b(?:(?P<since>since)\s+{article}(?:(?P<starts>{alternatives(cues['starts'])})\s+of\s+{article})?{more}{noun}\b"
        rf"(?:{opened})?"
        rf"|(?:in|during|over)\s+the\s+first\s+(?:(?P<n>{number})\s+)?(?P<unit>day|week|month)s?"
        rf"(?:\s+of\s+{article}(?:(?P<truce2>{truce})|(?P<war2>{war})))?(?!\s+of\b|\s+\d)"
        rf"|{alternatives(cues['during'])}\s+(?:the\s+)?(?P<n3>{number})\s+(?P<unit3>day|week)s?\s+of\s+{more}(?P<war3>{war})\b)"
        r"(?![\w’'-])",
        re.IGNORECASE,
    )


class _Story:
    """One story of a page and what it says of its war."""

    def __init__(self, parse: Parse, number: int, day: date, said: Sequence[TimeMention], events: Chronology) -> None:
        self._parse = parse
        self._number = number
        self._day = day
        self._said = said
        self._events = events

    def span(self, m: re.Match[str]) -> tuple[date, date] | None:
        """Return the first and last day of what the pattern has found, or None where they cannot be known."""
        if m["since"]:
            if m["loose"] and not m["opened"]:
                return None
            start = self._start("war" if m["war"] else "truce")
            return (start, self._day) if start is not None else None
        if m["unit3"]:
            return self._lasting(_number(m["n3"]) * _DAYS[m["unit3"].lower()])
        kind = "truce" if m["truce2"] else "war" if m["war2"] else self._kind_before(m.start())
        start = self._start(kind) if kind else None
        if start is None:
            return None
        count, unit = _number(m["n"]), m["unit"].lower()
        end = months_on(start, count) if unit == "month" else start + timedelta(days=count * _DAYS[unit] - 1)
        return start, min(end, self._day)

    def _lasting(self, length: int) -> tuple[date, date] | None:
        """The days of so many days of fighting: to the end of a war of that length, else up to the story's day."""
        war = self._running("war")
        if war is not None and war.end <= self._day and abs((war.end - war.start).days + 1 - length) <= _ROUGH:
            return war.start, war.end
        start = self._told("war")
        if start is not None and abs((self._day - start).days + 1 - length) <= _ROUGH:
            return start, self._day
        return None

    def _start(self, kind: str) -> date | None:
        told = self._told(kind)
        if told is not None:
            return told
        era = self._running(kind)
        return era.start if era is not None else None

    def _running(self, kind: str) -> Event | None:
        """The war or truce whose sides the story names, or else the page: entries of a live blog are short."""
        own = [s for s in self._parse.sentences if s.story == self._number]
        story = self._events.running(self._parse.text[own[0].start : own[-1].end], kind, self._day)
        return story or self._events.running(self._parse.text, kind, self._day)

    def _told(self, kind: str) -> date | None:
        """The day that the story itself gives for the start: "the clashes erupted on Sunday, July 13"."""
        cues = table("chronology_cues")["eras"]
        nouns = {
            w for noun in (*cues[kind], *(cues["loose"] if kind == "truce" else ())) for w in (noun, noun.rstrip("es"))
        }
        for m in self._said:
            if m.bound or m.weak or m.when.precision not in {"day", "range"}:
                continue
            if self._parse.sentence(m.first).story != self._number or not (m.since or m.when.precision == "day"):
                continue
            verb = _verb(self._parse, m)
            if verb is None or verb.lemma not in cues["verbs"] or verb.tag not in {"VBD", "VBN"}:
                continue
            about = (self._parse.child(verb.i, name) for name in ("nsubj", "nsubjpass", "dobj"))
            if any(w is not None and {w.lower, w.lemma} & nouns for w in about):
                start = date.fromisoformat(m.when.start)
                return start if start <= self._day else None
        return None

    def _kind_before(self, at: int) -> str | None:
        """Of war and truce the one that the story has named last before the offset."""
        cues = table("chronology_cues")["eras"]
        own = next(s.start for s in self._parse.sentences if s.story == self._number)
        low = self._parse.text[own:at].lower()
        last = {kind: max(low.rfind(word) for word in cues[kind]) for kind in ("truce", "war")}
        kind = max(last, key=lambda k: last[k])
        return kind if last[kind] >= 0 else None


def _verb(parse: Parse, m: TimeMention) -> Word | None:
    hook = next((i for i in m.head_span if parse.words[i].head not in m.head_span), m.first)
    return next((w for w in parse.ancestors(hook) if w.pos == "VERB"), None)


def _number(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else calendar().numbers[" ".join(word.lower().split())]
