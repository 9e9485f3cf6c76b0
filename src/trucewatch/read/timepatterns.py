"""Time patterns: in which words may a bare expression of time stand, over small letters?

Source for `timewords`, which compiles them; the words of a list are data (`vocab/data/calendar.toml`).
"""

from __future__ import annotations

from enum import Enum, auto

from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import alternatives

__all__ = ["Kind", "patterns", "share_of_month"]


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


_Table = tuple[tuple[Kind, str], ...]
_UNIT = "(?P<unit>hour|day|week|month|year)s?"


def patterns() -> _Table:
    """Return the source of each kind's pattern; group `at`, where there is one, is the words themselves."""
    return (*_near_table(), *_far_table(), _share())


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
                r"(?P<unit>weekend|week|month|year)\b(?!\s+of\b)|(?:over|at|on|during)\s+the\s+(?P<unit2>weekend)\b(?!\s+of\b)"
            ),
        ),
        (
            Kind.WINDOW,
            (
                r"(?:in|within|during)\s+(?:(?:just|only|barely|(?P<about>about|around|some|nearly|almost))\s+)?(?:the\s+(?:space|span|course)\s+of\s+)?"
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
                rf"(?:(?:in|over|during|for|within|throughout)\s+)?(?:the\s+(?:past|last|(?P<which>preceding))\s+(?:(?P<n>{number})[\s-]+)?"
                rf"|(?<!to )(?<!will )(?<!would )(?:past|last|(?P<which2>previous))\s+(?P<n2>{number})[\s-]+)"
                r"(?P<unit>hour|day|night|week|month|year)s?(?:\s+period)?\b(?!\s+of\b)"
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
                rf"|(?:in|over|during|within)\s+(?:just\s+|only\s+)?these\s+(?P<n2>{number})\s+days\b"
            ),
        ),
        (
            Kind.NTH_DAY,
            (
                r"(?:for\s+an?|(?:(?P<on>on)|in|into|enter|enters|entered|entering)(?:\s+(?:an?|the|its|their))?)\s+"
                rf"(?P<nth>{alternatives(words.nth)})\s+(?:straight\s+|consecutive\s+|successive\s+)?day\b"
                rf"|(?:its|their)\s+(?P<nth2>{alternatives(words.nth)})\s+(?:straight\s+|consecutive\s+)?day\b"
            ),
        ),
    )


def _number_pattern() -> str:
    return rf"(?:\d{{1,3}}|{alternatives(calendar().numbers)})"


def _far_table() -> _Table:
    """Patterns of what is counted from another time, and of months, years and seasons."""
    words = calendar()
    months, number = alternatives(m for m in words.months if len(m) > 3 or m == "may"), _number_pattern()
    part = rf"(?:(?P<part>early|late|mid|{share_of_month()})[\s-]+)?"
    lasting = alternatives(words.lasting | words.battles)
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
                rf"|(?<=\W)(?:{prep}|{beside})[\s-]+(?:on\s+)?(?P<at>{part}(?P<name>{months}))|(?P<own>{months})'s"
                rf"|(?:the|that|this|its|their)\s+(?P<name3>{months})(?=\s+(?:{lasting})\b))"
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


def share_of_month() -> str:
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
