"""Deciding at the desk: who may, what is written, how it is taken back, and that nobody waits for the linking."""

from __future__ import annotations

import re
import shutil
import sqlite3
import threading
from contextlib import closing
from html import unescape

import pytest
from desks import NOW, TOKEN, Desk, client_of, settings_for, signed_in

from trucewatch.ledger import View
from trucewatch.ledger.pages.review import TAKEN_BACK
from trucewatch.web.linking import Linking

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def ledger(examples, tmp_path):
    """A copy of the examples' ledger, to write in."""
    path = tmp_path / "review.db"
    shutil.copy(examples, path)
    return path


@pytest.fixture
def linked():
    """The ledgers that were asked to be linked anew; nothing is linked."""
    return []


@pytest.fixture
def desk_client(ledger, tmp_path, linked):
    linking = Linking(lambda path: linked.append(path) or True, pause=0)
    return client_of(settings_for(ledger, tmp_path / "replays", linking=linking))


def judged(path):
    with View.open(path) as view:
        return list(view.judgements())


def entries(page: str) -> list[dict[str, str]]:
    """Return the hidden fields of each entry of a queue."""
    found = re.findall(r'<form class="decide".*?</form>', page, re.DOTALL)
    return [{name: unescape(value) for name, value in FIELD.findall(each)} for each in found]


def decided(client, queue: str, verdict: str, *, at: int = 0, **fields):
    form = entries(client.get(f"/review?queue={queue}&below=100").text)[at]
    return form, client.post("/review", data={**form, "verdict": verdict, **fields})


@pytest.mark.parametrize("queue", ["events", "families", "figures"])
@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_decision_is_kept_with_its_author_and_leaves_the_queue(desk_client, ledger, linked, queue, verdict):
    client = signed_in(desk_client, "Ada Brel")
    before = entries(client.get(f"/review?queue={queue}&below=100").text)
    assert before
    form, answer = decided(client, queue, verdict, note="they  say so")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/review?queue={queue}")
    made = judged(ledger)
    assert made
    assert {(each.verdict.value, each.author, each.decided, each.note) for each in made} == {
        (verdict, "Ada Brel", NOW, "they say so")
    }
    shown = client.get(answer.headers["location"]).text
    assert (form["a"], form["b"]) not in {(each["a"], each["b"]) for each in entries(shown)}
    assert "Ada Brel" in shown
    assert "they say so" in shown
    assert client_linked(client, linked, ledger)


def _doubt(ledger) -> tuple[str, str]:
    """Let two reports of the ledger be alike, as `relink` would find them."""
    with closing(sqlite3.connect(ledger)) as connection:
        lone = "SELECT report_id, LENGTH(body) FROM report JOIN text USING (sha256) ORDER BY report_id LIMIT 2"
        (a, end), (b, other) = connection.execute(lone).fetchall()
        row = (a, b, 0.42, "3 of 7 numbers in the same order", 0, end, 0, other, "2025-04-01")
        connection.execute("INSERT INTO alike VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        connection.commit()
    return a, b


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_reports_alike_but_kept_apart_are_decided_and_taken_back(ledger, tmp_path, verdict):
    a, b = _doubt(ledger)
    linking = Linking(lambda _: True, pause=0)
    settings = settings_for(ledger, tmp_path / "replays", linking=linking, link_up_to=0)
    client = signed_in(client_of(settings), "Ada Brel")
    page = client.get("/review?queue=apart").text
    assert "3 of 7 numbers in the same order" in page
    form = next(each for each in entries(page) if (each["a"], each["b"]) == (a, b))
    assert client.post("/review", data={**form, "verdict": verdict}).status_code == 303
    assert [(each.a, each.b, each.verdict.value) for each in judged(ledger)] == [(a, b, verdict)]
    page = client.get("/review?queue=apart").text
    assert (a, b) not in {(each["a"], each["b"]) for each in entries(page)}
    undo = dict(FIELD.findall(re.search(r'<form class="undo".*?</form>', page, re.DOTALL)[0]))
    assert client.post("/review", data=undo).status_code == 303
    again = entries(client.get("/review?queue=apart").text)
    assert (a, b) in {(each["a"], each["b"]) for each in again}
    assert "3 of 7 numbers" not in client.get("/review?queue=apart&as_of=2025-03-01").text


def client_linked(client, linked, ledger) -> bool:
    for _ in range(200):
        if linked:
            return linked[0] == ledger
        threading.Event().wait(0.02)
    return False


@pytest.mark.parametrize("queue", ["events", "families", "figures"])
def test_taking_back_brings_the_pair_back_and_keeps_both_decisions(desk_client, ledger, queue):
    client = signed_in(desk_client)
    form, _ = decided(client, queue, "different")
    held = len(judged(ledger))
    page = client.get(f"/review?queue={queue}&below=100").text
    undo = dict(FIELD.findall(re.search(r'<form class="undo".*?</form>', page, re.DOTALL)[0]))
    assert client.post("/review", data=undo).status_code == 303
    made = judged(ledger)
    assert len(made) == 2 * held
    assert {each.note for each in made[held:]} == {TAKEN_BACK}
    assert {each.verdict.value for each in made[held:]} == {"unsure"}
    again = client.get(f"/review?queue={queue}&below=100").text
    assert (form["a"], form["b"]) in {(each["a"], each["b"]) for each in entries(again)}
    assert client.post("/review", data=undo).status_code == 400


def test_taking_back_leaves_what_was_decided_before(desk_client, ledger):
    client = signed_in(desk_client)
    form, _ = decided(client, "figures", "same")
    client.post("/review", data={**form, "verdict": "different"})
    assert [each.verdict.value for each in judged(ledger)] == ["same", "different"]
    latest = judged(ledger)[-1]
    client.post("/review", data={**form, "undo": latest.decided, "author": latest.author})
    assert [each.verdict.value for each in judged(ledger)] == ["same", "different", "same"]
    assert len({each.decided for each in judged(ledger)}) == 3


@pytest.mark.parametrize("case", ["nobody", "no word", "wrong word", "foreign", "forged cookie"])
def test_nothing_is_written_without_token_word_or_from_another_site(desk_client, ledger, linked, case):
    from trucewatch.web.session import COOKIE

    client = signed_in(desk_client)
    form = {**entries(client.get("/review?queue=figures").text)[0], "verdict": "same"}
    headers: dict[str, str] = {}
    if case == "nobody":
        client.cookies.clear()
    elif case == "no word":
        form.pop("word")
    elif case == "wrong word":
        form["word"] = "0" * 64
    elif case == "foreign":
        headers = {"Origin": "http://evil.example"}
    else:
        held = client.cookies[COOKIE].strip('"')
        client.cookies.clear()
        client.cookies.set(COOKIE, "Qm9i" + held[4:])
    answer = client.post("/review", data=form, headers=headers)
    assert answer.status_code == 403
    assert not judged(ledger)
    assert not linked


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "true"},
        {"verdict": ""},
        {"a": "f1-0000000000000000"},
        {"a": "e1-0000000000000000"},
        {"a": "r1-'; DROP TABLE judgement"},
        {"a": ""},
        {"undo": "2020-01-01T00:00:00Z", "author": "Ada"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(desk_client, ledger, changes):
    client = signed_in(desk_client)
    form = entries(client.get("/review?queue=figures").text)[0]
    assert client.post("/review", data={**form, "verdict": "same", **changes}).status_code == 400
    assert not judged(ledger)


def test_an_answer_leads_back_to_the_queue_and_nowhere_else(desk_client):
    client = signed_in(desk_client)
    form = entries(client.get("/review?queue=figures").text)[0]
    lead_off = {"queue": "//evil.example", "after": "https://evil.example", "event": "//evil.example"}
    answer = client.post("/review", data={**form, "verdict": "same", **lead_off})
    assert answer.headers["location"].startswith("/review?")


def test_on_a_day_in_the_past_and_to_a_stranger_no_button_is_shown(desk_client, ledger):
    assert "data-key" not in desk_client.get("/review?queue=figures").text
    assert "enter with the token" in desk_client.get("/review").text
    client = signed_in(desk_client)
    form = entries(client.get("/review?queue=figures").text)[0]
    past = "/review?queue=figures&as_of=2025-12-31"
    assert "data-key" not in client.get(past).text
    assert client.post(past, data={**form, "verdict": "same"}).status_code == 400
    assert not judged(ledger)


def test_what_the_command_line_makes_of_it_stands_after_linking(ledger, tmp_path):
    from trucewatch.ledger import Ledger

    def run(path) -> bool:
        with Ledger.open(path, create=False) as opened:
            opened.relink()
        return True

    linking = Linking(run, pause=0)
    client = signed_in(client_of(settings_for(ledger, tmp_path / "replays", linking=linking)))
    form, _ = decided(client, "events", "same")
    assert linking.wait(30)
    with View.open(ledger) as view:
        kept = dict(view.kept("event"))
    assert form["a"] not in kept or form["b"] not in kept
    assert "not linked" not in client.get("/").text


def test_pages_do_not_wait_while_a_decision_is_linked_and_say_so(ledger, tmp_path, monkeypatch):
    monkeypatch.setattr("trucewatch.ledger.replay._QUICK", 0)
    go_on = threading.Event()
    linking = Linking(lambda _: go_on.wait(20), pause=0)
    client = signed_in(client_of(settings_for(ledger, tmp_path / "replays", linking=linking)))
    decided(client, "figures", "different")
    decided(client, "events", "different")
    page = client.get("/events").text
    assert "They are being linked now" in page
    assert not list((tmp_path / "replays").glob("*.replay"))
    go_on.set()
    assert linking.wait(20)
    assert "They are being linked now" not in client.get("/events").text


def test_decisions_in_a_row_are_linked_together(tmp_path):
    runs = []
    linking = Linking(lambda path: runs.append(path) or True, pause=0.2)
    for _ in range(5):
        linking.begin(tmp_path)
    assert linking.is_running
    assert linking.wait(10)
    assert len(runs) == 1


@pytest.mark.slow
def test_a_person_decides_and_takes_back_by_keyboard_alone(page, ledger, tmp_path):
    from contextlib import closing

    from playwright.sync_api import expect

    with closing(Desk(settings_for(ledger, tmp_path / "replays", linking=Linking(lambda _: True, pause=0)))) as desk:
        page.goto(f"{desk.url}/enter")
        page.keyboard.press("Tab")
        page.focus("#name")
        page.keyboard.type("Ada")
        page.keyboard.press("Tab")
        page.keyboard.type(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/review"))
        page.goto(f"{desk.url}/review?queue=families&below=100")
        count = page.locator(".pairs > .entry").count()
        second = page.locator(".pairs > .entry").nth(1).locator("input[name=b]").get_attribute("value")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("d")
        page.wait_for_selector(".notice.last")
        assert page.locator(".pairs > .entry").count() == count - 1
        assert second in {each.b for each in judged(ledger)} | {each.a for each in judged(ledger)}
        page.keyboard.press("z")
        expect(page.locator(".pairs > .entry")).to_have_count(count)
        assert [each.verdict.value for each in judged(ledger)] == ["different", "unsure"]
        for key in "su":
            left = page.locator(".pairs > .entry").count()
            page.keyboard.press(key)
            expect(page.locator(".pairs > .entry")).to_have_count(left - 1)
        assert [each.verdict.value for each in judged(ledger)][2:] == ["same", "unsure"]


@pytest.mark.slow
def test_axe_finds_nothing_serious_in_review_and_families(page, desk):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.goto(f"{desk.url}/enter")
    page.fill("#name", "Ada")
    page.fill("#token", TOKEN)
    page.click("main button")
    page.wait_for_url(re.compile(r"/review"))
    page.goto(f"{desk.url}/families")
    family = page.locator("main a[href^='/family/']").first.get_attribute("href")
    looked_at = [("/families", "light"), (family, "light"), (family, "dark"), ("/review", "dark")]
    for path, scheme in (*looked_at, ("/review?queue=families&below=100", "light"), ("/review?queue=figures", "dark")):
        page.emulate_media(color_scheme=scheme)
        page.goto(desk.url + path)
        found = axe.Axe().run(page)
        serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
        assert not serious, [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in serious]
        page.set_viewport_size({"width": 390, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.set_viewport_size({"width": 1360, "height": 900})
