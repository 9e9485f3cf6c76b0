"""Whose claim a figure is that stands outside what a statement was found to tell."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of, speakers_of


@pytest.mark.parametrize(
    ("text", "wording", "source"),
    [
        (
            "That is less than the group HRANA, which on Saturday spoke of 722 dead, among them 28 women.",
            "28 women",
            "HRANA",
        ),
        ("Overnight the navy recorded 74 drones; 41 were destroyed.", "41", "navy"),
        ("The clinic has raised its figure to 19, after four wounded people died.", "four wounded people", "clinic"),
        ("Poonch counts its dead after a night of shells; 12 killed, schools shut", "12", "outlet"),
    ],
)
def test_a_number_goes_on_with_what_was_told_before_it(text: str, wording: str, source: str) -> None:
    assert {f.span.wording: f.source.name for f in figures_of(text)}[wording] == source


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nine people were killed, residents and security sources said.", ["residents and security sources"]),
        ("Nine people were killed, medics said.", ["medics"]),
    ],
)
def test_groups_that_speak_together_are_named_together(text: str, names: list[str]) -> None:
    assert speakers_of(text) == names


def test_a_dash_ends_what_is_counted() -> None:
    text = "Jet bombs hospital in Osk, killing at least 31 - aid worker\n\nOSK, Dec 11 - A jet bombed a hospital."
    assert ("at least 31", "person") in {(f.span.wording, f.object) for f in figures_of(text)}
