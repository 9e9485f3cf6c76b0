"""The chronology that ships is sound, and the events of a user's file join it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from trucewatch.errors import ConfigError
from trucewatch.vocab.chronology import chronology, event_of
from trucewatch.vocab.conflicts import load_conflicts
from trucewatch.vocab.dayrows import day_rows

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = chronology().events
KINDS = {
    "strike", "ceasefire", "talks", "summit", "agreement", "announcement", "offensive", "exchange", "violation",
}  # fmt: skip
ROW = {"label": "Raid on Osk", "date": "2031-04-05", "kind": "strike", "terms": [["Osk"], ["raid*", "drone*"]]}


def test_there_are_many_events_of_many_wars():
    assert len(EVENTS) >= 1500
    assert len({e.country for e in EVENTS}) >= 20


def test_no_label_stands_twice():
    assert [label for label, n in Counter(e.label for e in EVENTS).items() if n > 1] == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.label)
def test_each_event_has_a_day_a_kind_and_words(event):
    assert date(2014, 1, 1) <= event.start <= event.end <= date(2026, 12, 31)
    assert (event.end - event.start).days <= 2 or (event.is_stretch and (event.end - event.start).days <= 60)
    assert event.kind in KINDS
    assert len(event.terms) >= 2
    assert all(term.strip() for group in event.terms for term in group)
    assert event.country is None or len(event.country) == 2


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: e.label)
def test_each_event_is_found_by_the_first_words_of_its_groups(event):
    text = ". ".join(group[0].replace("*", "") for group in event.terms)
    assert event in [naming.event for naming in chronology().named(text)]


def test_its_weekdays_are_those_of_the_calendar():
    known = {"Missile strike on Kryvyi Rih": 4, "First talks between Russia and Ukraine at the border of Belarus": 0}
    found = {e.label: e.end.weekday() for e in EVENTS if e.label in known}
    assert found == known


def test_a_night_starts_on_the_eve():
    event = event_of({**ROW, "night": True}, "war.toml")
    assert (event.start, event.end) == (date(2031, 4, 4), date(2031, 4, 5))
    assert event.on(4) == date(2031, 4, 4)  # a Friday
    assert event.on(6) is None


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Drones fell on Osk.", True),
        ("Osk's harbour burned after the raids.", True),
        ("Drones fell on Oskar.", False),
        ("A quiet day in Osk.", False),
    ],
)
def test_an_event_is_named_where_each_list_has_a_word(text, is_named):
    assert (
        bool([n for n in chronology((event_of(ROW, "war.toml"),)).named(text) if n.event.label == "Raid on Osk"])
        is is_named
    )


@pytest.mark.parametrize("text", ["Some 1,048 drones", "48.5 drones", "148 drones", "481 drones"])
def test_a_number_is_not_part_of_another(text):
    event = event_of({**ROW, "terms": [["48"], ["drone*"]]}, "war.toml")
    assert event not in [n.event for n in chronology((event,)).named(text)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "5 April"}, "needs 'date'"),
        ({"terms": [["Osk"]]}, "at least two"),
        ({"terms": [["Osk"], []]}, "list of lists of words"),
        ({"terms": "Osk"}, "list of lists of words"),
        ({"terms": [["Osk"], ["@nothing"]]}, "unknown list '@nothing'"),
        ({"label": " "}, "has no 'label'"),
        ({"day": "Friday"}, "unknown key 'day'"),
        ({"start": "2031-04-05", "end": "2031-04-01"}, "ends before it starts"),
    ],
)
def test_a_slip_in_an_event_is_named(change, said):
    with pytest.raises(ConfigError, match=said) as caught:
        event_of({**ROW, **change}, "war.toml: [[event]] 1")
    assert "war.toml" in str(caught.value)


def test_a_conflict_file_may_add_events(tmp_path: Path):
    path = tmp_path / "war.toml"
    path.write_text(
        '[conflict]\nname = "Vardonia"\n\n[[event]]\nlabel = "Raid on Osk"\ndate = 2031-04-05\nkind = "strike"\n'
        'terms = [["Osk"], ["@drone"]]\n',
        encoding="utf-8",
    )
    events = load_conflicts((str(path),)).events
    assert [e.label for e in events] == ["Raid on Osk"]
    assert chronology(events).named("Drones over Osk")[0].event.end == date(2031, 4, 5)


def test_one_line_tells_a_day():
    text = "# 2031\n2031-04-05 night | strike | Osk, XX | Raid on Osk | Osk; raid*/@drone; ?9\n\n"
    (row,) = day_rows(text, "war.toml")
    event = event_of(row, "war.toml")
    assert (event.start, event.end) == (date(2031, 4, 4), date(2031, 4, 5))
    assert (event.label, event.kind, event.place, event.country) == ("Raid on Osk", "strike", "Osk", "XX")
    assert event.terms == (("Osk",), ("raid*", "drone*", "UAV*"))
    assert event.hints == (("9", "nine"),)


def test_a_line_that_lacks_a_field_is_named():
    with pytest.raises(ConfigError, match="day 2"):
        list(day_rows("\n2031-04-05 | strike | Raid on Osk", "war.toml"))


@pytest.mark.parametrize(("told", "is_named"), [(5, True), (4, True), (3, False)])
def test_an_event_of_five_groups_is_named_without_one(told, is_named):
    words = ["Osk", "raid", "mill", "nine", "Brandt"]
    event = event_of({**ROW, "terms": [[w] for w in words]}, "war.toml")
    named = [n.event for n in chronology((event,)).named(" ".join(words[:told]))]
    assert (event in named) is is_named


@pytest.mark.parametrize("era", chronology().eras, ids=lambda e: e.label)
def test_each_era_has_two_sides_and_ends_after_it_began(era):
    assert era.kind in {"war", "truce"}
    assert len(era.terms) == 2
    assert era.start < era.end
