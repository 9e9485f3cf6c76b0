"""The docs tell the truth: each command, option, type and target they should name is there, and exists."""

from __future__ import annotations

import dataclasses
import importlib
import json
import re
import tomllib
from enum import StrEnum
from pathlib import Path

import pytest

from trucewatch import errors, model

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
DEFAULTS = {"help", "install_completion", "show_completion"}


def _text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def _commands() -> dict[str, object]:
    typer = importlib.import_module("typer.main")
    entry = importlib.import_module("trucewatch.cli.entry")
    told: dict[str, object] = {}
    for name, command in typer.get_command(entry.app).commands.items():
        inside = getattr(command, "commands", None)
        told |= {name: command} if inside is None else {f"{name} {each}": held for each, held in inside.items()}
    return told


def _options(command: object) -> list[str]:
    return [max(p.opts, key=len) for p in command.params if p.param_type_name == "option" and p.name not in DEFAULTS]


def _section(command: str) -> str:
    found = re.search(rf"(?ms)^## `trucewatch {re.escape(command)}\b.*?(?=^## |\Z)", _text("docs/cli.md"))
    assert found, f"docs/cli.md has no section `## `trucewatch {command} …``"
    return found[0]


def test_every_command_and_option_is_documented() -> None:
    everywhere = _text("docs/cli.md").split("\n## ", maxsplit=1)[0]
    for name, command in _commands().items():
        section = _section(name)
        missing = [o for o in _options(command) if f"`{o}" not in section and f"`{o}" not in everywhere]
        assert not missing, f"docs/cli.md does not tell of {missing} under {name}"


def test_no_documented_command_or_option_is_made_up() -> None:
    commands = _commands()
    assert set(re.findall(r"(?m)^## `trucewatch ([a-z-]+(?: [a-z-]+)?)", _text("docs/cli.md"))) == set(commands)
    known = {o for c in commands.values() for p in c.params for o in (*p.opts, *p.secondary_opts)} | {
        "--help",
        "--version",
    }
    told = set(re.findall(r"`(--[a-z][a-z-]*)", _text("docs/cli.md") + _text("docs/tutorial.md") + _text("README.md")))
    assert told <= known, f"the docs tell of {told - known}"


@pytest.mark.parametrize("name", model.__all__)
def test_every_public_type_is_documented_with_its_fields(name: str) -> None:
    told = _text("docs/model.md")
    kind = getattr(model, name)
    assert f"`{name}`" in told or f"### {name.lower()}" in told, f"docs/model.md does not tell of {name}"
    if dataclasses.is_dataclass(kind):
        missing = [f.name for f in dataclasses.fields(kind) if f"`{f.name}`" not in told]
        assert not missing, f"docs/model.md does not tell of {name}.{missing}"
    if issubclass(kind, StrEnum):
        missing = [v.value for v in kind if f"`{v.value}`" not in told]
        assert not missing, f"docs/model.md does not tell of {name} {missing}"


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_is_documented(name: str) -> None:
    assert f"`{name}`" in _text("docs/model.md")


def test_every_make_target_has_a_comment_and_the_docs_name_only_real_ones() -> None:
    lines = _text("Makefile").splitlines()
    targets = {m[1]: n for n, line in enumerate(lines) if (m := re.match(r"([a-z]+):(?!=)", line))}
    for target in ("demo", "test", "lint", "eval", "bench", "setup", "clean"):
        above = [lines[n - 1] for n, line in enumerate(lines) if line.startswith(f"{target}:")]
        assert any(line.startswith("# ") for line in above), f"Makefile: no comment above {target}"
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]
    for page in pages:
        named = set(re.findall(r"(?m)(?:`|^)make ([a-z]+)", page.read_text("utf-8")))
        assert named <= set(targets), f"{page.name} names {named - set(targets)}"


def test_every_link_between_our_pages_leads_somewhere() -> None:
    for page in list(ROOT.glob("*.md")) + sorted(DOCS.rglob("*.md")) + sorted((ROOT / "examples").rglob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} leads to {target}"


def test_every_decision_is_numbered_in_order() -> None:
    names = sorted(p.name for p in (DOCS / "decisions").glob("*.md"))
    assert [int(n[:3]) for n in names] == list(range(1, len(names) + 1))


def test_every_shipped_conflict_and_data_source_is_credited() -> None:
    credits_page = _text("CREDITS.md")
    assert "GeoNames" in credits_page
    assert "CC BY 4.0" in credits_page or "Attribution 4.0" in credits_page


def test_the_examples_are_whole() -> None:
    reports = 0
    for path in sorted((ROOT / "examples").rglob("*")):
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
            assert all(row["text"].startswith(row["title"]) for row in rows)
            reports += len(rows)
        elif path.suffix in {".txt", ".html"}:
            reports += 1
    assert reports >= 12
    vocabulary = tomllib.loads(_text("examples/marren/vocabulary.toml"))
    assert vocabulary["conflict"]["fictional"] is True
    codes = {c["code"] for c in vocabulary["country"]}
    assert all("QM" <= code <= "QZ" for code in codes), "codes free for private use, so that no real state is meant"
    assert {p["country"] for p in vocabulary["place"]} <= codes
