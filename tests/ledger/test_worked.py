"""What was worked out is used again, whatever becomes of it: links are those of linking all anew."""

from __future__ import annotations

import pickle
import random
import sqlite3
import sys
import zlib
from contextlib import closing

import pytest
from benchmarks.generator import write
from benchmarks.told import Told

from trucewatch.collect import collect
from trucewatch.ledger import Ledger, View, judgements_on, kinship, remembered, worked
from trucewatch.ledger.derive import derive
from trucewatch.lineage import families
from trucewatch.model import Verdict

NOW = "2030-06-01T00:00:00Z"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """Readings of generated reports, with their truth for figures: events over some days, copies and rewrites."""
    folder = tmp_path_factory.mktemp("archive") / "made"
    write(folder, 24, per_day=5)
    told = Told(str(folder))
    return [told(report) for report in collect([str(each) for each in sorted(folder.glob("reports-*"))])]


def relinked(path, *readings):
    with Ledger.open(path) as book:
        for reading in readings:
            book.add(reading, added=NOW)
        book.relink()
    with View.open(path) as view:
        kept = list(view.kept_rows())
        assert kept == sorted(derive(view).rows(), key=lambda row: row[:2])
    return kept


def beside(path):
    return path.with_name(path.name + "-worked")


def held(path):
    with closing(sqlite3.connect(beside(path))) as connection:
        return dict(connection.execute("SELECT key, body FROM worked").fetchall())


@pytest.mark.parametrize("seed", range(2))
def test_links_made_bit_by_bit_are_those_of_all_at_once(tmp_path, shelf, seed):
    chance = random.Random(seed)
    waiting = chance.sample(shelf, len(shelf))
    while waiting:
        taken = chance.randint(1, 6)
        kept = relinked(tmp_path / "bit.db", *waiting[:taken])
        del waiting[:taken]
    assert kept == relinked(tmp_path / "whole.db", *shelf)
    assert {kind for kind, *_ in kept} == {"drift", "event", "lineage"}
    assert held(tmp_path / "bit.db").keys() == held(tmp_path / "whole.db").keys()


def test_nothing_known_is_made_again(tmp_path, monkeypatch, shelf):
    path = tmp_path / "a.db"
    kept = relinked(path, *shelf)

    def refuse(*_, **__):
        raise AssertionError("made again")

    for name in ("tell", "judge", "survey"):
        monkeypatch.setattr(remembered.Steps, name, refuse)
    monkeypatch.setattr(kinship, "compared", refuse)
    monkeypatch.setattr(sys.modules[derive.__module__], "tell", refuse)
    with Ledger.open(path) as book:
        book.relink()
    with View.open(path) as view:
        assert list(view.kept_rows()) == kept
    beside(path).unlink()
    with Ledger.open(path) as book, pytest.raises(AssertionError, match="made again"):
        book.relink()


def test_a_judgement_is_obeyed_though_all_is_known(tmp_path, shelf):
    path = tmp_path / "a.db"
    before = relinked(path, *shelf)
    with View.open(path) as view:
        family = min((each for _, each in view.kept("lineage")), key=lambda each: len(each["reports"]))
        made = judgements_on(view, family["reports"][:2], Verdict.DIFFERENT, author="A", decided=NOW)
    with Ledger.open(path) as book:
        for each in made:
            book.judge(each)
    assert relinked(path) != before


@pytest.mark.parametrize("spoil", ["garbage", "bodies", "empty", "other code"])
def test_what_is_damaged_or_of_other_code_is_made_anew(tmp_path, monkeypatch, shelf, spoil):
    path = tmp_path / "a.db"
    kept = relinked(path, *shelf[:12])
    if spoil == "garbage":
        beside(path).write_bytes(b"no database at all" * 100)
    elif spoil == "empty":
        beside(path).write_bytes(b"")
    elif spoil == "other code":
        monkeypatch.setattr(worked, "_code", lambda: "other")
        with closing(sqlite3.connect(beside(path))) as connection, connection:
            connection.execute("UPDATE worked SET body = ?", (zlib.compress(pickle.dumps(frozenset())),))
    else:
        with closing(sqlite3.connect(beside(path))) as connection, connection:
            connection.execute("UPDATE worked SET body = substr(body, 1, length(body) / 2)")
    assert relinked(path) == kept
    assert relinked(path) == kept
    if spoil != "garbage":
        assert held(path)


def test_a_file_that_somebody_forged_runs_nothing(tmp_path, shelf):
    path = tmp_path / "a.db"
    kept = relinked(path, *shelf[:12])
    flag = tmp_path / "flag"

    class Forged:
        def __reduce__(self):
            return (flag.write_text, ("ran",))

    for value in (Forged(), families, print):
        with closing(sqlite3.connect(beside(path))) as connection, connection:
            connection.execute("UPDATE worked SET body = ?", (zlib.compress(pickle.dumps(value)),))
        assert relinked(path) == kept
    assert not flag.exists()


def test_another_process_at_it_costs_nothing_but_time(tmp_path, shelf):
    path = tmp_path / "a.db"
    kept = relinked(path, *shelf[:12])
    with closing(sqlite3.connect(beside(path), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert relinked(path) == kept
    assert held(path)
