"""Times told by turns of phrase: since events, nights, years of appeals, what is set against, what goes on since."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of, times_of

PAGE = "OSK, May 24, 2025 — "


def _days(text: str) -> dict[float | None, tuple[str, str] | None]:
    return {f.low: f.when and (f.when.start, f.when.end) for f in figures_of(text)}


def test_since_a_disaster_is_since_its_day() -> None:
    days = _days(
        PAGE + "The village lies near the centre of the quake of March 28.\n\nThe earthquake, which killed 3,800 "
        "people, was the worst in years.\n\nThe army has carried out 243 attacks since the quake, the office said."
    )
    assert days[3800] == ("2025-03-28", "2025-03-28")
    assert days[243] == ("2025-03-28", "2025-05-24")


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ("The missile hit the house in the small hours, killing nine.", "2025-05-24", "2025-05-24"),
        ("Nine drones were launched over the past two nights.", "2025-05-22", "2025-05-24"),
        ("In these two days alone nine people were killed.", "2025-05-23", "2025-05-24"),
        ("From 27 March 2024 until 3 May this year the office counted nine dead.", "2024-03-27", "2025-05-03"),
        ("Shells killed nine people across the strip in about 12 hours.", "2025-05-23", "2025-05-24"),
        ("Tempers are high since nine soldiers were killed in a skirmish in March.", "2025-03-01", "2025-03-31"),
        ("The March war between the two left nine dead in five days.", "2025-03-01", "2025-03-31"),
        ("Gunmen attacked Osk over the weekend of March 29 and killed nine people.", "2025-03-29", "2025-03-30"),
        ("They have held no exchange since May 2, when nine soldiers were freed.", "2025-05-02", "2025-05-02"),
        ("In March it began an offensive and has since taken nine towns.", "2025-03-01", "2025-05-24"),
        ("The UN said a day after the May 3 assault that nine people were dead.", "2025-05-03", "2025-05-03"),
        ("Kolo said raids that began on Thursday had killed nine people as of Friday.", "2025-05-22", "2025-05-23"),
        ("The air force has given its count for the night. It shot down nine drones.", "2025-05-23", "2025-05-24"),
        ("The attack took place on Wednesday of last week and killed nine.", "2025-05-14", "2025-05-14"),
        ("Clashes were reported at nine places on Friday.", "2025-05-23", "2025-05-23"),
        ("A strike on the port on the afternoon of May 20 killed nine people.", "2025-05-20", "2025-05-20"),
    ],
)
def test_turns_of_phrase_are_resolved(told: str, start: str, end: str) -> None:
    assert _days(PAGE + told)[9] == (start, end)


def test_overnight_is_the_page_s_night_where_another_paragraph_tells_an_old_date() -> None:
    days = _days(
        PAGE + "It is the only fruit of the talks in Kolo on May 6.\n\nThe joy was mixed with sorrow. Overnight, Kolo "
        "launched nine missiles at Osk."
    )
    assert days[9] == ("2025-05-23", "2025-05-24")


def test_a_day_earlier_than_a_night_is_the_day_before_the_telling() -> None:
    days = _days(PAGE + "Kolo said it shot down 65 drones overnight and four missiles fired at Osk a day earlier.")
    assert days[65] == ("2025-05-23", "2025-05-24")
    assert days[4] == ("2025-05-23", "2025-05-23")


def test_what_is_asked_for_a_year_is_for_all_of_it() -> None:
    days = _days(PAGE + "The UN needs $761 million in 2025. Donors have paid $20 million this year.")
    assert days[761_000_000] == ("2025-01-01", "2025-12-31")
    assert days[20_000_000] != ("2025-01-01", "2025-12-31")


def test_what_a_count_is_set_against_does_not_date_it() -> None:
    days = _days(PAGE + "Some 53,400 people have fled since May 2, ten times as many as in the whole of 2024.")
    assert days[53_400] == ("2025-05-02", "2025-05-24")


def test_a_street_named_after_a_day_is_no_time() -> None:
    text = PAGE + "Two missiles hit houses on Stus and 15 April streets."
    assert all("April" not in (m.when.wording or "") for m in times_of(text))


def test_a_verb_to_last_is_no_past() -> None:
    assert all("20 days" not in (m.when.wording or "") for m in times_of(PAGE + "The truce was to last 20 days."))
