"""Which files become pages of the site, and where: links between them are bent to where they lie there.

A link of ours points to a file of the repository. On the site it points to that file's page; to a copy of it where it
is no page; and nothing is staged where it points nowhere.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ROOT", "PageError", "bent", "decisions_index", "site_path", "sources"]

ROOT = Path(__file__).resolve().parents[2]

_OUTSIDE_DOCS = {
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CREDITS.md": "project/credits.md",
    "examples/README.md": "project/examples.md",
    "tests/cases/README.md": "project/cases.md",
}
_FOLDERS = {
    "docs/decisions": "decisions/index.md",
    "examples": "project/examples.md",
    "tests/cases": "project/cases.md",
}
_LINK = re.compile(
    r"(?P<open>!?\[(?:[^\]\[]|\[[^\]]*\])*\]\()(?P<target>(?!\w+:|#)[^)#\s]+)(?P<anchor>#[^)\s]*)?(?=\))"
)
_FENCE = re.compile(r"(?ms)^```.*?^```$")


class PageError(Exception):
    """A page links to something that is not in the repository."""


def sources() -> dict[str, str]:
    """Return the pages of the repository as {path there: path on the site}."""
    docs = {p.relative_to(ROOT).as_posix(): site_path(p.relative_to(ROOT).as_posix()) for p in _docs()}
    return {path: at for path, at in (docs | _OUTSIDE_DOCS).items() if at is not None}


def _docs() -> list[Path]:
    return sorted((ROOT / "docs").rglob("*.md"))


def site_path(path: str) -> str | None:
    """Return where a file of the repository lies on the site if it is a page there."""
    if path in _FOLDERS:
        return _FOLDERS[path]
    if path in _OUTSIDE_DOCS:
        return _OUTSIDE_DOCS[path]
    if path == "README.md":  # the front page of the site says the same, shorter
        return "index.md"
    inside = path.startswith("docs/") and path.endswith(".md")
    return path.removeprefix("docs/") if inside else None


def bent(text: str, path: str) -> tuple[str, dict[str, str]]:
    """Return the text of the page at `path` with its links as the site needs them, and the files they need beside it.

    The files are {path in the repository: path on the site}. PageError where a link leads nowhere.
    """
    at = site_path(path)
    if at is None:
        raise PageError(f"{path} is no page of the site")
    files: dict[str, str] = {}

    def bend(match: re.Match[str]) -> str:
        told = posixpath.normpath(posixpath.join(posixpath.dirname(path), match["target"]))
        if not (ROOT / told).exists():
            raise PageError(f"{path} links to {match['target']}, which is not there")
        wanted = site_path(told)
        if wanted is None:
            if (ROOT / told).is_dir():
                raise PageError(f"{path} links to the folder {told}, which has no page: name a file in it")
            wanted = told.removeprefix("docs/") if told.startswith("docs/") else f"files/{told}"
            files[told] = wanted
        return match["open"] + posixpath.relpath(wanted, posixpath.dirname(at) or ".") + (match["anchor"] or "")

    return _outside_fences(text, lambda part: _LINK.sub(bend, part)), files


def _outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Return the text with everything but its code blocks changed."""
    parts: list[str] = []
    last = 0
    for fence in _FENCE.finditer(text):
        parts += [change(text[last : fence.start()]), fence[0]]
        last = fence.end()
    return "".join([*parts, change(text[last:])])


def decisions_index() -> str:
    """Return the page that lists the decisions in their order."""
    rows = ["# Decisions", "", "What was decided, why, and at what price.", ""]
    for path in sorted((ROOT / "docs" / "decisions").glob("*.md")):
        title = path.read_text("utf-8").split("\n", 1)[0].removeprefix("# ")
        rows.append(f"- [{title.replace('. ', '.&nbsp;', 1)}]({path.name})")
    return "\n".join(rows) + "\n"
