"""Time words: which bare expressions of time stand in a text?

Found by pattern, without grammar; `timesense` says what each means from a given day, `dates` joins neighbours and
adds tense. Months and weekdays must have a capital in the text ("may", "march").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.absolute import Written, written_dates
from trucewatch.read.around import around, is_even, places
from trucewatch.read.timepatterns import Kind, patterns, share_of_month
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import table
from trucewatch.vocab.terms import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Expression", "Kind", "expressions"]


@dataclass(frozen=True, slots=True)
class Expression:
    """Time words at offsets; `parts` holds what resolving needs, `until` is the end of a range.

    `night` moves its start to the evening before; `since` opens it up to the story's date.
    """

    start: int
    end: int
    kind: Kind
    parts: dict[str, str]
    written: Written | None = None
    until: Expression | None = None
    night: bool = False
    since: bool = False


# Gaps in a pattern's source.
_GAPS = re.compile(r"\\s[+*]|\[\\s-\][+*]")


_YEARS = frozenset(map(str, range(1900, 2100)))
# Words and numbers of a text, apart also where they are written as one: "5pm".
_WORD = re.compile(r"[^\W\d_]+|\d+")


def _needs() -> dict[Kind, tuple[frozenset[str], ...]]:
    """Of each set a text must hold a word, or the kind's pattern cannot match: most texts need few of the patterns."""
    words = calendar()
    days = _last_words(words.days)
    needed = table("calendar")["needed"]
    units, times, orders = frozenset(needed["units"]), frozenset(needed["times"]), frozenset(needed["orders"])
    since = frozenset(needed["since"])
    return {
        Kind.MONTH: (frozenset(words.months),),
        Kind.YEAR: (_YEARS,),
        Kind.WEEKDAY: (frozenset(words.weekdays),),
        Kind.NEAR: (days,),
        Kind.NIGHT: (days,),
        Kind.DAWN: (_last_words(words.weak).union(needed["hours"]),),
        Kind.UNIT: (times,),
        Kind.PAST: (units, orders),
        Kind.WINDOW: (units, frozenset(needed["windows"])),
        Kind.DAYS_OF: (frozenset(needed["stretches"]), frozenset(needed["of"])),
        Kind.NTH_DAY: (frozenset(words.nth), frozenset(needed["day"])),
        Kind.AGO: (frozenset(needed["ago"]),),
        Kind.FROM_LAST: (times, orders),
        Kind.SAME: (times,),
        Kind.OFFSET: (units, orders),
        Kind.SINCE_THEN: (times | since,),
        Kind.SEASON: (frozenset(words.seasons),),
        Kind.DECADE: (_YEARS,),
        Kind.FEAST: (frozenset(feast.split()[0] for feast in words.feasts),),
        Kind.BEGUN: (since, units),
        Kind.SHARE: (times, _YEARS | units | {"quarter"}),
        Kind.NUMBERED: (frozenset(needed["ordinals"]),),
    }


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    """The last word of each phrase, "s" and "of" aside."""
    return frozenset([word for word in _WORD.findall(phrase) if len(word) > 2][-1] for phrase in phrases)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Kind, tuple[frozenset[str], ...], re.Pattern[str]], ...]:
    """Each kind with what it needs and its pattern over small letters; group `at`, where there is one, is the words."""
    sought, needs = patterns(), _needs()
    return tuple((kind, needs[kind], re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")) for kind, pattern in sought)


_PLAIN = {"’": "'", "‘": "'", "–": "-", "—": "-", "\n": " ", "\r": " ", "\xa0": " "}


def _small(text: str) -> str:
    """Small letters of the same length."""
    plain = replaced(text, _PLAIN)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def _matches(low: str) -> Iterator[tuple[Kind, re.Match[str]]]:
    """Yield what each pattern finds in small letters, kind by kind."""
    words = _needed().intersection(_WORD.findall(low))
    standing = places(low, words) if is_even(low) else None
    for kind, needs, pattern in _patterns():
        if any(map(words.isdisjoint, needs)):
            continue
        if standing is None or not needs or not _is_bound(pattern):
            found = pattern.finditer(low)
        else:
            held = [[at for word in words.intersection(need) for at in standing[word]] for need in needs]
            rarest = min(held, key=len)
            found = around(pattern, low, sorted(rarest))
        for m in found:
            yield kind, m


@lru_cache(maxsize=1)
def _needed() -> frozenset[str]:
    return frozenset(word for needs in _needs().values() for need in needs for word in need)


@lru_cache(maxsize=64)
def _is_bound(pattern: re.Pattern[str]) -> bool:
    """Whether only gaps between words may be of any length."""
    return set("+*").isdisjoint(_GAPS.sub("", pattern.pattern))


def expressions(text: str) -> list[Expression]:
    """Return the time words of a text in order, none overlapping (the longer one wins)."""
    low = _small(text)
    found = [_written(w, low) for w in written_dates(text)]
    for kind, m in _matches(low):
        groups = {k: v for k, v in m.groupdict().items() if v}
        start, end = m.span("at") if "at" in groups else m.span()
        if (
            kind in {Kind.WEEKDAY, Kind.MONTH}
            and not text[m.start(next(k for k in ("name", "name2", "name3", "own") if k in groups))].isupper()
        ):
            continue
        found.append(Expression(start, end, kind, {_NAMED.get(k, k): v for k, v in groups.items() if k != "at"}))
    found.sort(key=lambda e: (e.start, -e.end))
    out: list[Expression] = []
    for e in found:
        if out and e.start < out[-1].end:
            if e.end - e.start > out[-1].end - out[-1].start:
                out[-1] = e
            continue
        out.append(e)
    return out


# Alternatives of one pattern name their groups apart.
_NAMED = {
    "unit2": "unit",
    "unit3": "unit",
    "which2": "which",
    "which3": "which",
    "which4": "which",
    "n2": "n",
    "name2": "name",
    "name3": "name",
    "nth2": "nth",
}


# So long may the words be that name a part of a month.
_PART = 30


@lru_cache(maxsize=1)
def _part_before() -> re.Pattern[str]:
    return re.compile(rf"\b(early|late|mid|{share_of_month()})[\s-]+$")


def _written(w: Written, low: str) -> Expression:
    part = _part_before().search(low, max(0, w.start - _PART), w.start)
    if w.day is None and part:
        return Expression(w.start - len(part[0]), w.end, Kind.MONTH, {"part": part[1]}, w)
    return Expression(w.start, w.end, Kind.DATE if w.day is not None else Kind.MONTH, {}, w)
