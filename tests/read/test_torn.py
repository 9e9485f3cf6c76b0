"""Whose words, whose deed and what befell them, where the small parser hangs words apart or a page drops a mark."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of, speakers_of

SPOKEN = (
    '"We are shocked by the raid on the town of Osk in the north," rights office spokesman Bel Varos Lindqvist said '
    'in a statement.\n\n"Members of the gang killed at least 70 people.\n\n"Dozens of houses were burned down."'
)
GROUP = (
    "The Philippine military was reported to have killed an Abu Sayyaf leader in Sulu, the Standard reported.\n\n"
    "The group kidnapped two Canadians on Samal Island a year ago."
)
COALITION = (
    "Houthi fighters fired a missile at Marib. The Saudi-led coalition intervened to restore the government, which "
    "the Houthis ousted from Sanaa. It has carried out thousands of airstrikes."
)


@pytest.mark.parametrize(
    ("text", "wording", "source"),
    [
        (
            "Khaing Varos, a spokesman for the Mara Army, told the Courier that a jet killed 40 men.",
            "40 men",
            "Khaing Varos",
        ),
        (
            "The raid hurt 20 people, Khaing Varos, a spokesman for the army, told the Courier.",
            "20 people",
            "Khaing Varos",
        ),
        (
            "Five people died, security and medical sources told the Courier.",
            "Five people",
            "security and medical sources",
        ),
        ("Five people died, Mara rebels and an aid group said.", "Five people", "Mara rebels and aid group"),
        ("Local media estimate that 2,500 people have fled.", "2,500 people", "local media"),
        ("Police confirmed that men, believed to be bandits, killed ten villagers.", "ten villagers", "police"),
        ("One inhabitant put the number of fatalities at 20.", "20", "inhabitant"),
        (SPOKEN, "at least 70 people", "Bel Varos Lindqvist"),
        (SPOKEN, "Dozens of houses", "Bel Varos Lindqvist"),
    ],
)
def test_who_says_it_in_torn_sentences(text: str, wording: str, source: str) -> None:
    assert {f.span.wording: f.source.name for f in figures_of(text)}[wording] == source


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Nine died, a resident told the Courier, requesting anonymity.", ["resident"]),
        ("Villagers found themselves caught in the crossfire, said the mayor.", ["mayor"]),
        ("The men set fire to at least 45 houses.", []),
    ],
)
def test_these_say_nothing(text: str, speakers: list[str]) -> None:
    assert speakers_of(text) == speakers


@pytest.mark.parametrize(
    ("text", "wording", "measure"),
    [
        ("Two rebels were killed and 17 soldiers and six rebels wounded.", "17 soldiers", "injured"),
        ("Three marines were killed and three others endured minor injuries.", "three others", "injured"),
        ("Thousands have been killed, more than two million people have fled their homes.", "Thousands", "killed"),
        ("The police said 50 people had been rounded up and beheaded.", "50 people", "killed"),
        ("The army released the names of 26 villagers it said were killed.", "26 villagers", "killed"),
        (
            "They set a deadline for the families of four kidnapped construction workers.",
            "four kidnapped construction workers",
            "captured",
        ),
        ("The violence goes on, with thousands fleeing several districts.", "thousands", "displaced"),
    ],
)
def test_what_befell_them(text: str, wording: str, measure: str) -> None:
    assert {f.span.wording: f.measure for f in figures_of(text)}[wording] == measure


@pytest.mark.parametrize(
    "text",
    [
        "They were attacked at about 13.00 on Tuesday.",
        "No more lives should be lost to this, he said.",
        "They were accused of helping one group or the other.",
        "It was hit in one of its deadliest raids.",
        "They found another grave.",
        "Men of another volunteer auxiliary unit died.",
    ],
)
def test_no_figure(text: str) -> None:
    assert not figures_of(text)


def test_an_agency_s_dash_without_a_space_parts_no_number_from_its_hedge() -> None:
    assert (
        figures_of("OSK, Maran (Courier) -More than 45 civilians were killed on Monday.")[0].span.wording
        == "More than 45 civilians"
    )


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        (GROUP, "an Abu Sayyaf leader", "Philippines"),
        (GROUP, "two Canadians", "Abu Sayyaf"),
        (COALITION, "thousands of airstrikes", "Saudi-led coalition"),
        ("Gang violence in Haiti has killed 3,600 people, the UN said.", "3,600 people", "gangs"),
        (
            "Houthis in Yemen fired a missile. The UN says 10,000 people have died in the three-year-old war.",
            "10,000 people",
            None,
        ),
        ("Houthi militants fired a missile from a hill about 70 km east of Sanaa.", "about 70 km", None),
        (
            "Houthi militants fired a missile at Marib, Yemen. Medics said seven soldiers were killed in the attack.",
            "seven soldiers",
            "Houthis",
        ),
    ],
)
def test_who_did_it(text: str, wording: str, actor: str | None) -> None:
    assert {f.span.wording: f.actor for f in figures_of(text)}[wording] == actor
