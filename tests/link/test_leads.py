"""A lead that tells roughly where, shares that hospitals count, near towns of two sides, parts that are more."""

from __future__ import annotations

import dataclasses

import pytest
from link_claims import COUNTRY, DORN, REGION, claim, day, groups, link

from trucewatch.model import Modifier, Place

NIGHT = {"when": day(4, 5), "actor": "Sallen", "acting": "QN"}
NEAR = Place("Dornhaven East", "QM", 45.05, 20.05, 1, 102)
OPEN = {"high": None, "modifier": Modifier.AT_LEAST}
OTHER = Place("Velm", "QM", 45.3, 20.3, 1, 107)


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        pytest.param({"measure": "injured", "count": 9}, True, id="who was hurt there"),
        pytest.param({"count": 31}, True, id="the same number"),
        pytest.param({"count": 4}, False, id="a town's few of a land's many"),
        pytest.param({"measure": "injured", "count": 9, "when": day(2)}, False, id="of another day"),
        pytest.param(
            {"measure": "injured", "count": 9, "acting": "QM", "actor": "Marren"}, False, id="of another side"
        ),
        pytest.param({"measure": "injured", "count": 9, "anew": True}, False, id="another strike"),
    ],
)
@pytest.mark.parametrize("wide", [REGION, COUNTRY])
def test_a_lead_told_of_a_land_goes_with_the_town_that_its_body_tells(wide, body, is_one):
    lead = claim(1, count=31, place=wide, **NIGHT)
    assert together(lead, claim(1, at=300, **{**NIGHT, **body})) is is_one


def test_a_lands_tally_of_a_night_is_no_towns_where_a_raid_is_counted():
    lead = claim(1, count=31, place=COUNTRY, **NIGHT)
    raid = claim(1, "launched", 66, at=100, kind="raid", object="drone", place=COUNTRY, **NIGHT)
    assert len(link(lead, raid, claim(1, "injured", 9, at=300, **NIGHT)).events) == 3


def test_hospitals_of_towns_tell_their_shares_of_a_regions_night():
    whole = claim(1, count=104, place=REGION, **NIGHT)
    share = claim(1, count=10, at=300, place=OTHER, at_house=True, **NIGHT)
    assert together(whole, share)
    (event,) = link(whole, claim(1, "injured", 250, at=5, place=REGION, **NIGHT), share).events
    assert event.place == REGION
    assert not together(whole, dataclasses.replace(share, at_house=False))
    assert not together(whole, dataclasses.replace(share, low=200, high=200))


def test_the_soldier_of_one_town_is_no_part_of_what_befell_the_next():
    soldier = claim(1, count=1, object="soldier")
    assert not together(soldier, claim(1, count=20, at=300, place=NEAR, acting="QN", actor="Sallen"))
    assert together(claim(1, count=3, acting="QN"), claim(1, "injured", 20, at=300, place=NEAR, acting="QN"))


def test_what_is_more_than_its_whole_is_no_part_of_it():
    whole = claim(1, count=1, object="soldier", place=DORN)
    (first, second) = link(whole, claim(1, count=30, at=300, place=OTHER, part_of=whole.figure_id)).events
    assert {first.series[0].part_of, second.series[0].part_of} == {None}


def test_some_of_the_dead_do_not_tell_where_all_fell():
    whole = claim(1, count=109, place=REGION, **NIGHT)
    (event, other) = link(whole, claim(1, count=1, at=300, sentence=300, place=OTHER, **NIGHT)).events
    assert {event.place, other.place} == {REGION, OTHER}


def test_an_area_that_is_told_by_no_name_is_as_wide_as_a_region():
    suburbs = Place("southern suburbs", "QM", None, None, 1)
    lead = claim(1, count=31, place=suburbs, **NIGHT)
    assert together(lead, claim(1, count=31, at=300, **NIGHT))
    assert not together(lead, claim(1, count=4, at=300, **NIGHT))


def test_one_sentence_tells_how_one_count_went_wherever_it_is_read():
    ministry = {"source": "Ministry", "reason": "raising the", "sentence": 0}
    first, now = claim(1, count=34, place=COUNTRY, when=day(6), **ministry), claim(1, count=37, at=30, **ministry)
    assert together(first, now)
    assert not together(first, dataclasses.replace(now, source="Rebels"))


def test_a_strike_that_harmed_nobody_is_another_one():
    unharmed = claim(1, "injured", 0, at=300)
    assert not together(claim(1, count=12), unharmed)
    assert together(claim(1, count=12, at=5, sentence=0), claim(1, "injured", 0, at=30, sentence=0))
    assert not together(claim(1, count=12), dataclasses.replace(unharmed, report_id="r1-0002"))


def test_what_a_story_tells_twice_of_one_place_and_day_is_one_where_another_tells_of_both():
    lead = claim(1, count=114, place=REGION, **NIGHT)
    headline, count = claim(1, count=114, at=1, is_headline=True, **NIGHT), claim(1, count=9, at=900, **NIGHT)
    other = claim(2, "injured", 30, **NIGHT)
    assert len(link(lead, headline, count).events) == 2
    assert len(link(lead, headline, count, other).events) == 1
    assert len(link(lead, headline, dataclasses.replace(count, anew=True), other).events) == 2
    assert len(link(lead, headline, dataclasses.replace(count, low=5000.0, high=5000.0), other).events) == 2


def test_a_village_no_list_knows_is_of_the_land_that_its_sentence_tells():
    village = Place("Banifandu", None, None, None, 1)
    army = {"source": "Ministry", "sentence": 0, "reason": "raising the"}
    told = [claim(1, count=34, place=COUNTRY, **army), claim(1, count=3, at=9, place=village, **army)]
    (event,) = link(*told, claim(1, count=37, at=20, place=COUNTRY, **army)).events
    assert event.when is not None
    other = claim(2, count=34, object="soldier", place=village, when=day(2))
    later = [dataclasses.replace(each, when=day(5)) for each in told]
    assert together(*later, other)


def test_the_soldiers_of_one_report_are_evidence_for_the_dead_of_another():
    soldiers = claim(1, count=34, object="soldier", place=REGION, acting="QN", actor="Sallen")
    assert together(soldiers, claim(2, count=34, place=REGION, acting="QN", actor="Sallen"))


SHELLED = {"when": day(5), "actor": "Sallen", "acting": "QN"}


def test_what_is_told_of_a_land_further_down_goes_with_the_one_town_of_those_days():
    town, wide = claim(1, count=53, **OPEN, **SHELLED), claim(1, count=60, at=600, place=COUNTRY, **OPEN, **SHELLED)
    assert together(town, wide)
    assert not together(town, dataclasses.replace(wide, low=None, high=20.0))
    assert not together(town, dataclasses.replace(wide, anew=True))
    second = claim(1, "injured", 7, at=900, place=OTHER, **SHELLED)
    assert len(link(town, wide, second).events) == 3
    week = claim(1, count=9, at=900, place=COUNTRY, when=day(1, 6), actor="Sallen", acting="QN")
    assert len(link(town, wide, week).events) == 2  # what runs on is no other strike of the day


def test_others_told_beside_somebody_are_no_other_count_of_all():
    lead = claim(1, count=5, place=REGION, **SHELLED)
    fighters = claim(1, count=4, at=300, object="fighter", wording="four other fighters", **SHELLED)
    assert together(lead, fighters)
    assert not together(lead, dataclasses.replace(fighters, wording="four fighters"))


@pytest.mark.parametrize(("kind", "is_one"), [("missile", True), ("drone", True), ("shelling", False)])
def test_an_air_strike_may_be_one_of_missiles_or_drones(kind, is_one):
    struck = claim(1, count=5, attack=frozenset({"bomb"}))
    assert together(struck, claim(2, "injured", 9, attack=frozenset({kind}))) is is_one


def test_an_event_with_hospitals_shares_is_placed_where_all_of_them_fell():
    shares = [
        claim(1, count=n, at=300 * n, place=place, at_house=True, **NIGHT) for n, place in ((4, OTHER), (8, NEAR))
    ]
    (event,) = link(claim(1, count=104, place=REGION, **NIGHT), *shares).events
    assert event.place == REGION
