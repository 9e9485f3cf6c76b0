"""Made-up events and how outlets tell them: facts in several wordings, with the truth of every number.

A fact is drawn once and told in variants. What a copy, an edit, a rewrite, an update and another outlet's own text
share follows from what they do to those facts. Words are in `generator_words.toml`; chance is an argument.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

__all__ = ["MEASURES", "Event", "Fact", "Told", "Town", "World", "cut", "join", "mark", "words"]

SMALL = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
MEASURES = {
    # slot: kind, measure, object as the reader names them
    "killed": ("toll", "killed", "person"),
    "injured": ("toll", "injured", "person"),
    "critical": ("toll", "injured", "person"),
    "houses": ("damage", "damaged", "house"),
    "soldiers": ("toll", "killed", "soldier"),
    "families": ("displacement", "displaced", "family"),
    "launched": ("raid", "launched", "drone"),
    "intercepted": ("raid", "intercepted", "drone"),
    "violations": ("violation", "violations", None),
    "old_killed": ("toll", "killed", "person"),
}
_MARK = re.compile("\x01([a-z_]+)\x02(\\d+)\x02([^\x03]*)\x03")


@cache
def words() -> dict[str, Any]:
    """Return the tables of `generator_words.toml`."""
    return tomllib.loads((Path(__file__).parent / "generator_words.toml").read_text("utf-8"))


def mark(slot: str, value: int, wording: str) -> str:
    """Return a number's wording between marks, from which `join` learns where it stands."""
    return f"\x01{slot}\x02{value}\x02{wording}\x03"


def join(paragraphs: list[str]) -> tuple[str, list[tuple[str, int, int, int]]]:
    """Return the text without marks, and slot, value, start and end (code points) of each marked number."""
    raw, made, found, at = "\n\n".join(paragraphs), [], [], 0
    length = 0
    for each in _MARK.finditer(raw):
        made += [raw[at : each.start()], each[3]]
        start = length + each.start() - at
        length = start + len(each[3])
        found.append((each[1], int(each[2]), start, length))
        at = each.end()
    return "".join([*made, raw[at:]]), found


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the gazetteer."""

    name: str
    country: str
    country_name: str
    region: str
    lat: float
    lon: float


@dataclass(slots=True)
class Event:
    """What happened in a made-up world: `counts` as first known; `later` as known a day or two on."""

    event_id: str
    kind: str
    town: Town
    day: date
    counts: dict[str, int]
    later: dict[str, int]
    cast: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell: which table of wordings, the words drawn for it, and the event its numbers belong to."""

    table: str
    slots: dict[str, str]
    about: str
    may_fall: bool


@dataclass(slots=True)
class Told:
    """One report's body: each fact with the wording chosen, as marked sentences in order."""

    facts: list[Fact]
    sentences: list[str] = field(default_factory=list[str])
    variants: list[int] = field(default_factory=list[int])


class World:
    """Towns, outlets, people and events, drawn from one stream of chance."""

    def __init__(self, rng: random.Random, towns: list[Town]) -> None:
        """Stand in a world without events; `towns` are told of again and again, the first ones more often."""
        self._rng, self._towns, self._made = rng, towns, 0
        w = words()
        self.outlets = [f"The {a} {n}" for a in w["outlet_adjectives"] for n in w["outlet_nouns"]]
        self._recent: dict[str, date] = {}
        self._past: list[Event] = []

    def person(self) -> str:
        """Return a made-up name."""
        rng = self._rng
        family = "".join(rng.choice(words()["syllables"]) for _ in range(rng.choice((2, 2, 3))))
        return f"{rng.choice(words()['first_names'])} {family.capitalize()}"

    def happen(self, day: date) -> Event:
        """Return another event of that day, in a town where nothing happened within three days."""
        rng = self._rng
        town = rng.choice(self._towns[:60] if rng.random() < 0.25 else self._towns)
        while (last := self._recent.get(town.name)) is not None and (day - last).days < 3:
            town = rng.choice(self._towns)
        self._recent[town.name] = day
        kind = "attack" if rng.random() < 0.7 else "soft"
        killed = min(190, 2 + int(rng.paretovariate(1.1)))
        injured = killed + rng.randrange(1, 3 * killed + 5)
        launched = rng.randrange(20, 240)
        first = {
            "killed": killed,
            "injured": injured,
            "critical": max(2, injured // rng.randrange(3, 7)),
            "soldiers": rng.randrange(11, 90),
            "families": rng.randrange(12, 400),
            "launched": launched,
            "intercepted": rng.randrange(launched // 3, launched),
            "violations": rng.randrange(11, 240),
        }
        later = first | {"killed": killed + 1 + killed // 4, "injured": injured + rng.randrange(0, 4)}
        event = Event(f"event-{self._made:08d}", kind, town, day, first, later, self._cast(town, day))
        self._made += 1
        if kind == "attack":
            self._past.append(event)
            del self._past[:-400]
        return event

    def _cast(self, town: Town, day: date) -> dict[str, str]:
        rng, w = self._rng, words()
        building, subject = rng.choice(w["buildings"]), rng.choice(w["subjects"])
        return {
            "town": town.name,
            "region": town.region,
            "country": town.country_name,
            "weekday": day.strftime("%A"),
            "official": self.person(),
            "official_role": rng.choice(["governor", "mayor", "regional head"]),
            "weapon": rng.choice(w["weapons"]),
            "building": building,
            "subject": subject,
            "group": rng.choice(w["groups"]),
            "envoy": self.person(),
            "police": self.person(),
            "street": rng.choice(w["streets"]),
        }

    def facts(self, event: Event, *, own: bool) -> list[Fact]:
        """Return what an outlet tells of an event: its lead, what officials say, what it found, in its own order.

        An outlet's `own` text repeats few of the officials' words; the first one repeats most.
        """
        rng, story = self._rng, words()["stories"][event.kind]
        wanted = [name for name in story["shared"] if rng.random() < (0.3 if own else 0.85)]
        wanted += [name for name in story["own"] if rng.random() < 0.4]
        wanted += rng.sample(_colours(), rng.randint(*story["colour"]))
        wanted += ["scene"] * rng.randint(*story["scenes"])
        rng.shuffle(wanted)
        found: list[Fact] = []
        for name in (*story["lead"], *wanted):
            table = name.rstrip("?")
            old = rng.choice(self._past) if table == "background" and self._past else None
            if table == "background" and (old is None or old.event_id == event.event_id):
                continue
            may_fall = name.endswith("?") or table.startswith(("colour", "scene"))
            found.append(Fact(table, self._slots(event, old), (old or event).event_id, may_fall))
        return found

    def _slots(self, event: Event, old: Event | None) -> dict[str, str]:
        """Return the words of one fact: those of the event, and others drawn for this fact alone."""
        rng, w = self._rng, words()
        slots = event.cast | {name: self.person() for name in _PEOPLE}
        for name, table in _DRAWN:
            slots[name] = rng.choice(w[table])
        slots["town2"] = rng.choice(self._towns).name
        slots |= {name: str(rng.randrange(len(w["verbs"]))) for name in ("verb", "verb2")}
        slots |= {"age": str(rng.randrange(12, 80)), "age2": str(rng.randrange(60, 95))}
        for name, least, most in (("houses", 3, 90), ("rescuers", 12, 90), ("cost", 11, 900), ("seats", 12, 40)):
            count = rng.randrange(least, most)
            slots[name] = slots[name.capitalize()] = mark(name, count, str(count))
        if old:
            when = f"{old.day:%B} {old.day.day}" + ("" if old.day.year == event.day.year else f", {old.day.year}")
            slots |= {"old_town": old.town.name, "old_day": when, "old_weapon": old.cast["weapon"]}
            slots["old_killed"] = mark("old_killed", old.later["killed"], str(old.later["killed"]))
        return slots


@cache
def _colours() -> tuple[str, ...]:
    return tuple(name for name in words()["facts"] if name.startswith("colour"))


_PEOPLE = (
    "doctor",
    "victim",
    "witness",
    "neighbour",
    "helper",
    "helper2",
    "other",
    "head",
    "elder",
    "seller",
    "p1",
    "p2",
)
_DRAWN = (
    *((name, "trades") for name in ("trade", "trade2", "trade3")),
    *((name, "things") for name in ("things", "things2")),
    *((name, "hours") for name in ("hour", "hour2")),
    *((name, "supplies") for name in ("supply", "supply2")),
    *((name, "streets") for name in ("street2", "street3")),
    *((name, "goods") for name in ("goods", "goods2")),
    *((name, "wheres") for name in ("where", "where2")),
    ("moment", "moments"),
    ("act", "acts"),
)


def tell(fact: Fact, variant: int, counts: dict[str, int], *, raised: bool = False) -> str:
    """Return a fact in one of its wordings, its numbers marked; `raised` tells the toll as one that rose."""
    tables = words()["facts"]
    table = tables["toll_raised" if raised and fact.table == "toll" else fact.table]
    slots = dict(fact.slots)
    for name, value in counts.items():
        wording = SMALL[value] if value < len(SMALL) else str(value)
        slots[name] = mark(name, value, wording)
        slots[name.capitalize()] = mark(name, value, wording.capitalize())
    for name in ("verb", "verb2"):
        slots[name] = words()["verbs"][int(slots[name])][variant % 2]
    for name in ("group", "hour", "supply", "subject", "where", "moment", "p2"):
        slots[name.capitalize()] = slots[name][0].upper() + slots[name][1:]
    return table[variant % len(table)].format_map(slots)


def cut(sentences: list[str], rng: random.Random) -> list[str]:
    """Return sentences as paragraphs of one to three."""
    made: list[str] = []
    at = 0
    while at < len(sentences):
        step = rng.choice((1, 1, 2, 2, 3))
        made.append(" ".join(sentences[at : at + step]))
        at += step
    return made


def days_on(day: date, count: int) -> str:
    """Return the ISO date so many days on."""
    return (day + timedelta(days=count)).isoformat()
