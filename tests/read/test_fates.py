"""Fates: what befell those counted, told by verbs, particles and words beside them that the parse hangs elsewhere."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Warrants are back in force; 32,000 flee Osk", "32,000", ("displacement", "displaced")),
        ("Some 19,800 people were being housed in schools.", "19,800", ("displacement", "displaced")),
        ("The ministry says 4,000 of its citizens are in shelters.", "4,000", ("displacement", "displaced")),
        ("The state has about 80,000 people under arms.", "80,000", ("force", "troops")),
        ("A doctor said 26 people from the block, two girls among them, cannot be reached.", "26", ("toll", "missing")),
        ("Five soldiers were killed. That takes the toll to 20, of whom 14 were boys.", "14", ("toll", "killed")),
        ("Neighbours held funerals for nine of the victims.", "nine", ("toll", "killed")),
        ("Doctors took in 46 wounded people and 20 of them did not survive.", "20", ("toll", "killed")),
        ("The mayor said 19 people were burned alive in their beds.", "19", ("toll", "killed")),
        ("About 20 warplanes dropped bombs on the port.", "20 warplanes", ("raid", "launched")),
        ("The rebels targeted more than 90 merchant vessels with drones.", "90", ("raid", "struck")),
        ("The army said it had hit dozens of militants in command posts.", "dozens", ("raid", "struck")),
        ("The shells hit three villagers on their way home.", "three", ("toll", "injured")),
        ("A hospital treats 52 people. Eleven of them, two girls among them, are in intensive care.", "Eleven", None),
        ("Transits of the strait averaged 32 last week.", "32", ("other", None)),
        ("The envoys called for a three-month truce.", "three-month", ("term", "duration")),
        ("The agency's appeal is only 25 percent funded.", "25 percent", ("aid", "share")),
        ("The minister met 26 of the wounded.", "26", ("toll", "injured")),
        ("Nine of the injured had been discharged.", "Nine", ("other", "released")),
        ("He said that 46 had been brought in and that 20 had died in the hospital.", "20", ("toll", "killed")),
        ("The truce was extended twice this year.", "twice", ("term", "extensions")),
        ("The health agency has verified 201 attacks on clinics.", "201 attacks", ("violation", "attacks")),
        ("The truce has not held. Its jets flew at least 43 attacks since then.", "43", ("violation", "attacks")),
        ("The number of people who have fled the region reached 32,000.", "32,000", ("displacement", "displaced")),
        ("The army had flown out 320 people by noon.", "320", ("displacement", "evacuated")),
        ("Our crews took 46 people out with ladders.", "46", ("other", None)),
        ("Six residents who had been reported missing got in touch.", "Six", ("other", "found")),
        ("The ship was attacked by at least four boats.", "four boats", ("raid", "launched")),
        ("The fields have an output of 90,000 barrels a day.", "90,000", ("other", None)),
        ("Donors cover 75 percent of the budget.", "75 percent", ("aid", "share")),
        ("It puts its strength at 90,000, a number that few believe.", "90,000", ("force", "troops")),
    ],
)
def test_what_befell_them(text: str, words: str, expected: tuple[str, str | None] | None) -> None:
    start = text.index(words)
    one = next(f for f in figures_of(text) if f.span.start < start + len(words) and start < f.span.end)
    kind, measure = expected or ("toll", "critical")
    assert one.kind.value == kind
    assert measure in {None, one.measure}


def test_who_could_not_be_reached_for_comment_is_not_missing() -> None:
    assert not figures_of("A spokesman for the mine could not be reached.")
