"""The evidence bundle: whole, provable, the same bytes each time, and harmless whatever the reports say."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pytest
from export_ledgers import hostile, market

from trucewatch.boards.brief import situation_report
from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.errors import UsageError
from trucewatch.export.asked import Asked
from trucewatch.export.bundle import Brief, write_bundle
from trucewatch.export.harmless import CONTROLS, restored
from trucewatch.export.tables import board_table
from trucewatch.ledger import Filters, View
from trucewatch.ledger.pages.contents import last_added


def _bundle(path, asked=None):
    asked = asked or Asked()
    out = io.BytesIO()
    with View.open(path) as view:
        cutoff = asked.as_of or last_added(view)
        brief = Brief(situation_report(view, cutoff=cutoff, filters=asked.filters), cutoff, "test")
        tables = [
            board_table(name, each.columns, (row.record() for row in board(name, view, as_of=asked.as_of)))
            for name, each in BOARDS.items()
        ]
        write_bundle(view, asked, brief, tables, out)
    return out.getvalue()


def _parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


class Links(HTMLParser):
    """The anchors, links and tags of a page."""

    def __init__(self, page):
        super().__init__()
        self.ids, self.links, self.tags = set(), [], set()
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.add(tag)
        self.ids |= {told["id"]} if told.get("id") else set()
        self.links += [told[key] for key in ("href", "src") if told.get(key)]
        assert not [key for key in told if key.startswith("on")], "no handler of an event"


def test_the_same_ledger_gives_the_same_bytes(market_ledger):
    assert _bundle(market_ledger) == _bundle(market_ledger)


def test_every_part_is_hashed_and_the_texts_are_the_reports(market_ledger):
    parts = _parts(_bundle(market_ledger))
    sums = dict(reversed(line.split("  ")) for line in parts["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(parts) - {"SHA256SUMS"}
    assert all(hashlib.sha256(parts[name]).hexdigest() == digest for name, digest in sums.items())
    reports = [json.loads(line) for line in parts["records/reports.jsonl"].splitlines()]
    texts = {each["report_id"]: each["text"] for each in map(json.loads, parts["records/texts.jsonl"].splitlines())}
    assert len(reports) == 3
    for report in reports:
        text = texts[report["report_id"]]
        assert hashlib.sha256(text.encode()).hexdigest() == report["sha256"]
        assert parts[f"texts/{report['report_id']}.txt"].decode() == text
    for line in parts["records/figures.jsonl"].splitlines():
        figure = json.loads(line)
        assert texts[figure["report_id"]][figure["start"] : figure["end"]] == figure["wording"]


def test_every_link_leads_somewhere_in_the_bundle(market_ledger, hostile_ledger):
    for path in (market_ledger, hostile_ledger):
        parts = _parts(_bundle(path))
        pages = {name: Links(page) for name, page in parts.items() if name.endswith(".html")}
        assert "brief.html" in pages
        for name, page in pages.items():
            assert not page.tags & {"script", "img", "iframe", "form", "object", "link"}, name
            for link in page.links:
                target, _, anchor = link.partition("#")
                folder = name.rpartition("/")[0]
                full = f"{folder}/{target}" if folder and target else target or name
                full = re.sub(r"[^/]+/\.\./", "", full)
                assert full in parts, f"{name} leads to {link}"
                assert not anchor or anchor in pages[full].ids


def test_from_a_number_of_the_brief_it_is_one_step_to_its_words(market_ledger):
    parts = _parts(_bundle(market_ledger))
    found = re.search(rb'<a href="(reports/r1-\w+\.html)#(f1-\w+)">', parts["brief.html"])
    assert found
    page = parts[found[1].decode()].decode()
    assert f'<a id="{found[2].decode()}"></a>' in page
    assert "<mark>" in page


def test_a_hostile_report_does_no_harm_in_any_part(hostile_ledger):
    parts = _parts(_bundle(hostile_ledger))
    assert all(re.fullmatch(r"[A-Za-z0-9./-]+", name) and ".." not in name for name in parts)
    for name, part in parts.items():
        text = part.decode("utf-8")
        assert not CONTROLS.search(text), f"{name} steers a terminal"
        if name.endswith(".html"):
            assert "<script" not in text
            assert "<img" not in text
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(text, newline="")):
                assert not [cell for cell in row if re.match(r"\s*[=+@＝＋－＠\t\r]", cell)], name
                assert not [cell for cell in row if cell.startswith("-") and not re.fullmatch(r"-[\d.e]+", cell)], name
    (text,) = [json.loads(line)["text"] for line in parts["records/texts.jsonl"].splitlines()]
    assert text == hostile().report.text
    (row,) = csv.DictReader(io.StringIO(parts["tables/figures.csv"].decode(), newline=""))
    assert restored(row["wording"]) == hostile().figures[0].span.wording


def test_a_day_and_a_place_narrow_the_bundle(market_ledger):
    parts = _parts(_bundle(market_ledger, Asked(as_of="2030-05-04")))
    assert len(parts["records/reports.jsonl"].splitlines()) == 1
    assert json.loads(parts["about.json"])["cutoff"] == "2030-05-04"
    parts = _parts(_bundle(market_ledger, Asked(Filters(where="Ostrel"))))
    assert len(parts["records/reports.jsonl"].splitlines()) == 2
    with pytest.raises(UsageError, match="outlet"):
        _bundle(market_ledger, Asked(Filters(outlet="Wire")))


def test_the_page_of_a_report_marks_the_first_figures_and_says_where_all_stand(market_ledger, monkeypatch):
    monkeypatch.setattr("trucewatch.export.bundle._MOST_MARKS", 0)
    parts = _parts(_bundle(market_ledger, Asked()))
    pages = [part for name, part in parts.items() if name.startswith("reports/")]
    assert pages
    assert all(b"the first 0 figures and statements are marked here" in page for page in pages)
    assert all(b"<mark>" not in page for page in pages)
    assert parts["records/figures.jsonl"].splitlines()


def test_an_endless_paragraph_is_one_page(tmp_path):
    from export_ledgers import keep

    path = keep(tmp_path / "long.db", market(1, "14 people", 14, 14, extra=" word" * 1_000_000))
    out = io.BytesIO()
    with View.open(path) as view:
        write_bundle(view, Asked(), Brief("# Brief\n", "2030-05-06", "test"), (), out)
    parts = _parts(out.getvalue())
    (page,) = [part for name, part in parts.items() if name.startswith("reports/")]
    assert len(page) > 5_000_000
