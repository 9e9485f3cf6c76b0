"""A dateline says where, when and by whom a story was filed: no part of what anybody says."""

import pytest

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read import read
from trucewatch.read.datelines import dateline_end

TOLD = "The Velmar army said on Tuesday that 12 people were killed."

HEADS = [
    "SRINAGAR, INDIA/MUZAFFARABAD, PAKISTAN (Wire) - ",
    "BOGOTA, 12 May 2026 - ",
    "YANGON, Aug 3 (Wire) -- ",
    "Bangkok (EFE).— ",
    "Bangkok, 3 Aug (EFE).- ",
    "KYIV, Ukraine (AP) — ",
    "UNITED NATIONS, Aug. 3, 2026 (AP) —",
    "GENEVA/PORT SUDAN, 3 April 2025 – ",
    "Feb 18 (Kivu Dispatch) - ",
    "(Reuters) - ",
    "ISLAMABAD: ",
    "SANA'A, July 08, 2025 (Saba) – ",
    "Port Sudan, April 15 (SUNA) - ",
    "Ramallah - WAFA - ",
    "Damascus, SANA- ",
    "MOSCOW, May 6. /TASS/. ",
    "YEREVAN, OCTOBER 5, ARMENPRESS. ",
    "Kampala, Uganda | AFP | ",
    "TEHRAN (Tasnim) – ",
    "JUBA, South Sudan —",
    "NEW DELHI, May 7 (PTI) ",
    "Geneva – ",
    "BOGOTA (Wire), June 8, 2003 - ",
    "KHAN YOUNIS, Gaza Strip, Wednesday, Jan 5 (Desk) — ",
]


@pytest.mark.parametrize("head", HEADS)
def test_a_dateline_ends_where_the_report_begins(head):
    text = head + TOLD
    assert text[dateline_end(text, 0, len(text)) :] == TOLD


@pytest.mark.parametrize(
    "text",
    [
        TOLD,
        "UNRWA: nine people were killed in the school.",
        "The president - a former general - said nothing.",
        "On May 5 the army said 12 people were killed - a figure others doubt.",
        "“We left,” Mr Osk said (he had three children) - and wept.",
        "Ministry spokesman Teodor Brek told reporters in Velmar: “Nine died.”",
        "General Brek (right) - who commands the corps - resigned.",
        "May said nothing.",
    ],
)
def test_what_only_looks_like_a_dateline_is_told(text):
    assert dateline_end(text, 0, len(text)) == 0


def test_a_number_may_open_the_report_behind_a_town_and_a_dash():
    text = "Varos - Eleven people were killed."
    assert text[dateline_end(text, 0, len(text)) :] == "Eleven people were killed."


@pytest.mark.parametrize("head", ["Colombo: ", "Varos : "])
def test_a_town_and_a_colon_open_only_the_first_paragraph_of_a_story(head):
    text = head + "At least 20 people were killed in Osk."
    assert dateline_end(text, 0, len(text), opens=True) == len(head)
    assert dateline_end(text, 0, len(text)) == 0


@pytest.mark.parametrize("head", ["Analysis: ", "Police: ", "Iran: "])
def test_no_label_or_land_before_a_colon_is_a_dateline(head):
    text = head + "At least 20 people were killed in Osk."
    assert dateline_end(text, 0, len(text), opens=True) == 0


@pytest.mark.parametrize("head", HEADS)
def test_no_word_of_a_dateline_leaks_into_source_or_content(head):
    text = head + TOLD
    digest = text_hash(text)
    (told,) = read(Report(report_id(None, None, digest), "r.txt", text, digest, published="2026-08-03")).statements
    assert told.source.name == "Velmar army"
    assert told.content.wording == "12 people were killed"
