"""What a story tells again, where and by whatever name, is one scene; a part of one day is none of a long count."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

from trucewatch.link import tell
from trucewatch.model import Modifier, Place, When

VILLAGE = Place("Haj Talabb", "QM", None, None, 1)
WEEK = When("2030-04-26", "2030-05-05", "in ten days of fighting", "range")
AT_LEAST = {"low": 40, "high": None, "modifier": Modifier.AT_LEAST}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("told", "is_one"),
    [
        ({"place": REGION}, True),
        ({"place": COUNTRY}, True),
        ({"place": COUNTRY, **AT_LEAST}, True),
        ({"place": COUNTRY, "count": 41}, False),
        ({"place": COUNTRY, "when": day(3)}, False),
        ({"place": COUNTRY, "measure": "missing"}, False),
        ({"place": FAR}, False),
    ],
)
def test_a_number_told_of_a_land_and_of_a_place_in_it_is_one(told, is_one):
    first = claim(1, **{"count": 40, **told})
    assert together(first, claim(1, count=40, at=300)) is is_one


def test_ones_and_twos_are_told_again_by_headlines_alone():
    headline = {"count": 2, "place": COUNTRY, "when": None}
    assert together(claim(1, is_headline=True, **headline), claim(1, count=2, at=300))
    assert not together(claim(1, **headline), claim(1, count=2, at=300))


def test_a_headline_that_says_dozens_tells_of_the_count_further_down():
    dozens = {"low": 24, "high": 99, "modifier": Modifier.VAGUE, "when": None, "place": None, "is_headline": True}
    assert together(claim(1, count=40, at=300), claim(1, **dozens))
    assert not together(claim(1, count=8, at=300), claim(1, **dozens))


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("Haj Talab", True), ("al-Haj Talab", True), ("Haj Talab East", True), ("Haj Tamar", False), ("Sobol", False)],
)
def test_names_that_no_gazetteer_knows_are_one_place_where_they_sound_alike(name, is_one):
    other = Place(name, "QM", None, None, 1)
    assert together(claim(1, place=VILLAGE), claim(2, place=other, at=9)) is is_one
    assert not together(claim(1, place=VILLAGE), claim(2, place=Place(name, "QN", None, None, 1)))


def test_places_that_are_known_are_not_joined_by_their_sound():
    assert not together(claim(1, place=DORN), claim(2, place=Place("Dornhavn", "QM", 47.0, 23.0, 1, 109)))


def test_the_south_of_a_land_and_its_southern_part_are_one():
    south, southern = (Place(f"{word} Marren", "QM", None, None, 4) for word in ("South", "southern"))
    assert together(claim(1, place=south), claim(1, place=southern, count=18, at=300, source="Ministry"))


def test_the_dead_of_the_last_morning_are_no_part_of_a_wars_scene():
    whole = claim(1, count=28, when=WEEK, place=COUNTRY)
    assert not together(whole, claim(1, count=4, at=9, sentence=0, when=day(5), place=COUNTRY, part_of=whole.figure_id))
    assert together(whole, claim(1, count=4, at=9, sentence=0, when=WEEK, place=COUNTRY, part_of=whole.figure_id))


def test_a_list_of_the_fallen_is_one_scene_however_few_some_are():
    monitor = {"source": "Monitor", "when": WEEK, "place": COUNTRY}
    counts = [claim(1, count=count, at=at, **monitor) for at, count in enumerate((657, 124, 40, 1))]
    assert together(*counts)
    assert not together(claim(1, count=657, **monitor), claim(1, count=1, at=9, **{**monitor, "source": "Mayor"}))


def test_deeds_of_no_sort_are_events_of_their_place_and_day():
    freed = {"kind": "other", "object": "prisoner", "place": COUNTRY}
    assert together(claim(1, "released", 20, **freed), claim(2, "released", 20, at=3, **freed))
    assert not link(claim(1, "height", 20, **freed)).events
    assert not link(claim(1, "released", 20, **{**freed, "when": None})).events


def test_open_counts_dwarf_one_another_as_well():
    day_toll = claim(1, at=1, **{**AT_LEAST, "place": REGION})
    war = claim(
        1, at=500, low=54_000, high=None, modifier=Modifier.AT_LEAST, place=REGION, when=None, source="Ministry"
    )
    assert not together(day_toll, war)


def test_one_sides_tolls_of_one_day_over_one_region_are_one():
    struck = {"place": REGION, "actor": "Sallen", "acting": "QN"}
    assert together(claim(1, count=24, **struck), claim(2, count=27, published="2030-05-07", **struck))
    assert not together(claim(1, count=24, **struck), claim(2, count=27, **{**struck, "actor": None, "acting": None}))


def test_the_weapon_of_those_hit_does_not_part_a_strike():
    strike = {"acting": "QN", "actor": "Sallen"}
    dead = claim(1, count=3, attack=frozenset({"missile"}), **strike)
    assert together(dead, claim(1, count=2, at=300, object="militant", attack=frozenset({"shelling"}), **strike))


@pytest.mark.parametrize(("headline", "is_told"), [("Nine dead in Dorn", True), ("Dorn: news of the day", False)])
def test_a_figure_is_the_headlines_where_the_headline_stands_in_the_text(headline, is_told):
    text = "Nine dead in Dorn\n\nNine people died."
    report = {"report_id": "r1", "published": None, "title": None, "outlet": None}
    report["stories"] = [{"start": 0, "end": len(text), "published": None, "headline": headline}]
    figure = dict.fromkeys(("object", "low", "high", "unit", "actor", "target", "place", "when", "as_of", "part_of"))
    figure |= {"figure_id": "f1", "start": 0, "wording": "Nine", "kind": "toll", "measure": "killed", "repeat": False}
    figure |= {"modifier": "exact", "status": "asserted", "denied_by": [], "sentence": {"start": 0, "end": 17}}
    ((told,), _) = tell(report, text, [{**figure, "source": {"name": "outlet", "side": None}}])
    assert told.is_headline is is_told


def test_a_toll_told_to_have_changed_on_the_day_of_the_report_is_of_the_day_before():
    told = {"measure": "killed", "count": 14, "published": "2030-05-06", "when": day(4)}
    children = {"object": "child", "count": 3, "at": 200, "published": "2030-05-06", "when": day(4)}
    later = {"published": "2030-05-07", "when": day(7)}
    corrected = claim(2, **{**told, **later, "count": 13, "reason": "corrected"})
    assert together(claim(1, **told), corrected, claim(1, **children), claim(2, **{**children, **later}))
    new = claim(2, **{**told, **later, "count": 13})
    assert not together(claim(1, **told), new, claim(1, **children), claim(2, **{**children, **later}))


def test_how_a_toll_changed_on_the_day_of_its_report_is_told_of_the_day_before_where_others_tell_it():
    former = claim(1, "injured", 30, published="2030-05-05")
    held = claim(2, "destroyed", 7, kind="damage", object="stall")
    changed = claim(2, "injured", 30, at=300, when=day(6), reason="counted twice")
    assert together(former, held, changed)
    assert not together(former, held, claim(2, "injured", 30, at=300, when=day(6)))
