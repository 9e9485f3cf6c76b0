"""What becomes a report and what a problem, over every kind of input that `collect` meets."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
from pathlib import Path

import pytest

from trucewatch.collect import Limits, collect
from trucewatch.ids import text_hash
from trucewatch.model import Problem, Report

WORDS = "Shells hit the market of Varn on Saturday, and three people were hurt, the mayor said.\n"


def read_one(path, **more) -> Report:
    (report,) = collect([str(path)], **more)
    assert isinstance(report, Report), report
    return report


def refuse_one(path, **more) -> Problem:
    (problem,) = collect([str(path)], **more)
    assert isinstance(problem, Problem), problem
    assert problem.stage == "collect"
    return problem


# ------------------------------------------------------------------------------------------------ plain text


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "a\r\nb\rc\n\n\td \u2028 e",
        "no newline",
        "“שלום” 👨‍👩‍👧 ﷽ \u202e",
        "  leading and trailing  \n\n",
        "\u0301odd",
    ],
)
def test_the_final_text_is_the_files_content_unchanged(tmp_path, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode())
    report = read_one(path)
    with path.open(encoding="utf-8", newline="") as stream:
        assert report.text == stream.read() == text
    assert report.sha256 == text_hash(text)
    assert report.name == str(path)
    assert report.media_type == "text"
    assert report.published is report.title is report.url is report.outlet is None


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", WORDS),
        ("utf-16", WORDS),
        ("utf-16-le", WORDS),
        ("utf-16-be", WORDS),
        ("utf-32", WORDS),
        ("utf-16", "Внаслідок удару загинули 18 людей.\n"),
        ("utf-16-le", "Внаслідок удару загинули 18 людей.\r\n"),
        ("utf-16-be", "Внаслідок удару загинули 18 людей.\r\n"),
        ("latin-1", "Señor Peña said in Besançon that £3bn was pledged at 10° of frost.\n"),
        ("cp1252", "“We will not stop,” he said – £3bn, the minister’s office added.\r\n"),
        ("cp1252", "Café."),
        ("cp1251", "В результате удара по городу погибли 18 человек, в том числе девять детей, сообщил губернатор."),
        ("cp1251", "Погибли 18 человек"),
    ],
)
def test_encodings_are_detected(tmp_path, encoding, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_one(path).text == text


def test_a_cut_off_utf8_file_is_still_utf8(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(("“Es schneit”, sagte der Bürgermeister – überall. " * 3 + "–").encode()[:-1])
    assert read_one(path).text.startswith("“Es schneit”, sagte der Bürgermeister – überall. ")


def test_the_same_words_get_the_same_id_anywhere(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.txt").write_text(WORDS)
    first, second = collect([str(tmp_path)])
    assert first.report_id == second.report_id


# ------------------------------------------------------------------------------------------------- bad input

BAD = {
    "empty.txt": (b"", "empty"),
    "empty.html": (b"", "empty"),
    "empty.jsonl": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n ", "white space"),
    "blank16.txt": ("\n \n".encode("utf-16"), "white space"),
    "zeros.txt": (b"abc\x00\x00def" * 9, "binary"),
    "noise.txt": (bytes(range(1, 256)) * 3, "binary"),
    "a.png": (b"\x89PNG\r\n\x1a\n" + bytes(90), "PNG"),
    "a.jpg": (b"\xff\xd8\xff\xe0" + bytes(90), "JPEG"),
    "a.pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "renamed.txt": (b"%PDF-1.7\nwords", "PDF"),
    "renamed.jsonl": (b"%PDF-1.7\nwords", "PDF"),
    "a.docx": (b"PK\x03\x04" + bytes(90), "office"),
    "a.txt.gz": (gzip.compress(WORDS.encode()), "gzip"),
    "a.db.txt": (b"SQLite format 3\x00" + bytes(90), "--ledger"),
    "feed.xml": (b"<?xml version='1.0'?><rss></rss>", "XML"),
    "nothing.html": (b"<html><body></body></html>", "no article"),
    "broken.jsonl": (b"{'text': 1}\n", "not valid JSON"),
    "number.jsonl": (b"17\n", "not an object"),
    "textless.jsonl": (b'{"title": "T"}\n', "no text"),
    "blanktext.jsonl": (b'{"text": "  "}\n', "no text"),
    "deep.jsonl": (b'{"text": ' + b"[" * 100_000 + b"\n", "nested"),
    "deep.json": (b"[" * 100_000 + b"]" * 100_000, "nested"),
    "digits.jsonl": (b'{"text": ' + b"9" * 5_000 + b"}\n", "number too long"),
    "torn.jsonl.gz": (gzip.compress(b'{"text": "' + os.urandom(500).hex().encode() + b'"}\n')[:-30], "cannot be read"),
    "notgz.jsonl.gz": (b'{"text": "a"}\n', "cannot be read"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_problem_that_says_what_it_is_and_the_others_are_read(tmp_path, name):
    content, said = BAD[name]
    good, bad, after = tmp_path / "good.txt", tmp_path / name, tmp_path / "z.txt"
    good.write_text(WORDS)
    after.write_text(WORDS)
    bad.write_bytes(content)
    first, problem, last = collect([str(good), str(bad), str(after)])
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(problem, Problem)
    assert problem.report.startswith(str(bad))
    assert said in problem.message
    assert ":" in problem.message, "the remedy follows a colon"


def test_fifty_megabytes_on_one_line_are_refused_without_being_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.write(b"a" * 10)
        stream.truncate(50_000_000)
    assert "larger than 5 MB" in refuse_one(path).message
    assert "more than 0.001 MB" not in refuse_one(path, limits=Limits(report=1_000)).message


def test_a_long_line_of_jsonl_is_skipped_and_the_next_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    row = json.dumps({"text": WORDS}).encode() + b"\n"
    path.write_bytes(row + b'{"text": "' + b"a" * 3_000_000 + b'"}\n' + row)
    first, problem, last = collect([str(path)], limits=Limits(report=2_000))
    assert isinstance(problem, Problem)
    assert problem.report == f"{path}:2"
    assert [first.name, last.name] == [f"{path}:1", f"{path}:3"]


def test_missing_paths_patterns_pipes_and_broken_links_are_problems(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    for name, said in {
        "no.txt": "no such file",
        "*.txt": "no file matches",
        "pipe": "pipe",
        "gone": "not there",
        "self": "itself",
    }.items():
        assert said in refuse_one(tmp_path / name).message
    assert "device" in refuse_one("/dev/null").message


def test_a_file_without_permission_is_a_problem(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text(WORDS)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "permission denied" in refuse_one(path).message


# ----------------------------------------------------------------------------------------------- directories


def test_a_directory_is_read_in_sorted_order_without_what_lies_beside_reports(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/c.html.txt", ".hidden/x.txt", "war.toml", "notes.md", "a/.git", "plain"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(WORDS)
    names = [str(Path(item.name).relative_to(tmp_path)) for item in collect([str(tmp_path)])]
    assert names == ["a/c.html.txt", "a/z.txt", "b.txt", "plain"]


def test_a_loop_of_links_is_survived_and_reported_once(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "r.txt").write_text(WORDS)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    (tmp_path / "twice").symlink_to(tmp_path / "a" / "b")
    found = list(collect([str(tmp_path)]))
    assert [type(item) for item in found] == [Report, Problem]
    assert "loop" in found[1].message


def test_patterns_are_matched_below_directories(tmp_path):
    (tmp_path / "d").mkdir()
    for name in ("a.txt", "d/b.txt", "d/c.html"):
        (tmp_path / name).write_text(WORDS)
    assert [Path(r.name).name for r in collect([str(tmp_path / "**" / "*.txt")])] == ["a.txt", "b.txt"]


def test_a_file_name_that_is_no_utf8_can_be_written_down(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text(WORDS)
    (report,) = collect([str(tmp_path)])
    assert report.name.encode("utf-8").endswith("caf\ufffd.txt".encode())


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WORDS)
    found = collect([str(path), str(tmp_path / "b.txt")])
    next(found)
    (tmp_path / "b.txt").write_text(WORDS)
    assert isinstance(next(found), Report)


# ---------------------------------------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (WORDS.encode(), ["-"]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["-:1", "-:2"]),
        (b'[{"text": "One."}, {"text": "Two."}]', ["-:1", "-:2"]),
        (b'{\n  "text": "One."\n}\n', ["-"]),
        ('{"text": "One."}\n'.encode("utf-16"), ["-:1"]),
        (f"<!doctype html><p>{WORDS * 3}</p>".encode(), ["-"]),
        (b"[Reuters] Shells hit the market, the mayor said.", ["-"]),
    ],
)
def test_standard_input_is_told_apart_by_content(data, names):
    assert [item.name for item in collect(["-"], stdin=io.BytesIO(data))] == names


def test_standard_input_that_is_not_there_is_a_problem():
    assert "standard input" in refuse_one("-").message


# ----------------------------------------------------------------------------------------------------- network


def test_the_network_is_never_touched(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    (tmp_path / "a.html").write_text("http://example.org/page")
    (tmp_path / "b.html").write_text(
        f'<html><link rel="canonical" href="http://example.org/p"><p>{WORDS * 5}</p></html>'
    )
    kinds = [type(item) for item in collect([str(tmp_path), "http://example.org/page"])]
    assert kinds == [Problem, Report, Problem]
