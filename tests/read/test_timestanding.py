"""How times stand to figures: tolls count from the blow, not from the later days on which they are told."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.read.blocks import Block
from trucewatch.read.dates import resolve
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.when import when_of

GRAMMAR = SpacyGrammar()
FRIDAY = date(2025, 10, 24)


def parse(text: str):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return GRAMMAR.parse(text, blocks)


def when(text: str, word: str):
    found = parse(text)
    at = next(w.i for w in found.words if w.text == word)
    got = when_of(found, at, resolve(found, FRIDAY), violent=True)
    return (got.start[5:], got.end[5:]) if got else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # what was told on Wednesday is no deed of Thursday, and what has lasted for years is no day of a blow
        ("Shells hit Osk on Thursday. On Wednesday, doctors said that nine were killed.", "nine", ("10-22", "10-22")),
        ("On Thursday raiders stormed Osk, held by rebels since 2014. They killed nine.", "nine", ("10-23", "10-23")),
        # a toll for a day; a night that is heard of
        ("Doctors gave a higher toll for Saturday, saying 24 were killed.", "24", ("10-18", "10-18")),
        ("On Sunday gunmen are reported to have killed fifty officers.", "fifty", ("10-19", "10-19")),
        # the day of a lead that says no other
        (
            "Shells killed six in Osk, police said on Friday.\nAll six deaths were in one street.",
            "deaths",
            ("10-24", "10-24"),
        ),
        ("Over the previous 24-hour period, 21 were killed.", "21", ("10-23", "10-24")),
        (
            "Five people are known to have died in the 18 October strike on Osk, after a man succumbed on Thursday.",
            "Five",
            ("10-18", "10-18"),
        ),
        (
            "A strike on Monday hit Osk.\nThe lawyers spoke on Thursday of at least 50 civilians killed.",
            "50",
            ("10-20", "10-20"),
        ),
        (
            (
                "Three drones hit Osk on Monday.\n"
                "The count of the wounded has gone up to 28 from the 21 announced on Tuesday."
            ),
            "28",
            ("10-20", "10-20"),
        ),
        (
            (
                "Three drones hit Osk on Monday.\n"
                "The count of the wounded has gone up to 28 from the 21 announced on Tuesday."
            ),
            "21",
            ("10-20", "10-20"),
        ),
        (
            (
                "Troops stormed Osk on Saturday.\n"
                "The raid came two days after soldiers crossed the river and shot dead a clerk and 2 guards."
            ),
            "2",
            ("10-16", "10-16"),
        ),
        (
            (
                "A man died of his burns on Wednesday, bringing to five the number killed in Monday's attack.\n"
                "The army said 60 soldiers perished there."
            ),
            "60",
            ("10-20", "10-20"),
        ),
        (
            "Osk has fired 400 missiles since the war began on 13 October; nine people died in a raid on Sunday.",
            "400",
            ("10-13", "10-24"),
        ),
        (
            (
                "INCIDENTS, 14 OCTOBER – 20 OCTOBER\n"
                "Nineteen raids were documented during the week, against 13 the week before."
            ),
            "Nineteen",
            ("10-14", "10-20"),
        ),
        (
            (
                "INCIDENTS, 14 OCTOBER – 20 OCTOBER\n"
                "Nineteen raids were documented during the week, against 13 the week before."
            ),
            "13",
            ("10-07", "10-13"),
        ),
        (
            (
                "INCIDENTS, 14 OCTOBER – 20 OCTOBER\n"
                "Nineteen raids were documented.\nThe ministry's tally for the period is 11 killed."
            ),
            "11",
            ("10-14", "10-20"),
        ),
        (
            (
                "A strike on Monday hit Osk.\n"
                "The toll is far above that of the doctors, who had counted nine dead in the hours after the attack."
            ),
            "nine",
            ("10-20", "10-20"),
        ),
        ("A strike on Monday hit Osk.\nMinutes later, missiles struck 2 houses in Velmar.", "2", ("10-20", "10-20")),
        ("A strike on Monday hit Osk.\nThree people were killed that day.", "Three", ("10-20", "10-20")),
        (
            "A strike on Monday hit Osk.\nBy noon on Tuesday rescuers had pulled 12 bodies from the rubble.",
            "12",
            ("10-20", "10-20"),
        ),
        (
            (
                "A strike on Monday hit Osk.\n"
                "Rescuers on Wednesday pulled three more bodies from the rubble, bringing the toll to 15."
            ),
            "15",
            ("10-20", "10-20"),
        ),
        (
            "The death toll from Monday's strike on Osk rose to 15 on Thursday, the mayor said.",
            "15",
            ("10-20", "10-20"),
        ),
        (
            "Osk struck back on Tuesday in answer to the killing of 26 tourists in Velmar on April 22.",
            "26",
            ("04-22", "04-22"),
        ),
        ("Jets struck on Tuesday, killing 31 people, in response to an attack on April 22.", "31", ("10-21", "10-21")),
        ("The ministry said on Thursday that 9 people had been killed the previous day.", "9", ("10-22", "10-22")),
        (
            (
                "A drone hit a bus in Osk on Monday.\n"
                "The governor said seven passengers were hurt.\nShelling of the town has killed 80 people since June."
            ),
            "seven",
            ("10-20", "10-20"),
        ),
        (
            (
                "A drone hit a bus in Osk on Monday.\n"
                "The governor said seven passengers were hurt.\nShelling of the town has killed 80 people since June."
            ),
            "80",
            ("06-01", "10-24"),
        ),
        ("A drone hit a bus in Osk on Monday.\nThe war has killed more than 40 children.", "40", None),
        ("Officials raised the toll on Thursday to 15.\nThe strike on Monday hit a market.", "15", ("10-20", "10-20")),
        ("Rescuers found two more bodies on Thursday after Monday's strike on Osk.", "two", ("10-20", "10-20")),
        ("The ministry buried nine people on Thursday who were killed in Monday's raid.", "nine", ("10-20", "10-20")),
        ("Nine people were buried on Thursday.", "Nine", ("10-23", "10-23")),
        (
            "More than 5,000 breaches were reported in 2020, before the truce was renewed in February 2021.",
            "5,000",
            ("01-01", "12-31"),
        ),
        ("A strike hit Osk on Wednesday, hours after drones killed four people in Velmar.", "four", ("10-22", "10-22")),
        (
            "A drone killed three people in Osk on Wednesday, a day after shelling killed six in Velmar.",
            "six",
            ("10-21", "10-21"),
        ),
        (
            "A drone killed three people in Osk on Wednesday, a day after shelling killed six in Velmar.",
            "three",
            ("10-22", "10-22"),
        ),
        (
            "A drone killed three people in Osk on Wednesday. A day earlier, shelling killed six in Velmar.",
            "six",
            ("10-21", "10-21"),
        ),
        (
            "The attack in Osk on Monday was the deadliest since a raid on 2 October that killed 44.",
            "44",
            ("10-02", "10-02"),
        ),
        (
            "Eight people were killed on Thursday evening when a shell hit a queue, the mayor said on Friday.",
            "Eight",
            ("10-23", "10-23"),
        ),
        (
            "On Friday, officials in Osk said the bodies of 12 men killed on Tuesday had been found.",
            "12",
            ("10-21", "10-21"),
        ),
        (
            "Drones killed two in Osk on Thursday.\nThe army said it shot down 88 drones overnight.",
            "88",
            ("10-23", "10-24"),
        ),
        (
            "Drones killed two in Osk on Thursday.\nLast month, 31 people died in a raid on the station.",
            "31",
            ("09-01", "09-30"),
        ),
        (
            "Drones killed two in Osk on Thursday.\nIn July, five days of fighting left 48 dead.",
            "48",
            ("07-01", "07-31"),
        ),
        (
            "A guard was hurt on Monday in reply to a raid on May 13, when two men were killed.",
            "two",
            ("05-13", "05-13"),
        ),
        (
            "Osk shelled Velmar on Monday.\nVolleys of rockets flattened four houses before dawn.",
            "four",
            ("10-24", "10-24"),
        ),
    ],
)
def test_a_violent_figure_has_the_time_of_the_blow(text, word, expected):
    assert when(text, word) == expected


HIT = "Bombs hit a bus station in Osk on Wednesday and killed seven people.\n"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Two of the wounded died in hospital overnight.\nThe bombs damaged 14 houses.", "14", ("10-22", "10-22")),
        ("We pulled 11 more bodies from the rubble yesterday.", "11", ("10-22", "10-22")),
        ("At least 22 children are among those killed.", "22", ("10-22", "10-22")),
        ("On Thursday the army said it had killed 18 fighters near Velmar.", "18", ("10-23", "10-23")),
        ("On Thursday the army said it had killed 18 men and destroyed six vehicles.", "six", ("10-23", "10-23")),
    ],
)
def test_what_is_told_after_a_blow_counts_from_it_unless_it_is_another_deed(text, word, expected):
    assert when(HIT + text, word) == expected


def test_an_event_that_nothing_dates_counts_back_to_no_day():
    text = "The raid came two days after soldiers crossed the river and shot dead 2 guards."
    assert when(text, "2") is None


ENTRIES = (
    "The town was quiet for most of the week, the monitors said in their note.\n"
    "Their field team could not reach two of the villages along the river.\n"
    "Roads to the north stayed shut because of mines left in the fields.\n"
    "Velmar, 20 Oct. — Drones hit a house, and of the four dead two were guards.\n"
    "Osk, 18 Oct. — Soldiers searched the school. Six people were beaten there and shot."
)


@pytest.mark.parametrize(("word", "expected"), [("four", "10-20"), ("Six", "10-18")])
def test_the_dateline_of_an_entry_far_down_a_page_tells_of_its_event(word, expected):
    assert when(ENTRIES, word) == (expected, expected)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("RAIDS, 14 OCTOBER – 20 OCTOBER\nShells hit the town throughout the period.", "2025-10-14", "2025-10-20"),
        ("It covers 14 to 20 October. No aid came in the same week.", "2025-10-14", "2025-10-20"),
        ("Shells hit on Monday. Rain fell that same day.", "2025-10-20", "2025-10-20"),
        ("The envoy read out the day's events.", "2025-10-24", "2025-10-24"),
        ("Two died after this morning's salvo.", "2025-10-24", "2025-10-24"),
    ],
)
def test_words_that_point_back_at_a_stretch_or_at_the_storys_day(text, start, end):
    found = [m for m in resolve(parse(text), FRIDAY) if not m.bound][-1]
    assert (found.when.start, found.when.end) == (start, end)


def test_the_period_of_nothing_is_no_time():
    assert resolve(parse("Shells hit the town throughout the period."), FRIDAY) == ()
