"""Map, timeline, an event's claims, and the lists: filters narrow, cursors lose nothing, every claim is there."""

from __future__ import annotations

import json
import re
import sys
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "export"))

from export_ledgers import keep, market

from trucewatch.ledger import View
from trucewatch.ledger.pages import atlas as where
from trucewatch.ledger.pages import events
from trucewatch.ledger.pages.events import Asked
from trucewatch.ledger.pages.lists import Fields, figure_rows, report_rows, statement_rows
from trucewatch.vocab.events import profile, profiles
from trucewatch.web import claims
from trucewatch.web.charts import atlas
from trucewatch.web.charts.steps import step_chart, step_key


@pytest.fixture
def view(examples):
    with View.open(examples) as opened:
        yield opened


@pytest.fixture
def toll(view):
    """The event with most figures, as it is kept."""
    row = max(events.event_rows(view, Asked(), limit=500).records, key=lambda each: each["figures"])
    return events.event(view, row["event_id"])


def walked(rows, view, asked, limit):
    """All records of a list, screen by screen."""
    cursor, found = None, []
    while True:
        shown = rows(view, asked, cursor=cursor, limit=limit)
        found += shown.records
        cursor = shown.following
        if cursor is None:
            return found


@pytest.mark.parametrize(
    ("rows", "key", "asked"),
    [
        (report_rows, "report_id", Fields()),
        (figure_rows, "figure_id", Fields()),
        (statement_rows, "statement_id", Fields()),
        (figure_rows, "figure_id", Fields(measure="killed")),
        (figure_rows, "figure_id", Fields(place="kryvyi", since="2025-01-01")),
        (statement_rows, "statement_id", Fields(side="QT")),
        (events.event_rows, "event_id", Asked()),
        (events.event_rows, "event_id", Asked(side="UA")),
    ],
)
def test_a_list_read_in_small_screens_holds_the_same_as_in_one(view, rows, key, asked):
    whole = [each[key] for each in rows(view, asked, limit=1000).records]
    parts = [each[key] for each in walked(rows, view, asked, 7)]
    assert whole
    assert len(parts) == len(set(parts))
    assert set(parts) == set(whole)


def test_filters_of_figures_agree_with_a_plain_search(view):
    everything = [each for each in view.figures() if not each["repeat"]]
    for asked, fits in (
        (Fields(measure="killed"), lambda f: f["measure"] == "killed"),
        (Fields(status="denied"), lambda f: f["status"] == "denied"),
        (Fields(side="RU"), lambda f: f["source"]["side"] == "RU"),
        (Fields(country="UA"), lambda f: f["place"] and f["place"]["country"] == "UA"),
        (Fields(source="lysak"), lambda f: "lysak" in f["source"]["name"].casefold()),
        (Fields(outlet="harbour"), lambda f: "harbour" in (f["outlet"] or "").casefold()),
        (Fields(as_of="2024-03-20"), lambda f: (f["published"] or "9999") <= "2024-03-20"),
        (Fields(source="marta", kind="toll"), lambda f: (f["source"]["name"], f["kind"]) == ("Marta Quill", "toll")),
    ):  # fmt: skip
        shown = {each["figure_id"] for each in figure_rows(view, asked, limit=1000).records}
        wanted = {each["figure_id"] for each in everything if fits(each)}
        assert wanted, asked
        assert shown == wanted, asked


def test_a_list_is_looked_through_so_far_and_says_so(view, monkeypatch):
    from trucewatch.ledger.pages import lists

    monkeypatch.setattr(lists, "_WALK", 20)
    shown = figure_rows(view, Fields(kind="toll", status="denied"), limit=50)
    assert shown.until is not None
    until, found = shown.until, {each["figure_id"] for each in shown.records}
    while until is not None:
        shown = figure_rows(view, Fields(kind="toll", status="denied", until=until), limit=50)
        found |= {each["figure_id"] for each in shown.records}
        until = shown.until
    monkeypatch.undo()
    whole = figure_rows(view, Fields(kind="toll", status="denied"), limit=50)
    assert found == {each["figure_id"] for each in whole.records}


@pytest.mark.parametrize("path", ["/events", "/reports", "/figures", "/statements"])
@pytest.mark.parametrize("held", [[5, 5], ["", 10**30], ["2024-01-01"], [None, None], [["x"], "y"]])
def test_a_forged_cursor_is_refused_or_leads_nowhere(client, path, held):
    import base64

    forged = base64.urlsafe_b64encode(json.dumps(held).encode()).decode().rstrip("=")
    assert client.get(f"{path}?after={forged}").status_code in {200, 400}
    assert client.get(f"{path}?after={forged}&side=UA").status_code in {200, 400}


def test_a_map_counts_every_event_once(view):
    found = where.scope(view, Asked())
    assert found.events == len(events.event_rows(view, Asked(), limit=500).records)
    assert sum(row["events"] for row in found.places if row["lat"] is not None) == found.placed
    width, bins = where.bins(found.days)
    assert width == "month"
    assert sum(each.events for each in bins) == sum(row["events"] for row in found.days)
    assert all(one.end < other.start for one, other in pairwise(bins))


def test_a_map_of_an_earlier_day_draws_the_disputes_of_that_day(view):
    for day in sorted({row["told"] for row in view.ask("SELECT told FROM event WHERE told > ''")}):
        rows = events.event_rows(view, Asked(as_of=day), limit=500).records
        shown = where.scope(view, Asked(as_of=day))
        disputed = sum(row["is_disputed"] for row in rows if row["place_name"] or row["lat"] is not None)
        assert sum(row["disputed"] for row in shown.places) == disputed


def test_a_dispute_is_none_before_the_rival_count_was_told(tmp_path):
    rival = market(2, "40 people", 40, 40, side="RU", by="Governor Bo Tarn")
    with View.open(keep(tmp_path / "l.db", market(1, "14 people", 14, 14), rival)) as view:
        for day, disputed in (("2030-05-04", 0), ("2030-05-05", 1), (None, 1)):
            (row,) = events.event_rows(view, Asked(as_of=day)).records
            assert row["is_disputed"] == disputed
            assert sum(row["disputed"] for row in where.scope(view, Asked(as_of=day)).places) == disputed


@pytest.mark.parametrize(
    ("last", "width"),
    [
        ("2025-05-05", "day"),
        ("2025-09-05", "week"),
        ("2028-01-01", "month"),
        ("2070-01-01", "year"),
        ("2400-01-01", "decade"),
        ("9999-12-31", "century"),
    ],
)
def test_stretches_of_time_follow_without_a_gap(last, width):
    days = tuple({"day": day, "events": 1, "disputed": 0} for day in ("2025-04-04", last))
    told, bins = where.bins(days)
    assert told == width
    assert bins[0].start <= "2025-04-04"
    for one, other in pairwise(bins):
        assert date.fromisoformat(one.end) + timedelta(days=1) == date.fromisoformat(other.start)
    assert sum(each.events for each in bins) == 2


@pytest.mark.parametrize(
    ("query", "present", "absent"),
    [
        ("where=UA", "Kryvyi Rih", "Brackwater"),
        ("kind=raid", "raid by", "missile attack"),
        ("actor=Kessaria", "Brackwater", "Kryvyi Rih"),
        ("side=RU", "Kryvyi Rih", "Brackwater"),
        ("source=Lysak", "Kryvyi Rih", "Brackwater"),
        ("since=2025-04-01&until=2025-04-30", "Kryvyi Rih", "Brackwater"),
        ("state=disputed&grade=fair", "ceasefire, Upper Marren", "Kryvyi Rih"),
    ],
)
@pytest.mark.parametrize("path", ["/map", "/events"])
def test_filters_stay_in_the_address_and_in_what_is_shown(client, path, query, present, absent):
    text = client.get(f"{path}?{query}").text
    main = text[text.index('<main id="main"') :]
    assert present in main
    assert absent not in main
    name, _, value = query.partition("&")[0].partition("=")
    assert re.search(rf'name="{name}"[^>]*value="{value}"|value="{value}" selected', main)


def test_a_map_is_moved_and_a_country_chosen_by_address(client):
    text = client.get("/map?kind=attack").text
    moves = re.findall(r'href="(/map\?[^"]*view=[^"]*)"', text)
    assert len(moves) == 6
    assert all("kind=attack" in each for each in moves)
    nearer = client.get(moves[0].replace("&amp;", "&"))
    assert nearer.status_code == 200
    assert "show all" in nearer.text
    assert client.get("/map?view=a,b,c").status_code == 400
    assert client.get("/map?view=99,200,400").status_code == 200
    assert ">Ukraine</a>" in text


@pytest.mark.parametrize(
    ("precision", "sort"),
    [
        (1, 'class="spot"'),
        (2, 'class="reach"'),
        (3, 'class="spot district"'),
        (4, 'class="area prec-4"'),
        (5, 'class="area prec-5"'),
        (6, 'class="area prec-6"'),
        (7, 'class="area prec-7"'),
    ],
)
def test_each_precision_of_a_place_is_drawn_in_its_own_way(precision, sort):
    spot = atlas.Spot(48.5, 35.0, precision, 0.5, "somewhere", "/x", country="UA")
    drawn = atlas.draw([spot])
    assert sort in drawn
    assert ('class="spot' in drawn) == (precision <= 3)


def test_the_shape_of_a_whole_country_is_its_outline():
    spot = atlas.Spot(48.5, 31.0, 6, 0.5, "Ukraine", "/x", country="UA")
    area = re.search(r'<path d="([^"]*)" class="area prec-6"|<path [^>]*class="area prec-6"', str(atlas.draw([spot])))
    assert area
    assert atlas.frame_of_country("XX") is None
    assert atlas.country_name("UA") == "Ukraine"


def test_an_event_shows_every_claim_with_its_words_and_report(client, view, toll):
    text = client.get(f"/event/{toll['event_id']}").text
    for figure in toll["figures"]:
        assert f"/figure/{figure}" in text
    for report in toll["reports"]:
        assert f"/report/{report}" in text
    rows = [figure for figure in view.figures() if figure["figure_id"] in toll["figures"]]
    assert all(figure["wording"].partition(" ")[0] in text for figure in rows)
    for name in profiles():
        assert profile(name).says in client.get(f"/event/{toll['event_id']}?rule={name}").text.replace("&#39;", "'")
    assert client.get(f"/event/{toll['event_id']}?rule=mine").status_code == 400
    assert client.get("/event/e1-0000000000000000").status_code == 404


def test_events_without_day_and_place_are_told_apart_by_their_words(client, view):
    bare = [
        row for row in events.event_rows(view, Asked(), limit=500).records if not row["day"] and not row["place_name"]
    ]
    assert len(bare) > 1
    cells = re.findall(r'<td data-label="Event">(.*?)</td>', client.get("/events?until=&limit=500").text)
    cells += re.findall(r'<td data-label="Event">(.*?)</td>', client.get("/events?kind=force").text)
    for row in bare:
        cell = next((each for each in cells if row["event_id"] in each), None)
        words = events.first_words(view, row["event_id"])
        assert cell is None or words is None or words[:20] in unescape(cell)
    assert any(row["event_id"] in each for row in bare for each in cells)
    assert events.first_words(view, bare[0]["event_id"], as_of="1999-01-01") is None


def test_a_denied_count_names_who_denies_it(client, view):
    found = ((each, events.events_of_figure(view, each["figure_id"])) for each in view.figures() if each["denied_by"])
    denied, (row, *_) = next(each for each in found if each[1])
    text = client.get(f"/event/{row['event_id']}").text
    counted = text.partition('id="evidence"')[0]
    assert f"denied by {denied['denied_by'][0]}" in counted
    assert ">denied</span>" not in counted


def test_near_events_lead_to_review_with_the_reason(client, view):
    row = events.event_rows(view, Asked(state="near")).records[0]
    near = events.event(view, row["event_id"])["near"][0]
    text = client.get(f"/event/{row['event_id']}").text
    assert f"/event/{near['event_id']}" in text
    assert "/review?event=" in text
    assert near["why"].partition(":")[0] in text


def test_an_event_is_shown_as_far_as_it_was_known(view):
    known = next(
        event
        for _, event in view.kept("event")
        if len({p["published"] for series in event["series"] for p in series["points"]}) > 1
    )
    days = sorted({p["published"] for series in known["series"] for p in series["points"]})
    before = events.event_known(view, known["event_id"], as_of=days[0])
    assert {p["published"] for series in before["series"] for p in series["points"]} == {days[0]}
    assert events.event_known(view, known["event_id"], as_of="1999-01-01") is None
    assert len(before["figures"]) < len(known["figures"])


def test_bounds_over_time_end_in_the_bounds_of_the_series(view):
    compared = 0
    for _, event in view.kept("event"):
        for series in event["series"]:
            told = claims.bounds_over_time(series, profile("literal"))
            if told:
                compared += 1
                assert told[-1][1:] == (series["low"], series["best"], series["high"])
    assert compared > 50


def test_relations_name_the_count_they_are_about():
    def point(number, low, high, relation, source="a"):
        return {
            "figure_id": f"f1-{number}", "low": low, "high": high, "relation": relation, "source": source,
            "as_of": f"2030-05-0{number}", "published": None, "side": None, "status": "asserted", "modifier": "exact",
            "wording": str(low),
        }  # fmt: skip

    points = [
        point(1, 9, None, None),
        point(2, 9, 12, "refines", "b"),
        point(3, 11, 11, "refines", "b"),
        point(4, 11, 11, "agrees", "c"),
        point(5, 14, 14, "supersedes", "b"),
        point(6, 20, 20, "conflicts", "d"),
    ]
    series = {"points": points, "measure": "killed"}
    told = list(claims.explained(series))
    assert [each["to"] and each["to"]["figure_id"] for each in told] == [None, "f1-1", "f1-2", "f1-3", "f1-3", "f1-5"]
    assert told[4]["tells"] == "takes the place of the older"
    letters = [row["letter"] for side in step_key(series) for row in side["sources"]]
    assert letters == ["a", "b", "c", "d"]
    drawn = step_chart(series, bounds=[("2030-05-01", 9, 9, None), ("2030-05-03", 11, 11, 11)])
    assert drawn.count('class="letter"') == len(points)
    assert "bounds open" in drawn
    assert 'class="best"' in drawn


def test_marks_of_one_day_stand_side_by_side():
    one = {"as_of": "2030-05-01", "published": None, "low": 3, "high": 3, "side": None, "status": "asserted"}
    one |= {"modifier": "exact", "wording": "3", "source": "outlet", "relation": None}
    points = [{**one, "figure_id": f"f1-{number}"} for number in range(3)]
    drawn = step_chart({"measure": "killed", "points": points})
    places = re.findall(r'<circle cx="([\d.]+)"', str(drawn))
    assert len(set(places)) == 3


def test_both_sides_stand_side_by_side(view, toll):
    heard = claims.sides(toll["series"])
    assert len(set(heard) - {None}) == 2
    rows = claims.versions(toll["series"], heard)
    told = {p["figure_id"] for row in rows for cell in row["cells"] for p in cell}
    assert told == {p["figure_id"] for series in toll["series"] for p in series["points"]}
    assert json.dumps(rows)


@pytest.mark.slow
def test_the_map_and_an_event_work_in_a_browser_without_scripts_and_by_keyboard(page, desk, toll):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.goto(f"{desk.url}/map")
    page.select_option("#f-kind", "attack")
    page.fill("#f-where", "UA")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"where=UA.*kind=attack"))
    spot = page.locator("svg.atlas a").first
    spot.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/event/|where="))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("/map", f"/event/{toll['event_id']}", "/figures", "/statements", "/reports"):
            page.set_viewport_size({"width": 390 if scheme == "dark" else 1360, "height": 900})
            page.goto(desk.url + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            found = axe.Axe().run(page)
            serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
            assert not serious, [
                (path, v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in serious
            ]
