"""What tables does a ledger have? The migrations, in order, as statements of SQLite; other stores translate them."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["migrations", "statements"]


def migrations() -> tuple[str, ...]:
    """Return the scripts of all migrations, the first one first."""
    folder = files("trucewatch.ledger").joinpath("migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple(folder.joinpath(name).read_text("utf-8") for name in names)


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one; a trigger with what it does is one."""
    # Not executescript: it would commit first, and a kill could leave half a schema.
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
