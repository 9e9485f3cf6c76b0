"""What words for a time may mean, and which time a pointing one means."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.model import When
from trucewatch.read.dates import TimeMention
from trucewatch.read.timemeanings import Meaning, meanings, span_of, up_to

DAY = date(2025, 6, 10)


def told(start: str, end: str, wording: str, *, since: bool = False, weak: bool = False) -> TimeMention:
    return TimeMention(0, 5, 0, 0, When(start, end, wording, "day"), DAY, since=since, weak=weak)


def days(found: list[tuple[Meaning, When]]) -> list[tuple[Meaning, str, str]]:
    return [(how, when.start, when.end) for how, when in found]


@pytest.mark.parametrize(
    ("m", "wanted"),
    [
        (told("2025-06-08", "2025-06-08", "on Sunday"), [(Meaning.AS_TOLD, "2025-06-08", "2025-06-08")]),
        (
            told("2025-06-08", "2025-06-08", "Sunday night"),
            [(Meaning.AS_TOLD, "2025-06-08", "2025-06-08"), (Meaning.NIGHT, "2025-06-08", "2025-06-09")],
        ),
        (
            told("2025-06-08", "2025-06-09", "overnight"),
            [
                (Meaning.AS_TOLD, "2025-06-08", "2025-06-09"),
                (Meaning.ONE_DAY, "2025-06-08", "2025-06-08"),
                (Meaning.ONE_DAY, "2025-06-09", "2025-06-09"),
            ],
        ),
        (
            told("2025-06-01", "2025-06-10", "since 1 June", since=True),
            [(Meaning.AS_TOLD, "2025-06-01", "2025-06-10"), (Meaning.FIRST_DAY, "2025-06-01", "2025-06-01")],
        ),
    ],
)
def test_a_time_may_mean_more_than_its_days(m: TimeMention, wanted: list[tuple[Meaning, str, str]]) -> None:
    assert days(list(meanings(m, None))) == wanted


def test_tonight_has_no_day_after_the_story() -> None:
    m = told("2025-06-10", "2025-06-10", "Tuesday night")
    assert [how for how, _ in meanings(m, None)] == [Meaning.AS_TOLD]


def test_what_began_then_runs_up_to_days_behind_it() -> None:
    ends = [(Meaning.UP_TO_STORY, "2025-06-10"), (Meaning.UP_TO_TOLD, "2025-06-03")]
    found = days(list(up_to(told("2025-06-04", "2025-06-04", "on Wednesday"), ends)))
    assert found == [(Meaning.UP_TO_STORY, "2025-06-04", "2025-06-10")]
    since = told("2025-06-01", "2025-06-10", "since 1 June", since=True)
    assert days(list(up_to(since, ends))) == [
        (Meaning.UP_TO_STORY, "2025-06-01", "2025-06-10"),
        (Meaning.UP_TO_TOLD, "2025-06-01", "2025-06-03"),
    ]
    assert not list(up_to(told("2025-06-04", "2025-06-04", "at 9 pm", weak=True), ends))


def test_a_span_is_counted_after_its_first_day() -> None:
    assert span_of(When("2025-06-08", "2025-06-09", "overnight", "range")) == 1
