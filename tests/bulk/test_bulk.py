"""Bulk work gives what `add` and `relink` give, from every form of archive, and survives what it reads."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests import quick_reader

from trucewatch import pipeline
from trucewatch.bulk import Settings, Step, Storage, bulk, load, problems_of
from trucewatch.bulk.tables import TABLES, records
from trucewatch.engine import Local
from trucewatch.engine.guard import PATIENCE
from trucewatch.errors import UsageError
from trucewatch.ledger import Ledger, View

NOW = "2031-07-01T00:00:00Z"
DERIVED = {"lineages": "lineage", "drift": "drift", "events": "event"}


def run(out: Path, *archives: Path, size: int = 7, patience: float = PATIENCE, **more: Any) -> Any:
    told: list[Step] = []
    settings = Settings([str(each) for each in archives], size=size, read=quick_reader.read, **more)
    with Local(2, patience=patience) as engine:
        summary = bulk(Storage(str(out)), settings, engine, tell=told.append)
    assert not summary.unfinished, summary.unfinished
    return summary


def rows(out: Path, kind: str) -> list[str]:
    """Return the rows of a table as JSON, sorted."""
    storage = Storage(str(out))
    found = (each for name in storage.names(kind) for each in records(storage, f"{kind}/{name}", kind))
    return sorted(json.dumps(each, sort_keys=True) for each in found)


def tables(out: Path) -> dict[str, list[str]]:
    return {kind: rows(out, kind) for kind in TABLES}


def ledger_of(path: Path, archive: Path) -> Path:
    with Ledger.open(path) as book:
        outcomes = pipeline.read_all([str(archive)], read=quick_reader.read)
        for _ in pipeline.add_all(book, outcomes, clock=lambda: NOW):
            pass
        book.relink()
    return path


def told_by(path: Path) -> dict[str, list[str]]:
    """Return all that a ledger holds and derives, but for its own bookkeeping."""
    with View.open(path) as view:
        held = {
            kind: sorted(json.dumps(each, sort_keys=True) for _, each in view.kept(kind)) for kind in DERIVED.values()
        }
        for kind in ("reports", "statements", "figures", "positions", "problems"):
            of = [{key: value for key, value in each.items() if key != "added"} for each in getattr(view, kind)()]
            held[kind] = sorted(json.dumps(each, sort_keys=True) for each in of)
        held["texts"] = sorted(view.text(each["report_id"]) for each in view.reports())
    return held


def test_tables_and_a_ledger_made_of_them_equal_what_add_and_relink_give(tmp_path: Path, archive: Path) -> None:
    summary = run(tmp_path / "out", archive)
    added = told_by(ledger_of(tmp_path / "added.db", archive))
    for table, kind in DERIVED.items():
        made = [
            json.dumps(json.loads(each) | {"record": kind}, sort_keys=True) for each in rows(tmp_path / "out", table)
        ]
        assert sorted(made) == added[kind], table
    assert len(added["lineage"]) > 3
    assert len(added["event"]) > 3
    with Ledger.open(tmp_path / "loaded.db") as book:
        for _ in range(2):  # loading twice changes nothing
            for _ in load(book, str(tmp_path / "out"), clock=lambda: NOW):
                pass
        book.relink()
    assert told_by(tmp_path / "loaded.db") == added
    assert summary.rows["reports"] == len(added["reports"]) + 1 - summary.known  # one stands in two shards


def test_every_form_of_archive_gives_the_same_reports(tmp_path: Path, archive: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    data = archive.read_bytes()
    packed = tmp_path / "packed"
    packed.mkdir()
    (packed / "archive.jsonl.gz").write_bytes(gzip.compress(data))
    squeezed = tmp_path / "squeezed"
    squeezed.mkdir()
    with arrow.output_stream(str(squeezed / "archive.jsonl.zst"), compression="zstd") as stream:
        stream.write(data)
    held = [json.loads(line) for line in data.splitlines() if line.endswith(b"}")]
    tabled = tmp_path / "archive.parquet"
    parquet.write_table(arrow.Table.from_pylist(held, schema=_schema(arrow)), tabled, row_group_size=11)
    run(tmp_path / "plain-out", archive, link=False)
    plain = tables(tmp_path / "plain-out")
    for number, path in enumerate((packed, squeezed, tabled)):
        run(tmp_path / f"out{number}", path, link=False)
        made = tables(tmp_path / f"out{number}")
        for kind in ("statements", "figures", "positions"):
            # Whoever has no URL is named by file and line, and the names of these files differ.
            assert _unnamed(made[kind]) == _unnamed(plain[kind]), path
        assert len(made["problems"]) == len(plain["problems"]) - (path == tabled), path


def _schema(arrow: Any) -> Any:
    return arrow.schema([(name, arrow.string()) for name in ("url", "outlet", "published", "text", "title", "fetched")])


def _unnamed(told: list[str]) -> set[str]:
    """Return rows without the name of their report; one that stands in two shards counts once."""
    return {json.dumps(json.loads(row) | {"report": None}) for row in told}


def _warc(kind: str, url: str, block: bytes) -> bytes:
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{len(block)}>",
        "WARC-Date: 2031-05-20T10:00:00Z",
        f"WARC-Target-URI: {url}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block)}",
        "\r\n",
    )
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def _http(status: str, page: str) -> bytes:
    body = page.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body


@pytest.mark.parametrize("ending", [".warc", ".warc.gz"])
def test_web_archives_are_read_record_by_record(tmp_path: Path, ending: str) -> None:
    pytest.importorskip("fastwarc")
    path = tmp_path / f"crawl{ending}"
    pages = {
        f"https://lantern.example/2031/05/{10 + n}/varn": (
            f"<html><head><title>Shelling of Varn {n}</title></head><body><article><p>Shells fell on the port "
            f"of Varn, and {20 + n} people died there on the quay, the harbour master said.</p>"
            f"<p>{'The port is closed. ' * 30}</p></article></body></html>"
        )
        for n in range(5)
    }
    kept = [
        _warc("warcinfo", "", b"software: test"),
        *(_warc("response", url, _http("200 OK", page)) for url, page in pages.items()),
        _warc("response", "https://lantern.example/gone", _http("404 Not Found", "<p>no such page</p>")),
    ]
    path.write_bytes(b"".join(map(gzip.compress, kept) if ending.endswith("gz") else kept))
    run(tmp_path / "out", path, size=2, link=False)
    made = [json.loads(each) for each in rows(tmp_path / "out", "reports")]
    assert sorted(each["url"] for each in made) == sorted(pages)
    assert {each["published"] for each in made} == {f"2031-05-{10 + n}" for n in range(5)}
    figures = [json.loads(each) for each in rows(tmp_path / "out", "figures")]
    assert sorted(each["low"] for each in figures) == [20, 21, 22, 23, 24]
    added = list(pipeline.read_all([str(path)], read=quick_reader.read))
    assert sorted(each.report.report_id for each in added) == sorted(each["report_id"] for each in made)


def test_articles_that_kill_or_hang_their_reader_are_set_aside_and_nothing_else(tmp_path: Path, archive: Path) -> None:
    run(tmp_path / "clean", archive, link=False)
    with archive.open("a", encoding="utf-8") as stream:
        for word in ("poison", "endless"):
            stream.write(json.dumps({"text": f"{word} in Varn, 9 people", "outlet": "C"}) + "\n")
    summary = run(tmp_path / "out", archive, link=False, patience=4.0)
    assert summary.aside == 2
    clean, made = tables(tmp_path / "clean"), tables(tmp_path / "out")
    for kind in ("reports", "statements", "figures", "positions"):
        assert made[kind] == clean[kind]
    more = [json.loads(each)["message"] for each in set(made["problems"]) - set(clean["problems"])]
    whys = ["was ended by signal 9", "worked on it for 4 seconds without an end"]
    assert sorted(more) == [
        f"reading it broke its worker twice (a worker process {why}): it was set aside; "
        "please report this bug with the article"
        for why in whys
    ]


def test_a_folder_belongs_to_one_archive_and_is_done_once(tmp_path: Path, archive: Path) -> None:
    first = run(tmp_path / "out", archive, link=False)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")}
    assert run(tmp_path / "out", archive, link=False) == first
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*")} == before
    with pytest.raises(UsageError, match="another --shard"):
        run(tmp_path / "out", archive, size=8)
    with archive.open("a", encoding="utf-8") as stream:
        stream.write("{}\n")
    with pytest.raises(UsageError, match="other archives, or older ones"):
        run(tmp_path / "out", archive)
    with pytest.raises(UsageError, match="no archive to read"):
        run(tmp_path / "nothing", tmp_path / "missing.jsonl")


def test_linking_can_follow_later(tmp_path: Path, archive: Path) -> None:
    run(tmp_path / "out", archive, link=False)
    assert not rows(tmp_path / "out", "events")
    assert run(tmp_path / "out", archive).rows["events"] == len(rows(tmp_path / "out", "events")) > 0
    assert not (tmp_path / "out" / "work").exists()


def test_inputs_that_are_none_are_problems_and_the_others_are_read(tmp_path: Path, archive: Path) -> None:
    (tmp_path / "list.json").write_text('[{"text": "one document"}]')
    (tmp_path / "torn.jsonl.gz").write_bytes(gzip.compress(archive.read_bytes())[:-40])
    (tmp_path / "no.parquet").write_bytes(b"PAR1 not at all")
    (tmp_path / "notes.txt").write_text("notes")
    named = [tmp_path / name for name in ("list.json", "torn.jsonl.gz", "no.parquet", "notes.txt", "missing.jsonl")]
    summary = run(tmp_path / "out", archive, *named, link=False)
    told = {Path(each["report"]).name: each["message"] for each in problems_of(Storage(str(tmp_path / "out")))}
    assert told["list.json"].startswith("is one JSON document")
    assert "breaks off" in told["torn.jsonl.gz"]
    assert told["no.parquet"].startswith("is no Parquet table")
    assert told["notes.txt"].startswith("is no archive")
    assert told["missing.jsonl"].startswith("no such file")
    assert summary.rows["reports"] >= 36


def test_a_root_that_fsspec_opens_holds_the_same(tmp_path: Path, archive: Path) -> None:
    pytest.importorskip("fsspec")
    run(tmp_path / "out", archive)
    settings = Settings([archive.as_uri()], size=7, read=quick_reader.read)
    with Local(1) as engine:
        bulk(Storage(f"local://{tmp_path / 'far'}"), settings, engine)
    far, near = tables(tmp_path / "far"), tables(tmp_path / "out")
    for kind in ("lineages", "drift", "events", "figures"):
        assert _unnamed(far[kind]) == _unnamed(near[kind]), kind
