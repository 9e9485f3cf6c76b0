"""How texts are cut and numbers and names are met."""

from __future__ import annotations

import pytest

from trucewatch.lineage.align import align, common_order
from trucewatch.lineage.facts import facts_of
from trucewatch.lineage.words import content_words, sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gov. Ilse Karran left. She was tired.", 2),
        ("The U.S. President called at 5 p.m. on Monday.", 1),
        ("“Dig,” she said. “Dig on.” Nobody slept.", 3),
        ("It cost 3.3 billion crowns.", 1),
        ("A line\nAnother line", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_they_do(text: str, count: int) -> None:
    spans = list(sentences(text, 0, len(text)))
    assert len(spans) == count
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


def _facts(text: str):
    return facts_of(text, list(sentences(text, 0, len(text))), ())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("It hit 1,800 homes and eighteen shops.", ("1800", "18")),
        ("On May 12, 2031 nobody died; one was hurt.", ()),
        ("The 3 April talks drew 30 leaders.", ("30",)),
        ("18 died. Then 18 were buried, 9 of them boys.", ("18", "9")),
    ],
)
def test_numbers_are_met_once_as_values_and_dates_are_none(text: str, numbers: tuple[str, ...]) -> None:
    assert _facts(text).numbers == numbers


def test_names_fall_together_over_transliterations_and_first_words_are_no_names() -> None:
    first = _facts("Shells fell. President Volodymyr Zelenskyy spoke in Kyiv.")
    other = _facts("Yesterday Volodymyr Zelensky spoke in Kyiv.")
    assert first.names == other.names
    assert len(first.names) == 2


def test_forms_of_a_word_mostly_fall_together() -> None:
    text = "strikes striking, the strike's"
    assert len(set(content_words(text, 0, len(text)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "length"), [("abcd", "abcd", 4), ("abcd", "dcba", 1), ("abc", "xyz", 0), ("abcd", "axcyd", 3)]
)
def test_the_order_kept_in_common(one: str, other: str, length: int) -> None:
    assert common_order(one, other) == length


def test_nothing_aligns_with_nothing() -> None:
    assert align([], []).share(0.4) == (0.0, 0.0)
