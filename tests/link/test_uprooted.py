"""Those who fled in the same days, wherever their story tells of them; and counts over a land from a fight's first."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

from trucewatch.model import Place

FLED = {"kind": "displacement", "measure": "displaced", "when": None}
ABROAD = Place("Sallen", "QN", 44.0, 19.0, 6, 201)


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param({"when": day(4, 5)}, {"when": day(5), "place": ABROAD}, True, id="of days that meet"),
        pytest.param({"when": day(1)}, {"when": day(5), "place": DORN}, False, id="of other days"),
        pytest.param({}, {"when": day(5), "place": FAR}, True, id="of one land, and no day"),
        pytest.param({}, {"place": ABROAD}, False, id="of two lands, and no day"),
        pytest.param({}, {"place": ABROAD, "at": 150}, True, id="in one breath"),
        pytest.param({}, {"count": 900_000}, False, id="of a war"),
    ],
)
def test_a_story_tells_of_those_who_fled_in_the_same_days(first, second, is_one):
    fled = {"count": 9000, "at": 900, **FLED, "place": COUNTRY}
    assert together(claim(1, **{**fled, "count": 2000, "at": 0, **first}), claim(1, **{**fled, **second})) is is_one


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        pytest.param({}, True, id="told a day on"),
        pytest.param({"published": "2030-05-20"}, False, id="told weeks on"),
        pytest.param({"place": ABROAD}, False, id="elsewhere"),
        pytest.param({"when": day(2)}, False, id="of other days"),
        pytest.param({"count": 3_000_000}, False, id="of a war"),
    ],
)
def test_reports_of_few_days_tell_of_those_who_fled_in_one_land(second, is_one):
    more = {**FLED, "count": 35_000, "place": REGION, "published": "2030-05-07", **second}
    assert together(claim(1, count=20_000, **{**FLED, "when": day(5), "place": COUNTRY}), claim(2, **more)) is is_one


@pytest.mark.parametrize(("place", "is_one"), [(None, True), (COUNTRY, True), (DORN, False)])
def test_the_first_two_days_of_a_fight_over_a_land_are_of_what_is_counted_on_from_them(place, is_one):
    sides = {"acting": "QN", "actor": "Sallen", "hit": "QM", "place": place}
    first = claim(1, count=15, when=day(4, 5), published="2030-05-05", **sides)
    assert together(first, claim(2, count=33, when=day(4, 6), **{**sides, "place": None})) is is_one


def test_a_hospital_of_which_only_the_land_is_told_tells_its_share_of_a_regions_dead():
    struck = {"acting": "QN", "actor": "Sallen", "hit": "QM"}
    dead = claim(1, count=104, place=REGION, **struck)
    share = {**struck, "count": 21, "place": COUNTRY, "at": 400, "source": "Dr Osk", "at_house": True}
    assert together(dead, claim(1, **share))
    assert not together(dead, claim(1, **{**share, "at_house": False}))
    assert not together(dead, claim(1, **{**share, "acting": "QM", "actor": "Marren"}))


def test_a_wars_dead_told_without_a_day_are_no_hospitals_count():
    struck = {"acting": "QN", "actor": "Sallen", "hit": "QM", "place": REGION}
    dead = claim(1, count=104, at_house=True, **struck)
    war = {"count": 68_500, "place": REGION, "when": None, "at": 900, "source": "health ministry"}
    assert not together(dead, claim(1, **war))
