"""Counts that name their keeper without a verb of saying, and speakers whom the parser alone would miss."""

import pytest

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Report
from trucewatch.read import read


def told(text):
    """Return the (source, content) pairs of a text."""
    digest = text_hash(text)
    found = read(Report(report_id(None, None, digest), "r.txt", text, digest, published="2031-05-06")).statements
    return {(s.source.name, s.content.wording) for s in found}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "By the National Committee for Flood Relief’s count, 2,104 families have left two districts.",
            "National Committee for Flood Relief",
            "2,104 families have left two districts",
        ),
        (
            "Shelling has killed 37 people in Velmar since then, on the Osk health ministry’s figures.",
            "Osk health ministry",
            "Shelling has killed 37 people in Velmar since then",
        ),
        (
            "The health directorate’s tally for the month is 11 killed and 17 injured.",
            "health directorate",
            "11 killed and 17 injured",
        ),
        ("The fighting began at dawn. The rebels’ version is that six men died.", "rebels", "six men died"),
        (
            "Some 3,100 breaches recorded by UNIFIL since March went unanswered.",
            "UNIFIL",
            "Some 3,100 breaches",
        ),
        ("• 4,417 people remain displaced (UNHCR, 30 April).", "UNHCR", "4,417 people remain displaced"),
        (
            "Brek said nobody was hurt, while according to the Velmar police nine people died.",
            "Velmar police",
            "nine people died",
        ),
        (
            "Some 1,500 tents were flooded last week, in the estimate of the Velmar Aid Network.",
            "Velmar Aid Network",
            "Some 1,500 tents were flooded last week",
        ),
        ("Doctors listed her condition as critical.", "doctors", "her condition as critical"),
        (
            "Army spokesman Lt Gen Teodor Osk Brek said yesterday that 12 men were missing.",
            "Teodor Osk Brek",
            "12 men were missing",
        ),
        ("Twelve men died, Karim al-Osk of the health ministry said.", "Karim al-Osk", "Twelve men died"),
        (
            "WHO has verified six attacks on clinics in Velmar.",
            "World Health Organization",
            "six attacks on clinics in Velmar",
        ),
        (
            "Dutch peacekeepers estimated that 400 had been held in a factory.",
            "Dutch peacekeepers",
            "400 had been held in a factory",
        ),
    ],
)
def test_a_count_has_its_keeper(text, source, content):
    assert (source, content) in told(text)


def test_brackets_that_only_shorten_a_name_are_no_source():
    assert told("The convoy was sent by the World Food Programme (WFP).") == set()


def test_a_spokesman_without_a_name_only_carries_what_his_chief_urged():
    assert {s for s, _ in told("President Teodor Brek urged “maximum restraint”, his spokesman said.")} == {
        "Teodor Brek"
    }


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("UNICEF: 11,000 children killed in Osk war", "UNICEF", "11,000 children killed in Osk war"),
        (
            "The army released a statement accusing the rebels of shelling Velmar.",
            "army",
            "the rebels of shelling Velmar",
        ),
        (
            "Radio Osk carried a statement by Teodor Brek announcing that the truce was over.",
            "Teodor Brek",
            "the truce was over",
        ),
        ("The ministry's latest report lists 312 violations in March.", "ministry", "312 violations in March"),
        (
            "According to figures from the ministry of public health seen by this newspaper, 773 bodies were found.",
            "ministry of public health",
            "773 bodies were found",
        ),
        (
            "Further west the camps have reached, the Velmar Relief Council says, more than 650,000 people.",
            "Velmar Relief Council",
            "more than 650,000 people",
        ),
        (
            "If Osk agrees, Mr Brek told the Velmar Times, France and Mali could send 500 men.",
            "Brek",
            "France and Mali could send 500 men",
        ),
        ("The rebels spoke on Friday of at least 50 civilians killed.", "rebels", "at least 50 civilians killed"),
        (
            "Reading out the list, army spokesman Teodor Brek told the press that six men died.",
            "Teodor Brek",
            "six men died",
        ),
    ],
)
def test_who_speaks_is_told_by_the_order_of_words(text, source, content):
    assert (source, content) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Osk: 40 people killed in raids",
        "Flights: 32 airports stayed shut.",
        "Brek resigned while calling on the wounded.",
    ],
)
def test_a_topic_before_a_colon_and_a_visit_say_nothing(text):
    assert told(text) == set()


def test_one_of_them_is_one_of_the_group():
    text = "Two security sources said drones crossed the line. One of them added that half were unarmed."
    assert ("security source", "half were unarmed") in told(text)


def test_a_long_name_and_its_letters_are_one_source():
    first = "The Office for the Coordination of Humanitarian Affairs (OCHA) said 40 trucks crossed."
    text = f"{first} OCHA said six turned back."
    assert {s for s, _ in told(text)} == {"OCHA"}


def test_a_remark_is_no_part_of_what_it_remarks_on():
    assert ("army", "it had found arms") in told("The army said that it had found arms, something the director denied.")
