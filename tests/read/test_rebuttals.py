"""Rebuttals and words given: figures told only to be denied, that nobody could check, and that are promised."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

PAGE = "OSK, 28 June 2025 (Island Wire) - "


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        ("Minister Daud Awel dismissed al-Shabaab's claim to have killed 30 soldiers as propaganda.", "al-Shabaab"),
        ("The governor rejected the rebels' claim of 30 executions.", "rebels"),
        ("Al-Shabaab said it had killed 30 soldiers. A doctor said that the claim of 30 dead was false.", "al-Shabaab"),
    ],
)
def test_a_claim_told_to_be_denied_is_its_owner_s(told: str, whose: str) -> None:
    last = [f for f in figures_of(PAGE + told) if f.low == 30][-1]
    assert (last.source.name, last.status.value) == (whose, "denied")
    assert last.denied_by


@pytest.mark.parametrize(
    "doubt", ["None of these numbers can be checked independently.", "None of the figures could be verified."]
)
def test_none_could_be_verified(doubt: str) -> None:
    found = figures_of(PAGE + f"The air force says it shot down 442 drones and 41 missiles. {doubt}")
    assert {f.status.value for f in found} == {"unverified"}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Kolo has promised 1,091 troops but none has arrived.", "planned"),
        ("The general said his country would send 1,091 police officers by November.", "planned"),
        ("Washington welcomed the truce and pledged $1,091 for mine clearance.", "planned"),
        ("Kolo proposed a force of 1,091 soldiers.", "proposed"),
    ],
)
def test_what_somebody_gave_his_word_for_is_planned(told: str, status: str) -> None:
    assert {f.status.value for f in figures_of(PAGE + told) if f.low == 1091} == {status}
