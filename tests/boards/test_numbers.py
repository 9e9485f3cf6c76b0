"""Values in plain words, and the numbers that a text shows."""

from __future__ import annotations

import pytest

from trucewatch.boards.numbers import digits, in_billions, interval, masked, without_dates
from trucewatch.vocab.plurals import plural_of


@pytest.mark.parametrize(
    ("low", "high", "modifier", "words"),
    [
        (18, 18, "exact", "18"),
        (0, 0, "exact", "0"),
        (20, 20, "about", "about 20"),
        (50, None, "at_least", "at least 50"),
        (30, None, "more_than", "more than 30"),
        (None, 85, "up_to", "up to 85"),
        (10_000, 30_000, "range", "10,000 to 30,000"),
        (24, 99, "vague", "24 to 99"),
        (3, None, "vague", "3 or more"),
        (160, 319, "fraction", "160 to 319"),
        (2.5, 2.5, "exact", "2.5"),
        (3_300_000_000, 3_300_000_000, "exact", "3,300,000,000"),
        (None, None, "vague", "no number"),
        (18, 25, "about", "18 to 25"),
        (None, 40, "at_least", "up to 40"),
        (0, None, "at_least", "at least 0"),
    ],
)
def test_an_interval_is_put_as_a_person_would(low, high, modifier, words):
    assert interval({"low": low, "high": high, "modifier": modifier}) == words


def test_numbers_are_found_in_any_script_and_dates_are_none():
    assert list(digits("10,000 and 3.5, ١٨, Shahed-136.")) == ["10,000", "3.5", "١٨", "136"]
    assert list(digits(without_dates("2030-05-04T18:00:00Z, 2030-05-04 18:00, 2030-05-04+02:00 and 7"))) == [
        "02",
        "00",
        "7",
    ]


def test_a_masked_text_keeps_what_is_known_and_dates():
    assert masked("1 of 18 on 2030-05-04, 118 in all", {"18"}) == "(…) of 18 on 2030-05-04, (…) in all"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("person", "people"),
        ("child", "children"),
        ("missile", "missiles"),
        ("apartment building", "apartment buildings"),
        ("facility", "facilities"),
        ("bus", "buses"),
        ("aircraft", "aircraft"),
        ("health worker", "health workers"),
    ],
)
def test_what_is_counted_has_a_plural(one, many):
    assert plural_of(one) == many


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("up to 3,000,000,000", "up to 3 billion"),
        ("3,300,000,000 to 1,250,000,000,000", "3.3 billion to 1,250 billion"),
        ("2,050,000,000", "2.05 billion"),
        ("3,001,000,000", "3,001,000,000"),
        ("3,300,000,001", "3,300,000,001"),
        ("40,000,000", "40,000,000"),
    ],
)
def test_round_billions_are_read_as_such_and_no_digit_is_lost(value, read):
    assert in_billions(value) == read
