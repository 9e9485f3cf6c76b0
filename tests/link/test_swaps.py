"""Prisoners who are exchanged, counts that tell an event whatever place or night was read, and raids told late."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, FAR, claim, day, groups, link

from trucewatch.vocab.swaps import is_captive, is_handing, tells_swap

FREED = {"kind": "other", "object": "prisoner", "place": None, "is_swap": True, "when": day(4)}
STRIKE = {"acting": "QN", "actor": "Sallen"}
RAID = {**STRIKE, "kind": "raid", "object": "drone", "place": COUNTRY, "when": day(4, 5)}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("The two sides exchanged 95 prisoners of war.", True),
        ("It was the largest swap since spring.", True),
        ("Shopkeepers swapping stories saw 40 soldiers.", False),
        ("The army released 95 names.", False),
    ],
)
def test_a_sentence_tells_of_an_exchange_of_prisoners(sentence, is_told):
    assert tells_swap(sentence) is is_told
    assert is_captive("captive")
    assert not is_captive("soldier")
    assert is_handing("freed")


def test_an_exchange_is_no_part_of_the_attack_told_beside_it():
    dead, freed = claim(1, count=12, when=day(4)), claim(1, "released", 307, sentence=0, at=50, **FREED)
    assert groups(link(dead, freed)) == [[dead.figure_id], [freed.figure_id]]


@pytest.mark.parametrize(
    ("again", "is_one"),
    [
        pytest.param({}, True, id="of the same day"),
        pytest.param({"when": day(6)}, True, id="two days on"),
        pytest.param({"when": day(12)}, False, id="a week later"),
        pytest.param({"count": 40}, False, id="of other people"),
        pytest.param({"measure": "prisoner", "when": None}, True, id="of no day"),
    ],
)
def test_two_reports_tell_one_exchange(again, is_one):
    more = {**FREED, "measure": "released", "count": 307, **again}
    assert together(claim(1, "released", 307, **FREED), claim(2, **more)) is is_one


@pytest.mark.parametrize(("more", "is_one"), [({"is_swap": False}, True), ({"kind": "toll", "is_swap": False}, False)])
def test_those_told_next_to_the_exchanged_go_with_them(more, is_one):
    told = claim(1, "released", 307, **FREED)
    assert together(told, claim(1, "person", 7, **{**FREED, "object": "civilian", "at": 90, **more})) is is_one


@pytest.mark.parametrize(
    ("second", "is_one"),
    [({}, True), ({"count": 9}, False), ({"when": day(2)}, False), ({"acting": "QM", "actor": "Marren"}, False)],
)
def test_two_telling_counts_are_one_event_wherever_it_was_read_to_be(second, is_one):
    hurt = {"acting": "QN", "actor": "Sallen", "at": 9}
    told = [claim(1, count=14, **STRIKE), claim(1, "injured", 40, **hurt)]
    again = {**hurt, "count": 40, "place": FAR, **second}
    sides = {name: again[name] for name in ("acting", "actor")}
    other = claim(2, count=14, place=FAR, when=again.get("when", day(5)), **sides)
    assert together(*told, other, claim(2, "injured", **again)) is is_one


@pytest.mark.parametrize(
    ("count", "more", "is_one"),
    [
        pytest.param(23, {}, True, id="a count that is hardly chance"),
        pytest.param(20, {}, False, id="a round one"),
        pytest.param(13, {}, False, id="a small one"),
        pytest.param(23, {"acting": None, "actor": None}, False, id="of nobody"),
        pytest.param(23, {"when": day(4)}, False, id="of another day"),
    ],
)
def test_one_sides_deed_of_a_day_is_told_by_a_count_that_is_hardly_chance(count, more, is_one):
    assert (
        together(claim(1, count=count, **STRIKE), claim(2, count=count, **{**STRIKE, "place": FAR, **more})) is is_one
    )


@pytest.mark.parametrize(
    ("nights", "missiles", "is_one"), [((5, 6), 48, True), ((5, 6), 12, False), ((14, 15), 48, False)]
)
def test_a_raid_with_the_same_counts_is_one_though_its_night_was_misread(nights, missiles, is_one):
    told = [claim(1, "launched", 476, **RAID), claim(1, "launched", 48, **{**RAID, "object": "missile", "at": 9})]
    again = {**RAID, "when": day(*nights)}
    other = claim(2, "launched", 476, **again)
    assert together(*told, other, claim(2, "launched", missiles, **{**again, "object": "missile", "at": 9})) is is_one
