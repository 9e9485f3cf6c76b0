"""Stages the site and has it made: pages of the repository, reference pages of the code, our style."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tools.handbook.cli_page import cli_page
from tools.handbook.http_page import http_page
from tools.handbook.modules_page import modules_page
from tools.handbook.pages import ROOT, bent, decisions_index, sources
from tools.handbook.python_page import python_page
from tools.handbook.records_page import records_page

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["GENERATED", "build", "stage"]

GENERATED = {
    "reference/cli.md": cli_page,
    "reference/python.md": python_page,
    "reference/http.md": http_page,
    "reference/records.md": records_page,
    "reference/modules.md": modules_page,
    "decisions/index.md": decisions_index,
}
"""Pages that are made from what is there, so that they cannot grow stale."""


def stage(folder: Path) -> list[str]:
    """Write everything the site is made of into `folder`, which is emptied; return the pages."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    files: dict[str, str] = {}
    for path, at in sources().items():
        text, wanted = bent((ROOT / path).read_text("utf-8"), path)
        files |= wanted
        _write(pages / at, text)
    for at, made in GENERATED.items():
        _write(pages / at, made())
    for path, at in files.items():
        (pages / at).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, pages / at)
    for name in ("site.css", "icon.svg"):
        origin = ROOT / ("tools/handbook" if name == "site.css" else "src/trucewatch/web/static") / name
        shutil.copyfile(origin, pages / name)
    shutil.copyfile(ROOT / "tools" / "handbook" / "zensical.toml", folder / "zensical.toml")
    return sorted([*sources().values(), *GENERATED])


def build(folder: Path) -> Path:
    """Make the site of what was staged in `folder`; a broken link or anchor ends it with CalledProcessError."""
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean", "--config-file", "zensical.toml"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "site"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
