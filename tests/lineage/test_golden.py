"""Families and drift through the real reader: over the examples, and over the reports beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.lineage import drift, families
from trucewatch.model import Change, Reading

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
SEEDS = ROOT.parent / "shared" / "seeds"


def _read(folder: Path, vocabulary: tuple[str, ...] = ()) -> list[Reading]:
    from trucewatch.pipeline import read_all, reader

    found = list(read_all([str(folder)], read=reader(vocabulary)))
    assert all(isinstance(each, Reading) for each in found)
    return found


@pytest.fixture(scope="module")
def seeds() -> list[Reading]:
    if not SEEDS.is_dir():
        pytest.skip("the reports beside the project are not here")
    return _read(SEEDS)


@pytest.fixture(scope="module")
def examples() -> list[Reading]:
    return _read(EXAMPLES, (str(EXAMPLES / "marren" / "vocabulary.toml"),))


def _changes(docs: list[Reading], *reports: str) -> list[tuple[Change, str, str | None, str | None]]:
    named = {doc.report.report_id for doc in docs if any(part in doc.report.name for part in reports)}
    (family,) = (each for each in families(docs).families if named == set(each.reports))
    texts = {doc.report.report_id: doc.report.text for doc in docs}
    found = drift(family, docs)
    for each in found:
        for cited in filter(None, (each.before, each.after)):
            assert texts[cited.report_id][cited.start : cited.end] == cited.wording
    return [(each.change, each.before.wording, each.after and each.after.wording, each.what) for each in found]


def test_two_of_the_seeds_are_one_family_and_no_other_pair_is(seeds) -> None:
    found = families(seeds)
    names = {doc.report.report_id: Path(doc.report.name).name[:3] for doc in seeds}
    assert [{names[each] for each in family.reports} for family in found.families] == [{"000", "001"}]
    assert found.families[0].origin is None
    assert not found.near


def test_drift_between_the_two_seeds_lists_what_the_rewrite_changed(seeds) -> None:
    found = _changes(seeds, "000_", "001_")

    def told(change: Change, before: str, after: str | None = None) -> bool:
        return any(
            kind == change and before in one and (after is None or after in (other or ""))
            for kind, one, other, _ in found
        )

    assert told(Change.VALUE_LOST, "31")
    assert told(Change.VALUE_LOST, "20 vehicles")
    assert told(Change.MADE_VAGUE, "over 30 vehicles", "numerous vehicles")
    assert told(Change.HEDGE_FLIPPED, "claimed", "confirm")
    assert told(Change.SOURCE_CHANGED, "Russian security officials", "security officials")
    assert told(Change.SOURCE_LOST, "Pushilin")


def test_the_rewrites_among_the_examples_are_families_and_nothing_else(examples) -> None:
    names = {doc.report.report_id: doc.report.name for doc in examples}
    found = [sorted(names[each] for each in family.reports) for family in families(examples).families]
    assert sorted(len(family) for family in found) == [2, 2], found
    assert any("01-kryvyi-rih" in name for family in found for name in family)
    assert any("night" in name for family in found for name in family)


def test_drift_among_the_examples(examples) -> None:
    (family,) = (
        each
        for each in families(examples).families
        if any("01-kryvyi-rih" in doc.report.name for doc in examples if doc.report.report_id in each.reports)
    )
    changes = {(each.change, each.before.wording) for each in drift(family, examples)}
    assert (Change.MADE_VAGUE, "more than 30 vehicles") in changes
    assert (Change.VALUE_LOST, "20 vehicles") in changes
