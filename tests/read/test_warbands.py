"""Armed groups that no list holds, and whom people fought, held or were hurt by in wars that no list holds."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


def actors(text: str) -> dict[str, str | None]:
    return {figure.span.wording: figure.actor for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        pytest.param(
            "Fighters of the Mara Salvation Front raided two camps near Kidal on Monday and killed 14 soldiers.",
            "14 soldiers",
            "Mara Salvation Front",
            id="fighters belong to the group they are of",
        ),
        pytest.param(
            "Gunmen of the Red Savannah Militia (RSM) killed nine villagers in Dorra on Tuesday. A day earlier the RSM "
            "had abducted 12 traders.",
            "12 traders",
            "Red Savannah Militia",
            id="a group goes by the long name that its report spells out",
        ),
        pytest.param(
            "The Mara Valley Force, an ethnic armed group, said it had captured 24 junta soldiers near Falam.",
            "24 junta soldiers",
            "Mara Valley Force",
            id="an apposition tells that a name is an armed group's, and it speaks of itself",
        ),
        pytest.param(
            "Clashes between the army and the Savannah Resistance Front near Kidal in Mali killed 11 soldiers.",
            "11 soldiers",
            "Savannah Resistance Front",
            id="soldiers fallen in a clash fell to those they fought",
        ),
        pytest.param(
            "The Mara Liberation Army is active near Juba. On Monday the rebels killed 13 miners.",
            "13 miners",
            "Mara Liberation Army",
            id="bare rebels are the one group that the story names",
        ),
        pytest.param(
            "Two rangers were killed by poachers in a park near Goma on Friday.",
            "Two rangers",
            "poachers",
            id="people without a name are who they are called",
        ),
        pytest.param(
            "Boko Haram fighters raided a village near Bama on Friday. Residents fled. The gunmen burned 30 houses.",
            "30 houses",
            "Boko Haram",
            id="the gunmen are the group named before",
        ),
        pytest.param(
            "Masked men shot dead four traders near Duki on Friday.",
            "four traders",
            "masked men",
            id="armed people are named as they are told",
        ),
        pytest.param(
            "A rocket launched from Cambodian territory killed a farmer and wounded three children on Sunday.",
            "three children",
            "Cambodia",
            id="whose ground a weapon came from sent it",
        ),
        pytest.param(
            "Cambodia and Thailand traded fire on Sunday. Phnom Penh says that 11 civilians have been killed.",
            "11 civilians",
            "Thailand",
            id="a state that counts civilians counts its own",
        ),
        pytest.param(
            "The Israeli military said dozens of Hezbollah targets had been hit around the country.",
            "dozens of Hezbollah targets",
            "Israel",
            id="whose things were struck did not strike them",
        ),
        pytest.param(
            "Twenty prisoners of war are in Azerbaijani captivity.",
            "Twenty prisoners",
            "Azerbaijan",
            id="people are in the hands of who holds them",
        ),
        pytest.param(
            "The army met the press in Juba, South Sudan. Two attacks by the South Sudan People's Defence Forces "
            "killed nine villagers.",
            "nine villagers",
            "South Sudan",
            id="a land of two words is not the land of its second",
        ),
        pytest.param(
            "The Armenian army says its adversary opened fire on Azerbaijan's border and killed two soldiers.",
            "two soldiers",
            "Azerbaijan",
            id="an adversary is who fights the speaker",
        ),
    ],
)
def test_the_actor_of_a_war_that_no_list_holds_is_read_off_the_text(text: str, wording: str, actor: str) -> None:
    found = actors(text)
    assert wording in found, found
    assert found[wording] == actor


@pytest.mark.parametrize(
    "text",
    [
        "The Mara Ministry Council, a charity, fed 30 families near Juba on Monday.",
        "Members of the State Border Service found 12 shells near Aghdam on Friday.",
        "JAS-39 Gripen fighters flew over the border on Friday, and nine houses shook.",
    ],
)
def test_a_name_that_fights_nobody_is_no_band(text: str) -> None:
    assert set(actors(text).values()) <= {None}
