"""Dates as reports tell them: parts of months, years told behind, quarters, mixed ranges, figures taking turns."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.model import FigureKind

# The story's day is a Wednesday, 18 June 2025.
HEAD = "OSK, June 18, 2025 (Arrow) - Officials met in Osk to talk about the war. The talks were to go on.\n\n"


def days(text: str) -> list[str | None]:
    figures = figures_of(HEAD + text)
    return [
        None if f.when is None else f"{f.when.start} {f.when.end}" for f in figures if f.kind is not FigureKind.TERM
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In April, 27 soldiers were killed near Osk.", "2025-04-01 2025-04-30"),
        ("Rebels took two hostages in February last year.", "2024-02-01 2024-02-29"),
        ("Rebels took two hostages in August of last year.", "2024-08-01 2024-08-31"),
        ("Rebels took two hostages on February 3 last year.", "2024-02-03 2024-02-03"),
        ("Rebels took two hostages last February.", "2025-02-01 2025-02-28"),
        ("Rebels killed 12 soldiers last summer.", "2024-06-01 2024-08-31"),
        ("Rebels killed 12 soldiers early this year.", "2025-01-01 2025-03-31"),
        ("Rebels killed 12 soldiers in the first week of June.", "2025-06-01 2025-06-07"),
        ("Rebels killed 12 soldiers in the last week of May.", "2025-05-25 2025-05-31"),
        ("Rebels killed 12 soldiers in the second week of May 2024.", "2024-05-08 2024-05-14"),
        ("Rebels killed 12 soldiers at the end of May.", "2025-05-21 2025-05-31"),
        ("Rebels killed 12 soldiers at the beginning of May.", "2025-05-01 2025-05-10"),
        ("Rebels killed 12 soldiers from the beginning of May until June 15.", "2025-05-01 2025-06-15"),
        ("Rebels killed 12 soldiers in the first quarter.", "2025-01-01 2025-03-31"),
        ("Rebels killed 12 soldiers in the third quarter.", "2024-07-01 2024-09-30"),
        ("Rebels killed 12 soldiers in the week to June 15.", "2025-06-09 2025-06-15"),
        ("Rebels killed 12 soldiers in the week ending June 15.", "2025-06-09 2025-06-15"),
        ("Rebels killed 12 soldiers in the night from Sunday to Monday.", "2025-06-15 2025-06-16"),
        ("Rebels killed 12 soldiers overnight from Sunday to Monday.", "2025-06-15 2025-06-16"),
        (
            "Between the evening of June 15 and the morning of June 16 rebels killed 12 soldiers.",
            "2025-06-15 2025-06-16",
        ),
        ("Rebels killed 12 soldiers in the period 1 June-15 June.", "2025-06-01 2025-06-15"),
        ("Rebels killed 12 soldiers on the 12th.", "2025-06-12 2025-06-12"),
        ("Rebels killed 12 soldiers on the 25th.", "2025-05-25 2025-05-25"),
        ("Rebels killed 12 soldiers earlier in the day.", "2025-06-18 2025-06-18"),
        ("Rebels killed 12 soldiers yesterday and on Sunday night.", "2025-06-15 2025-06-17"),
        ("Some 12 soldiers have been killed since 1 June till Sunday.", "2025-06-01 2025-06-15"),
        ("Rebels stayed in Osk, killing 12 soldiers, until Friday night.", "2025-06-13 2025-06-13"),
        ("In April the UN estimated that 700 people had been killed since May 2024.", "2024-05-01 2025-04-30"),
        ("Osk has fought a war since May 2023 that has killed 900 people.", "2023-05-01 2025-06-18"),
        (
            "The war between the army and the Front, which began in mid-April 2023, has claimed 900 lives.",
            "2023-04-11 2025-06-18",
        ),
        (
            "The war, which dates back to 1988, flared again on May 27, when 12 soldiers were killed.",
            "2025-05-27 2025-05-27",
        ),
        (
            "They left Osk on the morning of 22 May. Rebels had killed seven people there in the previous two days.",
            "2025-05-20 2025-05-22",
        ),
        (
            "Rebels killed four people in Osk on Friday night. Four more were hurt, Monday's issue of a paper says.",
            "2025-06-13 2025-06-13",
        ),
    ],
)
def test_a_figure_has_the_days_its_sentence_names(text, expected):
    assert set(days(text)) == {expected}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Two days before that, drones killed five people in Osk.", "2025-06-08 2025-06-08"),
        ("Two days before, drones killed five people in Osk.", "2025-06-08 2025-06-08"),
        ("A day after that, drones killed five people in Osk.", "2025-06-11 2025-06-11"),
    ],
)
def test_days_before_and_after_that_count_from_what_was_told(second, expected):
    assert days(f"Rebels killed 12 soldiers on June 10. {second}") == ["2025-06-10 2025-06-10", expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were killed on Monday and 12 on Tuesday.", ["2025-06-16 2025-06-16", "2025-06-17 2025-06-17"]),
        ("Nine people were killed in May, against 12 in April.", ["2025-05-01 2025-05-31", "2025-04-01 2025-04-30"]),
        (
            "Nine people were killed in May, compared with 12 a year earlier.",
            ["2025-05-01 2025-05-31", "2024-05-01 2024-05-31"],
        ),
        (
            "Monitors counted nine people killed in May, up from 12 the month before.",
            ["2025-05-01 2025-05-31", "2025-04-01 2025-04-30"],
        ),
        (
            "Police said on Tuesday that nine people were killed on Monday.",
            ["2025-06-16 2025-06-16"],
        ),
        (
            "On Monday nine people were killed and 12 wounded.",
            ["2025-06-16 2025-06-16", "2025-06-16 2025-06-16"],
        ),
    ],
)
def test_figures_that_take_turns_with_times_have_each_their_own(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nine died in May. Compared with April that is little, as 15 people had died in that month.",
            "2025-04-01 2025-04-30",
        ),
        (
            "Nine died in February. On the 25th of that month 15 people were killed in two raids.",
            "2025-02-25 2025-02-25",
        ),
        ("Since June 2 more than 15 people have been killed, the mission said on Monday.", "2025-06-02 2025-06-16"),
        (
            "Hamas and Israel held talks. Its fighters killed 15 people in the October 7 attack.",
            "2023-10-07 2023-10-07",
        ),
        (
            "Hamas and Israel held talks. The war began when Hamas attacked southern Israel, killing 1,150 people.",
            "2023-10-07 2023-10-07",
        ),
    ],
)
def test_what_a_report_points_back_at_has_its_own_days(text, expected):
    figures = figures_of(HEAD + text)
    found = [f for f in figures if (f.low or 0) in {15, 1150}]
    assert [None if f.when is None else f"{f.when.start} {f.when.end}" for f in found] == [expected]


def test_a_day_of_the_year_without_a_war_named_keeps_its_own_year():
    assert days("Rebels killed 12 people in the October 7 attack.") == ["2024-10-07 2024-10-07"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed 12 soldiers in the space of 24 hours.", "2025-06-17 2025-06-18"),
        ("Two days of clashes have left 12 soldiers dead.", "2025-06-17 2025-06-18"),
        ("Rebels killed 12 soldiers in two days of clashes in May 2023.", "2023-05-01 2023-05-31"),
        ("Rebels killed 12 soldiers on Monday at 6 p.m.", "2025-06-16 2025-06-16"),
        ("Rebels killed 12 soldiers on the night of June 14.", "2025-06-14 2025-06-14"),
        (
            "It ended on June 14. Two days before, on June 10, rebels killed 12 soldiers.",
            "2025-06-10 2025-06-10",
        ),
        ("Three days of combat have left 12 soldiers dead.", "2025-06-16 2025-06-18"),
        ("Two days of heavy air strikes have left 12 soldiers dead.", "2025-06-17 2025-06-18"),
        ("At least 12 soldiers have been killed as fighting enters its third day.", "2025-06-16 2025-06-18"),
        (
            "The armies fought for a second straight day, and 12 soldiers have died.",
            "2025-06-17 2025-06-18",
        ),
        ("As the talks went into a third day, rebels killed 12 soldiers on Tuesday.", "2025-06-17 2025-06-17"),
        ("Rescuers searched for a third day; 12 people died in the strike on Monday.", "2025-06-16 2025-06-16"),
        ("The accord says that 12 tanks must leave within 48 hours.", None),
        ("Rebels killed 12 soldiers between January and May 15.", "2025-01-01 2025-05-15"),
        ("Rebels killed 12 soldiers in the past 5 days, i.e. June 12 to 16.", "2025-06-12 2025-06-16"),
        ("Rebels killed 12 soldiers overnight on Monday.", "2025-06-16 2025-06-17"),
        ("Rebels killed 12 soldiers overnight into Monday.", "2025-06-15 2025-06-16"),
        ("The raid came two months after blasts in Velmar on April 10 killed 12 people.", "2025-04-10 2025-04-10"),
        (
            "Jets on Monday flew their heaviest strikes since last week's truce, leaving 12 people dead.",
            "2025-06-16 2025-06-16",
        ),
        ("It was the worst day since May 29, when 12 people were killed.", "2025-05-29 2025-05-29"),
        ("Rebels had released 12 people on Friday.", "2025-06-13 2025-06-13"),
        ("The force said on Tuesday that 12 shells fell near it. This happened on Monday.", "2025-06-16 2025-06-16"),
        ("Jets hit the camp in response to the April 22 attack and killed 12 people.", None),
    ],
)
def test_days_of_stretches_reasons_and_comparisons(text, expected):
    assert days(text) == [expected]


def test_the_time_of_one_number_is_no_other_s():
    assert days("Rebels killed 12 people since Sunday, five of them on Monday.") == [
        "2025-06-15 2025-06-18",
        "2025-06-16 2025-06-16",
    ]
    assert days("Twelve villages saw clashes on Monday, against six on Sunday.")[0] == "2025-06-16 2025-06-16"


def test_a_part_has_the_time_of_its_whole():
    text = (
        "Drones hit a school in Osk on Monday. The network stood by its own count on Tuesday. "
        '"We have documented 50 deaths, of which 33 are children," a spokesman said.'
    )
    found = days(text)
    assert found[0] == found[1] is not None
