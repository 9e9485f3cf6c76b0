"""Chronology: on which day did a well-known event of a war happen, and by which words is it told?

Files in `data/chronology/` hold one war each, `words.toml` the words they share; a user's conflict file may add
`[[event]]`. An event is named where of each of its lists of words one stands in the text; how near they must stand
is the reader's business. Finding them costs about a millisecond a report: only events whose rarest words occur are
looked at. `eras.toml` tells from when to when wars and truces ran. A file may tell events at length or by `days`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from typing import Any, cast

from trucewatch.errors import ConfigError
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.dayrows import day_rows
from trucewatch.vocab.terms import Span, TermIndex, term_index

__all__ = ["LONG", "Chronology", "Event", "Naming", "chronology", "event_of", "words_of"]

_KEYS = {"label", "date", "start", "end", "night", "kind", "place", "country", "terms", "hints"}
_BRIEF = 7
_ERAS = frozenset({"war", "truce"})
# Days for which the numbers of a war are still summed up "since it began" after its end.
_TOLD_AFTER = 21
_OTHER = frozenset({"words.toml", "eras.toml", "counters.toml"})
_WORD = re.compile(r"\w+")
# An event of so many groups may be named without one of them, though not for sure.
LONG = 5
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Event:
    """A day (or stretch, both ends included) on which something happened, and the words it is told with.

    `terms` is a list of groups; of each group one word must stand near the others. `kind` is strike, ceasefire,
    talks, summit, agreement, announcement, offensive, exchange or violation. In a file `night = true` starts it on
    the eve of its date. A war or truce is an era: without an end it is still running. `hints` are further groups: an
    event that has any is told for sure only where a word of one of them stands near, too.
    """

    label: str
    start: date
    end: date
    terms: tuple[tuple[str, ...], ...]
    kind: str = "announcement"
    place: str | None = None
    country: str | None = None
    hints: tuple[tuple[str, ...], ...] = ()

    @property
    def is_stretch(self) -> bool:
        """Whether it lasts for more than a week: it tells a year, but dates neither stories nor figures."""
        return self.end.toordinal() - self.start.toordinal() > _BRIEF

    def on(self, weekday: int) -> date | None:
        """Return the last day of the event that is such a weekday, Monday 0."""
        for number in range(self.end.toordinal(), self.start.toordinal() - 1, -1):
            if date.fromordinal(number).weekday() == weekday:
                return date.fromordinal(number)
        return None


@dataclass(frozen=True, slots=True)
class Naming:
    """An event whose groups occur in a text: for each group the offsets (half-open) of its words.

    An event of five groups or more may lack one, which then has no offsets. `hinted` are the offsets of its hints.
    """

    event: Event
    hits: tuple[tuple[Span, ...], ...]
    rarest: int
    hinted: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Chronology:
    """Events, found by their rarest group of words; each is one of its own, so that what it tells can be kept by it."""

    events: tuple[Event, ...]
    eras: tuple[Event, ...]
    _rarest: tuple[int, ...] = field(repr=False)
    _by_term: dict[str, tuple[int, ...]] = field(repr=False, hash=False, compare=False)
    _terms: TermIndex = field(repr=False, hash=False, compare=False)
    _ends: tuple[int, ...] = field(repr=False)

    def ended(self, first: date, last: date, within: timedelta) -> bool:
        """Whether an event ended on one of the days from `first` to `last`, or so shortly before them."""
        at = bisect_left(self._ends, first.toordinal() - within.days)
        return at < len(self._ends) and self._ends[at] <= last.toordinal()

    def named(self, text: str) -> tuple[Naming, ...]:
        """Return the events whose groups occur somewhere in a text, all of them or, of five or more, all but one."""
        found = self._terms.found(text)
        numbers = sorted({n for term in found for n in self._by_term.get(term, ())})
        return tuple(naming for n in numbers if (naming := self._naming(n, found)) is not None)

    def running(self, text: str, kind: str, day: date) -> Event | None:
        """Return the war or truce that a text of a day is about: both its sides are named, it began last.

        One that has ended counts for a few weeks more: reports go on telling of it.
        """
        begun = [e for e in self.eras if e.kind == kind and e.start <= day <= _told_until(e)]
        found = self._terms.found(text) if begun else {}
        sides = {e: [sum(len(found.get(term, ())) for term in group) for group in e.terms] for e in begun}
        named = [e for e in begun if min(sides[e])]
        return max(named, key=lambda e: (min(sides[e]), e.start), default=None)

    def between(self, text: str, kind: str) -> tuple[Event, ...]:
        """Return the wars or truces, of whatever time, both of whose sides a text names."""
        found = self._terms.found(text)
        told = found.keys()
        return tuple(e for e in self.eras if e.kind == kind and not any(map(told.isdisjoint, e.terms)))

    def _naming(self, number: int, found: dict[str, tuple[Span, ...]]) -> Naming | None:
        event = self.events[number]
        lacking = (group for group in event.terms if found.keys().isdisjoint(group))
        if len(list(islice(lacking, 2))) > (len(event.terms) >= LONG):
            return None
        hits = tuple(tuple(sorted({s for term in group for s in found.get(term, ())})) for group in event.terms)
        hinted = sorted({s for group in event.hints for term in group for s in found.get(term, ())})
        return Naming(event, hits, self._rarest[number], tuple(hinted))


def _told_until(era: Event) -> date:
    return date.max if era.end == date.max else date.fromordinal(era.end.toordinal() + _TOLD_AFTER)


def _broken(where: str, what: str) -> ConfigError:
    return ConfigError(f"{where}: {what}")


def event_of(row: object, where: str) -> Event:
    """Return an event as a file tells it; raise ConfigError naming what is wrong and `where`."""
    if not isinstance(row, dict):
        raise _broken(where, "is not a table of keys and values")
    table = cast("dict[str, Any]", row)
    unknown = set(table) - _KEYS
    if unknown:
        raise _broken(where, f"unknown key {min(unknown)!r}; known are {', '.join(sorted(_KEYS))}")
    if not str(table.get("label", "")).strip():
        raise _broken(where, "has no 'label'")
    start = _day(table.get("start", table.get("date")), where)
    is_open = str(table.get("kind")) in _ERAS and "end" not in table
    end = date.max if is_open else _day(table.get("end", table.get("date", table.get("start"))), where)
    if table.get("night") is True:
        start = date.fromordinal(start.toordinal() - 1)
    if end < start:
        raise _broken(where, "ends before it starts")
    texts = {key: str(table[key]) for key in ("kind", "place", "country") if key in table}
    hints = words_of(table["hints"], where, 1) if "hints" in table else ()
    return Event(str(table["label"]), start, end, words_of(table.get("terms"), where), **texts, hints=hints)


def _day(value: object, where: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _broken(where, f"needs 'date' (or 'start' and 'end') such as 2025-04-30, not {value!r}") from None


def words_of(value: object, where: str, least: int = 2) -> tuple[tuple[str, ...], ...]:
    """Return lists of words as a file tells them, shared lists spelt out; raise ConfigError naming `where`."""
    said = "'terms' must be a list of lists of words, at least two" if least > 1 else "'hints' must be lists of words"
    if not isinstance(value, list):
        raise _broken(where, said)
    groups: list[tuple[str, ...]] = []
    for group in cast("list[object]", value):
        words = cast("list[object]", group) if isinstance(group, list) else []
        flat = [w for word in words if isinstance(word, str) for w in _shared(word, where)]
        if not flat or len(words) != sum(isinstance(w, str) and bool(_WORD.match(w.lstrip("@$€"))) for w in words):
            raise _broken(where, said)
        groups.append(tuple(dict.fromkeys(flat)))
    if len(groups) < least:
        raise _broken(where, said)
    return tuple(groups)


def _shared(word: str, where: str) -> tuple[str, ...]:
    """A word, or the shared list that "@name" stands for."""
    if word.isdigit() and len(word) < 3:  # "9" is told as "nine", too
        return (word, *_spelt().get(int(word), ()))
    if not word.startswith("@"):
        return (word,)
    lists = _words()
    if word[1:] not in lists:
        raise _broken(where, f"unknown list {word!r}; known are {', '.join(sorted(lists))}")
    return tuple(lists[word[1:]])


@lru_cache(maxsize=1)
def _spelt() -> dict[int, tuple[str, ...]]:
    """The words for small numbers."""
    spelt: dict[int, tuple[str, ...]] = {}
    for name, number in calendar().numbers.items():
        if name.isalpha() and name not in _ARTICLES:
            spelt[number] = (*spelt.get(number, ()), name)
    return spelt


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    return _load("words")["words"]


def _load(name: str) -> dict[str, Any]:
    path = files("trucewatch.vocab").joinpath("data", "chronology", f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _broken(f"{name}.toml", f"not valid TOML: {error}") from error


@lru_cache(maxsize=1)
def _shipped() -> tuple[Event, ...]:
    folder = files("trucewatch.vocab").joinpath("data", "chronology")
    names = sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml") and f.name not in _OTHER)
    return tuple(event for name in names for event in _of_file(name))


def _of_file(name: str) -> list[Event]:
    table = _load(name)
    told = [event_of(row, f"{name}.toml: [[event]] {n}") for n, row in enumerate(table.get("event", ()), 1)]
    rows = day_rows(str(table.get("days", "")), f"{name}.toml")
    return told + [event_of(row, f"{name}.toml: day {n}") for n, row in enumerate(rows, 1)]


@lru_cache(maxsize=1)
def _shipped_eras() -> tuple[Event, ...]:
    return tuple(event_of(row, f"eras.toml: era {n}") for n, row in enumerate(_load("eras")["era"], 1))


@lru_cache(maxsize=8)
def chronology(extra: tuple[Event, ...] = ()) -> Chronology:
    """Return the events that ship and `extra` ones, ready to be looked up."""
    events = (*(e for e in extra if e.kind not in _ERAS), *_shipped())
    eras = (*(e for e in extra if e.kind in _ERAS), *_shipped_eras())
    common = Counter(term for event in events for group in event.terms for term in set(group))
    spread = ([sum(common[t] for t in group) for group in event.terms] for event in events)
    rarest = tuple(sums.index(min(sums)) for sums in spread)
    by_term: dict[str, list[int]] = {}
    for number, (event, group) in enumerate(zip(events, rarest, strict=True)):
        for term in event.terms[group]:
            by_term.setdefault(term, []).append(number)
    # One index for both: a page asks for its events and for the sides of its wars, and is gone through once.
    terms = term_index(t for e in (*events, *eras) for group in (*e.terms, *e.hints) for t in group)
    ends = tuple(sorted(event.end.toordinal() for event in events))
    return Chronology(events, eras, rarest, {t: tuple(numbers) for t, numbers in by_term.items()}, terms, ends)
