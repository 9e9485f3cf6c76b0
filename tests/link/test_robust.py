"""What was misread here and there: the place of a part, a day long past, whose deed it was; who died a day later."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, link

from trucewatch.link.cluster import cluster
from trucewatch.link.judge import Judged, Take

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


@pytest.mark.parametrize(
    ("more", "is_one"),
    [
        pytest.param({}, True, id="two others tell both"),
        pytest.param({"anew": True}, False, id="a further strike"),
        pytest.param({"count": 5000}, False, id="a war's dead"),
    ],
)
def test_what_one_story_tells_apart_is_one_where_two_others_say_so(more, is_one):
    misread = claim(1, count=24, when=day(3), **STRIKE)
    again = claim(1, at=600, **{"count": 38, **STRIKE, **more})
    others = [claim(n, count=38, published=f"2030-05-0{n + 4}", **STRIKE) for n in (2, 3)]
    told = [claim(n, "injured", 24, at=9, published=f"2030-05-0{n + 4}", **STRIKE) for n in (2, 3)]
    linked = link(misread, again, *others, *told)
    assert linked.why(misread.figure_id, again.figure_id).take == ("apart" if is_one else "different")


def test_a_scene_told_apart_joins_the_cluster_that_all_its_other_members_put_it_in():
    apart = Judged(Take.APART, 0.0, ())
    same, near, none = (Judged(take, 3.0, ()) for take in (Take.SAME, Take.NEAR, Take.UNKNOWN))

    def clusters(*fourth):
        takes = {(0, 1): same, (0, 2): same, (1, 2): same, **dict(zip(((0, 3), (1, 3), (2, 3)), fourth, strict=True))}
        return cluster(4, takes, lambda low, high: takes[low, high])

    assert clusters(same, same, apart) == [(0, 1, 2, 3)]
    assert clusters(same, near, apart) == [(0, 1, 2), (3,)]
    assert clusters(same, apart, apart) == [(0, 1, 2), (3,)]
    assert clusters(same, none, none) == [(0, 1, 2, 3)]
