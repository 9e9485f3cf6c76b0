"""Spaces that part the digits of one number, and those that part two."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.read.thousands import joined_digits


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_spaces_part_the_digits_of_a_number(space):
    text = "Varos sent 3 000 to 4 000 troops, and 1 234 567 people fled.".replace(" 000", f"{space}000")
    assert joined_digits(text) == "Varos sent 3,000 to 4,000 troops, and 1,234,567 people fled."
    assert [(f.low, f.high) for f in figures_of(text)] == [(3000, 4000), (1234567, 1234567)]


def test_the_words_of_such_a_number_stay_as_written():
    (figure,) = figures_of("The shelling left 2 800 people wounded.")
    assert (figure.span.wording, figure.low) == ("2 800 people", 2800)


@pytest.mark.parametrize(
    "text",
    [
        "On May 5 900 soldiers came, and 3,000 left.",
        "In phase 2 800 soldiers came.",
        "Route 66 200 was closed.",
        "Call +27 12 345 678 for help.",
        "In 2025 900 soldiers came.",
        "It was signed on 5/12 300 miles away.",
        "They won 3 1000 times.",
    ],
)
def test_spaces_between_two_numbers_stay(text):
    assert joined_digits(text) == text


def test_numbers_joined_and_left_stand_side_by_side_in_a_long_text():
    told, joined = (
        "Some 900 came and 2 800 fell; on May 5 900 left. ",
        "Some 900 came and 2,800 fell; on May 5 900 left. ",
    )
    assert joined_digits(told * 5000 + "They rested.") == joined * 5000 + "They rested."
