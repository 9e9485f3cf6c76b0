"""A file that was cut short, altered or torn: check names the damage, and what it calls safe can be saved unharmed."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from ledger_readings import one, with_figures

from trucewatch import ids
from trucewatch.cli import main
from trucewatch.errors import LedgerError, UsageError
from trucewatch.ledger import Ledger, View, check, save
from trucewatch.model import Judgement, Problem, Verdict

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2030-05-05T00:00:00Z"
REPORTS = 30
FLIPS = int(os.environ.get("FLIPS", "40"))


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "ledger.db"
    with Ledger.open(path) as ledger:
        for number in range(REPORTS):
            ledger.add(with_figures(one(number), 12), added=NOW)
        ledger.add_problem(Problem("b.txt", "collect", "the file is empty"), added=NOW)
        with View.open(path) as view:
            a, b = sorted(report["report_id"] for report in view.reports())[:2]
        ledger.judge(Judgement(ids.judgement_id(a, b, "same", "ada", NOW), a, b, Verdict.SAME, "ada", NOW, None))
        ledger.relink()
    return path


def held(path: Path) -> dict[str, Any]:
    """Return all records of each report, by its id."""
    with View.open(path) as view:
        told = {report["report_id"]: [report, view.text(report["report_id"])] for report in view.reports()}
        for record in (*view.statements(), *view.figures(), *view.positions()):
            told[record["report_id"]].append(record)
    return told


@pytest.fixture
def path(sound, tmp_path) -> Path:
    return shutil.copy(sound, tmp_path / "ledger.db")


def roots(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage"))


def pages(path: Path, table: str) -> list[int]:
    """Return the numbers, from 0, of the pages of a table that hold rows or point to such."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            query = "SELECT pageno - 1 FROM dbstat WHERE name = ? ORDER BY pagetype DESC, pageno"
            return [number for (number,) in connection.execute(query, (table,))]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite was built without dbstat")


def overwrite(path: Path, at: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def test_a_torn_page_costs_the_reports_on_it_and_no_other(path, tmp_path, capsys):
    before = held(path)
    overwrite(path, 4096 * pages(path, "figure")[2], b"\x5a" * 4096)
    proof = check(path)
    assert any("damaged in table figure" in each.message for each in proof.problems)
    lost = {each.report for each in proof.problems if each.report.startswith("page-")}
    assert 0 < len(lost) < REPORTS / 2
    assert proof.safe[0].startswith(f"{REPORTS - len(lost)} of {REPORTS} readings are safe")
    assert main(["--ledger", str(path), "check"]) == 1
    assert "copy --safe" in capsys.readouterr().out
    assert main(["copy", "--safe", str(path), str(tmp_path / "saved.db")]) == 0
    assert f"{REPORTS - len(lost)} of {REPORTS} readings, 1 of 1 judgements saved" in capsys.readouterr().out
    after = held(tmp_path / "saved.db")
    assert len(after) == REPORTS - len(lost)
    assert all(before[name] == told for name, told in after.items())
    assert check(tmp_path / "saved.db").is_clean


def test_a_torn_index_costs_nothing(path, tmp_path):
    before = held(path)
    overwrite(path, (roots(path)["figure_by_span"] - 1) * 4096, b"\x00" * 4096)
    overwrite(path, (roots(path)["figure_by_statement"] - 1) * 4096, b"\x00" * 4096)
    proof = check(path)
    assert not proof.is_clean
    assert proof.safe[0].startswith(f"{REPORTS} of {REPORTS} readings are safe")
    save(path, tmp_path / "saved.db")
    assert held(tmp_path / "saved.db") == before


@pytest.mark.parametrize("table", ["text", "report", "figure"])
@pytest.mark.parametrize(
    "altered",
    [
        pytest.param({0: b"\x07"}, id="its sort"),
        pytest.param({3: b"\x00\x00"}, id="no children"),
        pytest.param({8: b"\x00\x00\x00\x02"}, id="another last child"),
        pytest.param({4090: b"\xff" * 6}, id="the first child"),
    ],
)
def test_a_broken_way_to_the_rows_of_a_table_costs_none_of_them(path, tmp_path, table, altered):
    before, root = held(path), roots(path)[table] - 1
    assert path.read_bytes()[4096 * root] == 5, "a page that only points to others"
    for at, content in altered.items():
        overwrite(path, 4096 * root + at, content)
    proof = check(path)
    assert any(f"damaged in table {table}" in each.message for each in proof.problems)
    assert proof.safe[0].startswith(f"{REPORTS} of {REPORTS} readings are safe")
    save(path, tmp_path / "saved.db")
    assert held(tmp_path / "saved.db") == before


def test_rows_too_long_for_a_page_are_followed_to_their_end(tmp_path):
    path = tmp_path / "long.db"
    with Ledger.open(path) as ledger:
        for number in range(8):
            ledger.add(one(number, extra=" And so on, as they said." * 900), added=NOW)
    before = held(path)
    overwrite(path, 4096 * (roots(path)["text"] - 1) + 3, b"\x00\x00")
    assert check(path).safe[0].startswith("8 of 8 readings are safe")
    save(path, tmp_path / "saved.db")
    assert held(tmp_path / "saved.db") == before


def test_torn_results_cost_no_record_and_are_made_anew(path, tmp_path):
    overwrite(path, (roots(path)["derived"] - 1) * 4096, b"\x11" * 4096)
    proof = check(path)
    assert any("derived, which `trucewatch relink` makes anew" in each.message for each in proof.problems)
    assert proof.safe[0].startswith(f"{REPORTS} of {REPORTS}")
    save(path, tmp_path / "saved.db")
    with Ledger.open(tmp_path / "saved.db") as ledger:
        ledger.relink()
    assert check(tmp_path / "saved.db").is_clean


@pytest.mark.parametrize("share", [0.6, 0.9, 0.99])
def test_a_file_cut_short_says_how_short_and_what_is_left(path, tmp_path, share):
    before, content = held(path), path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    proof = check(path)
    assert f"cut short, {int(len(content) * share):,} of {len(content):,} bytes" in proof.problems[0].message
    safe = int(proof.safe[0].split(" of ")[0])
    save(path, tmp_path / "saved.db")
    after = held(tmp_path / "saved.db")
    assert len(after) == safe
    assert all(before[name] == told for name, told in after.items())


def test_any_flipped_bit_is_found_or_touches_nothing_and_what_is_safe_is_as_it_was(sound, tmp_path):
    before, content, listed = held(sound), sound.read_bytes(), pages(sound, "sqlite_schema")
    chance = random.Random(61)
    for number in range(FLIPS):
        at, bit = chance.randrange(len(content)), chance.randrange(8)
        path = tmp_path / f"flipped-{number}.db"
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :])
        try:
            proof = check(path)
        except LedgerError:  # its head, or the list of its tables
            assert at < 100 or at // 4096 in listed, (at, bit)
            continue
        if proof.is_clean:
            assert held(path) == before, (at, bit)
            continue
        saved = tmp_path / f"saved-{number}.db"
        save(path, saved)
        after = held(saved)
        assert all(before[name] == told for name, told in after.items()), (at, bit)
        assert len(after) >= REPORTS - 3, (at, bit)
        assert check(saved).is_clean, (at, bit)


def test_where_the_list_of_tables_is_gone_nothing_is_promised(path):
    overwrite(path, 100, b"\x07" * 4000)
    for ask in (check, lambda place: save(place, place.with_name("saved.db"))):
        with pytest.raises(LedgerError, match="damaged where its tables are listed"):
            ask(path)


def test_what_is_safe_is_saved_to_a_new_file_only(path, tmp_path):
    with pytest.raises(UsageError, match="there already"):
        save(path, path)
    with pytest.raises(UsageError, match="from a file to a file"):
        save(path, "postgresql://ada@db.example/desk")
