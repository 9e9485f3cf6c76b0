"""What both sides of a fight lost, told as one total; counts over days, and later ones of more; replies."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, FAR, REGION, claim, day, link, telling

from trucewatch.link.parts import is_more, parts
from trucewatch.model import Modifier, Place, State, When

BORDER = Place("Dorn border", None, None, None, 1)
BEYOND = Place("Varos", "QN", 45.1, 20.9, 4, 120)
FIRED = {"actor": "Sallen", "acting": "QN"}
MONTH = When("2030-05-01", "2030-05-31", "in May", "month")
OPEN = {"high": None, "modifier": Modifier.AT_LEAST}


def events(*claims, **more) -> int:
    return len(link(*claims, **more).events)


@pytest.mark.parametrize(
    ("ours", "theirs", "total", "place", "expected"),
    [
        (14, 1, 15, BEYOND, 1),
        (13, 1, 15, BEYOND, 3),  # they do not add up
        (14, 1, 15, FAR, 3),  # two deeds in one land, which the page adds up
        (4, 1, 5, BEYOND, 3),  # small numbers add up by chance
    ],
)
def test_what_two_lands_lost_goes_with_the_total_that_it_adds_up_to(ours, theirs, total, place, expected):
    lead = claim(1, count=total, place=BORDER)
    here, there = claim(1, count=ours, at=300, place=COUNTRY), claim(1, count=theirs, at=400, place=place)
    assert events(lead, here, there) == expected


def test_a_total_is_told_first_and_its_parts_near_each_other():
    told = [claim(1, count=14, at=300, place=COUNTRY), claim(1, count=1, at=400, place=BEYOND)]
    assert events(claim(1, count=15, at=600, place=BORDER), *told) == 3
    assert events(claim(1, count=15, place=BORDER), told[0], claim(1, count=1, at=1400, place=BEYOND)) == 3


@pytest.mark.parametrize(
    ("second", "expected"),
    [({}, 1), ({"count": 60}, 2), ({"published": "2030-06-20"}, 2), ({"place": FAR}, 2)],
)
def test_a_towns_later_count_of_more_and_of_no_day_goes_on_with_that_over_its_days(second, expected):
    days = claim(1, count=700, when=day(1, 9), published="2030-05-10")
    later = {"count": 3000, "when": None, "published": "2030-05-14", **second}
    leads = [telling(n, published=p, names=frozenset({"dornhaven", "marshal keld"})) for n, p in ((1, "2030-05-10"),)]
    leads.append(telling(2, published=later["published"], names=frozenset({"dornhaven", "marshal keld"})))
    leads += [telling(n, published="2030-05-10") for n in range(3, 40)]
    assert events(days, claim(2, **later), tellings=leads) == expected


@pytest.mark.parametrize(
    ("second", "is_one"), [({}, True), ({"count": 400}, False), ({"count": 30}, False), ({"place": FAR}, False)]
)
def test_a_months_count_of_many_is_that_of_days_in_it_where_it_is_near(second, is_one):
    days = claim(1, count=1000, place=REGION, when=day(4, 11), published="2030-05-12")
    month = claim(2, **{"count": 1300, "place": REGION, "when": MONTH, "published": "2030-06-20", **second})
    assert (events(days, month) == 1) is is_one


@pytest.mark.parametrize(("victims", "expected"), [("person", 2), ("soldier", 1)])
def test_fighters_killed_by_another_party_after_it_struck_people_are_another_event(victims, expected):
    raid = claim(1, count=60, object=victims, actor="Keld Front", hit="QM")
    reply = claim(1, count=30, at=500, object="militant", actor="Marren", acting="QM")
    assert events(raid, reply) == expected


def test_six_of_at_least_two_are_no_part_of_them():
    whole = claim(1, "injured", 2, place=FAR, **OPEN)
    assert is_more(claim(1, "injured", 6, at=50, part_of=whole.figure_id), whole)
    assert not is_more(claim(1, "injured", 2, at=50, part_of=whole.figure_id), whole)
    assert not is_more(claim(1, "injured", 6, at=50), claim(1, "injured", 3, high=None, modifier=Modifier.VAGUE))


@pytest.mark.parametrize(
    ("second", "is_part"),
    [
        ({"wording": "11 of the dead"}, True),
        ({"wording": "11 of its soldiers"}, False),
        ({"at": 9, "sentence": 0}, True),
        ({"at": 9, "sentence": 0, "reason": "raised its"}, False),
        ({"at": 9, "sentence": 0, "source": "Governor"}, False),
        ({}, False),
    ],
)
def test_some_of_the_dead_and_what_a_voice_lists_behind_them_are_parts(second, is_part):
    told = [claim(1), claim(1, **{"count": 11, "at": 300, **second})]
    assert (told[1].figure_id in parts(told)) is is_part


def test_a_voice_that_tells_of_a_change_raises_its_least_of_the_same_day():
    ministry = {"source": "Health Ministry", "side": "QM"}
    told = claim(1, count=1, **ministry, **OPEN), claim(2, count=2, reason="gone up to", **ministry)
    (event,) = link(*told).events
    assert [series.state for series in event.series] == [State.UPDATED]


def test_whom_a_nurse_tends_are_no_version_of_a_foes_count():
    foe = claim(1, "injured", 50, at=300, object="soldier", source="Front", side="QN", hit="QM", **FIRED)
    for source, state in (("nurse", "single"), ("governor", "disputed")):
        tended = claim(1, "injured", 30, source=source, hit="QM", **FIRED)
        (event,) = link(tended, foe).events
        assert {series.state.value for series in event.series} == {state}


def test_each_lands_count_of_its_own_dead_is_a_count_of_its_own():
    ours = claim(1, count=14, at=300, place=COUNTRY, source="Marren Ministry", side="QM")
    theirs = claim(1, count=11, at=400, place=BEYOND, source="Sallen officials", side="QN")
    (event,) = link(claim(1, count=25, place=BORDER, source="wire"), ours, theirs).events
    assert {"QM", "QN"} <= {series.suffered_by for series in event.series}
    assert State.DISPUTED not in {series.state for series in event.series}


def test_militants_are_not_laid_to_a_count_of_people():
    people = claim(1, count=25, source="Army", side="QM", published="2030-05-06")
    fallen = claim(2, count=33, object="hijacker", source="Army", side="QM", published="2030-05-07", at=0)
    (event,) = link(people, fallen).events
    assert len(event.series) == 2


def test_a_part_of_a_land_is_no_part_of_a_town_that_its_sentence_names():
    north = Place("northern Marren", "QM", None, None, 1)
    downed = claim(1, count=8, place=north, named=frozenset({"dornhaven"}))
    assert events(downed, claim(1, count=5, at=90, sentence=0)) == 2
    quarter = Place("Low Quay", "QM", None, None, 1)
    assert events(claim(1, count=5), claim(1, "injured", 8, at=90, place=quarter, named=frozenset({"dornhaven"}))) == 1


def test_two_voices_of_one_side_named_below_the_lead_are_versions_of_a_count():
    told = claim(1, count=50, at=900, source="lawmaker", side="QM")
    police = {"count": 17, "at": 1200, "source": "police", "side": "QM"}
    for low, state in ((police, State.DISPUTED), ({**police, "is_former": True}, State.UPDATED)):
        (event,) = link(told, claim(1, sentence=900, **low)).events
        assert {series.state for series in event.series} == {state}


def test_a_nephew_among_ten_dead_is_no_other_count_of_them_though_one_more_is_told():
    dead = {"source": "residents", "side": "QM"}
    told = claim(1, count=10, **dead), claim(1, count=1, at=90, object="nephew"), claim(2, count=1, **dead)
    (event,) = link(*told, claim(2, count=10, at=50, **dead)).events
    assert ("nephew", 1) in {(series.object, len(series.points)) for series in event.series}


@pytest.mark.parametrize(("children", "whole"), [(9, "child"), (5, None)])
def test_boys_told_beside_more_children_are_a_part_of_them(children, whole):
    told = claim(1, count=children, object="child"), claim(1, count=5, at=90, object="boy")
    (event,) = link(*told).events
    assert whole in {
        series.part_of for series in event.series if told[1].figure_id in {p.figure_id for p in series.points}
    }


@pytest.mark.parametrize(("count", "state"), [(24, State.AGREED), (90, State.UPDATED)])
def test_what_more_than_twenty_houses_meant_is_no_rise(count, state):
    burnt = {"kind": "damage", "measure": "destroyed", "object": "house"}
    told = claim(1, **{**burnt, "count": 20, "modifier": Modifier.MORE_THAN, "high": None, "source": "elder"})
    later = claim(2, **{**burnt, "count": count, "source": "chairman", "published": "2030-05-07"})
    (event,) = link(told, later).events
    assert [series.state for series in event.series] == [state]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, 1),
        ({"wording": "11 people"}, 2),
        ({"when": day(4)}, 2),
        ({"sentence": 0}, 1),
    ],
)
def test_some_of_the_dead_of_a_land_are_of_them_all_at_whatever_place_is_named(second, expected):
    dead = claim(1, count=12, place=COUNTRY)
    some = {"count": 11, "at": 300, "wording": "11 of the dead", "part_of": dead.figure_id, **second}
    (event, *_) = link(dead, claim(1, **some)).events
    assert events(dead, claim(1, **some)) == expected
    if expected == 1:
        assert event.place is not None
        assert event.place.name == COUNTRY.name
