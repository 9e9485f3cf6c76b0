"""Boards, sources, problems and search: pages say what the command line says, a screen at a time, and lead to words."""

from __future__ import annotations

import json
import re

import pytest
from desks import NOW, client_of, settings_for
from test_pages import checked

from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.boards.window import Stands, Windowed
from trucewatch.ledger import Filters, Ledger, View
from trucewatch.ledger.pages import events, search, sources, stands, windows
from trucewatch.ledger.pages.above import told_above
from trucewatch.ledger.pages.cursor import further
from trucewatch.ledger.spread_subjects import full_text
from trucewatch.pipeline import add_all, read_all, reader
from trucewatch.web.board_view import _many
from trucewatch.web.charts.intervals import Said, interval_chart, speakers
from trucewatch.web.charts.stacks import Part, stack
from trucewatch.web.snippets import marked, snippets

PATHS = [
    *(f"/boards/{name}" for name in ("force", "raids", "attacks", "ceasefire", "support", "positions", "disruption")),
    *("/sources", "/source/outlet", "/problems", "/search?q=drone+strike"),
]
LOOKED_AT = ("/boards/force", "/boards/positions", "/boards/raids", "/boards/ceasefire", "/source/outlet", PATHS[-1])
OF_REPORTS = ("force", "ceasefire", "support", "disruption")


@pytest.fixture(scope="module")
def view(examples):
    with View.open(examples) as opened:
        yield opened


def told(rows):
    return sorted(repr(row.record()) for row in rows)


@pytest.mark.parametrize("as_of", [None, "2025-04-06", "2024-03-14"])
@pytest.mark.parametrize("name", OF_REPORTS)
def test_a_window_over_all_reports_says_what_the_whole_board_says(view, name, as_of):
    window = windows.board_window(view, name, windows.Period(as_of=as_of), limit=300)
    assert window.following is None
    made = BOARDS[name].rows(Windowed(view, window, as_of=as_of))
    assert told(made) == told(board(name, view, as_of=as_of))


@pytest.mark.parametrize(("name", "asked"), [("attacks", {"kind": "attack"}), ("raids", {"state": "raid"})])
def test_a_window_over_all_events_says_what_the_whole_board_says(view, name, asked):
    window = windows.event_window(view, events.Asked(**asked), limit=300)
    assert told(BOARDS[name].rows(Windowed(view, window))) == told(board(name, view))


def test_the_grid_says_what_the_board_of_stands_says(view):
    held_by = [row["name"] for row in stands.holders(view, limit=300).records]
    found = stands.stands(view, held_by, stands.topics(view, limit=300), each=300)
    assert told(BOARDS["standing"].rows(Stands(view, found))) == told(board("standing", view))


def test_stands_are_narrowed_by_days_and_place_and_looked_for_so_far(view, client, monkeypatch):
    whole = {each["position_id"]: each for each in view.positions(Filters(since="2025-01-01"))}
    shown = stands.narrowed_stands(view, Filters(since="2025-01-01"), limit=3)
    found = [*shown.records]
    while cursor := further(shown):
        shown = stands.narrowed_stands(view, Filters(since="2025-01-01"), cursor=cursor, limit=3)
        found += shown.records
    assert {each["position_id"]: each for each in found} == whole != {}
    assert [each["published"] for each in found] == sorted((each["published"] for each in found), reverse=True)
    monkeypatch.setattr(stands, "_WALK", 2)
    shown = stands.narrowed_stands(view, Filters(where="nowhere at all"))
    assert shown.until
    assert not shown.records
    assert "Look further back" in client.get("/boards/positions?where=nowhere").text
    assert "2024-" not in client.get("/boards/positions?since=2025-01-01").text.partition("<tbody>")[2]


def test_windows_follow_one_another_without_a_gap(view):
    seen, cursor = [], None
    while True:
        window = windows.board_window(view, "ceasefire", windows.Period(), cursor=cursor, limit=4)
        seen += window.readings
        cursor = window.following
        if cursor is None:
            break
    whole = windows.board_window(view, "ceasefire", windows.Period(), limit=300)
    assert tuple(seen) == whole.readings
    assert len(seen) > 8


@pytest.mark.parametrize("where", ["UA", "kyiv", "nowhere at all"])
@pytest.mark.parametrize("name", OF_REPORTS)
def test_a_place_narrows_a_window_as_it_narrows_the_whole_board(view, name, where):
    window = windows.board_window(view, name, windows.Period(where=where), limit=300)
    made = BOARDS[name].rows(Windowed(view, window, where=where))
    assert told(made) == told(board(name, view, filters=Filters(where=where)))


@pytest.mark.parametrize("path", [f"/boards/{name}?where=UA" for name in OF_REPORTS])
def test_a_page_of_a_board_is_narrowed_by_place(client, path):
    assert client.get(path).status_code == 200


def test_a_claim_that_newer_reports_told_says_so_on_a_later_screen(tmp_path):
    path, archive = tmp_path / "twice.db", tmp_path / "archive.jsonl"
    said = "Sweden said on Monday it would agree to a ceasefire. Its ministry met for {} hours."
    lines = [
        json.dumps({"text": said.format(n), "outlet": f"Paper {n}", "published": f"2031-05-0{n}", "title": f"No {n}"})
        for n in (3, 9)
    ]
    archive.write_text("\n".join(lines) + "\n", "utf-8")
    with Ledger.open(path) as ledger:
        for _ in add_all(ledger, read_all([str(archive)], read=reader()), clock=lambda: NOW):
            pass
        ledger.relink()
    with View.open(path) as view:
        first = windows.board_window(view, "ceasefire", windows.Period(), limit=1)
        later = windows.board_window(view, "ceasefire", windows.Period(), cursor=first.following, limit=1)
        names = [[each["position_id"] for each in Windowed(view, one).positions] for one in (first, later)]
        assert all(names)
        assert told_above(view, "ceasefire", names[1], first.following, as_of=None) == set(names[1])
        assert not told_above(view, "ceasefire", names[0], None, as_of=None)
        assert not told_above(view, "ceasefire", names[1], first.following, as_of="2031-05-05")
    client = client_of(settings_for(path, tmp_path / "replays"))
    assert "told above too</span>" not in client.get("/boards/ceasefire?reports=1").text
    assert "told above too</span>" in client.get(f"/boards/ceasefire?reports=1&after={first.following}").text


def test_who_is_asked_for_narrows_a_board(view):
    period = windows.Period(source="putin")
    window = windows.board_window(view, "ceasefire", period, limit=300)
    rows = list(BOARDS["ceasefire"].rows(Windowed(view, window, source="putin")))
    assert rows
    assert all("Putin" in str(row.cells["party"]) for row in rows if row.cells["step"] != "proposed")


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("/boards")])
def test_every_cell_of_a_board_leads_to_its_words(client, path):
    found = checked(client.get(path).text)
    leads = sorted({link.partition("#")[0] for link in found.links if re.match(r"/(figure|report)/", link)})
    assert leads
    assert all(client.get(link).status_code == 200 for link in leads[:25])
    assert client.get(f"{path}?after=AAAA").status_code == 400


def test_the_raid_of_one_voice_has_a_bar_that_leaves_open_what_nobody_counts(client):
    shown = client.get("/boards/raids").text
    bar = re.search(r'<svg[^>]*class="chart stack"[^>]*aria-label="([^"]+)"', shown)
    assert bar is not None
    numbers = [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", bar[1])]
    assert numbers[0] == sum(numbers[1:])


def test_a_board_of_a_period_holds_nothing_published_outside_it(client):
    shown = client.get("/boards/force?since=2025-03-18&until=2025-03-20").text
    assert set(re.findall(r"<time>(\d{4}-\d\d-\d\d)</time>", shown)) <= {"2025-03-18", "2025-03-19", "2025-03-20"}
    assert (
        "No report says anything of a peace force there"
        in client.get("/boards/force?since=1999-01-01&until=1999-01-02").text
    )


def test_sources_are_counted_as_their_records_are(view, examples):
    row = sources.source(view, "Russian Ministry of Defence")
    figures = [f for f in view.figures() if f["source"]["name"] == row["name"] and not f["repeat"]]
    statements = [s for s in view.statements() if s["source"]["name"] == row["name"] and not s["repeat"]]
    held = [e for _, e in view.kept("event")]
    points = [(s, p) for e in held for s in e["series"] for p in s["points"] if p["source"] == row["name"]]
    assert (row["figures"], row["statements"]) == (len(figures), len(statements))
    assert row["counted"] == len(points)
    assert row["contested"] == sum(series["state"] == "disputed" for series, _ in points)
    assert row["denied"] == sum(f["status"] == "denied" for f in figures)
    assert row["side"] == "RU"
    assert examples.exists()


def test_a_day_in_the_past_counts_only_what_was_known(client):
    name = "/source/Russian%20Ministry%20of%20Defence"
    now, then = (client.get(name + query).text for query in ("", "?as_of=2025-03-20"))
    first = [int(re.search(r"<dt>Figures</dt><dd>(\d+)", text)[1]) for text in (now, then)]
    assert first[0] > first[1] > 0
    assert client.get(name + "?as_of=1999-01-01").status_code == 404
    assert client.get("/source/Nobody%20At%20All").status_code == 404


def test_a_problem_says_what_to_do(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    with Ledger.open(tmp_path / "p.db") as ledger:
        outcomes = read_all([str(tmp_path / "empty.html"), str(tmp_path / "no such.txt")], read=reader())
        for _ in add_all(ledger, outcomes, clock=lambda: NOW):
            pass
        ledger.relink()
        held = list(View.open(tmp_path / "p.db").problems())
    shown = client_of(settings_for(tmp_path / "p.db", tmp_path / "r")).get("/problems").text
    assert held
    for problem in held:
        remedy = problem["message"].rpartition(": ")[2]
        assert remedy.replace("'", "&#39;")[:40] in shown


def test_phrases_become_queries_that_find_at_least_as_much():
    assert full_text(["peacekeep*"]) == '"peacekeep" *'
    assert full_text(["halt* … strikes on"]) == 'NEAR("halt" * "strikes on", 16)'
    assert full_text(["stabili?ation force"]) == 'NEAR("stabili" * "force", 16)'
    assert full_text(["cease-fire*", "truce"]) == '"cease fire" * OR "truce"'


@pytest.mark.parametrize(
    ("told_words", "wanted"),
    [
        ("drone strike", [(("drone",), False, True), (("strike",), False, True)]),
        ('"drone strike"', [(("drone", "strike"), False, True)]),
        ("ceasef* -partial", [(("ceasef",), True, True), (("partial",), False, False)]),
        ('" AND ( NEAR', [(("AND",), False, True), (("NEAR",), False, True)]),
        ("--- ***", []),
    ],
)
def test_what_a_person_types_never_is_a_query_of_its_own(told_words, wanted):
    assert [(t.words, t.has_ending, t.is_wanted) for t in search.terms(told_words)] == wanted


def found_by(view, words, **asked):
    seen, cursor = [], None
    while True:
        shown, matches = search.reports_with(view, search.Sought(search.terms(words), **asked), cursor=cursor, limit=2)
        seen += [row["report_id"] for row in shown.records]
        cursor = shown.following
        if cursor is None:
            return seen, matches


def test_full_text_finds_what_the_texts_hold(view):
    texts = {r["report_id"]: f"{r['title'] or ''}\n{view.text(r['report_id'])}".casefold() for r in view.reports()}
    for words, pattern in (
        ("ceasefire", r"\bceasefire\b"),
        ("ceasef*", r"\bceasef"),
        ('"air force"', r"\bair\W+force\b"),
        ("truce -commission", r"^(?!.*\bcommission\b).*\btruce\b"),
    ):
        seen, matches = found_by(view, words)
        expected = {name for name, text in texts.items() if re.search(pattern, text, re.DOTALL)}
        assert set(seen) == expected, words
        assert len(seen) == len(set(seen)) == matches
    assert found_by(view, "ceasefire", since="2025-04-01", until="2025-04-30")[0]
    some = found_by(view, "people", place="Kryvyi", kind="toll")[0]
    assert set(some) < set(found_by(view, "people")[0])


def test_words_that_many_reports_hold_are_walked_in_steps(view, monkeypatch):
    few, _ = found_by(view, "said", source="Lysak")
    monkeypatch.setattr(search, "_FEW", 1)
    monkeypatch.setattr(search, "_LOOKED", 3)
    many, matches = found_by(view, "said", source="Lysak")
    assert sorted(many) == sorted(few)
    assert len(many) == len(set(many))
    assert matches == 2


def test_snippets_mark_words_without_case_and_accents():
    text = "First line.\n" + "word " * 100 + "The Élysée said DRONES flew. " + "word " * 100
    (cut,) = snippets(text, search.terms('elysee "said drones"'))
    assert [words for words, is_hit in cut.pieces if is_hit] == ["Élysée", "said DRONES"]
    assert "".join(words for words, _ in cut.pieces) in text
    assert len("".join(words for words, _ in cut.pieces)) < 400
    assert marked("A title", search.terms("title")).pieces == (("A ", False), ("title", True))
    assert snippets("", search.terms("x")) == []


def test_search_shows_hostile_words_as_words(tmp_path):
    (tmp_path / "a.txt").write_text(
        "KORVA, 5 May 2030. <b>Bold</b> <script>alert(1)</script> drones \u202e came.", "utf-8"
    )
    with Ledger.open(tmp_path / "h.db") as ledger:
        for _ in add_all(ledger, read_all([str(tmp_path / "a.txt")], read=reader()), clock=lambda: NOW):
            pass
        ledger.relink()
    desk = client_of(settings_for(tmp_path / "h.db", tmp_path / "r"))
    shown = desk.get("/search", params={"q": 'bold "script alert" <i>x'}).text
    assert "<script>alert" not in shown
    shown = desk.get("/search", params={"q": "bold script"}).text
    assert "&lt;<mark>script</mark>&gt;alert" in shown
    assert "<b>" not in shown.partition("<main")[2]
    assert "\u202e" not in shown
    checked(shown)


def test_an_id_leads_straight_to_its_page(client, view):
    figure = next(view.figures())["figure_id"]
    assert f'href="/figure/{figure}"' in client.get(f"/search?q={figure}").text


def test_charts_of_intervals_keep_far_values_apart_and_say_so():
    said = [
        Said("Ada", f"2030-01-0{day}", low, high, "told", "/x")
        for day, (low, high) in enumerate([(10, 10), (5_000, 10_000), (None, 90_000), (20_000, None)], start=1)
    ]
    drawn = str(interval_chart(said, "troops"))
    assert "each line is ten times the one below" in drawn
    assert drawn.count("<a ") == 4
    assert "NaN" not in drawn
    assert interval_chart([], "troops") is None
    assert speakers(said) == [("Ada", 1, 4)]
    near = str(interval_chart(said[1:3], "troops"))
    assert "ten times" not in near


def test_what_has_no_day_stands_apart_at_the_right():
    dated = Said("Ada", "2030-01-01", 5, 5, "told", "/x")
    undated = Said("Bo", None, 7, 9, "told", "/y")
    drawn = str(interval_chart([dated, undated, undated], "troops"))
    assert drawn.count("<a ") == 3
    assert "3 sizes told in troops, 2030-01-01 to 2030-01-01, 2 on no known day" in drawn
    spans = [
        float(x) for x in re.findall(r'<line x1="([\d.]+)" x2="[\d.]+" y1="[\d.]+" y2="[\d.]+" class="span', drawn)
    ]
    parting = float(re.search(r'<line x1="([\d.]+)"[^>]*class="parting"', drawn)[1])
    assert len(set(spans)) == 2
    assert min(spans) > parting
    alone = str(interval_chart([undated], "troops"))
    assert ">undated<" in alone
    assert "parting" not in alone


def test_round_billions_are_told_as_such():
    assert _many("up to 3,000,000,000") == "up to 3 billion"
    assert _many("2,500,000,000 euro") == "2.5 billion euros"
    assert _many("30 day") == "30 days"
    assert _many("1 day") == "1 day"
    assert _many(None) is None


def test_bars_are_as_long_as_their_values():
    drawn = str(stack([Part("intercepted", 50, "/a"), Part("residual", 25)], 100, "75 launched"))
    widths = [float(each) for each in re.findall(r'width="([\d.]+)"', drawn)]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)
    assert stack([], 0, "nothing") is None


@pytest.mark.slow
def test_the_pages_work_in_a_browser_light_dark_and_narrow(page, desk):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for number, path in enumerate(LOOKED_AT):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        page.goto(desk.url + path)
        found = axe.Axe().run(page)
        serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
        assert not serious, (path, [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in serious])
    page.set_viewport_size({"width": 390, "height": 800})
    for path in PATHS:
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.goto(f"{desk.url}/boards/force")
    page.locator("table.list a.num").first.click()
    page.wait_for_url(re.compile(r"/figure/"))
    page.locator("main a[href*='/report/'][href*='#f1-']").first.click()
    page.wait_for_url(re.compile(r"/report/.*#f1-"))
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=ceasefire"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/report/"))
