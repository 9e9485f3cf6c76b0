"""The boards on the command line: tables for people, JSON Lines and CSV with the evidence of every cell."""

from __future__ import annotations

import csv
import io
import json

import pytest

from trucewatch.boards.catalogue import BOARDS

TEXT = (
    "Shells hit Varn on Saturday.\n12 people were hurt. “We want quiet,” the mayor said. Trains were delayed in Varn.\n"
)


@pytest.fixture
def ledger(run, report):
    row = {"text": TEXT, "url": "https://courier.example/1", "outlet": "Varn Courier", "published": "2021-04-05"}
    assert run("add", report(json.dumps(row) + "\n", "in.jsonl"))[0] == 0


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("name", BOARDS)
@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_each_board_prints_in_each_form(run, name, form):
    code, out, err = run(name, "--format", form)
    assert (code, err) == (0, "")
    if form == "table":
        assert "row" in out.splitlines()[-1]
    elif form == "csv":
        header = next(csv.reader(io.StringIO(out)))
        assert header[::2] == list(BOARDS[name].columns)
    else:
        assert all(set(json.loads(line)) == {"record", "evidence", *BOARDS[name].columns} for line in out.splitlines())


@pytest.mark.usefixtures("ledger")
def test_a_cell_leads_to_the_words(run):
    (row,) = map(json.loads, run("disruption", "--format", "jsonl")[1].splitlines())
    assert (row["service"], row["place"]) == ("railways", "Varn")
    assert row["evidence"]["service"][0]["wording"] == "Trains were delayed"
    (told,) = csv.DictReader(io.StringIO(run("disruption", "--format", "csv")[1]))
    assert told["service.evidence"] == row["evidence"]["service"][0]["id"]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("command", [*BOARDS, "figures", "statements", "positions", "reports"])
def test_as_of_an_earlier_day_nothing_was_known(run, command):
    assert run(command, "--as-of", "2021-04-04", "--format", "jsonl") == (0, "", "")
    assert run(command, "--as-of", "yesterday")[0] == 2


@pytest.mark.usefixtures("ledger")
def test_a_brief_may_be_cut_off_at_a_day(run):
    assert "# Situation report, cut-off 2021-04-04\n" in run("brief", "--as-of", "2021-04-04")[1]
