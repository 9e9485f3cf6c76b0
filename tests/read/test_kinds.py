"""What is counted and what befell it, by families: people, vehicles, works, ground, money, tallies and parts."""

from __future__ import annotations

import pytest

from trucewatch.model import Figure, FigureKind, Modifier, Report
from trucewatch.read import read


def figures(text: str) -> tuple[Figure, ...]:
    return read(Report("r", "r.txt", text, "h", published="2025-03-20")).figures


def at(text: str, words: str) -> Figure:
    start = text.index(words)
    return next(f for f in figures(text) if f.span.start < start + len(words) and start < f.span.end)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The blast killed a waitress and hurt 14 guests.", "a waitress", ("toll", "killed", "waitress")),
        ("Two stevedores were mown down at the pier.", "Two stevedores", ("toll", "killed", "stevedore")),
        ("Nine of the crew were hacked to death.", "Nine", ("toll", "killed", "crew")),
        ("A helicopter was lost in the hills.", "A helicopter", ("raid", "lost", "helicopter")),
        ("Three members of the Sikh club were among the dead.", "Three members", ("toll", "killed", "member")),
        ("Nearly 38,000 people have received food.", "Nearly 38,000", ("aid", "amount", "person")),
        (
            "89 civilians were killed in ten days of attacks, among them 16 who had been shot.",
            "16",
            ("toll", "killed", "person"),
        ),
        ("Nine Filipinos died at sea.", "Nine Filipinos", ("toll", "killed", "Filipino")),
        ("53 percent of the town was destroyed.", "53 percent", ("other", "share", "percent")),
        ("Around 30 more were believed to have been killed.", "Around 30", ("toll", "killed", "person")),
        ("They seized Zenda, 100 kilometers from Osk.", "100 kilometers", ("other", "distance", "kilometer")),
        ("Up to 80 gunmen gathered beside the track.", "80 gunmen", ("force", "troops", "gunman")),
        ("Around 500 people had left Osk by nightfall.", "500 people", ("displacement", "displaced", "person")),
        (
            "It counted 875 breaches of the truce. Among them were 265 cases of direct fire and 49 incursions.",
            "265 cases",
            ("violation", "violations", "case"),
        ),
        (
            "Varos used 273 drones. The air force shot down 88, while 128 disappeared from radar.",
            "128",
            ("raid", "lost", "drone"),
        ),
        ("The minister read out a 20-point plan.", "20-point plan", ("other", "point", "point")),
        ("The brigade lost 13 tanks.", "13 tanks", ("damage", "destroyed", "tank")),
        ("Gunners shot down three MiG-23 jets.", "three MiG-23 jets", ("raid", "intercepted", "mig-23 jet")),
        ("Men threw three grenades at the gate.", "three grenades", ("raid", "launched", "grenade")),
        ("Police seized 18 rifles.", "18 rifles", ("other", "seized", "rifle")),
        ("The bodies of 40 servicemen changed hands.", "40 servicemen", ("other", "bodies_recovered", "serviceman")),
        ("The rebels gave back four bodies.", "four bodies", ("other", "bodies_recovered", "person")),
        ("In the swap 95 soldiers went home.", "95 soldiers", ("other", "released", "soldier")),
        ("Eight settlements came under attack.", "Eight settlements", ("raid", "struck", "settlement")),
        ("Some 35 people had not been accounted for.", "Some 35 people", ("toll", "missing", "person")),
        ("Six captives were put to death in Osk.", "Six captives", ("toll", "killed", "captive")),
        ("Nine miners lay in intensive care.", "Nine miners", ("toll", "critical", "miner")),
        ("The president said Osk would send up to 800 soldiers.", "800 soldiers", ("force", "troops", "soldier")),
        (
            "The president said Kenya would send up to 800 soldiers.",
            "800 soldiers",
            ("contribution", "troops", "soldier"),
        ),
        ("The army would send 800 soldiers.", "800 soldiers", ("force", "troops", "soldier")),
        (
            "Food is short in Osk. Of 900 trucks that should have come only 300 did.",
            "900 trucks",
            ("aid", "amount", "truck"),
        ),
        (
            "Food is short in Osk. Guards weighed 300 kilograms of cocaine.",
            "300 kilograms",
            ("other", "kilogram", "kilogram"),
        ),
        ("Fuel is short in Osk. Three tankers lay off the port.", "Three tankers", ("other", "tanker", "tanker")),
        ("Food reached Osk. Then 20 trucks full of fighters came.", "20 trucks", ("other", "truck", "truck")),
        ("The mission went out from six bases.", "six bases", ("other", "base", "base")),
        ("Twelve states were represented.", "Twelve states", ("meeting", "participants", "state")),
        ("The valley is home to 900 farmers.", "900 farmers", ("other", "farmer", "farmer")),
        ("Over 500 settlers live in the two settlements.", "Over 500 settlers", ("other", "settler", "settler")),
        (
            "Rebels overran four army positions.",
            "four army positions",
            ("control", "positions_captured", "army position"),
        ),
        ("Jets hit nine terror camps.", "nine terror camps", ("raid", "struck", "terror camp")),
        (
            "Missiles were launched at six military targets.",
            "six military targets",
            ("raid", "struck", "target"),
        ),
        ("The barrage reduced several houses to rubble.", "several houses", ("damage", "destroyed", "house")),
        ("Also destroyed were 40 stalls.", "40 stalls", ("damage", "destroyed", "stall")),
        ("The blackout left 20,000 homes without power.", "20,000 homes", ("other", "without_power", "home")),
        ("The strike cut power to 20,000 homes.", "20,000 homes", ("other", "without_power", "home")),
        ("Some 300 families left the province.", "Some 300 families", ("displacement", "displaced", "family")),
        ("Twelve prisoners escaped.", "Twelve prisoners", ("other", "escaped", "prisoner")),
        ("The unit evacuated 43 wounded fighters.", "43 wounded fighters", ("displacement", "evacuated", "fighter")),
        ("Norway offered 250 soldiers.", "250 soldiers", ("contribution", "troops", "soldier")),
        ("Two of them blew themselves up; two rebels blew themselves up.", "two rebels", ("toll", "killed", "rebel")),
        ("Three rounds of talks have failed.", "Three rounds", ("meeting", "rounds", "round")),
        ("Turkey will supply 31 tanks.", "31 tanks", ("aid", "amount", "tank")),
        ("Four hospital ships were built; sappers defused 42 mines.", "42 mines", ("other", "defused", "mine")),
        ("The ministry spoke of 33 civilian deaths.", "33 civilian deaths", ("toll", "killed", "civilian")),
        ("The mission is 10,500 strong.", "10,500 strong", ("force", "troops", "troop")),
    ],
)
def test_a_thing_is_filed_by_what_befell_it(text: str, words: str, expected: tuple[str, str, str]) -> None:
    found = at(text, words)
    assert (found.kind.value, found.measure, found.object) == expected


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("Berlin gave €3 billion in aid.", "€3", (3e9, 3e9, Modifier.EXACT, "euro")),
        ("He announced grants of Rs10 million for the families.", "Rs10", (1e7, 1e7, Modifier.EXACT, "rupee")),
        ("Norway pledged NOK 250 million in aid.", "NOK", (2.5e8, 2.5e8, Modifier.EXACT, "krone")),
        ("A score of others were wounded.", "A score", (20, 20, Modifier.ABOUT, "person")),
        ("A pair of houses were hit.", "A pair", (2, 2, Modifier.EXACT, "house")),
        ("It followed three decades of war.", "three decades", (3, 3, Modifier.EXACT, "decade")),
        ("They pledged nine and a half thousand soldiers.", "nine", (9500, 9500, Modifier.EXACT, "soldier")),
        ("The council renewed the mandate by a year.", "a year", (1, 1, Modifier.EXACT, "year")),
        ("The bank lent $4 million over five years.", "five years", (5, 5, Modifier.EXACT, "year")),
        ("The deal brought to 41 the number of foreigners killed.", "41", (41, 41, Modifier.EXACT, "foreigner")),
        ("A source put the number of rockets at 18.", "18", (18, 18, Modifier.EXACT, "rocket")),
        ("Neither side reported any casualties.", "any casualties", (0, 0, Modifier.EXACT, "person")),
        ("None of its soldiers were harmed.", "None of its soldiers", (0, 0, Modifier.EXACT, "soldier")),
        ("The council voted 112 to 37 for it.", "37", (37, 37, Modifier.EXACT, "vote")),
    ],
)
def test_an_amount_is_read_in_every_dress(text: str, words: str, bounds: tuple[float, float, Modifier, str]) -> None:
    found = at(text, words)
    assert (found.low, found.high, found.modifier, found.object) == bounds


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Of the 64 passengers aboard, 61 were killed.", "61", "64 passengers"),
        ("Ships fired 11 drones. The navy shot down nine of the drones.", "nine", "11 drones"),
        ("It counted 497 violations of the truce, 27 of them on Saturday.", "27", "497 violations"),
        ("Eleven people died there, three children among them, and 20 were hurt.", "three children", "Eleven people"),
        ("Eighteen people died, most of them refugees.", "most of them", "Eighteen people"),
        ("The force lost seven aircraft, five of them to ground fire.", "five", "seven aircraft"),
    ],
)
def test_a_part_is_tied_to_its_whole(text: str, part: str, whole: str) -> None:
    found = at(text, part)
    base = at(text, whole)
    assert found.part_of == base.figure_id
    assert (found.kind, base.kind) in {(base.kind, base.kind), (FigureKind.TOLL, FigureKind.OTHER)}


@pytest.mark.parametrize(
    "text",
    [
        "The drug is for children under five.",
        "She lived in a three-storey house.",
        "He spoke of the 1995 attacks.",
        "India has not confirmed any loss.",
        "The bombs, of 250-kg type, were old.",
    ],
)
def test_what_bounds_an_age_or_names_a_year_is_no_figure(text: str) -> None:
    assert not figures(text)
