"""Names that no list holds, made places by the words around them."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.vocab.linearmodel import linear_model


def places(text: str) -> dict[str, str | None]:
    return {figure.span.wording: figure.place.name if figure.place else None for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "place"),
    [
        ("Gunmen came at dawn and nine bodies were found on Friday at Velake Nord.", "nine bodies", "Velake Nord"),
        ("And in northern Jozwanj six people died when a motorcycle blew up.", "six people", "Jozwanj"),
        ("The army was accused of having shot 41 villagers at Nondrin and Sorovo.", "41 villagers", "Nondrin"),
        ("Four drones were shot down over Baramulla and two over Pokhvan.", "two", "Pokhvan"),
    ],
)
def test_the_words_around_a_name_make_it_a_place(text: str, wording: str, place: str) -> None:
    assert places(text)[wording] == place


@pytest.mark.parametrize(
    "text",
    [
        "Geran-7 drones wounded five people before sunrise, the governor wrote.",
        "Nine people were killed, Harlov said, and Harlov blamed the rebels.",
        "A shell hit the Gurda Siri Guru Sabha Sahel Hall and killed two people.",
        "Of the dead, seven were Kurvots, said the spokesman.",
    ],
)
def test_things_persons_and_peoples_are_no_places(text: str) -> None:
    assert set(places(text).values()) == {None}


def test_the_model_knows_places_from_the_rest() -> None:
    model = linear_model("names")
    assert model.labels == ("other", "place")
    led = {"one": 1.0, "prep=in": 1.0, "left=in": 1.0, "top=pobj": 1.0}
    assert model.chances(led)[1] > 0.5 > model.chances({"one": 1.0, "says here": 1.0, "dep=nsubj": 1.0})[1]
