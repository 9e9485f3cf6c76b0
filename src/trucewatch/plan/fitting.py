"""What does not fit together in a scenario, though each value by itself is fine: misspelt names, rules for nobody.

A name that nothing answers to must not pass for one that was left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.plan.fields import Fault, near
from trucewatch.plan.scenario import ConditionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.plan.fields import Table
    from trucewatch.plan.scenario import Condition, Contribution, Scenario

__all__ = ["misfits"]

_EVENTS = ((ConditionKind.CEASEFIRE, "a ceasefire"), (ConditionKind.BACKSTOP, "the backstop"))


def misfits(top: Table, scenario: Scenario) -> None:
    """Add to the faults of a file what does not fit together in the scenario read from it."""
    for found in (_events, _leading, _costs, _places, _names):
        top.faults.extend(found(top, scenario))
    if not scenario.counted:
        top.faults.append(Fault(1, "nobody contributes anything: add a [[contribution]], or take `out = true` away"))


def _events(top: Table, scenario: Scenario) -> Iterator[Fault]:
    told = top.table("events").held
    for kind, words in _EVENTS:
        lines = [condition.line for condition in scenario.conditions if condition.kind is kind]
        if lines and kind.value not in told:
            said = f"somebody goes only with {words} (line {min(lines)}); give its month, or false for never"
            where = top.lines.of("events") if "events" in top.held else min(lines)
            yield Fault(where, f"[events] has no {kind}: {said}")


def _leading(top: Table, scenario: Scenario) -> Iterator[Fault]:
    rule = scenario.headquarters
    for nation in () if rule is None else rule.nations:
        if nation not in scenario.countries:
            words = f"{nation} is to lead and contributes nothing{near(nation, scenario.countries)}"
            yield Fault(top.lines.of("headquarters", "nations"), f"{words}: add a [[contribution]] of it")


def _costs(_: Table, scenario: Scenario) -> Iterator[Fault]:
    if any(ceiling.is_money for ceiling in scenario.ceilings):
        for each in scenario.counted:
            if "cost" not in each.lines:
                words = f"{each.id} has no cost, and there is a budget: set cost, or [costs] {each.role}"
                yield Fault(each.line, words)


def _places(_: Table, scenario: Scenario) -> Iterator[Fault]:
    """Yield places not to go to, where it is not said where they would go, or said a little otherwise."""
    offered = {each.id: each for each in scenario.counted}
    for condition in scenario.conditions:
        if condition.kind is ConditionKind.NOT_ON and condition.place:
            bound = [offered[name] for name in condition.of if name in offered]
            yield from _of_place(condition, condition.place, bound)


def _of_place(condition: Condition, place: str, bound: list[Contribution]) -> Iterator[Fault]:
    unset = [each.id for each in bound if not each.place]
    if unset:
        words = f"{unset[0]} is not to go to {place}, and where it goes is not said"
        yield Fault(condition.line, f"{words}: set place there, in [country.NAME] or in [rules]")
    alike = sorted({each.place for each in bound if each.place != place and _plain(each.place) == _plain(place)})
    if alike:
        yield Fault(condition.line, f"{place} and {alike[0]} are taken for two places: write both the same")


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _names(top: Table, scenario: Scenario) -> Iterator[Fault]:
    """Yield countries with rules of their own, and steps with a chance, that no contribution has."""
    known = sorted({each.country for each in scenario.contributions})
    for name in top.table("country").held:
        if name not in known:
            remedy = "write it as the contributions do, or take the table away"
            line = top.lines.of("country", name)
            yield Fault(line, f"[country.{name}]: no contribution is of {name}{near(name, known)}; {remedy}")
    steps = sorted({each.step for each in scenario.contributions if each.step})
    for name in top.table("chances").table("steps").held:
        if name not in steps and near(name, steps):
            line = top.lines.of("chances", "steps", name)
            yield Fault(line, f"steps: no contribution is on the step {name}{near(name, steps)}")
