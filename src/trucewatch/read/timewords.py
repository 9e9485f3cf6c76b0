"""Time words: the bare expressions of time in a text, and what each means from a given day.

Two steps that know no grammar: `expressions` finds them by pattern, `resolved` counts from the story's day.
`dates` joins neighbours and adds tense. Months and weekdays must be capitals in the text ("may", "march", "sun").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.read import reckon
from trucewatch.read.absolute import Written, written_dates
from trucewatch.vocab.calendar import calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Expression", "Kind", "expressions", "resolved"]

_DAY = timedelta(days=1)


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
    AGO = auto()
    FROM_LAST = auto()
    SAME = auto()
    SINCE_THEN = auto()
    SEASON = auto()
    DECADE = auto()
    FEAST = auto()


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


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True)) + ")"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Each kind's pattern over small letters; the group `at`, where there is one, is the expression."""
    words = calendar()
    months, weekdays = _any(m for m in words.months if len(m) > 3), _any(words.weekdays)
    near = _any(w for w, (first, last) in words.days.items() if first == last)
    night = _any(w for w, (first, last) in words.days.items() if first != last)
    number = rf"(?:\d{{1,3}}|{_any(words.numbers)})"
    unit = "(?P<unit>hour|day|week|month|year)s?"
    part = r"(?:(?P<part>early|late|mid)[\s-]+)?"
    prep = "(?:in|since|of|by|until|through|throughout|during|from|before|after|to|and|between|for|late|early|mid)"
    table = (
        (
            Kind.WEEKDAY,
            rf"(?:(?:early|late)\s+(?:on\s+)?)?(?:(?P<which>last|next|this|this past|this coming|coming)\s+)?(?P<name>{weekdays})"
            r"(?P<own>'s)?(?:\s+(?:morning|afternoon|evening|night|midday)\b)?",
        ),
        (Kind.NEAR, rf"(?P<name>{near})"),
        (Kind.NIGHT, rf"(?P<name>{night})"),
        (Kind.DAWN, rf"(?P<name>{_any(words.weak)})"),
        (
            Kind.UNIT,
            r"(?:(?P<part>earlier|later|late|early)\s+)?(?:in\s+)?(?P<which>this|last|next|this past|this coming|the coming)\s+"
            r"(?P<unit>weekend|week|month|year)\b(?!\s+of\b)|(?:over|at|on|during)\s+the\s+(?P<unit2>weekend)",
        ),
        (
            Kind.PAST,
            rf"(?:(?:in|over|during|for|within|throughout)\s+)?(?:the\s+(?:past|last|preceding)\s+(?:(?P<n>{number})\s+)?"
            rf"|(?:past|last|previous)\s+(?P<n2>{number})\s+){unit}\b(?!\s+of\b)",
        ),
        (Kind.AGO, rf"(?P<n>{number})\s+{unit}\s+ago"),
        (
            Kind.FROM_LAST,
            r"(?:over\s+)?the\s+(?P<which>next|following|previous|preceding|ensuing)\s+(?P<unit>day|night|morning|week|month)\b"
            r"(?!\s+of\b)|the\s+(?P<unit3>day|night|week)\s+(?P<which3>before|after)(?=\s*(?:[,.;]|$))"
            rf"|(?P<n>{number})\s+(?P<unit2>day|week|month|year)s?\s+(?P<which2>earlier|later)",
        ),
        (Kind.SAME, r"(?:the\s+same|that)\s+(?P<unit>day|night|week|month|morning|afternoon|evening|year)\b"),
        (
            Kind.SINCE_THEN,
            r"since\s+then|since\s+that\s+(?:day|date|time)|ever\s+since(?=\s*[,.;])"
            r"|(?:over|in|during|within)\s+(?:the\s+same|that)\s+(?:period|time)\b(?!\s+of)",
        ),
        (
            Kind.MONTH,
            rf"(?:(?<=\W){prep}[\s-]+(?:on\s+)?(?P<at>{part}(?:(?P<which>last|next|this)\s+)?(?P<name>{months}))|(?P<own>{months})'s)"
            r"\b(?!\.?,?\s+\d)",
        ),
        (
            Kind.YEAR,
            rf"(?:{prep}[\s-]+)(?P<at>{part}(?P<year>(?:19|20)\d\d)(?:\s?[-/]\s?(?P<year2>(?:19|20)\d\d))?)\b(?![\d%:]|[,.]\d|\s+\w+s\b)",
        ),
        (
            Kind.SEASON,
            rf"(?:in|since|last|this|next|during|of|by)\s+(?:the\s+)?(?P<at>{part}(?P<name>{_any(words.seasons)})"
            r"(?:\s+of)?(?:\s+(?P<year>(?:19|20)\d\d))?)\b",
        ),
        (Kind.DECADE, rf"{part}(?P<year>(?:19|20)\d0)s\b"),
        (Kind.FEAST, rf"(?P<name>{_any(words.feasts)})(?:\s+(?P<year>(?:19|20)\d\d))?"),
    )
    return tuple((kind, re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)")) for kind, pattern in table)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "\n": " ", "\r": " ", "\xa0": " "})


def _small(text: str) -> str:
    """Small letters of the same length."""
    plain = text.translate(_PLAIN)
    low = plain.lower()
    return low if len(low) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def expressions(text: str) -> list[Expression]:
    """Return the time words of a text in order, none overlapping (the longer one wins)."""
    low = _small(text)
    found = [_written(w, low) for w in written_dates(text)]
    for kind, pattern in _patterns():
        for m in pattern.finditer(low):
            groups = {k: v for k, v in m.groupdict().items() if v}
            start, end = m.span("at") if "at" in groups else m.span()
            if (
                kind in {Kind.WEEKDAY, Kind.MONTH}
                and not text[m.start("name" if "name" in groups else "own")].isupper()
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
_NAMED = {"unit2": "unit", "unit3": "unit", "which2": "which", "which3": "which", "n2": "n"}


def _written(w: Written, low: str) -> Expression:
    part = re.search(r"\b(early|late|mid)[\s-]+$", low[max(0, w.start - 8) : w.start])
    if w.day is None and part:
        return Expression(w.start - len(part[0]), w.end, Kind.MONTH, {"part": part[1]}, w)
    return Expression(w.start, w.end, Kind.DATE if w.day is not None else Kind.MONTH, {}, w)


def resolved(
    e: Expression, day: date | None, *, ahead: bool = False, last: tuple[date, date] | None = None
) -> reckon.Reckoned | None:
    """Return first and last day and precision of time words, or None where they cannot be known.

    `day` is the story's date, `ahead` says that tense puts it in the future, `last` is the time named last.
    """
    if e.written is not None:
        span = _of_written(e, day, ahead=ahead)
    elif e.kind in _FROM_LAST:
        span = _FROM_LAST[e.kind](e, day, last)
    elif e.kind in _ALONE:
        span = _ALONE[e.kind](e)
    elif day is None:
        return None
    else:
        span = _FROM_DAY[e.kind](e, day, ahead)
    if span is None or e.until is None:
        return _cut(e, span, day, ahead=ahead)
    to = resolved(e.until, day, ahead=ahead, last=last)
    first = _before_end(e, span, to) if to else None
    return (first, to[1], "range") if first and to and first <= to[1] else span


def _before_end(e: Expression, span: reckon.Reckoned, to: reckon.Reckoned) -> date:
    """The start of a range lies before its end: "Friday to Monday", "December 30 to January 2, 2025"."""
    if span[0] <= to[1] or (e.written is not None and e.written.year is not None):
        return span[0]
    if e.kind is Kind.WEEKDAY:
        return span[0] - 7 * _DAY
    return span[0].replace(year=span[0].year - 1) if (span[0].month, span[0].day) != (2, 29) else span[0]


def _cut(e: Expression, span: reckon.Reckoned | None, day: date | None, *, ahead: bool) -> reckon.Reckoned | None:
    """A month or year that is still running is told up to the story's date."""
    if span is None or day is None or ahead or e.kind not in {Kind.MONTH, Kind.YEAR, Kind.SEASON}:
        return span
    first, last, precision = span
    return (first, day, precision) if first <= day < last else span


def _of_written(e: Expression, day: date | None, *, ahead: bool) -> reckon.Reckoned | None:
    w = e.written
    if w is None or w.month is None:
        return None
    year = w.year
    if year is None and e.until is not None and e.until.written is not None:
        year = e.until.written.year
    if w.day is None:
        return reckon.month_of(year, w.month, e.parts.get("part"), since=e.since) if year else None
    first = (
        _dated(year, w.month, w.day) if year else reckon.closest_year(day, w.month, w.day, ahead=ahead) if day else None
    )
    if first is None:
        return None
    end = _dated(first.year, w.month, w.last) if w.last else first
    return first, end or first, "day" if first == end else "range"


def _dated(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else calendar().numbers[" ".join(word.split())]


def _weekday(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: FBT001 - one shape for all in the table
    which = e.parts.get("which", "")
    forward = ahead or which in {"next", "coming", "this coming"}
    backward = which in {"last", "this past"}
    number = calendar().weekdays[e.parts["name"]]
    then = reckon.weekday_near(day, number, ahead=forward and not backward, skip=which in {"next", "last"})
    return then, then, "day"


def _near(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: ARG001, FBT001 - one shape for all
    first, last = calendar().days[" ".join(e.parts["name"].split())]
    return day + first * _DAY, day + last * _DAY, "day" if first == last else "range"


def _dawn(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: ARG001, FBT001 - one shape for all
    return day, day, "day"


def _unit(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: FBT001 - one shape for all
    which = e.parts.get("which", "this").split()[-1]
    return reckon.unit_near(day, e.parts["unit"], which, e.parts.get("part"), ahead=ahead)


def _past(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: ARG001, FBT001 - one shape for all
    return reckon.past_stretch(day, _number(e.parts.get("n")), e.parts["unit"])


def _ago(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: ARG001, FBT001 - one shape for all
    return reckon.ago(day, _number(e.parts["n"]), e.parts["unit"])


def _month(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    month = calendar().months[e.parts.get("name") or e.parts["own"]]
    is_later = month > day.month or (month == day.month and e.parts.get("which") == "last")
    year = day.year - (is_later and not ahead) + (ahead and month < day.month)
    return reckon.month_of(year, month, e.parts.get("part"), since=e.since)


def _season(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    year = int(e.parts["year"]) if "year" in e.parts else None
    which = "next" if ahead else e.parts.get("which")
    return reckon.season_of(day, calendar().seasons[e.parts["name"]], year, which)


def _feast(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    month, number = calendar().feasts[" ".join(e.parts["name"].split())]
    then = (
        date(int(e.parts["year"]), month, number)
        if "year" in e.parts
        else reckon.closest_year(day, month, number, ahead=ahead)
    )
    return (then, then, "day") if then else None


def _year(e: Expression) -> reckon.Reckoned | None:
    first = reckon.part_of_year(int(e.parts["year"]), e.parts.get("part"))
    if "year2" not in e.parts:
        return first
    return first[0], date(max(int(e.parts["year2"]), first[0].year), 12, 31), "year"


def _decade(e: Expression) -> reckon.Reckoned | None:
    year = int(e.parts["year"])
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(e.parts.get("part", ""), (0, 9))
    return date(year + first, 1, 1), date(year + last, 12, 31), "range"


def _from_last(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:
    base, which, unit = last[0] if last else day, e.parts["which"], e.parts["unit"]
    if base is None:
        return None
    back = which in {"previous", "preceding", "before", "earlier"}
    if unit == "week" and "n" not in e.parts and not back:
        return (last or (base, base))[1], (last or (base, base))[1] + 7 * _DAY, "range"
    if unit == "night" and last and last[1] - last[0] == _DAY and back:
        return base - _DAY, base, "range"
    if not back and last:
        base = last[1]
    first, end, precision = reckon.ago(base, _number(e.parts.get("n")) * (1 if back else -1), _UNITS.get(unit, unit))
    return (first, end + _DAY, "range") if unit == "night" else (first, end, precision)


_UNITS = {"morning": "day", "night": "day"}


def _same(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:
    if last is None:
        return None
    unit = e.parts["unit"]
    if unit == "night":
        return (last[0], last[0] + _DAY, "range") if last[0] == last[1] else (*last, "range")
    if unit in {"week", "month", "year"}:
        return reckon.unit_near(last[0], unit, "this", "earlier", ahead=False) if day else None
    return last[1], last[1], "day"


def _since_then(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:  # noqa: ARG001
    return (last[0], max(day, last[0]), "range") if last and day else None


_FROM_DAY: dict[Kind, Callable[[Expression, date, bool], reckon.Reckoned | None]] = {
    Kind.WEEKDAY: _weekday,
    Kind.NEAR: _near,
    Kind.NIGHT: _near,
    Kind.DAWN: _dawn,
    Kind.UNIT: _unit,
    Kind.PAST: _past,
    Kind.AGO: _ago,
    Kind.MONTH: _month,
    Kind.SEASON: _season,
    Kind.FEAST: _feast,
}
_ALONE: dict[Kind, Callable[[Expression], reckon.Reckoned | None]] = {Kind.YEAR: _year, Kind.DECADE: _decade}
_FROM_LAST: dict[Kind, Callable[[Expression, date | None, tuple[date, date] | None], reckon.Reckoned | None]] = {
    Kind.FROM_LAST: _from_last,
    Kind.SAME: _same,
    Kind.SINCE_THEN: _since_then,
}
