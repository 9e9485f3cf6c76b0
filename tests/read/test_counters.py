"""A text that tells how far the count of a whole war has come is of the days on which that was told."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.read.counters import counted, day_counted
from trucewatch.read.years import day_of_year
from trucewatch.vocab.chronology import chronology
from trucewatch.vocab.counters import counters

LEAD = "Israeli fire killed two in Varos on Friday, medics said."
TOLD = "Israel's offensive has killed {} people in Gaza, its Health Ministry says."


@pytest.mark.parametrize(
    ("number", "first", "last"),
    [
        ("at least 45,206", date(2024, 12, 20), date(2024, 12, 20)),
        ("more than 45,000", date(2024, 12, 15), date(2025, 1, 10)),
        ("nearly 46,000", date(2024, 12, 15), date(2025, 1, 10)),
    ],
)
def test_a_count_was_told_on_a_day_or_for_a_while_if_it_is_rounded(number, first, last):
    found = counted(f"{LEAD} {TOLD.format(number)}")
    assert [(c.first, c.last) for c in found] == [(first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "Israel has wounded 45,206 people in Gaza, where thousands are dead, the ministry says.",
        "Israel let 45,206 displaced people go home in Gaza, where thousands are dead.",
        "Shells have killed 45,206 people in Varos.",
    ],
)
def test_a_number_of_something_else_tells_nothing(text):
    assert counted(text) == ()


def test_the_weekday_told_first_names_the_day():
    assert day_counted(f"{LEAD} {TOLD.format('45,206')}") == (
        date(2024, 12, 20),
        f"chronology: {counters()[0][0].label}",
    )
    assert day_counted(TOLD.format("45,206")) is None
    assert day_counted(f"{LEAD} {TOLD.format('more than 45,000')}") is None


def test_a_rounded_count_still_names_the_year():
    told = [LEAD.replace("on Friday", "overnight"), TOLD.format("more than 45,000")]
    assert day_of_year((12, 20), told, chronology()) == date(2024, 12, 20)
    assert day_of_year((12, 20), told[:1], chronology()) is None
