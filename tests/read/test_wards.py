"""Wards, held scenes and lands: where a report's places are told beside the figure."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

PAGE = "KYIV, June 28, 2025 — "


def _places(text: str) -> dict[float | None, str | None]:
    return {f.low: f.place and f.place.name for f in figures_of(text)}


def test_whom_a_hospital_counts_died_in_its_town() -> None:
    text = PAGE + "At Solna Hospital in Kherson, 20 bodies were counted after strikes on Saturday."
    assert _places(text)[20] == "Kherson"


@pytest.mark.parametrize(
    "told", ["Solna Hospital in Kherson was struck on Saturday.", "Shelling of Solna Hospital in Kherson went on."]
)
def test_whom_a_blow_on_a_hospital_killed_died_there(told: str) -> None:
    assert _places(PAGE + told + " At Solna Hospital 20 people were killed.")[20] == "Solna Hospital"


def test_a_place_that_opens_a_paragraph_holds_for_it() -> None:
    text = (
        PAGE + "A missile hit Ternopil on Saturday, killing 25 people.\n\nRescuers in Ternopil dug all day.\n\n"
        "In Kharkiv, at least 46 people were hurt in what the mayor called a heavy raid on the city. He said 16 "
        "apartment buildings were damaged."
    )
    assert _places(text)[16] == "Kharkiv"


def test_a_blow_set_among_others_of_a_land_is_not_there() -> None:
    text = PAGE + (
        "Missiles hit two buildings in the city of Ternopil, killing 25 people, three of them children, in one of the "
        "worst attacks on the country's west in months."
    )
    assert _places(text)[25] == "Ternopil"


def test_across_the_country_is_the_land_told_before() -> None:
    text = PAGE + (
        "A missile hit Kharkiv on Saturday, killing four.\n\nUkraine's interior minister said 60 people were injured "
        "across the country on Saturday."
    )
    assert _places(text)[60] == "Ukraine"
