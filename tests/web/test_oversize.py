"""A paragraph of five megabytes and a report of thousands of figures: every page stays small, the terminal too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from desks import client_of, settings_for

sys.path.append(str(Path(__file__).parents[1] / "export"))

from export_ledgers import keep, market
from ledger_readings import figure, reading, report

from trucewatch.ledger import View, replay
from trucewatch.model import FigureKind
from trucewatch.web.pages import pages

LARGEST = 500_000  # bytes of a page, whatever a report holds
FIGURES = 3_000


def long_paragraph():
    return market(1, "14 people", 14, 14, extra=" hospital" * 600_000)


def many_figures():
    words = [f"{number} buses" for number in range(10, FIGURES + 10)]
    told = report("A list: " + ", ".join(words) + ".", "list.txt", published="2030-05-05")
    made = [
        figure(told, each, number, number, kind=FigureKind.OTHER, measure="count", object="bus")
        for number, each in enumerate(words, start=10)
    ]
    return reading(told, figures=tuple(made))


@pytest.fixture(scope="module", params=[long_paragraph, many_figures], ids=lambda made: made.__name__)
def ledger(request, tmp_path_factory):
    return keep(tmp_path_factory.mktemp("oversize") / "l.db", request.param())


def test_every_page_of_it_is_small(ledger, tmp_path):
    client = client_of(settings_for(ledger, tmp_path / "r"))
    with View.open(ledger) as view:
        (held,) = view.reports()
        told = next(view.figures())
        event = next((event["event_id"] for _, event in view.kept("event")), None)
    named = {"report": held["report_id"], "figure": told["figure_id"], "event": event, "source": told["source"]["name"]}
    for page in pages():
        kind = page.path.split("/")[1]
        if "{" in page.path and not named.get(kind):
            continue
        path = page.path.partition("{")[0] + (named[kind] if "{" in page.path else "")
        for query in ("", f"?from={held['characters'] // 2}") if kind == "report" else ("", "?q=hospital"):
            answer = client.get(path + query)
            assert answer.status_code == 200, path
            assert len(answer.content) < LARGEST, (path, query, len(answer.content))


def test_nothing_links_many_figures_of_one_report_while_a_page_waits(tmp_path, monkeypatch):
    ledger = keep(tmp_path / "l.db", many_figures())
    monkeypatch.setattr(replay, "derive", lambda *_, **__: pytest.fail("linked anew"))
    client = client_of(settings_for(ledger, tmp_path / "r", link_up_to=FIGURES // 20 - 1))
    boards = [f"/api/v1/boards/{name}" for name in client.get("/api/v1/boards").json()]
    lists = [f"/api/v1/{name}?limit=200" for name in ("reports", "figures", "events", "series")]
    for path in ("/", "/map", "/events", "/boards/attacks", "/figures", *boards, *lists):
        for asked in (path, f"{path}{'&' if '?' in path else '?'}as_of=2030-05-05"):
            answer = client.get(asked)
            assert answer.status_code == 200, asked
            assert len(answer.content) < LARGEST, (asked, len(answer.content))


def test_few_figures_are_linked_as_of_a_day(tmp_path, monkeypatch):
    ledger = keep(tmp_path / "l.db", market(1, "14 people", 14, 14))
    made: list[object] = []
    derive = replay.derive
    monkeypatch.setattr(replay, "derive", lambda *given, **named: made.append(named) or derive(*given, **named))
    assert client_of(settings_for(ledger, tmp_path / "r", link_up_to=1)).get("/?as_of=2030-05-05").status_code == 200
    assert made == [{"as_of": "2030-05-05"}]
