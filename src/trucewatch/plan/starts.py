"""In which months may the units of a contribution set out, and how many months lie between two tours of one unit?

Used by the model and its answers; the checker works the same rules out for itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from trucewatch.plan.scenario import ConditionKind

if TYPE_CHECKING:
    from trucewatch.plan.scenario import Condition, Contribution, Scenario

__all__ = ["Pool", "cycle_of", "months_to_set_out", "pools"]


@dataclass(frozen=True)
class Pool:
    """Units that are alike for the question: same strength, tour, rest, months, role, leading nation and cost.

    `members`: the contributions and how many units each has in it. `months`: those in which a tour may begin.
    """

    members: tuple[tuple[str, int], ...]
    strength: int
    tour: int
    cycle: int
    overlap: int
    role: str
    nation: str | None
    cost: float
    months: tuple[int, ...]

    @cached_property
    def units(self) -> int:
        """How many units there are."""
        return sum(units for _, units in self.members)

    def holds(self, start: int, month: int) -> bool:
        """Whether a tour begun in `start` holds its post in `month`: it is there and has taken over."""
        return start + self.overlap <= month < start + self.tour

    def is_there(self, start: int, month: int) -> bool:
        """Whether a tour begun in `start` is on the ground in `month`."""
        return start <= month < start + self.tour


def cycle_of(contribution: Contribution) -> int:
    """Return the months from the start of a unit's tour to the earliest start of its next."""
    return contribution.tour + math.ceil(contribution.rest * contribution.tour - 1e-9)


def months_to_set_out(scenario: Scenario, contribution: Contribution) -> tuple[int, ...]:
    """Return the months in which a tour may begin; none where a condition is never met."""
    first = contribution.first
    for condition in scenario.conditions:
        if contribution.id in condition.of:
            met = _met(scenario, condition, contribution)
            if met is None:
                return ()
            first = max(first, met)
    last = min(contribution.last - contribution.tour + 1, scenario.months - contribution.overlap)
    return tuple(range(first, last + 1))


def _met(scenario: Scenario, condition: Condition, contribution: Contribution) -> int | None:
    """Return the month from which a condition is met, None for never."""
    if condition.kind is ConditionKind.CEASEFIRE:
        return scenario.events.ceasefire
    if condition.kind is ConditionKind.BACKSTOP:
        return scenario.events.backstop
    if condition.kind is ConditionKind.VOTE:
        return condition.month
    return None if condition.place == contribution.place else 1


def pools(scenario: Scenario) -> list[Pool]:
    """Return all units that may ever go, those alike together, in an order that does not depend on names."""
    leading = frozenset(scenario.headquarters.nations) if scenario.headquarters else frozenset[str]()
    costs = any(each.is_money for each in scenario.ceilings)
    found: dict[tuple[object, ...], list[tuple[str, int]]] = {}
    for each in scenario.counted:
        months = months_to_set_out(scenario, each)
        if months and each.units and each.strength:
            nation = each.country if each.country in leading else None
            cost = each.cost if costs else 0.0
            alike = (each.strength, each.tour, cycle_of(each), each.overlap, each.role, nation, cost, months)
            found.setdefault(alike, []).append((each.id, each.units))
    return [Pool(tuple(members), *alike) for alike, members in found.items()]  # pyright: ignore[reportArgumentType]
