"""Time sense: which days do time words mean, seen from a story's day?

One small function for each kind of expression, over the arithmetic of `reckon`. What needs the story's day or the
time named last and lacks it stays None: nothing is ever taken from the clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from trucewatch.read import reckon
from trucewatch.read.timewords import Expression, Kind
from trucewatch.vocab.calendar import calendar
from trucewatch.vocab.tables import table, word_list

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["resolved"]

_DAY = timedelta(days=1)
# "the week before" a stretch of so many days is the seven days up to it.
_WHOLE_WEEK = 4
_DAYS_OF_WEEK = 7
# So many hours up to now may have begun the day before.
_HALF_A_DAY = 10
# So many days of fighting are a stretch.
_SEVERAL = 2
_BACK = word_list("calendar", "cues", "back")


def resolved(
    e: Expression, day: date | None, *, ahead: bool = False, last: tuple[date, date] | None = None
) -> reckon.Reckoned | None:
    """Return first and last day and precision of time words, or None where they cannot be known.

    `day` is the story's date, `ahead` says that tense puts it in the future, `last` is the time named last.
    """
    if e.written is not None:
        span = _of_written(e, day, last, ahead=ahead)
    elif e.kind in _FROM_LAST:
        span = _FROM_LAST[e.kind](e, day, last)
    elif e.kind is Kind.SHARE:
        span = _share(e, day)
    elif e.kind in _ALONE:
        span = _ALONE[e.kind](e)
    elif day is None:
        return None
    else:
        span = _FROM_DAY[e.kind](e, day, ahead)
    if span is None or e.until is None:
        return _cut(e, span, day, ahead=ahead)
    to = resolved(e.until, day, ahead=ahead, last=last)
    if to and e.kind is Kind.NEAR:  # "yesterday and on Thursday"
        return min(span[0], to[0]), max(span[1], to[1]), "range"
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


def _of_written(
    e: Expression, day: date | None, last: tuple[date, date] | None, *, ahead: bool
) -> reckon.Reckoned | None:
    w = e.written
    if w is None or w.month is None:
        return None
    year = w.year or _told_year(e, day)
    if year is None and e.until is not None and e.until.written is not None:
        year = e.until.written.year
    if w.day is None:
        return reckon.month_of(year, w.month, e.parts.get("part"), since=e.since) if year else None
    if year:
        first = reckon.day_in(year, w.month, w.day)
    elif day is not None:
        first = reckon.closest_year(day, w.month, w.day, ahead=ahead)
    else:  # the points of an undated digest have the year of the week that its head names
        first = _in_year_of(last, w.month, w.day) if last is not None else None
    if first is None:
        return None
    end = reckon.day_in(first.year, w.month, w.last) if w.last else first
    return first, end or first, "day" if first == end else "range"


def _told_year(e: Expression, day: date | None) -> int | None:
    """The year that words behind a date name: "3 February last year"."""
    return day.year + reckon.STEPS.get(e.parts["of_year"], 0) if day is not None and "of_year" in e.parts else None


def _in_year_of(last: tuple[date, date], month: int, day: int) -> date | None:
    """The day that lies in the stretch told before it, "in 2016", or nearest to its end."""
    inside = reckon.day_in(last[1].year, month, day)
    return inside if inside is not None and last[0] <= inside <= last[1] else reckon.beside(last[1], month, day)


def _dated_span(year: int, month: int, number: int) -> reckon.Reckoned | None:
    then = reckon.day_in(year, month, number)
    return (then, then, "day") if then is not None else None


def _number(word: str | None) -> int:
    if not word:
        return 1
    return int(word) if word.isdigit() else calendar().numbers[" ".join(word.split())]


def _weekday(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: FBT001 - one shape for all in the table
    which = e.parts.get("which", "")
    forward = ahead or which in {"next", "coming", "this coming"}
    backward = which in {"last", "this past"}
    number = calendar().weekdays[e.parts["name"]]
    if "of_week" in e.parts:
        then = reckon.unit_near(day, "week", e.parts["of_week"], None, ahead=False)[0]
        then += (number - then.weekday()) % 7 * _DAY
        return then, then, "day"
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


def _begun(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: ARG001, FBT001 - one shape for all
    return reckon.unit_near(day, e.parts["unit"], "this", None, ahead=False)[0], day, "range"


def _past(e: Expression, day: date, ahead: bool) -> reckon.Reckoned:  # noqa: ARG001, FBT001 - one shape for all
    return reckon.past_stretch(day, _number(e.parts.get("n")), e.parts["unit"])


def _window(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    if ahead:
        return None  # "is to leave within 48 hours"
    if "about" in e.parts and e.parts["unit"] == "hour" and _number(e.parts["n"]) < _HALF_A_DAY:
        return None  # "in about two hours" says how long it took
    return reckon.past_stretch(day, _number(e.parts["n"]), e.parts["unit"])


def _days_of(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    count = _number(e.parts["n"])
    return None if ahead or count < _SEVERAL else (day - (count - 1) * _DAY, day, "range")


def _nth_day(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    """The stretch that a day told by its number ends: "for a third day" is of that day and the two before."""
    if "on" in e.parts:  # "the raid came on the seventh day of a siege"
        return None if ahead else (day, day, "day")
    return None if ahead else (day - (calendar().nth[e.parts["nth"]] - 1) * _DAY, day, "range")


def _ago(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: ARG001, FBT001 - one shape for all
    return reckon.ago(day, _number(e.parts["n"]), e.parts["unit"])


def _month(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    month = calendar().months[e.parts.get("name") or e.parts["own"]]
    told = _told_year(e, day)
    if told is not None:
        return reckon.month_of(told, month, e.parts.get("part"), since=e.since)
    ahead = ahead or e.parts.get("which") == "next"
    is_later = month > day.month or (month == day.month and e.parts.get("which") == "last")
    year = day.year - (is_later and not ahead) + (ahead and month < day.month)
    return reckon.month_of(year, month, e.parts.get("part"), since=e.since)


def _season(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    year = int(e.parts["year"]) if "year" in e.parts else _told_year(e, day)
    which = "next" if ahead else e.parts.get("which")
    return reckon.season_of(day, calendar().seasons[e.parts["name"]], year, which)


def _share(e: Expression, day: date | None) -> reckon.Reckoned | None:
    if "own" not in e.parts and "year" not in e.parts:
        number = _QUARTERS[e.parts["which"]]
        return reckon.last_quarter(day, number) if day is not None else None
    if "year" not in e.parts and day is None:
        return None
    year = int(e.parts["year"]) if "year" in e.parts else day.year - (e.parts["own"] == "last") if day else 0
    return reckon.share_of_year(year, e.parts["which"], _number(e.parts.get("n")), e.parts["unit"])


def _feast(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    month, number = calendar().feasts[" ".join(e.parts["name"].split())]
    then = (
        date(int(e.parts["year"]), month, number)
        if "year" in e.parts
        else reckon.closest_year(day, month, number, ahead=ahead)
    )
    return (then, then, "day") if then else None


_QUARTERS: dict[str, int] = table("calendar")["shares"]["quarters"]


def _numbered(e: Expression, day: date, ahead: bool) -> reckon.Reckoned | None:  # noqa: FBT001 - one shape for all
    return reckon.numbered(day, int(e.parts["n"]), ahead=ahead)


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
    if last and day and e.parts["unit"] in {"day", "night", "morning"} and (last[1] - last[0]).days > _WHOLE_WEEK:
        last = None  # "the previous day" after "since May" is the day before the story's own
    base, which, unit = last[0] if last else day, e.parts["which"], e.parts["unit"]
    if base is None:
        return None
    back = which in _BACK
    if unit == "week" and "n" not in e.parts and not back:
        return (last or (base, base))[1], (last or (base, base))[1] + 7 * _DAY, "range"
    if unit == "night" and last and last[1] - last[0] == _DAY and back:
        return base - _DAY, base, "range"
    if unit == "year" and last and (*last, "month") == reckon.month_of(last[0].year, last[0].month, None):
        year = last[0].year + _number(e.parts.get("n")) * (-1 if back else 1)
        return reckon.month_of(year, last[0].month, None)  # "in May, against 12 a year earlier"
    if unit == "week" and "n" not in e.parts and last and (last[1] - last[0]).days >= _WHOLE_WEEK:
        return base - 7 * _DAY, base - _DAY, "range"
    if not back and last:
        base = last[1]
    first, end, precision = reckon.ago(base, _number(e.parts.get("n")) * (1 if back else -1), _UNITS.get(unit, unit))
    return (first, end + _DAY, "range") if unit == "night" else (first, end, precision)


_UNITS = {"morning": "day", "night": "day"}


def _same(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:
    if last is None:
        return (day, day, "day") if day is not None and "own" in e.parts else None
    if "whole" in e.parts:
        return (*last, "range")
    unit = e.parts["unit"]
    if unit == "week" and _WHOLE_WEEK <= (last[1] - last[0]).days <= _DAYS_OF_WEEK:
        return (*last, "range")
    if unit == "night":
        return (last[0], last[0] + _DAY, "range") if last[0] == last[1] else (*last, "range")
    if "n" in e.parts:
        return _dated_span(last[1].year, last[1].month, int(e.parts["n"]))
    if unit in {"week", "month", "year"} and day is not None:
        first = reckon.unit_near(last[0], unit, "this", None, ahead=False)[0]
        end, precision = reckon.unit_near(first, unit, "this", "later", ahead=False)[1:]
        return first, min(end, day) if first <= day else end, precision
    if unit in {"week", "month", "year"}:
        return None
    return last[1], last[1], "day"


def _offset(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:
    base = last[1] if last else day
    if base is None or e.parts["unit"] == "hour":
        return None
    if e.parts["unit"] == "night":
        end = (last[1] if last else base) + (-_DAY if e.parts["which"] == "after" else _DAY)
        return end - _DAY, end, "range"
    count = _number(e.parts.get("n"))
    first, end, precision = reckon.ago(base, count if e.parts["which"] == "after" else -count, e.parts["unit"])
    return (first, end, "day" if precision == "week" else precision)


def _since_then(e: Expression, day: date | None, last: tuple[date, date] | None) -> reckon.Reckoned | None:  # noqa: ARG001
    return (last[0], max(day, last[0]), "range") if last and day else None


_FROM_DAY: dict[Kind, Callable[[Expression, date, bool], reckon.Reckoned | None]] = {
    Kind.WEEKDAY: _weekday,
    Kind.NEAR: _near,
    Kind.NIGHT: _near,
    Kind.DAWN: _dawn,
    Kind.UNIT: _unit,
    Kind.PAST: _past,
    Kind.WINDOW: _window,
    Kind.DAYS_OF: _days_of,
    Kind.NTH_DAY: _nth_day,
    Kind.AGO: _ago,
    Kind.MONTH: _month,
    Kind.SEASON: _season,
    Kind.FEAST: _feast,
    Kind.BEGUN: _begun,
    Kind.NUMBERED: _numbered,
}
_ALONE: dict[Kind, Callable[[Expression], reckon.Reckoned | None]] = {Kind.YEAR: _year, Kind.DECADE: _decade}
_FROM_LAST: dict[Kind, Callable[[Expression, date | None, tuple[date, date] | None], reckon.Reckoned | None]] = {
    Kind.FROM_LAST: _from_last,
    Kind.SAME: _same,
    Kind.OFFSET: _offset,
    Kind.SINCE_THEN: _since_then,
}
