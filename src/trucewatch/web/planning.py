"""The planner behind the desk: one scenario, its switches, and answers that are bounded in time and size and kept.

One question is worked out at a time; whoever asks the same again gets what was found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from trucewatch.errors import UsageError
from trucewatch.plan.answer import Answer, answer
from trucewatch.plan.model import Question
from trucewatch.plan.solver import Limits
from trucewatch.plan.starts import pools
from trucewatch.plan.whatif import late_votes, without_country

if TYPE_CHECKING:
    from trucewatch.plan.scenario import Scenario

__all__ = ["Planner", "Switches"]

_LIMITS = Limits(seconds=5.0, gap=0.02)
_MOST_COLUMNS = 6000  # months in which pools may set out; larger questions are for the command line
_MOST_KEPT = 64
_WAIT = 20.0  # seconds for the question before


@dataclass(frozen=True, slots=True)
class Switches:
    """What if: without a country (None: with all), without the backstop, votes that many months late."""

    without: str | None = None
    has_backstop: bool = True
    late: int = 0


class Planner:
    """Answers a scenario under switches."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self._kept: dict[Switches, Answer] = {}
        self._lock = Lock()

    def switched(self, switches: Switches) -> Scenario:
        """Return the scenario under switches."""
        scenario = self.scenario
        if switches.without is not None:
            scenario = without_country(scenario, switches.without)
        if not switches.has_backstop:
            scenario = replace(scenario, events=replace(scenario.events, backstop=None))
        return late_votes(scenario, switches.late) if switches.late else scenario

    def answer(self, switches: Switches) -> Answer:
        """Return what can be held; UsageError where it is too large for a page, or another question takes too long."""
        found = self._kept.get(switches)
        if found is not None:
            return found
        scenario = self.switched(switches)
        if sum(len(pool.months) for pool in pools(scenario)) > _MOST_COLUMNS:
            raise UsageError("this scenario is too large for a page: ask `trucewatch plan solve` on the command line")
        if not self._lock.acquire(timeout=_WAIT):
            raise UsageError("the planner is busy with another question: ask again in a moment")
        try:
            found = self._kept.get(switches) or answer(scenario, Question.HOLD, _LIMITS, explains=False)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[switches] = found
        finally:
            self._lock.release()
        return found
