"""What was linked on an earlier day, or would be now? Derived records laid over a view's tables from a file beside it.

Made once for each state of the ledger and day asked for, never in the ledger's own file (on a server: its own schema),
so that what people asked leaves no trace in it. Ledgers too large to link while a page waits show what `relink` kept.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from trucewatch.ledger.address import Server
from trucewatch.ledger.derive import RECIPE, derive
from trucewatch.ledger.pages.extent import freshness, is_too_large
from trucewatch.ledger.spread import SPREAD, spread, spread_alike, spread_names
from trucewatch.ledger.spread_subjects import SUBJECTS, spread_subjects
from trucewatch.ledger.store import translated
from trucewatch.ledger.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.derive import Derived
    from trucewatch.ledger.store import Connection

__all__ = ["KEPT", "PAGE_TABLES", "Replays", "lay_down", "write_replay"]

PAGE_TABLES = (*SPREAD, *SUBJECTS, "alike", "name", "day")
"""The tables that pages ask, all of which follow from what is derived and from the primary tables."""

KEPT = ("derived", *PAGE_TABLES, "spread_from")
"""All tables that stand in place of the ledger's own."""

_MOST_FILES = 40
_QUICK = 200  # readings that are linked in a fifth of a second


class Replays:
    """Opens views of a ledger with links that are up to date, or as they were; keeps what it made in `folder`.

    `up_to`: how many readings a ledger may hold to be linked while somebody waits (some 20 ms each); of their figures
    see `is_too_large`.
    """

    def __init__(self, ledger: Location, folder: Path, *, up_to: int = 500) -> None:
        self._ledger = ledger
        self._folder = folder
        self._up_to = up_to
        self._lock = Lock()

    def open(self, as_of: str | None = None, *, hurried: bool = False) -> View:
        """Open the ledger as known on the day `as_of`, or now; LedgerError where it cannot be read.

        `hurried`: somebody else is linking now, so only what takes no time is linked here meanwhile.
        """
        view = View.open(self._ledger)
        known = freshness(view)
        if hurried and as_of is None and known.readings > _QUICK:
            return view
        if not known.readings or (as_of is None and known.is_linked) or is_too_large(view, self._up_to):
            return view
        if isinstance(self._ledger, Server):
            view.close()
            return View.open(self._ledger, replay=self._schema(self._ledger, known.readings, known.judgements, as_of))
        target = self._folder / f"{known.readings}-{known.judgements}-{as_of or 'now'}.replay"
        try:
            if not target.exists():
                with self._lock:
                    self._make(view, self._ledger, target, as_of)
        finally:
            view.close()
        return View.open(self._ledger, replay=target)

    def _schema(self, server: Server, readings: int, judgements: int, as_of: str | None) -> str:
        """Return the schema of a replay on the server, made where it is not there yet."""
        from trucewatch.ledger import beside  # noqa: PLC0415 - optional

        state = f"{server.schema}_at_{RECIPE.split()[-1]}_{readings}_{judgements}_"
        name = state + (as_of or "now").replace("-", "")
        with self._lock:
            if not beside.is_there(server, name):
                with View.open(server) as view:  # of one moment with what the schema is filled with
                    made, reached = derive(view, as_of=as_of), view.reach()
                beside.write(server, name, KEPT, lambda held: lay_down(held, made, reached, as_of=as_of))
                beside.forget(server, f"{server.schema}_at_", but=state)
        return name

    def _make(self, view: View, ledger: Path, target: Path, as_of: str | None) -> None:
        if target.exists():
            return  # another thread was first
        old = sorted(self._folder.glob("*.replay"), key=lambda path: path.stat().st_mtime)
        for path in old[: max(0, len(old) - _MOST_FILES)]:
            path.unlink(missing_ok=True)
        write_replay(ledger, derive(view, as_of=as_of), view.reach(), target, as_of=as_of)


def write_replay(
    path: Path, made: Derived, reached: tuple[int, int], target: Path, *, as_of: str | None = None
) -> None:
    """Write what was `made` of the ledger at `path`, which reached so far, to the file `target`, or nothing."""
    half = target.with_suffix(".half")
    with translated(target):
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(half, isolation_level=None, uri=True)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("ATTACH ? AS ledger", (f"{path.absolute().as_uri()}?mode=ro",))
            connection.execute("BEGIN")
            for statement in _schema(connection):
                connection.execute(statement)
            lay_down(connection, made, reached, as_of=as_of)
            connection.execute("COMMIT")
        half.replace(target)


def lay_down(connection: Connection, made: Derived, reached: tuple[int, int], *, as_of: str | None = None) -> None:
    """Fill the empty tables of KEPT with what was `made`, inside your transaction."""
    connection.executemany("INSERT INTO derived (kind, place, id, body) VALUES (?, ?, ?, ?)", made.rows())
    spread(connection, made.records)
    spread_alike(connection, made.lineages.near)
    spread_names(connection)
    spread_subjects(connection, as_of=as_of)
    connection.execute("INSERT INTO spread_from VALUES (?, ?, ?)", (RECIPE, *reached))


def _schema(connection: sqlite3.Connection) -> Iterable[str]:
    marks = ", ".join(f"'{table}'" for table in KEPT)
    query = f"SELECT sql FROM ledger.sqlite_master WHERE tbl_name IN ({marks}) AND sql IS NOT NULL ORDER BY type DESC"  # noqa: S608 - our own
    return [str(row[0]) for row in connection.execute(query).fetchall()]
