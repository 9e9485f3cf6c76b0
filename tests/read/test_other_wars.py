"""Turns of news on wars that no annotated set tells: border clashes, separatists, forest guerrillas, desert fronts."""

from __future__ import annotations

import pytest
from tests.read_text import figures_of

from trucewatch.model import Modifier, Status


@pytest.mark.parametrize(
    ("text", "amount", "kind", "measure"),
    [
        ("The death toll of clashes between Mara and Osk has risen to 36, a ministry said.", 36, "toll", "killed"),
        ("Death toll of clashes in Velmar climbs to 36", 36, "toll", "killed"),
        ("The toll of wounded soldiers rose to 52, doctors said.", 52, "toll", "injured"),
        ("The injury toll of the blaze rose to 52, doctors said.", 52, "toll", "injured"),
        ("The toll of the strikes that injured a mayor rose to 52, doctors said.", 52, "toll", "killed"),
        (
            "The army said that 36 people died. The figure released by the governor was 24.",
            24,
            "toll",
            "killed",
        ),
    ],
)
def test_a_toll_counts_people_whatever_it_is_of(text: str, amount: int, kind: str, measure: str) -> None:
    (found,) = [f for f in figures_of(text) if f.high == amount]
    assert (found.kind.value, found.measure) == (kind, measure)


def test_the_number_of_clashes_counts_clashes() -> None:
    (found,) = figures_of("The number of clashes rose to 36, monitors said.")
    assert found.object == "clash"


def test_a_bore_is_no_count() -> None:
    assert [f.high for f in figures_of("Police recovered two 12-bore rifles in the forest.")] == [2]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Death toll in Osk siege up to 59", Modifier.EXACT),
        ("The ministry spoke of a death toll of up to 59.", Modifier.UP_TO),
        ("The death toll could be up to 59, police said.", Modifier.UP_TO),
        ("Up to 59 people died in Osk, police said.", Modifier.UP_TO),
    ],
)
def test_a_headlines_toll_is_up_to_a_number_by_having_risen(text: str, modifier: Modifier) -> None:
    (found,) = [f for f in figures_of(text) if f.high == 59]
    assert found.modifier is modifier


@pytest.mark.parametrize(
    ("text", "amount", "source"),
    [
        ("The army says 36 people died. The toll given by the governor stood at 24 dead.", 24, "governor"),
        ("The army says 36 people died. The toll caused by the attack stood at 24 dead.", 24, "outlet"),
        ("Minister of Health Adam Mole said that eight people were killed.", 8, "Adam Mole"),
        ("Mara's Secretary of State Adam Mole said that eight people were killed.", 8, "Adam Mole"),
        ("Minister of Justice and Security Adam Mole said that eight people were killed.", 8, "Adam Mole"),
        ("Minister of Defence Juan Carlos Mole said that eight people were killed.", 8, "Juan Carlos Mole"),
        ("Superintendent of Police (SP) Adam Mole said that eight people were killed.", 8, "Adam Mole"),
        ("Eight people were killed, according to Minister of Health Adam Mole.", 8, "Adam Mole"),
    ],
)
def test_who_gives_a_toll(text: str, amount: int, source: str) -> None:
    (found,) = [f for f in figures_of(text) if f.high == amount]
    assert found.source.name == source


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("Fake news is about, claiming that nine soldiers were killed in Wum, Colonel Adam Mole said.", True),
        ("The army said that false reports claimed that nine soldiers were killed.", True),
        ("False rumours spread on Monday that nine soldiers had been killed, police said.", True),
        ("News reports say that nine soldiers were killed.", False),
        ("A false alarm rang while officials said that nine soldiers had been killed.", False),
    ],
)
def test_what_only_false_news_tells_is_denied(text: str, *, is_denied: bool) -> None:
    (found,) = [f for f in figures_of(text) if f.high == 9]
    assert (found.status is Status.DENIED) == is_denied


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Ten soldiers were killed by separatists of the English-speaking south of Cameroon.", "separatists"),
        ("Soldiers were ambushed by Anglophone separatists in Bamenda. Ten soldiers were killed.", "separatists"),
        (
            "Separatists hit a post in Wum in Cameroon. Two gendarmes and 10 secessionists were killed, the army said.",
            "Cameroon",
        ),
    ],
)
def test_who_did_it_is_no_tongue_and_no_fallen_rebels_own_side(text: str, actor: str) -> None:
    (found,) = [f for f in figures_of(text) if f.high == 10]
    assert found.actor == actor


def test_who_made_a_drone_sent_none() -> None:
    text = "Two Israeli-made drones hit a camp near Mahbes, killing three fighters, the Moroccan army said."
    assert "Israel" not in {f.actor for f in figures_of(text)}


def test_who_is_attacked_is_not_dead_by_it() -> None:
    text = "The four soldiers were killed on Saturday after rebels ambushed 36 government soldiers in Osk."
    assert [(f.low, f.measure) for f in figures_of(text)] == [(4, "killed"), (36, "troops")]


def test_metres_are_a_way_and_millions_of_people_are_people() -> None:
    found = figures_of("A soldier who fell 15m into a ravine died. Some 15m people live there.")
    assert [(f.low, f.object) for f in found if f.high != 1] == [(15, "metre"), (15_000_000, "person")]


def test_a_deadly_one_is_no_number() -> None:
    text = "The mission has become a deadly one: more than a dozen peacekeepers were killed there last year."
    found = figures_of(text)
    assert [f.low for f in found] == [12]


def test_a_band_whose_name_has_a_hyphen_is_counted_by_it_and_does_not_kill_its_own() -> None:
    text = "Armed Mai-Mai militants attacked a base in Osk. 22 Mai-Mai were killed, the army said."
    (found,) = [f for f in figures_of(text) if f.high == 22]
    assert found.span.wording == "22 Mai-Mai"
    assert found.actor != "Mai-Mai"


@pytest.mark.parametrize("name", ["anti-varos", "pro-kolo"])
def test_a_hyphen_is_no_noun(name: str) -> None:
    (found,) = figures_of(f"In a clash on Monday 22 {name} were killed, the army said.")
    assert found.span.wording == f"22 {name}"
    assert found.object == name.partition("-")[2]


def test_soldiers_die_in_an_operation_by_whom_it_is_against() -> None:
    text = "Two soldiers were killed during an operation against separatist rebels in Varos, an officer said."
    (found,) = figures_of(text)
    assert found.actor == "rebels"


def test_who_denies_a_claim_that_is_told_denies_no_other() -> None:
    text = (
        "The army is searching for a fifth soldier who is missing. Its chief, Admiral Yudo Varos, dismissed the "
        "rebels' claim that they had killed more than a dozen government soldiers."
    )
    missing, killed = figures_of(text)
    assert (missing.status, killed.status) == (Status.ASSERTED, Status.DENIED)


def test_a_place_in_the_name_of_a_movement_is_none() -> None:
    text = (
        "The four officers died on Sunday after gunmen from the West Papua National Liberation Army — the armed wing "
        "of the Free Papua Movement — stopped 20 police in the hilly district of Nduga in Highland Papua Province."
    )
    assert "Free" not in {f.place.name for f in figures_of(text) if f.place is not None}
