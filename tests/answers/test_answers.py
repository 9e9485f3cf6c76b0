"""The Python door: the records of the command line, as often as asked for, and as Arrow, pandas and polars."""

from __future__ import annotations

import builtins
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import trucewatch
from trucewatch.errors import LedgerError, UsageError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOW = "2026-11-22T06:00:00Z"
VIEWS = (
    *("reports", "statements", "figures", "positions", "problems", "events", "series", "lineages", "drift"),
    "judgements",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    from trucewatch.ledger import Ledger
    from trucewatch.pipeline import add_all, read_all, reader

    found = tmp_path_factory.mktemp("answers") / "x.db"
    with Ledger.open(found) as ledger:
        for _ in add_all(ledger, read_all([str(EXAMPLES / "ukraine")], read=reader([])), clock=lambda: NOW):
            pass
        ledger.relink()
    return found


@pytest.fixture
def ledger(path):
    with trucewatch.open(path) as opened:
        yield opened


def test_records_are_those_of_the_view_as_often_as_asked_for(ledger, path):
    from trucewatch.ledger import EventFilters, Filters, View, events

    with View.open(path) as view:
        figures = ledger.figures(kind="toll", where="UA")
        assert list(figures) == list(view.figures(Filters(kind="toll", where="UA"))) == list(figures) != []
        assert list(ledger.events(where="UA")) == list(events(view, EventFilters(where="UA"))) != []
        assert list(ledger.reports()) == list(view.reports()) != []
        assert list(ledger.statements(source="lysak")) == list(view.statements(Filters(source="lysak"))) != []
    known = list(ledger.figures(as_of="2025-04-05"))
    assert known
    assert all(each["published"] <= "2025-04-05" for each in known)


def test_series_and_drift_and_boards(ledger):
    events = list(ledger.events())
    assert [(each["event_id"], each["series"]) for each in ledger.series()] == [
        (event["event_id"], number) for event in events for number in range(len(event["series"]))
    ]
    for name in ("force", "ceasefire", "attacks", "raids", "support", "standing", "disruption"):
        assert all(row["record"] == name for row in ledger.boards(name))
        assert ledger.boards(name).arrow().read_all().num_rows == len(list(ledger.boards(name)))
    changed = list(ledger.drift())
    for change in {each["change"] for each in changed}:
        assert list(ledger.drift(kind=change)) == [each for each in changed if each["change"] == change]


@pytest.mark.parametrize("name", VIEWS)
def test_every_answer_becomes_a_table(ledger, name):
    answers = getattr(ledger, name)()
    count = len(list(answers))
    table = answers.arrow().read_all()
    assert table.num_rows == count
    assert table.column_names == [column.name for column in answers.columns]
    assert len(answers.pandas()) == count
    frame = answers.polars()
    assert frame.height == count
    assert frame.columns == table.column_names


def test_search_and_text_and_proof(ledger):
    found = list(ledger.search("missile"))
    assert found
    assert "missile" in ledger.text(found[0]["report_id"]).casefold()
    assert ledger.search("missile").arrow().read_all().num_rows == len(found)
    assert ledger.check().is_clean


def test_nothing_is_read_before_somebody_goes_through_it(ledger, monkeypatch):
    from trucewatch.export import tables

    taken = []

    def one_by_one(view, name, asked):
        for number in range(10**9):
            taken.append(number)
            yield {"figure_id": str(number)}

    monkeypatch.setattr(tables, "_rows", one_by_one)
    answers = ledger.figures()
    assert taken == []
    batch = answers.arrow().read_next_batch()
    assert len(taken) == batch.num_rows <= 10_000


def test_what_cannot_be_asked_says_why(ledger, tmp_path):
    with pytest.raises(UsageError, match="2025-04-05"):
        ledger.figures(since="yesterday")
    with pytest.raises(UsageError, match="raids"):
        ledger.boards("nothing")
    with pytest.raises(UsageError, match=r"profile|rule|literal"):
        ledger.events(profile="mine")
    with pytest.raises(LedgerError):
        trucewatch.open(tmp_path / "none.db")


@pytest.mark.parametrize(("module", "extra"), [("pyarrow", "arrow"), ("pandas", "pandas"), ("polars", "polars")])
def test_a_missing_extra_is_named(ledger, monkeypatch, module, extra):
    there = importlib.import_module

    def missing(name, *rest):
        if name == module:
            raise ImportError(name)
        return there(name, *rest)

    monkeypatch.setattr("trucewatch.answers.import_module", missing)
    with pytest.raises(UsageError, match=rf"trucewatch\[{extra}\]"):
        getattr(ledger.figures(), extra)()


def test_importing_is_light_and_leaves_the_builtin_alone():
    code = (
        "import sys, time; start = time.perf_counter(); import trucewatch; took = time.perf_counter() - start; "
        "heavy = {'spacy', 'pydantic', 'fastapi', 'pyarrow', 'pandas', 'polars', 'sqlite3'} & set(sys.modules); "
        "print(took < 0.2, sorted(heavy)); trucewatch.open; "
        "print(sorted({'spacy', 'pydantic', 'fastapi', 'pyarrow', 'pandas', 'polars'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[:2] == ["True []", "[]"], told.stdout
    assert builtins.open is open
