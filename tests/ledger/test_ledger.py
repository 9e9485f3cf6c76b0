"""Adding: once is as good as twice, a changed page stands beside the old one, a lie about the text keeps all out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from engines import ERRORS, dump, run
from hypothesis import given
from hypothesis import strategies as st
from ledger_readings import figure, mention, one, position, reading, report, span, statement, with_figure

from trucewatch import ids
from trucewatch.errors import RecordError
from trucewatch.ledger import Added, Filters, Ledger, View, check
from trucewatch.ledger.address import Server
from trucewatch.model import Mode, Page, Place, Problem, Source, Span, Statement, Story, When
from trucewatch.records import as_records

NOW = "2030-05-05T00:00:00Z"
LATER = "2030-05-06T00:00:00Z"


@pytest.fixture
def ledger(shelf):
    with Ledger.open(shelf / "ledger.db") as opened:
        yield opened


def test_what_comes_out_is_what_went_in(ledger):
    told = one()
    assert ledger.add(told, added=NOW) is Added.NEW
    with View.open(ledger.path) as view:
        out = [*view.reports(), *view.statements(), *view.figures(), *view.positions(), *view.problems()]
    for put, got in zip(as_records(told), out, strict=True):
        assert {key: got[key] for key in put} == put
        assert [key for key in got if key in put] == list(put), "keys keep the contract's order"
        assert got["report_id"] == told.report.report_id


def test_adding_twice_changes_nothing(ledger):
    ledger.add(one(), added=NOW)
    before = dump(ledger.path)
    assert ledger.add(one(), added=LATER) is Added.KNOWN
    assert dump(ledger.path) == before


def test_a_problem_of_an_input_is_kept_once(ledger):
    problem = Problem("b.txt", "collect", "the file is empty")
    assert ledger.add_problem(problem, added=NOW) is Added.NEW
    assert ledger.add_problem(problem, added=LATER) is Added.KNOWN


def test_another_text_at_the_same_url_is_a_new_version_and_only_it_is_shown(ledger):
    ledger.add(one(), added=NOW)
    assert ledger.add(one(extra=" Edited."), added=LATER) is Added.NEW_VERSION
    with View.open(ledger.path) as view:
        assert [(r["version"], r["versions"], r["newest"]) for r in view.reports()] == [(1, 2, False), (2, 2, True)]
        assert len(list(view.figures())) == 2
        assert len(list(view.figures(Filters(versions=True)))) == 4


def test_an_old_version_fetched_earlier_but_added_later_stays_old(ledger):
    ledger.add(one(extra=" Edited.", fetched="2030-05-04T12:00:00+00:00"), added=NOW)
    ledger.add(one(fetched="2030-05-04T13:30:00+02:00"), added=LATER)
    with View.open(ledger.path) as view:
        newest = [r for r in view.reports() if r["newest"]]
        assert view.record(newest[0]["report_id"])["text"].endswith("Edited.")


def test_the_same_text_at_two_urls_is_two_reports_and_one_text(ledger):
    ledger.add(one(), added=NOW)
    assert ledger.add(one(url="https://copy.example/1", outlet="Copy"), added=NOW) is Added.NEW
    assert ledger._connection.execute("SELECT COUNT(*) FROM text").fetchone() == (1,)


def test_reports_without_a_url_are_never_versions_of_each_other(ledger):
    ledger.add(one(url=None), added=NOW)
    assert ledger.add(one(url=None, extra=" Edited."), added=NOW) is Added.NEW


def test_another_readers_reading_of_a_known_report_is_the_one_shown(ledger):
    ledger.add(one(), added=NOW)
    better = replace(one(), made_by="hand 2", figures=())
    assert ledger.add(better, added=LATER) is Added.REREAD
    assert ledger.add(better, added=LATER) is Added.KNOWN
    with View.open(ledger.path) as view:
        assert list(view.figures()) == []
        assert len(list(view.reports())) == 1
    assert check(ledger.path).is_clean


def test_a_figure_has_the_date_of_its_story_and_not_of_the_page(ledger):
    text = "One fell in Ostrel.\nTwo fell in Brask."
    told = report(text, published="2030-05-04")
    stories = (Story(0, 20, published=None), Story(20, len(text), published="2030-04-01"))
    figures = (figure(told, "One", 1, 1), figure(told, "Two", 2, 2))
    ledger.add(reading(told, page=Page(published="2030-05-04", stories=stories), figures=figures), added=NOW)
    with View.open(ledger.path) as view:
        assert {f["wording"]: f["published"] for f in view.figures()} == {"One": "2030-05-04", "Two": "2030-04-01"}


def lies():
    told = one()
    first = told.figures[0]
    moved = Span(first.span.start + 1, first.span.end + 1, first.span.wording)
    said = told.statements[0]
    yield "words that stand elsewhere", with_figure(told, span=moved)
    yield "a span outside the text", with_figure(told, span=Span(90_000, 90_009, first.span.wording))
    yield "a negative span", with_figure(told, span=Span(-3, 0, ""))
    yield "a made-up id", with_figure(told, figure_id="f1-0123456789abcdef")
    yield "a statement that is not there", with_figure(told, statement_id="s1-0123456789abcdef")
    yield "a whole that is not there", with_figure(told, part_of="f1-0123456789abcdef")
    yield "a figure that is part of itself", with_figure(told, part_of=first.figure_id)
    yield "wholes in a circle", with_figure(told, part_of=told.figures[1].figure_id)
    yield "a source whose words are not there", with_figure(told, source=Source("X", start=0, end=3, wording="Xxx"))
    yield "a sentence beyond the text", with_figure(told, sentence=(0, 10_000))
    yield "a denial beyond the text", with_figure(told, denial=(5, 10_000))
    yield "a place beyond the text", with_figure(told, place=Place("Ostrel", start=5, end=10_000))
    yield "a day that is none", with_figure(told, when=When("2030-02-30", "2030-03-01"))
    yield "a day in another format", with_figure(told, as_of="3 May 2030")
    yield "an endless number", with_figure(told, high=float("inf"))
    yield "a cue whose words are not there", replace(told, statements=(replace(said, cue=Span(0, 4, "said")),))
    yield "two records under one id", replace(told, statements=(said, replace(said, medium="X")))
    yield "a position that re-derives otherwise", replace(told, positions=(replace(told.positions[0], topic="x"),))
    yield "a problem beyond the text", replace(told, problems=(Problem("a", "b", "c", 5, 10_000),))
    yield "another text's hash", replace(told, report=replace(told.report, sha256="0" * 64))
    yield "a changed text", replace(told, report=replace(told.report, text=told.report.text + "!"))
    yield "another URL's id", replace(told, report=replace(told.report, url="https://other.example"))
    yield "a story beyond the text", replace(told, page=Page(stories=(Story(0, 10_000),)))
    yield "half a character in the text", reading(report("\ud83d alone"))
    yield "half a character in the title", reading(report("Quiet.", title="\ud83d"))


@pytest.mark.parametrize("lie", [pytest.param(lie, id=name) for name, lie in lies()])
def test_a_record_that_lies_is_refused_and_nothing_is_written(ledger, lie):
    before = dump(ledger.path)
    with pytest.raises(RecordError):
        ledger.add(lie, added=NOW)
    assert dump(ledger.path) == before
    assert ledger.add(one(), added=NOW) is Added.NEW, "the ledger goes on"


def test_a_record_told_twice_in_the_same_words_is_kept_once(ledger):
    told = one()
    ledger.add(replace(told, figures=(*told.figures, told.figures[0])), added=NOW)
    with View.open(ledger.path) as view:
        assert len(list(view.figures())) == 2


def test_a_file_whose_name_is_no_text_is_kept_under_an_escaped_name(ledger):
    broken = "caf\udce9.txt"
    ledger.add(replace(one(), report=replace(one().report, name=broken)), added=NOW)
    for _ in range(2):
        ledger.add_problem(Problem(broken, "collect", f"{broken} is empty"), added=NOW)
    with View.open(ledger.path) as view:
        assert next(view.reports())["report"] == "caf\\udce9.txt"
        assert len(list(view.problems())) == 2
    assert check(ledger.path).is_clean


def test_a_time_of_adding_that_is_none_is_refused(ledger):
    with pytest.raises(RecordError, match="ISO time"):
        ledger.add(one(), added="yesterday")


COLUMNS = {
    "text": "sha256",
    "report": "report_no",
    "reading": "reading_no",
    "statement": "statement_id",
    "figure": "figure_id",
    "position": "position_id",
    "problem": "problem_no",
    "party": "name",
}


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize(
    "verb", ["DELETE FROM {0}", "UPDATE {0} SET {1} = {1}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_nothing_is_changed_deleted_or_replaced_even_by_another_program(ledger, table, verb):
    ledger.add(one(), added=NOW)
    ledger.know({"Ada Imre": "OS"}, added=NOW)
    ledger.checkpoint()
    if verb.startswith("INSERT") and isinstance(ledger.path, Server):
        verb = "TRUNCATE {0} CASCADE"  # what replaces rows there is an update; this is what no trigger of rows sees
    with pytest.raises(ERRORS, match="append-only"):
        run(ledger.path, verb.format(table, COLUMNS[table]))


def test_large_fractional_and_open_numbers_come_back_as_they_were(ledger):
    told = report("A 1 B 2 C 3 D 4")
    values = {"1": (3_300_000_000, 3_300_000_000), "2": (2.5, None), "3": (None, 1e30), "4": (0, 0)}
    ledger.add(reading(told, figures=tuple(figure(told, word, *both) for word, both in values.items())), added=NOW)
    with View.open(ledger.path) as view:
        assert {f["wording"]: (f["low"], f["high"]) for f in view.figures()} == values


@given(st.text(min_size=1), st.text(min_size=1), st.text())
def test_any_text_comes_back_with_its_spans(tmp_path_factory, before, wording, after):
    text = before + wording + after
    told = report(text, outlet=before)
    start, end = len(before), len(before) + len(wording)
    holder = Source(wording, wording, "XX", start, end, wording)

    said = Statement(
        ids.statement_id(told.report_id, (start, end), (start, end)),
        Mode.DIRECT,
        holder,
        None,
        Span(start, end, wording),
    )
    path = tmp_path_factory.mktemp("any") / "ledger.db"
    with Ledger.open(path) as ledger:
        ledger.add(reading(told, statements=(said,)), added=NOW)
    with View.open(path) as view:
        record = view.record(said.statement_id)
    assert record["text"] == text
    assert (
        record["text"][record["content"]["start"] : record["content"]["end"]] == record["content"]["wording"] == wording
    )
    assert check(path).is_clean


def test_helpers_of_these_tests_point_at_the_words():
    told = report("Ada Imre said no.")
    assert span(told.text, "said") == Span(9, 13, "said")
    assert statement(told, "no", mention(told.text, "Ada Imre")).content.wording == "no"
    assert position(told, "no", "Ada Imre", "ceasefire", "rejects").span.start == 14
