"""What the ledger can prove of itself: that nothing in it is torn, altered, orphaned or made up.

Everything is read back, each reading is rebuilt as contract records and held against the same rules as when it
entered; nothing is repaired. A fault is a Problem of stage `check`.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from trucewatch import ids
from trucewatch.errors import LedgerError
from trucewatch.ledger.address import Server, located
from trucewatch.ledger.damage import UNREADABLE, survey
from trucewatch.ledger.derive import derive, fingerprint
from trucewatch.ledger.pages.extent import freshness
from trucewatch.ledger.readback import COUNTED, SHAPES, dicts, reading_faults, readings
from trucewatch.ledger.replay import KEPT, PAGE_TABLES, lay_down, write_replay
from trucewatch.ledger.store import read_only, translated
from trucewatch.ledger.view import View
from trucewatch.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.derive import Derived
    from trucewatch.ledger.store import Connection

__all__ = ["Proof", "check"]

Record = dict[str, Any]
_NO_DAMAGE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOTADB,
}


class _DamagedError(Exception):
    """The file is not whole."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved, in sentences with counts (`proved`), and what was found wrong (`problems`).

    Where a file is damaged `safe` tells, in sentences with counts, what of it reads back as it was added.
    """

    proved: tuple[str, ...]
    problems: tuple[Problem, ...]
    safe: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def check(path: str | Location) -> Proof:
    """Prove the ledger at `path` (a file or an address); LedgerError when it cannot be opened at all."""
    path = located(path)
    if not isinstance(path, Path):
        return _checked(path)
    try:
        return _checked(path)
    except LedgerError as error:
        why = error.__cause__
        if not isinstance(why, sqlite3.DatabaseError) or getattr(why, "sqlite_errorcode", 0) & 0xFF in _NO_DAMAGE:
            raise
    except (*UNREADABLE, _DamagedError) as error:
        why = error
    found = survey(path)
    made = _fault(str(path), f"what is derived cannot be read: {why}; `trucewatch relink` makes it anew")
    return Proof((), found.problems or (made,), found.safe)


def _checked(path: Location) -> Proof:
    with translated(path), closing(read_only(path)) as connection:
        connection.execute("BEGIN")
        problems = [*_file_faults(connection, str(path)), *_text_faults(connection, str(path))]
        counts: dict[str, int] = dict.fromkeys(("reports", "readings", "unsealed", *COUNTED), 0)
        counts["reports"] = connection.execute("SELECT COUNT(*) FROM report").fetchone()[0]
        for held in readings(connection):
            counts["readings"] += 1
            counts["unsealed"] += not held["seal"]
            for key in COUNTED:
                counts[key] += len(held[SHAPES[key].record])
            problems.extend(_fault(held["report"][0]["name"], fault) for fault in reading_faults(held))
        problems.extend(_problem_faults(connection))
        problems.extend(_judgement_faults(connection))
        counts["unread"] = connection.execute("SELECT COUNT(*) FROM problem WHERE reading_no IS NULL").fetchone()[0]
    rebuilt, faults_of_rebuilding = ("", ()) if problems else _rebuilt(path)
    problems.extend(faults_of_rebuilding)
    return Proof(
        proved=() if problems else (*_sentences(counts, is_file=isinstance(path, Path)), rebuilt),
        problems=tuple(problems),
    )


def _rebuilt(path: Location) -> tuple[str, tuple[Problem, ...]]:
    """Make all that is derived again and hold it against what is kept."""
    with View.open(path) as view:
        kept_from = view.kept_from()
        if kept_from is None:
            return "nothing derived is kept: `trucewatch relink` links reports to lineages and events", ()
        if kept_from != fingerprint(view):
            return "what is derived is older than the last report or judgement: `trucewatch relink` renews it", ()
        derived = derive(view)
        made = list(derived.rows())
        kept = list(view.kept_rows())
        reached, is_linked = view.reach(), freshness(view).is_linked
    if made == kept and is_linked:
        if others := _spread_otherwise(path, derived, reached):
            told = f"the rows that pages ask are not what follows from the records ({', '.join(others)})"
            return "", (_fault(str(path), f"{told}; `trucewatch relink` makes them anew"),)
        return (
            f"{len(made)} derived records and the rows that pages ask: made again, they are the same byte for byte",
            (),
        )
    if made == kept:
        return f"{len(made)} derived records: made again, they are the same byte for byte", ()
    other = sorted({row[2] for row in set(made) ^ set(kept)})
    told = f"{len(other)} derived records are not what follows from the primary ones, for instance {other[:1]}"
    return "", (_fault(str(path), f"{told}; `trucewatch relink` makes them anew"),)


def _spread_otherwise(path: Location, made: Derived, reached: tuple[int, int]) -> list[str]:
    """Return the tables of pages whose rows are not those that follow, made again beside the ledger."""
    if isinstance(path, Server):
        from trucewatch.ledger import beside  # noqa: PLC0415 - optional

        return beside.differing(path, KEPT, lambda held: lay_down(held, made, reached), PAGE_TABLES)
    with TemporaryDirectory(prefix="trucewatch-check-") as folder:
        again = Path(folder) / "again.db"
        write_replay(path, made, reached, again)
        with translated(path), closing(read_only(path)) as connection:
            connection.execute("ATTACH ? AS again", (f"{again.as_uri()}?mode=ro&immutable=1",))
            return [table for table in PAGE_TABLES if _differs(connection, table)]


def _differs(connection: Connection, table: str) -> bool:
    sides = (f"main.{table}", f"again.{table}")
    return any(
        connection.execute(f"SELECT * FROM {one} EXCEPT SELECT * FROM {other} LIMIT 1").fetchone()  # noqa: S608 - ours
        for one, other in (sides, sides[::-1])
    )


def _judgement_faults(connection: Connection) -> Iterator[Problem]:
    for row in dicts(connection, "SELECT * FROM judgement"):
        named = ids.judgement_id(row["a"], row["b"], row["verdict"], row["author"], row["decided"])
        if named != row["judgement_id"]:
            yield _fault(row["judgement_id"], "the judgement's id does not follow from it")


def _fault(report: str, message: str) -> Problem:
    return Problem(report=report, stage="check", message=message)


def _file_faults(connection: Connection, path: str) -> Iterator[Problem]:
    if not isinstance(connection, sqlite3.Connection):
        yield from (_fault(path, orphaned) for orphaned in connection.orphans())
        return
    if any(verdict != "ok" for (verdict,) in connection.execute("PRAGMA integrity_check(1)")):
        raise _DamagedError
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield _fault(path, f"row {row} of {table} is orphaned: what it names in {parent} is not there")


def _text_faults(connection: Connection, path: str) -> Iterator[Problem]:
    for sha256, body in connection.execute("SELECT sha256, body FROM text"):
        if ids.text_hash(body) != sha256:
            yield _fault(path, f"the text kept under {sha256} has another hash: it was altered")
    unread = "SELECT name FROM report WHERE report_no NOT IN (SELECT report_no FROM reading)"
    for (name,) in connection.execute(unread):
        yield _fault(name, "the report is there without a reading")


def _problem_faults(connection: Connection) -> Iterator[Problem]:
    for row in dicts(connection, "SELECT * FROM problem"):
        if row["problem_id"] != ids.problem_id(row["report"], row["stage"], row["message"]):
            yield _fault(row["report"], f"problem {row['problem_id']}: its id does not follow from its words")


def _sentences(counts: dict[str, int], *, is_file: bool) -> Iterator[str]:
    yield f"{counts['reports']} reports: every text has its hash, every id follows from its URL, outlet and text"
    yield (
        f"{counts['statements']} statements, {counts['figures']} figures and {counts['positions']} positions in "
        f"{counts['readings']} readings: every id follows from its evidence, every span holds its words"
    )
    unsealed = f"; {counts['unsealed']} added before seals were kept have none" if counts["unsealed"] else ""
    yield f"every value of them is as it was added: {counts['readings'] - counts['unsealed']} seals hold{unsealed}"
    yield f"{counts['problems']} problems noted in them and {counts['unread']} inputs that became no report"
    yield "nothing is orphaned, half-written or missing: each reading holds as many records as were added with it"
    yield "the file is whole (integrity and foreign keys)" if is_file else "no reference is broken (foreign keys)"
