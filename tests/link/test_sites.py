"""Scenes of one story told of two places: a land and a town in one breath, somebody's fighters, towns of a region."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

from trucewatch.model import Place

BLOW = {"when": day(5), "actor": "Sallen", "acting": "QN", "hit": "QM"}
VILLAGE = Place("Old Mill", "QM", None, None, 1, None)
OTHER = Place("Reed Bank", "QM", None, None, 1, None)


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        pytest.param({}, True, id="one sentence"),
        pytest.param({"sentence": 300}, False, id="another sentence"),
        pytest.param({"when": day(3)}, False, id="another day"),
        pytest.param({"anew": True}, False, id="another strike"),
        pytest.param({"acting": "QM", "actor": "Marren", "hit": "QN"}, False, id="the other side's"),
        pytest.param({"place": FAR, "count": 2}, True, id="any town of the land"),
    ],
)
def test_a_land_and_a_town_in_it_are_told_of_in_one_breath(second, is_one):
    land = claim(1, count=12, place=COUNTRY, **BLOW)
    town = claim(1, **{**BLOW, "count": 5, "at": 40, "sentence": 0, **second})
    assert together(land, town) is is_one


def test_a_place_told_in_one_breath_keeps_the_place_that_counts_more():
    land = claim(1, count=12, place=COUNTRY, **BLOW)
    few, more = ({"count": count, "at": 40, "sentence": 0, **BLOW} for count in (5, 19))
    (over,) = link(land, claim(1, **few)).events
    (at,) = link(land, claim(1, **more)).events
    assert (over.place, at.place) == (COUNTRY, DORN)


@pytest.mark.parametrize(
    ("land", "is_one"),
    [
        pytest.param({"object": "fighter", "count": 24}, True, id="fighters"),
        pytest.param({"object": "child", "count": 3}, True, id="children"),
        pytest.param({"count": 24}, False, id="people"),
        pytest.param({"object": "fighter", "count": 24, "when": day(4)}, False, id="another day"),
        pytest.param({"object": "fighter", "count": 24, "at": 0}, False, id="told before it"),
        pytest.param({"object": "fighter", "count": 24, "when": None}, True, id="of no day, by one side"),
        pytest.param({"object": "fighter", "count": 24, "when": None, "acting": None}, False, id="of no day or side"),
        pytest.param({"object": "fighter", "count": 24, "hit": "QP"}, False, id="another side's"),
    ],
)
def test_whom_a_side_says_it_killed_in_a_land_are_of_the_strike_told_before(land, is_one):
    strike = claim(1, count=30, at=100, **BLOW)
    assert together(strike, claim(1, **{**BLOW, "at": 600, "place": COUNTRY, **land})) is is_one


@pytest.mark.parametrize(
    ("towns", "is_one"),
    [
        pytest.param([13, 7], True, id="they make the region's"),
        pytest.param([13, 6], False, id="they make another number"),
        pytest.param([30], False, id="a number of its own"),
        pytest.param([11], False, id="a part"),
    ],
)
def test_a_towns_numbers_tell_that_a_region_was_meant_for_it(towns, is_one):
    region = claim(1, count=20, place=REGION, source="governor", when=day(5))
    told = [claim(1, count=count, at=500 + 20 * n, sentence=500, when=day(5)) for n, count in enumerate(towns)]
    assert together(region, *told) is is_one


@pytest.mark.parametrize(
    ("places", "is_one"),
    [
        pytest.param((DORN, VILLAGE), True, id="a village on no list"),
        pytest.param((OTHER, VILLAGE), True, id="two of them"),
        pytest.param((DORN, FAR), False, id="two towns that lists know"),
        pytest.param((DORN, VILLAGE, OTHER), False, id="a list of places"),
    ],
)
def test_two_places_of_a_day_are_one_site_where_no_list_tells_them_apart(places, is_one):
    told = [claim(1, count=9 - 2 * n, at=600 * n, place=place, **BLOW) for n, place in enumerate(places)]
    assert together(*told) is is_one
