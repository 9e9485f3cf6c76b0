"""The page of the planner: nothing without a scenario, charts and tables with one, switches that change the answer."""

from __future__ import annotations

import re

import pytest
from desks import client_of, settings_for

from trucewatch.plan.reading import read_scenario
from trucewatch.web.planning import Planner, Switches

SCENARIO = """
name = "a <b>small</b> force"
months = 12
start = "2030-01"
[rules]
tour = 2
rest = 1
[events]
backstop = 1
[headquarters]
nations = ["Arl", "Bem"]
months = 6
share = 0.2
[[contribution]]
country = "Arl"
role = "land"
strength = 100
units = 4
needs_backstop = true
[[contribution]]
country = "Bem"
role = "air"
strength = 50
units = 4
overlap = 1
vote = 1
[[proposal]]
by = "officials"
low = 150
high = 250
claim = "f1-none"
"""


@pytest.fixture
def planned(examples, tmp_path):
    pytest.importorskip("highspy", reason="the extra `plan` is not installed")
    scenario, faults = read_scenario(SCENARIO.replace("[rules]", "[hold]\nfrom = 2\n[rules]"))
    assert not faults
    return client_of(settings_for(examples, tmp_path / "replays", planner=Planner(scenario)))


def held(page: str) -> str:
    return re.search(r"([\d,]+) held in every month", page)[1]


def test_without_a_scenario_it_says_how_to_give_one(client):
    assert "serve --plan" in client.get("/plan").text


def test_a_scenario_is_shown_with_charts_tables_and_terms(planned):
    from test_pages import checked

    page = planned.get("/plan").text
    checked(page)
    assert held(page) == "250"
    assert "a &lt;b&gt;small&lt;/b&gt; force" in page
    assert page.count('class="chart months"') == page.count('class="chart gantt"') == 1
    assert "2030-03: 200 land, 250 in all" in page
    assert 'class="taking"' in page
    assert "within reach" in page
    assert "/figure/f1-none" not in page, "a claim that this ledger does not hold leads nowhere"
    assert "by turns of 6 months among Arl and Bem" in page
    assert "Nothing is added up" not in page, "what is held is worked out, and no claim"
    assert page.count(">as assumed</option>") == 3


def test_switches_change_what_can_be_held(planned):
    assert held(planned.get("/plan?without=Bem").text) == "200"
    assert held(planned.get("/plan?late=3").text) != "250"
    empty = planned.get("/plan?backstop=none&without=Bem").text
    assert "Nobody can be there" in empty
    assert "plan solve --ask hold" in empty, "why it is impossible is told on the command line"
    assert "Month by month" not in empty
    assert planned.get("/plan?without=Nowhere").status_code == 400
    assert planned.get("/plan?late=5").status_code == 400


def test_an_answer_is_kept_and_what_is_too_large_is_refused(planned, monkeypatch):
    from trucewatch.web import planning

    scenario, _ = read_scenario(SCENARIO)
    planner = Planner(scenario)
    assert planner.answer(Switches()) is planner.answer(Switches())
    monkeypatch.setattr(planning, "_MOST_COLUMNS", 1)
    assert "too large for a page" in planned.get("/plan?late=12").text


def test_without_the_solver_the_page_names_the_extra(planned, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    assert "trucewatch[plan]" in planned.get("/plan").text
