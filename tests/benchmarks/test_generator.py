"""The generator of reports: the same bytes every time, and a truth that is true of what it wrote."""

from __future__ import annotations

import gzip
import json
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from benchmarks.generator import Generated, generate, towns, write

from trucewatch.collect import collect
from trucewatch.lineage import families
from trucewatch.model import Page, Reading, Report, Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = 150


@pytest.fixture(scope="module")
def made() -> list[Generated]:
    return list(generate(COUNT, places=towns()[:300]))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]


def test_every_number_of_the_truth_stands_where_it_says(made: list[Generated]) -> None:
    small = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
    checked = 0
    for report, truth in made:
        for figure in truth["figures"]:
            wording = report["text"][figure["start"] : figure["end"]].lower()
            assert wording in {str(figure["value"]), *small[figure["value"] : figure["value"] + 1]}, figure
            checked += 1
    assert checked > COUNT
    assert not any(mark in report["text"] for report, _ in made for mark in "\x01\x02\x03{}")


def test_reports_come_by_day_each_after_what_it_was_made_from(made: list[Generated]) -> None:
    days = [truth["published"] for _, truth in made]
    assert days == sorted(days)
    seen: set[str] = set()
    for _, truth in made:
        assert truth["of"] is None or truth["of"] in seen
        seen.add(truth["url"])
    kinds = {truth["relation"] for _, truth in made}
    assert kinds >= {"original", "own", "copy", "edited", "rewrite"}
    assert any(truth["background"] for _, truth in made)


def test_a_rewrite_shares_no_long_run_of_words_but_one_family(made: list[Generated]) -> None:
    texts = {truth["url"]: report["text"] for report, truth in made}
    for report, truth in made:
        if truth["relation"] == "rewrite":
            source, text = texts[truth["of"]].split(), report["text"].split()
            runs = {tuple(source[at : at + 12]) for at in range(len(source))}
            shared = sum(tuple(text[at : at + 12]) in runs for at in range(len(text) - 11))
            assert shared < len(text) * 0.35, truth["url"]


def test_files_are_read_as_reports_under_the_ids_of_the_truth_and_are_the_same_every_time(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write(tmp_path / folder, 30, shard=20)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert names == ["events.jsonl.gz", *(f"{n}-0000{k}.jsonl.gz" for n in ("reports", "truth") for k in (0, 1))]
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)
    (tmp_path / "in.jsonl").write_bytes(
        b"".join(gzip.decompress((tmp_path / "a" / f"reports-0000{k}.jsonl.gz").read_bytes()) for k in (0, 1))
    )
    collected = [item for item in collect([str(tmp_path / "in.jsonl")]) if isinstance(item, Report)]
    truths = [*_lines(tmp_path / "a" / "truth-00000.jsonl.gz"), *_lines(tmp_path / "a" / "truth-00001.jsonl.gz")]
    assert [report.report_id for report in collected] == [truth["report_id"] for truth in truths]
    events = [line["event"] for line in _lines(tmp_path / "a" / "events.jsonl.gz")]
    assert {truth["event"] for truth in truths} <= set(events)


def test_an_archive_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kinds: object) -> Iterator[Generated]:
        yield from generate(25)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("benchmarks.generator.generate", broken)
    with pytest.raises(OSError, match="No space left"):
        write(tmp_path / "new" / "archive", 40, shard=10)
    assert list((tmp_path / "new").iterdir()) == []
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "reports-00009.jsonl.gz").touch()
    with pytest.raises(FileExistsError, match="name a new folder"):
        write(tmp_path / "old", 10)


def test_families_of_the_truth_are_what_lineage_finds_and_own_texts_stay_apart(made: list[Generated]) -> None:
    few = made[:60]
    readings = [
        Reading(
            Report(truth["report_id"], truth["url"], report["text"], truth["report_id"]),
            Page(published=truth["published"], stories=(Story(0, len(report["text"])),)),
            "test",
        )
        for report, truth in few
    ]
    by_family: dict[str, list[str]] = {}
    for _, truth in few:
        by_family.setdefault(truth["family"], []).append(truth["report_id"])
    true = {frozenset(pair) for members in by_family.values() for pair in combinations(members, 2)}
    found = {frozenset(pair) for family in families(readings).families for pair in combinations(family.reports, 2)}
    assert len(found & true) >= 0.9 * len(true)
    assert len(found & true) >= 0.9 * len(found)
