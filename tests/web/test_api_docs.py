"""docs/api.md tells the truth: its requests are answered, its programs run, and every route stands in it."""

from __future__ import annotations

import re
import shutil

import pytest
from desks import ROOT

TOLD = (ROOT / "docs" / "api.md").read_text("utf-8")
PROGRAMS = re.findall(r"(?ms)^```python\n(.*?)^```", TOLD)


@pytest.mark.parametrize("address", re.findall(r"(?m)^GET (\S+)", TOLD))
def test_every_request_is_answered_with_records(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.json()["records"]


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_every_program_runs(examples, tmp_path, monkeypatch, capsys, program):
    shutil.copy(examples, tmp_path / "trucewatch.db")
    monkeypatch.chdir(tmp_path)
    exec(compile(program, "docs/api.md", "exec"), {})
    assert capsys.readouterr().out


def test_every_route_and_no_other_is_told_of(client):
    routes = {path.removeprefix("/api/v1") for path in client.get("/api/v1/openapi.json").json()["paths"]}
    table = "\n".join(line for line in TOLD.splitlines() if line.startswith("| `/"))
    assert set(re.findall(r"`(/[\w/{}]+)`", table)) == routes
