"""What of a toll each hospital received, whom a party lost, who is somebody among many: series that are no rivals."""

from __future__ import annotations

import pytest
from link_claims import REGION, claim, day, link

from trucewatch.model import State

TOLL = {"place": REGION, "acting": "QN", "actor": "Sallen", "hit": "QM", "when": day(4, 5)}
HOUSE = {**TOLL, "at_house": True}


def states(*claims, **wanted) -> list[str]:
    (event,) = link(*claims).events
    told = [series for series in event.series if all(getattr(series, key) == value for key, value in wanted.items())]
    return [series.state.value for series in told]


def received(report: int, house: str, count: int, at: int, source: str = "outlet"):
    return claim(report, count=count, at=at, named=frozenset({house}), source=source, **HOUSE)


def test_what_each_of_several_hospitals_received_is_a_series_of_its_own():
    all_dead = [claim(report, count=104, source="ministry", **TOLL) for report in (1, 2)]
    first = [received(1, "velmar hospital", 21, 300, "doctor"), received(1, "oster hospital", 30, 500)]
    second = [received(2, "the velmar hospital", 21, 300), received(2, "al-oster hospital", 30, 500)]
    (event,) = link(*all_dead, *first, *second).events
    told = {tuple(point.low for point in series.points): (series.part_of, series.state) for series in event.series}
    assert told == {
        (104, 104): (None, State.SINGLE),
        (21, 21): ("person", State.AGREED),
        (30, 30): ("person", State.AGREED),
    }


def test_the_one_hospital_of_a_report_counts_the_toll_with_others():
    dead = claim(1, count=104, source="ministry", **TOLL)
    assert len(states(dead, received(1, "velmar hospital", 90, 300))) == 1


def test_the_director_of_a_hospital_tells_its_share():
    dead = claim(1, count=104, source="ministry", at=90, **TOLL)
    share = claim(1, count=60, source="Ada Imre", role="director of Velmar Hospital", side="QM", at=300, **TOLL)
    assert states(dead, share) == ["single"]


def test_soldiers_that_a_party_counts_are_its_own_where_others_tell_of_its_losses():
    fight = {"place": None, "object": "soldier", "when": day(4, 5)}
    ours = claim(1, count=23, source="Sallen", side="QN", **fight)
    theirs = claim(1, count=58, source="Marren", side="QM", hit="QN", at=90, sentence=0, **fight)
    lost = claim(1, count=9, source="Marren", side="QM", hit="QM", acting="QN", actor="Sallen", at=120, **fight)
    (event,) = link(ours, theirs, lost).events
    counted = {series.suffered_by: series.state for series in event.series if len(series.points) > 1}
    assert counted == {"QN": State.DISPUTED}


@pytest.mark.parametrize(
    ("second", "state"),
    [
        pytest.param({}, "single", id="one of them, told later"),
        pytest.param({"count": 16}, "updated", id="a later count"),
    ],
)
def test_one_told_of_days_later_is_somebody_among_the_dead(second, state):
    dead = claim(1, count=14, published="2030-05-06", as_of="2030-05-06")
    later = claim(2, **{"count": 1, "published": "2030-05-09", "as_of": "2030-05-09", **second})
    assert states(dead, later) == [state]


def test_soldiers_of_several_peoples_are_counted_apart_unless_a_foe_counts_them():
    fallen = {"when": day(4, 5), "acting": "QN", "actor": "Sallen"}
    told = [
        claim(1, count=9, object="Marren soldier", **fallen),
        claim(1, count=3, object="Velm soldier", at=60, **fallen),
        claim(1, count=4, object="Velm fighter", at=90, **fallen),
    ]
    (event,) = link(*told).events
    assert sorted(series.object for series in event.series) == ["Marren soldier", "Velm fighter", "Velm soldier"]
    (foes,) = link(*told, claim(1, count=7, at=120, source="Sallen", side="QN", object="soldier", **fallen)).events
    assert {series.object for series in foes.series if series.axis is None} == {"soldier", "fighter"}


def test_fighters_beside_soldiers_of_a_wider_count_are_told_apart():
    whole = claim(1, count=464, object="member", when=day(4, 5))
    soldiers = claim(1, count=15, object="soldier", at=60, part_of=whole.figure_id, when=day(4, 5))
    fighters = claim(1, count=336, object="fighter", at=90, sentence=60, when=day(4, 5))
    (event,) = link(whole, soldiers, fighters).events
    assert [len(series.points) for series in event.series if series.object in {"soldier", "fighter"}] == [1, 1]


@pytest.mark.parametrize(
    ("second", "told"),
    [
        pytest.param({}, {"person", "body"}, id="beside other people"),
        pytest.param({"count": 31}, {"person"}, id="as many as people"),
        pytest.param({"object": "person"}, {"person"}, id="people"),
    ],
)
def test_bodies_found_are_some_of_the_people_counted_beside_them(second, told):
    dead = claim(1, count=31, source="monitor")
    (event,) = link(dead, claim(1, **{"count": 20, "object": "body", "at": 90, "source": "rescuer", **second})).events
    assert {series.object for series in event.series} == told
    assert len(event.series) == len(told)


def test_what_a_doctor_tells_beside_his_hospitals_dead_is_of_it():
    told = {**TOLL, "source": "doctor"}
    all_hurt = claim(1, "injured", 253, source="ministry", at=9, **TOLL)
    dead = claim(1, count=104, source="ministry", **TOLL)
    here = received(1, "velmar hospital", 21, 300, "doctor"), claim(1, "injured", 45, at=400, **told)
    (event,) = link(dead, all_hurt, *here, received(1, "oster hospital", 30, 600)).events
    hurt = {tuple(point.low for point in s.points): s.part_of for s in event.series if s.measure == "injured"}
    assert hurt == {(253,): None, (45,): "person"}


@pytest.mark.parametrize(("report", "points"), [(2, [2]), (1, [1, 1])])
def test_a_count_of_nobody_knows_whose_is_the_one_partys_that_another_report_tells(report, points):
    ours = claim(1, "injured", 32, hit="QM", acting="QN", actor="Sallen")
    soldiers = claim(1, "injured", 5, at=50, hit="QN", object="soldier", sentence=0)
    open_count = claim(report, "injured", 30, at=90, sentence=0)
    (event,) = link(ours, soldiers, open_count).events
    assert [len(s.points) for s in event.series if s.object == "person"] == points
