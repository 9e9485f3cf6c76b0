"""Named again: who is meant by a rank, a rights monitor, "the army", the statement and letters in brackets."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

PAGE = "OSK, 28 June 2025 (Island Wire) - "


def _sources(text: str) -> dict[float | None, str]:
    return {f.low: f.source.name for f in figures_of(PAGE + text)}


def test_who_gives_himself_up_says_nothing() -> None:
    told = _sources(
        "The Kolo Relief Council said on Wednesday that it had counted 83 dead. A further 20 fighters gave themselves "
        "up, according to the statement. It lists what was seized: 22 rifles."
    )
    assert told[20] == told[22] == "Kolo Relief Council"


@pytest.mark.parametrize(("title", "rank"), [("Lt Gen", "general"), ("Col.", "colonel"), ("Maj.", "major")])
def test_a_rank_is_who_bears_it(title: str, rank: str) -> None:
    told = _sources(
        f'At a press conference, {title} Anan Mirza gave the figures. "We have freed 354 hostages," the {rank} said.'
    )
    assert told[354] == "Anan Mirza"


def test_the_monitor_is_the_one_named_before() -> None:
    told = _sources("A higher count comes from the Kolo Observatory for Rights. The London-based monitor says 14 died.")
    assert told[14].startswith("Kolo Observatory")


def test_the_army_is_the_one_whose_name_is_told() -> None:
    told = _sources(
        "The Ethiopian National Defence Forces (ENDF) said they had killed 83 fighters. In March the army said that "
        "317 fighters had been killed."
    )
    assert told[317] == told[83]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("The United Nations mission in Congo (MONUSCO) said 43 people were dead, among them 15 men.", "MONUSCO"),
        (
            "The local Convention for the Respect of Human Rights (CRDH) gave 43 dead on Sunday.",
            "Convention for the Respect of Human Rights",
        ),
    ],
)
def test_letters_in_brackets_close_a_name(told: str, name: str) -> None:
    assert _sources(told)[43] == name
