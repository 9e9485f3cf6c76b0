"""A fight told by its parties: what each lost and killed, what reports count alike, which strike is a further one."""

from __future__ import annotations

import pytest
from link_claims import COUNTRY, REGION, claim, day, groups, link, telling

from trucewatch.vocab.events import attack_kinds, tells_former

LOST = {"place": None, "object": "soldier", "source": "Sallen's army", "side": "QN", "when": day(4, 5)}
KILLED = {**LOST, "acting": "QN", "actor": "Sallen", "object": "fighter"}


def together(*claims) -> bool:
    return groups(link(*claims)) == [sorted(each.figure_id for each in claims)]


@pytest.mark.parametrize(
    ("killed", "is_one"),
    [
        pytest.param({}, True, id="of the same days"),
        pytest.param({"acting": None, "actor": None, "hit": "QM"}, True, id="told by whom it hit"),
        pytest.param({"when": day(1)}, False, id="of another day"),
        pytest.param({"at": 1200}, False, id="far off"),
    ],
)
def test_a_party_tells_whom_it_lost_and_whom_it_killed_in_one_fight(killed, is_one):
    lost = claim(1, count=23, **LOST)
    assert together(lost, claim(1, **{**KILLED, "count": 90, "at": 60, "sentence": 0, **killed})) is is_one


def test_two_parties_count_their_own_dead_of_days_that_meet():
    ours = claim(1, count=105, **{**LOST, "hit": "QN", "acting": "QM", "actor": "Marren"})
    theirs = {**LOST, "source": "Marren's army", "side": "QM", "hit": "QM", "acting": "QN", "actor": "Sallen"}
    assert together(ours, claim(1, **{**theirs, "count": 50, "at": 500, "when": day(4)}))
    assert not together(ours, claim(1, **{**theirs, "count": 50, "at": 500, "when": day(2)}))


@pytest.mark.parametrize(("second", "is_one"), [({}, True), ({"count": 92}, False), ({"when": day(7, 8)}, False)])
def test_two_telling_counts_of_one_day_are_of_one_fight_wherever_it_was(second, is_one):
    told = [claim(1, count=23, **LOST), claim(1, count=91, **{**LOST, "hit": "QM", "at": 60, "sentence": 0})]
    again = {**LOST, "hit": "QM", "at": 60, "sentence": 0, "count": 91, **second}
    others = [claim(2, count=23, **{**LOST, "when": second.get("when", LOST["when"])}), claim(2, **again)]
    tellings = [telling(number, names=frozenset({"sallen"})) for number in (1, 2)]
    linked = link(*told, *others, tellings=tellings)
    assert (len(groups(linked)) == 1) is is_one


def test_what_a_story_tells_first_is_no_further_strike():
    first = {"place": REGION, "acting": "QN", "actor": "Sallen", "when": day(4, 5), "anew": True}
    body = {"acting": "QN", "actor": "Sallen", "when": day(4), "at": 500}
    dead, share, other = claim(1, count=13, **first), claim(1, count=3, **body), claim(2, count=13, when=day(4))
    one = link(dead, share, other)
    assert one.why(dead.figure_id, share.figure_id).take == "unknown"
    late = link(claim(1, count=13, **{**first, "anew": False}), claim(1, count=3, **{**body, "anew": True}), other)
    assert late.why(dead.figure_id, share.figure_id).take == "different"


@pytest.mark.parametrize(
    ("second", "is_one"),
    [({}, True), ({"count": 19}, False), ({"acting": "QM", "actor": "Marren"}, False), ({"when": day(7)}, False)],
)
def test_a_land_told_with_another_kind_of_attack_is_one_where_counts_are_equal(second, is_one):
    struck = {"acting": "QN", "actor": "Sallen", "attack": frozenset({"bomb"})}
    told = [claim(1, count=104, place=REGION, **struck), claim(1, "injured", 46, place=REGION, at=9, **struck)]
    again = {**struck, "count": 104, "attack": frozenset({"shooting"}), **second}
    other = [claim(2, place=COUNTRY, **again)]
    hurt = {**again, "count": 46 if second.get("count") is None else 7, "at": 9}
    assert together(*told, *other, claim(2, "injured", **{**hurt, "place": COUNTRY})) is is_one


def test_no_shot_that_was_fired_is_no_shooting():
    assert not attack_kinds("No shot was fired overnight along the frontier.")
    assert attack_kinds("One shot was fired overnight.") == {"shooting"}


def test_a_gold_mine_is_no_blast():
    assert not attack_kinds("In the village, near a gold mine, 64 houses were hit.")
    assert attack_kinds("A mine killed two on the road.") == {"blast"}


def test_what_somebody_had_told_was_counted_before():
    assert tells_former("He had told parliament that 49 soldiers had died.")
    assert not tells_former("He told parliament that 49 soldiers had died.")


def test_those_who_died_as_bombs_hit_and_of_wounds_fell_on_the_day_of_the_bombs():
    blow = {"when": day(5), "reason": "succumbed", "acting": "QN", "actor": "Sallen"}
    (scene,) = link(claim(1, count=4, attack=frozenset({"shelling"}), **blow)).scenes
    (late,) = link(claim(1, count=4, **blow)).scenes
    assert scene.reach is None
    assert late.reach is not None


def test_the_uprooted_counted_on_from_one_day_are_one_count_in_a_story():
    told = {"kind": "displacement", "measure": "displaced"}
    now, before = claim(1, count=145000, when=day(1, 12), **told), claim(1, count=93000, when=day(1, 10), at=90, **told)
    assert together(now, before)
    assert not together(now, claim(1, count=1500, when=day(10), at=90, **told))
