"""What befell the people of whom a bare number tells, by the words beside it."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


@pytest.mark.parametrize(
    ("text", "wording", "measure"),
    [
        ("The clinic raised the number of dead to six and the number of wounded to 31.", "31", "injured"),
        ("She put the number of dead at 14 and the wounded at about 60.", "about 60", "injured"),
        ("The death toll from two attacks has gone up to 19", "19", "killed"),
        ("The brigade had 18 killed and wounded, its spokesman said.", "18", "casualties"),
        ("The institute puts the losses at 40,000 killed, wounded and missing.", "40,000", "casualties"),
        ("Nine died in Osk. The surgeon said that three of the 22 wounded it received died.", "three", "killed"),
        ("Dozens hurt, eight dead as shells hit market in Osk", "Dozens", "injured"),
        ("The owner spoke of one sailor believed dead and another two not seen since.", "another two", "missing"),
        ("Drone strike on Osk\n\nDrone Strike On Osk Claims Six Lives, Injures Fifteen", "Fifteen", "injured"),
        ("The strike came a day after Israel killed a woman and wounded 25 others.", "a woman", "killed"),
        ("The two victims were a clerk and his cousin, a security source said.", "two victims", "killed"),
    ],
)
def test_the_word_beside_a_number_says_what_befell_its_people(text: str, wording: str, measure: str) -> None:
    assert {f.span.wording: f.measure for f in figures_of(text)}[wording] == measure


def test_the_killed_who_stand_before_a_second_number_are_no_casualties() -> None:
    found = {f.span.wording: f.measure for f in figures_of("The raid left 15 killed and wounded 30, police said.")}
    assert "casualties" not in found.values()


@pytest.mark.parametrize(
    "text", ["At least 12 houses were set ablaze.", "They set 12 houses alight.", "Nearby stood 12 houses in flames."]
)
def test_what_stands_in_flames_is_lost(text: str) -> None:
    assert [f.measure for f in figures_of(text)] == ["destroyed"]


def test_letters_in_brackets_are_no_part_of_what_is_counted() -> None:
    found = figures_of("Three Indonesian Army (TNI AD) personnel were killed in an ambush.")
    assert [(f.low, f.object, f.measure) for f in found] == [(3, "personnel", "killed")]


def test_weapons_that_an_army_secured_were_seized() -> None:
    assert [f.measure for f in figures_of("The army secured 14 rifles that the rebels had left.")] == ["seized"]
