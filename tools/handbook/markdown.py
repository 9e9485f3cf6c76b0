"""Words of the code as Markdown: nothing in a docstring or a help text may become a tag or break a table."""

from __future__ import annotations

__all__ = ["cell", "code", "prose", "table"]


def prose(text: str) -> str:
    """Return running text, in which only backticks mean something."""
    pieces = text.split("`")
    return "`".join(_plain(piece) if number % 2 == 0 else piece for number, piece in enumerate(pieces))


def _plain(piece: str) -> str:
    for sign, written in (
        ("&", "&amp;"),
        ("|", "&#124;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("*", "\\*"),
        ("_", "\\_"),
        ("[", "\\["),
    ):
        piece = piece.replace(sign, written)
    return piece


def cell(text: str) -> str:
    """Return running text for one cell of a table."""
    return prose(" ".join(text.split()))


def code(text: str) -> str:
    """Return words set as code, for running text and cells; a bar in code does not end a cell."""
    return f"`{text}`" if text else ""


def table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table whose cells are Markdown already; none where there are no rows."""
    if not rows:
        return []
    told = [heads, tuple("---" for _ in heads), *rows]
    return ["| " + " | ".join(row) + " |" for row in told] + [""]
