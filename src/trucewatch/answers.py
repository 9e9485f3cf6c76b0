"""The Python door: open a ledger, ask it, go through the records or take them as Arrow, pandas or polars.

What is asked is what the command line asks; nothing is read before somebody goes through it, and then a record at a
time. Arrow, pandas and polars are loaded when they are asked for, and named where they are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self, TypedDict, Unpack

from trucewatch.boards.catalogue import BOARDS, board
from trucewatch.errors import UsageError
from trucewatch.export.asked import Asked, refuse_outlet
from trucewatch.export.columns import VIEWS, columns
from trucewatch.export.tables import board_table, table
from trucewatch.ledger import Filters, View, check
from trucewatch.ledger.pages.search import Sought, reports_with, terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from trucewatch.export.columns import Column
    from trucewatch.ledger import Location, Proof

__all__ = ["Answers", "OpenLedger", "open_ledger"]

Record = dict[str, Any]

_FOUND = columns("report_id report outlet title published figures:whole")
_MOST_FOUND = 200  # reports asked for at once


class Narrowing(TypedDict, total=False):
    """What narrows records: days (YYYY-MM-DD), parts of names, a kind; `as_of`: as known on that day."""

    since: str | None
    until: str | None
    where: str | None
    source: str | None
    outlet: str | None
    kind: str | None
    versions: bool
    as_of: str | None


class EventNarrowing(TypedDict, total=False):
    """What narrows events; `profile`: the rule for low, best and high: literal, acled, ucdp, aoav."""

    since: str | None
    until: str | None
    where: str | None
    source: str | None
    kind: str | None
    as_of: str | None
    profile: str | None


class BoardNarrowing(TypedDict, total=False):
    """What narrows the rows of a board."""

    since: str | None
    until: str | None
    where: str | None
    source: str | None
    as_of: str | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Records that were asked for: go through them as often as you like, each time they are read anew.

    `arrow`, `pandas` and `polars` have one column a value (`place.name`), as `trucewatch export` has them; UsageError
    names what to install where it is missing.
    """

    columns: tuple[Column, ...]
    records: Callable[[], Iterable[Record]]
    rows: Callable[[], Iterable[Record]]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records())

    def arrow(self) -> Any:
        """Return a `pyarrow.RecordBatchReader`, read a few thousand rows at a time; `.read_all()` makes a table."""
        pyarrow = _loaded("pyarrow", "arrow")
        parquet = import_module("trucewatch.export.parquet")
        tables = import_module("trucewatch.export.tables")
        batches = parquet.batches(tables.Table("answers", self.columns, self.rows()))
        return pyarrow.RecordBatchReader.from_batches(parquet.schema(self.columns), batches)

    def pandas(self) -> Any:
        """Return a `pandas.DataFrame`, which holds all of it."""
        _loaded("pandas", "pandas")
        return self.arrow().read_pandas()

    def polars(self) -> Any:
        """Return a `polars.DataFrame`, which holds all of it."""
        polars = _loaded("polars", "polars")
        return polars.from_arrow(self.arrow().read_all())


class OpenLedger:
    """A ledger opened for reading, as it stood when it was opened; use as a context manager."""

    def __init__(self, view: View, path: str | Location) -> None:
        self._view = view
        self._path = path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._view.close()

    def reports(self, **asked: Unpack[Narrowing]) -> Answers:
        """Return reports, every version of each page, by day of publication."""
        return self._records("reports", asked)

    def statements(self, **asked: Unpack[Narrowing]) -> Answers:
        """Return who says what, by day of publication."""
        return self._records("statements", asked)

    def figures(self, **asked: Unpack[Narrowing]) -> Answers:
        """Return numbers claimed, by day of the event, else of the figure, else of publication."""
        return self._records("figures", asked)

    def positions(self, **asked: Unpack[Narrowing]) -> Answers:
        """Return who stands where, by day of publication."""
        return self._records("positions", asked)

    def problems(self, **asked: Unpack[Narrowing]) -> Answers:
        """Return what could not be read."""
        return self._records("problems", asked)

    def events(self, **asked: Unpack[EventNarrowing]) -> Answers:
        """Return what happened once, by day and label."""
        return self._records("events", asked)

    def series(self, **asked: Unpack[EventNarrowing]) -> Answers:
        """Return the series of events, each with its `event_id` and its number there; as a table `points` counts."""
        told = _asked(asked)

        def records() -> Iterator[Record]:
            for event in table(self._view, "events", told).rows:
                for number, each in enumerate(event["series"]):
                    yield {"record": "series", "event_id": event["event_id"], "series": number, **each}

        return Answers(VIEWS["series"], records, lambda: table(self._view, "series", told).rows)

    def lineages(self, *, as_of: str | None = None) -> Answers:
        """Return families of reports that tell one text."""
        return self._records("lineages", {"as_of": as_of})

    def drift(self, *, lineage: str | None = None, kind: str | None = None, as_of: str | None = None) -> Answers:
        """Return what copies changed, of one family (its whole id) and one sort of change."""
        told = _asked({"as_of": as_of})

        def rows() -> Iterator[Record]:
            for each in table(self._view, "drift", told).rows:
                if lineage in {None, each["lineage_id"]} and kind in {None, each["change"]}:
                    yield each

        return Answers(VIEWS["drift"], rows, rows)

    def judgements(self, *, as_of: str | None = None) -> Answers:
        """Return what people decided."""
        return self._records("judgements", {"as_of": as_of})

    def boards(self, name: str, **asked: Unpack[BoardNarrowing]) -> Answers:
        """Return the rows of a board, each cell with its evidence; UsageError names the boards there are.

        A board reads all that it rests on before its first row.
        """
        if name not in BOARDS:
            raise UsageError(f"{name} is no board; there are {', '.join(BOARDS)}")
        told = _asked(asked)

        def rows() -> Iterator[Record]:
            for row in board(name, self._view, as_of=told.as_of, filters=told.filters):
                yield row.record()

        cells = BOARDS[name].columns
        return Answers(board_table(name, cells, ()).columns, rows, lambda: board_table(name, cells, rows()).rows)

    def search(self, words: str, *, as_of: str | None = None) -> Answers:
        """Return reports that hold these words, the latest first: `"…"` a phrase, `word*` any ending, `-word` not."""
        sought = Sought(terms(words), as_of=_asked({"as_of": as_of}).as_of)

        def rows() -> Iterator[Record]:
            cursor = None
            while True:
                shown, _ = reports_with(self._view, sought, cursor=cursor, limit=_MOST_FOUND)
                for row in shown.records:
                    yield {"record": "found", **{column.name: row[column.name] for column in _FOUND}}
                cursor = shown.following
                if cursor is None:
                    return

        return Answers(_FOUND, rows, rows)

    def text(self, report_id: str) -> str:
        """Return the final text of a report, in which all offsets count; empty where there is none of that id."""
        return self._view.text(report_id)

    def check(self) -> Proof:
        """Prove the ledger: ids re-derive, spans lie in their texts, what is kept is what is made anew."""
        return check(self._path)

    def _records(self, name: str, asked: Any) -> Answers:
        told = _asked(asked)
        if name == "events":
            refuse_outlet(told)

        def rows() -> Iterable[Record]:
            return table(self._view, name, told).rows

        return Answers(VIEWS[name], rows, rows)


def open_ledger(path: str | Location) -> OpenLedger:
    """Open a ledger for reading (`trucewatch.open`); LedgerError where there is none or it cannot be read.

    `path` is that of its file, or its address on a server: postgresql://USER@HOST/DATABASE.
    """
    return OpenLedger(View.open(path), path)


def _asked(given: Any) -> Asked:
    """Return what is asked for; UsageError where a day is none."""
    held: Record = dict(given)
    as_of, profile = held.pop("as_of", None), held.pop("profile", None)
    for name, day in (("since", held.get("since")), ("until", held.get("until")), ("as_of", as_of)):
        if day is not None and not _is_day(day):
            raise UsageError(f"{name}={day!r}: a day like 2025-04-05 is wanted")
    return Asked(Filters(**held), as_of, profile)


def _is_day(told: str) -> bool:
    try:
        return date.fromisoformat(told).isoformat() == told
    except (TypeError, ValueError):
        return False


def _loaded(module: str, extra: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(f"this needs {module}: run `pip install 'trucewatch[{extra}]'`") from error
