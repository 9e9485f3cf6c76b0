"""What only servers have: schemas, other programs' tables, writers on several connections; and full text said anew."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engines import psycopg, run
from ledger_readings import one, reading, report

from trucewatch.errors import LedgerError, UsageError
from trucewatch.ledger import Added, Ledger, Replays, View, check, copy, differences, judgements_on
from trucewatch.ledger.dialect import matching, said, vectors
from trucewatch.ledger.pages.search import Sought, reports_with, terms
from trucewatch.ledger.questions import fold
from trucewatch.ledger.schema import migrations
from trucewatch.model import Verdict

if TYPE_CHECKING:
    from trucewatch.ledger.address import Server

NOW = "2030-05-05T00:00:00Z"
WRITER = Path(__file__).with_name("kill_writer.py")
SOURCE = Path(__file__).parents[2] / "src"


def filled(place, *numbers):
    with Ledger.open(place) as ledger:
        for number in numbers:
            ledger.add(one(number), added=NOW)
        ledger.relink()
    return place


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT a FROM t WHERE b = :b AND c = ?", "SELECT a FROM t WHERE b = %(b)s AND c = %s"),
        ("SELECT ':b?' || '10%' FROM t", "SELECT ':b?' || '10%%' FROM t"),
        ("SELECT a FROM t ORDER BY a DESC, f(b, c), t_no LIMIT 1", None),
        ("SELECT n FROM (SELECT 1 AS n)", "SELECT n FROM (SELECT 1 AS n) AS part_1"),
        ("INSERT OR IGNORE INTO temp.t SELECT 1", "INSERT INTO pg_temp.t SELECT 1 ON CONFLICT DO NOTHING"),
        ("SELECT a FROM t WHERE +a = 1", "SELECT a FROM t WHERE a = 1"),
        ("SELECT a FROM t CROSS JOIN u ON u.a = t.a", "SELECT a FROM t JOIN u ON u.a = t.a"),
        ("INSERT INTO report (name) VALUES (:name)", "INSERT INTO report (name) VALUES (%(name)s) RETURNING report_no"),
    ],
)
def test_statements_are_said_as_the_server_takes_them(query, told):
    nulls = "SELECT a FROM t ORDER BY a DESC NULLS LAST, f(b, c) NULLS FIRST, t_no LIMIT 1"
    assert said(query) == (told or nulls)


def test_names_compare_without_case_and_accents_as_in_a_file(server):
    with psycopg.connect((server / "fold").url) as connection:
        filled(server / "fold")
        connection.execute(f"SET search_path = {(server / 'fold').schema}")
        codes = [*range(1, 0xD800), *range(0xE000, 0x20000)]
        rows = connection.execute("SELECT code, fold(chr(code)) FROM unnest(%s::int[]) AS code", (codes,))
        other = [code for code, folded in rows if folded != fold(chr(code))]
    named = [unicodedata.name(chr(code), "?") for code in other if not 0x1C80 <= code <= 0x1C88]
    told = [name for name in named if not re.search("CHEROKEE|YPOGEGRAMMENI|PROSGEGRAMMENI", name)]
    assert not told, "other letters than docs/postgresql.md names"


def test_migrations_bring_every_table_and_column_of_a_file(server, tmp_path):
    place, path = filled(server / "tables"), filled(tmp_path / "ledger.db")

    def columns(of, query):
        with View.open(of) as view:
            return {(row["t"], row["c"]) for row in view.ask(query)}

    mine = columns(path, "SELECT m.name AS t, c.name AS c FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
                         "WHERE m.type = 'table' AND m.name NOT LIKE 'words%'")  # fmt: skip
    theirs = columns(place, f"SELECT table_name AS t, column_name AS c FROM information_schema.columns "
                            f"WHERE table_schema = '{place.schema}' AND column_name <> 'rowid'")  # fmt: skip
    assert mine <= theirs
    assert {table for table, _ in theirs - mine} == {
        "kept_schema",
        "word_run",
        "last_reading",
        "shown_reading",
    }
    assert len(migrations()) == check_version(place)


def check_version(place: Server) -> int:
    with psycopg.connect(place.url) as connection:
        return connection.execute(f"SELECT version FROM {place.schema}.kept_schema").fetchone()[0]


def test_a_schema_of_another_program_or_a_newer_version_is_refused(server):
    place = server / "foreign"
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {place.schema}; CREATE TABLE {place.schema}.recipes (name text)")
    with pytest.raises(LedgerError, match="another program"):
        Ledger.open(place)
    newer = filled(server / "newer")
    run(newer, "UPDATE kept_schema SET version = 99")
    with pytest.raises(LedgerError, match="install a newer trucewatch"):
        View.open(newer)
    with pytest.raises(LedgerError, match="no ledger at"):
        View.open(server / "nothing")
    with pytest.raises(LedgerError, match="no ledger at"):
        Ledger.open(server / "nothing", create=False)


def test_an_older_ledger_is_brought_up_to_date(server):
    from trucewatch.ledger import postgres

    place = server / "older"
    postgres.connect(place, migrations()[:3], create=True).close()
    with pytest.raises(LedgerError, match="older schema 3"):
        View.open(place)
    filled(place, 1)
    assert check(place).is_clean


@pytest.mark.parametrize("engine", ["file", "server"])
def test_several_writers_at_once_lose_and_double_nothing(request, tmp_path, engine):
    place = tmp_path / "ledger.db" if engine == "file" else request.getfixturevalue("server") / "writers"
    address = getattr(place, "address", str(place))
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    commands = [[sys.executable, str(WRITER), address, first, "12"] for first in ("0", "6", "0")]
    writers = [subprocess.Popen(each, env=environment, stdout=subprocess.PIPE, text=True) for each in commands]
    assert [(writer.communicate()[0].count("\n"), writer.returncode) for writer in writers] == [(13, 0)] * 3
    with View.open(place) as view:
        assert sorted(r["report"] for r in view.reports()) == sorted(f"page-{number}" for number in range(18))
    assert check(place).is_clean


def test_a_view_sees_one_moment(server):
    place = filled(server / "moment", 1)
    with View.open(place) as view:
        assert len(list(view.reports())) == 1
        filled(place, 2)
        assert len(list(view.reports())) == 1


def test_a_copy_holds_the_same_either_way(server, tmp_path):
    here, there, back = tmp_path / "here.db", server / "there", tmp_path / "back.db"
    filled(here, 3, 1, 2)
    with View.open(here) as view:
        pair = [figure["figure_id"] for figure in view.figures()][:2]
        judged = judgements_on(view, pair, Verdict.DIFFERENT, author="Ada", decided=NOW)
    with Ledger.open(here) as ledger:
        ledger.know({"Ada Imre": "OS"}, added=NOW)
        for each in judged:
            ledger.judge(each)
        ledger.relink()
    assert copy(here, there)["report"] == 3
    assert copy(there, back)["judgement"] == 1
    assert differences(here, there) == differences(there, back) == differences(here, back) == ()
    assert check(there).is_clean
    assert check(back).is_clean
    with pytest.raises(UsageError, match="holds something"):
        copy(here, there)
    with Ledger.open(there) as ledger:  # numbers go on where the copy ends
        assert ledger.add(one(4), added=NOW) is Added.NEW
    assert any("reports: r1-" in told and "not in" in told for told in differences(here, there))


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE figure SET low = low + 1", "figures: f1-"),
        ("UPDATE report SET seen = '2031-01-01T00:00:00Z'", "differs in seen"),
        ("DELETE FROM derived WHERE place = 0", "derived records"),
        ("UPDATE statement SET is_repeat = TRUE", "differs in is_repeat"),
    ],
)
def test_what_differs_between_two_ledgers_is_named(server, tmp_path, statement, says):
    here, there = filled(tmp_path / "here.db", 1), server / f"differs-{says}"
    copy(here, there)
    run(there, statement, guarded=False)
    assert any(says in told for told in differences(here, there))


def test_a_day_in_the_past_is_kept_beside_the_ledger_and_forgotten_when_it_grows(server, tmp_path):
    place = filled(server / "past", 1, 2)
    replays = Replays(place, tmp_path)
    with replays.open("2030-05-03") as view:
        assert list(view.kept("event")) == []
    with replays.open("2030-05-04") as view:
        assert len(list(view.kept("event"))) > 0
    filled(place, 3)
    replays.open("2030-05-04").close()
    with View.open(place) as view:
        left = [
            row["n"]
            for row in view.ask(f"SELECT nspname AS n FROM pg_namespace WHERE nspname LIKE '{place.schema}_at_%'")
        ]
    assert len(left) == 1
    assert check(place).is_clean


LONG = " ".join(f"word{number} the" for number in range(3000))


@pytest.mark.parametrize(
    "asked",
    [
        "truce",
        "TRUCE*",
        '"was killed"',
        "killed -truce",
        "café",
        "cafe",
        "x_y",
        '"word2999 the"',
        '"the word40"',
        "'",
        '"a \' b"',
        "zzz",
    ],
)
def test_full_text_finds_what_it_finds_in_a_file(server, tmp_path, asked):
    texts = (
        "A truce held.",
        "No one was killed in the Café.",
        "Nine were killed; a truces' end.",
        f"{LONG} x_y x y",
        "it's A ' B",
    )

    def found(place):
        with Ledger.open(place) as ledger:
            for number, text in enumerate(texts):
                ledger.add(reading(report(text, f"page-{number}", title="Truce or killed")), added=NOW)
        with View.open(place) as view:
            return [row["report"] for row in reports_with(view, Sought(terms(asked)))[0].records]

    assert found(server / "words") == found(tmp_path / "words.db")


def test_words_near_each_other_are_asked_for_in_either_order():
    told = matching('NEAR("a" "b c", 1) OR "d" *', repr)
    for part in ("'a'", "<1>", "<2>", "'b' <-> 'c'", "'d':*"):
        assert part in told.replace("\\", "")
    assert "<3>" not in told
    assert vectors("A b", "b.") == ["'a':1 'b':2", "'b':1"]
