"""What is joined though a field of one report is missing, coarser or misread, and what stays apart all the same."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, SUBURB, claim, day, groups, link, telling

from trucewatch.link.bonds import bonds
from trucewatch.link.compare import compare
from trucewatch.link.judge import Take, judge
from trucewatch.link.retelling import may_be_wider
from trucewatch.link.scenes import scenes
from trucewatch.model import Modifier, Place, When

OPEN = {"high": None, "modifier": Modifier.AT_LEAST}
SPELT = Place("Unguwan Mantau", "QM", None, None, 1)
AROUND = Place("Dorn countryside", "QM", 45.1, 20.1, 3, 106)
AREA = Place("Dorn region", "QM", 46.9, 21.9, 4, 104)
HAMLET = Place("Qaltab", None, None, None, 1)
FIGHT = When("2030-05-05", "2030-05-09", "since Sunday", "range")
WAR = {"actor": "Sallen", "acting": "QN", "target": "Marren", "hit": "QM"}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Unguwar Mantau", True), ("Unguwan Mintao", True), ("Unguwan Zarto", False), ("Kofar Mantau", False)],
)
def test_names_that_share_a_word_and_differ_in_a_letter_are_one_place(name, is_one):
    other = Place(name, "QM", None, None, 1)
    assert together(claim(1, count=30, place=SPELT), claim(2, count=17, place=other)) is is_one


@pytest.mark.parametrize(("name", "is_one"), [("al-Shabaab", True), ("Al Shabab", True), ("Al-Shahid", False)])
def test_a_party_spelt_otherwise_is_the_same_one(name, is_one):
    mine, theirs = (Place(each, "QM", None, None, 1) for each in ("Bulo Marer", "Buulo Mareer"))
    near = {"when": None, "published": "2030-05-07"}
    told = claim(1, "injured", 4, place=mine, actor="Al-Shabab")
    assert together(told, claim(2, "injured", 7, place=theirs, actor=name, **near)) is is_one


def test_of_a_wars_dead_those_since_the_truce_are_an_event_of_their_own():
    war = When("2029-01-07", "2030-05-06", "since the war began", "range")
    truce = When("2030-03-01", "2030-05-06", "since the truce", "range")
    dead = claim(1, count=70_000, place=COUNTRY, when=war)
    assert len(link(dead, claim(1, count=350, at=200, place=COUNTRY, when=truce, part_of=dead.figure_id)).events) == 2
    assert len(link(dead, claim(1, count=900, at=200, place=COUNTRY, when=war, part_of=dead.figure_id)).events) == 1


def test_those_rescued_on_no_told_day_go_with_the_attack_on_their_place():
    saved = {"kind": "other", "when": None, "at": 300}
    assert together(claim(1), claim(1, "rescued", 46, **saved))
    assert not together(claim(1), claim(1, "rescued", 46, **{**saved, "place": FAR}))


def test_a_single_word_is_no_spelling_of_another():
    mine, theirs = (Place(name, "QM", None, None, 1) for name in ("Mantar", "Mantal"))
    assert not together(claim(1, count=30, place=mine), claim(2, count=17, place=theirs))


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        ({"low": 5, **OPEN}, True),  # six lie in it
        ({"count": 11}, True),  # less than twice as many
        ({"count": 60}, False),
        ({"count": 2}, False),
    ],
)
def test_counts_of_one_size_do_not_speak_against_one_event(second, is_one):
    assert together(claim(1, count=6), claim(2, place=SUBURB, **second)) is is_one


def test_a_lands_toll_of_a_fights_first_day_told_days_later_is_counted_from_it():
    since = claim(1, count=40, place=COUNTRY, when=FIGHT, published="2030-05-09", **WAR)
    first_day = {"count": 44, "place": COUNTRY, "when": day(5), **WAR}
    assert together(since, claim(2, **first_day, published="2030-05-10"))
    assert not together(since, claim(2, **first_day, published="2030-05-06"))
    assert not together(since, claim(2, **{**first_day, "acting": None, "actor": None}, published="2030-05-10"))
    assert not together(since, claim(2, **{**first_day, "place": DORN}, published="2030-05-10"))


def test_an_odd_number_told_again_in_a_story_is_one_count_wherever_it_is_laid():
    told = claim(1, count=38)
    assert together(told, claim(1, count=38, at=900, place=None, source="Office"))
    assert not together(told, claim(1, count=40, at=900, place=None, source="Office"))
    assert not together(claim(1, count=40), claim(1, count=40, at=900, place=HAMLET, source="Office"))


@pytest.mark.parametrize(
    ("second", "is_open"),
    [
        ({}, True),
        ({"when": None}, True),
        ({"when": day(4)}, False),
        ({"count": 2}, False),
        ({"anew": True}, False),
        ({"place": FAR}, False),
    ],
)
def test_a_place_may_be_what_a_story_tells_of_one_around_it(second, is_open):
    told = [claim(1, count=9, place=AROUND, source="Agency")]
    told.append(claim(1, **{"count": 5, "at": 900, "place": HAMLET, "source": "Clinic", **second}))
    wide, narrow = scenes(told, [telling(1)], bonds(()))
    assert may_be_wider(wide, narrow) is is_open
    assert not may_be_wider(narrow, wide)


def test_both_sides_act_in_a_fight():
    attack = {"actor": "Sallen", "acting": "QN", "target": "Marren", "hit": "QM"}
    answer = {"actor": "Marren", "acting": "QM", "target": "Sallen", "hit": "QN"}
    one = claim(1, count=6, object="soldier", **answer), claim(1, count=13, at=3, **attack)
    assert together(*one, claim(2, count=13, **attack), claim(2, count=6, at=300, object="soldier", **answer))


def test_the_day_told_around_a_count_may_be_that_of_who_counted():
    struck = claim(1, count=12)
    later = {"count": 20, "at": 900, "when": day(9), "source": "Chamber of Dorn", "published": "2030-05-09"}
    assert together(struck, claim(1, is_dated=False, **later))
    assert not together(struck, claim(1, **later))  # its own sentence says when
    assert not together(struck, claim(1, is_dated=False, **{**later, "source": "outlet"}))
    assert not together(struck, claim(1, is_dated=False, **{**later, "place": FAR}))
    assert not together(struck, claim(1, is_dated=False, **{**later, "count": 300}))


def test_a_towns_dead_counted_on_for_days_are_those_of_the_first_day_and_more():
    first, on = claim(1, count=12), claim(2, count=16, when=day(5, 9), published="2030-05-10")
    assert together(first, on)
    assert not together(claim(1, count=12, when=day(7)), on)
    assert together(claim(1, count=80, when=day(8), published="2030-05-09"), on)  # no day has more than its days
    wide = {"place": COUNTRY}
    assert not together(claim(1, count=12, **wide), claim(2, count=16, when=day(5, 9), **wide))


def test_a_rise_told_of_later_days_does_not_move_the_day_of_the_count():
    dead = claim(1, count=16, when=day(5, 8))
    more = claim(1, count=3, at=30, sentence=0, when=day(6, 8), wording="a rise of three")
    assert together(dead, more, claim(2, count=12))


def test_a_house_that_no_list_knows_is_of_the_town_told_with_it():
    clinic = Place("Clinic of Mercy", "QM", None, None, 1)
    hurt = {"count": 9, "at": 300, "place": clinic}
    assert not together(claim(1), claim(1, "injured", **hurt))
    assert together(claim(1), claim(1, "injured", named=frozenset({"dornhaven"}), **hurt))
    died = {**hurt, "count": 1, "object": "woman", "reason": "died of her wounds", "at_house": True}
    assert together(claim(1), claim(1, **died))


def test_more_people_shot_are_not_those_whom_the_leads_drone_killed():
    drone = telling(1, attack=frozenset({"drone"}))
    more = {"count": 6, "at": 300, "wording": "six more people", "attack": frozenset({"shooting"})}
    assert len(link(claim(1), claim(1, **more), tellings=[drone]).events) == 2
    assert len(link(claim(1), claim(1, **{**more, "wording": "six people"}), tellings=[drone]).events) == 1


def test_two_counts_of_no_told_day_at_one_place_are_one_whichever_stands_first():
    army = {"source": "Army", "at": 300, "when": day(8), "is_dated": False}
    watch = {"source": "Watch", "at": 900, "when": day(7), "is_dated": False, "published": "2030-05-09"}
    assert together(claim(1, count=20, **army), claim(1, count=30, **watch))
    assert not together(claim(1, count=20, **{**army, "is_dated": True}), claim(1, count=30, **watch))


def test_a_towns_dead_since_a_day_are_not_its_regions():
    since = {"when": When("2030-05-05", "2030-05-10", "since Sunday", "range"), **WAR}
    region, town = claim(1, count=21, place=AREA, **since), claim(1, count=16, at=300, **since)
    assert len(link(region, town).events) == 2
    assert together(town, claim(2, count=12, **{**WAR, "when": day(5, 6)}))  # a night's, and those of the days after


def test_who_first_counted_or_died_later_is_of_the_attack_before_that_day():
    struck = claim(1, count=33)
    aid = {"at": 900, "when": day(7), "source": "Aid worker", "published": "2030-05-08"}
    assert together(struck, claim(1, count=31, is_former=True, **aid))
    assert together(struck, claim(1, count=3, reason="of the injured died", **aid))
    assert not together(struck, claim(1, count=31, **aid))
    week = When("2030-05-04", "2030-05-08", "this week", "week")
    assert not together(struck, claim(1, count=31, is_former=True, **{**aid, "when": week}))


def test_more_people_shot_by_the_side_whose_drone_struck_are_another_deed_of_that_day():
    drone = telling(1, attack=frozenset({"drone"}))
    one_side = {"actor": "Sallen", "acting": "QN"}
    more = claim(1, count=6, at=300, wording="six more people", attack=frozenset({"shooting"}), **one_side)
    assert len(link(claim(1, **one_side), more, tellings=[drone]).events) == 2


@pytest.mark.parametrize(
    ("second", "events"),
    [({}, 1), ({"anew": True}, 2), ({"when": day(7)}, 2), ({"place": FAR}, 2), ({"low": 3000.0, "high": 3000.0}, 2)],
)
def test_what_one_story_tells_apart_another_may_tell_as_one_where_nothing_parts_them(second, events):
    dead = claim(1)
    hurt = claim(1, **{"at": 900, "place": SUBURB, "measure": "injured", "count": 30, **second})
    apart = [dead, claim(1, "killed", 4, at=901, sentence=900, **{**second, "place": hurt.place}), hurt]
    both = [claim(2), claim(2, "injured", 30, at=50)]
    assert len(link(*apart).events) == 2
    assert len(link(*apart, *both).events) == events


@pytest.mark.parametrize(
    ("second", "events"),
    [({}, 1), ({"when": day(6)}, 0), ({"when": None}, 0), ({"place": FAR}, 0), ({"unit": "km"}, 0)],
)
def test_people_counted_as_nobody_knows_what_go_with_the_attack_on_their_very_place_and_day(second, events):
    dead, seen = claim(1), claim(1, "present", 38, **{"kind": "other", "at": 700, **second})
    assert sum(seen.figure_id in event.figures for event in link(dead, seen).events) == events


def test_a_quarter_on_no_list_told_with_its_town_may_be_where_the_towns_dead_fell():
    quarter = Place("Low Dunes quarter", "QM", None, None, 1)
    assert together(claim(1), claim(2, count=17, place=quarter, named=frozenset({"dornhaven"})))
    assert not together(claim(1), claim(2, count=17, place=quarter))


@pytest.mark.parametrize(
    ("second", "is_one"),
    [({}, True), ({"acting": "QM", "actor": "Marren"}, False), ({"place": SUBURB}, False), ({"count": 90}, False)],
)
def test_missiles_and_guns_of_one_side_on_one_place_and_day_may_be_one_attack(second, is_one):
    fired = {"actor": "Sallen", "acting": "QN"}
    one = claim(1, attack=frozenset({"missile"}), **fired)
    assert together(one, claim(2, **{"attack": frozenset({"shooting"}), **fired, **second})) is is_one


def test_dozens_counted_over_a_towns_days_are_those_of_the_one_day_told_in_them():
    days = When("2030-05-03", "2030-05-09", "between May 3 and 9", "range")
    week = {"when": days, "published": "2030-05-10"}
    assert together(claim(1, count=13), claim(2, count=13, **week))
    assert not together(claim(1, count=7), claim(2, count=7, **week))


@pytest.mark.parametrize(
    ("second", "country", "is_one"),
    [
        ({}, "QM", True),
        ({"acting": "QO", "actor": "Ostrel"}, "QM", False),
        ({"count": 17}, "QM", False),
        ({}, "QO", False),
    ],
)
def test_one_sides_equal_count_at_a_village_on_no_list_is_that_of_the_town_of_that_day(second, country, is_one):
    fired = {"actor": "Sallen", "acting": "QN"}
    village = {"place": Place("Low Dunes", country, None, None, 1)}
    mine, other = claim(1, **fired), claim(2, **{**village, **fired, **second})
    one, two = (scenes([each], [telling(n)], bonds(()))[0] for n, each in ((1, mine), (2, other)))
    assert (judge("attack", compare(one, two, {}, {})).take is Take.SAME) is is_one


def test_a_land_told_beside_its_town_in_one_story_may_be_where_another_report_tells_of_both():
    told = claim(1), claim(1, "injured", 30, at=900, place=COUNTRY)
    assert len(link(*told).events) == 2
    assert len(link(*told, claim(2), claim(2, "injured", 30, at=50)).events) == 1


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ({}, 1),
        ({"when": day(7)}, 2),
        ({"attack": frozenset({"drone"})}, 2),
        ({"acting": "QN", "actor": "Sallen"}, 2),
        ({"place": FAR}, 2),
        ({"anew": True}, 2),
        ({"kind": "damage", "measure": "damaged", "object": "house"}, 2),
    ],
)
def test_bodies_buried_and_patients_who_died_at_its_place_a_day_later_are_of_the_attack(second, events):
    buried = {"at": 800, "count": 7, "when": day(6), "source": "elders", **second}
    assert len(link(claim(1), claim(1, "injured", 40, at=60), claim(1, **buried)).events) == events


def test_what_followed_one_of_two_attacks_the_day_before_is_laid_to_neither():
    buried = claim(1, at=900, count=7, when=day(6), source="elders")
    told = [claim(1, attack=frozenset({kind}), at=n, count=n) for n, kind in ((18, "drone"), (40, "shelling"))]
    assert len(link(*told, buried).events) == 3
