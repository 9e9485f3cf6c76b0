"""What a person may ask of the ledger: contract records of one moment of it, filtered, in a fixed order.

Read-only: the file is opened so. Only the last seen version of a page and the last reading of it speak, unless
`Filters.versions` asks for all; `reports` lists every version, so that silent edits show.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Self

from trucewatch.errors import UsageError
from trucewatch.ledger import questions, rows
from trucewatch.ledger.address import located
from trucewatch.ledger.questions import Filters
from trucewatch.ledger.store import lay_over, read_only, translated
from trucewatch.model import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from trucewatch.ledger.address import Location
    from trucewatch.ledger.store import Connection

__all__ = ["Filters", "View", "as_record"]

Record = dict[str, Any]
Row = dict[str, Any]

_EVERYTHING = Filters()
_SHAPES = {"s": rows.STATEMENT, "f": rows.FIGURE, "p": rows.POSITION}
_QUESTIONS = {"s": questions.STATEMENTS, "f": questions.FIGURES, "p": questions.POSITIONS, "r": questions.REPORTS}
_COLUMNS = {"s": "t.statement_id", "f": "t.figure_id", "p": "t.position_id", "r": "report.report_id"}


class View:
    """A read-only look at one moment of a ledger; use as a context manager.

    Each method yields contract records (docs/model.md) in a fixed order, with `report_id`, `outlet` and
    `published` (of the story they stand in) added.
    """

    def __init__(self, connection: Connection, path: Location) -> None:
        self._connection = connection
        self._path = path
        self.handed_out = 0
        """How many records were asked for and handed out so far, for those who show how far long work is."""

    @classmethod
    def open(cls, path: str | Location, *, replay: Path | str | None = None) -> Self:
        """Open the ledger at `path` for reading; LedgerError where there is none or it cannot be read.

        `replay` is a file (on a server: a schema) of `Replays`, whose derived records then stand in place of the
        ledger's own.
        """
        path = located(path)
        connection = read_only(path)
        if replay is not None:
            lay_over(connection, path, replay)
        connection.row_factory = _AsDict()
        connection.execute("BEGIN")  # all that is asked sees one moment, whoever writes meanwhile
        return cls(connection, path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or server."""
        self._connection.close()

    def reports(self, filters: Filters = _EVERYTHING) -> Iterator[Record]:
        """Yield every version of every report, by date of publication.

        Keys beyond the contract: sha256, media_type, fetched, added, made_by, characters, version (1, 2, … of
        its URL), versions (how many there are), newest, and the counts statements, figures, positions, problems.
        """
        yield from map(_report, self._rows(questions.REPORTS, filters))

    def statements(self, filters: Filters = _EVERYTHING) -> Iterator[Record]:
        """Yield statements, by date of publication and place in their report."""
        yield from (_told(rows.STATEMENT, row) for row in self._rows(questions.STATEMENTS, filters))

    def figures(self, filters: Filters = _EVERYTHING, *, kinds: Sequence[str] = ()) -> Iterator[Record]:
        """Yield figures (of some kinds), by day of the event (else as_of, else published) and place in their report."""
        yield from (_told(rows.FIGURE, row) for row in self._rows(questions.FIGURES, filters, kinds))

    def positions(self, filters: Filters = _EVERYTHING, *, topics: Sequence[str] = ()) -> Iterator[Record]:
        """Yield positions (on some topics), by date of publication and place in their report."""
        yield from (_told(rows.POSITION, row) for row in self._rows(questions.POSITIONS, filters, topics))

    def problems(self, filters: Filters = _EVERYTHING) -> Iterator[Record]:
        """Yield problems, with `problem_id`, `added` and `read_since` (a report of that name was added later)."""
        yield from map(_problem, self._rows(questions.PROBLEMS, filters))

    def text(self, report_id: str) -> str:
        """Return the final text of a report, empty where there is none of that id."""
        query = "SELECT body FROM report JOIN text ON text.sha256 = report.sha256 WHERE report_id = ?"
        with translated(self._path):
            found = self._connection.execute(query, (report_id,)).fetchone()
        return "" if found is None else str(found["body"])

    def judgements(self) -> Iterator[Judgement]:
        """Yield what people judged, the first decision first, those of one second as they were written."""
        query = (
            "SELECT judgement_id, a, b, verdict, author, decided, note FROM judgement ORDER BY decided, judgement_no"
        )
        with translated(self._path):
            for row in self._connection.execute(query):
                yield Judgement(**{**row, "verdict": Verdict(row["verdict"])})

    def parties(self) -> dict[str, str]:
        """Return the side of each name that vocabulary files gave, sorted; of two sides of one name the first."""
        query = "SELECT name, side FROM party ORDER BY name, side DESC"
        with translated(self._path):
            return {row["name"]: row["side"] for row in self._connection.execute(query)}

    def kept(self, kind: str) -> Iterator[tuple[str, Record]]:
        """Yield id and record of what `relink` made of one kind (event, lineage, drift), in its order."""
        query = "SELECT id, body FROM derived WHERE kind = ? ORDER BY place"
        with translated(self._path):
            for row in self._connection.execute(query, (kind,)):
                self.handed_out += 1
                yield row["id"], json.loads(row["body"])

    def kept_rows(self) -> Iterator[tuple[str, int, str, str]]:
        """Yield all that `relink` made as it is kept: kind, place, id, body."""
        with translated(self._path):
            for row in self._connection.execute("SELECT kind, place, id, body FROM derived ORDER BY kind, place"):
                yield row["kind"], row["place"], row["id"], row["body"]

    def kept_from(self) -> str | None:
        """Return the fingerprint of what the kept results were made of, None where `relink` never ran."""
        with translated(self._path):
            found = self._connection.execute("SELECT fingerprint FROM derived_from").fetchone()
        return None if found is None else str(found["fingerprint"])

    def record(self, record_id: str) -> Record | None:
        """Return the record with this id (r1-, s1-, f1-, p1-, x1-) with its report's text, title, url; else None.

        The beginning of an id does where only one begins so (UsageError where several do). A problem of an input
        that became no report has text None.
        """
        if not re.fullmatch(r"[rsfpx]1-[0-9a-f]{1,16}", record_id):
            return None
        letter = record_id[0]
        if letter == "x":
            found = self._beginning(questions.PROBLEMS.select, "t.problem_id", record_id)
            return None if found is None else self._in_text(_problem(found), found["report_id"])
        found = self._beginning(_QUESTIONS[letter].select, _COLUMNS[letter], record_id)
        if found is None:
            return None
        told = _report(found) if letter == "r" else _told(_SHAPES[letter], found)
        return self._in_text(told, found["report_id"])

    def reach(self) -> tuple[int, int]:
        """Return the numbers of the last reading and the last judgement, 0 where there is none."""
        last = next(
            self.ask(
                "SELECT COALESCE((SELECT MAX(reading_no) FROM reading), 0) AS readings, "
                "COALESCE((SELECT MAX(judgement_no) FROM judgement), 0) AS judgements"
            )
        )
        return last["readings"], last["judgements"]

    def ask(self, query: str, values: Mapping[str, Any] | None = None) -> Iterator[Row]:
        """Yield the rows of a question that is written in this room (`ledger.pages`), never elsewhere."""
        with translated(self._path):
            yield from self._connection.execute(query, values or {})

    def _rows(self, question: questions.Question, filters: Filters, kinds: Sequence[str] = ()) -> Iterator[Row]:
        query, values = questions.asked(question, filters, kinds)
        with translated(self._path):
            for row in self._connection.execute(query, values):
                self.handed_out += 1
                yield row

    def _beginning(self, select: str, column: str, beginning: str) -> Row | None:
        """Return the last reading's row of the one record whose id begins so."""
        query = f"{select} WHERE {column} >= ? AND {column} < ? ORDER BY t.reading_no"
        with translated(self._path):
            found = self._connection.execute(query, (beginning, beginning + "g")).fetchall()
        name = column.partition(".")[2]
        if len({row[name] for row in found}) > 1:
            raise UsageError(f"{beginning} begins several ids, for instance {found[0][name]}; give more of it")
        return found[-1] if found else None

    def _in_text(self, record: Record, report_id: str | None) -> Record:
        query = "SELECT body, title, url FROM report JOIN text ON text.sha256 = report.sha256 WHERE report_id = ?"
        with translated(self._path):
            found = self._connection.execute(query, (report_id,)).fetchone()
        text = found or {"body": None, "title": None, "url": None}
        return {**record, "title": text["title"], "url": text["url"], "text": text["body"]}


def as_record(kind: str, row: Mapping[str, Any]) -> Record:
    """Return a row of a question as views yield it; `kind`: report, statement, figure, position or problem."""
    if kind in {"report", "problem"}:
        return _report(row) if kind == "report" else _problem(row)
    return _told(_SHAPES[kind[0]], row)


class _AsDict:
    """Makes rows dicts; the names of columns are looked up once a query, not once a row."""

    def __init__(self) -> None:
        self._described: Any = None
        self._names: list[str] = []

    def __call__(self, cursor: Any, values: tuple[Any, ...]) -> Row:
        if cursor.description is not self._described:
            self._described = cursor.description
            self._names = [column[0] for column in self._described]
        return dict(zip(self._names, values, strict=True))


def _told(shape: rows.Shape, row: Mapping[str, Any]) -> Record:
    record = shape.tell(row, row["report"])
    for key in ("report_id", "outlet", "published"):
        record[key] = row[key]
    return record


def _report(row: Mapping[str, Any]) -> Record:
    kept = ("sha256", "media_type", "fetched", "made_by", "characters", "version", "versions")
    counts = ("statements", "figures", "positions", "problems")
    return {
        **rows.PAGE.tell(row, row["report"]),
        **{key: row[key] for key in kept},
        "newest": row["version"] == row["versions"],
        "added": row["report_added"],
        **{key: row[key] for key in counts},
    }


def _problem(row: Mapping[str, Any]) -> Record:
    return {
        **rows.PROBLEM.tell(row, row["report"]),
        "problem_id": row["problem_id"],
        "report_id": row["report_id"],
        "outlet": row["outlet"],
        "published": row["published"],
        "added": row["added"],
        "read_since": bool(row["read_since"]),
    }
