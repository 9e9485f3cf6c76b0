"""Which reports tell one text, what changed on the way, and how do two of them stand side by side?

Lists show the row that `relink` spread. Two members are compared when they are asked for: their readings are called
back from the ledger, so that any pair can be set side by side, not only with the origin.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import records
from trucewatch.ledger.pages.cursor import Latest, latest
from trucewatch.ledger.pages.events import family
from trucewatch.ledger.questions import fold
from trucewatch.ledger.recalled import recalled
from trucewatch.lineage import alongside, drift
from trucewatch.model import Lineage, Part
from trucewatch.records import drift_record

if TYPE_CHECKING:
    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View
    from trucewatch.lineage import Beside
    from trucewatch.model import Reading

__all__ = ["Asked", "Pair", "alike_sentences", "changes_of", "family", "family_row", "family_rows", "members", "pair"]

Record = dict[str, Any]

_LATEST = Latest(
    "SELECT lineage.*, COALESCE(heard, '') AS key_day, lineage_id AS key_tie FROM lineage",
    "lineage.heard",
    "lineage.lineage_id",
)
_MEMBERS = (
    "SELECT report.report_id, report.name AS report, report.outlet, report.title, report.url, "
    "MAX(reading.published) AS published FROM lineage_report "
    "JOIN report ON report.report_id = lineage_report.report_id "
    "JOIN reading ON reading.report_no = report.report_no WHERE lineage_report.lineage_id = :id "
    "AND (:as_of IS NULL OR reading.published <= :as_of) "
    "GROUP BY report.report_no "
    "ORDER BY COALESCE(MAX(reading.published), '9999'), report.name, report.report_id LIMIT :limit"
)
_LONGEST = 120_000  # characters of a report that are set beside another's
_MOST = 3_000  # figures and statements of one


@dataclass(frozen=True, slots=True)
class Asked:
    """Which families; None asks nothing. `since`, `until`: days of the last report; `agency`: part of its name.

    `change`: only those in which this changed; `as_of`: told of by then.
    """

    since: str | None = None
    until: str | None = None
    agency: str | None = None
    change: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members: their sentences side by side, `drift` records between them, their texts and figures by report id."""

    rows: tuple[Beside, ...]
    changes: tuple[Record, ...]
    texts: dict[str, str]
    figures: dict[str, list[Record]]


def family_rows(view: View, asked: Asked, *, cursor: str | None = None, limit: int = 40) -> Listed:
    """Return rows of the table `lineage`, the latest told first, each with `first` (its first member), `changed`."""
    values: dict[str, Any] = {"since": asked.since, "until": asked.until, "as_of": asked.as_of}
    values |= {"agency": fold(asked.agency), "change": asked.change}
    told = ["TRUE"]
    for value, condition in (
        (asked.since, "heard >= :since"),
        (asked.until, "heard <= :until"),
        (asked.as_of, "told <= :as_of"),
        (asked.agency, "INSTR(fold(agency), :agency) > 0"),
        (asked.change, "lineage_id IN (SELECT lineage_id FROM drift WHERE change = :change)"),
    ):
        if value:
            told.append(condition)
    shown = latest(view, _LATEST, told, values, cursor=cursor, limit=limit)
    for row in shown.records:
        row["first"] = next(iter(members(view, row["lineage_id"], limit=1)), None)
        row["changed"] = changes_of(view, row["lineage_id"])
    return shown


def family_row(view: View, lineage_id: str) -> Record | None:
    """Return the row of a family: how many reports and changes, the first and last day; None where there is none."""
    return next(view.ask("SELECT * FROM lineage WHERE lineage_id = :id", {"id": lineage_id}), None)


def members(view: View, lineage_id: str, *, as_of: str | None = None, limit: int = 200) -> list[Record]:
    """Return the reports of a family in order of publication: report_id, report, outlet, title, url, published."""
    return list(view.ask(_MEMBERS, {"id": lineage_id, "as_of": as_of, "limit": limit}))


def changes_of(view: View, lineage_id: str) -> dict[str, int]:
    """Return how many changes of each sort a family holds."""
    query = "SELECT change, COUNT(*) AS n FROM drift WHERE lineage_id = :id GROUP BY change ORDER BY n DESC, change"
    return {row["change"]: row["n"] for row in view.ask(query, {"id": lineage_id})}


def pair(view: View, found: Record, one: str, other: str) -> Pair | None:
    """Return two members of the family `found` (a `lineage` record) side by side.

    None where a text is too long, or where it is not known which stories the family is of.
    """
    if not found["parts"]:
        return None
    first, second = _reading(view, one), _reading(view, other)
    if first is None or second is None:
        return None
    (left, figures), (right, more) = first, second
    kin = _family(found)
    changed = drift(kin, (left, right))
    return Pair(
        rows=alongside(left, right, kin, changed),
        changes=tuple(json.loads(json.dumps(drift_record(each))) for each in changed),
        texts={one: left.report.text, other: right.report.text},
        figures={one: figures, other: more},
    )


def alike_sentences(view: View, parts: tuple[Part, Part], most: int = 3) -> list[tuple[str, str]]:
    """Return the sentences of two stories that are most like each other, the most alike first; none where too long."""
    read = [_reading(view, part.report_id) for part in parts]
    if read[0] is None or read[1] is None:
        return []
    one, other = (each[0] for each in (read[0], read[1]))
    kin = Lineage("", None, None, tuple(part.report_id for part in parts), (), parts)
    rows = [row for row in alongside(one, other, kin) if row.one and row.other]
    ranked = sorted(rows, key=lambda row: -row.alike)[:most]
    return [
        (one.report.text[slice(*row.one)], other.report.text[slice(*row.other)])
        for row in ranked
        if row.one and row.other
    ]


def _family(record: Record) -> Lineage:
    parts = tuple(Part(**each) for each in record["parts"])
    return Lineage(record["lineage_id"], record["agency"], record["origin"], tuple(record["reports"]), (), parts)


def _reading(view: View, report_id: str) -> tuple[Reading, list[Record]] | None:
    """Return a report as it was read, with its figures' records; None where it is too long or not there."""
    report = records.report(view, report_id)
    if report is None or report["characters"] > _LONGEST:
        return None
    end = report["characters"]
    figures = list(records.figures_in(view, report["reading_no"], 0, end, limit=_MOST))
    statements = list(records.statements_in(view, report["reading_no"], 0, end, limit=_MOST))
    return recalled(report, records.text_of(view, report_id, 0, end), statements, figures), figures
