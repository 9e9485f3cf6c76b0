"""The optimum is what trying everything finds; more on offer never makes less; every schedule passes the checker."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_scenarios import EXACT, TWO_NATIONS, scenario_of, schedules, small

from trucewatch.errors import ConfigError, RecordError
from trucewatch.plan import checking, search
from trucewatch.plan.answer import State, answer
from trucewatch.plan.model import Question
from trucewatch.plan.scenario import Contribution, Headquarters, Hold, Scenario
from trucewatch.plan.schedule import missing_of, months_of
from trucewatch.plan.solver import Limits

FEW = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def found(scenario, question=Question.HOLD):
    return search.search(scenario, question, EXACT)


@FEW
@given(small())
def test_the_strength_held_is_what_trying_everything_finds(text):
    scenario = scenario_of(text)
    best = max((checking.strength(scenario, each) for each in schedules(scenario)), default=None)
    told = found(scenario)
    assert told.value == best
    assert told.bound == best


@FEW
@given(small(has_needs=True))
def test_the_least_gap_is_what_trying_everything_finds(text):
    scenario = scenario_of(text)
    least = min((checking.missing(scenario, each) for each in schedules(scenario)), default=None)
    told = found(scenario, Question.NEED)
    assert (told.value, told.bound) == (least, least)


@settings(parent=FEW, max_examples=8)
@given(small(), st.integers(0, 1))
def test_a_contribution_less_never_holds_more(text, which):
    scenario = replace(scenario_of(text), headquarters=None)
    offered = scenario.contributions
    fewer = replace(
        scenario, contributions=tuple(replace(e, is_out=True) if n == which else e for n, e in enumerate(offered))
    )
    more = replace(scenario, contributions=(*offered, replace(offered[which], id="one more", line=99)))
    values = [found(each).value for each in (fewer, scenario, more)]
    assert values == sorted(values)


def force(units: int, months: int, seed: int) -> Scenario:
    """A made-up force large enough for the steps of the search."""
    chance = random.Random(seed)
    offered = [
        Contribution(
            f"c{n}", f"N{n % 5}", "land", chance.randrange(4, 20) * 50, 2, 6, 3.0, n % 2, 1, 9999, "", n
        )
        for n in range(units // 2)
    ]  # fmt: skip
    return Scenario("made up", months, tuple(offered), Hold(2, months, {}),
                    headquarters=Headquarters(("N0", "N1"), 12, 0.25, False, 0))  # fmt: skip


def test_the_steps_for_large_forces_find_the_same_as_one_solution(monkeypatch):
    scenario = scenario_of(TWO_NATIONS.replace("backstop = false", "backstop = 1"))
    told = search.search(scenario, Question.HOLD, EXACT)
    monkeypatch.setattr(search, "_SMALL", 0)
    stepped = search.search(scenario, Question.HOLD, EXACT)
    assert (stepped.value, stepped.bound) == (told.value, told.bound)
    assert search.search(scenario, Question.NEED, EXACT).value == 0


def test_what_only_fractions_could_keep_is_impossible_in_steps_too(monkeypatch):
    monkeypatch.setattr(search, "_SMALL", 0)
    text = TWO_NATIONS.replace(
        "[hold]\nfrom = 3", "[hold]\nfrom = 3\nroles = { land = 50 }\n[[ceiling]]\nsoldiers = 60"
    )
    told = search.search(scenario_of(text), Question.HOLD, EXACT)
    assert (told.value, told.bound, told.is_cut_short) == (None, None, False)


def test_months_that_lack_something_add_up_to_the_gap():
    text = TWO_NATIONS + "[[phase]]\nfrom = 1\nstrength = 100\nroles = { air = 10 }\n"
    told = answer(scenario_of(text), None, EXACT, explains=False)
    short = missing_of(told.scenario, months_of(told.scenario, told.schedule))
    assert sum(short.values()) == told.value == 100 + 12 * 10
    assert short[1] == 110
    assert [month["missing"] for month in told.record()["months"]] == [short.get(n, 0) for n in range(1, 13)]


def test_a_large_force_is_planned_in_steps_the_same_each_time(monkeypatch):
    monkeypatch.setattr(search, "_SMALL", 10)
    scenario, limits = force(8, 14, 3), Limits(seconds=20, gap=0.05)
    told = search.search(scenario, Question.HOLD, limits)
    assert told.schedule is not None
    assert not checking.faults(scenario, told.schedule)
    assert 0 < told.value <= told.bound
    assert told.is_cut_short or told == search.search(scenario, Question.HOLD, limits)


def test_the_three_answers():
    asked = TWO_NATIONS + '[[phase]]\nname = "first"\nfrom = 4\nstrength = {}\n'
    possible = answer(scenario_of(asked.format(100)), None, EXACT)
    assert possible.state is State.POSSIBLE
    impossible = answer(scenario_of(asked.format(400)), None, EXACT)
    assert (impossible.state, impossible.value) == (State.IMPOSSIBLE, impossible.bound)
    assert "first needs 400" in {term.words.partition(" (")[0] for term in impossible.clash.terms}
    held = answer(scenario_of(TWO_NATIONS), None, EXACT)
    assert held.words == "possible: 100 held in every month, and no more can be"


def test_nothing_held_is_impossible_and_says_why():
    told = answer(scenario_of(TWO_NATIONS.replace("from = 3", "from = 1")), None, EXACT)
    assert (told.state, told.bound) == (State.IMPOSSIBLE, 0)
    assert [term.kind for term in told.clash.terms] == ["ceasefire"] or told.clash.is_minimal


def test_what_the_clock_cuts_short_is_not_settled(monkeypatch):
    monkeypatch.setattr(search, "_SMALL", 0)
    told = answer(force(12, 24, 1), Question.HOLD, Limits(seconds=0.01, gap=0.0), explains=False)
    assert told.state is State.NOT_SETTLED
    assert told.is_cut_short


def test_the_checker_stops_a_schedule_that_breaks_a_rule(monkeypatch):
    monkeypatch.setattr(checking, "faults", lambda *_: ["a rule is broken"])
    with pytest.raises(RecordError, match="a rule is broken"):
        found(scenario_of(TWO_NATIONS))


def test_without_the_solver_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    with pytest.raises(ConfigError, match=r"trucewatch\[plan\]"):
        found(scenario_of(TWO_NATIONS))
