"""The calendar of English news as data: months, weekdays, days near today, and what turns a time.

Loads `data/calendar.toml` once. Lowest of the date reading: `read/dates.py` and `read/absolute.py` build on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from trucewatch.vocab.tables import table

__all__ = ["Calendar", "calendar"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Lookups by lower-case word; `days` gives offsets in days from the story's date, `seasons` months."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, tuple[int, int]]
    feasts: dict[str, tuple[int, int]]
    numbers: dict[str, int]
    days: dict[str, tuple[int, int]]
    weak: frozenset[str]
    bound: tuple[str, ...]
    future: frozenset[str]
    ahead: frozenset[str]
    modals: frozenset[str]
    scheduled: frozenset[str]
    telling: frozenset[str]
    growing: frozenset[str]
    befalling: frozenset[str]
    happening: frozenset[str]
    aftermath: frozenset[str]
    later_deaths: tuple[str, ...]
    finds: frozenset[str]
    those: tuple[str, ...]
    reason: tuple[str, ...]
    blows: frozenset[str]
    growing_subjects: frozenset[str]
    taken: frozenset[str]
    freeing: frozenset[str]
    issued: frozenset[str]
    later: frozenset[str]
    violence: frozenset[str]
    meeting: frozenset[str]
    telling_nouns: frozenset[str]
    charging: frozenset[str]
    beginning: frozenset[str]
    lasting: frozenset[str]
    opening: frozenset[str]
    battles: frozenset[str]
    nth: dict[str, int]


def _pairs(section: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
    return {name: (pair[0], pair[1]) for name, pair in section.items()}


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """Load the calendar (once)."""
    data = table("calendar")
    cues, inherit = data["cues"], data["inherit"]
    return Calendar(
        months=data["months"],
        weekdays=data["weekdays"],
        seasons=_pairs(data["seasons"]),
        feasts=_pairs(data["feasts"]),
        numbers=data["numbers"],
        days=_pairs(data["days"]),
        weak=frozenset(data["dawn"]["weak"]),
        bound=tuple(cues["bound"]),
        future=frozenset(cues["future"]),
        ahead=frozenset(cues["ahead"]),
        modals=frozenset(cues["modals"]),
        scheduled=frozenset(cues["scheduled"]),
        telling=frozenset(inherit["telling"]),
        growing=frozenset(inherit["growing"]),
        befalling=frozenset(inherit["befalling"]),
        happening=frozenset(inherit["happening"]),
        reason=tuple(inherit["reason"]),
        later_deaths=tuple(inherit["later_deaths"]),
        finds=frozenset(inherit["finds"]),
        those=tuple(inherit["those"]),
        aftermath=frozenset(inherit["aftermath"]),
        blows=frozenset(inherit["blows"]),
        growing_subjects=frozenset(inherit["growing_subjects"]),
        taken=frozenset(inherit["taken"]),
        freeing=frozenset(inherit["freeing"]),
        issued=frozenset(inherit["issued"]),
        later=frozenset(inherit["later"]),
        violence=frozenset(inherit["violence"]),
        meeting=frozenset(inherit["meeting"]),
        telling_nouns=frozenset(inherit["telling_nouns"]),
        charging=frozenset(inherit["charging"]),
        beginning=frozenset(inherit["beginning"]),
        lasting=frozenset(inherit["lasting"]),
        opening=frozenset(inherit["opening"]),
        battles=frozenset(inherit["battles"]),
        nth={word: n for n, word in enumerate(table("chronology_cues")["eras"]["ordinals"], 1) if n > 1},
    )
