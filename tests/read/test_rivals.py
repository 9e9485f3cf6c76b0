"""Rivals: bare numbers set beside another count what it does, and nothing else does."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

LEAD = "The army said on Monday that 12 people were injured when shells hit Ostrel. "


@pytest.mark.parametrize(
    "rival",
    [
        "Police put the number at 30.",
        "Aid workers put it at 30.",
        "The mayor gave a figure of 30.",
        "The network spoke of 30.",
        "A day earlier it had reported 30.",
        "By the evening the figure had climbed to 30.",
        "The governor's figure is 30.",
        "A hospital gave the number of wounded as 30.",
        "The ministry of health says thirty.",
    ],
)
def test_a_bare_number_counts_what_the_one_before_did(rival: str) -> None:
    found = {f.low: (f.measure, f.object) for f in figures_of(LEAD + rival)}
    assert found.get(30) == ("injured", "person"), found


@pytest.mark.parametrize(
    "other",
    [
        "They set the price of bread at 30.",
        "The temperature stood at 30.",
        "The mayor is 30.",
        "The house stood at 30, Mill Road.",
        "Its next session is set for the 30th.",
    ],
)
def test_a_number_of_something_else_is_no_rival(other: str) -> None:
    assert all(f.low != 30 for f in figures_of(LEAD + other))


def test_the_toll_named_outright_is_not_what_was_told_last() -> None:
    text = "The army said 40 people were injured and 12 houses were damaged in Ostrel. The governor gave the toll as 9."
    found = {f.low: f.measure for f in figures_of(text)}
    assert found.get(9) == "killed", found


def test_what_a_sentence_tells_first_is_rivalled() -> None:
    text = "Police put the death toll at 15 and said 20 bandits had been killed. A network gave a figure of 50."
    found = {f.low: f.object for f in figures_of(text)}
    assert found[50] == found[15] == "person"


def test_a_toll_is_no_rival_of_a_few_of_its_dead() -> None:
    text = "Troops fired at seven villages, killing two children in Osk. The ministry later gave the toll as 35."
    found = {f.low: (f.measure, f.object) for f in figures_of(text)}
    assert found[35] == ("killed", "person")
