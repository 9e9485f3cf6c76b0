"""Clashes are minimal; what-ifs, prices, reach and the spread follow from the same question."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from plan_scenarios import EXACT, TWO_NATIONS, scenario_of, small

from trucewatch.plan.answer import State, answer
from trucewatch.plan.asking import Held, held, held_in_all
from trucewatch.plan.chances import draw, spread
from trucewatch.plan.model import Question
from trucewatch.plan.scenario import Proposal
from trucewatch.plan.search import search
from trucewatch.plan.terms import terms, without
from trucewatch.plan.whatif import Reach, late_votes, reaches, what_if, without_country

SPREAD = TWO_NATIONS.replace("backstop = false", "backstop = 2") + (
    '[chances]\nceasefire = 0.9\nbackstop = 0.5\nsteps = { willing = 0.5 }\n'
    '[[proposal]]\nby = "officials"\nlow = 100\nhigh = 150\n'
)  # fmt: skip


def misses(scenario) -> bool:
    best = search(scenario, Question.NEED, EXACT)
    return best.value != 0


@settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(small(has_needs=True))
def test_a_clash_clashes_alone_and_not_without_any_one_of_its_terms(text):
    scenario = scenario_of(text)
    told = answer(scenario, Question.NEED, EXACT)
    if told.state is not State.IMPOSSIBLE:
        assert told.clash is None
        return
    every, kept = terms(scenario), told.clash.terms
    assert told.clash.is_minimal
    assert misses(without(scenario, [term for term in every if term not in kept]))
    for dropped in kept:
        left = [term for term in kept if term != dropped]
        assert not misses(without(scenario, [term for term in every if term not in left])), dropped


def test_every_term_can_be_given_up_once():
    scenario = scenario_of(
        TWO_NATIONS.replace("strength = 50", 'strength = 50\nuntil = 9\nfrom = 2\nvote = 3\nplace = "y"\nnot_on = "x"')
        + '[headquarters]\nnations = ["Arl", "Bem"]\nmonths = 6\nshare = 0.2\n[[ceiling]]\nsoldiers = 9\n'
        + "[[phase]]\nstrength = 10\nroles = { air = 5 }\n"
    )  # fmt: skip
    every = terms(scenario)
    kinds = [term.kind for term in every]
    assert sorted(kinds) == sorted(
        ["until", "from", "ceasefire", "backstop", "vote", "not_on", "rest", "ceiling", "headquarters", "need", "need"]
    )
    assert terms(without(scenario, every)) == []
    for term in every:
        assert term not in terms(without(scenario, [term]))
        assert len(terms(without(scenario, [term]))) == len(every) - 1


def test_what_follows_is_measured_in_soldiers_held():
    scenario = scenario_of(TWO_NATIONS + "vote = 4\n" + SPREAD[SPREAD.index("[[proposal]]") :])
    told = what_if(scenario, EXACT)
    assert told.base == Held(100, 100)
    of = {(each.kind, each.words): each.difference(told.base)[0] for each in told.changes}
    assert of["without", "without Arl"] == -100
    assert of["without", "without Bem"] == 0
    price = next(value for (kind, words), value in of.items() if kind == "price" and "of rest" in words)
    assert price == 200
    assert told.proposals[0][1] is Reach.PART
    assert next(told.records())["record"] == "plan_base"


def test_without_the_backstop_and_with_votes_late():
    text = TWO_NATIONS.replace("backstop = false", "backstop = 1").replace("after_ceasefire = true", "vote = 3")
    scenario = scenario_of(text)
    told = {each.kind: each.held.value for each in what_if(scenario, EXACT).changes if each.kind != "price"}
    assert held(scenario, EXACT).value == 200
    assert told["backstop"] == 100
    assert told["vote"] == 50, "the other alone"
    assert [each.month for each in late_votes(scenario, 6).conditions] == [9, None]


def test_who_leaves_leads_no_more():
    scenario = scenario_of(TWO_NATIONS + '[headquarters]\nnations = ["Arl", "Bem"]\nmonths = 6\nshare = 0\n')
    assert without_country(scenario, "Bem").headquarters.nations == ("Arl",)


def test_proposals_are_held_against_what_is_found_and_what_is_proved():
    def of(low, high, value, bound):
        return reaches(Proposal("x", low, high, 0), Held(value, bound))

    assert of(10, 20, 25, 30) is Reach.WHOLE
    assert of(10, 20, 15, 18) is Reach.PART
    assert of(10, 20, 5, 9) is Reach.NONE
    assert of(10, 20, 15, 22) is Reach.OPEN
    assert of(None, 20, 20, 20) is Reach.WHOLE


def test_the_spread_is_the_same_for_a_seed_and_however_many_processes():
    scenario = scenario_of(SPREAD)
    first = spread(scenario, EXACT, draws=30)
    assert first == spread(scenario, EXACT, draws=30)
    assert first.held != spread(scenario, replace(EXACT, seed=1), draws=30).held
    assert {0, 100} < set(first.held)
    assert first.quantile(0.5) in first.held
    assert {(by, size) for by, size, *_ in first.proposals} == {("officials", 100), ("officials", 150)}
    scenarios = [scenario, without_country(scenario, "Arl")]
    assert held_in_all(scenarios, EXACT, jobs=2) == held_in_all(scenarios, EXACT)


def test_a_sure_scenario_is_drawn_as_it_is():
    import random

    scenario = scenario_of(TWO_NATIONS)
    assert draw(scenario, random.Random(1)) == scenario
