"""A reader small enough to foresee, so that the command line is tested and not the reading of English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import quick_reader

from trucewatch import pipeline
from trucewatch.cli import main
from trucewatch.model import Place, Status

if TYPE_CHECKING:
    from trucewatch.model import Reading, Report


def read(report: Report, day: str = "2021-04-05") -> Reading:
    """Read `N people` as injured in Varn, which the ministry denies."""
    varn = Place("Varn", "XV", 1.5, 2.5, 1)
    return quick_reader.read(report, day, measure="injured", status=Status.DENIED, place=varn, as_of=None)


@pytest.fixture(autouse=True)
def _small_reader(monkeypatch, tmp_path):
    monkeypatch.setattr(pipeline, "reader", lambda _=(): read)
    monkeypatch.delenv("TRUCEWATCH_LEDGER", raising=False)
    monkeypatch.delenv("TRUCEWATCH_DEBUG", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys):
    """Run the program and return its exit code, stdout and stderr."""

    def _run(*arguments: str) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


@pytest.fixture
def report(tmp_path):
    """Write a report and return its path."""

    def _report(text: str, name: str = "a.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return _report
