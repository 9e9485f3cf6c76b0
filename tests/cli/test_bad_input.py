"""The table of bad input through the command line: a clear line each, exit code 1, and the others are read."""

from __future__ import annotations

import gzip
import json
import os

import pytest

GOOD = "In Varn 12 people were hurt, the mayor said.\n"

BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t ",
    "zeros.txt": bytes(4_000),
    "noise.txt": bytes(range(1, 256)),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "paper.pdf": b"%PDF-1.7\n",
    "office.docx": b"PK\x03\x04" + bytes(50),
    "long.txt": b"a" * 6_000_000,
    "long.html": b"<p>" + b"a" * 6_000_000,
    "menu.html": b"<html><body><nav><a href=/>Home</a></nav></body></html>",
    "broken.jsonl": b'{"text": "cut of\n',
    "deep.json": b"[" * 200_000,
    "textless.jsonl": b'{"title": "x"}\n',
    "surrogate.jsonl": b'{"title": "\\ud800"}\n',
    "bomb.jsonl.gz": gzip.compress(b'{"text": "' + b"a" * 30_000_000),
    "empty.jsonl": b"",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_costs_only_itself(run, report, tmp_path, name):
    first, last = report(GOOD, "1.txt"), report(GOOD, "z.txt")
    bad = tmp_path / name
    bad.write_bytes(BAD[name])
    code, out, err = run("read", first, bad, last)
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert [r["report"] for r in told if r["record"] == "report"] == [str(first), str(last)]
    (problem,) = [r for r in told if r["record"] == "problem"]
    assert problem["report"].startswith(str(bad))
    assert err == f"{problem['report']}: {problem['message']}\n"
    assert len(err) < 400


def test_a_broken_line_costs_only_itself(run, report):
    path = report(f'{json.dumps({"text": GOOD})}\n{{"text": "cut\n{json.dumps({"text": GOOD})}\n', "a.jsonl")
    code, out, err = run("read", path)
    assert code == 1
    assert [json.loads(line)["report"] for line in out.splitlines() if '"report", ' in line[:30]] == [
        f"{path}:1",
        f"{path}:3",
    ]
    assert err.startswith(f"{path}:2: is not valid JSON")


def test_what_is_no_file_costs_only_itself(run, report, tmp_path):
    good = report(GOOD, "d.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    code, out, err = run("read", "/dev/null", tmp_path, tmp_path / "missing.txt", tmp_path / "*.none")
    assert code == 1
    assert [json.loads(line)["report"] for line in out.splitlines() if '"report", ' in line[:30]] == [str(good)]
    for said in ("device", "loop of links", "pipe", "no such file", "no file matches"):
        assert said in err
    assert len(err.splitlines()) == 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_other_encodings_are_read_right(run, tmp_path, encoding):
    text = "In Besançon 12 people were hurt, Señor Peña said.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    code, out, _ = run("read", path)
    figure = json.loads(out.splitlines()[1])
    assert code == 0
    assert text[figure["start"] : figure["end"]] == figure["wording"]
