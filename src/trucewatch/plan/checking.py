"""Does a schedule keep every rule, and does it hold what the answer says? Worked out anew, month by month.

It shares no code with the model that made the schedule: only the scenario and the schedule themselves come in.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.plan.scenario import Condition, Contribution, Headquarters, Scenario
    from trucewatch.plan.schedule import Schedule, Tour

__all__ = ["faults", "missing", "strength"]


def faults(scenario: Scenario, schedule: Schedule) -> list[str]:
    """Return every rule that a schedule breaks, in words; none where it keeps them all."""
    return [*_tours(scenario, schedule), *_rests(scenario, schedule), *_ceilings(scenario, schedule),
            *_roles(scenario, schedule), *_turns(scenario, schedule)]  # fmt: skip


def strength(scenario: Scenario, schedule: Schedule) -> int:
    """Return the strength that is held in every month of those to be held."""
    months = range(scenario.hold.first, scenario.hold.last + 1)
    return min((_in_month(scenario, schedule, month, lambda _: True) for month in months), default=0)


def missing(scenario: Scenario, schedule: Schedule) -> int:
    """Return what is missing to the needs of the phases: soldiers times months, in all and of each role."""
    short = 0
    for phase in scenario.phases:
        for month in range(phase.first, phase.last + 1):
            if phase.strength is not None:
                short += max(0, phase.strength - _in_month(scenario, schedule, month, lambda _: True))
            for role, need in phase.roles.items():
                short += max(0, need - _in_month(scenario, schedule, month, lambda c, role=role: c.role == role))
    return short


def _in_month(
    scenario: Scenario, schedule: Schedule, month: int, wanted: Callable[[Contribution], bool], *, holding: bool = True
) -> int:
    offered = {each.id: each for each in scenario.contributions}
    total = 0
    for tour in schedule.tours:
        contribution = offered[tour.contribution]
        begins = tour.first + (contribution.overlap if holding else 0)
        if begins <= month <= tour.last and wanted(contribution):
            total += contribution.strength
    return total


def _tours(scenario: Scenario, schedule: Schedule) -> Iterator[str]:
    offered = {each.id: each for each in scenario.contributions if not each.is_out}
    for tour in schedule.tours:
        contribution = offered.get(tour.contribution)
        if contribution is None:
            yield f"{tour.contribution} is sent, and is not on offer"
            continue
        told = f"{contribution.id}, unit {tour.unit}, from month {tour.first}"
        if not 1 <= tour.unit <= contribution.units:
            yield f"{told}: there are only {contribution.units} units"
        if tour.last - tour.first + 1 != contribution.tour:
            yield f"{told}: a tour is {contribution.tour} months"
        if tour.first < contribution.first or tour.last > contribution.last:
            yield f"{told}: it is on offer from month {contribution.first} to {contribution.last} only"
        for condition in scenario.conditions:
            if contribution.id in condition.of and not _is_met(scenario, condition, contribution, tour):
                yield f"{told}: its condition is not met: {condition.key}"


def _is_met(scenario: Scenario, condition: Condition, contribution: Contribution, tour: Tour) -> bool:
    match condition.kind.value:
        case "ceasefire":
            return scenario.events.ceasefire is not None and scenario.events.ceasefire <= tour.first
        case "backstop":
            return scenario.events.backstop is not None and scenario.events.backstop <= tour.first
        case "vote":
            return condition.month is not None and condition.month <= tour.first
        case _:
            return condition.place != contribution.place


def _rests(scenario: Scenario, schedule: Schedule) -> Iterator[str]:
    offered = {each.id: each for each in scenario.contributions}
    served: dict[tuple[str, int], list[Tour]] = defaultdict(list)
    for tour in schedule.tours:
        served[tour.contribution, tour.unit].append(tour)
    for (name, unit), tours in served.items():
        contribution = offered.get(name)
        if contribution is None:
            continue
        rest = ceil(Fraction(str(contribution.rest)) * contribution.tour)
        tours.sort(key=lambda tour: tour.first)
        for before, after in pairwise(tours):
            if after.first - before.last - 1 < rest:
                yield f"{name}, unit {unit}: back in month {after.first}, after less than {rest} months of rest"


def _ceilings(scenario: Scenario, schedule: Schedule) -> Iterator[str]:
    offered = {each.id: each for each in scenario.contributions}
    for ceiling in scenario.ceilings:
        for month in range(ceiling.first, min(ceiling.last, scenario.months) + 1):
            total = Fraction(0)
            for tour in schedule.tours:
                each = offered[tour.contribution]
                if tour.first <= month <= tour.last and ceiling.role in {None, each.role}:
                    total += each.strength * (Fraction(str(each.cost)) if ceiling.is_money else 1)
            if total > Fraction(str(ceiling.most)):
                yield f"{ceiling.name}: {float(total):,.0f} in month {month}, more than {ceiling.most:,.0f}"


def _roles(scenario: Scenario, schedule: Schedule) -> Iterator[str]:
    for role, least in scenario.hold.roles.items():
        for month in range(scenario.hold.first, scenario.hold.last + 1):
            held = _in_month(scenario, schedule, month, lambda each, role=role: each.role == role)
            if held < least:
                yield f"{role}: {held:,} in month {month}, and at least {least:,} are asked for"


def _turns(scenario: Scenario, schedule: Schedule) -> Iterator[str]:
    rule = scenario.headquarters
    if rule is None:
        return
    yield from _order(scenario, schedule, rule)
    for month in range(scenario.hold.first, scenario.months + 1):
        lead = next((turn.nation for turn in schedule.leads if turn.first <= month <= turn.last), None)
        own = _in_month(scenario, schedule, month, lambda each, lead=lead: each.country == lead)
        whole = _in_month(scenario, schedule, month, lambda _: True)
        if own < Fraction(str(rule.share)) * whole:
            yield f"headquarters: {lead} leads in month {month} with {own:,} of {whole:,}, less than its share"


def _order(scenario: Scenario, schedule: Schedule, rule: Headquarters) -> Iterator[str]:
    month = scenario.hold.first
    for number, turn in enumerate(schedule.leads):
        if turn.first != month or turn.last != min(month + rule.months - 1, scenario.months):
            yield f"headquarters: the turn of {turn.nation} should begin in month {month} and last {rule.months} months"
        if turn.nation not in rule.nations:
            yield f"headquarters: {turn.nation} is not among those that lead"
        if rule.is_in_order and turn.nation != rule.nations[number % len(rule.nations)]:
            yield f"headquarters: it is not the turn of {turn.nation} in month {turn.first}"
        if number and len(rule.nations) > 1 and schedule.leads[number - 1].nation == turn.nation:
            yield f"headquarters: {turn.nation} leads twice in a row in month {turn.first}"
        month = turn.last + 1
    if month <= scenario.months:
        yield f"headquarters: nobody leads from month {month} on"
