"""Amounts: which words state one, how much, and how the hedge bounds it."""

from __future__ import annotations

import pytest

from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.numbers import scan

GRAMMAR = SpacyGrammar()


def amounts(text: str) -> list[tuple[str, float | None, float | None, str]]:
    parse = GRAMMAR.parse(text, [Block(0, len(text))])
    found = []
    for sentence in parse.sentences:
        words = parse.words[sentence.first : sentence.last]
        for q in scan(words):
            wording = text[words[q.first].start : words[max(q.last, q.first + 1) - 1].end]
            found.append((wording, q.low, q.high, q.modifier.value))
    return found


@pytest.mark.parametrize(
    ("text", "low", "high", "modifier"),
    [
        ("The blast killed 18 people.", 18, 18, "exact"),
        ("The blast killed at least 50 people.", 50, None, "at_least"),
        ("No fewer than 12 people died.", 12, None, "at_least"),
        ("More than 50 drones were downed.", 50, None, "more_than"),
        ("Over 30 vehicles burned.", 30, None, "more_than"),
        ("Upwards of 300 families fled.", 300, None, "more_than"),
        ("As many as 85 soldiers died.", None, 85, "up_to"),
        ("Up to 85 soldiers died.", None, 85, "up_to"),
        ("Fewer than 40 soldiers remain.", None, 40, "up_to"),
        ("Roughly 20 homes were hit.", 20, 20, "about"),
        ("Some 200 homes were hit.", 200, 200, "about"),
        ("An estimated 200 homes were hit.", 200, 200, "about"),
        ("Around 20 or so homes were hit.", 20, 20, "about"),
        ("A force of 10,000 to 30,000 troops is discussed.", 10000, 30000, "range"),
        ("Between 3,000 and 4,000 soldiers crossed.", 3000, 4000, "range"),
        ("They need 3 to 4 million doses.", 3_000_000, 4_000_000, "range"),
        ("Two or three shells landed.", 2, 3, "range"),
        ("About four dozen drones came.", 48, 48, "about"),
        ("Half a dozen schools closed.", 6, 6, "exact"),
        ("Dozens died.", 24, 99, "vague"),
        ("Hundreds fled.", 200, 999, "vague"),
        ("Thousands fled.", 2000, 9999, "vague"),
        ("Tens of thousands fled.", 20_000, 99_999, "vague"),
        ("Hundreds of thousands fled.", 200_000, 999_999, "vague"),
        ("Several hundred soldiers left.", 200, 999, "vague"),
        ("Several hundred thousand soldiers left.", 200_000, 999_999, "vague"),
        ("Losses exceed $2 million.", 2_000_000, None, "more_than"),
        ("Several people were hurt.", 3, None, "vague"),
        ("Numerous vehicles burned.", 3, None, "vague"),
        ("A couple of houses burned.", 2, 2, "about"),
        ("They pledged 3bn euros.", 3_000_000_000, 3_000_000_000, "exact"),
        ("They pledged $1.5 billion.", 1_500_000_000, 1_500_000_000, "exact"),
        ("They pledged $40m.", 40_000_000, 40_000_000, "exact"),
        ("Around 1.5 lakh residents moved.", 150_000, 150_000, "about"),
        ("One hundred and five men surrendered.", 105, 105, "exact"),
        ("Twenty-five or more were hurt.", 25, None, "at_least"),
        ("They talked for two and a half hours.", 2.5, 2.5, "exact"),
        ("They quarrelled for more than a century.", 100, None, "more_than"),
        ("It was the worst fighting in over a decade.", 10, None, "more_than"),
    ],
)
def test_an_amount_is_read_with_its_bounds(text: str, low: float, high: float, modifier: str) -> None:
    assert [(low, high, modifier)] == [(a[1], a[2], a[3]) for a in amounts(text)]


def test_a_change_from_one_value_to_another_is_two_amounts() -> None:
    assert [(a[1], a[2]) for a in amounts("The toll rose from 14 to 20.")] == [(14, 14), (20, 20)]


def test_the_hedge_belongs_to_the_words_of_the_amount() -> None:
    assert amounts("At least 50 people died.")[0][0] == "At least 50"


@pytest.mark.parametrize(
    "text",
    [
        "The third attack came later.",
        "He is the second governor.",
        "So many people asked why.",
        "He said as many would come.",
    ],
)
def test_ordinals_and_idioms_are_no_amounts(text: str) -> None:
    assert amounts(text) == []
