"""How texts are cut and numbers and names are met."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.lineage import arrays
from trucewatch.lineage.align import common_order, cosines
from trucewatch.lineage.arrays import gathered, shared_sentences
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


_BAGS = st.lists(st.text("abcdefgh", min_size=1, max_size=9).map(Counter), max_size=9)


@given(_BAGS, _BAGS, st.sampled_from((2, 1024)), st.sampled_from((1, 1 << 17)))
def test_sentences_that_say_the_same_are_those_whose_cosine_says_so(
    one: list[Counter[str]], other: list[Counter[str]], block: int, quiet: int
) -> None:
    rows = cosines(one, other)
    scores = [round(score, 8) for row in rows for score in row.values()]
    least = next((each for each in (0.4, 0.41, 0.42, 0.43) if each not in scores), 0.437)
    forth = sum(max(row.values(), default=0) >= least for row in rows) / max(1, len(one))
    back = sum(any(row.get(n, 0) >= least for row in rows) for n in range(len(other))) / max(1, len(other))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "_BLOCK", block)
        patch.setattr(arrays, "_QUIET", quiet)
        assert shared_sentences(gathered(one), gathered(other), least) == pytest.approx((forth, back))


def test_nothing_aligns_with_nothing() -> None:
    assert shared_sentences(gathered([]), gathered([]), 0.4) == (0.0, 0.0)
