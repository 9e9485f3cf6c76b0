"""Three stories in our own words, told by several outlets over days: tolls that move, parts, other strikes, totals."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.link import link_events, tell
from trucewatch.pipeline import read_all
from trucewatch.records import as_records

STORIES = Path(__file__).parent / "stories"


@pytest.fixture(scope="module")
def events():
    claims, tellings = [], []
    for reading in read_all([str(path) for path in sorted(STORIES.glob("*.txt"))]):
        report, *records = as_records(reading)
        told = tell(report, reading.report.text, [r for r in records if r["record"] == "figure"])
        claims += told[0]
        tellings += told[1]
    return link_events(claims, tellings=tellings).events


def series_at(events, place: str, day: str, measure: str, thing: str):
    """The series of the event at a place and day."""
    found = [e for e in events if e.place and place in e.place.name and e.when and e.when.start == day]
    return next(s for e in found for s in e.series if (s.measure, s.object) == (measure, thing) and not s.axis)


@pytest.mark.parametrize(
    ("place", "day", "measure", "thing", "expected"),
    [
        ("Al-Nahud", "2025-11-03", "killed", "person", (26, "updated")),
        ("Al-Nahud", "2025-11-03", "killed", "child", (6, "updated")),
        ("Al-Nahud", "2025-11-03", "injured", "person", (51, "updated")),
        ("Ein el-Hilweh", "2025-11-18", "killed", "person", (13, "updated")),
        ("Al-Tiri", "2025-11-19", "killed", "person", (1, "agreed")),
        ("Al-Tiri", "2025-11-19", "injured", "person", (11, "single")),
        ("Ternopil", "2025-11-19", "killed", "person", (34, "updated")),
        ("Ternopil", "2025-11-19", "injured", "person", (94, "updated")),
        ("Zaporizhzhia", "2025-11-21", "killed", "person", (4, "updated")),
    ],
)
def test_a_toll_is_told_over_days(events, place, day, measure, thing, expected):
    told = series_at(events, place, day, measure, thing)
    assert (told.best, told.state) == expected


def test_a_toll_of_last_week_told_as_background_is_no_dispute(events):
    told = series_at(events, "Al-Nahud", "2025-11-03", "killed", "person")
    assert [point.low for point in told.points] == [12, 12, 20, 21, 26, 26]


def test_two_bodies_more_are_no_fall_of_the_toll(events):
    told = series_at(events, "Ternopil", "2025-11-19", "killed", "person")
    assert [(point.low, point.falling) for point in told.points if point.relation == "incomparable"] == [(2, False)]


def test_totals_since_a_truce_or_a_year_are_events_of_their_own(events):
    totals = {s.low for e in events for s in e.series if s.measure == "killed" and (s.low or 0) > 100}
    assert {300, 331, 3384} <= totals
    assert all(len(s.points) == 1 for e in events for s in e.series if (s.low or 0) > 100 and s.measure == "killed")


def test_the_other_sides_count_of_fighters_stands_on_an_axis_of_its_own(events):
    (camp,) = [e for e in events if e.place and "Hilweh" in e.place.name and e.when and e.when.start == "2025-11-18"]
    assert [(s.axis, s.low, s.best) for s in camp.series if s.axis] == [("IL", 13, None)]
