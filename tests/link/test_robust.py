"""What was misread here and there: the place of a part, a day long past, whose deed it was; who died a day later."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

STRIKE = {"acting": "QN", "actor": "Sallen", "hit": "QM"}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(("dead", "place"), [(50, REGION), (2, DORN)])
def test_a_scene_is_where_most_of_its_dead_were_counted(dead, place):
    most, hurt = claim(1, count=dead, place=REGION, **STRIKE), claim(1, "injured", 90, at=9, sentence=0, **STRIKE)
    (scene,) = link(most, hurt).scenes
    assert scene.place == place


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        pytest.param({}, True, id="the same two counts"),
        pytest.param({"count": 57}, False, id="one other"),
        pytest.param({"acting": "QM", "actor": "Marren", "hit": "QN"}, False, id="another side"),
    ],
)
def test_two_counts_that_are_hardly_chance_are_one_fight_however_late_they_are_told(second, is_one):
    told = [claim(1, count=23, place=COUNTRY, **STRIKE), claim(1, "injured", 58, at=9, place=COUNTRY, **STRIKE)]
    late = {**STRIKE, "place": FAR, "when": None, "published": "2030-05-25"}
    hurt = {**late, "count": 58, "at": 9, **second}
    dead = {**late, **{name: second[name] for name in ("acting", "actor", "hit") if name in second}}
    assert together(*told, claim(2, count=23, **dead), claim(2, "injured", **hurt)) is is_one


@pytest.mark.parametrize(("source", "is_one"), [("Dr Osk", True), ("a rival", False)])
def test_who_died_a_day_later_and_how_many_are_dead_by_then_go_with_the_attack(source, is_one):
    dead = claim(1, count=4, source="Dr Osk", attack=frozenset({"bomb"}), **STRIKE)
    hurt = claim(1, "injured", 9, source="Dr Osk", at=20, sentence=0, **STRIKE)
    late = {"source": "Dr Osk", "at_house": True, "when": day(6), "wording": "One of the injured", **STRIKE}
    one = claim(1, count=1, at=60, **late)
    assert (
        together(
            dead,
            hurt,
            one,
            claim(1, count=5, at=90, **{**late, "when": None, "wording": "five dead", "source": source}),
        )
        is is_one
    )


def test_who_acted_is_misread_as_often_as_it_tells_two_deeds():
    other = {"acting": "QM", "actor": "Marren"}
    verdict = link(claim(1, **STRIKE), claim(2, count=17, **other)).why("f1-00010000", "f1-00020000")
    assert "different sides acted (-0.25)" in verdict.reasons
