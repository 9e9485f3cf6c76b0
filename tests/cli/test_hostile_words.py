"""Words of a report are shown, never obeyed: by the terminal, by Rich, by a spreadsheet, by a JSON reader."""

from __future__ import annotations

import csv
import io
import json
import sys

import pytest
from rich.console import Console
from rich.text import Text

from trucewatch.cli.lines import as_json, write_csv
from trucewatch.cli.tables import number, table
from trucewatch.cli.wording import one_line, paragraph, shown

HOSTILE = "\x1b[2J\x1b]0;owned\x07 12 people \x9b31m [bold red]x[/] \u202egnp.exe\u202c :smile:\x00\r\x08"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain “words”, שלום 👩‍👧", "plain “words”, שלום 👩‍👧"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\x9bb\x7f", "a\\x9bb\\x7f"),
        ("a\u202eb\u2066c\u200f", "a\\u202eb\\u2066c\\u200f"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("a\rb", "a\\x0db"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_controls_are_shown(text, expected):
    assert shown(text) == expected


def test_one_line_is_one_line():
    assert one_line(" a\n\tb\u2028c\r\nd ") == "a b\\u2028c d"


def test_a_paragraph_is_the_lines_the_span_stands_in():
    text = "one\ntwo three\nfour\n"
    assert text[slice(*paragraph(text, 8, 13))] == "two three"
    assert text[slice(*paragraph(text, 4, 18))] == "two three\nfour"
    assert text[slice(*paragraph(text, 0, 3))] == "one"
    assert text[slice(*paragraph("x", 0, 1))] == "o"


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_no_command_lets_an_escape_through(run, report, form):
    path = report(f"In Varn {HOSTILE} were hurt. “{HOSTILE}” the mayor said.\n".replace("\x00", ""))
    outs = [run("read", path, "--format", form)[1], run("add", path)[1]]
    outs += [run(command, "--format", form)[1] for command in ("figures", "statements", "positions", "reports")]
    ids = [json.loads(line)["statement_id"] for line in run("statements")[1].splitlines()]
    outs += [run("show", ids[0], "--format", form)[1]]
    for out in outs:
        assert not {"\x1b", "\x9b", "\x07", "\x08", "\u202e", "\r"} & set(out)
    assert "[bold red]x[/]" in "".join(outs).replace("\n", " "), "markup is words"


def test_a_problem_about_a_hostile_name_is_one_harmless_line(run, tmp_path):
    path = tmp_path / "a\x1b[31m\nb.txt"
    path.write_bytes(b"")
    code, _, err = run("read", path)
    assert code == 1
    assert "\x1b" not in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words", ["a\u2028b\u2029c\x85d", "\ud83d alone", "a\x1b\x9b\x7f", 'quote " and \\', "שלום\u202e", "\ufeff"]
)
def test_a_line_of_json_is_one_line_and_reads_back(words):
    line = as_json({"wording": words})
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"wording": words}
    assert json.loads(line.encode("utf-8", "backslashreplace")) == {"wording": words}


def test_json_is_printed_as_it_is_written(run, report):
    out = run("read", report("У Варні 12 people постраждали.\n"))[1]
    assert "12 people" in out
    assert "\\u04" not in run("add", report("x 1 people"))[1]


@pytest.mark.parametrize(
    ("wording", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("＝1+1", "'＝1+1"),
        ("\tx", "'\tx"),
        ("12", "12"),
        ("a=b", "a=b"),
        ("two\nlines, and “more”", "two\nlines, and “more”"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(wording, cell):
    out = io.StringIO()
    write_csv([{"wording": wording, "start": -5}], "figure", out)
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert (row["wording"], row["start"]) == (cell, "-5")


def test_a_table_takes_markup_for_words():
    record = {"report": "r", "stage": "[red]s", "message": "[link=http://x]click[/link] :bomb:", "problem_id": "x1-1"}
    made, count = table("problem", [record])
    out = io.StringIO()
    Console(file=out, width=120, markup=True, emoji=True).print(made)
    assert count == 1
    assert "[link=http://x]click[/link] :bomb:" in out.getvalue()
    assert isinstance(made.columns[0]._cells[0], Text)


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (18, 18, None, "18"),
        (10_000, 30_000, None, "10,000 to 30,000"),
        (50, None, None, "50 or more"),
        (None, 85, None, "up to 85"),
        (3_000_000_000, 3_000_000_000, "EUR", "3,000,000,000 EUR"),
        (1.5, 1.5, "km", "1.5 km"),
        (0, 0, None, "0"),
    ],
)
def test_an_interval_is_written_as_a_person_would(low, high, unit, expected):
    assert number({"low": low, "high": high, "unit": unit}) == expected


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_tables_and_a_bar_and_marks_in_colour(report, monkeypatch):
    from trucewatch.cli import main

    path = report("In Varn 12 people were hurt.\n")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert main(["add", str(path), str(path) + "x"]) == 1
    assert "no such file" in err.getvalue()
    assert main(["figures"]) == 0
    assert "injured" in out.getvalue()
    assert "{" not in out.getvalue()
    figure = out.getvalue().split("f1-")[1][:8]
    assert main(["show", f"f1-{figure}"]) == 0
    assert "⟦" not in out.getvalue()
    assert "\x1b[" in out.getvalue()


def test_an_endless_paragraph_is_cut_around_the_words(run, report):
    run("add", report("In Varn at least 12 people were hurt on Friday " + "and so on " * 20_000))
    name = json.loads(run("figures")[1].splitlines()[0])["figure_id"]
    told = run("show", name)[1]
    assert "⟦12 people⟧" in told
    assert " …" in told
    assert len(told) < 6_000
