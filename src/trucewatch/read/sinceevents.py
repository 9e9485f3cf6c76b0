"""Since events: from which day does "since the quake" run, where the report tells elsewhere when the quake was?

A disaster told with its day once ("the quake of March 28") has that day wherever the report names it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import When
from trucewatch.read.dates import TimeMention
from trucewatch.read.standing import with_lemma
from trucewatch.read.timelinks import hook_of, noun_of
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from trucewatch.read.grammar import Parse, Word

__all__ = ["event_times"]

_DISASTERS = word_list("calendar", "inherit", "disasters")
_DATED = _DISASTERS | word_list("calendar", "inherit", "turns")
_SINCE = frozenset({"since"})
_DEFINITE = frozenset({"the", "that", "this"})


def event_times(parse: Parse, days: Sequence[date | None], said: Sequence[TimeMention]) -> Iterator[TimeMention]:
    """Yield the stretches since events, and disasters named again, that `said` dates elsewhere in their stories.

    `days` gives each block its date; without one nothing can run up to it.
    """
    told = [(m, noun) for m in said if (noun := _dated(parse, m)) is not None]
    if not told:
        return
    for i in with_lemma(parse, _SINCE):
        noun = parse.child(i, "pobj")
        if noun is not None and noun.lemma in _DATED and not _has_own(noun, said):
            found = _of(parse, noun, told, days, first=i)
            if found is not None:
                yield found
    for i in with_lemma(parse, _DISASTERS):
        noun = parse.words[i]
        is_named = any(parse.words[j].lower in _DEFINITE for j in parse.children[i])
        if (
            is_named
            and _tells_harm(parse, noun)
            and not _has_own(noun, said)
            and parse.words[noun.head].lower != "since"
        ):
            found = _of(parse, noun, told, days)
            if found is not None:
                yield found


def _dated(parse: Parse, m: TimeMention) -> Word | None:
    """The event that a time dates to the day: "the quake of March 28", "the March 28 quake"."""
    if m.when.precision != "day" or m.since or m.weak or m.offset or not any(c.isdigit() for c in m.when.wording or ""):
        return None
    noun = noun_of(parse, hook_of(parse, m))
    return noun if noun is not None and noun.lemma in _DATED else None


def _tells_harm(parse: Parse, noun: Word) -> bool:
    """Whether something is told of a disaster itself: "the quake killed nine", "the quake, which left nine dead"."""
    above = parse.words[noun.head]
    is_doer = noun.dep == "nsubj" and above.lemma in calendar().violence
    return is_doer or any(parse.words[j].dep in {"relcl", "acl"} for j in parse.children[noun.i])


def _has_own(noun: Word, said: Sequence[TimeMention]) -> bool:
    """Whether a time stands beside the noun: "since the quake on Friday"."""
    return any(noun.i - 4 <= m.first <= noun.i + 4 for m in said)


def _of(
    parse: Parse,
    noun: Word,
    told: Sequence[tuple[TimeMention, Word]],
    days: Sequence[date | None],
    first: int | None = None,
) -> TimeMention | None:
    """The time of an event named again; from its day on where `first` is the word "since" before it."""
    here = parse.sentence(noun.i)
    same = [m for m, event in told if _is_one(event, noun) and parse.sentence(m.first).story == here.story]
    day = days[here.block] if here.block < len(days) else None
    if day is None or not same or len({m.when.start for m in same}) > 1 or same[0].when.start > day.isoformat():
        return None
    start, is_since = same[0].when.start, first is not None
    begin = parse.words[noun.i if first is None else first]
    wording = parse.text[begin.start : noun.end]
    when = When(start, day.isoformat(), wording, "range") if is_since else When(start, start, wording, "day")
    return TimeMention(begin.start, noun.end, begin.i, noun.i, when, day, since=is_since, known=not is_since)


def _is_one(event: Word, noun: Word) -> bool:
    """Whether two nouns may name one event: the same noun, or two for a disaster."""
    return event.lemma == noun.lemma or (event.lemma in _DISASTERS and noun.lemma in _DISASTERS)
