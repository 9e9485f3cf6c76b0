"""Figures: what is counted, what happened to it, who says so, how surely, and who did it."""

from __future__ import annotations

import pytest

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Figure, Reading, Report
from trucewatch.read import read


def reading(text: str, published: str | None = "2025-03-20") -> Reading:
    digest = text_hash(text)
    return read(Report(report_id(None, None, digest), "test", text, digest, published=published))


def figures(text: str, published: str | None = "2025-03-20") -> list[Figure]:
    return list(reading(text, published).figures)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed 18 people.", ("toll", "killed", "person")),
        ("Seven soldiers died in the ambush.", ("toll", "killed", "soldier")),
        ("The shelling left 72 people injured.", ("toll", "injured", "person")),
        ("Four members of one family lost their lives.", ("toll", "killed", "person")),
        ("Doctors treated 40 people for burns.", ("toll", "injured", "person")),
        ("Twelve fishermen are still missing.", ("toll", "missing", "fisherman")),
        ("The rebels captured 15 soldiers.", ("toll", "captured", "soldier")),
        ("The death toll has risen to 23.", ("toll", "killed", "person")),
        ("Five medics were among the dead.", ("toll", "killed", "medic")),
        ("The blast damaged 30 homes.", ("damage", "damaged", "home")),
        ("Two warehouses were destroyed.", ("damage", "destroyed", "warehouse")),
        ("The army launched 92 drones.", ("raid", "launched", "drone")),
        ("Air defences shot down 51 missiles.", ("raid", "intercepted", "missile")),
        ("Four missiles did not reach their targets.", ("raid", "lost", "missile")),
        ("The force would need 10,000 troops.", ("force", "troops", "troop")),
        ("Twenty-six countries have pledged to take part.", ("contribution", "countries", "country")),
        ("Donors promised $40 million in aid.", ("aid", "amount", "dollar")),
        ("The army captured three villages.", ("control", "settlements_captured", "village")),
        ("Around 30 leaders joined the video call.", ("meeting", "participants", "leader")),
        ("The meeting lasted 40 minutes.", ("meeting", "duration", "minute")),
        ("They agreed to a 30-day ceasefire.", ("term", "duration", "day")),
        ("The monitors recorded 120 violations.", ("violation", "violations", "violation")),
        ("The army violated the truce 2,935 times.", ("violation", "violations", "violation")),
        ("The fighting displaced 100,000 people.", ("displacement", "displaced", "person")),
        ("Officials evacuated 400 residents.", ("displacement", "evacuated", "resident")),
    ],
)
def test_a_frame_gives_kind_measure_and_object(text: str, expected: tuple[str, str, str]) -> None:
    found = figures(text)[0]
    assert (found.kind.value, found.measure, found.object) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The treaty of 2015 ended the war.",
        "The talks began on 24 May.",
        "Sirens sounded at 10:45 p.m. in the capital.",
        "A spokesman, aged 52, spoke to reporters.",
        "The office is at 10 Harbour Street.",
        "The general, 61, spoke to reporters.",
        "The pilots flew F-16 jets.",
        "The council adopted Resolution 1701.",
        "The soldiers fired 155mm guns.",
        "He spoke to the two sides.",
        "It happened two days ago.",
        "One of the most bitter wars is over.",
        "Reporters called 555-0188 for comment.",
        "The office in the 2500 block of Goodwill Lane was closed.",
    ],
)
def test_dates_ages_labels_and_addresses_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("A child was killed in the shelling.", 1),
        ("The blast claimed one life.", 1),
        ("No one was killed in the raid.", 0),
        ("There were no casualties.", 0),
        ("The mine killed a farmer.", 1),
    ],
)
def test_an_implied_amount_is_a_figure(text: str, low: int) -> None:
    assert [(f.low, f.high, f.kind.value) for f in figures(text)] == [(low, low, "toll")]


def test_a_part_names_its_whole_and_shares_what_happened() -> None:
    whole, part = figures("The strike killed 18 people, including nine children.")
    assert part.part_of == whole.figure_id
    assert (part.measure, part.object) == ("killed", "child")


def test_a_count_out_of_another_is_part_of_what_was_launched() -> None:
    down, launched = figures("The air force said it shot down 51 of 92 drones overnight.")
    assert (down.measure, launched.measure, down.part_of) == ("intercepted", "launched", launched.figure_id)


def test_half_of_the_injured_is_half_of_the_number_told_before() -> None:
    found = figures("The strike wounded 72 people. Half remain in hospital.")
    assert [(f.low, f.high, f.modifier.value) for f in found] == [(72, 72, "exact"), (36, 36, "about")]


def test_a_conversion_in_brackets_is_the_same_claim() -> None:
    found = figures("Berlin will clear up to 3 billion euros ($3.3 billion) in aid.")
    assert [(f.high, f.unit) for f in found] == [(3e9, "EUR")]


def test_a_later_denial_is_tied_to_the_figures_it_denies() -> None:
    text = "The Marren army claimed it had killed 85 soldiers. But Ostvale officials dismissed the claim as a lie."
    found = figures(text)[0]
    assert (found.status.value, found.denied_by) == ("denied", ("Ostvale officials",))
    assert found.denial is not None
    assert text[slice(*found.denial)].startswith("But Ostvale officials")


def test_a_denial_of_one_claim_leaves_the_other_side_alone() -> None:
    text = (
        "Local reports told of 20 damaged homes. The army claimed it killed 85 fighters. "
        "The rebels rejected these assertions."
    )
    assert [(f.low, f.status.value) for f in figures(text)] == [(20, "asserted"), (85, "denied")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army allegedly killed 30 people.", "alleged"),
        ("The ministry claimed that 30 people died.", "alleged"),
        ("The army said it killed 30 rebels. The claim could not be independently verified.", "unverified"),
        ("The plan foresees a force that could number 20,000 troops.", "proposed"),
        ("The mediators proposed a 60-day truce.", "proposed"),
        ("About 20 ministers are to join the meeting.", "planned"),
        ("The strike killed 30 people.", "asserted"),
    ],
)
def test_the_strongest_status_that_fits_wins(text: str, status: str) -> None:
    assert figures(text)[0].status.value == status


def test_the_actor_is_the_party_whose_attack_it_was() -> None:
    assert figures("A Thai airstrike killed three people in a Cambodian village.")[0].actor == "Thailand"


def test_the_actor_of_an_interception_is_who_shot() -> None:
    found = figures("Ukraine's air force said it shot down 51 Russian drones overnight.")[0]
    assert (found.actor, found.target) == ("Ukraine", "Russia")


def test_the_same_report_gives_the_same_reading() -> None:
    text = "Officials said 18 people were killed on Friday in Goma. The rebels denied it."
    assert reading(text) == reading(text)


def test_reports_after_an_adjective_are_a_source_and_no_verb() -> None:
    found = figures("Local reports detailed damage to roughly 20 apartment complexes and numerous vehicles.")
    assert [(f.source.name, f.measure) for f in found] == [("local reports", "damaged")] * 2


def test_who_says_so_is_no_victim() -> None:
    found = figures("Shelling wounded nine villagers, according to a medic at the hospital.")
    assert [f.span.wording for f in found] == ["nine villagers"]


def test_a_doubt_about_its_own_sentence_leaves_the_one_before_alone() -> None:
    text = (
        "The blast killed 12 people, police said. The rebels claimed that 35 officials had died; "
        "the figure could not be independently verified."
    )
    assert [(f.low, f.status.value) for f in figures(text)] == [(12, "asserted"), (35, "unverified")]
