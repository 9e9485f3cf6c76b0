"""Many scenarios, one question each: the strength that can be held. Asked one after the other, or on several cores.

Answers come in the order of the scenarios, so the number of cores changes nothing but the time.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from trucewatch.plan.checking import faults, strength
from trucewatch.plan.model import Question
from trucewatch.plan.search import search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.schedule import Schedule
    from trucewatch.plan.solver import Limits

__all__ = ["Held", "held", "held_in_all"]


@dataclass(frozen=True, slots=True)
class Held:
    """The strength held in every month (0 where nothing keeps the rules), and what no schedule can exceed."""

    value: int
    bound: int
    is_cut_short: bool = False
    schedule: Schedule | None = field(default=None, compare=False, repr=False)

    def after(self, other: Held, scenario: Scenario) -> Held:
        """Return the better of this and what the schedule of another question holds in this scenario, if it may."""
        found = other.schedule
        if found is None or self.value >= min(other.value, self.bound) or faults(scenario, found):
            return self
        return replace(self, value=max(self.value, strength(scenario, found)), schedule=found)


def held(scenario: Scenario, limits: Limits) -> Held:
    """Return what a scenario can hold."""
    best = search(scenario, Question.HOLD, limits)
    if best.value is None and not best.is_cut_short:
        return Held(0, 0)
    most = sum(each.units * each.strength for each in scenario.counted)
    bound = most if best.bound is None else max(best.bound, best.value or 0)
    return Held(best.value or 0, bound, best.is_cut_short, best.schedule)


def held_in_all(
    scenarios: Sequence[Scenario], limits: Limits, *, jobs: int = 1, step: Callable[[], None] = lambda: None
) -> list[Held]:
    """Return what each scenario can hold, worked out in `jobs` processes; `step` is called after each."""
    found: list[Held] = []
    for each in _answers(scenarios, limits, jobs):
        found.append(each)
        step()
    return found


def _answers(scenarios: Sequence[Scenario], limits: Limits, jobs: int) -> Iterator[Held]:
    ask = partial(held, limits=limits)
    if jobs <= 1 or len(scenarios) < 2:
        yield from map(ask, scenarios)
        return
    with ProcessPoolExecutor(min(jobs, len(scenarios)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(ask, scenarios)
