"""The number guard: a brief with a number that leads to no figure on its line does not pass."""

from __future__ import annotations

import pytest
from ledger_readings import one

from trucewatch.boards.brief import guard, situation_report
from trucewatch.ledger import Ledger, View

CUTOFF = "2030-05-06T18:00:00Z"


@pytest.fixture
def view(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(one(outlet="Channel 4"), added="2030-05-05T00:00:00Z")
    with View.open(tmp_path / "ledger.db") as opened:
        yield opened


def test_a_brief_as_composed_passes(view):
    assert guard(situation_report(view, cutoff=CUTOFF), view) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("**18**", "**19**", "the number 19 leads to no figure"),
        ("**18**", "**1,800**", "the number 1,800 leads to no figure"),
        ("**18**", "**١٩**", "the number ١٩ leads to no figure"),
        ("“18 people”", "“18 people, 3 dogs”", "the number 3 leads to no figure"),
        ("> Absence", "> In all 27 died. Absence", "the number 27 leads to no figure"),
        ("## Positions", "## Positions of 12 states", "the number 12 leads to no figure"),
        ("Channel 4", "Channel 5", "the number 5 leads to no figure"),
        ("[f1-", "\\[f1-", "leads to no figure"),
        ("[f1-", "[f1-0000000000000000] [f1-", "f1-0000000000000000 is no id in the ledger"),
        ("killed: **18**", "18 reports killed: **17**", "the number 17 leads to no figure"),
    ],
)
def test_a_tampered_brief_fails(view, old, new, says):
    brief = situation_report(view, cutoff=CUTOFF)
    assert old in brief
    problems = guard(brief.replace(old, new), view)
    assert any(says in problem.message for problem in problems), problems
    assert {problem.stage for problem in problems} == {"guard"}


def test_a_number_under_another_figures_id_fails(view):
    brief = situation_report(view, cutoff=CUTOFF)
    eighteen, nine = (next(f["figure_id"] for f in view.figures() if f["low"] == low) for low in (18, 9))
    swapped = brief.replace(eighteen, "?").replace(nine, eighteen).replace("?", nine)
    assert {problem.message.partition(": ")[2] for problem in guard(swapped, view)} == {
        "the number 18 leads to no figure",
        "the number 9 leads to no figure",
    }


def test_ids_dates_and_counts_of_reports_need_no_figure(view):
    report_id = next(view.reports())["report_id"]
    assert guard(f"2 reports by 1 named outlet, 2030-05-04 to 2030-05-06\n\n[{report_id}]\n", view) == []


@pytest.mark.parametrize(
    ("told", "is_right"),
    [
        ("**9** (18 − 9)", True),
        ("**10** (18 − 9)", False),
        ("**9** (19 − 10)", False),
        ("**18** (18)", True),
        ("**0** (18 − 9 − 9)", False),
        ("9 left", True),
        ("**27** (18 + 9)", False),
    ],
)
def test_a_rest_passes_only_with_the_reckoning_of_the_figures_on_its_line(view, told, is_right):
    ids = " ".join(f"[{f['figure_id']}]" for f in view.figures() if f["low"] in {18, 9})
    assert (guard(f"- left open: {told} · {ids}", view) == []) is is_right
