"""Verbs of saying that say nothing, and who is heard where the words hide it."""

from __future__ import annotations

from tests.read_text import figures_of


def sources(text: str) -> dict[str, str]:
    return {figure.span.wording: figure.source.name for figure in figures_of(text)}


def test_who_is_confirmed_dead_confirms_nothing() -> None:
    found = sources("Seven people confirmed dead and more than 20 civilians wounded in the raid on Juba.")
    assert found["more than 20 civilians"] == "outlet"


def test_a_war_that_claims_lives_claims_nothing() -> None:
    found = sources("An insurgency that broke out in 1989 has claimed tens of thousands of lives.")
    assert set(found.values()) == {"outlet"}
    found = sources("The raid claimed the life of one engineer in Juba, where two homes burned.")
    assert set(found.values()) == {"outlet"}


def test_a_source_at_the_front_is_heard_without_a_comma() -> None:
    found = sources("According to the ministry 80 servicemen were killed there, and another 281 were wounded.")
    assert found["80 servicemen"] == "ministry"
    assert found["another 281"] == "ministry"


def test_a_military_is_no_military_school() -> None:
    found = sources(
        "In Cali a bomb went off at the Suarez Military Aviation School. The military counted 115 attacks last year."
    )
    assert "School" not in found["115 attacks"]
