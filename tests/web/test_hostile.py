"""A report that wants to do harm is shown harmlessly: tags, escapes, marks of direction, endless lines."""

from __future__ import annotations

import pytest
from desks import NOW, client_of, settings_for

from trucewatch.ledger import Ledger
from trucewatch.pipeline import add_all, read_all, reader

WORDS = "<script>alert(1)</script><img src=x onerror=alert(2)> \x1b[31mred\x1b[0m \u202eevil\u202c {{ 7*7 }} &amp; '\">"
TEXT = f"""{WORDS}

KORVA, 5 May 2030. At least 12 people were killed and 40 injured in Korva on Saturday, Governor Ana "{WORDS}" Brel said.

"{WORDS} we counted 12 dead," Governor Ana Brel said. {WORDS}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "a <b>bold name.txt").write_text(TEXT, "utf-8")
    endless = "12 people were killed. " + "never " * 200_000
    (folder / "endless.txt").write_text(f"KORVA, 5 May 2030. {endless}\n\n3 people were injured.", "utf-8")
    path = folder / "ledger.db"
    with Ledger.open(path) as ledger:
        for _ in add_all(ledger, read_all([str(folder / "*.txt")], read=reader()), clock=lambda: NOW):
            pass
        ledger.relink()
    return client_of(settings_for(path, folder / "replays"))


def links(text: str, start: str) -> list[str]:
    import re

    return sorted(set(re.findall(rf'href="({start}[^"#?]+)', text)))


def test_its_words_stay_words_on_every_page(hostile):
    brief = hostile.get("/").text
    shown = [brief]
    for start in ("/report/", "/figure/"):
        for link in links(brief, start):
            shown.append(hostile.get(link).text)
            shown += [hostile.get(each).text for each in links(shown[-1], "/figure/")[:20]]
    paths = ("/map", "/events", "/reports", "/figures", "/statements", "/sources", "/problems", "/search?q=script")
    boards = ("attacks", "raids", "force", "ceasefire", "support", "positions", "disruption")
    lists = [hostile.get(path).text for path in (*paths, *(f"/boards/{name}" for name in boards))]
    lists += [hostile.get(link).text for link in links(lists[5], "/source/")]
    shown += [*lists, *(hostile.get(link).text for link in links(lists[1], "/event/"))]
    assert len(shown) > 3
    for text in shown:
        for tag in ("<script>alert", "<img", "<b>bold", "\x1b", "\u202e"):
            assert tag not in text, tag
    assert any("{{ 7*7 }}" in text for text in shown)
    assert any("&lt;script&gt;alert(1)" in text for text in shown)
    assert any("\\x1b[31mred" in text for text in shown)
    assert any("\\u202eevil" in text for text in shown)


def test_an_endless_line_is_shown_a_stretch_at_a_time(hostile):
    found = [
        text for link in links(hostile.get("/").text, "/report/") if "never never" in (text := hostile.get(link).text)
    ]
    assert found
    assert all(len(text) < 120_000 for text in found)
    assert any("Further in this report" in text for text in found)
