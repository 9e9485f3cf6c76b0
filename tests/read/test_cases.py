"""Each case is one phenomenon, or one example report, and the records that reading it must and must not yield."""

from __future__ import annotations

from pathlib import Path

import pytest
from evals.cases import asked, check, parse
from evals.readings import read_one

CASES = sorted((Path(__file__).resolve().parents[1] / "cases").glob("*/*.md"))

# What the reader cannot do yet, and why. Strict: mending a gap turns its test red until its line is removed here.
KNOWN_GAPS: dict[str, str] = {
    "ukraine-kryvyi-rih": "'the same city', 'officials have spoken of', decoys, the actor of a relative clause",
    "ukraine-london-planning": "'overnight' after another day, damage in a long list, joined holders",
}


def _cases() -> list[object]:
    gaps = {name: [pytest.mark.xfail(reason=why)] for name, why in KNOWN_GAPS.items()}
    return [pytest.param(path, id=path.stem, marks=gaps.get(path.stem, [])) for path in CASES]


@pytest.mark.parametrize("path", _cases())
def test_the_reader_gets_the_phenomenon(path: Path) -> None:
    case = parse(path)
    wrong = check(case, read_one(asked(case)))
    assert not wrong, f"{case.title}:\n" + "\n".join(wrong)


def test_there_are_enough_cases_and_every_gap_is_one_of_them() -> None:
    assert len(CASES) >= 44
    assert set(KNOWN_GAPS) <= {path.stem for path in CASES}


def test_no_two_cases_tell_the_same_phenomenon() -> None:
    titles = [parse(path).title for path in CASES]
    assert len(titles) == len(set(titles))
