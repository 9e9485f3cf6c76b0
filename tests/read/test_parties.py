"""Who did it: the actor of figures whose own clause does not say so."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.vocab.wars import wars


def actors(text: str) -> dict[str, str | None]:
    return {figure.span.wording: figure.actor for figure in figures_of(text)}


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        pytest.param(
            "Thailand and Cambodia traded fire on Tuesday. Thailand's army said that six of its soldiers had been "
            "killed and 31 wounded since Sunday.",
            "six",
            "Cambodia",
            id="a side's own soldiers are the enemy's victims",
        ),
        pytest.param(
            "Thailand and Cambodia traded fire on Tuesday. Thailand's army said that six of its soldiers had been "
            "killed and 31 wounded since Sunday.",
            "31",
            "Cambodia",
            id="the next number of the same loss is the same side's",
        ),
        pytest.param(
            "India's jets hit a camp across the line on Wednesday, Pakistan said. New Delhi, which says that it killed "
            "40 militants, admits to seven soldiers dead.",
            "seven soldiers",
            "Pakistan",
            id="what a side admits is its own loss",
        ),
        pytest.param(
            "Thai losses since Sunday stand at nine soldiers killed, after Thai jets bombed Cambodian positions.",
            "nine soldiers",
            "Cambodia",
            id="losses are the loser's",
        ),
        pytest.param(
            "Five people are now known to have died in the strike at Kfar Rumman in southern Lebanon. The Israeli army "
            "has not commented.",
            "Five people",
            "Israel",
            id="harm on one side's land is the other side's deed, though nobody says so",
        ),
        pytest.param(
            "Missiles were launched from Indian aircraft at six military targets in Pakistan, said the ministry in "
            "Islamabad.",
            "six military targets",
            "India",
            id="weapons are sent by whose aircraft carry them",
        ),
        pytest.param(
            "Hamas's October 7, 2023 attack on Israel left some 1,200 people dead. Israel has struck Gaza ever since.",
            "some 1,200 people",
            "Hamas",
            id="a deed is its owner's with its day between",
        ),
        pytest.param(
            "Russia's Defense Ministry said on Sunday that Ukraine shelled Shebekino. The enemy lost over 320 troops, "
            "the ministry said.",
            "over 320 troops",
            "Russia",
            id="what the enemy lost is the speaker's deed",
        ),
        pytest.param(
            "Russia and Ukraine go on fighting, and shelling has killed thousands of soldiers on both sides.",
            "thousands of soldiers",
            None,
            id="what both sides suffer, nobody is named for",
        ),
    ],
)
def test_the_actor_is_found_without_an_attacking_verb(text: str, wording: str, actor: str | None) -> None:
    found = actors(text)
    assert wording in found, found
    assert found[wording] == actor


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        pytest.param(
            "Police in Zamfara state, in Nigeria, gave details on Monday. Bandits killed four farmers near Gusau.",
            "four farmers",
            "bandits",
            id="armed people without a name are called as the text calls them",
        ),
        pytest.param(
            "Fighting went on in Sokoto, Nigeria. On Monday Karuwa militants killed two policemen. Karuwa also burned "
            "six trucks, residents said.",
            "six trucks",
            "Karuwa",
            id="a name before a word for fighters is a party",
        ),
        pytest.param(
            "SANAA, Nov. 3 — Thirteen soldiers of the Yemeni army were killed by fire from the Houthis, the army said. "
            "Saudi Arabia called for calm.",
            "Thirteen soldiers",
            "Houthis",
            id="fire from a group is its deed",
        ),
        pytest.param(
            "The Israeli army struck Khan Younis. In the south, the army said, soldiers killed a third man.",
            "a third man",
            "Israel",
            id="soldiers are those of the army that speaks",
        ),
        pytest.param(
            "Thai jets bombed a Cambodian post on Monday. One soldier and 13 civilians were killed, Thailand said.",
            "13 civilians",
            "Cambodia",
            id="a state counts its own soldiers, and those who fell with them",
        ),
        pytest.param(
            "Bakori, Mali — JNIM fighters attacked Boulkessi on Sunday. At least 30 soldiers lost their lives there, "
            "while JNIM has spoken of more than 100 dead.",
            "more than 100",
            "JNIM",
            id="an army's dead are its rebels' deed, whoever counts them",
        ),
        pytest.param(
            "Houthi rebels spoke up on Friday. Yahya Saree, the group's spokesman, said six missiles were fired. "
            "Britain has struck Hodeidah before.",
            "six missiles",
            "Houthis",
            id="a group tells what it fired itself",
        ),
        pytest.param(
            "Israeli strikes killed five people in Gaza. Hamas has handed over the bodies of nine people.",
            "nine people",
            "Hamas",
            id="whoever hands over the dead is told of them",
        ),
        pytest.param(
            "A citizen was killed in Saada and three were wounded by Saudi border guards, the Houthis said.",
            "A citizen",
            "Saudi Arabia",
            id="who did the second of two joined deeds did the first",
        ),
        pytest.param(
            "The Houthi militia was responsible for 467 breaches of the truce, the Yemeni army said.",
            "467 breaches",
            "Houthis",
            id="who answers for breaches made them",
        ),
        pytest.param(
            "Russian missiles killed nine people in Sumy on Monday and set 40 lorries alight.",
            "40 lorries alight",
            "Russia",
            id="what no harm is told of goes with the harm of its sentence",
        ),
        pytest.param(
            "Russian drones killed two men in Sumy on Monday. Three districts of the town came under fire. Shelling "
            "wounded four more people, officials in Sumy said.",
            "Three districts",
            "Russia",
            id="and with that before and after it",
        ),
        pytest.param(
            "Russian drones killed two men in Sumy on Monday. Volunteers opened nine shelters. Shelling wounded four "
            "more people, officials in Sumy said.",
            "nine shelters",
            None,
            id="but help is no party's deed",
        ),
        pytest.param(
            "Russia sent 476 drones at Ukraine overnight, according to the Air Force, which claimed 442 of the drones.",
            "442",
            "Ukraine",
            id="weapons claimed were stopped by who claims them",
        ),
        pytest.param(
            "Egypt and Kenya promised soldiers for the mission. Egypt's 1,091 soldiers are still awaited in Somalia.",
            "1,091 soldiers",
            "Egypt",
            id="troops are whose they are called",
        ),
        pytest.param(
            "South Korea's military says Kim Jong Un has this year sent about 3,000 troops to Russia.",
            "about 3,000 troops",
            "North Korea",
            id="a person acts for a state, and is no state by name",
        ),
        pytest.param(
            "Israel says Hezbollah has broken the truce 1,900 times.",
            "1,900 times",
            "Hezbollah",
            id="who breaks a truce did it, whoever says so",
        ),
        pytest.param(
            "Israeli forces shelled Beit Jinn. Syrian health authorities later put the toll at 13 dead, including two "
            "women, and 25 wounded.",
            "25",
            "Israel",
            id="who puts a toll at a number did no harm",
        ),
    ],
)
def test_the_actor_is_found_by_whose_the_men_and_deeds_around_are(text: str, wording: str, actor: str | None) -> None:
    found = actors(text)
    assert wording in found, found
    assert found[wording] == actor


def test_a_war_is_known_from_either_side() -> None:
    assert wars().foes("PK", {"IN", "US"}) == ("IN",)
    assert wars().foes("Hezbollah", {"IL", "LB"}) == ("IL",)
    assert wars().foes("SD", {"RSF"}) == ()
    assert wars().rivals("SD", {"RSF", "M23"}) == ("RSF",)
    assert wars().rivals("RSF", {"SD", "SS"}) == ("SD",)
    assert "Hezbollah" in wars().allied("LB")


def test_who_mounted_attacks_did_them_whomever_the_targets_belong_to() -> None:
    text = (
        "The Houthis have mounted dozens of drone and missile attacks on ships since November 2023, saying that the "
        "targets were vessels linked to Israel and that they were protesting against the war in Gaza."
    )
    assert actors(text)["dozens of drone and missile attacks"] == "Houthis"
