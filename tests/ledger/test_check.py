"""check proves a sound ledger in sentences with counts, and finds whatever was altered behind its back."""

from __future__ import annotations

import pytest
from engines import run
from ledger_readings import one

from trucewatch.ledger import Ledger, check
from trucewatch.model import Problem

NOW = "2030-05-05T00:00:00Z"


@pytest.fixture
def path(shelf):
    with Ledger.open(shelf / "ledger.db") as ledger:
        for number in range(3):
            ledger.add(one(number), added=NOW)
        ledger.add_problem(Problem("b.txt", "collect", "the file is empty"), added=NOW)
    return shelf / "ledger.db"


def test_a_sound_ledger_is_proved_with_its_counts(path):
    proof = check(path)
    assert proof.is_clean
    told = " ".join(proof.proved)
    for count in ("3 reports", "3 statements, 6 figures and 3 positions", "3 problems noted in them and 1 inputs"):
        assert count in told


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE text SET body = REPLACE(body, '18', '81')", "it was altered"),
        ("UPDATE text SET body = REPLACE(body, '18', '81')", "is not what stands at"),
        ("UPDATE figure SET wording = '19 people' WHERE wording = '18 people'", "is not what stands at"),
        ("UPDATE figure SET span_start = span_start + 1", "does not follow from its evidence"),
        ("UPDATE figure SET kind = 'damage'", "does not follow from its evidence"),
        ("UPDATE statement SET source_start = NULL", "does not follow from its evidence"),
        ("UPDATE position SET stance = 'rejects'", "does not follow from its evidence"),
        ("UPDATE report SET url = 'https://other.example'", "does not follow from its URL"),
        ("UPDATE figure SET low = 19", "its seal is broken"),
        ("UPDATE report SET title = 'All is well'", "its seal is broken"),
        ("UPDATE reading SET added = '2031-01-01T00:00:00Z'", "its seal is broken"),
        ("UPDATE problem SET message = 'all is well'", "does not follow from its words"),
        ("UPDATE figure SET when_start = '3 May'", "no date like"),
        ("UPDATE figure SET part_of = 'f1-0123456789abcdef'", "orphaned"),
        ("UPDATE figure SET statement_id = 's1-0123456789abcdef'", "orphaned"),
        ("DELETE FROM figure WHERE wording = 'nine children'", "2 figures were added and 1 are there"),
        ("DELETE FROM problem WHERE report = 'page-1'", "1 problems were added and 0 are there"),
        ("DELETE FROM position", "1 positions were added and 0 are there"),
        ("DELETE FROM statement", "orphaned"),
        ("DELETE FROM reading", "without a reading"),
        ("DELETE FROM report WHERE name = 'page-2'", "orphaned"),
    ],
)
def test_what_is_altered_behind_its_back_is_found(path, statement, says):
    run(path, statement, guarded=False)
    proof = check(path)
    assert not proof.is_clean
    assert proof.proved == ()
    assert any(says in problem.message for problem in proof.problems), [p.message for p in proof.problems][:5]
    assert all(problem.stage == "check" for problem in proof.problems)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE event SET voices = voices + 1", "event"),
        ("DELETE FROM event_point", "event_point"),
        ("DELETE FROM event_party WHERE sort = 'side'", "event_party"),
        ("INSERT INTO lineage_report VALUES ('r1-0000000000000000', 'l1-0000000000000000')", "lineage_report"),
        ("INSERT INTO turn VALUES (1, 2, '2030-01-01')", "turn"),
        ("UPDATE name SET records = records + 1", "name"),
        ("UPDATE day SET figures = 0", "day"),
        ("UPDATE source SET told = '1999-01-01'", "source"),
        ("INSERT INTO board_report VALUES ('force', '2030-01-01', 1, NULL)", "board_report"),
    ],
)
def test_rows_of_pages_that_do_not_follow_are_found(path, statement, table):
    with Ledger.open(path) as ledger:
        ledger.relink()
    sound = check(path)
    assert sound.is_clean
    assert "the rows that pages ask" in " ".join(sound.proved)
    run(path, statement, guarded=False)
    [problem] = check(path).problems
    assert f"({table})" in problem.message
    assert "relink" in problem.message
    with Ledger.open(path) as ledger:
        ledger.relink()
    assert check(path).is_clean
