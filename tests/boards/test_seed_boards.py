"""The boards over the real reports beside the project: what a ceasefire monitor must find in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.boards.brief import situation_report
from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.ledger import Ledger, View
from trucewatch.pipeline import add_all, read_all

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds lie beside the project, not in it")


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeds") / "ledger.db"
    with Ledger.open(path) as ledger:
        read = read_all([str(each) for each in sorted(SEEDS.glob("*.txt"))])
        list(add_all(ledger, read, clock=lambda: "2030-01-01T00:00:00Z"))
        ledger.relink()
    with View.open(path) as opened:
        yield opened


def cells(view, name, *names, as_of=None, **only):
    return {
        tuple(row.cells[each] for each in names)
        for row in board(name, view, as_of=as_of)
        if all(row.cells[key] == value for key, value in only.items())
    }


def test_raids_add_up_to_their_residuals(view):
    told = cells(view, "raids", "night_end", "side", "launched", "intercepted", "lost", "residual")
    assert ("2025-04-05", "Russia", "92", "51", "31", 10) in told
    assert ("2025-03-20", "Russia", "171", "75", "63", 33) in told
    assert ("2025-03-20", "Ukraine", None, "132", None, None) in told
    assert ("2025-10-24", "Ukraine", None, "111", None, None) in told


def test_force_sizes_with_who_names_them(view):
    told = cells(view, "force", "party", "step", "value", aspect="size")
    assert {
        ("officials", "estimate", "10,000 to 30,000 troops"),
        ("Volodymyr Zelenskyy", "need", "100,000 to 150,000 troops"),
        ("diplomats", "estimate", "30,000 to 40,000 troops"),
    } <= told


def test_the_ladder_of_pledges(view):
    told = cells(view, "force", "party", "step", aspect="contribution", reports=1)
    assert {party for party, step in told if step == "willing"} == {"United Kingdom", "France"}
    assert {party for party, step in told if step == "open_to"} == {"Australia", "Canada", "Finland", "France"}
    assert cells(view, "force", "party", note="one report tells open_to and willing") == {("France",)}


def test_headquarters_take_turns_and_the_force_has_roles(view):
    assert cells(view, "force", "party", "value", aspect="command") == {
        ("Paris", "by turns of 12 months"),
        ("London", "by turns of 12 months"),
    }
    assert cells(view, "force", "step", aspect="role") == {("air",), ("sea",), ("training",)}


def test_conditions_and_objections(view):
    conditions = cells(view, "force", "party", "condition", aspect="condition")
    assert any(party == "Keir Starmer" and "backstop" in condition for party, condition in conditions)
    assert any(party == "Pete Hegseth" and "NATO" in condition for party, condition in conditions)
    assert cells(view, "force", "party", aspect="objection") == {("Russia",)}


def test_the_ceasefires(view):
    told = cells(view, "ceasefire", "party", "step", "terms", aspect="stand")
    assert {
        ("Ukraine", "agreed in principle", "partial"),
        ("Russia", "agreed in principle", "partial"),
        ("Donald Trump", "proposed", "full, 30-day"),
        ("Vladimir Putin", "refused", "full, 30-day"),
    } <= told
    assert cells(view, "ceasefire", "terms", step="off limits") == {("energy infrastructure",)}


def test_support_is_one_claim_in_two_currencies(view):
    assert cells(view, "support", "donor", "value", "currency", "same_as", "step", aspect="amount") == {
        ("Germany", "up to 3,000,000,000", "EUR", "$3.3 billion", "planned")
    }


def test_the_strike_with_both_sides_and_the_denial(view):
    told = cells(view, "attacks", "measure", "object", "best", "high", "axis", place="Kryvyi Rih")
    assert {
        ("killed", "person", 18, 18, None),
        ("killed", "child", 9, 9, None),
        ("injured", "person", 72, 72, None),
    } <= told
    (denied,) = cells(view, "attacks", "versions", "denied_by", axis="RU", measure="killed", place="Kryvyi Rih")
    assert denied[0].startswith("85 by Russian Ministry of Defence")
    assert "Ukrainian military" in denied[1]


def test_airports_and_railways(view):
    assert {
        ("air traffic", "Moscow", None),
        ("air traffic", "Russia", "briefly"),
        ("railways", "Ukraine", None),
    } <= cells(view, "disruption", "service", "place", "lasting")


def test_every_cell_with_evidence_leads_to_the_words(view):
    for name in BOARDS:
        for row in board(name, view):
            for each in (each for found in row.evidence.values() for each in found):
                assert view.text(each.report_id)[each.start : each.end] == each.wording


def test_vague_losses_of_no_place_and_day_are_no_attack(view):
    assert (2000, 9999) not in cells(view, "attacks", "low", "high")


def test_a_day_in_march_knows_nothing_of_april(view):
    assert cells(view, "raids", "night_end", as_of="2025-03-31") == {("2025-03-20",)}
    assert cells(view, "attacks", "place", as_of="2025-03-31") <= {("Kropyvnytskyi",), ("Saratov region",), (None,)}


def test_drones_called_after_a_land_were_not_shot_down_over_it(view):
    # The only ones of that day are Ukraine's 111, over "several regions" of Russia.
    shot = [f for f in view.figures() if (f["low"], f["measure"]) == (111, "intercepted")]
    assert shot
    assert all((f["place"] or {}).get("country") != "UA" for f in shot)


def test_the_brief_tells_origins_and_what_rests_on_one_voice(view):
    brief = situation_report(view, cutoff="2030-01-02")
    assert "From 5 reports by no named outlet, 4 origins." in brief
    lone = brief.split("## Resting on one voice")[1].split("\n## ")[0].strip().splitlines()
    assert lone[0].startswith("- shelling attack, Kherson"), "the gravest first"
    assert len(lone) <= 7
    terms = brief.split("## Ceasefire terms")[1].split("\n## ")[0]
    assert "30-day ceasefire" in terms
    assert "12-month periods" not in terms
    assert "three-year war" not in terms
    assert "12-month periods" in brief
    early = situation_report(view, cutoff="2025-03-31")
    assert "Kryvyi Rih" not in early


def test_the_brief_tells_what_raids_leave_open_what_a_truce_spares_seats_roles_and_what_copies_lost(view):
    brief = situation_report(view, cutoff="2030-01-02")
    for told in (
        "left open: **10** (92 − 51 − 31)",
        "left open: **33** (171 − 75 − 63)",
        "- **energy infrastructure** · “",
        "**Russia** agreed in principle (partial) · ",
        "- headquarters: **London** by turns of 12 months · ",
        "- role: **training** · ",
        "- value lost · “31 additional decoy drones”",
        "- made vague · “over 30 vehicles”",
        "- hedge flipped: kept at a distance, now vouched for · “claimed”",
        "announced train delays and route changes in three regions",
    ):
        assert told in brief, told
