"""How a reading enters the ledger: proved first, then written with its report in one transaction, or not at all.

Append-only: adding twice changes nothing; another text at the same URL is a new version beside the old one;
another reader's reading of a known report stands beside the first and is the one shown. The time is an argument.
"""

from __future__ import annotations

import math
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from trucewatch import ids
from trucewatch.errors import RecordError
from trucewatch.ledger import rows
from trucewatch.ledger.address import located
from trucewatch.ledger.derive import RECIPE, derive
from trucewatch.ledger.moments import moment
from trucewatch.ledger.proof import Read, faults
from trucewatch.ledger.readback import Row, Rows, dicts, seal
from trucewatch.ledger.spread import spread, spread_alike, spread_names
from trucewatch.ledger.spread_subjects import spread_subjects
from trucewatch.ledger.store import connect, translated, writing
from trucewatch.ledger.view import View
from trucewatch.ledger.worked import Worked
from trucewatch.records import (
    figure_record,
    judgement_record,
    position_record,
    problem_record,
    report_record,
    statement_record,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.derive import Derived
    from trucewatch.ledger.store import Connection
    from trucewatch.model import Judgement, Problem, Reading

__all__ = ["Added", "Ledger", "proved"]

Record = dict[str, Any]

_REPORTS_A_CHECKPOINT = 500  # keeps the log at some tens of MB; without, it grew to 1.5 GB over a million records


class Added(StrEnum):
    """What adding a reading did; REREAD: a known report, read by another `made_by`, whose reading is now shown."""

    NEW = "new"
    KNOWN = "known"
    NEW_VERSION = "new_version"
    REREAD = "reread"


class Ledger:
    """One writer of a ledger; use as a context manager. Several processes may write at once."""

    def __init__(self, connection: Connection, path: Location) -> None:
        self._connection = connection
        self._path = path
        self._since_checkpoint = 0

    @classmethod
    def open(cls, path: str | Location, *, create: bool = True) -> Self:
        """Open or create the ledger at `path`, of the newest schema then; LedgerError otherwise.

        `path` is that of a file, or an address: postgresql://USER@HOST/DATABASE?schema=NAME.
        """
        path = located(path)
        return cls(connect(path, create=create), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Location:
        """The ledger's file, or its place on a server."""
        return self._path

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever added."""
        with translated(self._path):
            return (
                self._one("SELECT 1 FROM report LIMIT 1") is None and self._one("SELECT 1 FROM problem LIMIT 1") is None
            )

    def add(self, reading: Reading, *, added: str) -> Added:
        """Add one report with all its records in one transaction; `added` is the ISO time of now, by the caller.

        RecordError when a record breaks its contract (nothing is written), LedgerError when the file fails.
        """
        read = proved(reading)
        now = _time(added)
        with _whole_characters(reading.report.name), writing(self._connection, self._path):
            outcome = self._write(reading, read, now)
        self._since_checkpoint += 1
        if self._since_checkpoint >= _REPORTS_A_CHECKPOINT:
            self.checkpoint()
        return outcome

    def add_many(self, readings: Iterable[Reading], *, added: str) -> list[Added | RecordError]:
        """Add readings in one transaction, all that keep their contract or, where the file fails, none.

        For each what adding it did, or the error for which it was left out. Hundreds at a time are many times faster
        than one by one, as each transaction waits for the disk once.
        """
        now = _time(added)
        outcomes: list[Added | RecordError] = []
        with writing(self._connection, self._path):
            for reading in readings:
                try:
                    read = proved(reading)
                    with _whole_characters(reading.report.name):
                        outcomes.append(self._write(reading, read, now))
                except RecordError as error:
                    outcomes.append(error)
        self._since_checkpoint += len(outcomes)
        if self._since_checkpoint >= _REPORTS_A_CHECKPOINT:
            self.checkpoint()
        return outcomes

    def add_problem(self, problem: Problem, *, added: str) -> Added:
        """Keep a problem of an input that became no report (NEW or KNOWN)."""
        now = _time(added)
        problem = replace(problem, report=_writable(problem.report), message=_writable(problem.message))
        with writing(self._connection, self._path):
            known = self._one(
                "SELECT 1 FROM problem WHERE problem_id = ? AND reading_no IS NULL",
                ids.problem_id(problem.report, problem.stage, problem.message),
            )
            if known is None:
                self._write_problems([problem_record(problem)], None, now)
        return Added.NEW if known is None else Added.KNOWN

    def judge(self, judgement: Judgement) -> Added:
        """Append a person's decision (NEW, or KNOWN where it is there); RecordError where it is malformed."""
        a, b = judgement.a, judgement.b
        if a >= b:
            raise RecordError(f"judgement on {a} and {b}: two different records, the smaller id first")
        if moment(judgement.decided) != judgement.decided:
            raise RecordError(f"judgement on {a} and {b}: {judgement.decided!r} is no time like 2025-12-31T18:00:00Z")
        if judgement.judgement_id != ids.judgement_id(a, b, judgement.verdict, judgement.author, judgement.decided):
            raise RecordError(f"judgement on {a} and {b}: its id does not follow from it")
        row = judgement_record(judgement)
        row.pop("record")
        with _whole_characters(f"judgement on {a} and {b}"), writing(self._connection, self._path):
            known = self._one("SELECT 1 FROM judgement WHERE judgement_id = ?", judgement.judgement_id)
            if known is None:
                self._insert("judgement", [row])
        return Added.NEW if known is None else Added.KNOWN

    def know(self, parties: Mapping[str, str], *, added: str) -> None:
        """Keep the side of each name, as a vocabulary gives it; what is known already is passed over."""
        now = _time(added)
        with writing(self._connection, self._path):
            for name, side in sorted(parties.items()):
                if self._one("SELECT 1 FROM party WHERE name = ? AND side = ?", name, side) is None:
                    self._insert("party", [{"name": name, "side": side, "added": now}])

    def relink(self) -> Derived:
        """Make lineages and events of all that is kept, and keep them in place of the old ones.

        What is made of one report, pair or family is remembered beside the ledger's file (`Worked`).
        """
        with View.open(self._path) as view, Worked.beside(self._path) as worked:
            made, reached = derive(view, worked=worked), view.reach()
        kept: list[dict[str, Any]] = [
            {"kind": kind, "place": place, "id": named, "body": body} for kind, place, named, body in made.rows()
        ]
        with writing(self._connection, self._path):
            self._connection.execute("DELETE FROM derived")
            self._connection.execute("DELETE FROM derived_from")
            self._insert("derived", kept)
            self._insert("derived_from", [{"fingerprint": made.fingerprint}])
            spread(self._connection, made.records)
            spread_alike(self._connection, made.lineages.near)
            spread_names(self._connection)
            spread_subjects(self._connection)
            self._connection.execute("DELETE FROM spread_from")
            self._insert("spread_from", [{"recipe": RECIPE, "reading_no": reached[0], "judgement_no": reached[1]}])
        return made

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, unless a reader or another writer is in the way."""
        self._since_checkpoint = 0
        if not isinstance(self._connection, sqlite3.Connection):
            return  # servers see to their logs themselves
        with translated(self._path):
            patience = int(self._connection.execute("PRAGMA busy_timeout").fetchone()[0])
            self._connection.execute("PRAGMA busy_timeout = 100")  # a long reader must not hold up adding
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._connection.execute(f"PRAGMA busy_timeout = {patience}")

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        if isinstance(self._connection, sqlite3.Connection):
            with suppress(sqlite3.Error):  # what was acknowledged is safe in the log, whatever becomes of folding it
                self._connection.execute("PRAGMA busy_timeout = 100")
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._connection.close()

    def _one(self, query: str, *values: object) -> Any:
        return self._connection.execute(query, values).fetchone()

    def _write(self, reading: Reading, read: Read, added: str) -> Added:
        report = reading.report
        known = self._one("SELECT report_no FROM report WHERE report_id = ?", report.report_id)
        if known is not None:
            if self._one("SELECT 1 FROM reading WHERE report_no = ? AND made_by = ?", known[0], reading.made_by):
                return Added.KNOWN
            row = next(dicts(self._connection, "SELECT * FROM report WHERE report_no = ?", known[0]))
            self._write_reading(reading, read, row, added)
            return Added.REREAD
        older = report.url and self._one("SELECT 1 FROM report WHERE url = ? LIMIT 1", report.url)
        self._write_reading(reading, read, self._write_report(reading, read, added), added)
        return Added.NEW_VERSION if older else Added.NEW

    def _write_report(self, reading: Reading, read: Read, added: str) -> Row:
        report = reading.report
        if self._one("SELECT 1 FROM text WHERE sha256 = ?", read.sha256) is None:
            self._insert("text", [{"sha256": read.sha256, "body": read.text}])
        page = rows.PAGE.row(read.report)
        row = {
            "report_id": report.report_id,
            "name": _writable(report.name),
            "sha256": read.sha256,
            "outlet": report.outlet,
            "url": report.url,
            "title": report.title,
            "authors": page["authors"],
            "media_type": report.media_type,
            "page_published": report.published,
            "page_published_evidence": report.published_evidence,
            "fetched": report.fetched,
            "seen": moment(report.fetched) or added,
            "added": added,
        }
        report_no = self._insert("report", [row])
        if not isinstance(self._connection, sqlite3.Connection):
            self._connection.index(report_no, report.title, read.text)
        return {**row, "report_no": report_no}

    def _write_reading(self, reading: Reading, read: Read, report: Row, added: str) -> None:
        page = rows.PAGE.row(read.report)
        kept = ("published", "published_evidence", "language", "stories", "furniture", "embeds")
        row = {
            "report_no": report["report_no"],
            "made_by": reading.made_by,
            **{name: page[name] for name in kept},
            "statements": len(read.statements),
            "figures": len(read.figures),
            "positions": len(read.positions),
            "problems": len(read.problems),
            "added": added,
        }
        reading_no = self._insert("reading", [row])
        held: Rows = {"report": [report], "reading": [row]}
        for shape, records in (
            (rows.STATEMENT, read.statements),
            (rows.FIGURE, read.figures),
            (rows.POSITION, read.positions),
        ):
            held[shape.record] = [_dated(shape.row(record), record, read, reading_no) for record in records]
            self._insert(shape.record, held[shape.record])
        held[rows.PROBLEM.record] = self._write_problems(read.problems, reading_no, added)
        self._insert("seal", [{"reading_no": reading_no, "sha256": seal(held)}])

    def _write_problems(self, problems: Iterable[Record], reading_no: int | None, added: str) -> list[Row]:
        named = [
            {
                "problem_id": ids.problem_id(record["report"], record["stage"], record["message"]),
                "reading_no": reading_no,
                **rows.PROBLEM.row(record),
                "added": added,
            }
            for record in problems
        ]
        self._insert("problem", named)
        return named

    def _insert(self, table: str, listed: list[dict[str, Any]]) -> int:
        """Append rows, which all have the same columns; return the number of one appended alone."""
        if not listed:
            return 0
        names = ", ".join(listed[0])
        marks = ", ".join(f":{name}" for name in listed[0])
        query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own table and column names
        if len(listed) > 1:
            self._connection.executemany(query, listed)
            return 0
        return self._connection.execute(query, listed[0]).lastrowid or 0


def proved(reading: Reading) -> Read:
    """Return a reading as the records that a ledger keeps of it; RecordError where one breaks its contract."""
    report, name = reading.report, reading.report.name
    for figure in reading.figures:
        if not all(math.isfinite(bound) for bound in (figure.low, figure.high) if bound is not None):
            raise RecordError(f"{name}: figure {figure.figure_id}: {figure.low}..{figure.high} is no interval")
    read = Read(
        text=report.text,
        sha256=report.sha256,
        report=report_record(reading),
        statements=_once(name, "statement_id", [statement_record(each, name) for each in reading.statements]),
        figures=_once(name, "figure_id", [figure_record(each, name) for each in reading.figures]),
        positions=_once(name, "position_id", [position_record(each, name) for each in reading.positions]),
        problems=_problems_once(
            [problem_record(replace(each, report=_writable(each.report))) for each in reading.problems]
        ),
    )
    for fault in faults(read):
        raise RecordError(f"{name}: {fault}; nothing of this report was added: please report this as a bug")
    return read


@contextmanager
def _whole_characters(name: str) -> Generator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        half = error.object[error.start : error.end]
        raise RecordError(f"{name}: it holds half a character, {half!r}; decode it as what it is") from error


def _writable(name: str) -> str:
    """Return a file's name as text: bytes of it that are none stand as escapes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _once(name: str, key: str, records: list[Record]) -> list[Record]:
    """Keep each record once; RecordError where two that differ share an id."""
    kept: dict[str, Record] = {}
    for record in records:
        if kept.setdefault(record[key], record) != record:
            raise RecordError(f"{name}: two different records share the id {record[key]}; nothing of it was added")
    return list(kept.values())


def _problems_once(problems: list[Record]) -> list[Record]:
    kept = {(each["report"], each["stage"], each["message"], each["start"]): each for each in problems}
    return list(kept.values())


def _dated(row: dict[str, Any], record: Record, read: Read, reading_no: int) -> dict[str, Any]:
    """Return the row with its reading and the date of the story it stands in (the page's where it has none)."""
    row.pop("report")
    start = record["content"]["start"] if record["record"] == "statement" else record["start"]
    published = read.report["published"]
    for story in read.report["stories"]:
        if story["start"] <= start < story["end"]:
            published = story["published"] or published
    return {"reading_no": reading_no, "published": published, **row}


def _time(added: str) -> str:
    now = moment(added)
    if now is None:
        raise RecordError(f"the time of adding {added!r} is no ISO time like 2025-12-31T18:00:00Z")
    return now
