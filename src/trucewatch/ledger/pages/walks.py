"""All records that filters ask for, the earliest day first, a page at a time, as the command line narrows them.

Walked by an index, so that a page costs the same in any ledger.
A page may hold fewer records than were asked for, even none, where few fit: there is more as long as it has a cursor.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions
from trucewatch.ledger.pages.cursor import Listed, after, cursor_at
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.questions import Filters, narrowed
from trucewatch.ledger.view import as_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.ledger.view import View

__all__ = ["Walk", "drift_page", "judgement_page", "lineage_page", "one_record", "record_page", "walked"]

Record = dict[str, Any]

_NOTHING = "''"
_ROWS_LOOKED_AT = 40_000  # a page, where only days are asked for
_ROWS_COMPARED = 20_000  # a page, where parts of names are
_REPORTS_COMPARED = 1_000  # a page, where parts of names are looked for in all that a report holds


@dataclass(frozen=True, slots=True)
class Walk:
    """`select`: up to and without WHERE, beginning with `SELECT t.*`; `table`: what it walks over, as `t`.

    `keys`: the columns that it is sorted by, those of one index; `is_nullable`: the first may be NULL, which come last.
    """

    select: str
    table: str
    keys: tuple[str, ...]
    is_nullable: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """What the keys are called in a row."""
        return tuple(f"key_{number}" for number in range(len(self.keys)))


_LAST = (
    "NOT EXISTS (SELECT 1 FROM reading AS later WHERE later.report_no = reading.report_no "
    "AND later.reading_no > reading.reading_no)"
)
_NUMBERED = (
    "SELECT t.*, report.report_id, report.name AS report, report.sha256, report.outlet, report.url, report.title, "
    "report.authors, report.media_type, report.fetched, report.added AS report_added, LENGTH(text.body) AS characters, "
    "MAX(1, (SELECT COUNT(*) FROM report AS o WHERE o.url = report.url AND (o.seen < report.seen OR "
    "(o.seen = report.seen AND o.report_no <= report.report_no)))) AS version, "
    "MAX(1, (SELECT COUNT(*) FROM report AS o WHERE o.url = report.url)) AS versions FROM reading AS t "
    "CROSS JOIN report ON report.report_no = t.report_no CROSS JOIN text ON text.sha256 = report.sha256"
)
_WHEN = "COALESCE(t.when_start, t.as_of, t.published, '9999')"


def _in_order(question: questions.Question) -> str:
    return question.select.replace(" JOIN reading", " CROSS JOIN reading").replace(" JOIN report", " CROSS JOIN report")


_QUESTIONS = {
    "report": questions.REPORTS,
    "statement": questions.STATEMENTS,
    "figure": questions.FIGURES,
    "position": questions.POSITIONS,
    "problem": questions.PROBLEMS,
}
_WALKS = {
    "report": Walk(_NUMBERED, "reading AS t", ("t.published", "t.reading_no"), is_nullable=True),
    "statement": Walk(_in_order(questions.STATEMENTS), "statement AS t", ("t.published", "t.rowid"), is_nullable=True),
    "figure": Walk(_in_order(questions.FIGURES), "figure AS t", (_WHEN, "t.reading_no", "t.span_start", "t.rowid")),
    "position": Walk(_in_order(questions.POSITIONS), "position AS t", ("t.published", "t.rowid"), is_nullable=True),
    "problem": Walk(questions.PROBLEMS.select, "problem AS t", ("t.problem_no",)),
}
_IDS = {
    "report": "report.report_id",
    "statement": "t.statement_id",
    "figure": "t.figure_id",
    "position": "t.position_id",
    "problem": "t.problem_id",
}


def record_page(
    view: View, kind: str, filters: Filters, *, as_of: str | None = None, cursor: str | None = None, limit: int = 50
) -> Listed:
    """Return a page of reports (every version), statements, figures, positions or problems, as `View` yields them."""
    walk = _WALKS[kind]
    conditions, values = narrowed(_QUESTIONS[kind], filters)
    conditions += _shown(kind, is_any=filters.versions)
    if kind == "figure" and filters.until:
        conditions.append(f"{_WHEN} <= :until")  # follows from the filter, and bounds the walk
    held: Record = {**values, "as_of": as_of}
    if as_of is not None:
        conditions.append(f"{_published(kind)} <= :as_of")
    has_names = any((filters.where, filters.source, filters.outlet, filters.kind))
    compared = _REPORTS_COMPARED if kind == "report" else _ROWS_COMPARED
    most = compared if has_names else _ROWS_LOOKED_AT
    shown = walked(view, walk, (conditions, held), cursor=cursor, limit=limit, most=most)
    return Listed(tuple(as_record(kind, row) for row in shown.records), shown.following)


def one_record(view: View, kind: str, record_id: str, *, as_of: str | None = None) -> Record | None:
    """Return the record of this whole id as the last reading has it, older versions too; None where there is none."""
    conditions = [f"{_IDS[kind]} = :id", *_shown(kind, is_any=True)]
    if as_of is not None:
        conditions.append(f"{_published(kind)} <= :as_of")
    select = _WALKS[kind].select.replace("CROSS JOIN", "JOIN")
    query = f"{select} WHERE {' AND '.join(conditions)} LIMIT 1"
    row = next(view.ask(query, {"id": record_id, "as_of": as_of}), None)
    return None if row is None else as_record(kind, row)


def lineage_page(view: View, *, until: str | None = None, cursor: str | None = None, limit: int = 50) -> Listed:
    """Return a page of whole `lineage` records by id; `until`: only families somebody published of by then."""
    walk = Walk(f"SELECT t.*, derived.body {_DERIVED.format('lineage')}", "lineage AS t", ("t.lineage_id",))
    conditions = ["derived.kind = 'lineage'"] + (["t.told <= :until"] if until else [])
    return _bodies(walked(view, walk, (conditions, {"until": until}), cursor=cursor, limit=limit))


def drift_page(
    view: View,
    *,
    lineage: str | None = None,
    change: str | None = None,
    until: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Listed:
    """Return a page of whole `drift` records by id, of one family (or that of a report) and one sort of change."""
    walk = Walk(f"SELECT t.*, derived.body {_DERIVED.format('drift')}", "drift AS t", ("t.drift_id",))
    conditions = ["derived.kind = 'drift'"]
    if lineage:
        conditions.append(
            "(t.lineage_id = :lineage OR t.lineage_id IN "
            "(SELECT lineage_id FROM lineage_report WHERE report_id = :lineage))"
        )
    if change:
        conditions.append("t.change = :change")
    if until:
        conditions.append("t.lineage_id IN (SELECT lineage_id FROM lineage WHERE told <= :until)")
    values = {"lineage": lineage, "change": change, "until": until}
    return _bodies(walked(view, walk, (conditions, values), cursor=cursor, limit=limit))


def judgement_page(
    view: View, *, about: str | None = None, as_of: str | None = None, cursor: str | None = None, limit: int = 50
) -> Listed:
    """Return a page of `judgement` records as they were written; `about`: the id of a figure or report in them."""
    walk = Walk("SELECT t.* FROM judgement AS t", "judgement AS t", ("t.judgement_no",))
    conditions = ["TRUE"] + (["SUBSTR(t.decided, 1, 10) <= :as_of"] if as_of else [])
    conditions += ["(t.a = :about OR t.b = :about)"] if about else []
    shown = walked(view, walk, (conditions, {"as_of": as_of, "about": about}), cursor=cursor, limit=limit)
    keys = ("judgement_id", "a", "b", "verdict", "author", "decided", "note")
    told = [{"record": "judgement", **{key: row[key] for key in keys}} for row in shown.records]
    return Listed(tuple(told), shown.following)


def walked(
    view: View,
    walk: Walk,
    narrowed_by: tuple[Sequence[str], Mapping[str, Any]],
    *,
    cursor: str | None,
    limit: int,
    most: int = 0,
) -> Listed:
    """Return rows in the order of the walk that fulfil conditions; looks at `most` rows (0: all) from the cursor on."""
    key = after(cursor, walk.names)
    rows: list[Record] = []
    for is_dated in (True, False) if walk.is_nullable else (True,):
        if is_dated and walk.is_nullable and key is not None and key["key_0"] == "":
            continue
        found, top = _stretch(view, walk, narrowed_by, (is_dated, key, limit + 1 - len(rows), most))
        rows += found
        if len(rows) > limit:
            return Listed(tuple(rows[:limit]), cursor_at(rows[limit - 1], walk.names))
        if top is not None:
            return Listed(tuple(rows), cursor_at(top, walk.names))
        key = None
    return Listed(tuple(rows))


_DERIVED = "FROM {0} AS t CROSS JOIN derived ON derived.id = t.{0}_id"


def _stretch(
    view: View,
    walk: Walk,
    narrowed_by: tuple[Sequence[str], Mapping[str, Any]],
    part: tuple[bool, Record | None, int, int],
) -> tuple[list[Record], Record | None]:
    """Return rows of the dated or the undated part, and the keys where looking stopped (None: at its end)."""
    is_dated, key, limit, most = part
    first = 0 if is_dated else 1
    columns, names = ", ".join(walk.keys[first:]), walk.names[first:]
    bounds = ["TRUE"]
    if walk.is_nullable:
        bounds.append(f"{walk.keys[0]} IS {'NOT ' if is_dated else ''}NULL")
    if key is not None:
        bounds.append(f"({columns}) > ({', '.join(f':{name}' for name in names)})")
    told = ", ".join(
        f"{column if number >= first else _NOTHING} AS {name}"
        for number, (column, name) in enumerate(zip(walk.keys, walk.names, strict=True))
    )
    conditions, values = narrowed_by
    held: Record = {**values, **(key or {}), "limit": limit}
    top = None
    if most:
        query = f"SELECT {told} FROM {walk.table} WHERE {' AND '.join(bounds)} ORDER BY {columns} LIMIT 1 OFFSET {most}"
        top = next(view.ask(query, held), None)
    if top is not None:
        bounds.append(f"({columns}) <= ({', '.join(f':top_{name}' for name in names)})")
        held |= {f"top_{name}": top[name] for name in names}
    select = walk.select.replace("SELECT t.*", f"SELECT t.*, {told}", 1)
    query = f"{select} WHERE {' AND '.join([*bounds, *conditions])} ORDER BY {columns} LIMIT :limit"
    return list(view.ask(query, held)), top


def _shown(kind: str, *, is_any: bool) -> list[str]:
    if kind == "report":
        return [_LAST.replace("reading.", "t.")]
    condition = _LAST if is_any else SHOWN
    return [f"(t.reading_no IS NULL OR {condition})" if kind == "problem" else condition]


def _published(kind: str) -> str:
    return "COALESCE(reading.published, SUBSTR(t.added, 1, 10))" if kind == "problem" else "t.published"


def _bodies(shown: Listed) -> Listed:
    return Listed(tuple(json.loads(row["body"]) for row in shown.records), shown.following)
