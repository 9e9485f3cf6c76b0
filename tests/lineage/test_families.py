"""Copies and rewrites are one family; those who were at one press conference are not."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from lineage_reports import COPY, ELSEWHERE, PRESS_CONFERENCE, RETOLD, REWRITE, WIRE, report

from trucewatch import ids
from trucewatch.lineage import STANDARD, Steps, families
from trucewatch.lineage.compare import likeness
from trucewatch.lineage.telling import tellings
from trucewatch.model import Furniture, LinkKind, Story


def _names(found, docs) -> list[set[str]]:
    of = {doc.report.report_id: doc.report.outlet for doc in docs}
    return [{of[name] for name in family.reports} for family in found.families]


def _all() -> list:
    told = [(WIRE, "AP"), (COPY, "Daily"), (REWRITE, "Pulse"), (PRESS_CONFERENCE, "Herald"), (ELSEWHERE, "Farmer")]
    return [report(text, outlet=outlet) for text, outlet in told]


def test_a_copy_and_a_rewrite_are_one_family_and_a_reporter_on_the_spot_is_not() -> None:
    docs = _all()
    found = families(docs)
    assert _names(found, docs) == [{"AP", "Daily", "Pulse"}]


@pytest.mark.parametrize(
    ("text", "kind"), [(COPY, LinkKind.COPY), (REWRITE, LinkKind.REWRITE)], ids=["copy", "rewrite"]
)
def test_two_reports_alone_are_linked_with_the_evidence_of_their_kind(text, kind) -> None:
    found = families([report(WIRE, outlet="AP"), report(text)])
    assert kind in {link.kind for link in found.families[0].evidence}
    assert all(link.a < link.b and 0 < link.score <= 1 and link.detail for link in found.families[0].evidence)


@pytest.mark.parametrize("text", [WIRE, COPY, REWRITE])
def test_a_press_conference_makes_no_family(text) -> None:
    assert not families([report(text, outlet="AP"), report(PRESS_CONFERENCE)]).families


def test_an_empty_ledger_has_no_family() -> None:
    found = families([])
    assert (found.families, found.near, found.compared) == ((), (), 0)


def test_the_origin_is_the_agencys_own_report() -> None:
    docs = _all()
    family = families(docs).families[0]
    assert family.agency == "Associated Press"
    assert family.origin == docs[0].report.report_id


def test_without_its_own_report_the_first_that_credits_the_agency_is_the_origin() -> None:
    later = report(REWRITE + "\nThe Associated Press contributed to this report.\n", published="2031-05-13")
    first = report(COPY + "\nBy Ann Lee, Associated Press\n", outlet="Daily")
    assert families([later, first]).families[0].origin == first.report.report_id


def test_a_family_that_credits_nobody_has_no_known_origin() -> None:
    family = families([report(COPY, outlet="Daily"), report(REWRITE)]).families[0]
    assert (family.agency, family.origin) == (None, None)


def test_the_order_of_reports_does_not_show() -> None:
    docs = _all()
    expected = families(docs)
    for seed in range(5):
        random.Random(seed).shuffle(docs)
        assert families(docs) == expected, seed


def test_an_id_follows_from_the_members() -> None:
    family = families(_all()).families[0]
    assert family.lineage_id == ids.lineage_id(reversed(family.reports))


def test_a_page_of_several_stories_is_compared_story_by_story() -> None:
    page = f"{ELSEWHERE}\n{REWRITE}"
    stories = (Story(0, len(ELSEWHERE)), Story(len(ELSEWHERE) + 1, len(page)))
    digest, wire, farmer = report(page, stories=stories), report(WIRE, outlet="AP"), report(ELSEWHERE, outlet="Farmer")
    found = families([digest, wire, farmer])
    pairs = [set(family.reports) for family in found.families]
    assert {digest.report.report_id, wire.report.report_id} in pairs
    assert {digest.report.report_id, farmer.report.report_id} in pairs
    assert found.origin_of(digest.report.report_id, 0) != found.origin_of(digest.report.report_id, len(page) - 5)


def test_furniture_shared_by_two_pages_of_one_site_is_no_copying() -> None:
    notice = "Sign in with the account of Velmora Media. Ilse Karran edits page 7 of 12 for Port Lissa readers. " * 9
    docs = [
        report(text + notice, outlet=outlet, furniture=(Furniture(len(text), len(text + notice), "newsletter"),))
        for text, outlet in ((ELSEWHERE, "Farmer"), (PRESS_CONFERENCE, "Herald"))
    ]
    assert not families(docs).families


def test_background_that_stands_in_reports_for_weeks_joins_nobody() -> None:
    background = (
        "The war between Ostria and Tessaly began in 2027 after a dispute over the Arda dams and has killed 48,000 "
        "people by the count of the Joint Monitoring Group. A truce signed at Port Lissa in March 2031 obliges both "
        "armies to keep their guns 15 kilometres from the Grey River and to open the Sarel road to relief convoys. "
    )
    leads = [
        "Mayor Tom Hale opened a library in Kestrel on Friday with 300 books.",
        "Two trawlers sank off Cape Ember in a storm, the coast guard of Amberley said.",
        "Singer Mina Rowe cancelled 4 concerts in Halden because of a strike.",
    ]
    docs = [
        report(f"{lead}\n\n{background}", outlet=str(n), published=f"2031-0{n + 4}-12") for n, lead in enumerate(leads)
    ]
    assert not families(docs).families


def test_people_may_join_what_the_rules_keep_apart_and_part_what_they_join() -> None:
    docs = _all()
    wire, copy, _, spot, _ = (doc.report.report_id for doc in docs)
    pair = (min(wire, spot), max(wire, spot))
    joined = families([docs[0], docs[3]], judged={pair: True})
    assert set(joined.families[0].reports) == {wire, spot}
    pair = (min(wire, copy), max(wire, copy))
    parted = families(docs, judged={pair: False})
    assert not any({wire, copy} <= set(family.reports) for family in parted.families)


def _doubted() -> list:
    """Return a wire story, its copy, and a report that tells some of it: alike, but apart."""
    some = REWRITE[: REWRITE.index("Six children")] + PRESS_CONFERENCE[PRESS_CONFERENCE.index("Firemen") :]
    return [report(WIRE, outlet="AP"), report(COPY, outlet="Daily"), report(some, outlet="Herald")]


def test_reports_alike_but_kept_apart_are_told_with_their_stories_the_best_pair_of_a_family_once() -> None:
    docs = _doubted()
    rules = replace(STANDARD, near=0.01)
    found = families(docs, steps=Steps(rules))
    wire, copy, herald = (doc.report.report_id for doc in docs)
    assert [set(family.reports) for family in found.families] == [{wire, copy}]
    (pair,) = found.near
    assert herald in {pair.a, pair.b}
    assert [part.report_id for part in pair.parts] == [pair.a, pair.b]
    assert pair.score >= rules.near
    assert "same order" in pair.detail


def test_of_one_report_no_more_doubts_are_told_than_the_rules_say() -> None:
    docs = [
        *(report(f"{WIRE}\nPrinted in edition {n} of the paper.", outlet=str(n)) for n in range(4)),
        report(_doubted()[2].report.text),
    ]
    apart = dict.fromkeys(combinations(sorted(doc.report.report_id for doc in docs), 2), False)
    rules = replace(STANDARD, near=0.01, doubts=2)
    held = Counter(name for pair in families(docs, steps=Steps(rules), judged=apart).near for name in (pair.a, pair.b))
    assert held
    assert max(held.values()) == 2


def test_a_report_joined_by_people_joins_the_whole_family_and_breaks_none() -> None:
    docs = [*_doubted(), report(COPY.replace("a bakery", "one bakery"), outlet="Weekly"), report(ELSEWHERE)]
    wire, copy, _, weekly, elsewhere = (doc.report.report_id for doc in docs)
    pair = (min(copy, elsewhere), max(copy, elsewhere))
    found = families(docs, judged={pair: True})
    assert [set(family.reports) for family in found.families] == [{wire, copy, weekly, elsewhere}]
    assert any("judged to be one text" in link.detail for link in found.families[0].evidence)


def test_a_copy_judged_apart_from_one_report_never_comes_to_it_behind_its_twin() -> None:
    docs = [
        report(WIRE, outlet="AP"),
        report(WIRE + "\nPrinted in the morning.", outlet="Daily"),
        report(REWRITE, outlet="Pulse"),
    ]
    _, daily, pulse = (doc.report.report_id for doc in docs)
    parted = families(docs, judged={(min(daily, pulse), max(daily, pulse)): False})
    assert not any({daily, pulse} <= set(family.reports) for family in parted.families)


def test_the_pairs_compared_are_told_and_are_not_all() -> None:
    docs = [report(WIRE, outlet="AP"), report(REWRITE)] + [
        report(f"Company {n} of Town{n} hired {n + 20} clerks, said Chief{n}.", outlet=f"o{n}") for n in range(40)
    ]
    assert families(docs).compared < len(docs)


@pytest.mark.parametrize(
    ("says", "is_one"), [("the Associated Press reports", True), ("Reuters reports", False), ("she said", False)]
)
def test_a_retelling_in_other_words_is_one_family_where_it_names_whose_report_it_tells(says: str, is_one: bool) -> None:
    found = families([report(WIRE, outlet="AP"), report(RETOLD.format(says=says))])
    assert bool(found.families) is is_one
    if is_one:
        assert {link.kind for link in found.families[0].evidence} == {LinkKind.REWRITE, LinkKind.CREDIT}


def test_naming_an_agency_makes_no_family_of_a_report_of_ones_own() -> None:
    own = report(PRESS_CONFERENCE.replace("told reporters", "told reporters, the Associated Press reports"))
    assert not families([report(WIRE, outlet="AP"), own]).families


@pytest.mark.parametrize("outlet", [f"Ferry News {n}" for n in range(6)])
def test_an_excerpt_that_speaks_for_its_copies_keeps_no_rewrite_of_the_whole_out(outlet: str) -> None:
    lines = [line for line in WIRE.splitlines() if line.strip()]
    docs = [report("\n\n".join(lines[: len(lines) // 2]), outlet=outlet), report(WIRE, outlet="AP"), report(REWRITE)]
    (family,) = families(docs).families
    assert set(family.reports) == {doc.report.report_id for doc in docs}


_QUOTES = (
    "“We lost 14 of our 60 boats in the night and nobody came to help us until Tuesday,”",
    "“The 3 bridges over the Ostrel are gone and the mill burned for 2 days,”",
    "“My brother Ivo Tarn saw 9 soldiers carry the bells of Dornhaven away,”",
)
_FRAMES = (
    ("{} mayor Ada Imre told us.", "{} she added.", "{} the baker said."),
    ("It was Ada Imre who said: {} and left.", "Asked again: {} came the answer.", "From a neighbour: {} he wrote."),
)


def test_sentences_that_quote_one_statement_alike_say_nothing_of_copying() -> None:
    told = [
        "Harbour diary. " + " ".join(frame.format(quote) for frame, quote in zip(frames, _QUOTES, strict=True)) + more
        for frames, more in zip(
            _FRAMES,
            (" Fishing rights are what this quarrel is about.", " Winter wheat prices rose, traders complained."),
            strict=True,
        )
    ]
    one, other = (telling for text in told for telling in tellings(report(text), shingle=5))
    like = likeness(one, other, STANDARD)
    assert like is not None
    assert like.aligned == (0.0, 0.0)


def test_stories_that_share_too_few_numbers_and_names_for_a_link_are_not_compared() -> None:
    told = "It was quiet in Velmora, in Arda and near Sarel, where {} people had bread."
    three, other = report(told.format("few")), report(told.format("some"), outlet="o")
    assert families([three, other]).compared == 0
    assert families([report(told.format(23)), report(told.format("23 old"), outlet="o")]).compared == 1
