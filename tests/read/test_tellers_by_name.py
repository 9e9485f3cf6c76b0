"""Who says it: papers by their makers, press arms, one of several by name, and headlines without a verb."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


def sources(text: str) -> dict[str, str]:
    return {figure.span.wording: figure.source.name for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "source"),
    [
        pytest.param(
            "Nine sailors are missing, according to a note circulated by Delta Group, which led the search.",
            "Nine sailors",
            "Delta Group",
            id="a note is of who circulated it",
        ),
        pytest.param(
            "Transits of the strait averaged 32 a day last week, data from the consultancy Sea Metrics showed.",
            "32",
            "Sea Metrics",
            id="data are of the consultancy that they are from",
        ),
        pytest.param(
            'Fighting broke out in Aleppo. "It was a siege," the SDF said in a statement, which added that more than '
            "60 residents were injured.",
            "more than 60 residents",
            "Syrian Democratic Forces",
            id="what a statement adds is of who made it",
        ),
        pytest.param(
            "The SDF media centre said that a drone had killed nine of its fighters.",
            "nine",
            "Syrian Democratic Forces",
            id="a press arm speaks for its body",
        ),
        pytest.param(
            "At least 22 dead in Myanmar village, witnesses say\n\nYANGON, May 12, 2025 — A jet bombed a village.",
            "At least 22",
            "witnesses",
            id="a headline without a verb is said",
        ),
        pytest.param(
            "People marched in Makurdi. One of them, Fidel Igwe, claimed that three people had died for want of food.",
            "three people",
            "Fidel Igwe",
            id="one of them by name",
        ),
        pytest.param(
            'Amnesty International said that 100 people had been killed. "Dozens are injured," the rights group said.',
            "Dozens",
            "Amnesty International",
            id="the rights group is the one that spoke",
        ),
        pytest.param(
            "Gunmen killed at least 10 people, according to the police; a civil society group in the town, the "
            "Commission for Dialogue, counted 20.",
            "at least 10 people",
            "police",
            id="a name behind a semicolon is no apposition",
        ),
        pytest.param(
            "Our desk logged 41 attacks in the week.",
            "41 attacks",
            "outlet",
            id="our desk is the outlet",
        ),
        pytest.param(
            'The Peace Committee sent people. "We have 20 names," its director, Paul Louis, said by phone.',
            "20 names",
            "Paul Louis",
            id="nobody is said by a phone",
        ),
    ],
)
def test_who_says_it(text: str, wording: str, source: str) -> None:
    assert sources(text)[wording] == source
