"""The examples show what examples/README.md says they show, and every record's words stand in their text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from trucewatch import model
from trucewatch.pipeline import read_all, reader
from trucewatch.records import as_records

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
VOCABULARY = str(EXAMPLES / "marren" / "vocabulary.toml")


@lru_cache(maxsize=1)
def _readings() -> dict[str, model.Reading]:
    found: dict[str, model.Reading] = {}
    for outcome in read_all(
        [str(EXAMPLES / "ukraine"), str(EXAMPLES / "marren" / "reports")], read=reader([VOCABULARY])
    ):
        assert isinstance(outcome, model.Reading), outcome
        found[Path(outcome.report.name).name] = outcome
    return found


def _figures(name: str, **wanted: object) -> list[model.Figure]:
    return [f for f in _readings()[name].figures if all(getattr(f, key) == value for key, value in wanted.items())]


def _values(name: str, **wanted: object) -> set[tuple[float | None, float | None]]:
    return {(f.low, f.high) for f in _figures(name, **wanted)}


def test_every_example_becomes_a_reading_without_a_problem() -> None:
    assert len(_readings()) >= 12
    assert not [problem for reading in _readings().values() for problem in reading.problems]


def test_every_wording_stands_in_its_text() -> None:
    for reading in _readings().values():
        for record in as_records(reading):
            for spot in (record, *(v for key, v in record.items() if isinstance(v, dict) and key != "when")):
                if spot.get("wording") is not None and spot.get("start") is not None:
                    assert reading.report.text[spot["start"] : spot["end"]] == spot["wording"], spot


def test_every_example_has_a_date() -> None:
    assert not [name for name, reading in _readings().items() if reading.page.published is None]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("01-market-tuesday.txt", 9, None),
        ("02-market-wednesday.html", 14, 14),
        ("03-market-thursday.txt", 13, 13),
    ],
)
def test_a_toll_moves_over_three_days(name: str, low: int, high: int | None) -> None:
    assert (low, high) in _values(name, measure="killed")


def test_a_part_never_stands_beside_its_whole() -> None:
    whole = _figures("01-kryvyi-rih.txt", measure="killed", low=18)[0]
    children = [f for f in _figures("01-kryvyi-rih.txt", object="child") if f.low == 9]
    assert [f.part_of for f in children] == [whole.figure_id]


@pytest.mark.parametrize(("name", "number"), [("01-kryvyi-rih.txt", 85), ("02-market-wednesday.html", 60)])
def test_a_claim_that_somebody_rejects_is_denied(name: str, number: int) -> None:
    claims = [f for f in _readings()[name].figures if f.low == number]
    assert claims
    assert all(f.status is model.Status.DENIED and f.denied_by for f in claims)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("03-london-planning.txt", {("launched", 171), ("intercepted", 75), ("lost", 63), ("intercepted", 132)}),
        ("night-raid", {("launched", 64), ("intercepted", 41), ("lost", 15), ("intercepted", 38)}),
    ],
)
def test_both_sides_count_their_drones(name: str, counts: set[tuple[str, int]]) -> None:
    assert counts <= {(f.measure, f.low) for f in _figures(name, kind=model.FigureKind.RAID)}


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("force-numbers", {(100000, 150000), (30000, 40000)}),
        ("05-force.html", {(25000, None), (12000, 15000)}),
    ],
)
def test_sizes_of_a_force_stand_side_by_side(name: str, sizes: set[tuple[float, float | None]]) -> None:
    assert sizes <= _values(name, kind=model.FigureKind.FORCE)


@pytest.mark.parametrize(
    ("name", "amount", "currency"),
    [("03-london-planning.txt", 3e9, "euro"), ("05-force.html", 400e6, "euro")],
)
def test_an_amount_and_its_conversion_are_one_claim(name: str, amount: float, currency: str) -> None:
    money = [f for f in _figures(name, kind=model.FigureKind.AID) if amount in {f.low, f.high}]
    assert len(money) == 1
    assert currency in f"{money[0].object} {money[0].unit}".lower() or money[0].unit == "EUR"
    assert not [f for f in _readings()[name].figures if f.unit in {"USD", "dollar", "dollars"}]


def test_violations_are_counted_by_accuser() -> None:
    found = {(f.low, f.source.name) for f in _figures("06-violations.txt", kind=model.FigureKind.VIOLATION)}
    assert {(1930, "Tarvenia"), (874, "Kessarian General Staff")} <= found


@pytest.mark.parametrize(("name", "stories"), [("05-digest.html", 3), ("07-live.html", 3), ("01-kryvyi-rih.txt", 1)])
def test_a_page_holds_its_stories(name: str, stories: int) -> None:
    assert len(_readings()[name].page.stories) == stories


def test_a_post_speaks_for_its_author() -> None:
    posts = _readings()["03-market-thursday.txt"].page.embeds
    assert [post.author for post in posts] == ["Brackwater City Hospital"]


def test_a_repeated_paragraph_is_marked() -> None:
    toll = _figures("02-market-wednesday.html", measure="killed", low=14)
    assert [f.repeat for f in toll].count(False) == 1
    assert toll[-1].repeat


def test_a_name_of_the_vocabulary_file_is_canonical_everywhere() -> None:
    speakers = {s.source.name for reading in _readings().values() for s in reading.statements}
    assert {"Marta Quill", "Hanne Sorrel", "Oskar Venn", "Joint Truce Commission"} <= speakers
    assert not speakers & {"Quill", "Sorrel", "Venn", "the commission"}
