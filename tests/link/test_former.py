"""What a story tells to have been counted before, and what a place lost on the first day of a longer count."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

BEFORE = {"count": 8, "at": 500, "source": "governor", "is_former": True, "place": DORN}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("former", "is_one"),
    [
        pytest.param({}, True, id="fewer than now"),
        pytest.param({"is_former": False}, False, id="no word of before"),
        pytest.param({"count": 9}, True, id="as many"),
        pytest.param({"count": 2}, False, id="a tenth"),
        pytest.param({"measure": "missing"}, False, id="of another measure"),
        pytest.param({"when": day(7)}, True, id="said on a later day"),
        pytest.param({"when": day(1, 4)}, False, id="of days before"),
        pytest.param({"place": FAR, "when": day(2)}, False, id="of another place and day"),
        pytest.param({"anew": True}, True, id="whatever strikes followed"),
    ],
)
def test_what_was_counted_before_goes_with_the_count_that_replaced_it(former, is_one):
    now = claim(1, count=20, place=REGION, source="governor", at=30)
    assert together(now, claim(1, **{**BEFORE, **former})) is is_one


def test_a_count_given_before_goes_with_that_of_its_voice():
    mine = claim(1, count=20, place=REGION, source="governor", at=30)
    other = claim(1, count=17, place=COUNTRY, source="army", at=90, when=day(3, 4))
    told = groups(link(mine, other, claim(1, **BEFORE)))
    assert sorted((mine.figure_id, "f1-00010500")) in told


@pytest.mark.parametrize(
    ("first", "is_one"),
    [
        pytest.param({}, True, id="fewer on the first day"),
        pytest.param({"count": 900}, False, id="more than all"),
        pytest.param({"when": day(3)}, False, id="of a later day"),
        pytest.param({"place": FAR}, False, id="of another place"),
        pytest.param({"object": "gunman"}, False, id="killed in reply"),
        pytest.param({"anew": True}, False, id="another attack"),
    ],
)
def test_the_dead_of_a_fights_first_day_are_of_those_counted_on_from_it(first, is_one):
    fight = claim(1, count=718, when=day(1, 6), source="monitor")
    told = {"count": 30, "at": 900, "when": day(1), "source": "ministry", **first}
    assert together(fight, claim(1, **told)) is is_one


@pytest.mark.parametrize(
    ("undated", "is_one"),
    [
        pytest.param({}, True, id="about as many"),
        pytest.param({"count": 90}, False, id="less than hundreds"),
        pytest.param({"count": 9000}, False, id="many times as many"),
        pytest.param({"place": FAR}, False, id="of another town"),
        pytest.param({"anew": True}, False, id="another attack"),
    ],
)
def test_hundreds_of_dead_of_no_day_are_those_of_the_towns_battle(undated, is_one):
    battle = claim(1, count=700, when=day(1, 6), source="monitor")
    told = {"count": 773, "at": 900, "when": None, "source": "minister", **undated}
    assert together(battle, claim(1, **told)) is is_one
