"""Time words: which bare expressions of time stand in a text?

Found by pattern, without grammar; `timesense` says what each means from a given day, `dates` joins neighbours and
adds tense. Months and weekdays must have a capital in the text ("may", "march").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read.absolute import Written, written_dates
from trucewatch.read.around import around, is_even, places
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives, table
from trucewatch.vocab.terms import replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Expression", "Kind", "expressions"]


class Kind(Enum):
    """What sort of time words these are, which decides how they resolve."""

    DATE = auto()
    MONTH = auto()
    YEAR = auto()
    WEEKDAY = auto()
    NEAR = auto()
    NIGHT = auto()
    DAWN = auto()
    UNIT = auto()
    PAST = auto()
    WINDOW = auto()
    DAYS_OF = auto()
    NTH_DAY = auto()
    AGO = auto()
    FROM_LAST = auto()
    SAME = auto()
    OFFSET = auto()
    SINCE_THEN = auto()
    SEASON = auto()
    DECADE = auto()
    FEAST = auto()
    BEGUN = auto()
    SHARE = auto()
    NUMBERED = auto()


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


_Table = tuple[tuple[Kind, str], ...]


def _near_table() -> _Table:
    """Patterns of the days around the story's own."""
    words = calendar()
    weekdays, number = alternatives(words.weekdays), _number_pattern()
    near = alternatives(w for w, (first, last) in words.days.items() if first == last)
    night = alternatives(w for w, (first, last) in words.days.items() if first != last)
    return (
        (
            Kind.WEEKDAY,
            (
                r"(?:(?:early|late)\s+(?:on\s+)?)?(?:(?P<which>last|next|this|this past|this coming|coming)\s+)?"
                rf"(?P<name>{weekdays})(?P<own>'s)?(?:\s+(?:morning|afternoon|evening|night|midday)\b)?"
            ),
        ),
        (Kind.NEAR, rf"(?P<name>{near})"),
        (Kind.NIGHT, rf"(?P<name>{night})"),
        (
            Kind.DAWN,
            (
                rf"(?P<name>{alternatives(words.weak)})"
                r"|(?:at|around|about|before|after|by|between|from)\s+(?:about\s+|around\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:a\.m\.|p\.m\.|am|pm)"
            ),
        ),
        (
            Kind.UNIT,
            (
                r"(?:(?P<part>earlier|later|late|early)\s+)?(?:in\s+)?"
                r"(?P<which>this|last|next|this past|this coming|the coming)\s+"
                r"(?P<unit>weekend|week|month|year)\b(?!\s+of\b)|(?:over|at|on|during)\s+the\s+(?P<unit2>weekend)"
            ),
        ),
        (
            Kind.WINDOW,
            (
                r"(?:in|within|during)\s+(?:just\s+|only\s+|barely\s+)?(?:the\s+(?:space|span|course)\s+of\s+)?"
                rf"(?P<n>{number})[\s-]+(?P<unit>hour|day)s?\b"
                r"(?!\s+(?:of|from|after|before|later|earlier|ago|if|unless|when|to|time)\b|')"
            ),
        ),
        *_days_table(),
        (
            Kind.BEGUN,
            r"since\s+the\s+(?:start|beginning|turn|outset)\s+of\s+(?:the|this)\s+(?P<unit>year|month|week)\b",
        ),
        (
            Kind.PAST,
            (
                rf"(?:(?:in|over|during|for|within|throughout)\s+)?(?:the\s+(?:past|last|preceding)\s+(?:(?P<n>{number})[\s-]+)?"
                rf"|(?:past|last|previous)\s+(?P<n2>{number})[\s-]+){_UNIT}(?:\s+period)?\b(?!\s+of\b)"
            ),
        ),
    )


def _days_table() -> _Table:
    """Patterns of what has gone on for days: "three days of fighting", "for a third day"."""
    words, number = calendar(), _number_pattern()
    return (
        (
            Kind.DAYS_OF,
            (
                rf"(?:(?<!the )(?<!those )(?<!over )(?<!in )(?<!during )(?<!within )(?P<n>{number})\s+"
                r"(?:straight\s+|consecutive\s+)?(?P<unit>day)s\s+of\s+"
                rf"(?:[a-z-]+\s+){{0,2}}?(?P<at>{alternatives(words.lasting | words.battles)}(?:e?s)?\b))"
            ),
        ),
        (
            Kind.NTH_DAY,
            (
                r"(?:for\s+an?|(?:on|in|into|enter|enters|entered|entering)(?:\s+(?:an?|the|its|their))?)\s+"
                rf"(?P<nth>{alternatives(words.nth)})\s+(?:straight\s+|consecutive\s+|successive\s+)?day\b"
            ),
        ),
    )


def _number_pattern() -> str:
    return rf"(?:\d{{1,3}}|{alternatives(calendar().numbers)})"


def _far_table() -> _Table:
    """Patterns of what is counted from another time, and of months, years and seasons."""
    words = calendar()
    months, number = alternatives(m for m in words.months if len(m) > 3 or m == "may"), _number_pattern()
    part = rf"(?:(?P<part>early|late|mid|{_share_of_month()})[\s-]+)?"
    beside = "(?:with|against|than|versus)"
    prep = (
        "(?:in|at|since|of|by|until|through|throughout|during|over|from|before|after|to|and|between|for|late|early|mid)"
    )
    return (
        (Kind.AGO, rf"(?P<n>{number})\s+{_UNIT}\s+ago"),
        (
            Kind.FROM_LAST,
            (
                r"(?:over\s+)?the\s+(?P<which>next|following|previous|preceding|ensuing)\s+(?P<unit>day|night|morning|week|month)\b"
                r"(?!\s+of\b)|the\s+(?P<unit3>day|night|week|month|year)\s+(?P<which3>before|after)(?=\s*(?:[,.;]|$)|\s+(?:by|in|at|near|when|during)\b)"
                rf"|(?P<n>{number})\s+(?P<unit2>day|night|week|month|year)s?\s+"
                r"(?:(?P<which2>earlier|later)|(?P<which4>before|after)(?:\s+(?:that|this))?(?=\s*(?:[,.;]|$)))"
            ),
        ),
        (
            Kind.OFFSET,
            (
                rf"(?<!for )(?:(?P<n>{number})\s+{_UNIT}|(?:the|an?)\s+(?P<unit2>day|night|week|month|year))"
                r"\s+(?P<which>after|before)"
                r"\b(?!\s*[,.;]|\s+(?:that|this)\s*[,.;])"
            ),
        ),
        *_again_table(),
        (
            Kind.MONTH,
            (
                rf"(?:(?:(?<=\W){prep}[\s-]+(?:on\s+)?)?(?P<which>last|next|this)\s+(?P<name2>{months})"
                rf"|(?<=\W)(?:{prep}|{beside})[\s-]+(?:on\s+)?(?P<at>{part}(?P<name>{months}))|(?P<own>{months})'s)"
                r"\b(?!\.?\s+\d|\.?,\s+(?:19|20)\d\d\b)"
            ),
        ),
        (
            Kind.YEAR,
            rf"(?:{prep}[\s-]+)(?P<at>{part}(?P<year>(?:19|20)\d\d)(?:\s?[-/]\s?(?P<year2>(?:19|20)\d\d))?)\b(?![\d%:]|[,.]\d|\s+\w+s\b)",
        ),
        (
            Kind.SEASON,
            (
                rf"(?:(?P<which>last|this|next)|in|since|during|of|by)\s+(?:the\s+)?(?P<at>{part}(?P<name>{alternatives(words.seasons)})"
                r"(?:\s+of)?(?:\s+(?P<year>(?:19|20)\d\d))?)\b"
            ),
        ),
        (Kind.DECADE, rf"{part}(?P<year>(?:19|20)\d0)s\b"),
        (Kind.FEAST, rf"(?P<name>{alternatives(words.feasts)})(?:\s+(?P<year>(?:19|20)\d\d))?"),
        (
            Kind.NUMBERED,
            r"(?:on|since|until|till|by)\s+(?P<at>the\s+(?P<n>\d{1,2})(?:st|nd|rd|th))(?=\s*(?:[,.;)]|$)|\s+(?:of\s+(?:this|the)\s+month|and)\b)",
        ),
    )


def _again_table() -> _Table:
    """Patterns that point back at a time told before."""
    return (
        (
            Kind.SAME,
            (
                r"(?:on\s+the\s+(?P<n>\d{1,2})(?:st|nd|rd|th)\s+of\s+)?(?:the\s+same|that(?:\s+same)?)\s+(?P<unit>day|night|week|month|morning|afternoon|evening|year)\b"
                r"|(?:earlier|later)\s+(?P<own>in|on)\s+the\s+(?P<unit2>day)\b(?!\s+(?:of|that|when)\b)"
                r"|(?:during|over|in|for|within|throughout)\s+the\s+(?:reporting\s+|whole\s+)?(?P<whole>week|period|quarter)\b"
                r"(?!\s+(?:of|before|after|to|from|between|since|in|ahead|that|when)\b)"
            ),
        ),
        (
            Kind.SINCE_THEN,
            (
                r"since\s+then|since\s+that\s+(?:day|date|time)|ever\s+since(?=\s*[,.;])"
                r"|(?:over|in|during|within)\s+(?:the\s+same|that)\s+(?:period|time)\b(?!\s+of)"
            ),
        ),
    )


def _share_of_month() -> str:
    """Words before a month for a part of it: "the end of", "the first week of", "the last days of"."""
    ends = r"start|beginning|outset|opening|middle|end|close"
    weeks = r"(?:first|opening|second|third|fourth|last|final|closing)\s+(?:week|days)"
    return rf"(?:the\s+)?(?:{ends}|{weeks})\s+of"


def _share() -> tuple[Kind, str]:
    """The pattern of parts of a year: "the last three months of 2023", "the second quarter of the year"."""
    return (
        Kind.SHARE,
        (
            r"(?:(?:in|over|during|for|since)\s+)?the\s+(?P<which>first|opening|initial|last|final|closing|second|third|fourth)\s+"
            rf"(?:(?P<n>{_number_pattern()})\s+)?(?P<unit>month|quarter|half)s?\s+of\s+"
            r"(?:(?P<year>(?:19|20)\d\d)|(?P<own>the|this|last)\s+year)\b"
            # A quarter with no year is the last one begun; a half is as well one of a match.
            r"|(?:in|over|during|for|since)\s+the\s+(?P<which2>first|second|third|fourth)\s+(?P<unit2>quarter)\b(?!\s+of\b)"
        ),
    )


# Gaps in a pattern's source.
_GAPS = re.compile(r"\\s[+*]|\[\\s-\][+*]")
_UNIT = "(?P<unit>hour|day|week|month|year)s?"


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
        Kind.OFFSET: (units | {"night"}, orders),
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
    sought, needs = (*_near_table(), *_far_table(), _share()), _needs()
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
            and not text[m.start(next(k for k in ("name", "name2", "own") if k in groups))].isupper()
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
}


# So long may the words be that name a part of a month.
_PART = 30


@lru_cache(maxsize=1)
def _part_before() -> re.Pattern[str]:
    return re.compile(rf"\b(early|late|mid|{_share_of_month()})[\s-]+$")


def _written(w: Written, low: str) -> Expression:
    part = _part_before().search(low, max(0, w.start - _PART), w.start)
    if w.day is None and part:
        return Expression(w.start - len(part[0]), w.end, Kind.MONTH, {"part": part[1]}, w)
    return Expression(w.start, w.end, Kind.DATE if w.day is not None else Kind.MONTH, {}, w)
