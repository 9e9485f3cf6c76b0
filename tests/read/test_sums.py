"""Sums: where is what a report counts over several days?"""

from __future__ import annotations

from tests.read_text import figures_of

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
