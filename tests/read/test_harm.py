"""Who did the harm: claims told late, accusers, seats of government, storms, a land's own speakers."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

CLAIM = "Gunmen shot dead nine people in Bama, in Nigeria's Borno state, on Friday.\n\nStalls burnt all night.\n\n"


def actors(text: str) -> dict[str, str | None]:
    return {figure.span.wording: figure.actor for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        (CLAIM + "Responsibility was claimed by Boko Haram.", "nine people", "Boko Haram"),
        (CLAIM + "Boko Haram said in a statement that it was behind the attack.", "nine people", "Boko Haram"),
        (CLAIM + "Boko Haram denied that it was behind the attack.", "nine people", "gunmen"),
        (
            CLAIM + "Residents said the attack was led by Bukar Gana, a commander of the Boko Haram faction.",
            "nine people",
            "Boko Haram",
        ),
        (
            CLAIM + "Nigeria's air force killed 20 militants on Saturday.\n\nBoko Haram claimed responsibility.",
            "nine people",
            "Boko Haram",
        ),
        (
            "Afghanistan accused Pakistan of bombing a house in Khost overnight, killing nine children.",
            "nine children",
            "Pakistan",
        ),
        ("Kyiv strike: death toll rises to 12\n\nRussia fired missiles at Kyiv on Friday.", "12", "Russia"),
        (
            "Israel struck Beirut on Friday. Winter storms then brought down 20 damaged buildings in Beirut.",
            "20 damaged buildings",
            None,
        ),
        (
            "Israel struck Tehran and Iran fired missiles at Haifa. Iran's government said 224 people had been killed.",
            "224 people",
            "Israel",
        ),
        pytest.param(
            '"Two people died in the strike of the Israeli enemy on Tyre," Lebanon\'s health ministry said. '
            "Israel and Lebanon traded fire all day.",
            "Two people",
            "Israel",
        ),
        pytest.param(
            "The Tigray People's Liberation Front attacked a post in Tigray. Ethiopia's air force then struck Adigrat, "
            "and Ethiopia's army shelled Axum. Local officials said five people were killed.",
            "five people",
            "Ethiopia",
        ),
        (
            "An al-Qaeda-linked group ambushed a convoy near Kayes, in Mali. Six drivers were killed.",
            "Six drivers",
            None,
        ),
    ],
)
def test_the_harm_is_laid_at_the_right_door(text: str, wording: str, actor: str | None) -> None:
    assert actors(text)[wording] == actor


def test_three_of_its_soldiers_are_the_subjects_and_not_the_speakers() -> None:
    text = (
        "India and Pakistan traded fire on Thursday. An Indian official claimed that Pakistan had suffered heavy "
        "losses, with at least three of its soldiers killed."
    )
    assert list(actors(text).values()) == ["India"]


def test_what_goes_on_at_one_place_is_one_partys() -> None:
    text = (
        "A Houthi missile strike on a base in Mocha killed six people, medics said. In Mocha, 26 people were wounded, "
        "the medics said. Saudi Arabia and Yemen are at war with the Houthis."
    )
    assert set(actors(text).values()) == {"Houthis"}


def test_nobody_strikes_the_own() -> None:
    text = "Armenia and Azerbaijan traded fire. Azerbaijan's jets sank four of their boats."
    assert set(actors(text).values()) == {"Azerbaijan"}


def test_losses_raised_are_those_of_who_raises_them() -> None:
    text = (
        "Armenia and Azerbaijan traded fire on Tuesday. Azerbaijan's Defence Ministry raised its losses from 50 to 71."
    )
    assert set(actors(text).values()) == {"Armenia"}


def test_the_army_of_a_page_filed_abroad_is_not_the_desks_lands() -> None:
    text = (
        "BANGKOK, June 28 (Mara Wire) - A strike by Myanmar's military killed ten villagers in Sagaing on Tuesday.\n\n"
        "The army relies on aircraft. It carried out over 300 air strikes in the past year."
    )
    assert set(actors(text).values()) == {"Myanmar"}


def test_an_affiliate_is_not_its_patron() -> None:
    text = (
        "Al-Qaeda affiliate says it killed 200 soldiers at Djibo\n\nJNIM told of the assault in Burkina Faso on Monday."
    )
    assert "al-Qaeda" not in set(actors(text).values())


def test_a_states_soldiers_fall_to_the_group_it_hunts_and_not_to_the_land_where_it_does() -> None:
    text = (
        "Turkey lost 12 soldiers in northern Iraq, Ankara said on Saturday. Members of the PKK attacked a base there. "
        "Baghdad protested; Iraq says Turkey breaks its borders. Turkish drones killed 13 PKK members on Saturday."
    )
    assert actors(text)["12 soldiers"] == "PKK"


def test_a_guest_that_did_one_thing_did_not_do_the_rest() -> None:
    text = (
        "Aid agencies lost nine vehicles in Macomia, in Mozambique, a relief worker said.\n\n"
        "Tanzania took a village post on its side of the Rovuma in May."
    )
    assert actors(text)["nine vehicles"] is None


def test_a_rising_is_no_band_of_its_own() -> None:
    assert actors("The insurgency, now in its ninth year, has killed 40,000 people.")["40,000 people"] is None
