"""What a plan assumes: who offers which units, on what conditions, what is needed, and within which ceilings.

Months are counted from 1. Nothing here is known from reports unless a `claim` says so; it is what the user assumes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ROLES",
    "Ceiling",
    "Chances",
    "Condition",
    "ConditionKind",
    "Contribution",
    "Events",
    "Headquarters",
    "Hold",
    "Phase",
    "Proposal",
    "Scenario",
]

ROLES = ("land", "air", "sea", "training", "headquarters", "logistics", "medical")
"""What a unit can be for."""


class ConditionKind(StrEnum):
    """What a contribution waits for, or will not do."""

    CEASEFIRE = "ceasefire"
    BACKSTOP = "backstop"
    NOT_ON = "not_on"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of contributions (`of`: their ids); `place` of `not_on`, `month` of a vote; `line` in the file."""

    kind: ConditionKind
    of: tuple[str, ...]
    line: int
    place: str | None = None
    month: int | None = None
    said_by: str | None = None

    @property
    def key(self) -> str:
        """What the condition is called in answers: its kind and its line."""
        return f"{self.kind}@{self.line}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """Identical units that somebody offers: `units` of them, each of `strength` soldiers.

    A unit serves tours of `tour` months, of which the first `overlap` are spent taking over, and rests `rest` months
    for each month of a tour. `first` and `last` are the months between which it may be there. `cost` is money a
    soldier and month; `chance` that the contribution comes at all, `readiness` that one of its units is ready.
    `lines`: where in the file its values stand, also those that it takes from its country or from the rules.
    """

    id: str
    country: str
    role: str
    strength: int
    units: int
    tour: int
    rest: float
    overlap: int
    first: int
    last: int
    place: str
    line: int
    unit: str = ""
    cost: float = 0.0
    step: str | None = None
    chance: float = 1.0
    readiness: float = 1.0
    is_out: bool = False
    lines: Mapping[str, int] = field(default_factory=dict[str, int], hash=False)
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phase:
    """What is needed from month `first` to `last`: `strength` in all (None: not said), and of each role."""

    name: str
    first: int
    last: int
    strength: int | None
    roles: Mapping[str, int]
    line: int
    lines: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Hold:
    """In which months a strength is to be held, and the least of a role in each of them."""

    first: int
    last: int
    roles: Mapping[str, int]
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Headquarters:
    """Nations that lead by turns of `months`; who leads gives at least `share` of the strength held.

    `is_in_order`: the turns follow the list; otherwise in any order, nobody twice in a row (one nation alone may).
    """

    nations: tuple[str, ...]
    months: int
    share: float
    is_in_order: bool
    line: int
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ceiling:
    """No more than `most` from month `first` to `last`: soldiers on the ground, or money a month; of a role, or all."""

    name: str
    most: float
    is_money: bool
    first: int
    last: int
    role: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A size that somebody named for the force; bounds None where open."""

    by: str
    low: int | None
    high: int | None
    line: int
    claim: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """What is assumed to come: the month of the ceasefire and of the backstop (1: from the start; None: never)."""

    ceasefire: int | None = None
    backstop: int | None = None


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities that the user gives: of a ceasefire, of the backstop, of each vote, all from 0 to 1."""

    ceasefire: float = 1.0
    backstop: float = 1.0
    vote: float = 1.0
    is_given: bool = False


@dataclass(frozen=True)
class Scenario:
    """All of one plan; `start` is the first month as YYYY-MM or None, `source` the file it was read from."""

    name: str
    months: int
    contributions: tuple[Contribution, ...]
    hold: Hold
    events: Events = Events()
    conditions: tuple[Condition, ...] = ()
    phases: tuple[Phase, ...] = ()
    headquarters: Headquarters | None = None
    ceilings: tuple[Ceiling, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    chances: Chances = Chances()
    start: str | None = None
    source: str = ""

    @property
    def has_needs(self) -> bool:
        """Whether the phases say what is needed."""
        return any(phase.strength is not None or phase.roles for phase in self.phases)

    @property
    def counted(self) -> tuple[Contribution, ...]:
        """The contributions that are not left out."""
        return tuple(each for each in self.contributions if not each.is_out)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that contribute, in the order of the file."""
        return tuple(dict.fromkeys(each.country for each in self.counted))

    def led_by_who_is_left(self) -> Scenario:
        """Return it with the turns of the headquarters among those nations that still contribute units."""
        rule = self.headquarters
        if rule is None:
            return self
        giving = {each.country for each in self.counted if each.units}
        left = tuple(nation for nation in rule.nations if nation in giving)
        return replace(self, headquarters=replace(rule, nations=left or rule.nations))

    def month_name(self, month: int) -> str:
        """Return a month by its date where the start is known, else by its number: "2026-03", "month 3"."""
        if self.start is None:
            return f"month {month}"
        year, first = (int(part) for part in self.start.split("-"))
        whole = year * 12 + first - 1 + month - 1
        return f"{whole // 12:04d}-{whole % 12 + 1:02d}"
