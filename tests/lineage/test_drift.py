"""What a rewrite did to a wire story of our own, told from the origin to the copy."""

from __future__ import annotations

import pytest
from lineage_reports import COPY, PRESS_CONFERENCE, REWRITE, WIRE, report

from trucewatch.lineage import drift, families
from trucewatch.model import Change, Drift, Reading


@pytest.fixture(scope="module")
def docs() -> list[Reading]:
    from trucewatch.read.reader import read

    told = [(WIRE, "AP"), (COPY, "Daily"), (REWRITE, "Pulse"), (PRESS_CONFERENCE, "Herald")]
    return [read(report(text, outlet=outlet).report) for text, outlet in told]


@pytest.fixture(scope="module")
def found(docs) -> tuple[Drift, ...]:
    (family,) = families(docs).families
    assert family.origin == docs[0].report.report_id
    return drift(family, docs)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (Change.HEDGE_FLIPPED, "claimed", "confirmed"),
        (Change.QUOTE_ALTERED, "until the last stone", "search until the last stone"),
        (Change.MADE_VAGUE, "1,800 residents", "Numerous residents"),
    ],
)
def test_the_rewrite_changed_it(found, change: Change, before: str, after: str) -> None:
    assert any(
        each.change == change and before in each.before.wording and each.after and after in each.after.wording
        for each in found
    ), [(each.change.value, each.before.wording) for each in found]


def test_the_copy_lost_the_missing(found, docs) -> None:
    lost = [each for each in found if each.change == Change.VALUE_LOST and "14" in each.before.wording]
    assert lost


def test_all_is_told_from_the_origin(found, docs) -> None:
    assert {each.before.report_id for each in found} == {docs[0].report.report_id}


def test_each_change_stands_in_its_report(found, docs) -> None:
    texts = {doc.report.report_id: doc.report.text for doc in docs}
    for each in found:
        for cited in filter(None, (each.before, each.after)):
            assert texts[cited.report_id][cited.start : cited.end] == cited.wording


def test_the_order_of_reports_does_not_show(found, docs) -> None:
    (family,) = families(docs).families
    assert drift(family, reversed(docs)) == found


def test_a_family_whose_reports_are_not_at_hand_shows_no_drift(docs) -> None:
    (family,) = families(docs).families
    assert drift(family, docs[:1]) == ()


def test_a_cut_or_joined_quotation_is_not_altered(docs) -> None:
    from trucewatch.read.reader import read

    cut = WIRE.replace('until the last stone is turned,"', 'until the last stone,"').replace("(AP) ", "")
    pair = [docs[0], read(report(cut).report)]
    (family,) = families(pair).families
    assert Change.QUOTE_ALTERED not in {each.change for each in drift(family, pair)}
