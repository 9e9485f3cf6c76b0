"""Families on pages: which reports are one voice, why, and what the telling changed, sentence by sentence."""

from __future__ import annotations

import re

import pytest

from trucewatch.ledger import View
from trucewatch.ledger.pages import families
from trucewatch.model import Change
from trucewatch.web.pages.families import CHANGES


def test_every_family_of_the_ledger_is_listed_and_leads_to_its_page(client, examples):
    with View.open(examples) as view:
        named = [name for name, _ in view.kept("lineage")]
    shown = client.get("/families").text
    assert named
    for name in named:
        assert f"/family/{name}" in shown
        page = client.get(f"/family/{name}")
        assert page.status_code == 200
        assert "Why they are one" in page.text


def test_every_change_between_two_reports_stands_beside_their_sentences(client, examples):
    with View.open(examples) as view:
        found = [record for _, record in view.kept("lineage") if len(record["reports"]) == 2]
        kept = {record["drift_id"]: record for _, record in view.kept("drift")}
    for family in found:
        page = client.get(f"/family/{family['lineage_id']}").text
        mine = {name: each for name, each in kept.items() if each["lineage_id"] == family["lineage_id"]}
        assert mine
        for name, each in mine.items():
            note = re.search(rf'<p id="{name}">(.*?)</p>', page, re.DOTALL)
            assert note, each
            assert CHANGES[each["change"]] in note[1]


def test_a_pair_is_laid_out_whole_each_sentence_once(examples):
    with View.open(examples) as view:
        for _, family in view.kept("lineage"):
            one, other = family["reports"][:2]
            held = families.pair(view, family, one, other)
            assert held is not None
            for sides in ([row.one for row in held.rows], [row.other for row in held.rows]):
                spans = [span for span in sides if span is not None]
                assert len(spans) == len(set(spans))
            assert [row.one for row in held.rows if row.one] == sorted(row.one for row in held.rows if row.one)
            assert any(row.one and row.other for row in held.rows)
            assert all(row.alike >= 0.25 for row in held.rows if row.moved), "what is barely alike keeps its order"


def test_sides_may_be_exchanged_and_members_that_are_none_are_passed_over(client, examples):
    with View.open(examples) as view:
        name, family = next(view.kept("lineage"))
    one, other = family["reports"][:2]
    for query in (f"?one={other}&other={one}", "?one=r1-none&other=<b>", f"?one={one}&other={one}"):
        answer = client.get(f"/family/{name}{query}")
        assert answer.status_code == 200
        assert "Sentence by sentence" in answer.text


@pytest.mark.parametrize("change", list(Change))
def test_families_are_asked_for_by_what_changed(client, examples, change):
    with View.open(examples) as view:
        named = {record["lineage_id"] for _, record in view.kept("drift") if record["change"] == change}
    shown = client.get(f"/families?change={change}").text
    assert set(re.findall(r"/family/(l1-\w+)", shown)) == named


def test_every_change_has_a_name_of_its_own():
    assert set(CHANGES) == set(Change)
    assert len(set(CHANGES.values())) == len(Change)
