"""Going on: what stands in a clause goes on with the one that it belongs to, and who is quoted speaks."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

PAGE = "BEIRUT, 28 June 2025 (Island Wire) - A strike on southern Lebanon killed one on Saturday, medics said.\n\n"


@pytest.mark.parametrize(
    "told",
    [
        "At least 173 people have been killed, Ali Daher was quoted as saying by the agency.",
        '"The raids killed 173 people," Ali Daher was quoted as saying.',
        "Since May 173 people have been killed, Ali Daher, a doctor who keeps a list, was cited as saying by Wafa.",
        "The agency quoted Ali Daher as saying that 173 people had been killed.",
    ],
)
def test_who_is_quoted_as_saying_speaks(told: str) -> None:
    assert [f.source.name for f in figures_of(PAGE + told) if f.low == 173] == ["Ali Daher"]


def test_a_second_deed_of_a_relative_clause_has_its_day() -> None:
    text = PAGE + (
        "Israel launched a campaign in Gaza in response to the attack on southern Israel on 7 October 2023, in which "
        "about 1,200 people were killed and 251 others were taken hostage."
    )
    days = {f.low: f.when and f.when.start for f in figures_of(text)}
    assert days[1200] == days[251] == "2023-10-07"


def test_what_an_attack_came_a_day_after_was_the_day_before() -> None:
    text = PAGE + "The attack comes a day after Israel killed a woman and wounded 25 others in the south."
    assert {f.low: f.when and f.when.start for f in figures_of(text)}[25] == "2025-06-27"


def test_a_number_without_a_verb_counts_what_the_verb_before_did() -> None:
    found = figures_of(PAGE + "Three mortar shells fell in Tyre and two across the border in Syria.")
    assert {(f.low, f.measure, f.object) for f in found if f.low in {2, 3}} == {
        (3, "struck", "mortar shell"),
        (2, "struck", "mortar shell"),
    }


def test_what_a_count_includes_is_told_by_whoever_counts() -> None:
    text = PAGE + (
        "More than 50,000 people have been killed, the ministry said. The number includes 673 killed since May."
    )
    told = {f.low: f.source.name for f in figures_of(text)}
    assert told[673] == told[50000] != "outlet"


def test_who_was_hurt_and_succumbed_is_dead() -> None:
    found = figures_of(PAGE + "A 17-year-old injured in a strike on Aitaroun succumbed to his wounds.")
    assert ("killed", 1) in {(f.measure, f.low) for f in found}


def test_a_calibre_is_no_distance_and_names_no_thing() -> None:
    found = figures_of(PAGE + "The raids destroyed three 100-millimeter mortars and two 155mm howitzers.")
    assert {(f.low, f.object) for f in found if f.low != 1} == {(3, "mortar"), (2, "howitzer")}


def test_a_name_that_goes_on_behind_an_article_is_one() -> None:
    found = figures_of(PAGE + "A drone killed two people in a car in Wadi al-Hujair on Saturday.")
    assert [f.place.name for f in found if f.low == 2 and f.place] == ["Wadi al-Hujair"]


def test_a_statement_is_that_of_who_spoke_last_not_of_who_attacked() -> None:
    text = (
        "BAKU, Dec 14, 2020 (Island Wire) - Armenian forces killed four soldiers, Azerbaijani officials said.\n\n"
        "Armenian forces attacked soldiers in Sur village, killing three of them, the statement said.\n\n"
        "Separately, it added, six soldiers were killed near the town."
    )
    assert {f.source.name for f in figures_of(text) if f.low in {3, 6}} == {"Azerbaijani officials"}


def test_harm_told_right_before_the_harmed_is_theirs() -> None:
    found = {
        f.low: f.measure for f in figures_of(PAGE + "The army confirmed deaths of 23 soldiers and injuries to 29.")
    }
    assert found[23] == "killed"
    assert found[29] == "injured"


def test_one_death_and_several_injuries_are_two_counts() -> None:
    found = {(f.low, f.measure) for f in figures_of(PAGE + "The raids left one fatality and several injuries.")}
    assert {(1, "killed"), (3, "injured")} <= found


def test_what_nothing_was_like_since_dates_nothing_but_itself() -> None:
    text = (
        "KYIV, 18 May 2025 (Wire) - Ukraine has faced its largest offensive since the onset of the invasion, with "
        "Russia launching 273 drones on Saturday. It was the largest barrage since the 267 drones launched on "
        "February 23."
    )
    days = {f.low: f.when and (f.when.start, f.when.end) for f in figures_of(text)}
    assert days[273] == ("2025-05-17", "2025-05-17")
    assert days[267] == ("2025-02-23", "2025-02-23")


def test_where_the_press_is_told_nothing_happened() -> None:
    text = (
        "At a news conference in Kabul on Sunday, 12 October 2025, a spokesman said nine soldiers were killed in Khost."
    )
    assert [f.place.name for f in figures_of(text) if f.low == 9 and f.place] == ["Khost"]


def test_others_shot_down_are_weapons() -> None:
    found = figures_of(PAGE + "Four missiles struck a depot. Air defences shot down at least three others.")
    assert ("intercepted", "missile") in {(f.measure, f.object) for f in found if f.low == 3}


def test_others_hurt_are_hurt_though_some_were_killed() -> None:
    found = {
        f.low: f.measure for f in figures_of(PAGE + "Twenty people were killed and almost 300 others hurt in Tyre.")
    }
    assert (found[20], found[300]) == ("killed", "injured")


def test_bare_numbers_behind_a_colon_that_add_up_are_of_the_same() -> None:
    found = {f.low: f.measure for f in figures_of(PAGE + "50 people had died: 30 shot in the mosque and 20 burnt.")}
    assert found[30] == found[20] == "killed"


def test_how_long_people_talked_is_of_the_meeting() -> None:
    found = figures_of(PAGE + "The talks, the first in three years, broke up after two hours on Friday.")
    assert {f.low: f.kind.value for f in found if f.low in {2, 3}}[2] == "meeting"


def test_a_page_without_a_day_gives_no_year_told_elsewhere() -> None:
    text = (
        "The strike on Sunday hit a nine-storey house. The ministry said five people were killed.\n\n"
        "A reward for the commander had been put up in 2016."
    )
    assert [f.when for f in figures_of(text) if f.low == 5] == [None]


def test_what_befell_four_of_a_crew_befell_not_all_of_it() -> None:
    found = {
        f.low: f.measure for f in figures_of(PAGE + "A ship was sunk in an attack in which four of its 22 crew died.")
    }
    assert (found[4], found[22]) == ("killed", "crew")
    found = {f.low: f.measure for f in figures_of(PAGE + "Three of the 14 killed were children.")}
    assert (found[3], found[14]) == ("killed", "killed")


def test_some_of_those_planned_are_counted() -> None:
    found = figures_of(PAGE + "The mission has 800 of a planned 2,500 officers on the ground.")
    assert {(f.low, f.kind.value) for f in found if f.low in {800, 2500}} == {(800, "force"), (2500, "force")}


def test_who_is_named_by_the_way_does_not_go_on_speaking() -> None:
    text = PAGE + (
        "The alliance refused. Its spokesman Peter Yako denied that a ceasefire offered by the governor had been "
        'agreed. "We never signed anything," he said. "Two of our men were killed last night."'
    )
    assert [f.source.name for f in figures_of(text) if f.low == 2] == ["Peter Yako"]
