"""Who stands where on which topic: holders and topics told of most often, and the latest stands of each on each.

Where a place or days of publication are asked for, no index tells whose stands fit: the latest that do are looked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from trucewatch.ledger import questions, rows
from trucewatch.ledger.pages.cursor import Latest, after, latest, listed
from trucewatch.ledger.pages.records import SHOWN
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.ledger.view import View

__all__ = ["holders", "narrowed_stands", "stands", "topics"]

Record = dict[str, Any]

_KEYS = ("records", "name")

_STANDS = (
    f"{questions.POSITIONS.select} "
    f"WHERE t.holder = :holder AND t.topic = :topic AND (:as_of IS NULL OR t.published <= :as_of) AND {SHOWN} "
    "ORDER BY t.published DESC LIMIT :limit"
)

_LATEST = Latest(
    questions.POSITIONS.select.replace("t.*", "t.*, COALESCE(t.published, '') AS key_day, t.rowid AS key_tie"),
    "t.published",
    "t.rowid",
    days="position",
)
_WALK = 5_000  # stands that are compared with a place at most


def holders(
    view: View, *, part: str | None = None, as_of: str | None = None, cursor: str | None = None, limit: int = 30
) -> Listed:
    """Return names of holders with `records`, those told of most often first; `part` is of the name."""
    key = after(cursor, _KEYS)
    conditions = ["sort = 'holder'"]
    if part:
        conditions.append("INSTR(folded, :part) > 0")
    if as_of:
        conditions.append("told <= :as_of")
    if key is not None:
        conditions.append("(records < :records OR (records = :records AND name > :name))")
    query = f"SELECT name, records FROM name WHERE {' AND '.join(conditions)} ORDER BY records DESC, name LIMIT :limit"
    values = {"part": fold(part), "as_of": as_of, "limit": limit + 1, **(key or {})}
    return listed(view.ask(query, values), _KEYS, limit)


def topics(view: View, *, part: str | None = None, as_of: str | None = None, limit: int = 8) -> list[str]:
    """Return the topics told of most often; `part` is of the name."""
    query = (
        "SELECT name FROM name WHERE sort = 'topic' AND (:part IS NULL OR INSTR(folded, :part) > 0) "
        "AND (:as_of IS NULL OR told <= :as_of) ORDER BY records DESC, name LIMIT :limit"
    )
    return [row["name"] for row in view.ask(query, {"part": fold(part), "as_of": as_of, "limit": limit})]


def stands(
    view: View, held_by: Sequence[str], on: Sequence[str], *, as_of: str | None = None, each: int = 12
) -> Iterator[Record]:
    """Yield position records of these holders on these topics, the latest `each` of every pair."""
    for holder in held_by:
        for topic in on:
            values = {"holder": holder, "topic": topic, "as_of": as_of, "limit": each}
            for row in view.ask(_STANDS, values):
                kept = {key: row[key] for key in ("report_id", "outlet", "published")}
                yield {**rows.POSITION.tell(row, row["report"]), **kept}


def narrowed_stands(
    view: View,
    filters: questions.Filters,
    *,
    as_of: str | None = None,
    topic: str | None = None,
    cursor: str | None = None,
    limit: int = 500,
) -> Listed:
    """Return position records that filters ask for, the latest first; `topic` is a part of its name.

    Where a place is asked for a few thousand stands are compared with it, and `until` says how far back that is.
    """
    conditions, values = questions.narrowed(questions.POSITIONS, filters)
    conditions.append(SHOWN)
    if as_of:
        conditions.append("t.published <= :as_of")
    if topic:
        conditions.append("INSTR(fold(t.topic), :topic) > 0")
    asked = replace(_LATEST, walk=_WALK if filters.where or filters.source or topic else 0)
    held = {**values, "as_of": as_of, "topic": fold(topic), "until": filters.until}
    shown = latest(view, asked, conditions, held, cursor=cursor, limit=limit)
    kept = ("report_id", "outlet", "published")
    told = ({**rows.POSITION.tell(row, row["report"]), **{key: row[key] for key in kept}} for row in shown.records)
    return replace(shown, records=tuple(told))
