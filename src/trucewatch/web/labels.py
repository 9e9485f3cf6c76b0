"""How records are called on pages: the value of a figure in words, what it counts, where and when, who says it.

Filters of the templates; they return text, never markup.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from trucewatch.boards.numbers import in_billions, interval, things
from trucewatch.vocab.plurals import plural_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FILTERS",
    "RELATIONS",
    "counted",
    "dated",
    "days",
    "is_quoted",
    "long_day",
    "many",
    "outlet",
    "person",
    "place",
    "plain",
    "precision",
    "publisher",
    "relation",
    "status",
    "thousands",
    "value",
    "voice",
]

Record = dict[str, Any]

RELATIONS = {
    None: "the first count",
    "agrees": "agrees with the count before",
    "refines": "is more exact than the count before",
    "supersedes": "takes the place of an older count",
    "conflicts": "conflicts with another count",
    "incomparable": "counts something else",
}
"""How a point stands to the earlier ones, in words."""

_HAPPENED = {
    *("killed", "injured", "hospitalised", "critical", "missing", "captured", "displaced", "evacuated"),
    *("damaged", "destroyed", "launched", "intercepted", "lost", "struck"),
}
"""Measures that go with what they happened to: "drones intercepted"; others name a quantity: "days · duration"."""

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})")
_QUOTES = frozenset('"“”„«‘')
_STATUS = {
    "asserted": "",
    "planned": "planned",
    "conditional": "on a condition",
    "proposed": "proposed",
    "alleged": "claimed; the report keeps its distance",
    "unverified": "not verified",
    "denied": "denied",
}
_PRECISION = {
    1: "exact place",
    2: "within about 25 km",
    3: "somewhere in the district",
    4: "somewhere in the region",
    5: "a vague stretch of land",
    6: "somewhere in the country",
    7: "international waters or air",
}


def counted(figure: Record) -> str:
    """Return what a figure or series counts, as its number wants it: "drones intercepted", "days · duration"."""
    measure = str(figure["measure"]).replace("_", " ")
    thing = things(figure) or ""
    if not thing or thing in {"person", "people"}:
        return measure
    if measure.startswith(thing) or thing == plural_of(measure):
        return thing if thing == plural_of(measure) else measure
    return f"{thing} {measure}" if measure in _HAPPENED and not figure.get("unit") else f"{thing} · {measure}"


def days(when: Record | None) -> str:
    """Return the days of a `when` record: one, or two with a dash."""
    if not when:
        return ""
    return " – ".join(dict.fromkeys(day for day in (when.get("start"), when.get("end")) if day))


def place(record: Record | None) -> str:
    """Return a place with its country's code."""
    if not record or not record.get("name"):
        return ""
    return record["name"] + (f" ({record['country']})" if record.get("country") else "")


def person(source: Record | None) -> str:
    """Return who says it, with the role where that tells more."""
    if not source or source["name"] == "outlet":
        return "the report itself"
    role = source.get("role")
    return source["name"] + (f", {role}" if role and role.casefold() not in source["name"].casefold() else "")


def voice(name: str | None) -> str:
    """Return the name of a source, the report's own voice in words."""
    return "the report itself" if name in {None, "outlet"} else str(name)


def outlet(record: Record) -> str:
    """Return who published, else the last part of the file's name."""
    return record.get("outlet") or str(record.get("report") or "").rstrip("/").rpartition("/")[2] or "a report"


def publisher(record: Record) -> str:
    """Return what stands below a report's title: who published it, where there is a title the file's name instead."""
    return record.get("outlet") or (outlet(record) if record.get("title") else "no outlet named")


def dated(label: str) -> list[tuple[str, bool]]:
    """Return a label in pieces with whether each is a day, so that no line ends within 2025-04-05."""
    return [(piece, place % 2 == 1) for place, piece in enumerate(_DAY.split(label)) if piece]


def is_quoted(text: str | None) -> bool:
    """Whether words bring their own quotation marks."""
    return (text or "").lstrip()[:1] in _QUOTES


def many(thing: str | None) -> str:
    """Return what is counted in the plural: "people"."""
    return plural_of(plain(thing)) if thing else ""


def thousands(value: float | None) -> str:
    """Return a number with separators of thousands, an en dash for none."""
    if value is None:
        return "–"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.10g}"


def value(figure: Record) -> str:
    """Return a figure's value in plain words, its round billions as such."""
    return in_billions(interval(figure))


def long_day(told: str | None) -> str:
    """Return an ISO date as "Friday 4 April 2025", anything else as it is."""
    try:
        parsed = date.fromisoformat(told or "")
    except ValueError:
        return told or "no date"
    return f"{parsed:%A} {parsed.day} {parsed:%B %Y}"


def plain(word: str | None) -> str:
    """Return a word of the records as people write it: "open to", "one voice"."""
    return str(word or "").replace("_", " ")


def status(word: str) -> str:
    """Return how surely the text puts it, empty where it just says so."""
    return _STATUS.get(word, word)


def precision(number: int | None) -> str:
    """Return how exactly a place is known (`where_prec`)."""
    return _PRECISION.get(number or 0, "place not known")


def relation(word: str | None) -> str:
    """Return how a point stands to the earlier ones."""
    return RELATIONS.get(word, str(word))


FILTERS: dict[str, Callable[..., Any]] = {
    "value": value,
    "counted": counted,
    "dated": dated,
    "days": days,
    "place": place,
    "person": person,
    "voice": voice,
    "outlet": outlet,
    "publisher": publisher,
    "is_quoted": is_quoted,
    "many": many,
    "thousands": thousands,
    "long_day": long_day,
    "plain": plain,
    "status": status,
    "precision": precision,
    "relation": relation,
}
"""What templates may call; `value` is the number guard's own grammar of values, but for round billions."""
