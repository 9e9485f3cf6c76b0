"""Derived results: the same whatever the order, proved by check, and bent only by judgements that can be lifted."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pytest
from engines import ERRORS, run
from ledger_readings import one

from trucewatch.errors import RecordError, UsageError
from trucewatch.ledger import EventFilters, Ledger, View, check, events, judgements_on, reasons
from trucewatch.model import Verdict

NOW, LATER = "2030-06-01T00:00:00Z", "2030-06-02T00:00:00Z"


def ledger(path, *readings):
    with Ledger.open(path) as opened:
        for reading in readings:
            opened.add(reading, added=NOW)
        opened.relink()
    return path


def kept(path):
    with View.open(path) as view:
        return list(view.kept_rows())


def judge(path, *named, verdict="different", decided=NOW, author="A. Reader"):
    with View.open(path) as view:
        made = judgements_on(view, named, Verdict(verdict), author=author, decided=decided)
    with Ledger.open(path) as opened:
        for judgement in made:
            opened.judge(judgement)
        opened.relink()
    return made


def two(shelf, name="two.db"):
    """Two reports on one place and day: every figure of both in one event."""
    first, second = one(1), one(1, extra=" More.", url="https://example.org/other")
    return ledger(shelf / name, first, second), first, second


def test_the_order_of_adding_does_not_show(shelf):
    readings = [one(n) for n in range(4)] + [one(1, extra=" Again.", url="https://example.org/again")]
    together = kept(ledger(shelf / "a.db", *readings))
    assert together
    assert kept(ledger(shelf / "b.db", *reversed(readings))) == together
    path = shelf / "c.db"
    for reading in readings:
        ledger(path, reading)
    assert kept(path) == together


def test_two_reports_of_one_toll_are_one_event(shelf):
    path, first, second = two(shelf)
    with View.open(path) as view:
        (event,) = events(view)
    assert event["figures"] == sorted(f.figure_id for r in (first, second) for f in r.figures)
    assert [(s["object"], s["best"], s["part_of"]) for s in event["series"]] == [
        ("child", 9, "person"),
        ("person", 18, None),
    ]


def test_a_judgement_and_its_lifting_restore_what_was(shelf):
    path, first, second = two(shelf)
    before = kept(path)
    pair = (first.figures[0].figure_id, second.figures[0].figure_id)
    judge(path, *pair)
    assert kept(path) != before
    judge(path, *pair, verdict="unsure", decided=LATER)
    assert kept(path) == before
    with View.open(path) as view:
        assert [j.verdict for j in view.judgements()] == ["different", "unsure"]


def test_an_event_alone_is_judged_apart_and_whole_again(shelf):
    path, _, _ = two(shelf)
    before = kept(path)
    with View.open(path) as view:
        (event,) = events(view)
    made = judge(path, event["event_id"][:12])
    assert len(made) == 6
    with View.open(path) as view:
        assert len(list(events(view))) == 4
    for pair in combinations(sorted(event["figures"]), 2):
        judge(path, *pair, verdict="unsure", decided=LATER)
    assert kept(path) == before


@pytest.mark.parametrize(
    ("named", "told"),
    [
        (["x1-00"], "give the id"),
        (["f1-ffffffffffffffff", "f1-eeeeeeeeeeeeeeee"], "no record"),
        (["e1-ffff"], "no event"),
        (["l1-ffff"], "no lineage"),
    ],
)
def test_a_judgement_on_nothing_is_a_misuse(shelf, named, told):
    path, _, _ = two(shelf)
    with View.open(path) as view, pytest.raises(UsageError, match=told):
        judgements_on(view, named, Verdict.SAME, author="A", decided=NOW)


def test_figures_and_reports_are_not_judged_against_each_other(shelf):
    path, first, second = two(shelf)
    named = [first.figures[0].figure_id, second.report.report_id]
    with View.open(path) as view, pytest.raises(UsageError, match="different sorts"):
        judgements_on(view, named, Verdict.SAME, author="A", decided=NOW)


def test_a_malformed_judgement_does_not_enter(shelf):
    path, first, second = two(shelf)
    with View.open(path) as view:
        (made,) = judgements_on(
            view, [f.figure_id for f in (first.figures[0], second.figures[0])], Verdict.SAME, author="A", decided=NOW
        )
    with Ledger.open(path) as opened:
        for change in ({"author": "B"}, {"decided": "yesterday"}, {"a": made.b}):
            with pytest.raises(RecordError):
                opened.judge(dataclasses.replace(made, **change))


def test_judgements_are_only_appended(shelf):
    path, first, second = two(shelf)
    judge(path, first.figures[0].figure_id, second.figures[0].figure_id)
    for statement in ("DELETE FROM judgement", "UPDATE judgement SET verdict = 'same'"):
        with pytest.raises(ERRORS, match="append-only"):
            run(path, statement)


def test_check_makes_it_all_again(shelf):
    path, _, _ = two(shelf)
    assert any("byte for byte" in sentence for sentence in check(path).proved)
    run(path, "UPDATE derived SET body = REPLACE(body, '18', '19')")
    assert any("relink" in problem.message for problem in check(path).problems)
    ledger(path)
    assert check(path).is_clean


def test_check_says_what_is_out_of_date(shelf):
    path, _, _ = two(shelf)
    with Ledger.open(path) as opened:
        opened.add(one(7), added=NOW)
    assert any("older than the last report" in sentence for sentence in check(path).proved)
    with View.open(path) as view:
        (event,) = events(view)
    assert len(event["reports"]) == 3  # made on the spot


def test_events_are_asked_for_by_day_place_and_kind(shelf):
    path, _, _ = two(shelf)
    with View.open(path) as view:
        for asked, count in (
            (EventFilters(since="2030-05-04"), 0),
            (EventFilters(until="2030-05-03"), 1),
            (EventFilters(where="ostrel"), 1),
            (EventFilters(where="OS"), 1),
            (EventFilters(where="XX"), 0),
            (EventFilters(kind="killed"), 1),
            (EventFilters(kind="raid"), 0),
            (EventFilters(source="imre"), 1),
            (EventFilters(as_of="2030-05-03"), 0),
            (EventFilters(profile="ucdp"), 1),
        ):
            assert len(list(events(view, asked))) == count, asked


def test_reasons_are_told_for_figures_and_reports(shelf):
    path, first, second = two(shelf)
    with View.open(path) as view:
        told = reasons(view, first.figures[0].figure_id, second.figures[0].figure_id)
        assert "one event holds both" in told[0]
        assert any("same place" in line for line in told)
        assert "no family" in reasons(view, first.report.report_id, second.report.report_id)[0]
