"""A real browser at the desk: the words behind a number, the keys, the themes, no errors, nothing off this machine."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.slow


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/events", "/enter"])
def test_axe_finds_nothing_serious(page, desk, path, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page.emulate_media(color_scheme=scheme)
    page.goto(desk.url + path)
    held = [path]
    if path == "/":
        held += [
            page.locator(f"main a[href^='/{start}/']").first.get_attribute("href") for start in ("figure", "report")
        ]
    for each in held:
        page.goto(desk.url + each)
        found = axe.Axe().run(page)
        serious = [v for v in found.response["violations"] if v["impact"] in {"serious", "critical"}]
        assert not serious, [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in serious]


def test_a_narrow_screen_needs_no_scrolling_sideways(page, desk):
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/events"):
        page.goto(desk.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
