"""Chronology: on which day did a well-known event of a war happen, and by which words is it told?

Files in `data/chronology/` hold one war each, `words.toml` the words they share; a user's conflict file may add
`[[event]]`. An event is named where of each of its lists of words one stands in the text; how near they must stand
is the reader's business. Finding them costs about a millisecond a report: only events whose rarest words occur are
looked at. `eras.toml` tells from when to when wars and truces ran.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, cast

from trucewatch.errors import ConfigError

__all__ = ["Chronology", "Event", "Naming", "chronology", "event_of"]

_KEYS = {"label", "date", "start", "end", "night", "kind", "place", "country", "terms"}
_ERAS = frozenset({"war", "truce"})
# Days for which the numbers of a war are still summed up "since it began" after its end.
_TOLD_AFTER = 21
_OTHER = frozenset({"words.toml", "eras.toml"})
_WORD = re.compile(r"\w+")
# Four letters of a word tell most words apart and let "strike*" find "striking distance" by the same key.
_KEY = 4
_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "‑": "-", "\n": " ", "\r": " ", "\t": " ", "\xa0": " "})


@dataclass(frozen=True, slots=True)
class Event:
    """A day (or stretch, both ends included) on which something happened, and the words it is told with.

    `terms` is a list of groups; of each group one word must stand near the others. `kind` is strike, ceasefire,
    talks, summit, agreement, announcement, offensive, exchange or violation. In a file `night = true` starts it on
    the eve of its date. A war or truce is an era: without an end it is still running.
    """

    label: str
    start: date
    end: date
    terms: tuple[tuple[str, ...], ...]
    kind: str = "announcement"
    place: str | None = None
    country: str | None = None

    def on(self, weekday: int) -> date | None:
        """Return the last day of the event that is such a weekday, Monday 0."""
        for number in range(self.end.toordinal(), self.start.toordinal() - 1, -1):
            if date.fromordinal(number).weekday() == weekday:
                return date.fromordinal(number)
        return None


@dataclass(frozen=True, slots=True)
class Naming:
    """An event all of whose groups occur in a text: for each group the offsets (half-open) of its words."""

    event: Event
    hits: tuple[tuple[tuple[int, int], ...], ...]
    rarest: int


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events, found by their rarest group of words."""

    events: tuple[Event, ...]
    eras: tuple[Event, ...]
    _rarest: tuple[int, ...] = field(repr=False)
    _index: dict[str, tuple[int, ...]] = field(repr=False, hash=False, compare=False)

    def named(self, text: str) -> tuple[Naming, ...]:
        """Return the events all of whose groups occur somewhere in a text."""
        low = _small(text)
        keys: set[str] = set()
        for word in set(_WORD.findall(low)):
            keys.update((word[:_KEY], word[: _KEY - 1]))
        numbers = sorted({n for key in keys if key in self._index for n in self._index[key]})
        seen: dict[str, tuple[tuple[int, int], ...]] = {}
        return tuple(found for n in numbers if (found := self._naming(n, low, seen)) is not None)

    def running(self, text: str, kind: str, day: date) -> Event | None:
        """Return the war or truce that a text of a day is about: both its sides are named, it began last.

        One that has ended counts for a few weeks more: reports go on telling of it.
        """
        low = _small(text)
        begun = [e for e in self.eras if e.kind == kind and e.start <= day <= _told_until(e)]
        sides = {e: [sum(len(_find(low, term)) for term in group) for group in e.terms] for e in begun}
        named = [e for e in begun if min(sides[e])]
        return max(named, key=lambda e: (min(sides[e]), e.start), default=None)

    def _naming(self, number: int, low: str, seen: dict[str, tuple[tuple[int, int], ...]]) -> Naming | None:
        event, first = self.events[number], self._rarest[number]
        hits: dict[int, tuple[tuple[int, int], ...]] = {}
        for group in (first, *(g for g in range(len(event.terms)) if g != first)):
            found: list[tuple[int, int]] = []
            for term in event.terms[group]:
                if term not in seen:
                    seen[term] = _find(low, term)
                found += seen[term]
            if not found:
                return None
            hits[group] = tuple(sorted(set(found)))
        return Naming(event, tuple(hits[g] for g in range(len(event.terms))), first)


def _told_until(era: Event) -> date:
    return date.max if era.end == date.max else date.fromordinal(era.end.toordinal() + _TOLD_AFTER)


def _small(text: str) -> str:
    """Small letters of the same length."""
    plain = text.translate(_PLAIN)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


@lru_cache(maxsize=8192)
def _pattern(term: str) -> tuple[str, re.Pattern[str]]:
    """A term's first letters, for a fast search, and what must stand there."""
    low = _small(term)
    body = re.escape(low).replace(r"\*", r"\w*").replace(r"\ ", " +")
    # "48" is not part of "1,048" or "48.5", nor "met" of "metre".
    return re.split(r"[* ]", low)[0], re.compile(rf"{body}(?!\w|[.,]\d)")


def _find(low: str, term: str) -> tuple[tuple[int, int], ...]:
    head, pattern = _pattern(term)
    found: list[tuple[int, int]] = []
    at = low.find(head)
    while at >= 0:
        before = low[max(0, at - 2) : at]
        is_inside = bool(before) and (before[-1].isalnum() or (before[-1] in ".," and before[0].isdigit()))
        if not is_inside or not head[0].isalnum():
            m = pattern.match(low, at)
            if m is not None:
                found.append(m.span())
        at = low.find(head, at + 1)
    return tuple(found)


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
    return Event(str(table["label"]), start, end, _groups(table.get("terms"), where), **texts)


def _day(value: object, where: str) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise _broken(where, f"needs 'date' (or 'start' and 'end') such as 2025-04-30, not {value!r}") from None


def _groups(value: object, where: str) -> tuple[tuple[str, ...], ...]:
    said = "'terms' must be a list of lists of words, at least two"
    if not isinstance(value, list):
        raise _broken(where, said)
    groups: list[tuple[str, ...]] = []
    for group in cast("list[object]", value):
        words = cast("list[object]", group) if isinstance(group, list) else []
        flat = [w for word in words if isinstance(word, str) for w in _shared(word, where)]
        if not flat or len(words) != sum(isinstance(w, str) and bool(_WORD.match(w.lstrip("@$€"))) for w in words):
            raise _broken(where, said)
        groups.append(tuple(dict.fromkeys(flat)))
    if len(groups) < 2:
        raise _broken(where, said)
    return tuple(groups)


def _shared(word: str, where: str) -> tuple[str, ...]:
    """A word, or the shared list that "@name" stands for."""
    if not word.startswith("@"):
        return (word,)
    lists = _words()
    if word[1:] not in lists:
        raise _broken(where, f"unknown list {word!r}; known are {', '.join(sorted(lists))}")
    return tuple(lists[word[1:]])


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
    return tuple(
        event_of(row, f"{name}.toml: [[event]] {n}") for name in names for n, row in enumerate(_load(name)["event"], 1)
    )


@lru_cache(maxsize=1)
def _shipped_eras() -> tuple[Event, ...]:
    return tuple(event_of(row, f"eras.toml: era {n}") for n, row in enumerate(_load("eras")["era"], 1))


@lru_cache(maxsize=8)
def chronology(extra: tuple[Event, ...] = ()) -> Chronology:
    """Return the events that ship and `extra` ones, ready to be looked up."""
    events = (*(e for e in extra if e.kind not in _ERAS), *_shipped())
    eras = (*(e for e in extra if e.kind in _ERAS), *_shipped_eras())
    common = Counter(term for event in events for group in event.terms for term in set(group))
    rarest = tuple(min(range(len(e.terms)), key=lambda g, e=e: sum(common[t] for t in e.terms[g])) for e in events)
    index: dict[str, set[int]] = {}
    for number, (event, group) in enumerate(zip(events, rarest, strict=True)):
        for term in event.terms[group]:
            word = _WORD.search(_small(term).split("*")[0])
            if word is not None:
                index.setdefault(word[0][:_KEY], set()).add(number)
    return Chronology(events, eras, rarest, {key: tuple(sorted(numbers)) for key, numbers in index.items()})
