"""A scenario file: what is wrong is told with its line and remedy; values come from the nearest table."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plan_scenarios import TWO_NATIONS, scenario_of

from trucewatch.errors import ConfigError
from trucewatch.plan.lines import Lines
from trucewatch.plan.reading import faults_of, load, read_scenario
from trucewatch.plan.scenario import ConditionKind

LEAST = (
    'months = 6\n[rules]\ntour = 2\nrest = 1\n[[contribution]]\ncountry = "A"\nrole = "land"\nstrength = 5\nunits = 1\n'
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("months = \n", "1: this is no TOML"),
        ("", "1: "),
        (LEAST.replace("months = 6", "months = 0"), "1: months = 0: a whole number from 1 to 240"),
        (LEAST.replace("months = 6", "months = true"), "1: months = true: a whole number"),
        (LEAST.replace("tour = 2", "toor = 2"), "2: [rules] has no tour"),
        (LEAST.replace("rest = 1", "rest = 1\nrst = 2"), "5: [rules] knows no rst (did you mean rest?)"),
        (LEAST.replace('"land"', '"lands"'), "7: role = 'lands': one of land, air"),
        (LEAST.replace("strength = 5\n", ""), "5: [[contribution]] 1 has no strength"),
        (LEAST.replace("units = 1", "units = 1.5"), "9: units = 1.5: a whole number"),
        (LEAST + "until = 1\n", "10: from 1 until 1 is shorter than one tour of 2 months"),
        (LEAST + "overlap = 2\n", "10: overlap = 2: a whole number from 0 to 1"),
        (LEAST + 'not_on = ["x", 3]\n', "10: not_on = ['x', 3]: a list of words is wanted"),
        (LEAST + "out = true\n", "1: nobody contributes anything"),
        (
            LEAST + "needs_backstop = true\n",
            "10: [events] has no backstop: somebody goes only with the backstop (line 10)",
        ),
        ("[events]\n" + LEAST.replace("[rules]", "") + "needs_backstop = true\n", "1: [events] has no backstop"),
        (LEAST + "a = " + "[" * 5000, "1: lists or tables lie too deep"),
        (LEAST.replace("strength = 5", f"strength = {'9' * 5000}"), "8: a number here has too many digits"),
        (LEAST.replace("rest = 1", 'rest = "3:1"'), "4: rest = '3:1': a number from 0 to 20, or a ratio as in"),
        (LEAST.replace("rest = 1", 'rest = "1:30"'), "4: rest = '1:30'"),
        (LEAST + "[country.Aa]\nrest = 3\n", "10: [country.Aa]: no contribution is of Aa"),
        (LEAST + "[country]\nA = 3\n", "11: A: a table [country.A] is wanted"),
        (
            LEAST + 'step = "willing"\n[chances]\nsteps = { wiling = 0.4 }\n',
            "12: steps: no contribution is on the step wili",
        ),
        (LEAST + 'not_on = "the coast"\n', "10: A land is not to go to the coast, and where it goes is not said"),
        (LEAST + 'place = "The Coast"\nnot_on = "the coast"\n', "11: the coast and The Coast are taken for two"),
        (
            LEAST + '[headquarters]\nnations = ["A", "A"]\nmonths = 2\nshare = 0\n',
            "11: A stands twice among the nations",
        ),
        (LEAST + '[headquarters]\nnations = ["A"]\nmonths = 2\n', "10: [headquarters] has no share"),
        (LEAST + "[[ceiling]]\nsoldiers = 5\nfrom = 5\nuntil = 4\n", "13: until = 4 is before from = 5"),
        (LEAST + '[[proposal]]\nby = "x"\nlow = 5\nhigh = 4\n', "13: high = 4 is less than low = 5"),
        ("start = 2026-03-01\n" + LEAST, "1: start = 2026-03-01: words in quotation marks are wanted"),
        (LEAST + LEAST[LEAST.index("[[") :], "5: A land is there 2 times"),
        (LEAST + '[[condition]]\nkind = "vote"\nof = "all"\n', "10: [[condition]] 1 has no month"),
        (LEAST + '[[condition]]\nkind = "ceasefire"\nof = "Z"\n', "12: Z is neither a country nor the id"),
        (LEAST + "[[phase]]\nfrom = 1\nuntil = 3\n[[phase]]\nfrom = 3\n", "14: from = 3: the phase before lasts until"),
        (LEAST + "[[phase]]\nroles = { cavalry = 3 }\n", "11: [phase.roles] knows no cavalry"),
        (LEAST + "[[ceiling]]\n", "10: [[ceiling]] 1 needs one of: soldiers"),
        (LEAST + "[[ceiling]]\nmoney = 5\n", "5: A land has no cost, and there is a budget"),
        (LEAST + '[[proposal]]\nby = "x"\n', "10: [[proposal]] 1 has neither low nor high"),
        (LEAST + '[headquarters]\nnations = ["B"]\nmonths = 2\n', "11: B is to lead and contributes nothing"),
        (LEAST + "[hold]\nfrom = 4\nuntil = 3\n", "12: until = 3 is before from = 4"),
        (LEAST + "[chances]\nvote = 2\n", "11: vote = 2: a number from 0 to 1"),
        ("start = 'May'\n" + LEAST, "1: start = 'May': the first month is wanted"),
        ("contribution = 3\nmonths = 3\n[rules]\ntour = 1\nrest = 1\n", "1: contribution: write each with a header"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, told):
    assert any(f"{fault.line}: {fault.words}".startswith(told) for fault in faults_of(text)), faults_of(text)


def test_the_least_scenario_is_fine_and_takes_its_defaults():
    scenario = scenario_of(LEAST)
    (only,) = scenario.contributions
    assert (only.tour, only.rest, only.overlap, only.first) == (2, 1.0, 0, 1)
    assert (scenario.hold.first, scenario.hold.last) == (1, 6)


def test_a_rest_may_be_a_ratio_and_a_file_may_begin_with_a_byte_order_mark():
    (only,) = scenario_of("\ufeff" + LEAST.replace("rest = 1", 'rest = "1:2.5"')).contributions
    assert only.rest == 2.5


def test_a_value_comes_from_the_contribution_its_country_or_the_rules():
    text = LEAST.replace("[[contribution]]", '[country."A"]\nrest = 2\n[[contribution]]', 1) + "tour = 3\n"
    (only,) = scenario_of(text).contributions
    assert (only.tour, only.rest) == (3, 2.0)
    assert (only.lines["tour"], only.lines["rest"]) == (12, 6)


def test_conditions_bind_one_or_many():
    text = (
        TWO_NATIONS.replace("rest = 1", 'rest = 1\nplace = "y"')
        + '[[condition]]\nkind = "not_on"\nplace = "x"\nof = "all"\nsaid_by = "Somebody"\n'
    )
    found = scenario_of(text).conditions
    assert [(each.kind, each.of) for each in found] == [
        (ConditionKind.CEASEFIRE, ("Arl land",)),
        (ConditionKind.BACKSTOP, ("Bem air",)),
        (ConditionKind.NOT_ON, ("Arl land", "Bem air")),
    ]


def test_an_error_names_file_line_and_how_many_more(tmp_path):
    path = tmp_path / "s.toml"
    path.write_text(LEAST.replace("tour = 2\nrest = 1\n", ""))
    with pytest.raises(ConfigError, match=r"s\.toml:2: \[rules\] has no rest.*1 more"):
        load(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(path)


def test_months_have_dates_where_the_start_is_known():
    scenario = scenario_of('start = "2026-11"\n' + LEAST)
    assert [scenario.month_name(month) for month in (1, 2, 3)] == ["2026-11", "2026-12", "2027-01"]


def test_lines_are_those_of_keys_past_strings_and_lists_of_many_lines():
    text = (
        'a = """\nb = 1\n[c]\n"""\nd = [\n  "[x]", # e = 3\n]\n[t]\nk.l = 1 # "\n'
        '[[r]]\nx = { y = 1 }\n[[r]]\n"z w" = 2\n[r.s]\nq = 1\n'
    )
    lines = Lines(text)
    assert [lines.of(*path) for path in (("a",), ("b",), ("d",), ("t", "k", "l"), ("r", 0, "x", "y"))] == [
        1,
        1,
        5,
        9,
        11,
    ]
    assert [lines.of(*path) for path in (("r", 1), ("r", 1, "z w"), ("r", 1, "s", "q"), ("r", 7))] == [12, 13, 15, 1]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="abc=\"[]{}\n#.'1 ", max_size=60))
def test_no_text_makes_it_stumble(text):
    scenario, faults = read_scenario(text)
    assert faults
    assert scenario is None or faults[0].line >= 1
