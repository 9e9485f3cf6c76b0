"""The checker finds each broken rule, and shares nothing with the model."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from plan_scenarios import EXACT, scenario_of

from trucewatch.plan import checking
from trucewatch.plan.model import Question
from trucewatch.plan.scenario import Events
from trucewatch.plan.schedule import Lead, Schedule
from trucewatch.plan.search import search

TEXT = """
months = 12
[rules]
tour = 3
rest = 1
overlap = 1
place = "inland"
[costs]
land = 2
[events]
ceasefire = 1
backstop = 1
[hold]
roles = { land = 20 }
[headquarters]
nations = ["A", "B"]
months = 4
share = 0.25
[[ceiling]]
name = "consent"
soldiers = 500
[[ceiling]]
name = "budget"
money = 1000
[[contribution]]
id = "a"
country = "A"
role = "land"
strength = 50
units = 4
after_ceasefire = true
needs_backstop = true
not_on = "coast"
vote = 1
[[contribution]]
id = "b"
country = "B"
role = "land"
strength = 50
units = 4
until = 12
"""


@pytest.fixture(scope="module")
def solved():
    scenario = scenario_of(TEXT)
    best = search(scenario, Question.HOLD, EXACT)
    assert best.schedule is not None
    assert checking.faults(scenario, best.schedule) == []
    assert checking.strength(scenario, best.schedule) == best.value > 0
    return scenario, best.schedule


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: replace(s, events=Events(None, 1)), "condition is not met: ceasefire"),
        (lambda s: replace(s, events=Events(1, 9)), "condition is not met: backstop"),
        (lambda s: replace(s, contributions=tuple(replace(c, place="coast") for c in s.contributions)), "not_on"),
        (lambda s: replace(s, conditions=tuple(replace(c, month=9) if c.month else c for c in s.conditions)), "vote"),
        (lambda s: replace(s, contributions=tuple(replace(c, units=1) for c in s.contributions)), "only 1 units"),
        (lambda s: replace(s, contributions=tuple(replace(c, rest=9.0) for c in s.contributions)), "months of rest"),
        (lambda s: replace(s, contributions=tuple(replace(c, tour=2) for c in s.contributions)), "a tour is 2 months"),
        (lambda s: replace(s, contributions=tuple(replace(c, first=9) for c in s.contributions)), "on offer from"),
        (lambda s: replace(s, contributions=tuple(replace(c, is_out=c.id == "a") for c in s.contributions)), "not on"),
        (lambda s: replace(s, ceilings=tuple(replace(c, most=1) for c in s.ceilings)), "consent: "),
        (lambda s: replace(s, ceilings=tuple(replace(c, most=1) for c in s.ceilings)), "budget: "),
        (lambda s: replace(s, hold=replace(s.hold, roles={"air": 10})), "air: 0 in month"),
        (lambda s: replace(s, headquarters=replace(s.headquarters, share=0.9)), "less than its share"),
        (lambda s: replace(s, headquarters=replace(s.headquarters, months=3)), "should begin in month"),
    ],
)
def test_each_broken_rule_is_told(solved, change, words):
    scenario, schedule = solved
    assert any(words in each for each in checking.faults(change(scenario), schedule))


def test_turns_that_are_missing_or_repeated_are_told(solved):
    scenario, schedule = solved
    twice = tuple(replace(each, nation="A") for each in schedule.leads)
    assert any("twice in a row" in each for each in checking.faults(scenario, Schedule(schedule.tours, twice)))
    stranger = (Lead(2, 5, "C"), *schedule.leads[1:])
    assert any("not among" in each for each in checking.faults(scenario, Schedule(schedule.tours, stranger)))
    assert any("nobody leads" in each for each in checking.faults(scenario, Schedule(schedule.tours)))
    given = replace(scenario, headquarters=replace(scenario.headquarters, is_in_order=True))
    swapped = tuple(replace(each, nation="BA"[n % 2]) for n, each in enumerate(schedule.leads))
    assert any("not the turn" in each for each in checking.faults(given, Schedule(schedule.tours, swapped)))


def test_it_imports_nothing_of_the_model():
    tree = ast.parse(Path(checking.__file__).read_text("utf-8"))
    told = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {each for each in told if each and each.startswith("trucewatch")} == {
        "trucewatch.plan.scenario",
        "trucewatch.plan.schedule",
    }
