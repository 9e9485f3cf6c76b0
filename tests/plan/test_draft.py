"""A draft holds what the force board holds, each line with its claim, and nothing that no report states."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from trucewatch.plan.draft import draft
from trucewatch.plan.reading import faults_of, load

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


def claim(claim_id, source="Ann Roe", wording="some words", **more):
    held = {"id": claim_id, "report_id": "r1-a", "report": "a.txt", "start": 0, "end": 5, "wording": wording}
    return {**held, "source": source, "published": "2030-05-01", "outlet": "The Gazette", **more}


def row(aspect, *claims, **cells):
    held = {name: cells.get(name) for name in ("party", "step", "value", "condition")}
    return {"aspect": aspect, **held, "evidence": {"words": list(claims), "value": list(claims), "step": list(claims)}}


def figure(low, high, counted="troop"):
    return {"low": low, "high": high, "object": counted}


def test_a_stated_strength_is_set_and_all_else_is_asked_for():
    rows = [
        row("contribution", claim("f1-a"), party="Norway", step="announced", value="900 soldier"),
        row("contribution", claim("p1-b"), party="Norway", step="open_to"),
        row("contribution", claim("p1-c"), party="Peru", step="mentioned"),
    ]
    text = draft(rows, {"f1-a": figure(900, 900, "soldier")})
    (only,) = tomllib.loads(text)["contribution"]
    assert only == {"country": "Norway", "step": "announced", "strength": 900}
    head = text.split("name =")[0]
    assert "Norway units" in head
    assert "Norway strength" not in head
    assert "# contribution, Peru, mentioned: p1-c" in text
    assert any("has no units" in fault.words for fault in faults_of(text))


def test_rhythms_come_only_with_their_sources():
    text = draft([row("contribution", claim("p1-a"), party=who, step="willing") for who in ("Britain", "Peru")], {})
    british, peruvian = tomllib.loads(text)["contribution"]
    assert british["rest"] == 4
    assert "hansard" in text
    assert "rest" not in peruvian


def test_words_of_reports_break_no_line_and_hide_nothing():
    nasty = 'a"b\\c\n[[contribution]]\u2028\u202ex\x1b[31m'
    rows = [
        row("contribution", claim("p1-a", nasty, nasty, report=nasty), party=nasty, step="willing"),
        row("size", claim("f1-a", nasty, nasty), value="x"),
        row("condition", claim("p1-b", nasty, nasty), party=nasty, condition="only with a backstop " + nasty),
        row("objection", claim("p1-c", nasty, nasty), party=nasty, step="rejects"),
    ]
    text = draft(rows, {"f1-a": figure(5, None)})
    held = tomllib.loads(text)
    assert len(held["contribution"]) == 1
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", text)


def test_sizes_by_the_same_bounds_are_one_proposal_with_all_who_name_it():
    rows = [
        row("size", claim("f1-a", "outlet"), value="x"),
        row("size", claim("f1-b", "Ann Roe"), value="x"),
        row("size", claim("f1-c", "Jo Doe"), value="x"),
    ]
    told = {"f1-a": figure(10, 30), "f1-b": figure(10, 30), "f1-c": figure(50, None)}
    held = tomllib.loads(draft(rows, told))["proposal"]
    assert [(each["by"], each.get("low"), each.get("high"), each["claim"]) for each in held] == [
        ("Ann Roe", 10, 30, "f1-b"),
        ("Jo Doe", 50, None, "f1-c"),
    ]


def test_an_empty_board_is_a_draft_all_the_same():
    text = draft([], {})
    assert tomllib.loads(text)["name"]
    assert "nobody contributes anything" in " ".join(fault.words for fault in faults_of(text))


def test_the_worked_example_is_fine():
    scenario = load(ROOT / "examples" / "plan" / "ukraine.toml")
    assert scenario.countries == ("France", "United Kingdom", "Australia", "Canada", "Finland")
    assert [proposal.low for proposal in scenario.proposals] == [100_000, 30_000, 10_000]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it")
def test_the_draft_over_the_seeds(tmp_path):
    from trucewatch.boards.catalogue import board
    from trucewatch.ledger import Ledger, View
    from trucewatch.pipeline import add_all, read_all

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        read = read_all([str(each) for each in sorted(SEEDS.glob("*.txt"))])
        list(add_all(ledger, read, clock=lambda: "2030-01-01T00:00:00Z"))
    with View.open(tmp_path / "ledger.db") as view:
        figures = {each["figure_id"]: each for each in view.figures()}
        text = draft([each.record() for each in board("force", view)], figures)
    held = tomllib.loads(text)
    assert {(each["country"], each["step"]) for each in held["contribution"]} == {
        ("France", "willing"),
        ("United Kingdom", "willing"),
        ("Australia", "open_to"),
        ("Canada", "open_to"),
        ("Finland", "open_to"),
    }
    assert not [each for each in held["contribution"] if "strength" in each or "units" in each]
    assert set(held["headquarters"]["seats"]) == {"Paris", "London"}
    assert held["headquarters"]["months"] == 12
    assert ("backstop", "Keir Starmer") in {(each["kind"], each["said_by"]) for each in held["condition"]}
    sizes = {(each["by"], each["low"], each["high"]) for each in held["proposal"]}
    assert sizes == {
        ("officials", 10_000, 30_000),
        ("diplomats", 30_000, 40_000),
        ("Volodymyr Zelenskyy", 100_000, 150_000),
    }
    assert all(each["claim"] in figures for each in held["proposal"])
    assert "France strength: soldiers of one unit" in text
