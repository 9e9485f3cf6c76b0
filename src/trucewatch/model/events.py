"""What figures of many reports make together: judgements by people, events and their series."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.model.reading import Modifier, Place, Status, When

__all__ = [
    "Event",
    "Grade",
    "Judgement",
    "Near",
    "Point",
    "Relation",
    "Series",
    "State",
    "Verdict",
]


class Verdict(StrEnum):
    """What a person judged of two records; `unsure` leaves it to the rules again."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Relation(StrEnum):
    """How a point of a series stands to the earlier ones."""

    AGREES = "agrees"
    REFINES = "refines"
    SUPERSEDES = "supersedes"
    CONFLICTS = "conflicts"
    INCOMPARABLE = "incomparable"


class State(StrEnum):
    """How the points of a series stand together."""

    SINGLE = "single"
    AGREED = "agreed"
    UPDATED = "updated"
    DISPUTED = "disputed"


class Grade(StrEnum):
    """How well an event is borne out, after Airwars."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision about two records of one kind (`a` < `b`), undone by a later one; `decided` is ISO time."""

    judgement_id: str
    a: str
    b: str
    verdict: Verdict
    author: str
    decided: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One figure in a series, in the order of `as_of`; `relation` None is the first one.

    `origin` is the family of its report, `falling` marks a toll below an earlier one of its source, `reason` the
    words of the text that tell why it changed.
    """

    figure_id: str
    report_id: str
    origin: str
    as_of: str | None
    published: str | None
    low: float | None
    high: float | None
    modifier: Modifier
    wording: str
    source: str
    side: str | None
    status: Status
    relation: Relation | None = None
    falling: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """All that was said of one measure and object of an event, on one axis.

    `axis` None is what was counted; else the side whose claim of the other side's losses it is. `part_of` is the
    object of the whole it is a part of. `suffered_by` is the side whose losses it counts, where one event has those of
    several. `low`, `best`, `high` follow the profile `rule` from the figures `members`.
    """

    measure: str
    object: str | None
    points: tuple[Point, ...]
    low: float | None
    best: float | None
    high: float | None
    rule: str
    members: tuple[str, ...]
    state: State
    unit: str | None = None
    axis: str | None = None
    part_of: str | None = None
    suffered_by: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Another event that might be the same one, and why it was kept apart."""

    event_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened once, with all figures about it.

    `kind`: attack, raid, force, ceasefire, meeting, aid, control, displacement or other. `origins` are families of
    reports; `voices` are the distinct (origin, source) heard on it.
    """

    event_id: str
    label: str
    kind: str
    when: When | None
    place: Place | None
    figures: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[str, ...]
    voices: tuple[tuple[str, str], ...]
    series: tuple[Series, ...]
    grade: Grade
    near: tuple[Near, ...] = ()
