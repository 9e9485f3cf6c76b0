"""`plan` on the command line: faults with lines, the three answers, JSON and CSV, and what is missing to solve."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest

SCENARIO = """
name = "a small force"
months = 8
[rules]
tour = 2
rest = 1
[events]
backstop = 1
[[contribution]]
country = "Arl"
role = "land"
strength = 100
units = 4
needs_backstop = true
chance = 0.5
[[proposal]]
by = "officials"
low = 150
high = 250
"""


@pytest.fixture
def scenario(tmp_path):
    def _scenario(text: str = SCENARIO):
        path = tmp_path / "s.toml"
        path.write_text(text, "utf-8")
        return path

    return _scenario


def test_check_lists_every_fault_with_its_line(run, scenario):
    path = scenario(SCENARIO.replace("tour = 2", "").replace("units = 4", "units = no"))
    code, out, _ = run("plan", "check", path)
    assert (code, out.count("\n")) == (1, 2)
    assert f"{path}:13: this is no TOML" in out


def test_check_says_what_is_offered_and_asked(run, scenario):
    code, out, _ = run("plan", "check", scenario())
    assert code == 0
    assert "on offer: 400 soldiers in 4 units of 1 country" in out
    assert "line 14: nobody goes without the backstop" in out
    assert out.endswith("fine\n")


def test_a_broken_scenario_is_misuse(run, scenario):
    code, _, err = run("plan", "solve", scenario(SCENARIO.replace("units = 4", "units = 0")))
    assert code == 2
    assert ":13: units = 0: a whole number from 1 to 1,000 is wanted" in err
    assert run("plan", "solve", "nowhere.toml")[0] == 2
    assert run("plan", "sing", "nowhere.toml")[0] == 2


def test_solve_as_json_csv_and_tables(run, scenario):
    pytest.importorskip("highspy", reason="the extra `plan` is not installed")
    code, out, err = run("plan", "solve", scenario())
    told = json.loads(out)
    assert (code, err) == (0, ""), "no progress where nobody looks"
    assert (told["answer"], told["value"], told["bound"]) == ("possible", 200, 200)
    assert {tour["contribution"] for tour in told["tours"]} == {"Arl land"}
    months = list(csv.DictReader(io.StringIO(run("plan", "solve", scenario(), "--format", "csv")[1])))
    assert len(months) == 8
    assert {row["held"] for row in months} == {"200"}
    assert months[0]["countries.Arl"] == "200"
    tours = run("plan", "solve", scenario(), "--format", "csv", "--table", "tours")[1]
    assert tours.startswith("contribution,unit,from,holds_from,until\n")
    shown = run("plan", "solve", scenario(), "--format", "table")[1]
    assert "200 held in every month, and no more can be" in shown
    assert "Arl land 1" in shown


def test_what_is_impossible_says_which_lines_clash(run, scenario):
    pytest.importorskip("highspy", reason="the extra `plan` is not installed")
    path = scenario(SCENARIO + "[[phase]]\nstrength = 300\n")
    shown = run("plan", "solve", path, "--format", "table")[1]
    assert shown.startswith("impossible: missing at least 800")
    assert "line 6: Arl: 1 month of rest" in shown
    assert "there may be other clashes beside this one" in shown
    months = list(csv.DictReader(io.StringIO(run("plan", "solve", path, "--format", "csv")[1])))
    assert sum(int(row["missing"]) for row in months) == 800
    assert "line 21: phase 1 needs 300" in shown
    assert run("plan", "solve", path, "--ask", "hold")[0] == 0


def test_what_if_and_spread(run, scenario):
    pytest.importorskip("highspy", reason="the extra `plan` is not installed")
    told = json.loads(run("plan", "what-if", scenario(), "--jobs", 1)[1])["rows"]
    assert told[0] == {"record": "plan_base", "held": 200, "bound": 200, "cut_short": False}
    assert {row["words"]: row["difference"] for row in told if row["record"] == "plan_change"} == {
        "without the backstop": -200,
        "without the term: nobody goes without the backstop, assumed in month 1": 0,
        "without the term: Arl: 1 month of rest for each month of a tour": 200,
    }
    assert told[-1]["reach"] == "its lower end is within reach"
    assert "officials" in run("plan", "what-if", scenario(), "--jobs", 1, "--format", "table")[1]
    held = json.loads(run("plan", "spread", scenario(), "--draws", 20, "--jobs", 1)[1])["held"]
    assert set(held) == {0, 200}
    assert "20 throws" in run("plan", "spread", scenario(), "--draws", 20, "--jobs", 1, "--format", "table")[1]
    assert run("plan", "spread", scenario(), "--draws", 5, "--format", "csv")[1].startswith("part,held,at_most\n")


def test_without_the_solver_the_extra_is_named(run, scenario, monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    code, _, err = run("plan", "solve", scenario())
    assert code == 2
    assert "trucewatch[plan]" in err
    assert run("plan", "check", scenario())[0] == 0


def test_a_draft_of_an_empty_ledger_lists_what_to_assume(run, report):
    run("add", report("12 people were hurt."))
    code, out, _ = run("plan", "draft")
    assert code == 0
    assert "Assumptions that you must make" in out
