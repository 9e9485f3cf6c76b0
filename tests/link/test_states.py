"""When a quarrel over a count is over, what is added to a toll, and which counts are of one sort of people."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from link_claims import claim, link

from trucewatch.model import Modifier, Series, Status


def series(*claims: Any, **wanted: Any) -> Series:
    (event,) = link(*claims).events
    wanted = {"measure": "killed", "object": "person", **wanted}
    return next(s for s in event.series if all(getattr(s, key) == value for key, value in wanted.items()))


def told(report: int, count: float, source: str, day: int, **more: Any) -> Any:
    return claim(report, count=count, source=source, as_of=f"2030-05-{day:02d}", **more)


POLICE, CLINIC = (1, 20, "Police", 6), (2, 24, "Clinic", 6)


@pytest.mark.parametrize(
    ("later", "state"),
    [
        pytest.param([], "disputed", id="both stand by it"),
        pytest.param([told(3, 26, "outlet", 7)], "updated", id="a later count replaces both"),
        pytest.param([told(3, 24, "Police", 7)], "updated", id="one gives in"),
        pytest.param([told(3, 26, "Clinic", 7)], "disputed", id="one goes on alone"),
    ],
)
def test_a_quarrel_is_over_once_a_voice_gives_in_or_a_third_counts_anew(later, state):
    assert series(told(*POLICE), told(*CLINIC), *later).state == state


def test_parties_of_a_war_are_reconciled_by_no_third_voice():
    ours, theirs = told(1, 20, "Ministry", 6, side="QM"), told(2, 40, "Army", 6, side="QN")
    assert series(ours, theirs, told(3, 41, "outlet", 8)).state == "disputed"


def test_a_bystanders_later_and_higher_count_is_news_and_its_lower_one_a_dispute():
    first = told(1, 20, "Ministry", 6, side="QM")
    assert series(first, told(2, 23, "UN", 9, side="UN")).state == "updated"
    assert series(first, told(2, 17, "UN", 9, side="UN")).state == "disputed"


def test_those_who_died_later_are_added_and_no_fall():
    more = told(2, 2, "Doctor", 7, reason="died of wounds")
    found = series(told(1, 11, "Police", 6), more, told(3, 13, "Police", 8))
    assert [(point.relation, point.falling) for point in found.points] == [
        (None, False),
        ("incomparable", False),
        ("supersedes", False),
    ]
    assert (found.best, found.state) == (13, "updated")


def test_fewer_people_than_civilians_are_told_of_the_same():
    civilians = told(2, 17, "UN", 9, object="civilian", side="UN")
    at_first = told(2, 15, "Foes", 9, at=90, sentence=90)
    assert len(link(told(1, 15, "Foes", 6, object="civilian"), civilians, at_first).events[0].series) == 1


def test_copies_and_quotations_of_one_source_are_one_voice():
    quoted = [told(n, 20, "Police", 6) for n in (1, 2)]
    assert series(*quoted).state == "single"
    assert series(*quoted, told(3, 20, "outlet", 7)).state == "agreed"
    assert series(told(1, 20, "Police", 6), told(2, 20, "Clinic", 6)).state == "agreed"
    kin = {f"r1-{n:04d}": "l1-1" for n in (1, 2)}
    (event,) = link(told(1, 20, "Police", 6), told(2, 20, "outlet", 6), families=kin).events
    assert [s.state for s in event.series] == ["single"]


def test_six_more_people_are_added_to_the_dead():
    more = claim(1, count=6, at=300, wording="six more people", source="Residents")
    assert [p.relation for p in series(claim(1, count=100), more).points] == [None, "incomparable"]


def test_about_seventy_mourners_are_the_seventy_two_people():
    mourners = told(2, 70, "outlet", 7, object="mourner", modifier=Modifier.ABOUT)
    assert series(told(1, 72, "Police", 6), mourners).state == "agreed"
    assert series(told(2, 72, "Police", 7, at=40), mourners).state == "single"


def test_militants_and_soldiers_of_one_report_are_counted_apart():
    soldiers, militants = (
        told(1, 6, "Officials", 6, object="soldier"),
        told(1, 9, "Officials", 6, at=40, object="militant"),
    )
    (event,) = link(soldiers, militants).events
    assert sorted((s.object, s.best, s.state) for s in event.series) == [
        ("fighter", 9, "single"),
        ("soldier", 6, "single"),
    ]
    (event,) = link(soldiers, told(2, 6, "outlet", 6, object="fighter")).events
    assert [(s.object, s.state) for s in event.series] == [("soldier", "agreed")]


def test_the_four_of_one_report_are_the_four_soldiers_of_another():
    soldiers = told(1, 4, "Ministry", 6, object="soldier")
    (event,) = link(soldiers, told(2, 4, "outlet", 7)).events
    assert [(s.object, s.state) for s in event.series] == [("soldier", "agreed")]
    (event,) = link(soldiers, told(1, 9, "Ministry", 6, at=40), told(2, 4, "outlet", 7)).events
    assert len(event.series) == 2


def test_a_hospitals_count_told_by_its_doctor_disputes_none_of_all():
    doctor = claim(1, count=9, at=300, source="doctor", at_house=True)
    assert series(claim(1, count=13, source="Ministry"), doctor).state == "single"


def test_a_foes_fighters_dispute_no_count_of_people_with_children_among_them():
    theirs = {"source": "Army", "side": "QN", "actor": "Sallen", "acting": "QN", "object": "soldier"}
    people, foes = told(1, 18, "Governor", 6, side="QM"), told(2, 85, at=9, day=6, **theirs)
    assert series(people, foes, axis=None).state == "disputed"
    children = told(1, 9, "Governor", 6, at=9, object="child", part_of=people.figure_id, side="QM")
    assert series(people, children, foes, axis=None).state == "single"


def test_a_bystander_counts_no_losses_that_it_inflicted():
    told_of = {"target": "Marren", "hit": "QM"}
    (event,) = link(told(1, 12, "Ministry", 6, side="QM", **told_of), told(2, 18, "UN", 7, side="UN", **told_of)).events
    assert [(s.axis, s.best, s.state) for s in event.series] == [(None, 18, "updated")]


def test_a_hospital_that_was_struck_is_no_voice_of_its_own():
    watch = claim(1, count=20, source="Watch", at_house=True)
    assert series(watch, claim(1, count=13, at=300, source="Agency", at_house=True)).state == "disputed"
    assert series(watch, claim(1, count=13, at=300, source="medics", at_house=True)).state == "single"


def test_what_a_body_had_given_earlier_is_risen_above_and_no_rival():
    before, now = told(1, 91, "Civil defence", 6, at=300), told(1, 104, "Health officials", 6)
    assert series(before, now).state == "disputed"
    assert series(dataclasses.replace(before, is_former=True), now).state == "updated"


def test_two_voices_of_one_report_that_differ_by_one_of_dozens_do_not_quarrel():
    watch, burial = told(1, 33, "Watch", 6), told(1, 34, "Burial society", 6, at=300)
    assert series(watch, burial).state == "updated"
    assert series(watch, dataclasses.replace(burial, low=40.0, high=40.0)).state == "disputed"
    sides = [dataclasses.replace(watch, side="QM"), dataclasses.replace(burial, side="QN")]
    assert series(*sides).state == "disputed"


def test_a_party_that_no_vocabulary_knows_counts_what_it_did_itself_on_an_axis_of_its_own():
    done = {"actor": "Al-Shabab", "object": "soldier", "at": 300}
    army, band = told(1, 5, "Spokesman", 6, object="soldier"), told(1, 37, "al-Shabaab", 6, **done)
    own, theirs = link(army, band).events[0].series
    assert (own.axis, own.state, theirs.axis, theirs.best) == (None, "disputed", "al-Shabaab", None)
    people = told(1, 37, "al-Shabaab", 6, actor="Al-Shabab", at=300)
    assert {each.axis for each in link(army, people).events[0].series} == {None}


def test_militants_of_one_side_are_no_count_of_the_soldiers_that_they_killed():
    band = told(1, 37, "al-Shabaab", 6, actor="al-Shabaab", object="soldier", at=300)
    army = told(1, 5, "Spokesman", 6, object="soldier")
    fallen = told(1, 50, "Mission", 6, object="militant", at=600)
    states = {each.object: each.state for each in link(army, band, fallen).events[0].series if each.axis is None}
    assert states == {"soldier": "disputed", "fighter": "single"}


def test_a_thirds_at_least_two_is_no_other_version_of_a_foes_five():
    foe = {"kind": "damage", "object": "jet", "source": "Army", "side": "QN", "actor": "Sallen", "acting": "QN"}
    five = told(1, 5, day=6, measure="destroyed", hit="QM", **foe)
    third = told(1, 2, "Official", 6, measure="destroyed", kind="damage", object="jet", hit="QM", at=9)
    third = dataclasses.replace(third, high=None, modifier=Modifier.AT_LEAST, side="QZ")
    assert {each.state for each in link(five, third).events[0].series} == {"single"}
    own = dataclasses.replace(third, side="QM")
    assert {each.state for each in link(five, own).events[0].series} == {"disputed"}


def test_the_regional_governor_is_the_one_who_is_named():
    named = told(1, 30, "Marta Quill", 6, role="governor of the Dorn region")
    office = told(2, 30, "regional governor", 7)
    assert series(named, office).state == "single"
    (event,) = link(named, office).events
    assert [source for _, source in event.voices] == ["Marta Quill", "Marta Quill"]
    assert [point.source for point in event.series[0].points] == ["Marta Quill", "regional governor"]
    assert series(named, dataclasses.replace(office, source="regional police")).state == "agreed"
    second = told(3, 30, "Ivo Brandt", 7, role="governor of the Velm region")
    assert series(named, office, second).state == "agreed"  # of two, nobody knows which


def test_its_own_dead_are_no_count_of_the_foes():
    theirs = {"side": "QN", "actor": "Sallen", "acting": "QN", "object": "fighter"}
    (event,) = link(told(1, 60, "Front", 6, **theirs), told(1, 5, "Front", 6, at=300, is_own=True, **theirs)).events
    assert {(series.axis, series.high) for series in event.series} == {("QN", 60), (None, 5)}


def test_who_was_counted_twice_is_no_later_count_of_the_toll():
    told = {"source": "prosecutors", "reason": "counted twice", "published": "2030-05-08"}
    first, now, off = claim(1, count=5), claim(2, count=4, **told), claim(2, count=1, at=40, sentence=0, **told)
    (event,) = link(first, now, off).events
    (series,) = event.series
    assert (series.best, series.state) == (4, "updated")


LEAST = {"high": None, "modifier": Modifier.AT_LEAST}


@pytest.mark.parametrize(("first_day", "state"), [(4, "updated"), (6, "agreed")])
def test_a_report_that_tells_the_least_of_days_before_and_a_higher_count_tells_a_rise(first_day, state):
    before = told(1, 7, "Clinic", first_day, **{**LEAST, "low": 7})
    again, now = told(2, 7, "Aid group", 6, **{**LEAST, "low": 7}), told(2, 11, "Governor", 6, at=90)
    assert series(before, again, now).state == state


def test_a_woman_of_one_report_is_among_the_ten_people_of_another():
    woman = told(1, 1, "Governor", 6, object="woman")
    assert series(woman, told(2, 10, "Governor", 7), object="woman").part_of == "person"
    assert series(woman, told(2, 2, "Governor", 7)).state == "updated"


def test_a_doctor_counts_whom_he_tends_and_no_losses_of_a_foe():
    hurt = {"object": "soldier", "side": "QN", "status": Status.UNVERIFIED, "at": 40}
    assert series(claim(1, "injured", 4, source="doctor", **hurt), measure="injured", object="soldier").axis is None
    assert series(claim(1, "injured", 4, source="Army", **hurt), measure="injured", object="soldier").axis == "QN"


def test_no_soldier_among_them_disputes_no_count_of_rebels_killed():
    theirs = {"source": "Army", "side": "QN", "actor": "Sallen", "acting": "QN", "object": "rebel"}
    none = told(2, 0, "Witness", 6, object="soldier", side="QM", sentence=0)
    assert {s.state for s in link(claim(1), told(1, 30, at=9, day=6, **theirs), none).events[0].series} == {"single"}


def test_militants_of_one_report_are_none_of_the_soldiers_of_another_but_by_number():
    soldiers, militants = (told(n, 5 + n, "Army", 5 + n, object=who) for n, who in ((1, "soldier"), (2, "militant")))
    assert series(soldiers, militants, object="fighter").state == "single"


@pytest.mark.parametrize(("own", "state"), [("soldier", "single"), ("fighter", "disputed")])
def test_insurgents_that_an_army_says_it_killed_are_none_of_its_own_soldiers(own, state):
    theirs = {"source": "Air force", "side": "QM", "actor": "Marren", "acting": "QM", "object": "insurgent"}
    fallen = told(1, 6, "Governor", 6, at=9, sentence=0, object=own, side="QM", target="Marren")
    (event,) = link(told(1, 30, day=6, **theirs), fallen).events
    assert {s.state for s in event.series} == {state}


@pytest.mark.parametrize(("count", "series_told"), [(55, 2), (70, 3)])
def test_a_count_of_nobody_knows_whose_dead_is_that_of_the_one_party_with_its_number(count, series_told):
    army, rebels = {"target": "Marren", "hit": "QM"}, {"target": "Rebels", "hit": "QN"}
    claims = told(1, 55, "Mayor", 6, **army), told(1, 30, "Army", 6, at=50, sentence=0, **rebels)
    (event,) = link(*claims, told(2, count, "outlet", 6)).events
    assert len(event.series) == series_told
