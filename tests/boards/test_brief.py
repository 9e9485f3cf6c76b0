"""The brief: what a ceasefire monitor reads, from readings built by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_readings import figure, mention, one, position, reading, report

from trucewatch.boards.brief import compose, guard, situation_report
from trucewatch.errors import UsageError
from trucewatch.ledger import Filters, Ledger, View
from trucewatch.model import Modifier, Page, Place, Problem, Source, Status, Story, When

EARLY, NOW = "2030-05-05T00:00:00Z", "2030-05-06T00:00:00Z"
CUTOFF = "2030-05-06T18:00:00Z"
FRIDAY = When("2030-05-03", "2030-05-03", "Friday")


def two_sides():
    """Another outlet on the same day: another toll, a denied claim, drones, a force with its role, a position."""
    text = (
        "General Oto Venn put the dead in Ostrel at 25 on Friday. He claimed 40 officers died, which Ostrel denies. "
        "His side shot down 12 of 30 drones. Some 10,000 to 30,000 troops are needed. "
        "He backs a truce of 30 days for the 7 towns. One died, one died."
    )
    told = report(text, "sides.html", url="https://b.example/2", outlet="The *Star*", published="2030-05-05")
    venn = mention(text, "Oto Venn", role="general", side="VE")
    there = {"place": Place("Ostrel", "OS"), "when": FRIDAY, "source": venn}
    raid = {"kind": "raid", "object": "drone", "when": FRIDAY, "actor": "Venland", "source": venn}
    figures = (
        figure(told, "25", 25, 25, **there),
        figure(told, "40 officers", 40, 40, object="officer", status=Status.DENIED, denied_by=("Ostrel",), **there),
        figure(told, "30 drones", 30, 30, measure="launched", **raid),
        figure(told, "12", 12, 12, measure="intercepted", **raid),
        figure(
            *(told, "10,000 to 30,000 troops", 10_000, 30_000),
            kind="force",
            measure="troops",
            object="troop",
            role="need",
            modifier=Modifier.RANGE,
        ),
        figure(told, "30 days", 30, 30, kind="term", measure="duration", object=None, unit="day"),
        figure(told, "one", 1, 1, repeat=True, **there),
    )
    stand = position(told, "backs a truce of 30 days for the 7 towns", "Oto Venn", "ceasefire", "supports")
    return reading(told, figures=figures, positions=(stand,))


@pytest.fixture
def path(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(one(), added=EARLY)
        ledger.add(one(0, url="https://copy.example/", outlet="Copy", published="2030-05-05"), added=NOW)
        ledger.add(two_sides(), added=NOW)
        ledger.add(reading(report("Nothing new.", "quiet.txt", outlet="Copy")), added=NOW)
        ledger.add(one(7, published="2030-06-01"), added=NOW)
        ledger.add_problem(Problem("b.txt", "collect", "the file is empty"), added=NOW)
    return tmp_path / "ledger.db"


@pytest.fixture
def brief(path):
    with View.open(path) as view:
        return situation_report(view, cutoff=CUTOFF)


def part(brief: str, title: str) -> str:
    """The section of that title."""
    assert f"## {title}\n" in brief, brief
    return brief.partition(f"## {title}\n")[2].partition("\n## ")[0]


def test_it_opens_with_the_cut_off_the_reports_and_what_it_cannot_know(brief):
    assert brief.startswith(f"# Situation report, cut-off {CUTOFF}\n")
    assert "From 4 reports by 3 named outlets, 4 origins. Those with a date: 2030-05-04 to 2030-05-05." in brief
    assert "Without a date: 1 report." in brief
    assert "Left out: 1 report published after the cut-off." in brief
    assert "Absence of reports is not absence of harm." in brief
    assert "Reports that tell one text count as one origin" in brief


def test_it_says_how_old_the_newest_report_is(path, brief):
    assert "**The newest is 1 day older than the cut-off.**" in brief
    with View.open(path) as view:
        assert "The newest is 31 days older than the cut-off." in situation_report(view, cutoff="2030-07-02")
        assert "older than" not in situation_report(view, cutoff="2030-05-05")


def test_what_one_voices_counts_of_a_raid_leave_open_stands_with_its_reckoning(brief):
    (line,) = (line for line in part(brief, "Raids").splitlines() if "left open" in line)
    assert line.startswith("- left open: **18** (30 − 12) · drones launched, less drones intercepted · according to ")
    assert line.count("[f1-") == 2


def test_what_no_sort_of_figure_explains_stands_in_its_sentence(tmp_path):
    text = "Oto Venn spoke. " + "Trains to the south of Ostrel were late, the rail company said, " * 4
    told = report(f"{text}and in 3 regions none ran on 14 lines.", "rail.txt", published="2030-05-05")
    regions = figure(told, "3 regions", 3, 3, kind="other", measure="count", object="region")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, figures=(regions,)), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        line = part(situation_report(view, cutoff=CUTOFF), "Other figures").splitlines()[-1]
    assert "“… " in line
    assert "in 3 regions none ran on (…) lines.”" in line


def test_a_toll_counted_from_a_truce_on_stands_apart(tmp_path):
    told = report("Since the ceasefire began 31 people were killed in Ostrel.", "truce.txt", published="2030-05-05")
    since = When("2030-05-01", "2030-05-05", "Since the ceasefire began")
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, figures=(figure(told, "31 people", 31, 31, when=since),)), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        brief = situation_report(view, cutoff=CUTOFF)
    assert "**31**" in part(brief, "Killed and injured since a truce")
    assert "## Killed and injured\n" not in brief


def test_a_claim_told_twice_is_one_line_and_its_part_stands_under_it(brief):
    lines = part(brief, "Killed and injured").splitlines()
    whole = next(number for number, line in enumerate(lines) if line.startswith("- people killed: **18**"))
    assert "“18 people” · according to Ada Imre (governor) · Example Wire, 2030-05-04 [f1-" in lines[whole]
    assert lines[whole].count("[f1-") == 2
    assert lines[whole + 1].startswith("  - children killed: **9** · “nine children”")
    assert sum("**9**" in line for line in lines) == 1


def test_sections_stand_in_the_order_of_concern(brief):
    titles = re.findall(r"^## (.+)$", brief, re.MULTILINE)
    assert titles == [
        "Disputed or differing",
        "Resting on one voice",
        "Killed and injured",
        "Raids",
        "Force sizes",
        "Ceasefire terms",
        "Said, but denied or not verified",
        "The truce: told, and not told",
        "Positions",
        "What could not be read",
        "Reports without a date",
        "Reports with a date",
    ]


def test_different_values_for_one_scope_stand_side_by_side(brief):
    disputed = part(brief, "Disputed or differing").strip().splitlines()
    assert disputed[0] == "- people killed, Ostrel (OS), 2030-05-03 · each side counts for itself"
    assert disputed[1].startswith("  - **18** ·")
    assert disputed[2].startswith("  - **25** · according to Oto Venn (general) · The \\*Star\\*, 2030-05-05 [f1-")
    assert len(disputed) == 3


def test_a_denied_claim_stands_apart_with_who_denies_it(brief):
    said = part(brief, "Said, but denied or not verified")
    assert "officers killed: **40** · “40 officers” · Ostrel (OS), 2030-05-03 · according to Oto Venn (general)" in said
    assert "**denied** by Ostrel" in said
    assert "**40**" not in part(brief, "Killed and injured")


def test_force_sizes_show_their_role_and_terms_their_unit(brief):
    assert "- troops, need: **10,000 to 30,000** · “10,000 to 30,000 troops” · the report itself" in part(
        brief, "Force sizes"
    )
    assert "- duration (days): **30** · “30 days”" in part(brief, "Ceasefire terms")


def test_raids_stand_under_their_day_and_tell_who_sent_and_who_shot(brief):
    raids = part(brief, "Raids")
    assert "### Place not given, 2030-05-03" in raids
    assert "- drones launched: **30** · “30 drones” · by Venland" in raids
    assert "**12** · shot down by Venland" in raids


def test_a_position_cites_the_figures_in_its_words_and_leaves_other_numbers_out(brief):
    positions = part(brief, "Positions")
    assert "### Ceasefire" in positions
    line = next(line for line in positions.splitlines() if "**Oto Venn** supports" in line)
    assert "“backs a truce of 30 days for the (…) towns”" in line
    assert re.search(r"\[p1-[0-9a-f]{16}\] \[f1-[0-9a-f]{16}\]$", line)


def test_two_stances_of_one_party_in_one_report_that_do_not_go_together_are_flagged(tmp_path):
    told = report("Venland will send troops. Venland is open to it. Ostrel backs it and asks for more.", "both.txt")
    stands = (
        position(told, "Venland will send troops", "Venland", "peace force", "offers"),
        position(told, "Venland is open to it", "Venland", "peace force", "open_to"),
        position(told, "Ostrel backs it", "Ostrel", "peace force", "supports"),
        position(told, "asks for more", "Ostrel", "peace force", "demands"),
    )
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, positions=stands), added=EARLY)
    with View.open(tmp_path / "ledger.db") as view:
        positions = part(situation_report(view, cutoff=CUTOFF), "Positions")
    assert "**Venland** offers · **one report also tells: open to** · “Venland will send troops”" in positions
    assert "**Venland** open to · **one report also tells: offers**" in positions
    assert positions.count("one report also tells") == 2


def test_a_page_without_a_date_whose_stories_have_one_is_dated_by_them(tmp_path):
    told = report("One fell. Two fell.", "digest.txt")
    stories = (Story(0, 10, published="2030-05-01"), Story(10, 19, published="2030-05-02"))
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add(reading(told, page=Page(stories=stories), figures=(figure(told, "Two", 2, 2),)), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        brief = situation_report(view, cutoff=CUTOFF)
    assert "by no named outlet, 1 origin. Dated 2030-05-01 to 2030-05-02." in brief
    assert "digest.txt, 2030-05-02 [f1-" in brief
    assert "- 2030-05-01, 2030-05-02, digest.txt [r1-" in brief


def test_repeats_are_left_out(brief):
    assert "**1**" not in brief


def test_what_could_not_be_read_and_what_has_no_date_is_told(brief):
    assert "- b.txt: the file is empty" in part(brief, "What could not be read")
    assert "- Copy, quiet.txt [r1-" in part(brief, "Reports without a date")


def test_what_was_read_after_all_is_no_longer_told(path):
    with Ledger.open(path) as ledger:
        ledger.add(reading(report("Now it is there.", "b.txt")), added="2030-05-07T00:00:00Z")
    with View.open(path) as view:
        assert "the file is empty" not in situation_report(view, cutoff=CUTOFF)


def test_what_is_new_is_marked(path):
    with View.open(path) as view:
        brief = situation_report(view, cutoff=CUTOFF, since="2030-05-05T12:00:00Z")
    assert "Lines marked **new** rest on 2 reports" in brief
    assert "Lines marked **late** rest on 1 report " in brief
    assert "- **new** people killed: **25**" in brief
    assert "- people killed: **18**" in brief, "told before by another report"


def test_a_page_that_changed_is_named(path):
    with Ledger.open(path) as ledger:
        ledger.add(one(extra=" Corrected."), added="2030-05-06T12:00:00Z")
    with View.open(path) as view:
        brief = situation_report(view, cutoff=CUTOFF, since="2030-05-06T11:00:00Z")
    assert "The page changed since it was first added: Example Wire, 2030-05-04 [r1-" in brief


def test_nothing_new_is_said(path):
    with View.open(path) as view:
        assert "Nothing was added." in situation_report(view, cutoff=CUTOFF, since="2030-05-06T17:00:00Z")


def test_an_earlier_cut_off_knows_less(path):
    with View.open(path) as view:
        brief = situation_report(view, cutoff="2030-05-04")
    assert "**25**" not in brief
    assert "**18**" in brief


def test_a_large_ledger_is_told_of_by_its_latest_figures_and_says_so(path, monkeypatch):
    monkeypatch.setattr("trucewatch.boards.brief._MOST_FIGURES", 2)
    with View.open(path) as view:
        brief = situation_report(view, cutoff=CUTOFF)
        late = situation_report(view, cutoff=CUTOFF, since="2030-05-05T12:00:00Z")
    head = "Of 10 figures the latest 2 figures are told of below; `trucewatch figures` lists all."
    assert head in brief
    assert head in late
    assert "**10,000 to 30,000**" in brief, "held when it was published, a day after the toll"
    assert "**18**" not in brief
    assert len(set(re.findall(r"f1-[0-9a-f]{16}", brief))) == 2


def test_figures_of_reports_added_since_come_before_later_ones(path, monkeypatch):
    with Ledger.open(path) as ledger:
        old = report("Five people died.", "old.txt", published="2029-01-01")
        ledger.add(reading(old, figures=(figure(old, "Five", 5, 5),)), added="2030-05-06T12:00:00Z")
    monkeypatch.setattr("trucewatch.boards.brief._MOST_FIGURES", 1)
    with View.open(path) as view:
        assert "**5**" in situation_report(view, cutoff=CUTOFF, since="2030-05-06T10:00:00Z")
        assert "**5**" not in situation_report(view, cutoff=CUTOFF)


def test_a_long_list_of_reports_is_cut_and_says_how_many_are_left(path, monkeypatch):
    monkeypatch.setattr("trucewatch.boards.brief_text._MOST_REPORTS", 1)
    with View.open(path) as view:
        listed = part(situation_report(view, cutoff=CUTOFF), "Reports with a date").splitlines()
    assert listed[1] == "- … and 2 reports before these: `trucewatch reports` lists all"
    assert listed[2].startswith("- 2030-05-05,")
    assert len(listed) == 3


def test_filters_narrow_it(path):
    with View.open(path) as view:
        brief = situation_report(view, cutoff=CUTOFF, filters=Filters(kind="raid"))
    assert re.findall(r"^## (.+)$", brief, re.MULTILINE)[1] == "Raids"


def test_a_ledger_without_reports_gives_a_brief_that_says_so(tmp_path):
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        ledger.add_problem(Problem("b.txt", "collect", "the file is empty"), added=NOW)
    with View.open(tmp_path / "ledger.db") as view:
        brief = situation_report(view, cutoff=CUTOFF)
    assert "No report that was read is dated up to the cut-off." in brief
    assert "Absence of reports is not absence of harm." in brief


@pytest.mark.parametrize("time", ["yesterday", "", "2030-13-01"])
def test_a_time_that_is_none_is_refused(path, time):
    with View.open(path) as view:
        for times in ({"cutoff": time}, {"cutoff": CUTOFF, "since": time}):
            with pytest.raises(UsageError, match="no ISO date or time"):
                compose(view, **times)


def test_a_cut_off_in_another_zone_is_written_in_utc(path):
    with View.open(path) as view:
        assert "cut-off 2030-05-06T22:30:00Z" in situation_report(view, cutoff="2030-05-07T00:30+02:00")


def test_the_same_ledger_gives_the_same_bytes_whatever_the_order_of_adding(tmp_path):
    readings = [one(), two_sides(), one(3), reading(report("Nothing new.", "quiet.txt"))]
    briefs = set()
    for turn, order in enumerate((readings, readings[::-1])):
        with Ledger.open(tmp_path / f"{turn}.db") as ledger:
            for each in order:
                ledger.add(each, added=NOW)
        with View.open(tmp_path / f"{turn}.db") as view:
            briefs.add(situation_report(view, cutoff=CUTOFF, since=EARLY))
    assert len(briefs) == 1


HOSTILE = st.text(alphabet="a1 2*_[]()<>&#`\\\n|~!-.:/@9“\u202e\u200bé①²", min_size=1, max_size=12).filter(str.strip)


@given(st.tuples(*[HOSTILE] * 5))
def test_hostile_names_and_words_neither_break_the_brief_nor_slip_past_the_guard(tmp_path_factory, words):
    outlet, who, where, what, file = words
    text = f"{what} {who}"
    told = report(text, file, outlet=outlet, title=where)
    counted = figure(
        *(told, what, 5, 5),
        object=where,
        measure=what,
        kind="other",
        actor=who,
        target=where,
        unit=outlet,
        source=Source(who, where),
        place=Place(where, "XX"),
        status=Status.DENIED,
        denied_by=(who, where),
    )
    stand = position(told, what, who, where, "supports", on=outlet)
    path = tmp_path_factory.mktemp("hostile") / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(reading(told, figures=(counted,), positions=(stand,)), added=NOW)
        ledger.add_problem(Problem(who, "collect", where), added=NOW)
    with View.open(path) as view:
        brief = situation_report(view, cutoff=CUTOFF, since=EARLY)
        assert guard(brief.replace("**5**", "**6**"), view)
    assert not re.search(r"(?<!\\)[<`]", brief.replace("`trucewatch show ID`", ""))
