"""As of a day a ledger too large to be linked anew shows today's links, cut to what had been published by then."""

from __future__ import annotations

from importlib import import_module

import pytest
from ledger_readings import figure, reading, report

from trucewatch.boards.brief import situation_report
from trucewatch.ledger import EventFilters, Ledger, View, derived, events, is_cut
from trucewatch.ledger.ruled import under_rule
from trucewatch.model import Page, Place, When
from trucewatch.vocab.events import profile

asking = import_module("trucewatch.ledger.events")  # the function of that name stands before the module
NOW = "2030-06-01T00:00:00Z"
MARKET = Place("Ostrel", "UA", 50.0, 30.0, 2, 1, None, None)


def _told(day, killed):
    text = (
        f"{killed} people were killed in a strike on the market of Ostrel on May 3, 2030, officials said on day {day}."
    )
    told = report(text, published=f"2030-05-0{day}", name=f"day-{day}.txt")
    when = When("2030-05-03", "2030-05-03", "May 3, 2030", "day")
    counted = figure(told, str(killed), killed, killed, place=MARKET, when=when)
    return reading(told, page=Page(published=told.published), figures=(counted,))


@pytest.fixture
def linked(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path) as ledger:
        for day, killed in ((4, 14), (5, 17), (6, 18)):
            ledger.add(_told(day, killed), added=NOW)
        ledger.relink()
    return path


@pytest.fixture
def large(linked, monkeypatch):
    monkeypatch.setattr(asking, "_MOST_READINGS", 1)
    return linked


def _values(path, as_of):
    with View.open(path) as view:
        found = list(events(view, EventFilters(as_of=as_of)))
    return sorted(point["low"] for event in found for series in event["series"] for point in series["points"])


def test_only_what_had_been_published_counts_and_nothing_is_linked(large, monkeypatch):
    monkeypatch.setattr(asking, "derive", lambda *_, **__: pytest.fail("linked anew"))
    assert [_values(large, day) for day in ("2030-05-03", "2030-05-04", "2030-05-05", "2030-05-06")] == [
        [], [14], [14, 17], [14, 17, 18]
    ]  # fmt: skip


@pytest.mark.parametrize("day", ["2030-05-04", "2030-05-05", "2030-05-06"])
def test_bounds_and_reports_are_those_of_linking_anew(linked, monkeypatch, day):
    def asked():
        with View.open(linked) as view:
            assert is_cut(view, day) is (most == 1)
            found = list(events(view, EventFilters(as_of=day)))
        keys = ("low", "best", "high", "state", "members")
        return [(event["reports"], [[series[key] for key in keys] for series in event["series"]]) for event in found]

    told = []
    for most in (5_000, 1):
        monkeypatch.setattr(asking, "_MOST_READINGS", most)
        told.append(asked())
    assert told[0] == told[1]


def test_a_family_needs_two_reports_that_were_out_and_a_change_both_of_its_sides(large):
    """What `derived` gives as of a day is a part of what it gives now, whatever the kind."""
    with View.open(large) as view:
        for kind in ("lineage", "drift"):
            now = {each[f"{kind}_id"] for each in derived(view, kind)}
            assert {each[f"{kind}_id"] for each in derived(view, kind, as_of="2030-05-05")} <= now
            assert derived(view, kind, as_of="2030-05-04") == ()


def test_a_small_ledger_and_no_day_are_never_cut(linked, large):
    with View.open(large) as view:
        assert not is_cut(view, None)


def test_the_brief_of_a_day_links_nothing_either_and_tells_what_linking_anew_does(linked, monkeypatch):
    def told():
        with View.open(linked) as view:
            return situation_report(view, cutoff="2030-05-05")

    anew = told()
    monkeypatch.setattr(asking, "_MOST_READINGS", 1)
    monkeypatch.setattr(asking, "derive", lambda *_, **__: pytest.fail("linked anew"))
    assert told() == anew
    assert "17" in anew
    assert "18 people" not in anew


def test_points_to_which_a_page_has_added_who_denies_them_come_to_the_same(linked):
    with View.open(linked) as view:
        (series,) = [series for event in events(view, EventFilters()) for series in event["series"]]
    named = {**series, "points": [{**point, "denied_by": ["Somebody"]} for point in series["points"]]}
    assert under_rule(named, profile("literal")) == under_rule(series, profile("literal"))
