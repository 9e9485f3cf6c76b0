"""Unsettled: bare numbers of which nothing says what they count are kept where somebody claims them."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


def _amounts(text: str) -> dict[float | None, str]:
    return {f.low if f.low is not None else f.high: f.kind.value for f in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Most sought refuge in two towns: Velmar (24,400) and Osk (13,300).", 13300, "displacement"),
        ("The ministry says 900 captives are back: 390 on Friday, 307 on Saturday.", 307, None),
        ("The brigade joins as a bloc. It puts its strength at 90,000, which its rivals doubt.", 90000, None),
        ("The army shelled a school and 24 pupils were killed. The first count had been 22.", 22, "toll"),
        ("Gunmen killed 59 people in Osk. Their chief said that it was above 200.", 200, "toll"),
        ("The force was to have 2,500 soldiers but has fewer than 1,000, and its radios are old.", 1000, "force"),
        ("It lies in the Varos valley, which has a population of more than 110,000.", 110000, "other"),
        ("The number of villagers killed since the truce in May was put by the ministry at 360.", 360, "toll"),
    ],
)
def test_a_bare_number_is_a_figure(text: str, number: int, kind: str | None) -> None:
    found = _amounts(text)
    assert number in found, found
    assert kind in {None, found[number]}, found


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Every evening at ten the shooting starts.", 10),
        ("The talks began at about four and went on all day.", 4),
        ("Officials cut the toll from 14 to 13, saying that one body had been registered at two hospitals.", 1),
        ("The ministry said that one man had been counted twice among the 20 dead of the strike.", 1),
        ("Soldiers told the men to leave by nine with their rifles.", 9),
        ("The minister spoke aboard Air Force One.", 1),
        ("It opened in 1998-99 and closed soon after.", 99),
        ("The youngest is 24 and the oldest 58.", 58),
        ("Raids were flown on October 1, 2 and 11.", 11),
        ("The teacher is 30.", 30),
        ("The guards went up the hill one by one.", 1),
    ],
)
def test_hours_days_ages_and_names_are_none(text: str, number: int) -> None:
    assert number not in _amounts(text)


@pytest.mark.parametrize(
    ("text", "low", "unit"),
    [
        ("The rebels control about a quarter of Ruritania, NAME said.", 25, "percent"),
        ("The mission needs $166 million, but half of that has been found.", 83_000_000, "USD"),
    ],
)
def test_a_share_without_a_base_is_so_many_percent(text: str, low: int, unit: str) -> None:
    found = {f.low: f.unit for f in figures_of(text)}
    assert found.get(low) == unit, found


def test_a_number_that_opens_a_story_answers_its_headline() -> None:
    text = "How many died in Osk? The mayor and the villagers are far apart.\n\nFifty-nine, says the mayor of Osk."
    found = [(f.low, f.measure) for f in figures_of(text)]
    assert (59, "killed") in found, found


def test_a_bare_number_is_of_people_or_of_what_the_one_before_counts() -> None:
    text = "Osk, a city of two million, was hit. Rebels sent 90 drones. Fourteen got through."
    found = {f.low: f.object for f in figures_of(text)}
    assert (found[2_000_000], found[14]) == ("person", "drone"), found


def test_what_a_number_rose_from_and_to_are_two() -> None:
    found = figures_of("The governor raised the number of people wounded in the blast on Monday from seven to 16.")
    assert [f.low for f in found] == [7, 16]


def test_two_adjectives_joined_describe_one_noun() -> None:
    found = figures_of("A drone boat and six ballistic and cruise missiles struck the vessel.")
    assert [(f.low, f.kind.value) for f in found if f.low == 6] == [(6, "raid")]
