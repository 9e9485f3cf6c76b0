"""A real browser at the desk: the words behind a number, the keys, the themes, no errors, nothing off this machine."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from pathlib import Path

import pytest
from desks import NOW, Desk, settings_for

sys.path.append(str(Path(__file__).parents[1] / "export"))

from export_ledgers import hostile, keep

from trucewatch.ledger import Ledger
from trucewatch.web.pages import pages

pytestmark = pytest.mark.slow

# Words so narrow that their letters stand one below another.
CRUSHED = """() => [...document.querySelectorAll("main q, main td, main th")]
    .filter((each) => each.innerText.trim().length > 12 && each.offsetWidth && each.offsetWidth < 40)
    .map((each) => each.innerText)"""


def addresses(page, desk):
    """Every page of the desk: those of the menu, and the first of each sort that a list leads to."""
    found = []
    for each in pages():
        if "{" not in each.path:
            found.append(each.path)
            continue
        kind = each.path.split("/")[1]
        page.goto(f"{desk.url}/{'families' if kind == 'family' else kind + 's'}")
        linked = page.locator(f"main a[href^='/{kind}/']")
        found += [linked.first.get_attribute("href")] if linked.count() else []
    return found


def test_from_a_number_in_the_brief_to_its_words_in_two_clicks(page, desk):
    page.goto(desk.url)
    number = page.locator("main a.num").first
    value = number.inner_text()
    number.click()
    page.wait_for_url(re.compile(r"/figure/f1-"))
    assert value in page.locator("h1").inner_text()
    page.get_by_role("link", name="Read it in the report").click()
    page.wait_for_url(re.compile(r"/report/r1-.*#f1-"))
    assert page.locator("a.fig:target").count() == 1


def test_the_keyboard_alone_leads_everywhere(page, desk):
    page.goto(desk.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("j")
    assert page.evaluate("!!document.activeElement.closest('.entry')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(figure|event|report)/"))
    page.keyboard.press("g")
    page.keyboard.press("e")
    page.wait_for_url(re.compile(r"/events$"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_day_stays_in_the_address_from_page_to_page(page, desk):
    page.goto(f"{desk.url}/?as_of=2024-03-13")
    page.locator("nav.side").get_by_role("link", name="Events").click()
    page.wait_for_url(re.compile(r"as_of=2024-03-13"))
    assert "13 March 2024" in page.locator(".notice.past").inner_text()
    page.get_by_role("link", name="Back to now").first.click()
    assert "as_of" not in page.url


def test_the_theme_is_switched_and_kept(page, desk):
    page.goto(desk.url)
    light = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    dark = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    assert light != dark
    page.reload()
    assert page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor") == dark


def test_new_reports_are_named_and_shown_without_a_reload(page, tmp_path):
    from ledger_readings import one

    path = tmp_path / "grows.db"
    with Ledger.open(path) as ledger, closing(Desk(settings_for(path, tmp_path / "r"))) as served:
        ledger.add(one(1), added=NOW)
        page.clock.install()
        page.goto(f"{served.url}/reports")
        assert page.locator("tbody tr").count() == 1
        page.evaluate("window.isTheSamePage = true")
        ledger.add(one(2), added=NOW)
        page.clock.fast_forward(20_000)
        page.locator(".fresh").get_by_text("A new report has come.").wait_for()
        assert page.locator(".fresh a[href^='/report/r1-']").count() == 1
        page.get_by_role("button", name="Bring this page up to date").click()
        page.locator("tbody tr:nth-child(2)").wait_for()
        assert page.evaluate("window.isTheSamePage")
        assert page.locator(".fresh").count() == 0
        page.clock.fast_forward(20_000)
        page.wait_for_load_state("networkidle")
        assert page.locator(".fresh").count() == 0


@pytest.mark.parametrize("start", range(3))
def test_axe_finds_nothing_serious_on_any_page(page, desk, start):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    for path in addresses(page, desk)[start::3]:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(desk.url + path)
            found = axe.Axe().run(page)
            serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
            assert not serious, [
                (path, v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in serious
            ]


# Tables that paper would cut at its edge, and cells whose words stand in pieces.
CUT = """() => [...document.querySelectorAll("main .scroll")]
    .filter((each) => each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.getAttribute("aria-label") || each.getAttribute("aria-labelledby"))"""
BROKEN = """() => [...document.querySelectorAll("main thead th, main tbody th")].filter((cell) => {
    const range = document.createRange(), words = [];
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/\\p{L}+/gu)) {
        range.setStart(walk.currentNode, word.index);
        range.setEnd(walk.currentNode, word.index + word[0].length);
        const feet = [...range.getClientRects()].map((each) => each.bottom);
        words.push(Math.max(...feet) - Math.min(...feet));
    }
    return cell.offsetParent && !cell.closest("thead.sr") && words.some((height) => height > 5);
}).map((cell) => cell.innerText)"""
PAPER = {"wide": (1047, 720), "auto": (718, 1047)}  # pixels of A4 within its margins, turned or not


def test_paper_cuts_nothing_and_breaks_no_word_of_a_head(page, desk):
    page.emulate_media(media="print")
    for path in addresses(page, desk):
        page.goto(desk.url + path)
        width, height = PAPER.get(page.evaluate("getComputedStyle(document.body).page"), PAPER["auto"])
        page.set_viewport_size({"width": width, "height": height})
        assert not page.evaluate(CUT), path
        broken = page.evaluate(BROKEN)
        assert not broken, (path, broken)


def test_a_hostile_report_runs_nothing_in_a_browser(page, tmp_path):
    """The fixture fails on whatever the policy had to stop: that, too, would be said on the console."""
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    with closing(Desk(settings_for(keep(tmp_path / "h.db", hostile()), tmp_path / "r"))) as served:
        for path in (*addresses(page, served), "/search?q=calc", "/search?q=%3Cscript%3E", "/enter"):
            page.goto(served.url + path)
            assert page.locator("main script, main img, main iframe, main style, main [onerror]").count() == 0, path
            leads = page.locator("a").evaluate_all("all => all.map((each) => each.getAttribute('href') || '')")
            assert not [each for each in leads if not each.startswith(("/", "#", "?"))], path
    assert not dialogs


def test_a_list_is_filtered_and_the_filter_stays_in_the_address(page, desk):
    page.goto(f"{desk.url}/figures")
    everything = page.locator("main .entry").count()
    page.get_by_label("Place").first.fill("Brackwater")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"place=Brackwater"))
    shown = page.locator("main .entry")
    assert 0 < shown.count() < everything
    page.reload()
    assert page.get_by_label("Place").first.input_value() == "Brackwater"
    page.get_by_role("link", name="clear").click()
    page.wait_for_url(re.compile(r"/figures$"))
    assert page.locator("main .entry").count() == everything


def test_every_page_fits_a_narrow_screen_and_paper(page, desk):
    for path in addresses(page, desk):
        page.set_viewport_size({"width": 390, "height": 800})
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        crushed = page.evaluate(CRUSHED)
        assert not crushed, (path, crushed)
        page.set_viewport_size({"width": 720, "height": 1000})  # A4 with margins
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.emulate_media(media="screen")
