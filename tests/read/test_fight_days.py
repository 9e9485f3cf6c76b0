"""Fight days: sums run over the days of their fight, and over those of the dead told on."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

PAGE = "VELMAR, July 26, 2025 — "


def _days(text: str) -> dict[float | None, tuple[str, str] | None]:
    return {f.low: f.when and (f.when.start, f.when.end) for f in figures_of(text)}


def test_what_a_fight_has_cost_runs_over_its_days() -> None:
    text = PAGE + (
        "The armies of Osk and Kolo fought for a third day on Saturday as the number of dead rose to 33.\n\n"
        "The army said five soldiers were killed on Friday. That takes the toll in Osk to 20."
    )
    days = _days(text)
    assert days[33] == days[20] == ("2025-07-24", "2025-07-26")
    assert days[5] == ("2025-07-25", "2025-07-25")


def test_what_stands_beside_the_verb_is_the_sum_so_far() -> None:
    days = _days(
        PAGE + "The armies traded artillery fire for a second day on Saturday, with at least 15 people dead and more "
        "than 120,000 driven from their homes."
    )
    assert days[15] == days[120_000] == ("2025-07-25", "2025-07-26")


def test_a_day_told_by_its_number_beside_its_date_is_a_stretch() -> None:
    days = _days(PAGE + "Fighting spread to the coast on Saturday, its third day, with 33 people now reported killed.")
    assert days[33] == ("2025-07-24", "2025-07-26")


def test_a_toll_from_one_blow_is_of_its_day() -> None:
    days = _days(
        PAGE + "The armies fought for a third day on Saturday. A strike on Osk on Friday killed four people.\n\n"
        "Doctors said the toll from the strike on Friday had risen to 11."
    )
    assert days[11] == ("2025-07-25", "2025-07-25")


@pytest.mark.parametrize(
    ("told", "low", "days"),
    [
        ("The Observatory said the dead included 336 fighters.", 336, ("2025-07-19", "2025-07-26")),
        ("The monitor also counted 342 members of the security forces.", 342, ("2025-07-19", "2025-07-26")),
        ("On Friday the toll had stood at 718.", 718, ("2025-07-19", "2025-07-25")),
        ("More than 900 others were injured.", 900, ("2025-07-19", "2025-07-26")),
    ],
)
def test_what_is_told_on_of_the_same_dead_runs_over_the_same_days(told: str, low: int, days: tuple[str, str]) -> None:
    text = PAGE + f"More than 1,000 people have been killed in Osk since July 19, a monitor said on Saturday. {told}"
    assert _days(text)[low] == days


ONSET = "The fighting, which broke out in Osk last Tuesday, goes on between two armed groups."


@pytest.mark.parametrize(
    ("told", "end"),
    [
        ("More than 80 people have been killed in the north of the country.", "2025-07-26"),
        ("The death toll from clashes in the north has risen to 80, officials said on Friday.", "2025-07-25"),
        ("The UN said on Friday that at least 80 people had been driven from their homes.", "2025-07-25"),
    ],
)
def test_what_has_come_of_a_fight_runs_from_the_day_on_which_it_broke_out_to_that_of_the_telling(
    told: str, end: str
) -> None:
    assert _days(PAGE + f"{told}\n\n{ONSET}")[80] == ("2025-07-22", end)


def test_a_raid_on_the_seventh_day_of_a_siege_is_of_that_day() -> None:
    told = "Four soldiers died when rebels attacked a truck. The violence came on the seventh day of a siege of Osk."
    assert _days(PAGE + told)[4] == ("2025-07-26", "2025-07-26")


def test_a_number_has_risen_since_a_day() -> None:
    told = "Rebels attacked on Wednesday. The number of fighters killed in the north has risen to 218 since Wednesday."
    assert _days(PAGE + told)[218] == ("2025-07-23", "2025-07-26")


def test_a_story_that_opens_with_a_blow_is_of_its_day() -> None:
    told = "A strike hit a school in Osk on Saturday. Doctors said nine bodies had been brought in after it."
    assert _days(PAGE + f"{told}\n\n{ONSET}")[9] == ("2025-07-26", "2025-07-26")
