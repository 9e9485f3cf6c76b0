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
