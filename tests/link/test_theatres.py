"""Counts that run on over a theatre, the losses of several sides, and counts that cannot be states of one another."""

from __future__ import annotations

import dataclasses

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

from trucewatch.model import Place, State, When

OTHER_LAND = Place("Sallen", "QN", 47.0, 25.0, 6, 106)
SINCE = When("2030-05-01", "2030-05-03", "since Wednesday", "range")
LATER = When("2030-05-01", "2030-05-20", "since Wednesday", "range")
OURS = {"acting": "QN", "hit": "QM", "side": "QM", "source": "Ministry", "place": COUNTRY, "object": "civilian"}
THEIRS = {"acting": "QM", "hit": "QN", "side": "QN", "source": "Army", "place": OTHER_LAND, "object": "civilian"}
UPROOTED = {"kind": "displacement", "object": "person"}


def test_both_parties_count_one_fight_from_its_first_day_whatever_land_each_names():
    told = [claim(1, count=7, when=SINCE, **OURS), claim(2, count=32, when=LATER, published="2030-05-20", **THEIRS)]
    assert len(link(*told).events) == 1
    alone = [dataclasses.replace(each, acting=None, hit=None) for each in told]
    assert len(link(*alone).events) == 2


def test_two_days_over_a_country_run_on_and_two_over_a_town_do_not():
    wide = [claim(1, count=7, when=SINCE, place=COUNTRY), claim(2, count=9, when=LATER, place=COUNTRY)]
    assert len(link(*wide).events) == 1
    assert len(link(*(dataclasses.replace(each, place=DORN) for each in wide)).events) == 2


def test_the_losses_of_each_side_are_a_series_of_their_own():
    (event,) = link(claim(1, count=7, when=SINCE, **OURS), claim(1, count=32, at=9, when=SINCE, **THEIRS)).events
    assert {s.suffered_by: (s.best, s.state) for s in event.series} == {"QM": (7, "single"), "QN": (32, "single")}
    (event,) = link(claim(1, count=7, when=SINCE, **OURS)).events
    assert [s.suffered_by for s in event.series] == [None]


@pytest.mark.parametrize(("count", "events"), [(900, 1), (32_000, 2)])
def test_a_war_and_a_truce_that_were_read_with_one_first_day_are_told_apart_by_their_size(count, events):
    since_truce = claim(1, count=312, when=SINCE, place=REGION)
    war = claim(1, count=count, at=900, when=SINCE, place=REGION, source="Ministry")
    assert len(link(since_truce, war).events) == events


def test_the_dead_of_two_sides_at_two_near_towns_are_two_events():
    near = Place("Dornhaven East", "QM", 45.05, 20.05, 1, 102)
    soldier = claim(1, count=1, hit="QN", acting="QM", object="soldier")
    family = claim(1, count=5, at=9, hit="QM", acting="QN", place=near)
    assert len(link(soldier, family).events) == 2
    assert len(link(soldier, dataclasses.replace(family, hit="QN")).events) == 1


def test_nights_that_share_a_day_are_two():
    raid = {"kind": "raid", "object": "drone", "place": COUNTRY, "actor": "Sallen"}
    first = claim(1, "launched", 66, when=day(5, 6), **raid)
    second = claim(2, "launched", 66, when=day(6, 7), published="2030-05-07", **raid)
    assert len(link(first, second).events) == 2


def test_what_was_downed_over_regions_is_part_of_the_night_and_strikes_on_towns_are_not():
    raid = {"kind": "raid", "object": "drone", "actor": "Marren", "target": "Sallen", "when": day(5, 6)}
    whole, region = {"place": COUNTRY, "source": "Army"}, {"place": REGION, "source": "Army", "at": 90}
    assert (
        len(link(claim(1, "intercepted", 93, **whole, **raid), claim(1, "intercepted", 38, **region, **raid)).events)
        == 1
    )
    assert len(link(claim(1, "launched", 23, **whole, **raid), claim(1, "launched", 15, **region, **raid)).events) == 2


def test_two_regions_are_not_one_place_for_being_near():
    other = Place("Sall region", "QM", 45.3, 20.3, 4, 107)
    assert groups(link(claim(1, place=REGION), claim(2, count=19, place=other))) == [["f1-00010000"], ["f1-00020000"]]


def test_the_uprooted_of_one_place_and_stretch_are_one_event_whatever_the_count():
    one = claim(1, "displaced", 145_000, when=SINCE, **UPROOTED)
    assert len(link(one, claim(2, "displaced", 176_000, when=SINCE, **UPROOTED)).events) == 1
    assert len(link(one, claim(2, "displaced", 176_000, when=SINCE, **{**UPROOTED, "place": FAR})).events) == 2


def test_losses_that_both_sides_count_apart_are_disputed():
    own = {"hit": "QM", "acting": "QN", "actor": "Sallen", "target": "Marren", "object": "soldier"}
    ours = claim(1, count=23, side="QM", source="Ministry", **own)
    theirs = claim(1, count=58, at=9, side="QN", source="Army", **{**own, "object": "person"})
    (event,) = link(ours, theirs).events
    assert {s.axis: s.state for s in event.series} == {None: State.DISPUTED, "QN": State.DISPUTED}
    (event,) = link(ours, dataclasses.replace(theirs, low=23.0, high=23.0)).events
    assert {s.axis: s.state for s in event.series} == {None: State.SINGLE, "QN": State.SINGLE}


def test_weeks_of_breaches_in_one_sentence_are_two_counts():
    breaches = {"kind": "violation", "measure": "violations", "object": "violation", "place": None, "sentence": 0}
    this, before = (claim(1, count=c, at=c, when=day(*d), **breaches) for c, d in ((412, (15, 21)), (287, (8, 14))))
    assert len(link(this, before).events) == 2


def test_two_sides_raids_told_in_one_sentence_are_two():
    downed = {"kind": "raid", "measure": "intercepted", "object": "drone", "place": COUNTRY, "sentence": 0}
    ours = claim(1, count=75, actor="Marren", target="Sallen", when=day(5, 6), **downed)
    theirs = claim(1, count=132, at=9, actor="Sallen", target="Marren", when=day(5, 6), **downed)
    assert len(link(ours, theirs).events) == 2


@pytest.mark.parametrize(("count", "events"), [(11, 1), (9, 2)])
def test_the_dead_of_two_lands_are_one_event_where_their_sentence_adds_them_up(count, events):
    one_sentence = {"sentence": 0, "when": None}
    told = [
        claim(1, count=25, place=None, **one_sentence),
        claim(1, count=14, at=1, place=COUNTRY, hit="QM", object="soldier", **one_sentence),
        claim(1, count=count, at=2, place=OTHER_LAND, hit="QN", object="civilian", **one_sentence),
    ]
    assert len(link(*told).events) == events


def test_what_two_sides_did_to_each_other_in_the_same_days_is_one_fight():
    days = {"place": None, "when": day(3, 4), "object": "soldier"}
    ours = claim(1, count=23, acting="QN", hit="QM", **days)
    theirs = claim(1, count=200, at=300, acting="QM", hit="QN", **days)
    assert len(link(ours, theirs).events) == 1
    later = claim(1, count=200, at=300, acting="QM", hit="QN", **{**days, "when": day(5, 6)})
    assert len(link(ours, later).events) == 2
    elsewhere = claim(1, count=200, at=300, acting="QM", hit="QN", **{**days, "place": DORN})
    assert len(link(claim(1, count=23, acting="QN", hit="QM", **{**days, "place": FAR}), elsewhere).events) == 2


def test_counts_of_a_lands_whole_war_are_one_event_though_none_has_a_day():
    war = {"place": COUNTRY, "when": None}
    assert len(link(claim(1, count=40_000, **war), claim(2, count=150_000, **war)).events) == 1
    uprooted = {**war, "kind": "displacement"}
    counts = claim(1, "displaced", 12_000_000, **uprooted), claim(2, "displaced", 9_500_000, **uprooted)
    assert len(link(*counts).events) == 1
    assert len(link(claim(1, count=40, **war), claim(2, count=150, **war)).events) == 2
    long_ago = claim(2, count=150_000, published="2024-05-06", **war)
    assert len(link(claim(1, count=40_000, **war), long_ago).events) == 2


@pytest.mark.parametrize(
    ("published", "side", "events"), [("2030-07-06", "QN", 1), ("2030-05-06", "QN", 1), ("2030-05-06", None, 2)]
)
def test_a_lands_count_of_a_sides_day_or_one_still_told_weeks_later_keeps_no_other_count_apart(published, side, events):
    told = {"published": published, "acting": side}
    counts = claim(1, count=1200, **told), claim(2, count=1200, place=COUNTRY, **told), claim(3, count=1221, **told)
    assert len(link(*counts).events) == events
