"""What pages ask of a ledger too large to be linked while somebody waits: the same answers as looking at all of it."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "web"))

from benchmarks.ledger import fill
from benchmarks.pages import _samples, addresses, routes_of

from trucewatch.ledger import View
from trucewatch.ledger.check import check
from trucewatch.ledger.events import EventFilters
from trucewatch.ledger.pages import events, news
from trucewatch.ledger.pages.event_walks import event_page
from trucewatch.ledger.questions import fold

from desks import client_of, settings_for  # isort: skip - on the path added above

REPORTS = 700
FOR, AGAINST = {"offers", "open_to", "supports", "demands", "conditional"}, {"opposes", "rejects"}


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.db"
    fill(path, REPORTS)
    return path


@pytest.fixture(scope="module")
def view(large):
    with View.open(large) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(large, tmp_path_factory):
    return client_of(settings_for(large, tmp_path_factory.mktemp("desk"), link_up_to=1, rate=1e6, burst=10**6))


def listed(view, asked) -> list[str]:
    found, cursor = [], None
    while True:
        shown = events.event_rows(view, asked, cursor=cursor, limit=7)
        found += [row["event_id"] for row in shown.records]
        cursor = shown.following
        if cursor is None:
            return found


def test_the_ledger_holds_ten_figures_a_report_and_keeps_its_contract(large, view):
    assert len(list(view.figures())) == 10 * REPORTS
    # Its events are those of the generator's truth, which linking its figures would not make.
    assert all("derived records are not what follows" in each.message for each in check(large).problems)


def test_events_of_a_party_are_those_whose_figures_name_it(view):
    named = defaultdict(set)
    figures = {figure["figure_id"]: figure for figure in view.figures()}
    for event_id, event in view.kept("event"):
        for name in event["figures"]:
            named["actor", fold(figures[name]["actor"])].add(event_id)
            named["side", fold(figures[name]["source"]["side"])].add(event_id)
    for (sort, name), wanted in named.items():
        if name:
            assert set(listed(view, events.Asked(**{sort: name.upper()}))) == wanted, (sort, name)
    assert listed(view, events.Asked(actor="nobody at all")) == []
    assert len(named) > 10


@pytest.mark.parametrize("most", [1, 10**6])
def test_a_party_of_few_events_and_one_of_many_are_found_alike(view, monkeypatch, most):
    everybody = listed(view, events.Asked(actor="the river front"))
    monkeypatch.setattr(events, "_MANY", most)
    assert listed(view, events.Asked(actor="the river front")) == everybody
    assert everybody


def test_turns_are_where_the_last_stand_of_an_earlier_day_was_on_the_other_side(view):
    held = defaultdict(list)
    for position in view.positions():
        side = (position["stance"] in FOR) - (position["stance"] in AGAINST)
        if side:
            held[position["holder"], position["topic"]].append((position["published"], side))
    wanted = 0
    for stands in held.values():
        for day, side in stands:
            earlier = [each for each in stands if each[0] < day]
            if earlier:
                last = {s for d, s in earlier if d == max(d for d, _ in earlier)}
                wanted += last == {-side}
    told = news.turns(view, (None, None), limit=10**6)
    assert len(told) >= wanted > 0
    for turn in told:
        assert turn["before_published"] < turn["published"]
        assert {turn["stance"] in FOR, turn["before_stance"] in FOR} == {True, False}


def test_on_a_past_day_no_row_tells_what_was_published_later(view):
    days = sorted({figure["published"] for figure in view.figures()})
    middle = days[len(days) // 2]
    cut = 0
    for row in events.event_rows(view, events.Asked(as_of=middle), limit=500).records:
        event = next(record for name, record in view.kept("event") if name == row["event_id"])
        points = [p for s in event["series"] for p in s["points"] if p["published"] <= middle]
        cut += len(points) < sum(len(s["points"]) for s in event["series"])
        assert row["heard"] <= middle
        assert row["figures"] == len({p["figure_id"] for p in points})
        assert row["reports"] == len({p["report_id"] for p in points})
        toll = [p["low"] for s in event["series"] if s["measure"] == "killed" for p in s["points"]]
        assert row["high"] is None or row["high"] in toll
    assert cut > 0
    shown = event_page(view, EventFilters(as_of=middle), limit=500).records
    assert all(p["published"] <= middle for event in shown for s in event["series"] for p in s["points"])


def test_a_series_is_disputed_on_a_past_day_only_by_what_had_been_told_by_then(view):
    settled = 0
    for event_id, event in view.kept("event"):
        days = sorted({p["published"] for s in event["series"] for p in s["points"]})
        known = events.event_known(view, event_id, as_of=days[0])
        for series in known["series"]:
            rivals = [p for p in series["points"] if p["relation"] == "conflicts"]
            assert (series["state"] == "disputed") == bool(rivals), event_id
            settled += event["series"][series["number"]]["state"] == "disputed" and not rivals
    assert settled > 0


def test_pages_of_a_past_day_say_what_is_as_linked_today(client, view):
    day = sorted({figure["published"] for figure in view.figures()})[1]
    assert "as linked today" in client.get(f"/events?as_of={day}").text
    assert "as linked today" not in client.get("/events").text


def test_every_page_and_route_of_the_api_is_timed_and_answers(client, large):
    from trucewatch.web.pages import pages

    routes = routes_of()
    bare = {re.sub(r"\{[^}]*\}", "{}", route) for route in routes}
    assert {re.sub(r"\{[^}]*\}", "{}", page.path) for page in pages()} <= bare
    spelled = {route.replace("/boards/force", "/boards/{}") for route in bare}
    asked = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1" + re.sub(r"\{[^}]*\}", "{}", path) for path in asked} <= spelled | {"/api/v1/lineages/{}"}
    samples = {name: held[:1] for name, held in _samples(large).items()}
    for told in addresses(samples).values():
        for address in told[: len(told) // 2]:
            answer = client.get(address)
            assert answer.status_code in {200, 303} or "as_of=" in address, f"{address}: {answer.text[:200]}"
            assert answer.status_code < 500
