"""Who did it, where nobody has a name, where only a state flies, and who gives or sends what is counted."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of


def actors(text: str) -> dict[str, str | None]:
    return {figure.span.wording: figure.actor for figure in figures_of(text)}


_MASSACRE = (
    "Gunmen stormed the market of Lodu in northern Nigeria on Friday, villagers said.\n\nThe dead were buried on "
    "Saturday. Prayers were said for them. The market was closed. The governor came on Sunday. The church of the town "
    "said that at least 36 people had been killed and 12 injured. Police used tear gas against a crowd."
)
_GANGS = (
    "Gangs kill 20 in Haitian village\n\nPORT-AU-PRINCE, Haiti, May 3, 2025 - Armed men burst into a village on Friday "
    "and killed at least 20 people, a priest said. A rights group said it had counted 31 dead."
)
_SCHOOL = (
    "A warplane bombed a school in central Myanmar on Monday, killing 17 people, villagers said, in spite of a truce "
    "that the junta had declared after the earthquake. A teacher said that 14 children were among the dead."
)
_FALL = (
    "Nine pupils dead as bombs fall on Myanmar village\n\nA market was struck from the air in Myanmar on Monday and 22 "
    "people lost their lives, villagers said. The junta denied it. A nurse said that around 50 others were wounded."
)
_GANG = (
    "PORT-AU-PRINCE, Haiti, May 3, 2025 - One of Haiti's gangs killed at least 60 people in a raid on a town, the "
    "mayor said."
)
_REPLY = (
    "Israeli jets bombed the port of Hodeidah on Monday. The Houthis answered with four missiles, which caused no "
    "injuries."
)


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        pytest.param(_MASSACRE, "at least 36 people", "gunmen", id="gunmen did all the harm of a story of theirs"),
        pytest.param(_GANGS, "at least 20 people", "gangs", id="armed men are the gangs of the headline"),
        pytest.param(_GANGS, "31", "gangs", id="another's count of it is of the gangs, too"),
        pytest.param(_SCHOOL, "17 people", "Myanmar", id="a warplane in a civil war is the state's, no earthquake's"),
        pytest.param(_SCHOOL, "14 children", "Myanmar", id="so is what is told next"),
        pytest.param(_FALL, "Nine pupils", "Myanmar", id="bombs that fall are dropped"),
        pytest.param(_FALL, "around 50 others", "Myanmar", id="what was struck from the air goes on"),
        pytest.param(_GANG, "at least 60 people", "gangs", id="a land's gangs are not the land"),
        pytest.param(
            "The Syrian Democratic Forces said on Monday that a woman was killed by government-aligned factions.",
            "a woman",
            "government-aligned factions",
            id="bands on a government's side are not its army",
        ),
        pytest.param(
            "Armenia and Azerbaijan fought on Tuesday. At least 80 people were killed and more than 200 hurt on the "
            "Armenian side, the ombudsman said.",
            "At least 80 people",
            "Azerbaijan",
            id="on whose side they died",
        ),
        pytest.param(
            "Kabul's men attacked at night. The Taliban claim that 48 Pakistani soldiers were killed.",
            "48 Pakistani soldiers",
            "Taliban",
            id="who rules a state by the name of the story",
        ),
        pytest.param(
            "Afghan fire hit a fort on Sunday. Pakistan has confirmed the loss of 23 soldiers.",
            "23 soldiers",
            "Afghanistan",
            id="a loss is of who confirms it",
        ),
        pytest.param(
            "The Houthis hold nine sailors of a ship off Hodeidah in Yemen. The Houthis do not say where. Britain "
            "asked for their release. At least eight seafarers have now been killed.",
            "At least eight seafarers",
            "Houthis",
            id="at sea the one group that the story names",
        ),
        pytest.param(_REPLY, "four missiles", "Houthis", id="who answers with missiles sends them"),
        pytest.param(_REPLY, "no injuries", "Houthis", id="what those missiles did is theirs"),
        pytest.param(
            "Russia struck at night. Ukraine's air force said that it had shot down 94 of the 120 drones.",
            "120 drones",
            "Russia",
            id="the whole of which some were shot down is the other side's",
        ),
        pytest.param(
            "UNICEF strongly condemns the air strike in Osk in Ethiopia, which hit a clinic, killing three children.",
            "three children",
            None,
            id="who condemns a strike did not do it",
        ),
        pytest.param(
            "Somalia's army was attacked in Mogadishu on Sunday by al-Shabaab. Staff at the military hospital said "
            "they had taken in 30 wounded.",
            "30",
            "al-Shabaab",
            id="who takes in the wounded did not wound them",
        ),
        pytest.param(
            "The feud between herders and farmers goes on in Nigeria. Since 2019 it has killed over 500 people.",
            "over 500 people",
            None,
            id="a feud is nobody",
        ),
    ],
)
def test_who_did_the_harm(text: str, wording: str, actor: str | None) -> None:
    assert actors(text)[wording] == actor


@pytest.mark.parametrize(
    ("text", "wording", "actor"),
    [
        pytest.param(
            "This is who is to send what: Uganda 4,500 troops, Ethiopia 2,500, Kenya 1,410 and Egypt 1,091.",
            "1,410",
            "Kenya",
            id="the land before its number in a list",
        ),
        pytest.param(
            "Kenya's president said on Monday that his country would send another 600 police officers to Haiti.",
            "another 600 police officers",
            "Kenya",
            id="a speaker's own country",
        ),
        pytest.param(
            "Rwanda, with more than 2,500 soldiers in the province, will stay.",
            "more than 2,500 soldiers",
            "Rwanda",
            id="who stands with soldiers there",
        ),
        pytest.param(
            "Two dozen police officers from Jamaica arrived in Haiti in May.",
            "Two dozen police officers",
            "Jamaica",
            id="from where they came",
        ),
        pytest.param(
            "The United States has given more than $1 billion to the mission but only $15 million to the fund.",
            "only $15 million",
            "United States",
            id="a sum that goes on with one before it",
        ),
        pytest.param(
            "The plan would have capped Ukraine's army at 600,000 soldiers.",
            "600,000 soldiers",
            "Ukraine",
            id="whose army is brought to a size",
        ),
        pytest.param(
            "The World Food Programme has given hot meals to 3,200 people and plans to give them $100 each.",
            "$100",
            "World Food Programme",
            id="a body gives under its own name",
        ),
        pytest.param(
            "Kosovo police searched the farm on Friday and seized 24 vehicles.",
            "24 vehicles",
            "Kosovo",
            id="who seizes things",
        ),
    ],
)
def test_who_gives_sends_or_seizes(text: str, wording: str, actor: str | None) -> None:
    assert actors(text)[wording] == actor
