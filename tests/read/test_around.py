"""A pattern tried only where its words stand finds what a search of the whole text finds."""

from __future__ import annotations

import re
from re import _parser  # the lengths of a pattern's parts are told nowhere else
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.read import around, eras, onsets, timewords
from trucewatch.read.timewords import Kind

WORDS = [
    "in", "the", "last", "two", "days", "week", "since", "night", "of", "year", "quarter", "monday", "1990s", "may",
    "before", "after", "during", "first", "three", "months", "then", "said", "troops", "ago", "5pm", "weekend",
]  # fmt: skip
MARKS = st.sampled_from([" ", " ", " ", ", ", ". ", "\n", "-", "  ", " " * 5, " " * 9, "----- ", "\t", ""])
texts = st.lists(st.tuples(st.sampled_from(WORDS), MARKS), max_size=60).map(lambda p: "".join(a + b for a, b in p))


def _spans(found: Any) -> list[tuple[Any, ...]]:
    return [(kind, m.span(), m.groups()) for kind, m in found]


@given(text=texts)
def test_time_words_are_found_as_in_the_whole_text(text: str) -> None:
    low = timewords._small(text)
    whole = [(kind, m) for kind, _, pattern in timewords._patterns() for m in pattern.finditer(low)]
    assert _spans(timewords._matches(low)) == _spans(whole)


def test_time_words_far_apart_are_found_each() -> None:
    gap = "a long line of other words about nothing, " * 20
    low = f"{gap}last night {gap}in the last two days {gap}two days before the third quarter {gap}"
    whole = [(kind, m) for kind, _, pattern in timewords._patterns() for m in pattern.finditer(low)]
    assert _spans(timewords._matches(low)) == _spans(whole)
    assert {Kind.PAST, Kind.NIGHT, Kind.OFFSET} <= {kind for kind, _ in whole}


def _reach(parts: Any) -> float:
    """The longest way through a pattern, what it looks ahead at included."""
    length = 0.0
    for op, told in parts:
        name = str(op)
        if name in {"ASSERT", "ASSERT_NOT"}:
            length += _reach(told[1]) if told[0] > 0 else 0
        elif name == "BRANCH":
            length += max(map(_reach, told[1]))
        elif name == "SUBPATTERN":
            length += _reach(told[-1])
        elif name in {"MAX_REPEAT", "MIN_REPEAT"}:
            length += told[1] * _reach(told[2])
        elif name != "AT":
            length += 1
    return length


@pytest.mark.parametrize("kind", list(Kind))
def test_no_pattern_of_time_words_looks_further_than_the_reach(kind: Kind) -> None:
    pattern = next((pattern for of, _, pattern in timewords._patterns() if of is kind), None)
    if pattern is None or not timewords._is_bound(pattern):
        return
    gap = around._LONGEST_GAP
    source = re.sub(r"(\\s|\[\\s-\])([+*])", lambda m: f"{m[1]}{{{'01'[m[2] == '+']},{gap}}}", pattern.pattern)
    assert _reach(_parser.parse(source)) <= around.REACH


openings = st.lists(
    st.tuples(st.sampled_from(["since", "the", "war", "ceasefire", "began", "in", "first", "two", "weeks", "of",
                               "attack", "triggered", "when", "over", "12", "days", "fighting", "took effect"]), MARKS),
    max_size=30,
).map(lambda p: "".join(a + b for a, b in p))  # fmt: skip


@pytest.mark.parametrize("room", [eras, onsets])
@given(text=openings)
def test_what_begins_with_known_words_is_found_as_in_the_whole_text(room: Any, text: str) -> None:
    pattern = room._pattern()
    for told in (text, text.title()):
        found = around.opened(pattern, told, room._openers())
        assert [m.span() for m in found] == [m.span() for m in pattern.finditer(told)]
