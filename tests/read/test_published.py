"""On which day a report was published, and on what evidence."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.ids import text_hash
from trucewatch.model import Report
from trucewatch.read.layout import lay_out
from trucewatch.read.published import block_dates
from trucewatch.read.years import day_of_year
from trucewatch.vocab.chronology import chronology

PROSE = "Shells fell on the harbour town of Velmar on Friday and killed four people, the governor said."
MORE = "The army said that it had returned fire and that none of its soldiers had been hurt in the exchange."


def report(text: str, *, published: str | None = None, url: str | None = None) -> Report:
    return Report("r1-test", "test.txt", text, text_hash(text), published=published, url=url)


@pytest.mark.parametrize(
    ("text", "day", "evidence"),
    [
        (f"Harbour town shelled again in the night\nPublished 5 April 2031\n{PROSE}", "2031-04-05", "date line"),
        (f"Harbour town shelled again in the night\nApr 5, 2031 10:12\n{PROSE}", "2031-04-05", "date line"),
        (f"World | 19 April 2031\n{PROSE}", "2031-04-19", "date line"),
        (
            f"07/12/2031 - 17:12 | Harbour Desk\n{PROSE.replace('Friday', 'Sunday')}\nOn Saturday two died.",
            "2031-12-07",
            "date line",
        ),
        pytest.param(
            f"{PROSE.replace('on Friday ', '')}\n{MORE}\nThe toll rose to six, the governor said on Sunday.\n"
            "Envoys met in Velmar on Saturday, 5 April 2031.",
            "2031-04-06",
            "text",
        ),
        (f"Staff Reporter | Tuesday, July 29, 2031\n{PROSE}", "2031-07-29", "date line"),
        (f"{PROSE}\n{MORE}\nPublished: 2031-04-05", "2031-04-05", "date line"),
        (f"VELMAR, Dec. 11, 2031 (Osk News) — {PROSE}", "2031-12-11", "dateline"),
        (f"VELMAR, 3 JAN 91 -- [TEXT] {MORE}", "1991-01-03", "dateline"),
        (f"VELMAR, Jan 5 (Osk) - {PROSE}\nSo it has gone on since 2028, he said.", "2029-01-05", "dateline"),
        (f"VELMAR, Jan 5 (Osk) - {PROSE}\nSo it has gone on since 1999, he said.", None, None),
        (
            f"{PROSE} {MORE}\nThe first shells hit Velmar on April 3.\n© Osk News, 2013-2031.",
            "2031-04-04",
            "notice of rights: its year",
        ),
        (f"{PROSE} {MORE}\nThe first shells hit Velmar on April 6.\n© Osk News, 2013-2031.", None, None),
        (f"VELMAR, Jan 5 (Osk) - {PROSE}\nIt began on December 30, 2030.", "2031-01-05", "dateline"),
        (f"{PROSE}\nFive boats burned.\n— Ana (@ana) April 6, 2031\n{MORE}", "2031-04-06", "embed"),
        (f"{PROSE}\nBurned boats, Saturday, Nov. 22, 2031. (AP Photo/Ana)\n{MORE}", "2031-11-22", "caption"),
        (f"On May 24, 2031, shells fell on Velmar and killed four people.\n{MORE}", "2031-05-24", "text"),
        (
            f"30 MAR, 14:26\nShells hit the harbour again\n{PROSE}\nIt began on March 2, 2031.",
            "2031-03-30",
            "date line",
        ),
        (f"VELMAR: HARBOUR SNAPSHOT No. 41 — 4 NOVEMBER 2031\n{PROSE}\n{MORE}", "2031-11-04", "date line"),
        (f"FLASH UPDATE No. 12 — 30 June 2031\n{PROSE}\n{MORE}", "2031-06-30", "date line"),
        # The 8th of November 2031 is the day after a Friday, the 11th of August is a Monday.
        (f"Staff | 08/11/2031\n{PROSE}\n{MORE}", "2031-11-08", "date line"),
        (f"Staff | 02/03/2032\n{PROSE}\n{MORE}", None, None),
        (f"Staff | 05/05/2032\n{PROSE}\n{MORE}", "2032-05-05", "date line"),
        (f"Shells have killed 120 people in the town since May 24, 2031, the governor said.\n{MORE}", None, None),
        (f"12, July 2031\n{PROSE}\n{MORE}", "2031-07-12", "date line"),
        (f"2031 July 12\n{PROSE}\n{MORE}", "2031-07-12", "date line"),
        # a year told of something else is the page's only where the weekday fits it, and not the next year as well
        (f"22 NOV, 10:01\n{PROSE}\nThe war began on October 7, 2029.", "2030-11-22", "date line"),
        (f"22 NOV, 10:01\n{PROSE}\nThe war began on October 7, 2030.", None, None),
        (f"15. July 2031\n{PROSE}\n{MORE}", "2031-07-15", "date line"),
        (f"{PROSE}\n{MORE}", None, None),
        (f"30 MAR, 14:26\nShells hit the harbour again\n{PROSE}\n{MORE}", None, None),
    ],
)
def test_the_best_evidence_on_the_page_dates_it(text, day, evidence):
    page, _ = lay_out(report(text))
    assert (page.published, page.published_evidence) == (day, evidence)


def test_metadata_come_before_everything():
    page, _ = lay_out(report(f"Published 5 April 2031\n{PROSE}", published="2031-04-07"))
    assert (page.published, page.published_evidence) == ("2031-04-07", "metadata")


@pytest.mark.parametrize("url", ["https://example.org/2031/04/05/shells", "https://example.org/news-20310405-x"])
def test_the_address_dates_a_page_without_a_date(url):
    page, _ = lay_out(report(f"{PROSE}\n{MORE}", url=url))
    assert (page.published, page.published_evidence) == ("2031-04-05", "url")


def test_each_story_has_the_date_in_its_own_lead():
    text = (
        f"VLVelmar|\n\n{PROSE}\n\nMore from Velmar\n\nShells Fall On Town\n\nOn May 24, 2031, shells fell on Velmar.\n"
        "VLVelmar\n\nArmy Returns Fire At Osk\n\nOn May 26, 2031, the army returned fire at Osk.\nVLVelmar"
    )
    page, _ = lay_out(report(text))
    assert page.published is None
    assert [s.published for s in page.stories] == [None, "2031-05-24", "2031-05-26"]


def test_a_post_is_reckoned_from_its_own_day():
    text = f"Published 9 April 2031\n{PROSE}\nBoats burned last night.\n— Ana (@ana) April 6, 2031\n{MORE}"
    page, blocks = lay_out(report(text))
    days = dict(zip([b.kind for b in blocks], block_dates(page, blocks, text), strict=True))
    assert days["embed"] == date(2031, 4, 6)
    assert days["text"] == date(2031, 4, 9)


def test_a_story_dated_by_a_post_alone_is_reckoned_from_the_weekday_of_its_lead():
    text = f"On Saturday the two armies met.\nBoats burned last night.\n— Ana (@ana) April 6, 2031\n{MORE}"
    page, blocks = lay_out(report(text))
    assert page.published == "2031-04-06"  # a Sunday
    assert block_dates(page, blocks, text)[0] == date(2031, 4, 5)


def test_a_day_without_a_year_is_of_the_war_it_is_told_in():
    events = chronology()
    told = ["Russia struck Varos in Ukraine in the early hours of Wednesday, officials said."]
    assert day_of_year((3, 11), told, events, filed=True) == date(2026, 3, 11)
    assert day_of_year((3, 11), ["Shells fell on Varos on Wednesday."], events, filed=True) is None


def test_a_day_without_a_year_is_soon_after_the_short_war_whose_days_are_told():
    told = ["Indian and Pakistani shells fell on Varos on May 7 and May 8. Officials spoke on Monday."]
    assert day_of_year((5, 12), told, chronology(), filed=True) == date(2025, 5, 12)


@pytest.mark.parametrize(
    ("day", "told", "found"),
    [
        (
            (3, 7),
            "A missile hit Ukraine before dawn on Saturday. Russia invaded it in 2022.",
            date(2026, 3, 7),
        ),
        (
            (10, 27),
            "Israel fired at a patrol in Lebanon on Sunday in spite of the truce with Hezbollah, he said on Monday.",
            date(2025, 10, 27),
        ),
    ],
)
def test_a_dateline_without_a_year_is_of_the_year_whose_weekdays_are_told(day, told, found):
    assert day_of_year(day, [told], chronology(), filed=True) == found


def test_a_dateline_ends_with_its_day_and_a_mark():
    text = "Varos, April 12, 2031: Two days after the truce, families in Varos were counting their dead on Saturday."
    page, _ = lay_out(report(f"After the truce\n\n{text}\n\n{MORE}"))
    assert (page.published, page.published_evidence) == ("2031-04-12", "dateline")


def test_a_day_without_a_year_is_of_the_year_that_the_wars_age_tells():
    events = chronology()
    told = ["A drone killed two in Varos on Thursday. Russia is three and a half years into its invasion of Ukraine."]
    assert day_of_year((9, 5), told, events) == date(2025, 9, 5)
    assert day_of_year((9, 5), [told[0].replace("three and a half", "one")], events) is None


def test_a_live_page_is_dated_by_the_day_that_its_summary_or_its_hours_tell():
    text = (
        "Live: shells fall on the harbour town again\nThis page is now closed.\nAs it stands on Monday 16 June 2031:\n"
        + "\n".join(f"{hour}:10 GMT\nShells again\n{MORE}" for hour in (23, 22, 21))
    )
    assert lay_out(report(text))[0].published == "2031-06-16"


@pytest.mark.parametrize(
    ("head", "day"),
    [("Blast kills nine in Osk\n09-Nov-2024\n\n", "2024-11-09"), ("Ambush kills 11\nJuly 6, 2020\n\n", "2020-07-06")],
)
def test_a_day_with_dashes_and_one_below_a_number_are_read(head, day):
    page, _ = lay_out(report(f"{head}{PROSE}"))
    assert page.published == day
