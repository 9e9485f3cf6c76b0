"""Counts that run on, copies that tell one figure, houses that are one voice, parties of a user's vocabulary."""

from __future__ import annotations

import dataclasses

import pytest
from link_claims import COUNTRY, DORN, FAR, REGION, claim, day, groups, judged, link, telling

from trucewatch.model import When
from trucewatch.vocab.events import place_key, thing_of

SINCE = When("2030-01-07", "2030-05-06", "since January 7", "range")
LATER = When("2030-01-07", "2030-05-20", "since January 7", "range")
TRUCE = When("2030-03-01", "2030-05-06", "since the truce", "range")


def together(one, other, **more) -> bool:
    return len(link(one, other, **more).events) == 1


@pytest.mark.parametrize(
    ("first", "second", "one_event"),
    [
        pytest.param({"when": SINCE}, {"when": LATER, "count": 90, "published": "2030-05-20"}, True, id="weeks later"),
        pytest.param({"when": SINCE}, {"when": TRUCE}, False, id="since the war and since the truce"),
        pytest.param({"when": SINCE}, {"when": LATER, "place": FAR}, False, id="over another place"),
        pytest.param({"when": SINCE, "count": 5000}, {"when": day(5)}, False, id="a single day's strike"),
        pytest.param({"when": SINCE, "place": REGION}, {"when": day(5), "place": COUNTRY}, False, id="its first day"),
    ],
)
def test_a_count_that_runs_on_goes_with_those_from_its_first_day(first, second, one_event):
    assert together(claim(1, **first), claim(2, **second)) is one_event


def test_the_dead_of_a_war_and_of_its_first_day_are_two_events_in_one_report():
    war = claim(1, count=57_000, place=REGION, when=SINCE)
    first_day = claim(1, count=1200, at=300, place=COUNTRY, when=When("2030-01-07", "2030-01-07"))
    assert len(link(war, first_day).events) == 2


def test_what_two_copies_tell_in_one_place_is_one_event_wherever_it_was_placed():
    one, other = claim(1, place=FAR, count=7), claim(2, count=7)
    assert not together(one, other)
    linked = link(one, other, retold=[(one.figure_id, other.figure_id)])
    assert len(linked.events) == 1
    why = linked.why(one.figure_id, other.figure_id)
    assert why is not None
    assert "in the same place" in why.reasons[0]


def test_two_counts_of_one_voice_in_one_story_are_two_events():
    day_toll = claim(1, count=24, place=None, when=None)
    war_toll = claim(1, count=312, at=900, place=None, when=None)
    assert len(link(day_toll, war_toll).events) == 2


def test_a_rise_does_not_speak_against_one_event():
    first, update = claim(1, count=12, actor="Marren"), claim(2, count=16, actor="Sallen", published="2030-05-07")
    assert together(first, update)
    (event,) = link(first, update).events
    assert event.series[0].state == "updated"


def test_at_least_so_many_and_then_more_is_an_update():
    first = claim(1, count=31, high=None, as_of="2030-05-05")
    (event,) = link(first, claim(2, count=38, as_of="2030-05-06")).events
    assert event.series[0].state == "updated"


def test_villagers_of_one_report_are_the_people_of_another():
    (event,) = link(claim(1, object="villager"), claim(2)).events
    assert [(s.object, len(s.points)) for s in event.series] == [("person", 2)]
    (apart,) = link(
        claim(1), claim(1, count=9, at=1, sentence=0, object="civilian"), claim(2, object="civilian")
    ).events
    assert {s.object for s in apart.series} == {"person", "civilian"}


def test_of_two_judgements_in_one_second_the_one_written_later_counts():
    a, b = claim(1), claim(2)
    both = [judged(a, b, "same"), judged(a, b, "different")]
    assert len(groups(link(a, b, judgements=both))) == 2
    assert len(groups(link(a, b, judgements=both[::-1]))) == 1


@pytest.mark.parametrize(
    ("houses", "grade"),
    [
        pytest.param(("BBC", "Reuters"), "fair", id="two houses"),
        pytest.param(("BBC", "BBC"), "weak", id="two outlets of one house"),
        pytest.param((None, None), "weak", id="publishers nobody knows"),
        pytest.param(("BBC", None), "fair", id="a house and somebody else"),
    ],
)
def test_outlets_of_one_house_are_one_voice(houses, grade):
    tellings = [dataclasses.replace(telling(n), house=house) for n, house in enumerate(houses, start=1)]
    (event,) = link(claim(1), claim(2), tellings=tellings).events
    assert event.grade == grade
    assert len(event.voices) == (1 if houses == ("BBC", "BBC") else 2)


def test_sides_of_a_vocabulary_put_a_count_of_enemy_losses_on_its_own_axis():
    told = claim(1, object="soldier", side="QT", actor="Tarvenia", target="Kessaria", place=DORN)
    known = dataclasses.replace(told, acting="QT", hit="QS")
    assert [s.axis for s in link(known).events[0].series] == ["QT"]
    assert [s.axis for s in link(told).events[0].series] == [None]


def test_names_that_differ_by_a_common_word_are_one():
    assert place_key("Upper Dorn village") == place_key("the village of Upper Dorn") == "upper dorn"
    assert place_key("The Strip") == "the strip"
    assert thing_of("dwelling") == thing_of("private home") == "house"


def test_a_fights_first_days_are_counted_from_the_day_that_a_longer_count_runs_from():
    few, more = When("2030-05-03", "2030-05-06", None, "range"), When("2030-05-03", "2030-05-09", None, "range")
    counted = [claim(1, count=22, when=few), claim(2, count=24, when=more, published="2030-05-10")]
    assert together(*counted)
    apart = When("2030-05-04", "2030-05-06", None, "range")
    assert not together(claim(1, count=5, when=apart), counted[1])
