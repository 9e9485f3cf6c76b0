"""A shard reads several articles at once only as long as each can still be told from its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.bulk import reading
from trucewatch.engine import Aside
from trucewatch.model import Page, Problem, Reading, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from trucewatch.pipeline import Reader

REPORTS = [Report(f"r-{n}", f"{n}.txt", f"Report {n}.", f"{n}") for n in range(11)]


class _Parts:
    def __init__(self, *, is_again: bool = False, aside: Sequence[int] = ()) -> None:
        self.is_again, self.started, self._aside = is_again, [], aside

    def starts(self, part: int) -> Aside | None:
        self.started.append(part)
        return Aside(part, "it hung") if part in self._aside else None


class _Ahead:
    """Looks at reports, remembers how many at once, and fails on those whose text is named."""

    def __init__(self, *broken: str) -> None:
        self.looks: list[int] = []
        self._broken = broken

    def __call__(self, reports: Sequence[Report]) -> list[Reader]:
        self.looks.append(len(reports))
        if any(report.text in self._broken for report in reports):
            raise ValueError("broken")
        return [lambda report: Reading(report, Page(None, None, None, (), (), ()), "test", (), (), (), ())] * len(
            reports
        )


def _outcomes(monkeypatch: pytest.MonkeyPatch, ahead: _Ahead, parts: _Parts) -> list[Reading | Problem]:
    monkeypatch.setattr(reading, "articles", lambda *_: iter(REPORTS))
    monkeypatch.setattr(reading, "_reader", lambda _: ahead)
    monkeypatch.setattr(reading, "_kept", lambda outcome: outcome)
    return list(reading._outcomes(reading.ReadShard(None, "s", None), parts, {"aside": 0}))


def _names(outcomes: Sequence[Reading | Problem]) -> list[str]:
    return [each.report if isinstance(each, Problem) else each.report.name for each in outcomes]


def test_articles_are_looked_at_together_and_come_out_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_TOGETHER", 8)
    ahead, parts = _Ahead(), _Parts()
    assert _names(_outcomes(monkeypatch, ahead, parts)) == [report.name for report in REPORTS]
    assert (ahead.looks, parts.started) == ([8, 3], list(range(11)))


def test_a_long_article_is_looked_at_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = _Ahead()
    monkeypatch.setattr(reading, "_LONGEST_TOGETHER", 3 * len(REPORTS[0].text))
    _outcomes(monkeypatch, ahead, _Parts())
    assert ahead.looks == [3, 3, 3, 2]


def test_an_article_that_fails_costs_its_neighbours_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = _outcomes(monkeypatch, _Ahead(REPORTS[2].text), _Parts())
    assert _names(outcomes) == [report.name for report in REPORTS]
    assert [each.report for each in outcomes if isinstance(each, Problem)] == [REPORTS[2].name]


def test_after_a_death_each_article_is_looked_at_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = _Ahead()
    outcomes = _outcomes(monkeypatch, ahead, _Parts(is_again=True, aside=[4]))
    assert ahead.looks == [1] * 10
    assert [each.report for each in outcomes if isinstance(each, Problem)] == [REPORTS[4].name]
