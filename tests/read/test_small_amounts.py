"""Small amounts: pairs, single things in a list, times, a few who came to harm, and amounts told again."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


def _told(text: str) -> list[tuple[str, float | None, float | None]]:
    return [(f.span.wording, f.low, f.high) for f in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hospital was struck twice on Monday.", ("twice", 2, 2)),
        ("Chlorine in the air was six times the norm.", ("six times", 6, 6)),
        ("The truce was prolonged two times.", ("two times", 2, 2)),
        ("The war has lasted six decades.", ("six decades", 6, 6)),
        ("The truce was first to last 20 days.", ("20 days", 20, 20)),
        ("The team plans to help 900 people over the next five months.", ("five months", 5, 5)),
        ("The work will need two days at the very least.", ("two days at the very least", 2, None)),
        ("A few hundred men stayed behind.", ("A few hundred men", 200, 999)),
        ("Both lifeboats were destroyed by fire.", ("Both lifeboats", 2, 2)),
        ("Police said that several of the attackers had been shot dead.", ("several of the attackers", 3, None)),
        ("Many people are still missing.", ("Many people", 3, None)),
        ("He asked why nobody had yet been arrested.", ("nobody", 0, 0)),
        ("It added that one woman had been killed.", ("one woman", 1, 1)),
        ("The ship was hit with an unmanned boat and six cruise missiles.", ("an unmanned boat", 1, 1)),
        ("Three sailors and a Greek guard had been lifted from the water.", ("a Greek guard", 1, 1)),
        ("On board were 21 sailors and a Russian.", ("a Russian", 1, 1)),
        ("There is one tap for the whole camp.", ("one tap", 1, 1)),
        ("One of the wounded died overnight.", ("One", 1, 1)),
        ("It was a raid in which one of its soldiers was killed.", ("one", 1, 1)),
        ("The union has promised 5m euros.", ("5m euros", 5_000_000, 5_000_000)),
        ("The agency seeks $33.2 million.", ("$33.2 million", 33_200_000, 33_200_000)),
        ("The city will pay Hr 100,000 to each family.", ("Hr 100,000", 100000, 100000)),
    ],
)
def test_a_small_amount_is_told(text: str, expected: tuple[str, float, float | None]) -> None:
    assert expected in _told(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The toll is twice what the army gave.", "twice"),
        ("Both sides agreed to talk.", "Both"),
        ("Both civilians and soldiers died.", "Both"),
        ("Many women and children were killed.", "Many"),
        ("One of them, a man of 68, died in hospital.", "a man"),
        ("The first one fell on the school.", "one"),
        ("The fighters joined one by one.", "one"),
        ("That one man would not go.", "one"),
    ],
)
def test_what_is_none(text: str, words: str) -> None:
    assert all(words not in wording for wording, _, _ in _told(text))


def test_a_family_of_four_is_four() -> None:
    assert [(low, high) for _, low, high in _told("One family of four was killed.")] == [(4, 4)]
