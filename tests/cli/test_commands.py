"""Each command does what it says, with exit codes 0 fine, 1 problems found, 2 misuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

FIRST = "Shells hit Varn on Saturday.\n12 people were hurt. “We want quiet,” the mayor said.\nMore follows.\n"
SECOND = "In Varn 15 people are now in hospital.\n"


def records(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def ledger(run, report, tmp_path):
    rows = [
        {"text": FIRST, "url": "https://courier.example/1", "outlet": "Varn Courier", "published": "2021-04-05"},
        {"text": SECOND, "url": "https://herald.example/1", "outlet": "Hill Herald", "published": "2021-04-07"},
    ]
    path = report("".join(json.dumps(row) + "\n" for row in rows), "in.jsonl")
    assert run("add", path)[0] == 0
    return Path("trucewatch.db")


# ---------------------------------------------------------------------------------------------- read and add


def test_read_prints_the_contract_of_records_as_json_lines_when_piped(run, report):
    path = report(FIRST)
    code, out, err = run("read", path)
    told = records(out)
    assert (code, err) == (0, "")
    assert [record["record"] for record in told] == ["report", "statement", "figure", "position"]
    assert told[0]["report"] == str(path)
    figure = told[2]
    assert FIRST[figure["start"] : figure["end"]] == figure["wording"] == "12 people"
    assert not Path("trucewatch.db").exists(), "read touches no ledger"


def test_read_prints_tables_when_asked(run, report):
    code, out, _ = run("read", report(FIRST), "--format", "table")
    assert code == 0
    for words in (
        "12 people",
        "injured, person",
        "Jane Roe",
        "denied by Ministry",
        "Varn, XV",
        "2021-04-05",
        "We want",
    ):
        assert words in out


def test_a_problem_is_a_record_a_line_on_stderr_and_exit_code_one(run, report):
    good, bad = report(FIRST), report("", "empty.txt")
    code, out, err = run("read", bad, good)
    told = records(out)
    assert code == 1
    assert told[0] == {
        "record": "problem",
        "report": str(bad),
        "stage": "collect",
        "message": "is empty (0 bytes): nothing to read in it",
        "start": None,
        "end": None,
    }
    assert [r["record"] for r in told[1:]] == ["report", "statement", "figure", "position"]
    assert err == f"{bad}: is empty (0 bytes): nothing to read in it\n"


def test_a_reader_that_breaks_on_one_report_does_not_lose_the_others(run, report):
    bad, good = report("a crash\n", "1.txt"), report(FIRST, "2.txt")
    code, out, err = run("read", bad, good)
    assert code == 1
    assert "report this bug" in err
    assert "KeyError" in err
    assert err.count("\n") == 1
    assert records(out)[1]["report"] == str(good)


def test_what_a_reader_says_it_could_not_read_counts_as_a_problem(run, report):
    code, out, err = run("read", report("murky words, 3 people\n"))
    assert code == 1
    assert "murky" in err
    assert [r["record"] for r in records(out)] == ["report", "figure", "problem"]


def test_adding_twice_changes_nothing(run, report):
    path = report(FIRST)
    code, out, _ = run("add", path)
    assert (code, out) == (0, "1 new report in trucewatch.db; 1 figure and 1 statement read\n")
    code, out, _ = run("add", path)
    assert (code, out) == (0, "0 new reports in trucewatch.db; 1 known before; 1 figure and 1 statement read\n")
    assert len(records(run("reports")[1])) == 1


def test_problems_are_kept(run, report):
    bad, good, broken = report("", "0.txt"), report(FIRST), report("a crash", "z.txt")
    code, out, err = run("add", bad, good, broken)
    assert code == 1
    assert out.endswith("; 2 problems\n")
    assert len(err.splitlines()) == 2
    code, out, _ = run("problems")
    assert code == 0
    assert {(r["stage"], r["report"]) for r in records(out)} == {("collect", str(bad)), ("read", str(broken))}


# ------------------------------------------------------------------------------------------------- the asking


@pytest.mark.parametrize(
    ("command", "options", "count"),
    [
        ("figures", [], 2),
        ("figures", ["--outlet", "courier"], 1),
        ("figures", ["--where", "varn"], 2),
        ("figures", ["--where", "XV"], 2),
        ("figures", ["--where", "elsewhere"], 0),
        ("figures", ["--source", "mayor"], 2),
        ("figures", ["--kind", "injured"], 2),
        ("figures", ["--kind", "raid"], 0),
        ("figures", ["--since", "2021-04-06"], 0),
        ("figures", ["--until", "2021-04-05", "--since", "2021-04-05"], 2),
        ("statements", [], 1),
        ("statements", ["--since", "2021-04-06"], 0),
        ("positions", ["--kind", "ceasefire"], 1),
        ("reports", ["--since", "2021-04-06"], 1),
        ("problems", [], 0),
    ],
)
def test_the_ledger_answers_what_is_asked(run, ledger, command, options, count):
    code, out, err = run(command, *options)
    assert (code, err) == (0, "")
    assert len(records(out)) == count
    code, out, _ = run(command, *options, "--format", "table")
    assert code == 0
    assert out.rstrip().endswith(f"{count} {command if count != 1 else command[:-1]}")
    code, out, _ = run(command, *options, "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(out)))) == count
    assert out.count("\n") >= 1, "the header stands even over nothing"


def test_a_csv_has_a_column_for_each_value(run, ledger):
    first, _ = csv.DictReader(io.StringIO(run("figures", "--format", "csv")[1]))
    assert first["source.name"] == "Jane Roe"
    assert (first["place.lat"], first["place.precision"]) == ("1.5", "1")
    assert (first["low"], first["denied_by"], first["repeat"], first["denial.start"]) == ("12", "Ministry", "false", "")


@pytest.mark.parametrize("kind", ["figure", "statement", "position", "report", "problem"])
def test_the_columns_of_csv_are_the_keys_of_the_records(run, ledger, report, kind):
    from trucewatch.cli.lines import COLUMNS

    run("add", report("", "empty.txt"))
    (record, *_) = records(run(f"{kind}s")[1])
    assert {"record", *COLUMNS[kind]} == set(record)


def test_the_ledger_may_be_named_anywhere(run, report, monkeypatch):
    path = report(FIRST)
    assert run("add", path, "--ledger", "a.db")[0] == 0
    assert run("--ledger", "b.db", "add", path)[0] == 0
    monkeypatch.setenv("TRUCEWATCH_LEDGER", "c.db")
    assert run("add", path)[0] == 0
    assert run("--ledger", "d.db", "add", path, "--ledger", "e.db")[0] == 0
    assert sorted(p.name for p in Path().glob("*.db")) == ["a.db", "b.db", "c.db", "e.db"]


# ------------------------------------------------------------------------------------- show, brief and check


def test_show_marks_the_words_in_their_paragraph(run, ledger):
    figure = records(run("figures")[1])[0]
    code, out, _ = run("show", figure["figure_id"])
    assert code == 0
    assert "⟦12 people⟧ were hurt. “We want quiet,” the mayor said." in out
    assert "Shells hit" not in out
    for words in (
        "Varn Courier",
        "2021-04-05",
        "Jane Roe (XV), mayor",
        "denied by Ministry",
        "https://courier.example/1",
    ):
        assert words in out


def test_show_takes_statements_positions_reports_problems_and_beginnings_of_ids(run, ledger, report):
    run("add", report("", "empty.txt"))
    for kind, words in {
        "statement": "⟦“We want quiet,”⟧",
        "position": "supports ceasefire, if: if it holds",
        "report": "⟦12 people⟧ were hurt",
        "problem": "is empty",
    }.items():
        record = records(run(f"{kind}s")[1])[0]
        code, out, _ = run("show", record[f"{kind}_id"][:11])
        assert code == 0
        assert words in out
        assert record[f"{kind}_id"] in out


def test_show_gives_the_record_with_its_text_as_json(run, ledger):
    figure = records(run("figures")[1])[0]
    (record,) = records(run("show", figure["figure_id"], "--format", "jsonl")[1])
    assert record["text"][record["start"] : record["end"]] == record["wording"]


def test_check_proves_a_sound_ledger_and_refuses_a_torn_one(run, ledger):
    code, out, err = run("check")
    assert (code, err) == (0, "")
    assert out.endswith("fine\n")
    content = bytearray(ledger.read_bytes())
    content[100:20_000:7] = b"x" * len(content[100:20_000:7])
    ledger.write_bytes(content)
    code, out, err = run("check")
    assert code == 1
    assert out or err
    assert "Traceback" not in err


def test_brief_goes_to_the_screen_or_a_file(run, ledger):
    code, out, err = run("brief")
    assert (code, err) == (0, "")
    assert "f1-" in out
    code, told, _ = run("brief", "--output", "brief.md", "--since", "2021-04-01")
    assert (code, told) == (0, "")
    assert "f1-" in Path("brief.md").read_text("utf-8")


# ------------------------------------------------------------------------------------------------------ misuse


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["figs"], "No such command"),
        (["read"], "Missing argument"),
        (["read", "a.txt", "--format", "xml"], "xml"),
        (["read", "a.txt", "--format", "csv"], "csv"),
        (["figures", "--sinse", "2021-01-01"], "No such option"),
        (["figures", "--since", "yesterday"], "YYYY-MM-DD"),
        (["figures", "--since", "20210405"], "YYYY-MM-DD"),
        (["figures", "--until", "2021-02-30"], "--until 2021-02-30"),
        (["figures", "--since", "2021-02-03", "--until", "2021-02-02"], "after --until"),
        (["brief", "--since", "soon"], "--since soon"),
        (["figures", "--ledger", "none.db"], "none.db"),
        (["check", "--ledger", "none.db"], "none.db"),
        (["show", "f1-0000000000000000", "--ledger", "none.db"], "none.db"),
        (["add", "a.txt", "--ledger", "no/such/folder/x.db"], "no/such/folder"),
        (["figures", "--ledger", "."], "ledger . is a folder"),
    ],
)
def test_misuse_is_one_line_with_the_remedy_and_exit_code_two(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("trucewatch: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("record_id", ["f1-0000000000000000", "nonsense", "../../etc/passwd", "f1-%"])
def test_an_id_that_is_not_there_is_misuse(run, ledger, record_id):
    code, _, err = run("show", record_id)
    assert code == 2
    assert record_id in err


def test_a_brief_that_cannot_be_written_is_misuse(run, ledger):
    code, _, err = run("brief", "--output", "no/such/folder.md")
    assert code == 2
    assert "no/such/folder.md" in err


def test_without_a_command_the_help_is_shown(run):
    code, out, err = run()
    assert (code, err) == (2, "")
    assert "Commands:" in out


def test_a_bug_is_one_line_unless_debugging(run, ledger, monkeypatch):
    from trucewatch.ledger import View

    def broken(*_):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr(View, "figures", broken)
    code, _, err = run("figures")
    assert code == 1
    assert err.count("\n") == 1
    assert "report this bug" in err
    monkeypatch.setenv("TRUCEWATCH_DEBUG", "1")
    assert "Traceback" in run("figures")[2]
