"""Who says what in which words: every way in which English reports put it, on wars never heard of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Embed, Page, Report
from trucewatch.read import read
from trucewatch.read.blocks import Block
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.statements import FoundStatement, find_statements
from trucewatch.vocab.actors import actors

GRAMMAR = SpacyGrammar()
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "reading"


def _blocks(text: str) -> list[Block]:
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return blocks


def _found(text: str) -> tuple[FoundStatement, ...]:
    blocks = _blocks(text)
    return find_statements(GRAMMAR.parse(text, blocks), blocks, Page(), actors())


def _told(text: str) -> list[tuple[str, str]]:
    return [(s.source.name, s.content.wording) for s in _found(text)]


@pytest.mark.parametrize(
    ("text", "name", "content"),
    [
        ("Mayor Pavlo Denko said that two shells hit the bridge.", "Pavlo Denko", "two shells hit the bridge"),
        ("Mayor Pavlo Denko said two shells hit the bridge.", "Pavlo Denko", "two shells hit the bridge"),
        ("Two shells hit the bridge, said Mayor Pavlo Denko.", "Pavlo Denko", "Two shells hit the bridge"),
        ("Two shells hit the bridge, Mayor Pavlo Denko said on Monday.", "Pavlo Denko", "Two shells hit the bridge"),
        ("“We are going home,” said Mara Olin, a nurse.", "Mara Olin", "“We are going home,”"),
        ("“Who will rebuild this?” Mara Olin asked.", "Mara Olin", "“Who will rebuild this?”"),
        ("Mara Olin wrote: “We are going home at last.”", "Mara Olin", "“We are going home at last.”"),
        ("According to police, nine cars burned.", "police", "nine cars burned"),
        ("Nine cars burned, according to police.", "police", "Nine cars burned"),
        ("Nine cars burned, as per police.", "police", "Nine cars burned"),
        ("Officials reported one fatality from shelling.", "officials", "one fatality from shelling"),
        ("Residents reported hearing three blasts.", "residents", "hearing three blasts"),
        ("The governor urged residents to stay indoors.", "governor", "residents to stay indoors"),
        ("The army denied firing at the convoy.", "army", "firing at the convoy"),
        ("The army put the number of dead at 12.", "army", "the number of dead at 12"),
        ("These claims were rejected by the army.", "army", "These claims"),
        ("Kigali warned of a wider war.", "Rwanda", "a wider war"),
        (
            "Nine people were killed in Homs province, the Syrian Observatory for Human Rights (SOHR) announced.",
            "Syrian Observatory for Human Rights",
            "Nine people were killed in Homs province",
        ),
        (
            "Jalal Marran, who heads the Osk council, said three homes, a nursery and a barn were attacked there.",
            "Jalal Marran",
            "three homes, a nursery and a barn were attacked there",
        ),
        ("Diplomats called for a longer truce.", "diplomats", "a longer truce"),
        ("Witnesses described scenes of panic.", "witnesses", "scenes of panic"),
        ("Reuters, citing two doctors, reported that the clinic had burned.", "doctors", "the clinic had burned"),
        (
            "The general's claim that all missiles were shot down met with doubt.",
            "general",
            "all missiles were shot down",
        ),
        ("As the council reported, the bridge was mined.", "council", "the bridge was mined"),
        ("Farmers told Radio Kombe that the wells were dry.", "farmers", "the wells were dry"),
        (
            "A spokesman for the Red Cross said the road was closed.",
            "International Committee of the Red Cross",
            "the road was closed",
        ),
        ("At noon, she said, the wells were dry.", "she", "the wells were dry"),
        ("Olin said the wells were dry.", "Olin", "the wells were dry"),
        ("Some accused the army of looting.", "some", "the army of looting"),
        ("Mara Olin, a rival, called the plan “weak.”", "Mara Olin", "the plan “weak.”"),
        ("The governor told a briefing that the wells were dry.", "governor", "the wells were dry"),
        (
            "The group said in a statement carried by its radio that it had left.",
            "group",
            "it had left",
        ),
        ("The army brushed aside the claim.", "army", "the claim"),
        ("Kenyan police and health officials confirmed the toll.", "Kenyan police and health officials", "the toll"),
        ("Ostvale officials confirmed the toll.", "Ostvale officials", "the toll"),
        ("Two died, according to a police officer, Mara Olin.", "Mara Olin", "Two died"),
        ("In March, according to a rights group, more than 90 died.", "rights group", "more than 90 died"),
        ("Mali's president spoke. His answer was to deny any role.", "Malian president", "any role"),
        ("Remarks from the Kenyan Navy centred on the size of the fleet.", "Kenyan Navy", "the size of the fleet"),
        ("It was announced by the army that the road was closed.", "army", "the road was closed"),
        ("OSTVALE, Kenya (AP) — Gang leader Tomo Wirt warned that he would fight.", "Tomo Wirt", "he would fight"),
        ("The agency quoted a guard as saying that the road was closed.", "guard", "the road was closed"),
        ("Per Rakib Dhor Olin, a relief commissioner, 300 homes burned.", "Rakib Dhor Olin", "300 homes burned"),
        ("By the government's count, 300 people died.", "government", "300 people died"),
        ("The siege, in which, by the army's tally, 30 died, is over.", "army", "30 died, is over"),
        ("Bujumbura has admitted to losing a dozen men.", "Burundi", "losing a dozen men"),
        ("An Oslo-based envoy floated the notion of a truce.", "Oslo-based envoy", "the notion of a truce"),
        (
            "The army put the dead at 21, a total that includes two boys.",
            "army",
            "the dead at 21, a total that includes two boys",
        ),
        ("The council, which on Friday put the dead at about 60, was silent.", "council", "the dead at about 60"),
        ("Its local delegate, Pacific Rugama, puts the dead at ten.", "Pacific Rugama", "the dead at ten"),
        ("Police in East Norland said nine people died.", "police in East Norland", "nine people died"),
        ("A member of a local militia said nine people died.", "member of local militia", "nine people died"),
        ("One of the two individuals said nine died.", "one of the two individuals", "nine died"),
        ("Twenty-six countries said they would join.", "countries", "they would join"),
        ("The junta's information team dismissed the reports.", "junta", "the reports"),
        (
            "The mayor said 300 families had moved, although hundreds more were refusing to leave.",
            "mayor",
            "300 families had moved, although hundreds more were refusing to leave",
        ),
        ("“We are going home at last.” — Mara Olin", "Mara Olin", "“We are going home at last.”"),
    ],
)
def test_each_way_of_saying_gives_its_source_and_content(text: str, name: str, content: str) -> None:
    assert (name, content) in _told(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The ministry said 20 drones were shot down, adding that nobody was hurt.",
            ["20 drones were shot down", "nobody was hurt"],
        ),
        (
            "“One,” said Mara Olin, a nurse at the clinic. “We counted fourteen blasts before dawn.”",
            ["“One,”", "“We counted fourteen blasts before dawn.”"],
        ),
        (
            "Hamas says the truce was broken 28 times; Israel says its forces answered fire.",
            ["the truce was broken 28 times", "its forces answered fire"],
        ),
        (
            "The army said it hit a depot, while rebels said the strike had hit a school.",
            ["it hit a depot", "the strike had hit a school"],
        ),
        ("Nine died, he said, and six more are missing.", ["Nine died", "six more are missing"]),
        (
            "The envoy offered to send 20 monitors, a diplomat in Yangon said.",
            ["The envoy offered to send 20 monitors"],
        ),
        (
            "The ministry blamed rebels for the attack and said it would respond.",
            ["rebels for the attack", "it would respond"],
        ),
        (
            "The army claimed 61 rebels had died, a figure that Phnom Penh rejected as “pure fantasy”.",
            ["61 rebels had died", "as “pure fantasy”"],
        ),
    ],
)
def test_several_acts_of_saying_in_one_place_are_several_statements(text: str, told: list[str]) -> None:
    assert [content for _, content in _told(text)] == told


@pytest.mark.parametrize(
    "text",
    [
        "The two countries agreed to a truce and signed a protocol.",
        "Officials in both capitals declined to comment.",
        "The president is expected to announce a truce on Friday.",
        "The army did not say how many soldiers had died.",
        "The attack claimed one life and injured seven others.",
        "A missile hit the market, claiming the lives of eight people.",
        "The toll stands at 40, according to a count kept by this newspaper.",
        "If both sides ask for observers, they will come.",
        "The prime minister welcomed Mara Olin at the airport.",
        "Shells hit the town on Friday.",
    ],
)
def test_actions_plans_and_silence_are_not_speech(text: str) -> None:
    assert _told(text) == []


def test_a_colon_after_a_speaker_is_the_cue() -> None:
    (one,) = _found("Mara Olin, the mayor: “We are going home at last.”")
    assert one.cue is not None
    assert (one.cue.wording, one.source.name) == (":", "Mara Olin")


def test_a_quotation_left_open_is_told_by_who_closes_it_in_the_next_paragraph() -> None:
    first, second = "“We have suffered enough in this town.", "“We want peace at last,” Mara Olin said."
    text = f"{first}\n{second}"
    blocks = [Block(0, len(first)), Block(len(first) + 1, len(text))]
    found = find_statements(GRAMMAR.parse(text, blocks), blocks, Page(), actors())
    assert [(s.source.name, s.content.wording) for s in found] == [
        ("Mara Olin", first),
        ("Mara Olin", "“We want peace at last,”"),
    ]


def test_an_office_of_another_country_tells_of_a_namesake() -> None:
    (one,) = _found("Kenyan Defence Minister Emmanuel Macron said that the road was closed.")
    assert (one.source.name, one.source.side) == ("Emmanuel Macron", "KE")


def test_a_quotation_goes_on_with_its_speaker_in_the_next_paragraph() -> None:
    text = "“We walked all night,” said Mara Olin, a nurse.\n“Nobody would open a door to us.”"
    assert [s.source.name for s in _found(text)] == ["Mara Olin", "Mara Olin"]


def test_the_mode_tells_quotation_from_report() -> None:
    modes = {str(s.mode) for s in _found("“We are going home today,” said Mara Olin.")}
    assert modes == {"direct"}
    assert [str(s.mode) for s in _found("Mara Olin said the road was “not safe”.")] == ["mixed"]
    assert [str(s.mode) for s in _found("Mara Olin said the road was closed.")] == ["indirect"]


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("Mayor Pavlo Denko said on Telegram that a bridge was hit.", "Telegram"),
        ("Mayor Pavlo Denko wrote in a post on X that a bridge was hit.", "X"),
        ("Mayor Pavlo Denko said in an interview with local radio that a bridge was hit.", "interview"),
        ("Mayor Pavlo Denko said that a bridge was hit.", None),
    ],
)
def test_the_medium_is_read_beside_the_cue(text: str, medium: str | None) -> None:
    assert [s.medium for s in _found(text)] == [medium]


def test_a_cue_has_its_adverb() -> None:
    (one,) = _found("Mara Olin also said that the wells were dry.")
    assert one.cue is not None
    assert (one.cue.wording, one.content.wording) == ("also said", "the wells were dry")


def test_an_adjunct_of_the_saying_is_not_part_of_what_was_said() -> None:
    told = _told("Mayor Pavlo Denko said in a statement on Sunday that the bridge was mined.")
    assert told == [("Pavlo Denko", "the bridge was mined")]


def test_a_post_is_its_author_s_and_not_the_outlet_s() -> None:
    text = "Nine of our drivers reached the camp today.\n— Relief Desk (@reliefdesk) May 3, 2025"
    blocks = [Block(0, len(text), kind="embed", embed=0)]
    page = Page(embeds=(Embed(0, len(text), "Relief Desk (@reliefdesk)", "2025-05-03"),))
    (one,) = find_statements(GRAMMAR.parse(text, blocks), blocks, page, actors())
    assert (one.source.name, one.content.wording) == ("Relief Desk", "Nine of our drivers reached the camp today.")
    assert one.embed
    assert one.cue is None
    assert one.medium == "X"


def test_a_headline_only_repeats_its_story() -> None:
    text = "Army says bridge was mined"
    blocks = [Block(0, len(text), kind="heading")]
    found = find_statements(GRAMMAR.parse(text, blocks), blocks, Page(), actors())
    assert all(s.repeat for s in found)


def test_nothing_of_one_story_speaks_in_the_next() -> None:
    first, second = "Mayor Pavlo Denko said the bridge was mined.", "He said the road was closed."
    text = f"{first}\n{second}"
    blocks = [Block(0, len(first), story=0), Block(len(first) + 1, len(text), story=1)]
    found = find_statements(GRAMMAR.parse(text, blocks), blocks, Page(), actors())
    assert [s.source.name for s in found] == ["Pavlo Denko", "he"]


@given(st.text(alphabet="aT said“”\"'.,:;—“ \nHeofbyto", max_size=120))
def test_every_span_is_the_text_s_own_words(text: str) -> None:
    for s in _found(text):
        assert text[s.content.start : s.content.end] == s.content.wording
        assert s.cue is None or text[s.cue.start : s.cue.end] == s.cue.wording
        assert s.source.start is None or text[s.source.start : s.source.end] == s.source.wording


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are not beside the project")
def test_most_statements_of_the_annotated_reports_are_found() -> None:
    hit = asked = 0
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        report = GOLD.parents[1] / "seeds" / gold["doc"]
        text = report.read_bytes().decode("utf-8")
        found = _found(text)
        for wanted in gold["statements"]:
            start, end = wanted["content"]["start"], wanted["content"]["end"]
            overlap = max((min(end, s.content.end) - max(start, s.content.start) for s in found), default=0)
            asked += 1
            hit += overlap >= (end - start) / 2
    assert hit >= 0.75 * asked


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed at least 13 people, residents and rescuers told this outlet.",
        "A jet dropped two bombs on a monastery on Wednesday, killing at least 13 people, residents and rescuers said.",
        "Shells hit the market and wounded 13 people, residents and rescuers said.",
    ],
)
def test_two_speakers_behind_the_comma_speak(text: str) -> None:
    hashed = text_hash(text)
    reading = read(Report(report_id(None, None, hashed), "r", text, hashed))
    assert len(reading.statements) == 1
    assert {s.source.name.split()[0] for s in (*reading.statements, *reading.figures)} == {"residents"}
