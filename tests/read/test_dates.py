"""Which days are meant: expressions of time against a story's date, and the time of a figure."""

from __future__ import annotations

from datetime import date

import pytest

from trucewatch.read.blocks import Block
from trucewatch.read.dates import resolve
from trucewatch.read.grammar import SpacyGrammar
from trucewatch.read.when import when_of

GRAMMAR = SpacyGrammar()
FRIDAY = date(2025, 10, 24)


def parse(text: str):
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line)))
        at += len(line) + 1
    return GRAMMAR.parse(text, blocks)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shells hit the town on Friday.", "2025-10-24", "2025-10-24"),
        ("Shells hit the town on Saturday.", "2025-10-18", "2025-10-18"),
        ("Shells hit the town early Thursday.", "2025-10-23", "2025-10-23"),
        ("Shells hit the town late on Monday.", "2025-10-20", "2025-10-20"),
        ("The leaders will meet on Saturday.", "2025-10-25", "2025-10-25"),
        ("The leaders are expected to meet on Sunday.", "2025-10-26", "2025-10-26"),
        ("The leaders met last Friday.", "2025-10-17", "2025-10-17"),
        ("The truce expires on December 30.", "2025-12-30", "2025-12-30"),
        ("Shells hit the town on 25/09/2025.", "2025-09-25", "2025-09-25"),
        ("The leaders meet next Friday.", "2025-10-31", "2025-10-31"),
        ("Shells hit the town today.", "2025-10-24", "2025-10-24"),
        ("Shells hit the town yesterday.", "2025-10-23", "2025-10-23"),
        ("Shells hit the town this morning.", "2025-10-24", "2025-10-24"),
        ("Shells hit the town overnight.", "2025-10-23", "2025-10-24"),
        ("Shells hit the town last night.", "2025-10-23", "2025-10-24"),
        ("Shells hit the town overnight into Thursday.", "2025-10-22", "2025-10-23"),
        ("Shells hit the town in the night to Saturday, October 18.", "2025-10-17", "2025-10-18"),
        ("Shells hit the town over the weekend.", "2025-10-18", "2025-10-19"),
        ("Shells hit the town last week.", "2025-10-13", "2025-10-19"),
        ("Shells hit the town earlier this week.", "2025-10-20", "2025-10-24"),
        ("They will meet later this week.", "2025-10-24", "2025-10-26"),
        ("Shells hit the town last month.", "2025-09-01", "2025-09-30"),
        ("Shells hit the town earlier this month.", "2025-10-01", "2025-10-24"),
        ("Shells hit the town over the past week.", "2025-10-18", "2025-10-24"),
        ("Shells hit the town in the past 24 hours.", "2025-10-23", "2025-10-24"),
        ("Shells hit the town in the last 48 hours.", "2025-10-22", "2025-10-24"),
        ("Shells have hit the town since Tuesday.", "2025-10-21", "2025-10-24"),
        ("Shells have hit the town since 7 October.", "2025-10-07", "2025-10-24"),
        ("Shells have hit the town since the truce took effect on Nov. 27, 2024.", "2024-11-27", "2025-10-24"),
        ("Shells have hit the town since mid-March.", "2025-03-15", "2025-10-24"),
        ("Shells hit the town from May 4 to 7.", "2025-05-04", "2025-05-07"),
        ("Shells hit the town between May 30 and June 2.", "2025-05-30", "2025-06-02"),
        ("Shells hit the town from Monday to Wednesday.", "2025-10-20", "2025-10-22"),
        ("Shells hit the town on 24 May 2025.", "2025-05-24", "2025-05-24"),
        ("Shells hit the town on May 24.", "2025-05-24", "2025-05-24"),
        ("Shells hit the town on December 24.", "2024-12-24", "2024-12-24"),
        ("The airport will stay shut on November 2.", "2025-11-02", "2025-11-02"),
        ("Shells hit the town in April 2025.", "2025-04-01", "2025-04-30"),
        ("Shells hit the town in December.", "2024-12-01", "2024-12-31"),
        ("Shells hit the town in early March.", "2025-03-01", "2025-03-10"),
        ("Shells hit the town in 2024.", "2024-01-01", "2024-12-31"),
        ("They worked together during 2024-2025.", "2024-01-01", "2025-10-24"),
        ("Shells hit the town last year.", "2024-01-01", "2024-12-31"),
        ("Shells hit the town three days ago.", "2025-10-21", "2025-10-21"),
        ("Shells hit the town two weeks ago.", "2025-10-10", "2025-10-10"),
        ("Shells hit the town last summer.", "2025-06-01", "2025-08-31"),
        ("Shells hit the town in the early 1990s.", "1990-01-01", "1993-12-31"),
        ("Shells hit the town before dawn on Thursday.", "2025-10-23", "2025-10-23"),
    ],
)
def test_a_time_is_reckoned_from_the_story(text, start, end):
    (found,) = resolve(parse(text), FRIDAY)
    assert (found.when.start, found.when.end) == (start, end)
    assert found.when.wording is not None
    assert found.when.wording in text


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Shells hit the town on Monday. The next day, rain fell.", "2025-10-21", "2025-10-21"),
        ("Shells hit the town on Monday. A day earlier, rain fell.", "2025-10-19", "2025-10-19"),
        ("Shells hit the town on Monday. The same day, rain fell.", "2025-10-20", "2025-10-20"),
        ("Shells hit the town on Monday. That night rain fell.", "2025-10-20", "2025-10-21"),
        ("The truce began on Oct. 10. Five have died since then.", "2025-10-10", "2025-10-24"),
        ("Drones came overnight, and more on the previous night.", "2025-10-22", "2025-10-23"),
        ("They counted 12 between 15 and 21 October, and nine in the week before.", "2025-10-08", "2025-10-14"),
        ("On May 24, 2025, shells fell. Drones came overnight.", "2025-10-23", "2025-10-24"),
        ("On October 19, shells fell. Drones came overnight.", "2025-10-18", "2025-10-19"),
        ("Leaders met last Saturday. Drones came overnight.", "2025-10-23", "2025-10-24"),
    ],
)
def test_a_time_may_be_reckoned_from_the_one_before(text, start, end):
    found = resolve(parse(text), FRIDAY)[-1]
    assert (found.when.start, found.when.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on 5 towns.",
        "The sun set over the town.",
        "It cost 2,024 dollars.",
        "They fired 2024 shells.",
        "A second strike fell.",
    ],
)
def test_other_words_and_numbers_are_no_time(text):
    assert resolve(parse(text), FRIDAY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "The truce broke down in February 2024.\nThe two groups came in 2016.\nOn June 26 it wrote to them.",
            "2024-06-26",
        ),
        ("The truce broke down in February 2024.\nIn 2016 they came. On June 26 it wrote to them.", "2016-06-26"),
    ],
)
def test_a_day_of_an_undated_story_is_of_its_latest_year_or_of_that_of_its_paragraph(text, day):
    assert resolve(parse(text), None)[-1].when.start == day


def test_without_a_story_date_only_full_dates_are_resolved():
    found = resolve(parse("Shells hit on Friday, and on May 3, 2025, and in 2024, and overnight."), None)
    assert [f.when.start for f in found] == ["2025-05-03", "2024-01-01"]


@pytest.mark.parametrize(
    "head", ["VELMAR, Oct 24 (Osk) -", "Port Osk, Oct. 24 --", "VELMAR, Oct. 24, 2025 (Osk News) —"]
)
def test_the_date_in_a_dateline_is_no_event(head):
    assert resolve(parse(f"{head} Shells hit the town."), FRIDAY) == ()


def test_blocks_of_other_days_are_reckoned_from_their_own():
    found = resolve(parse("Shells hit on Monday.\nShells hit on Monday."), [FRIDAY, date(2025, 4, 6)])
    assert [f.when.start for f in found] == ["2025-10-20", "2025-03-31"]


def when(text: str, word: str, *, inherit: bool = True):
    found = parse(text)
    at = next(w.i for w in found.words if w.text == word)
    got = when_of(found, at, resolve(found, FRIDAY), inherit=inherit)
    return (got.start[5:], got.end[5:]) if got else None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # the figure's own clause, not that of the saying
        ("A strike on Monday killed 18 people, the governor said on Wednesday.", "18", ("10-20", "10-20")),
        ("The governor said on Wednesday that a strike killed 18 people on Monday.", "18", ("10-20", "10-20")),
        ("Drones attacked overnight, injuring five people.", "five", ("10-23", "10-24")),
        ("The ministry raised the toll from Thursday's attack to 80 dead.", "80", ("10-23", "10-23")),
        # the toll grew on one day, the strike was on another, told in the next sentence
        (
            "The death toll of the strike has risen to 18 on Wednesday. The strike on Monday left 72 injured.",
            "18",
            ("10-20", "10-20"),
        ),
        # the same event told before
        ("A strike on Monday hit a market. The blast left 72 injured.", "72", ("10-20", "10-20")),
        ("A strike hit a market on Monday.\nThe attack damaged 20 houses.", "20", ("10-20", "10-20")),
        # a later event lies between the one before and the story's date
        ("A strike hit a market on Monday.\nA subsequent attack killed 3 people.", "3", ("10-20", "10-24")),
        # a meeting's day is not a strike's
        ("The leaders met in Osk on Monday.\nA strike killed 3 people.", "3", None),
        ("The truce collapsed since the April 22 attack in which gunmen killed 26 people.", "26", ("04-22", "04-22")),
        ("A strike killed 3 people.", "3", None),
        # one counts over days
        ("Monitors recorded 41 violations between 15 and 21 October.", "41", ("10-15", "10-21")),
    ],
)
def test_a_figure_has_the_time_of_its_event(text, word, expected):
    assert when(text, word) == expected


def test_a_pledge_inherits_no_time():
    text = "A strike hit a market on Monday.\nThe plan names 10,000 troops against such attacks."
    assert when(text, "10,000", inherit=False) is None


def test_posts_keep_their_times_to_themselves():
    text = "Rockets hit us on Monday.\nThe attack damaged 20 houses."
    found = parse(text)
    blocks = [Block(0, 25, 0, "embed", 0), Block(26, len(text))]
    mentions = resolve(found, FRIDAY, blocks)
    at = next(w.i for w in found.words if w.text == "20")
    assert when_of(found, at, mentions) is None


def test_a_meeting_told_of_by_its_day_dates_those_who_join_it():
    text = (
        "The leaders spoke ahead of Friday's meeting in Osk.\nAbout 20 other leaders are to join the meeting by video."
    )
    assert when(text, "20") == ("10-24", "10-24")


def test_a_month_told_inside_a_since_is_that_month():
    found = when("The fighting is the worst since a battle in July that killed 48 people.", "48")
    assert found == ("07-01", "07-31")


def test_those_told_by_when_belong_to_the_day_itself():
    text = "This is the first incident since they exchanged prisoners on May 13, when 32 men were swapped for spies."
    found = when(text, "32")
    assert found == ("05-13", "05-13")


def test_lives_that_a_battle_claims_are_no_claim():
    found = when("In September 2022, two days of fighting claimed over 200 lives.", "200")
    assert found == ("09-01", "09-30")


def test_the_points_of_a_list_have_the_stretch_that_opens_it():
    text = "The office counted breaches from October 10 to October 20. It has:\n• Held 23 people\n• Raided 12 homes"
    for word in ("23", "12"):
        found = when(text, word)
        assert found == ("10-10", "10-20")


def test_in_a_live_blog_an_hour_is_one_of_its_day():
    text = "9:05 am\nMedics found four people dead before 6 a.m. in the town.\n8:10 am\nRain fell."
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), kind="label" if line.endswith("am") else "text"))
        at += len(line) + 1
    (mention,) = (m for m in resolve(GRAMMAR.parse(text, blocks), FRIDAY, blocks) if "6" in text[m.start : m.end])
    assert (mention.when.start, mention.weak) == ("2025-10-24", False)
