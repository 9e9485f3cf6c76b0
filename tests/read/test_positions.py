"""Who stands where on what: by verb, noun and adjective, with its holder, its condition and its negations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trucewatch import ids
from trucewatch.model import Position, Report
from trucewatch.read.reader import read

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "reading"


def _positions(text: str) -> tuple[Position, ...]:
    body = f"{text}\n"
    report = Report(ids.report_id(None, None, ids.text_hash(body)), "own.txt", body, ids.text_hash(body))
    return read(report).positions


def _short(text: str) -> set[tuple[str, str, str]]:
    return {(p.holder, p.topic, str(p.stance)) for p in _positions(text)}


@pytest.mark.parametrize(
    ("text", "holder", "topic", "stance"),
    [
        ("Norway supports a ceasefire in the border region.", "Norway", "ceasefire", "supports"),
        ("Peru has backed a truce between the two neighbours.", "Peru", "ceasefire", "supports"),
        ("Chile is willing to send troops to the island.", "Chile", "peace force", "offers"),
        ("Ghana pledged to send weapons to the government.", "Ghana", "aid", "offers"),
        ("Kenya is open to talks with the rebels.", "Kenya", "negotiations", "open_to"),
        ("Angola is ready for direct talks with its neighbour.", "Angola", "negotiations", "open_to"),
        ("Hungary opposes new sanctions on the island.", "Hungary", "sanctions", "opposes"),
        ("Peru is opposed to sanctions.", "Peru", "sanctions", "opposes"),
        ("Egypt rejected the deployment of peacekeepers in the strip.", "Egypt", "peace force", "rejects"),
        ("Jordan ruled out talks with the militia.", "Jordan", "negotiations", "rejects"),
        ("Chad demanded an independent investigation.", "Chad", "investigation", "demands"),
        ("Mali urged the rebels to withdraw their troops from the city.", "Mali", "withdrawal", "demands"),
        ("India called on both sides to end the war.", "India", "ending the war", "demands"),
        ("Austria is undecided on EU membership for the country.", "Austria", "EU membership", "undecided"),
        ("Sweden has yet to decide whether to contribute troops to the force.", "Sweden", "peace force", "undecided"),
        ("Turkey is reluctant to join the sanctions.", "Turkey", "sanctions", "undecided"),
        ("Kenya has suspended military aid to the army.", "Kenya", "aid", "opposes"),
        ("Japan insists that Georgia will not join NATO.", "Japan", "NATO membership", "opposes"),
        ("Japan wants more pressure on Iran.", "Japan", "pressure on Iran", "supports"),
    ],
)
def test_a_trigger_gives_the_stance(text: str, holder: str, topic: str, stance: str) -> None:
    assert _short(text) == {(holder, topic, stance)}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Peru will not accept a ceasefire.", "rejects"),
        ("Peru does not support a ceasefire.", "opposes"),
        ("Peru has not ruled out a ceasefire.", "open_to"),
        ("Peru is not willing to discuss a ceasefire.", "rejects"),
        ("Peru has withdrawn its support for a ceasefire.", "opposes"),
        ("Peru called for an end to sanctions relief and refused to accept a ceasefire.", "rejects"),
    ],
)
def test_a_negation_turns_the_stance_round(text: str, stance: str) -> None:
    assert ("Peru", "ceasefire", stance) in _short(text)


def test_each_of_several_holders_has_a_position_of_its_own_with_its_own_id() -> None:
    found = _positions("Only Chile and Peru have said they are willing to send troops.")
    assert [(p.holder, p.stance.value) for p in found] == [("Chile", "offers"), ("Peru", "offers")]
    assert len({p.position_id for p in found}) == 2


def test_a_list_after_including_names_the_holders() -> None:
    text = "Countries including Kenya, Ghana and Mali say they are open to talks."
    assert {p[0] for p in _short(text)} == {"Kenya", "Ghana", "Mali"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Mediators deplored Peru's refusal to end the war.", "Peru"),
        ("The plan was rejected by Peru, and a truce was rejected by Chile.", "Chile"),
        ("Peru, which rejects a truce, sent its envoy home.", "Peru"),
        ("The envoy spoke for an hour, and Peru has reiterated its opposition to a truce.", "Peru"),
        ("Norway said Peru had rejected a truce.", "Peru"),
        ("Peru said it would never accept a truce.", "Peru"),
    ],
)
def test_the_holder_is_found_by_grammar(text: str, holder: str) -> None:
    assert {p[0] for p in _short(text)} == {holder}


def test_two_demands_joined_are_two_positions_with_the_words_of_each() -> None:
    found = _positions("Peru urged its friends to accept a ceasefire and release all prisoners.")
    assert [(p.topic, p.span.wording) for p in found] == [
        ("ceasefire", "Peru urged its friends to accept a ceasefire"),
        ("prisoner exchange", "release all prisoners"),
    ]


@pytest.mark.parametrize(
    ("text", "stance", "on"),
    [
        ("Chile is ready to send troops only if a ceasefire holds.", "conditional", "only if a ceasefire holds"),
        ("Chile ruled out talks until the army pulls back.", "rejects", "until the army pulls back"),
        ("Chile backs a peacekeeping mission following a truce.", "supports", "following a truce"),
    ],
)
def test_a_condition_is_kept_in_words(text: str, stance: str, on: str) -> None:
    (found,) = _positions(text)
    assert (found.stance.value, found.on) == (stance, on)


def test_what_a_source_says_cannot_work_without_something_is_conditional_on_it() -> None:
    (found,) = _positions("Norway said the truce will not hold without foreign observers.")
    assert (found.holder, found.topic, found.stance.value, found.on) == (
        "Norway", "ceasefire", "conditional", "foreign observers",
    )  # fmt: skip


def test_what_a_source_says_must_end_is_its_own_wish() -> None:
    (found,) = _positions("“The war must end,” Norwegian Prime Minister Ingrid Solberg said.")
    assert (found.holder, found.topic, found.stance.value) == ("Ingrid Solberg", "ending the war", "supports")
    assert found.statement_id is not None


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile attended a meeting on the peace force in Oslo.",
        "Envoys of Peru discussed a ceasefire.",
        "If Peru accepts a ceasefire, the border will open.",
        "Will Peru support a ceasefire?",
        "Peru declined to comment on the ceasefire.",
        "Peru condemned violations of the ceasefire.",
        "Peru may support a ceasefire.",
        "The proposed ceasefire drew much comment.",
        "Peru tried to support a ceasefire.",
        "Police urged residents to stay at home during the ceasefire.",
        "Officials support a ceasefire in principle, residents said they want peace.",
    ],
)
def test_these_words_take_no_stand(text: str) -> None:
    assert not _positions(text)


def test_every_position_stands_in_the_text_with_an_id_made_of_its_evidence() -> None:
    text = "Peru “rejects any truce” and Chile's refusal to negotiate goes on.\n"
    report = Report(ids.report_id(None, None, ids.text_hash(text)), "own.txt", text, ids.text_hash(text))
    for p in read(report).positions:
        assert text[p.span.start : p.span.end] == p.span.wording
        span = (p.span.start, p.span.end)
        assert p.position_id == ids.position_id(report.report_id, span, p.topic, p.stance, p.holder)


@pytest.mark.skipif(not GOLD.is_dir(), reason="the gold stands outside the project")
def test_nine_in_ten_positions_of_the_gold_are_found() -> None:
    hits = asked = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        seed = GOLD.parents[1] / "seeds" / gold["doc"]
        text = seed.read_bytes().decode("utf-8")
        report = Report(ids.report_id(None, None, ids.text_hash(text)), seed.name, text, ids.text_hash(text))
        found = read(report).positions
        for want in gold["positions"]:
            asked += 1
            hits += any(
                (p.holder, p.topic, p.stance) == (want["holder"], want["topic"], want["stance"])
                and p.span.start < want["end"]
                and want["start"] < p.span.end
                for p in found
            )
    assert asked
    assert hits >= 0.9 * asked
