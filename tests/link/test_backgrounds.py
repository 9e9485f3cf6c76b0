"""What a story tells of other days than its own: some who died later, an old strike beside undated news, deeds."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, SUBURB, claim, day, groups, link, telling

from trucewatch.link.bonds import bonds
from trucewatch.link.compare import compare
from trucewatch.link.judge import Take, judge
from trucewatch.link.scenes import scenes
from trucewatch.model import Place, When
from trucewatch.vocab.events import attack_kinds, counts_hurt, dies_of_wounds

FIRED = {"actor": "Sallen", "acting": "QN"}


def take(one, other, names=("", "")):
    days = {1: one.published, 2: other.published}
    told = [telling(n, published=days[n], names=frozenset(names[n - 1].split())) for n in (1, 2)]
    mine, theirs = (scenes([each], [told[n]], bonds(()))[0] for n, each in ((0, one), (1, other)))
    return judge("attack", compare(mine, theirs, dict.fromkeys(names[0].split(), 1.0), {})).take


@pytest.mark.parametrize(
    ("second", "events"),
    [
        ({"reason": "of his burns"}, 1),
        ({"reason": "of his burns", "when": day(12)}, 1),
        ({"reason": "of his burns", "when": day(25)}, 2),
        ({"reason": "of his burns", "when": day(3)}, 2),
        ({"reason": "of his burns", "count": 50}, 2),
        ({"reason": "of his burns", "at": 900}, 1),
        ({"at_house": True, "wording": "one of the patients"}, 1),
        ({"at_house": True, "wording": "one of the patients", "attack": frozenset({"drone"})}, 2),
        ({"at_house": True, "wording": "one nurse"}, 2),
        ({}, 2),
    ],
)
def test_who_died_of_wounds_elsewhere_and_later_is_of_the_attack_told_before(second, events):
    died = {"at": 300, "count": 1, "place": FAR, "when": day(7), **second}
    assert len(link(claim(1), claim(1, "injured", 40, at=60), claim(1, **died)).events) == events


def test_who_died_of_wounds_is_of_the_attack_told_nearest():
    far = claim(1, count=30, place=Place("Ostrel port", "QM", 49.0, 25.0, 1, 109))
    died = claim(1, at=700, count=1, place=FAR, when=day(7), reason="of his burns")
    near = claim(1, at=600, count=9, place=REGION)
    assert [died.figure_id, near.figure_id] in [sorted(group)[::-1] for group in groups(link(far, near, died))]
    told = [claim(1, count=30, place=DORN), claim(1, at=100, count=9, place=REGION)]
    assert len(link(*told, claim(1, at=1700, count=1, place=FAR, when=day(7), reason="of his burns")).events) == 3


def test_the_words_of_wounds_are_told_from_others():
    assert dies_of_wounds("of her burns")
    assert not dies_of_wounds("bodies were found")
    assert counts_hurt("Two of the patients")
    assert not counts_hurt("two of the soldiers")
    assert not counts_hurt("of the wounded")


def test_an_old_strike_beside_news_of_no_day_is_background():
    news = {"when": None, "published": "2030-05-20"}
    assert len(link(claim(1, **news), claim(1, count=11, at=60, **{**news, "when": day(5)})).events) == 2
    assert len(link(claim(1, **news), claim(1, count=11, at=60, **{**news, "when": day(16)})).events) == 1


def test_what_a_house_treated_since_long_ago_makes_no_tally_of_a_days_dead():
    since = When("2029-08-01", "2030-05-06", "since August", "range")
    told = [claim(1), claim(1, "injured", 12, at=60)]
    treated = claim(1, "treated", 4500, at=61, sentence=60, kind="other", when=since, part_of=told[0].figure_id)
    assert len(link(*told, treated, claim(2, count=21)).events) == len(link(*told, claim(2, count=21)).events)


def test_a_deed_of_one_of_an_attacks_days_goes_with_it_and_leaves_it_its_days():
    siege = claim(1, when=day(5, 6))
    freed = claim(1, "rescued", 80, at=300, kind="other")
    later = claim(2, count=20, when=day(6))
    assert len(link(siege, freed, later).events) == 1
    assert len(link(siege, claim(1, "rescued", 80, at=300, kind="other", when=day(8))).events) == 2


@pytest.mark.parametrize(
    ("land", "names", "expected"),
    [
        ({"count": 20, "published": "2030-05-08"}, ("damar oster keld", "damar oster keld"), Take.SAME),
        ({"count": 20}, ("damar oster keld", "damar oster keld"), Take.NEAR),
        ({"count": 20}, ("", ""), Take.DIFFERENT),
        ({"count": 20, **FIRED}, ("", ""), Take.UNKNOWN),
        ({"count": 20}, ("", "dornhaven"), Take.UNKNOWN),
        ({"count": 90}, ("", "dornhaven"), Take.DIFFERENT),
        ({"count": 90, **FIRED}, ("", ""), Take.DIFFERENT),
        ({"count": 20, "when": day(6), **FIRED}, ("", ""), Take.DIFFERENT),
    ],
)
def test_a_land_may_be_all_that_is_told_of_where_one_sides_attack_of_a_day_was(land, names, expected):
    assert take(claim(1, **FIRED), claim(2, **{"place": COUNTRY, **land}), names) is expected


@pytest.mark.parametrize(
    ("second", "is_refuted"),
    [
        ({}, False),
        ({"when": When("2030-05-01", "2030-05-31", "in May", "month"), "published": "2030-06-20"}, False),
        ({"count": 17}, True),
        ({"acting": None, "actor": None}, True),
        ({"when": day(6)}, True),
    ],
)
def test_a_village_listed_far_from_its_region_is_a_namesake_where_counts_and_sides_are_equal(second, is_refuted):
    far = Place("Dorn villages", "QM", 55.0, 20.0, 4, 110)
    told = take(claim(1, count=28, **FIRED), claim(2, **{"count": 28, "place": far, **FIRED, **second}))
    assert (told is Take.DIFFERENT) is is_refuted


@pytest.mark.parametrize(("count", "day_told", "is_one"), [(200, 5, True), (250, 5, False), (200, 7, False)])
def test_what_two_parties_fought_on_one_day_is_one_where_a_count_of_it_is_told_in_both(count, day_told, is_one):
    fight = {"place": None, "hit": "QM", **FIRED}
    told = take(
        claim(1, count=200, **fight), claim(2, **{"count": count, "when": day(day_told), **fight}), ("a b", "a b")
    )
    assert (told is Take.SAME) is is_one


def test_two_scenes_of_a_story_that_tells_no_day_may_be_one_where_another_tells_both():
    undated = {"when": None, "at": 900}
    apart = [claim(1, when=None), claim(1, "injured", 30, place=SUBURB, **undated)]
    both = [claim(2), claim(2, "injured", 30, at=50)]
    assert len(link(*apart).events) == 2
    assert len(link(*apart, *both).events) == 1
    assert len(link(apart[0], claim(1, "injured", 30, place=SUBURB, anew=True, **undated), *both).events) == 2


def test_to_shoot_something_down_is_no_shooting():
    assert attack_kinds("air defences shot down three others") == frozenset()
    assert attack_kinds("it seized two rocket launchers") == frozenset()
    assert attack_kinds("gunmen shot three people") == {"shooting"}
