"""Every module with the question it answers: the first line of what it says of itself."""

from __future__ import annotations

import ast
from itertools import groupby

from tools.handbook.markdown import cell, code, prose, table
from tools.handbook.pages import ROOT

__all__ = ["modules_page"]

_SRC = ROOT / "src"


def modules_page() -> str:
    """Return the page: a table a room, in the order of their names."""
    lines = [
        "# Modules",
        "",
        "Made from what each module says of itself, by `make docs`. Which room for what: [the rooms](../rooms.md).",
        "",
    ]
    found = sorted(_SRC.joinpath("trucewatch").rglob("*.py"), key=lambda path: (path.parent.as_posix(), path.name))
    for room, paths in groupby(found, key=lambda path: path.parent):
        name = ".".join(room.relative_to(_SRC).parts)
        held = {path.stem: _opening(path.read_text("utf-8")) for path in paths}
        lines += [f"## {name}", "", prose(held.pop("__init__", "")), ""]
        lines += table(("module", "what"), [(code(stem), cell(said)) for stem, said in held.items() if said])
    return "\n".join(lines)


def _opening(source: str) -> str:
    return (ast.get_docstring(ast.parse(source)) or "").split("\n\n")[0]
