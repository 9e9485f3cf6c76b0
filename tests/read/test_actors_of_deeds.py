"""Who did it, where a bare reading would name the foe of the land, the accuser, or a group's model."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

OSK = """A Myanmar military aircraft bombed a hospital in rebel-held Rakhine, killing 31 people.

The hospital in Mrauk-U was hit by two bombs on Friday, said a nurse.

A spokesman for the Arakan Army said 10 patients were killed in Mrauk-U."""


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        (
            OSK,
            "10 patients",
            "Myanmar",
        ),
        (
            "Afghanistan's government accused Pakistan of shelling a home in Khost overnight, killing seven children.",
            "seven children",
            "Pakistan",
        ),
        (
            "Fighters of the Group for the Support of Islam and Muslims attacked a convoy of 40 trucks in Mali.",
            "40 trucks",
            "JNIM",
        ),
        (
            (
                "Israel struck Lebanon and killed 13 people. Israel hit Tyre, too.\n\n"
                "Hamas led the Oct. 7, 2023, attack on Israel in which 1,200 people were killed."
            ),
            "1,200 people",
            "Hamas",
        ),
        (
            (
                "Pakistan struck Afghanistan and killed 13 people.\n\n"
                "Pakistan's army said it lost 23 soldiers on Oct. 11 and killed more than 200 fighters."
            ),
            "more than 200 fighters",
            "Pakistan",
        ),
    ],
)
def test_the_doer_is_the_one_that_the_story_tells(text: str, wording: str, actor: str) -> None:
    assert {f.span.wording: f.actor for f in figures_of(text)}[wording] == actor


def test_a_group_tied_to_another_is_another() -> None:
    found = figures_of("An Al-Qaeda-linked armed group executed 10 drivers in Mali, a rights group said.")
    assert found[0].actor != "al-Qaeda"
