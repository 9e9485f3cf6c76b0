"""Finding the statement that holds a stretch of text gives what looking at every statement gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trucewatch.model import Mode, Source, Span, Statement
from trucewatch.read.spoken import Spoken

_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1]))


def _statement(number: int, start: int, end: int) -> Statement:
    return Statement(f"s1-{number:016x}", Mode.INDIRECT, Source("a mayor"), None, Span(start, end, "x" * (end - start)))


@given(st.lists(_SPANS, max_size=8), _SPANS)
def test_what_holds_a_stretch_and_what_begins_in_it_are_found_as_by_asking_each(drawn, asked):
    told = [_statement(number, *span) for number, span in enumerate(drawn)]
    start, end = asked
    holding = [s for s in told if s.content.start <= start and end <= s.content.end + 1]
    innermost = min(holding, key=lambda s: s.content.end - s.content.start, default=None)

    assert Spoken(told).holding(start, end) is innermost
    assert Spoken(told).beginning(start, end) == [s for s in told if start <= s.content.start < end]
