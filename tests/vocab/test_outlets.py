"""Outlets of one house are one voice; who is not listed is nobody's."""

from __future__ import annotations

import pytest

from trucewatch.vocab.outlets import publisher


@pytest.mark.parametrize(
    ("outlet", "url", "house"),
    [
        ("Sky News", None, "Comcast"),
        ("NBC News", "https://www.nbcnews.com/world/a", "Comcast"),
        ("the new york times", None, "The New York Times Company"),
        (None, "https://edition.cnn.com/2025/x", "Warner Bros. Discovery"),
        ("Velmora Lantern", None, None),
        ("Reuters", "https://velmora-lantern.example/reuters-copy", None),
        (None, None, None),
        (None, "http://[broken", None),
        ("Sky Newsroom", "https://evilsky.com/a", None),
    ],
)
def test_the_house_of_an_outlet(outlet: str | None, url: str | None, house: str | None) -> None:
    assert publisher(outlet, url) == house
