"""Sums: where is what a report counts over several days?"""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.model import Report
from trucewatch.read import read

CITY = """Calm returns to Homs as fighters leave

January 11, 2026

HOMS, Syria – Rescue workers went into a battered part of Homs on Sunday after five days of battles between government
troops and local fighters.

A truce took hold in the eastern districts. At least 23 people have been killed and more than 140,000 residents
displaced since Tuesday.
"""


def test_what_is_summed_up_over_days_of_battle_in_one_city_is_placed_there():
    text = CITY.replace("\ntroops", " troops").replace("\ndisplaced", " displaced")
    figures = figures_of(text)
    found = {f.low: f.place.name if f.place else None for f in figures if f.low in {23, 140_000}}
    assert found == {23: "Homs", 140_000: "Homs"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("KHARTOUM, 3 March - Drones killed nine: seven in Kadugli and two in Dilling.", [None, "Kadugli", "Dilling"]),
        (
            "KHARTOUM, 3 March - Drones killed nine in South Kordofan: seven in Kadugli and two in Dilling.",
            ["South Kordofan", "Kadugli", "Dilling"],
        ),
        ("KHARTOUM, 3 March - Drones killed nine in Kadugli: seven women and two men.", ["Kadugli"] * 3),
    ],
)
def test_a_sum_shared_out_among_places_happened_in_none_of_them(text: str, places: list[str | None]) -> None:
    found = read(Report("r", "r.txt", text, "h", published="2025-03-03")).figures
    assert [None if f.place is None else f.place.name for f in found] == places
