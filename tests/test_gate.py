"""The gate holds: no score falls under its floor, and no floor falls without a reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from evals import gate
from evals.cases import check, parse
from evals.score import Score
from evals.table import gains_and_losses, pin, remember

if TYPE_CHECKING:
    from pathlib import Path

SHARED = gate.SHARED
HAS_SEEDS = (SHARED / "gold" / "reading").is_dir() and (SHARED / "tools" / "score_reading.py").is_file()


def test_the_floors_stand_beside_the_corpus_they_were_scored_on() -> None:
    assert gate.pinned()["corpus"] == gate.corpus_hash(), "cases changed: python -m evals.gate --pin"


def test_what_the_project_holds_keeps_its_floors() -> None:
    assert gate.breaches(gate.held_scores(), gate.pinned()["floors"]) == []


@pytest.mark.skipif(not HAS_SEEDS, reason="the annotated reports lie beside the project, not in it")
def test_the_annotated_reports_keep_their_floors() -> None:
    assert gate.breaches(gate.shared_scores(), gate.pinned()["floors"]) == []


def test_every_lowered_floor_has_its_reason() -> None:
    for row in gate.pinned()["lowered"]:
        assert row["reason"].strip()
        assert row["to"] < row["from"]


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"corpus": "old", "floors": {"x": 0.5, "y": 0.25}, "lowered": []}), "utf-8")
    monkeypatch.setattr(gate, "FLOORS", path)
    monkeypatch.setattr(gate, "pinned", lambda: json.loads(path.read_text("utf-8")))
    monkeypatch.setattr(gate, "held_scores", lambda *_: {"x": 0.4, "y": 0.75})
    monkeypatch.setattr(gate, "shared_scores", lambda **_: {})
    return path


def test_a_score_under_its_floor_fails_the_gate(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([]) == 1
    assert "x is 0.4000, under its floor of 0.5000" in capsys.readouterr().out


def test_pinning_does_not_lower_a_floor(floors: Path) -> None:
    before = floors.read_text("utf-8")
    assert gate.main(["--pin"]) == 1
    assert floors.read_text("utf-8") == before


def test_lowering_takes_a_reason_and_keeps_it(floors: Path) -> None:
    assert gate.main(["--lower", "--reason", "stricter cases"]) == 0
    after = json.loads(floors.read_text("utf-8"))
    assert after["floors"] == {"x": 0.4, "y": 0.75}
    assert after["lowered"] == [{"floor": "x", "from": 0.5, "to": 0.4, "reason": "stricter cases"}]
    assert after["corpus"] == gate.corpus_hash()


@pytest.mark.parametrize("arguments", [["--lower"], ["--lower", "--reason", " "], ["--reason", "because"]])
def test_lowering_without_a_reason_is_misuse(floors: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as told:
        gate.main(arguments)
    assert told.value.code == 2


CASE = """# A title

Why: it matters.

## Report

Three men met. "No," said Ann.

## Must

```toml
[[figure]]
at = "Three men"
low = 3
high = "open"
```

## Must not

```toml
[[statement]]
source = "Ann"
```
"""


def _records(low: int, high: int | None, source: str) -> list[dict[str, object]]:
    return [
        {"record": "report", "stories": [], "furniture": [], "embeds": []},
        {"record": "figure", "start": 0, "end": 9, "wording": "Three men", "low": low, "high": high, "part_of": None},
        {"record": "statement", "source": {"name": source}, "content": {"start": 15, "end": 20, "wording": '"No,"'}},
    ]


@pytest.mark.parametrize(
    ("low", "high", "source", "wrong"),
    [(3, None, "Bea", 0), (3, 3, "Bea", 1), (4, None, "ann", 2)],
    ids=["a fitting record passes", "a wrong field is told", "a record that must not be there is told"],
)
def test_a_case_is_checked_field_by_field(tmp_path: Path, low: int, high: int | None, source: str, wrong: int) -> None:
    path = tmp_path / "case.md"
    path.write_text(CASE, "utf-8")
    assert len(check(parse(path), _records(low, high, source))) == wrong


def test_a_case_whose_words_are_not_in_its_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "case.md"
    path.write_text(CASE.replace('"Three men"', '"Four men"'), "utf-8")
    with pytest.raises(ValueError, match="Four men"):
        parse(path)


def test_gains_and_losses_name_the_items_that_turned(tmp_path: Path) -> None:
    last = tmp_path / "last.json"
    remember(last, [Score("s", ("r",), {}, {"a": True, "b": False, "extra c": False})])
    now = Score("s", ("r",), {}, {"a": False, "b": True, "extra d": False})
    assert gains_and_losses(json.loads(last.read_text("utf-8")), now) == (["b", "extra c"], ["a", "extra d"])
    other = Score("s", ("another report",), {}, {"a": False})
    assert gains_and_losses(json.loads(last.read_text("utf-8")), other) == ([], [])


def test_pinning_one_set_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "pinned.json"
    pin(path, [Score("one", ("r",), {"F1": 0.5})])
    pin(path, [Score("two", ("r",), {"F1": 0.25})])
    assert set(json.loads(path.read_text("utf-8"))) == {"one", "two"}
