"""The answer to a scenario: possible, impossible with the proof, or not settled with the best found and the bound."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from trucewatch.plan.clash import clash
from trucewatch.plan.model import Question
from trucewatch.plan.schedule import Schedule, missing_of, months_of
from trucewatch.plan.search import search

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.plan.clash import Clash
    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.solver import Limits

__all__ = ["Answer", "State", "answer", "question_of"]


class State(StrEnum):
    """What the search could say."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    NOT_SETTLED = "not settled"


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` and `bound`: strength held in every month, or soldiers times months missing, by `question`.

    A value of None: no schedule was found; a bound of None: none was proved. `clash`: why it is impossible.
    `is_cut_short`: the clock ended the search, so that another machine may come to another answer.
    """

    scenario: Scenario
    question: Question
    state: State
    value: int | None
    bound: int | None
    schedule: Schedule
    is_cut_short: bool = False
    clash: Clash | None = None

    @property
    def words(self) -> str:
        """The answer in one line."""
        if self.question is Question.HOLD:
            return _held(self)
        if self.state is State.POSSIBLE:
            return "possible: all that the phases need is there in every month"
        least = f"at least {self.bound:,}" if self.bound else "an amount not proved"
        found = "" if self.value is None else f"; the best schedule found misses {self.value:,}"
        if self.bound is None and self.value is None:
            return f"{self.state}: no schedule keeps the rules"
        return f"{self.state}: missing {least}{found} (soldiers times months)"

    def record(self) -> dict[str, Any]:
        """Return it as it is written in JSON."""
        scenario = self.scenario
        return {
            "record": "plan",
            "name": scenario.name,
            "question": self.question.value,
            "answer": self.state.value,
            "value": self.value,
            "bound": self.bound,
            "words": self.words,
            "cut_short": self.is_cut_short,
            "clash": None if self.clash is None else self.clash.record(),
            "months": self._months(),
            "tours": [
                {
                    "contribution": t.contribution,
                    "unit": t.unit,
                    "from": t.first,
                    "holds_from": t.holds_from,
                    "until": t.last,
                }
                for t in self.schedule.tours
            ],
            "headquarters": [{"from": t.first, "until": t.last, "nation": t.nation} for t in self.schedule.leads],
        }

    def _months(self) -> list[dict[str, Any]]:
        months = months_of(self.scenario, self.schedule)
        told = [each.record(self.scenario.month_name(each.number)) for each in months]
        if self.question is Question.HOLD:
            return told
        missing = missing_of(self.scenario, months)
        return [{**each, "missing": missing.get(each["month"], 0)} for each in told]


def question_of(scenario: Scenario) -> Question:
    """Return what a scenario asks for: its needs where its phases give any, else the largest strength."""
    return Question.NEED if scenario.has_needs else Question.HOLD


def answer(
    scenario: Scenario,
    question: Question | None,
    limits: Limits,
    *,
    explains: bool = True,
    watch: Callable[[str], None] = lambda _: None,
) -> Answer:
    """Return the answer to a scenario; `explains`: look for the clash where it is impossible."""
    asked = question or question_of(scenario)
    best = search(scenario, asked, limits, watch=watch)
    if best.value is None and best.bound is None and not best.is_cut_short:
        state = State.IMPOSSIBLE
    elif asked is Question.HOLD:
        state = _state_held(best.value, best.bound, limits.gap)
    elif best.value == 0:
        state = State.POSSIBLE
    else:
        state = State.IMPOSSIBLE if best.bound else State.NOT_SETTLED
    found = clash(scenario, asked, limits, watch=watch) if explains and state is State.IMPOSSIBLE else None
    schedule = best.schedule or Schedule()
    return Answer(scenario, asked, state, best.value, best.bound, schedule, best.is_cut_short, found)


def _state_held(value: int | None, bound: int | None, gap: float) -> State:
    if bound == 0:
        return State.IMPOSSIBLE
    if not value or bound is None or bound - value > max(gap, 0.0) * bound + 1e-9:
        return State.NOT_SETTLED
    return State.POSSIBLE


def _held(told: Answer) -> str:
    if told.value is None:
        return f"{told.state}: no schedule keeps the rules" + (" was found" if told.state is State.NOT_SETTLED else "")
    if told.state is State.IMPOSSIBLE:
        return "impossible: nobody can be there in every month that is to be held"
    if told.bound == told.value:
        return f"{told.state}: {told.value:,} held in every month, and no more can be"
    more = "more is not ruled out" if told.bound is None else f"no more than {told.bound:,} can be"
    return f"{told.state}: {told.value:,} held in every month; {more}"
