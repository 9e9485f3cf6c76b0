"""What should a person look at, what was decided lately, and how is a decision taken back?

Four queues: events that nearly were one, families on a weak link, reports alike that are in no family together, counts
of one event that conflict. What somebody
decided, or was unsure of, stays away until it is taken back. Judgements are only appended: taking back is a later one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from trucewatch import ids
from trucewatch.errors import UsageError
from trucewatch.ledger.judging import judgements_among
from trucewatch.ledger.pages import events, families
from trucewatch.ledger.pages.cursor import Latest, Listed, after, latest, listed
from trucewatch.model import Judgement, Part, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from trucewatch.ledger.view import View

__all__ = [
    "TAKEN_BACK",
    "Decision",
    "apart",
    "contested",
    "decide",
    "doubtful",
    "lately",
    "near",
    "near_one",
    "take_back",
]

Record = dict[str, Any]

TAKEN_BACK = "taken back"
"""The note of a judgement that only takes an earlier one back."""

_BATCH, _BATCHES, _ENOUGH = 12, 8, 8
_MOST_PAIRS = 2_500
_LINKS = 3  # weak links of one family in the queue
_WEAK = ("weakest", "lineage_id")
_ALIKE = ("score", "a", "b")
_HEARD = Latest(
    "SELECT event.*, COALESCE(heard, '') AS key_day, event_id AS key_tie FROM event", "event.heard", "event.event_id"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, when (ISO time), and why."""

    author: str
    decided: str
    note: str | None = None


def near(view: View, *, as_of: str | None = None, cursor: str | None = None) -> Listed:
    """Return pairs of events that nearly were one: `a`, `b` (ids), `one`, `other` (`event` records), `why`."""
    return _walked(view, lambda at: _rows(view, "near > 0", as_of, at), lambda row: _near(view, row), cursor)


def near_one(view: View, event_id: str) -> Listed:
    """Return the pairs of one event, whether decided or not."""
    found = events.event(view, event_id)
    return Listed(() if found is None else tuple(_beside(view, found, found["near"])))


def contested(view: View, *, as_of: str | None = None, cursor: str | None = None) -> Listed:
    """Return pairs of counts that conflict: `a`, `b` (figures), `event`, `series`, `one`, `other` (points)."""
    return _walked(
        view, lambda at: _rows(view, "is_disputed", as_of, at), lambda row: _conflicts(view, row, as_of), cursor
    )


def doubtful(view: View, below: float, *, as_of: str | None = None, cursor: str | None = None) -> Listed:
    """Return links of families weaker than `below`, the weakest families first.

    Keys: `a`, `b` (reports), `one`, `other` (members), `family` (row), `score`, `links` (evidence between the two).
    """
    return _walked(view, lambda at: _weak(view, below, as_of, at), lambda row: _links(view, row, below, as_of), cursor)


def apart(view: View, *, as_of: str | None = None, cursor: str | None = None) -> Listed:
    """Return pairs of reports alike that are in no family together, those most alike first.

    Keys: `a`, `b` (reports), `one`, `other` (their rows), `score`, `detail`, `parts` (the stories compared).
    """
    return _walked(view, lambda at: _alike(view, as_of, at), lambda row: _pair(view, row), cursor)


def decide(view: View, a: str, b: str, verdict: Verdict, by: Decision) -> tuple[Judgement, ...]:
    """Return the judgements that a decision on two events, figures or reports is; UsageError where it is none.

    `unsure` where nothing was decided is kept too, on one pair: somebody looked, and the rules go on to decide.
    """
    if a[:1] != b[:1] or a[:1] not in {"e", "f", "r"}:
        raise UsageError("two events, two figures or two reports are judged")
    sets = [_members(view, name) for name in (a, b)]
    if len(sets[0]) * len(sets[1]) > _MOST_PAIRS:
        raise UsageError("these events hold very many figures: decide with `trucewatch judge` in a terminal")
    decided = _free(view, by)
    known = {(j.a, j.b): j.verdict for j in view.judgements()}
    pairs = sorted({(min(x, y), max(x, y)) for x in sets[0] for y in sets[1] if x != y})
    if verdict is Verdict.UNSURE and pairs and all(known.get(p, verdict) is verdict for p in pairs):
        return (_judgement(pairs[0], verdict, by, decided),)
    return judgements_among(view, sets, verdict, author=by.author, decided=decided, note=by.note)


def take_back(view: View, decided: str, author: str, by: Decision) -> tuple[Judgement, ...]:
    """Return the judgements that take a decision back: what held of each pair before holds again."""
    history: dict[tuple[str, str], list[Judgement]] = {}
    for each in view.judgements():
        history.setdefault((each.a, each.b), []).append(each)
    now = _free(view, by)
    made: list[Judgement] = []
    for pair, told in sorted(history.items()):
        if (told[-1].decided, told[-1].author) == (decided, author) and told[-1].note != TAKEN_BACK:
            held = told[-2].verdict if len(told) > 1 else Verdict.UNSURE
            made.append(_judgement(pair, held, Decision(by.author, now, TAKEN_BACK), max(now, _later(decided))))
    if not made:
        raise UsageError("this decision no longer stands: it was taken back, or decided anew since")
    return tuple(made)


def lately(view: View, *, as_of: str | None = None, limit: int = 12) -> list[Record]:
    """Return the last decisions: decided, author, verdict, note, `pairs` (how many), `a`, `b` (the first), `stands`."""
    made: dict[tuple[str, str], Record] = {}
    last: dict[tuple[str, str], Judgement] = {}
    told = [each for each in view.judgements() if as_of is None or each.decided[:10] <= as_of]
    for each in told:
        last[each.a, each.b] = each
    for each in told:
        row = made.setdefault((each.decided, each.author), {"pairs": 0, "stands": False, "a": each.a, "b": each.b})
        row |= {"decided": each.decided, "author": each.author, "verdict": each.verdict.value, "note": each.note}
        row["pairs"] += 1
        row["stands"] = row["stands"] or (last[each.a, each.b] is each and each.note != TAKEN_BACK)
    return sorted(made.values(), key=lambda row: row["decided"], reverse=True)[:limit]


def _walked(
    view: View, rows: Callable[[str | None], Listed], items: Callable[[Record], Iterable[Record]], cursor: str | None
) -> Listed:
    """Return undecided items of as many rows as give a screenful, or of some batches of rows, and where to go on."""
    last = {(each.a, each.b): each for each in view.judgements()}
    settled = [pair for pair, each in last.items() if each.note != TAKEN_BACK]
    found: list[Record] = []
    for _ in range(_BATCHES):
        shown = rows(cursor)
        found += [each for row in shown.records for each in items(row) if not _is_settled(each, settled)]
        cursor = shown.following
        if cursor is None or len(found) >= _ENOUGH:
            break
    return Listed(tuple(found), cursor)


def _rows(view: View, state: str, as_of: str | None, cursor: str | None) -> Listed:
    """Return rows of events in a state that has an index of its own, those heard of last first."""
    told = [state, "told <= :as_of"] if as_of else [state]
    return latest(view, _HEARD, told, {"as_of": as_of}, cursor=cursor, limit=_BATCH)


def _is_settled(item: Record, settled: Sequence[tuple[str, str]]) -> bool:
    one, other = item["members"]
    return any((a in one and b in other) or (a in other and b in one) for a, b in settled)


def _near(view: View, row: Record) -> Iterator[Record]:
    found = events.event(view, row["event_id"])
    if found is not None:  # each pair stands at both events; it is shown with the lower id
        yield from _beside(view, found, [each for each in found["near"] if each["event_id"] > found["event_id"]])


def _beside(view: View, found: Record, others: Sequence[Record]) -> Iterator[Record]:
    for each in others:
        other = events.event(view, each["event_id"])
        if other is not None:
            members = (frozenset(found["figures"]), frozenset(other["figures"]))
            ends = {"a": found["event_id"], "b": other["event_id"], "one": found, "other": other}
            yield {**ends, "why": each["why"], "members": members}


def _conflicts(view: View, row: Record, as_of: str | None) -> Iterator[Record]:
    found = events.event_known(view, row["event_id"], as_of=as_of)
    for series in found["series"] if found else ():
        points = series["points"]
        late = next((n for n in reversed(range(len(points))) if points[n]["relation"] == "conflicts"), None)
        if series["state"] != "disputed" or late is None:
            continue
        point = points[late]
        rivals = [p for p in points[:late] if (p["low"], p["high"]) != (point["low"], point["high"])] or points[:late]
        if rivals and rivals[-1]["figure_id"] != point["figure_id"]:
            ends = {"a": rivals[-1]["figure_id"], "b": point["figure_id"], "one": rivals[-1], "other": point}
            yield {**ends, "event": row, "series": series, "members": (frozenset([ends["a"]]), frozenset([ends["b"]]))}


def _weak(view: View, below: float, as_of: str | None, cursor: str | None) -> Listed:
    key = after(cursor, _WEAK) or {"weakest": -1.0, "lineage_id": ""}
    query = (
        "SELECT * FROM lineage WHERE weakest < :below AND (:as_of IS NULL OR told <= :as_of) "
        "AND (weakest, lineage_id) > (:weakest, :lineage_id) ORDER BY weakest, lineage_id LIMIT :limit"
    )
    return listed(view.ask(query, {"below": below, "as_of": as_of, "limit": _BATCH + 1, **key}), _WEAK, _BATCH)


def _links(view: View, row: Record, below: float, as_of: str | None) -> Iterator[Record]:
    found = families.family(view, row["lineage_id"])
    told = {each["report_id"]: each for each in families.members(view, row["lineage_id"], as_of=as_of)}
    held: dict[tuple[str, str], list[Record]] = {}
    for link in found["evidence"] if found else ():
        held.setdefault((link["a"], link["b"]), []).append(link)
    ranked = sorted(held.items(), key=lambda item: (max(link["score"] for link in item[1]), item[0]))
    for (a, b), links in ranked[:_LINKS]:
        score = max(link["score"] for link in links)
        if score < below and a in told and b in told:
            ends = {"a": a, "b": b, "one": told[a], "other": told[b], "members": (frozenset([a]), frozenset([b]))}
            yield {**ends, "family": row, "score": score, "links": links}


def _alike(view: View, as_of: str | None, cursor: str | None) -> Listed:
    key = after(cursor, _ALIKE)
    told = ["TRUE"] if as_of is None else ["told <= :as_of"]
    if key is not None:
        told.append("(score < :score OR (score = :score AND (a, b) < (:a, :b)))")
    query = f"SELECT * FROM alike WHERE {' AND '.join(told)} ORDER BY score DESC, a DESC, b DESC LIMIT :limit"
    return listed(view.ask(query, {"as_of": as_of, "limit": _BATCH + 1, **(key or {})}), _ALIKE, _BATCH)


def _pair(view: View, row: Record) -> Iterator[Record]:
    told = {each["report_id"]: each for each in events.reports_of(view, [row["a"], row["b"]])}
    if row["a"] in told and row["b"] in told:
        parts = (Part(row["a"], row["a_start"], row["a_end"]), Part(row["b"], row["b_start"], row["b_end"]))
        members = (frozenset([row["a"]]), frozenset([row["b"]]))
        yield {**row, "one": told[row["a"]], "other": told[row["b"]], "members": members, "parts": parts}


def _members(view: View, name: str) -> tuple[str, ...]:
    if name[0] == "e":
        found = events.event(view, name)
        if found is None:
            raise UsageError(f"{name}: this event was made anew meanwhile; load the page again")
        return tuple(found["figures"])
    table = {"f": "figure", "r": "report"}[name[0]]
    if next(view.ask(f"SELECT 1 AS n FROM {table} WHERE {table}_id = :id LIMIT 1", {"id": name}), None) is None:
        raise UsageError(f"{name}: no {table} of this id")
    return (name,)


def _free(view: View, by: Decision) -> str:
    """Return the time of a decision, later by seconds where its author decided something else in that second."""
    taken = {each.decided for each in view.judgements() if each.author == by.author}
    now = by.decided
    while now in taken:
        now = _later(now)
    return now


def _later(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat().replace("+00:00", "Z")


def _judgement(pair: tuple[str, str], verdict: Verdict, by: Decision, decided: str) -> Judgement:
    named = ids.judgement_id(*pair, verdict, by.author, decided)
    return Judgement(named, *pair, verdict, by.author, decided, by.note)
