"""The documentation site builds without a broken link, asks nobody, leaves nothing out, and its tour is true."""

from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from tools.handbook import tour
from tools.handbook.build import GENERATED, build, stage
from tools.handbook.markdown import cell, code, prose
from tools.handbook.pages import ROOT, PageError, bent, sources
from tools.handbook.screenshots import FOLDER, PICTURES

if TYPE_CHECKING:
    from pathlib import Path

PICTURES_TOGETHER = 1_500_000
ASKING = {"src", "srcset", "poster", "data"}
"""Attributes that make a browser ask; `href` does only on `link`."""


class Asked(HTMLParser):
    """What a page makes a browser ask for, and its pictures without a text."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.wordless: list[str] = []

    def handle_starttag(self, tag, attrs):
        held = {name: value or "" for name, value in attrs}
        self.asked += [value for name, value in held.items() if name in ASKING or (tag, name) == ("link", "href")]
        if tag == "img" and not held.get("src", "").endswith("icon.svg") and len(held.get("alt", "")) < 15:
            self.wordless.append(held.get("src", ""))


@pytest.fixture(scope="module")
def staged(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("handbook")
    stage(folder)
    return folder


@pytest.fixture(scope="module")
def site(staged) -> Path:
    pytest.importorskip("zensical", reason="zensical is not installed: make setup brings it with requirements-dev.lock")
    return build(staged)


def _nav(entries) -> list[str]:
    return [
        at for entry in entries for held in entry.values() for at in (_nav(held) if isinstance(held, list) else [held])
    ]


def test_every_page_is_in_the_menu_once_and_built(staged, site):
    listed = _nav(tomllib.loads((staged / "zensical.toml").read_text("utf-8"))["project"]["nav"])
    pages = {*sources().values(), *GENERATED}
    decisions = {at for at in pages if re.match(r"decisions/\d", at)}  # listed by their index
    assert sorted(listed) == sorted(pages - decisions)
    missing = [at for at in pages if not (site / at).with_suffix(".html").exists()]
    assert not missing


def test_no_page_asks_another_host(site):
    for page in site.rglob("*.html"):
        parser = Asked()
        parser.feed(page.read_text("utf-8"))
        away = [each for each in parser.asked if re.match(r"\w*:?//", each)]
        assert not away, f"{page.name} asks {away}"
    for sheet in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", sheet.read_text("utf-8")), sheet.name


def test_every_picture_has_a_text_and_all_together_are_small(site):
    for page in site.rglob("*.html"):
        parser = Asked()
        parser.feed(page.read_text("utf-8"))
        assert not parser.wordless, f"{page.name}: {parser.wordless}"
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < PICTURES_TOGETHER


def test_every_page_of_the_desk_has_a_picture_that_is_shown():
    from trucewatch.web.pages import pages

    shown = set(re.findall(r"\(pictures/([\w-]+)\.webp\)", (ROOT / "docs" / "pictures.md").read_text("utf-8")))
    assert shown == set(PICTURES) == {path.stem for path in FOLDER.iterdir()}
    begun = {start.partition("?")[0] for start, *_ in PICTURES.values()}
    assert {page.path for page in pages() if page.group} <= begun


def test_the_reference_of_the_command_line_names_every_command_and_option(staged):
    import typer

    from trucewatch.cli.entry import app

    told = (staged / "pages/reference/cli.md").read_text("utf-8")
    sections = dict(re.findall(r"(?ms)^## trucewatch (\w+)\n(.*?)(?=^## |\Z)", told))
    commands = typer.main.get_command(app).commands
    assert list(sections) == list(commands)
    for name, command in commands.items():
        options = [each.opts[0] for each in command.params if each.param_type_name == "option"]
        assert not [each for each in options if each not in sections[name]], name


def test_the_reference_of_python_names_what_is_public(staged):
    import trucewatch
    from trucewatch.answers import Answers, OpenLedger

    told = (staged / "pages/reference/python.md").read_text("utf-8")
    names = [name for name in trucewatch.__all__ if not name.startswith("__")]
    assert not [name for name in names if f"### {name}\n" not in told]
    for kind in (OpenLedger, Answers):
        held = [name for name in vars(kind) if not name.startswith("_") and callable(getattr(kind, name))]
        assert not [name for name in held if f"#### {kind.__name__}.{name}\n" not in told]


def test_the_reference_of_http_names_every_route_parameter_and_schema(staged):
    from tools.handbook.http_page import description

    told = (staged / "pages/reference/http.md").read_text("utf-8")
    held = description()
    for path, verbs in held["paths"].items():
        for verb, route in verbs.items():
            section = told.split(f"## {verb.upper()} {path}\n", 1)[1].split("\n## ", 1)[0]
            assert not [each["name"] for each in route.get("parameters", []) if f"`{each['name']}`" not in section], (
                path
            )
    assert not [name for name in held["components"]["schemas"] if f"### {name}\n" not in told]


def test_the_reference_of_records_names_every_type(staged):
    from trucewatch import model

    told = (staged / "pages/reference/records.md").read_text("utf-8")
    assert not [name for name in model.__all__ if f"### {name}\n" not in told]


def test_every_package_has_its_line_among_the_rooms():
    told = (ROOT / "docs" / "rooms.md").read_text("utf-8")
    inside = ROOT / "src" / "trucewatch"
    rooms = [".".join(path.parent.relative_to(inside.parent).parts) for path in inside.rglob("__init__.py")]
    alone = [f"trucewatch.{path.stem}" for path in inside.glob("*.py") if not path.stem.startswith("__")]
    assert not [name for name in (*rooms, *alone) if f"`{name}`" not in told]
    named = re.findall(r"`((?:tests|evals|benchmarks|examples|training|tools|docs)/[\w/.]*)`", told)
    modules = [
        f"src/trucewatch/{name}" for name in re.findall(r"`((?:[a-z]+/)+[a-z_]+\.py)`", told) if "tests/" not in name
    ]
    assert len(modules) > 15
    assert not [name for name in (*named, *modules) if not (ROOT / name).exists()]


@pytest.mark.parametrize("name", tour.PAGES)
def test_the_tour_prints_what_the_page_shows(name):
    before = (ROOT / name).read_text("utf-8")
    assert before.count("\n$ trucewatch ") >= 2
    assert tour.told_anew(before) == before, (
        f"{name} shows what is no longer printed: run `make tour`, and read it again"
    )


def test_a_link_that_leads_nowhere_is_told_by_page_and_target():
    with pytest.raises(PageError, match=r"docs/cli\.md links to gone\.md"):
        bent("[x](gone.md)", "docs/cli.md")


@pytest.mark.parametrize(
    ("written", "path", "wanted"),
    [
        ("[x](cli.md#a)", "docs/api.md", "[x](cli.md#a)"),
        ("[x](../examples/README.md)", "docs/cli.md", "[x](project/examples.md)"),
        ("[x](docs/house.md)", "CONTRIBUTING.md", "[x](../house.md)"),
        ("[x](../README.md)", "docs/cli.md", "[x](index.md)"),
        ("[x](../LICENSE)", "docs/cli.md", "[x](files/LICENSE)"),
        ("[x](https://example.org/a.md)", "docs/cli.md", "[x](https://example.org/a.md)"),
        ("```\n[x](gone.md)\n```\n", "docs/cli.md", "```\n[x](gone.md)\n```\n"),
    ],
)
def test_links_are_bent_to_where_pages_lie_on_the_site(written, path, wanted):
    assert bent(written, path)[0] == wanted


def test_words_of_the_code_stay_words_on_a_page():
    assert prose("a <b> & `c<d>` *e*") == "a &lt;b&gt; &amp; `c<d>` \\*e\\*"
    assert cell("a | b\n c") == "a &#124; b c"
    assert code("str | None") == "`str | None`"
