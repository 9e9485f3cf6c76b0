"""Runs the console blocks of our pages, so that what they print is what is printed.

A block fenced as `console` holds commands behind `$ ` and below each what it prints. All blocks of a page run in
order, in one fresh folder that holds examples/, 120 columns wide. What stands behind a bar is a filter of the shell
(`| head -5`).
`python -m tools.handbook.tour` writes what is printed now into the pages; a test compares.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

from tools.handbook.pages import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PAGES", "told_anew"]

PAGES = ("README.md", "docs/tutorial.md", "docs/reading.md")

_BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
_COLUMNS = "120"


def told_anew(text: str) -> str:
    """Return the text of a page with each console block as it comes out now."""
    with _fresh_folder():
        return _BLOCK.sub(lambda block: f"```console\n{_run(block[1])}```", text)


def _run(block: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_printed(command)}" for command in commands)


def _printed(command: str) -> str:
    """Return what a command prints; what it complains of belongs to it, as on a terminal."""
    from trucewatch.cli import main

    program, _, pipe = command.partition(" | ")
    words = shlex.split(program)
    if words[0] != "trucewatch":
        raise ValueError(f"a console block runs trucewatch, not {words[0]}")
    out = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(out), redirect_stderr(out):
        main(words[1:])
    out.flush()
    printed = out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    if pipe:
        printed = subprocess.run(["sh", "-c", pipe], input=printed, capture_output=True, text=True, check=True).stdout
    return "".join(line.rstrip() + "\n" for line in printed.splitlines())


@contextmanager
def _fresh_folder() -> Iterator[None]:
    """Stand in a folder of its own with the examples in it, as wide as our pages."""
    before, held = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder, "examples"))
        os.environ.pop("TRUCEWATCH_LEDGER", None)
        os.environ["COLUMNS"] = _COLUMNS
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(held)


def main() -> int:
    """Write what is printed now into every page."""
    for name in PAGES:
        page = ROOT / name
        before = page.read_text("utf-8")
        after = told_anew(before)
        page.write_text(after, "utf-8")
        print(f"{name}: {'as it was' if before == after else 'written anew'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
