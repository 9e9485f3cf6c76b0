"""Views: each filter narrows as documented, the order is fixed, and an id leads back to the words."""

from __future__ import annotations

from itertools import permutations

import pytest
from ledger_readings import figure, mention, one, position, reading, report, span, statement

from trucewatch.errors import UsageError
from trucewatch.ledger import Filters, Ledger, View
from trucewatch.model import Page, Place, Problem, Source, When

NOW = "2030-05-05T00:00:00Z"
LATER = "2030-05-06T00:00:00Z"


def harbour():
    """An undated report in another outlet: damage in Brášk, a speaker with a side, no day."""
    text = "Marshal Oto Venn: 'We hit 12 boats in Brášk harbour and want a truce.'"
    told = report(text, "harbour.txt", outlet="Río Daily")
    venn = mention(text, "Oto Venn", role="marshal", side="VE")
    said = statement(told, "'We hit 12 boats in Brášk harbour and want a truce.'", venn, mode="direct")
    boats = figure(
        *(told, "12 boats", 12, 12),
        kind="damage",
        measure="destroyed",
        source=venn,
        statement_id=said.statement_id,
        place=Place("Brášk", "BR"),
    )
    stand = position(told, "want a truce", "Oto Venn", "ceasefire", "supports", statement_id=said.statement_id)
    return reading(told, page=Page(), statements=(said,), figures=(boats,), positions=(stand,))


@pytest.fixture
def view(shelf):
    with Ledger.open(shelf / "ledger.db") as ledger:
        ledger.add(one(), added=NOW)
        ledger.add(harbour(), added=NOW)
        ledger.add_problem(Problem("b.txt", "collect", "the file is empty"), added=NOW)
    with View.open(shelf / "ledger.db") as opened:
        yield opened


FOUND = {
    # filter: figures, statements, positions, reports, problems
    "nothing asked": (Filters(), (3, 1 + 1, 2, 2, 2)),
    "since the day of the event": (Filters(since="2030-05-03"), (2, 1, 1, 1, 2)),
    "since the day after it": (Filters(since="2030-05-04"), (0, 1, 1, 1, 2)),
    "since later": (Filters(since="2030-05-06"), (0, 0, 0, 0, 0)),
    "until the day of the event": (Filters(until="2030-05-03"), (2, 0, 0, 0, 0)),
    "until the day before": (Filters(until="2030-05-02"), (0, 0, 0, 0, 0)),
    "a time counts as its day": (Filters(until="2030-05-03T08:00:00Z"), (2, 0, 0, 0, 0)),
    "a place without its accents": (Filters(where="brask"), (1, 1, 1, 1, 0)),
    "a country": (Filters(where="os"), (2, 1, 0, 1, 0)),
    "a source by part of the name": (Filters(source="imre"), (2, 1, 1, 1, 0)),
    "a source by role": (Filters(source="Marshal"), (1, 1, 0, 1, 0)),
    "a source by side": (Filters(source="ve"), (1, 1, 1, 1, 0)),
    "an outlet without its accents": (Filters(outlet="rio"), (1, 1, 1, 1, 0)),
    "a kind of figure": (Filters(kind="toll"), (2, 1, 0, 1, 0)),
    "a measure": (Filters(kind="Destroyed"), (1, 1, 0, 1, 0)),
    "a mode": (Filters(kind="direct"), (0, 1, 0, 0, 0)),
    "a topic": (Filters(kind="ceasefire"), (0, 0, 2, 0, 0)),
    "a stance": (Filters(kind="supports"), (0, 0, 2, 0, 0)),
    "a stage": (Filters(kind="collect"), (0, 0, 0, 0, 1)),
    "hostile words": (Filters(where="' OR 1=1 --", source="%", outlet="_"), (0, 0, 0, 0, 0)),
}


@pytest.mark.parametrize(("filters", "counts"), FOUND.values(), ids=FOUND)
def test_each_filter_narrows_every_view(view, filters, counts):
    views = (view.figures, view.statements, view.positions, view.reports, view.problems)
    assert tuple(len(list(ask(filters))) for ask in views) == counts


def test_the_order_does_not_depend_on_the_order_of_adding(shelf):
    orders = set()
    for turn, readings in enumerate(permutations([one(1), one(2), harbour()])):
        path = shelf / f"{turn}.db"
        with Ledger.open(path) as ledger:
            for each in readings:
                ledger.add(each, added=NOW)
        with View.open(path) as view:
            asked = (view.reports, view.statements, view.figures, view.positions, view.problems)
            orders.add(repr([list(ask()) for ask in asked]))
    assert len(orders) == 1


def test_an_id_or_its_beginning_leads_to_the_words_in_their_report(view):
    for ask in (view.figures, view.statements, view.positions):
        for record in ask():
            name = record[f"{record['record']}_id"]
            for asked in (name, name[:10]):
                found = view.record(asked)
                where = found["content"] if found["record"] == "statement" else found
                assert found["text"][where["start"] : where["end"]] == where["wording"]
    report_id = next(view.reports())["report_id"]
    assert view.record(report_id)["record"] == "report"
    told, untold = (next(p for p in view.problems() if (p["report_id"] is None) == alone) for alone in (False, True))
    assert view.record(told["problem_id"])["text"] is not None
    assert view.record(untold["problem_id"])["text"] is None


@pytest.mark.parametrize("unknown", ["f1-0123456789abcdef", "f1-", "x", "", "z1-00", "f1-%", "f1-ABCDEF"])
def test_an_id_that_is_not_there_is_none(view, unknown):
    assert view.record(unknown) is None


def test_the_beginning_of_several_ids_asks_for_more(shelf):
    with Ledger.open(shelf / "ledger.db") as ledger:
        for number in range(40):
            ledger.add(one(number), added=NOW)
    with View.open(shelf / "ledger.db") as view:
        common = {f["figure_id"][:4] for f in view.figures()}
        with pytest.raises(UsageError, match="give more of it"):
            [view.record(beginning) for beginning in common]


def test_a_problem_whose_input_was_read_later_says_so(shelf):
    with Ledger.open(shelf / "ledger.db") as ledger:
        ledger.add_problem(Problem("harbour.txt", "collect", "the file is empty"), added=NOW)
        ledger.add(harbour(), added=LATER)
    with View.open(shelf / "ledger.db") as view:
        assert [p["read_since"] for p in view.problems()] == [True]


def test_a_figure_of_several_days_is_found_on_each_of_them(shelf):
    told = report("Raids took 5 lives.")
    week = figure(told, "5 lives", 5, 5, when=When("2030-05-01", "2030-05-07"), source=Source("outlet"))
    with Ledger.open(shelf / "ledger.db") as ledger:
        ledger.add(reading(told, figures=(week,)), added=NOW)
    with View.open(shelf / "ledger.db") as view:
        for day, count in (
            ("2030-04-30", 0),
            ("2030-05-01", 1),
            ("2030-05-04", 1),
            ("2030-05-07", 1),
            ("2030-05-08", 0),
        ):
            assert len(list(view.figures(Filters(since=day, until=day)))) == count
    assert span(told.text, "5 lives").start == 11


def test_a_view_cannot_write(view):
    with pytest.raises(Exception, match=r"read-?only"):
        view._connection.execute("DELETE FROM problem")
