"""What does a report hold, and a stretch of it? One report, figure or statement by its id, and what stands around it.

Texts are cut where they are kept: a page of a report of megabytes costs what it shows. Offsets count code points.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.ledger.view import View

__all__ = [
    "SHOWN",
    "figure",
    "figures_in",
    "figures_of",
    "of_readings",
    "parts_of",
    "position",
    "records_of",
    "report",
    "statement",
    "statements_in",
    "text_of",
]

Record = dict[str, Any]

SHOWN = (
    "NOT EXISTS (SELECT 1 FROM reading AS later WHERE later.report_no = reading.report_no "
    "AND later.reading_no > reading.reading_no) AND NOT EXISTS (SELECT 1 FROM report AS newer "
    "WHERE newer.url = report.url AND (newer.seen > report.seen OR (newer.seen = report.seen "
    "AND newer.report_no > report.report_no)))"
)
"""The condition on `report` and `reading` that a reading is the last one of the newest version of its page."""

_JOINED = (
    "SELECT t.*, report.name AS report, report.report_id, report.outlet, report.title, report.url FROM {0} AS t "
    "JOIN reading ON reading.reading_no = t.reading_no JOIN report ON report.report_no = reading.report_no"
)
_LAST = (
    "NOT EXISTS (SELECT 1 FROM reading AS later WHERE later.report_no = reading.report_no "
    "AND later.reading_no > reading.reading_no)"
)
_AT_ONCE = 500
_LISTED = "IN (SELECT value FROM json_each(:ids))"
_HEADS = (
    "SELECT report.report_id, report.name AS report, report.outlet, report.title, report.url, reading.published "
    f"FROM report JOIN reading ON reading.report_no = report.report_no WHERE report.report_id {_LISTED} AND {_LAST}"
)
_SHAPES = {shape.record[0]: shape for shape in (rows.FIGURE, rows.STATEMENT, rows.POSITION)}
_KEPT = ("report_id", "outlet", "published", "title", "url", "reading_no")


def report(view: View, report_id: str) -> Record | None:
    """Return a report with its page, `characters`, `versions` of its URL (ids, oldest first) and counts; else None."""
    query = (
        "SELECT reading.*, report.report_id, report.name AS report, report.sha256, report.outlet, report.url, "
        "report.title, report.authors, report.media_type, report.fetched, report.added AS report_added, "
        "(SELECT LENGTH(body) FROM text WHERE text.sha256 = report.sha256) AS characters "
        f"FROM report JOIN reading ON reading.report_no = report.report_no WHERE report.report_id = :id AND {_LAST}"
    )
    row = next(view.ask(query, {"id": report_id}), None)
    if row is None:
        return None
    kept = ("sha256", "media_type", "fetched", "made_by", "characters", "reading_no")
    counts = ("statements", "figures", "positions", "problems")
    versions = view.ask(
        "SELECT report_id, seen FROM report WHERE url = :url ORDER BY seen, report_no", {"url": row["url"]}
    )
    return {
        **rows.PAGE.tell(row, row["report"]),
        **{key: row[key] for key in (*kept, *counts)},
        "added": row["report_added"],
        "versions": list(versions) or [{"report_id": report_id, "seen": row["report_added"]}],
    }


def text_of(view: View, report_id: str, start: int, end: int) -> str:
    """Return a stretch of a report's final text, empty where there is none."""
    query = (
        "SELECT SUBSTR(body, :first, :length) AS words FROM report JOIN text ON text.sha256 = report.sha256 "
        "WHERE report_id = :id"
    )
    asked = {"id": report_id, "first": start + 1, "length": max(0, end - start)}
    row = next(view.ask(query, asked), None)
    return "" if row is None else str(row["words"])


def figure(view: View, figure_id: str) -> Record | None:
    """Return a figure as its report's last reading has it, with report_id, outlet, published, title, url; else None."""
    return _one(view, rows.FIGURE, "figure_id", figure_id)


def statement(view: View, statement_id: str) -> Record | None:
    """Return a statement likewise."""
    return _one(view, rows.STATEMENT, "statement_id", statement_id)


def position(view: View, position_id: str) -> Record | None:
    """Return a position likewise."""
    return _one(view, rows.POSITION, "position_id", position_id)


def figures_in(view: View, reading_no: int, start: int, end: int, *, limit: int = 1000) -> Iterator[Record]:
    """Yield the figures of a reading that begin in a stretch of its text, in order."""
    query = (
        f"{_JOINED.format('figure')} WHERE t.reading_no = :no AND t.span_start >= :start AND t.span_start < :end "
        "ORDER BY t.span_start LIMIT :limit"
    )
    asked = {"no": reading_no, "start": start, "end": end, "limit": limit}
    yield from (_told(rows.FIGURE, row) for row in view.ask(query, asked))


def statements_in(view: View, reading_no: int, start: int, end: int, *, limit: int = 1000) -> Iterator[Record]:
    """Yield the statements of a reading whose words begin in a stretch of its text, in order."""
    query = (
        f"{_JOINED.format('statement')} WHERE t.reading_no = :no AND t.content_start >= :start "
        "AND t.content_start < :end ORDER BY t.content_start LIMIT :limit"
    )
    asked = {"no": reading_no, "start": start, "end": end, "limit": limit}
    yield from (_told(rows.STATEMENT, row) for row in view.ask(query, asked))


def of_readings(view: View, kind: str, readings: list[int]) -> Iterator[Record]:
    """Yield the figures or statements ("figure", "statement") of some readings, by reading and in order."""
    shape, begins = (rows.FIGURE, "span_start") if kind == "figure" else (rows.STATEMENT, "content_start")
    query = (
        f"{_JOINED.format(shape.record)} WHERE t.reading_no IN (SELECT value FROM json_each(:numbers)) "
        f"ORDER BY t.reading_no, t.{begins}"
    )
    yield from (_told(shape, row) for row in view.ask(query, {"numbers": json.dumps(readings)}))


def figures_of(view: View, figure_ids: list[str]) -> dict[str, Record]:
    """Return figures by id as their reports' last readings have them; ids of none are left out. Ask for hundreds."""
    marks = ", ".join(f":f{number}" for number in range(len(figure_ids)))
    query = f"{_JOINED.format('figure')} WHERE t.figure_id IN ({marks}) AND {_LAST}"
    asked = {f"f{number}": name for number, name in enumerate(figure_ids)}
    return {row["figure_id"]: _told(rows.FIGURE, row) for row in view.ask(query, asked)} if figure_ids else {}


def records_of(view: View, ids: Iterable[str]) -> dict[str, Record]:
    """Return figures, statements, positions and heads of reports by id, whatever their number; `ids` of none left out.

    As their reports' last readings have them; a report's head holds its names and its date only.
    """
    kinds: dict[str, list[str]] = {}
    for name in ids:
        kinds.setdefault(name[:1], []).append(name)
    found: dict[str, Record] = {}
    for letter, names in kinds.items():
        for first in range(0, len(names), _AT_ONCE):
            asked = {"ids": json.dumps(names[first : first + _AT_ONCE])}
            if letter == "r":
                found.update((row["report_id"], {"record": "report", **row}) for row in view.ask(_HEADS, asked))
            elif letter in _SHAPES:
                shape = _SHAPES[letter]
                key = f"{shape.record}_id"
                query = f"{_JOINED.format(shape.record)} WHERE t.{key} {_LISTED} AND {_LAST}"
                found.update((row[key], _told(shape, row)) for row in view.ask(query, asked))
    return found


def parts_of(view: View, whole: Record) -> Iterator[Record]:
    """Yield the figures that are part of a figure, in order."""
    query = f"{_JOINED.format('figure')} WHERE t.reading_no = :no AND t.part_of = :id ORDER BY t.span_start LIMIT 50"
    asked = {"no": whole["reading_no"], "id": whole["figure_id"]}
    yield from (_told(rows.FIGURE, row) for row in view.ask(query, asked))


def _one(view: View, shape: rows.Shape, key: str, record_id: str) -> Record | None:
    query = f"{_JOINED.format(shape.record)} WHERE t.{key} = :id AND {_LAST}"
    row = next(view.ask(query, {"id": record_id}), None)
    return None if row is None else _told(shape, row)


def _told(shape: rows.Shape, row: Record) -> Record:
    return {**shape.tell(row, row["report"]), **{key: row[key] for key in _KEPT}}
