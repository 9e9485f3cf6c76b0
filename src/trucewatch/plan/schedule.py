"""What was found: which unit serves which tour, who leads when, and what follows from that month by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.starts import Pool

__all__ = ["Lead", "Month", "Schedule", "Tour", "missing_of", "months_of", "tours_of"]


@dataclass(frozen=True, slots=True, order=True)
class Tour:
    """One tour: the contribution, the number of its unit (from 1), first and last month there, months taking over."""

    contribution: str
    unit: int
    first: int
    last: int
    overlap: int

    @property
    def holds_from(self) -> int:
        """The month from which it holds its post."""
        return self.first + self.overlap


@dataclass(frozen=True, slots=True, order=True)
class Lead:
    """One turn of the headquarters: first and last month, and the nation."""

    first: int
    last: int
    nation: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """All tours and turns, in order."""

    tours: tuple[Tour, ...] = ()
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One month: soldiers holding and on the ground, those holding by role and by country, who leads."""

    number: int
    held: int
    on_ground: int
    roles: Mapping[str, int]
    countries: Mapping[str, int]
    lead: str | None

    def record(self, name: str) -> dict[str, Any]:
        """Return it as it is written in JSON; `name` is that of the month."""
        return {
            "month": self.number,
            "name": name,
            "held": self.held,
            "on_ground": self.on_ground,
            "lead": self.lead,
            "roles": dict(self.roles),
            "countries": dict(self.countries),
        }


def tours_of(pools: Sequence[Pool], starts: Mapping[tuple[int, int], int]) -> tuple[Tour, ...]:
    """Return a tour for each start (pool number and month to how many), given to the unit that rested longest.

    That always works out: no stretch of tour and rest holds more starts than there are units.
    """
    found: list[Tour] = []
    for number, pool in enumerate(pools):
        units = [(each, unit) for each, count in pool.members for unit in range(1, count + 1)]
        ready = dict.fromkeys(units, 0)
        for month in pool.months:
            for _ in range(starts.get((number, month), 0)):
                name, unit = min(ready, key=lambda each: (ready[each], units.index(each)))
                ready[name, unit] = month + pool.cycle
                found.append(Tour(name, unit, month, month + pool.tour - 1, pool.overlap))
    return tuple(sorted(found))


def months_of(scenario: Scenario, schedule: Schedule) -> list[Month]:
    """Return what a schedule comes to in each month."""
    by_id = {each.id: each for each in scenario.contributions}
    found: list[Month] = []
    for number in range(1, scenario.months + 1):
        on_ground, roles, countries = 0, Counter[str](), Counter[str]()
        for tour in schedule.tours:
            each = by_id[tour.contribution]
            if tour.first <= number <= tour.last:
                on_ground += each.strength
                if number >= tour.holds_from:
                    roles[each.role] += each.strength
                    countries[each.country] += each.strength
        lead = next((turn.nation for turn in schedule.leads if turn.first <= number <= turn.last), None)
        found.append(Month(number, roles.total(), on_ground, dict(roles), dict(countries), lead))
    return found


def missing_of(scenario: Scenario, months: Sequence[Month]) -> dict[int, int]:
    """Return what each month lacks of what its phase needs, in all and of each role; only months that lack anything."""
    found = Counter[int]()
    for phase in scenario.phases:
        for month in months[phase.first - 1 : phase.last]:
            roles = (need - month.roles.get(role, 0) for role, need in phase.roles.items())
            found[month.number] += sum(max(0, short) for short in ((phase.strength or 0) - month.held, *roles))
    return {month: short for month, short in found.items() if short}
