"""Families as the ledger keeps them: the same in any order of adding, obeying people, shown by the commands."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lineage_reports import COPY, ELSEWHERE, PRESS_CONFERENCE, REWRITE, WIRE, report

from trucewatch import ids
from trucewatch.cli import main
from trucewatch.ledger import Ledger, View, check, derive
from trucewatch.ledger.kinship import readings
from trucewatch.model import Judgement, Verdict

if TYPE_CHECKING:
    from trucewatch.model import Lineage, Reading

NOW = "2031-06-01T00:00:00Z"


@pytest.fixture(scope="module")
def docs() -> list[Reading]:
    from trucewatch.read.reader import read

    told = [(WIRE, "AP"), (COPY, "Daily"), (REWRITE, "Pulse"), (PRESS_CONFERENCE, "Herald"), (ELSEWHERE, "Farmer")]
    return [read(report(text, outlet=outlet).report) for text, outlet in told]


def _ledger(path: Path, docs: list[Reading], *, relink_between: bool = False) -> Path:
    with Ledger.open(path) as ledger:
        for doc in docs:
            ledger.add(doc, added=NOW)
            if relink_between:
                ledger.relink()
        ledger.relink()
    return path


def _rows(path: Path) -> list[tuple[str, int, str, str]]:
    with View.open(path) as view:
        return list(view.kept_rows())


def test_neither_the_order_of_adding_nor_relinking_between_shows(docs, tmp_path) -> None:
    expected = _rows(_ledger(tmp_path / "first.db", docs))
    assert {row[0] for row in expected} >= {"lineage", "drift"}
    for seed in range(3):
        shuffled = random.Random(seed).sample(docs, len(docs))
        assert _rows(_ledger(tmp_path / f"{seed}.db", shuffled, relink_between=seed == 0)) == expected, seed
    assert check(tmp_path / "first.db").is_clean


def test_the_ledger_gives_back_what_lineage_needs(docs, tmp_path) -> None:
    with View.open(_ledger(tmp_path / "a.db", docs)) as view:
        back = {each.report.report_id: each for each in readings(view, view.reports())}
    for doc in docs:
        again = back[doc.report.report_id]
        assert again.page == doc.page
        assert set(again.statements) == set(doc.statements)
        assert set(again.figures) == set(doc.figures)


@pytest.fixture
def ledger(docs, tmp_path) -> str:
    return str(_ledger(tmp_path / "a.db", docs))


def _printed(capsys, *asked: str) -> str:
    capsys.readouterr()
    assert main(list(asked)) == 0
    return capsys.readouterr().out


def test_the_commands_print_families_and_changes(ledger, capsys, docs) -> None:
    (family,) = map(json.loads, _printed(capsys, "--ledger", ledger, "lineage", "--format", "jsonl").splitlines())
    assert list(family) == ["record", "lineage_id", "agency", "origin", "reports", "evidence", "parts"]
    assert set(family["reports"]) == {doc.report.report_id for doc in docs[:3]}
    told = _printed(capsys, "--ledger", ledger, "drift", family["lineage_id"][:8], "--format", "jsonl")
    changes = list(map(json.loads, told.splitlines()))
    assert {each["change"] for each in changes} >= {"hedge_flipped", "quote_altered", "made_vague"}
    told = _printed(capsys, "--ledger", ledger, "drift", "--kind", "quote_altered", "--format", "csv")
    assert told.splitlines()[0].startswith("drift_id,lineage_id,change,what,now,before.report_id")
    assert len(told.splitlines()) == 2
    assert "1 family" in _printed(capsys, "--ledger", ledger, "lineage", "--format", "table")
    assert "Pulse" in _printed(capsys, "--ledger", ledger, "drift", "--format", "table")


@pytest.mark.parametrize("asked", [["drift", "l1-nothing"], ["drift", "--kind", "typo"], ["lineage", "--as-of", "May"]])
def test_what_is_asked_wrongly_is_misuse(ledger, capsys, asked: list[str]) -> None:
    assert main(["--ledger", ledger, *asked]) == 2
    assert "Traceback" not in capsys.readouterr().err


def _judge(ledger: str, a: str, b: str, verdict: str, day: int) -> tuple[Lineage, ...]:
    a, b, decided = min(a, b), max(a, b), f"2031-06-0{day}T00:00:00Z"
    made = Judgement(ids.judgement_id(a, b, verdict, "Ann", decided), a, b, Verdict(verdict), "Ann", decided)
    with Ledger.open(ledger) as opened:
        opened.judge(made)
        opened.relink()
    with View.open(ledger) as view:
        return derive(view).lineages.families


def test_a_judgement_parts_a_family_and_its_reverse_restores_it(ledger, docs) -> None:
    wire, _, rewrite, spot, _ = (doc.report.report_id for doc in docs)
    before = _rows(Path(ledger))
    assert any({wire, spot} <= set(family.reports) for family in _judge(ledger, wire, spot, "same", 2))
    assert not any({wire, rewrite} <= set(family.reports) for family in _judge(ledger, wire, rewrite, "different", 3))
    _judge(ledger, wire, spot, "unsure", 4)
    _judge(ledger, wire, rewrite, "unsure", 5)
    assert _rows(Path(ledger)) == before


def test_why_tells_the_evidence(ledger, capsys, docs) -> None:
    wire, _, rewrite, spot, farmer = (doc.report.report_id for doc in docs)
    assert "same order" in _printed(capsys, "--ledger", ledger, "why", wire, rewrite)
    assert "no family" in _printed(capsys, "--ledger", ledger, "why", wire, farmer)
    assert "no family" in _printed(capsys, "--ledger", ledger, "why", wire, spot)


def test_reports_alike_but_apart_are_kept_until_somebody_decides(docs, tmp_path) -> None:
    from trucewatch.ledger.pages.review import apart
    from trucewatch.read.reader import read

    some = REWRITE[: REWRITE.index("Monitors headed")] + PRESS_CONFERENCE[PRESS_CONFERENCE.index("Firemen") :]
    path = _ledger(tmp_path / "a.db", [docs[0], read(report(some, outlet="Herald").report)])
    with View.open(path) as view:
        shown = apart(view).records
        families = list(view.kept("lineage"))
    assert len(shown) + len(families) == 1  # the rules may learn: in doubt, or one family
    if shown:
        assert 0 < shown[0]["score"] < 1
        assert {shown[0]["one"]["outlet"], shown[0]["other"]["outlet"]} == {"AP", "Herald"}
    assert check(path).is_clean
