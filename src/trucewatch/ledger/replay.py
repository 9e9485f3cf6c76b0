"""What was linked on an earlier day? Derived records as they followed from what had been published by then.

Made once a day asked for, into a file beside the ledger's own (never in it), and laid over a view's tables: every
question of `ledger.pages` then answers from the past. Files of another state of the ledger are thrown away.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from trucewatch.ledger.spread import SPREAD, spread
from trucewatch.ledger.store import translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trucewatch.ledger.derive import Derived

__all__ = ["lay_over", "write_replay"]

_KEPT = ("derived", *SPREAD)
_LOCK = Lock()


def lay_over(connection: sqlite3.Connection, replay: Path) -> None:
    """Let the derived tables of `replay` stand in place of those of the ledger, for this connection only."""
    with translated(replay):
        connection.execute("ATTACH ? AS replay", (f"{replay.absolute().as_uri()}?mode=ro&immutable=1",))
        for table in _KEPT:
            connection.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM replay.{table}")  # noqa: S608 - our own


def write_replay(path: Path, made: Derived, target: Path) -> None:
    """Write what was `made` of the ledger at `path` to the file `target`, whole or not at all."""
    half = target.with_suffix(".half")
    with _LOCK, translated(target):
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(half, isolation_level=None, uri=True)) as connection:
            connection.execute("ATTACH ? AS ledger", (f"{path.absolute().as_uri()}?mode=ro",))
            connection.execute("BEGIN")
            for statement in _schema(connection):
                connection.execute(statement)
            rows = ((kind, place, named, body) for kind, place, named, body in made.rows())
            connection.executemany("INSERT INTO derived (kind, place, id, body) VALUES (?, ?, ?, ?)", rows)
            spread(connection, made.records)
            connection.execute("COMMIT")
        half.replace(target)


def _schema(connection: sqlite3.Connection) -> Iterable[str]:
    marks = ", ".join(f"'{table}'" for table in _KEPT)
    query = f"SELECT sql FROM ledger.sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL ORDER BY type DESC"  # noqa: S608 - our own
    return [str(row[0]) for row in connection.execute(query).fetchall()]
