"""Long lists and long work: a table shows what a person looks through, and nobody waits without a word."""

from __future__ import annotations

import json
import time

import pytest

from trucewatch.cli.progress import patience

TEXT = "Shells hit Varn on Saturday.\n12 people were hurt. Trains were delayed in Varn. Power was cut.\n"


@pytest.fixture
def _ledger(run, report):
    rows = [{"text": TEXT, "url": f"https://courier.example/{n}", "published": "2021-04-05"} for n in range(2)]
    assert run("add", report("".join(json.dumps(row) + "\n" for row in rows), "in.jsonl"))[0] == 0


@pytest.mark.usefixtures("_ledger")
@pytest.mark.parametrize("command", ["figures", "reports", "disruption"])
def test_a_table_is_cut_where_nobody_reads_on_and_says_how_to_get_all(run, monkeypatch, command):
    noun = {"disruption": "row"}.get(command, command.removesuffix("s"))
    whole = run(command, "--format", "table")[1].splitlines()
    monkeypatch.setattr("trucewatch.cli.tables._MOST_ROWS", 1)
    cut = run(command, "--format", "table")[1].splitlines()
    assert "of more" not in whole[-1]
    assert cut[-1] == f"the first 1 {noun} of more: --format csv or jsonl gives all, --since and --where fewer"
    assert len(run(command, "--format", "jsonl")[1].splitlines()) > 1


@pytest.mark.usefixtures("_ledger")
def test_long_work_tells_how_far_it_is(monkeypatch, capsys, tmp_path):
    from trucewatch.ledger import View

    monkeypatch.setattr("trucewatch.cli.progress._PATIENCE_SECONDS", 0.01)
    with View.open(tmp_path / "trucewatch.db") as view, patience("figures", view):
        found = list(view.figures())
        told, waited = "", time.monotonic() + 10
        while f"{len(found)} records read" not in told and time.monotonic() < waited:
            time.sleep(0.01)
            told += capsys.readouterr().err
    assert told.startswith("figures: at it for 0 s, ")
    assert f"{len(found)} records read" in told


def test_quick_work_says_nothing(capsys):
    with patience("relink"):
        pass
    assert capsys.readouterr().err == ""
