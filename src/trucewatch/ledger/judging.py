"""What do people mean when they judge two records, and why did the rules link them or not?

Ids may be cut short. What is derived is named by what it holds: a judgement on events is written down for their
figures, one on lineages for their reports, so that it holds when events and lineages are made anew.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from trucewatch import ids
from trucewatch.errors import UsageError
from trucewatch.ledger.derive import derive
from trucewatch.ledger.events import derived
from trucewatch.model import Judgement, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.ledger.view import View

__all__ = ["judgements_among", "judgements_on", "reasons"]

Record = dict[str, Any]
Pair = tuple[str, str]

_SORTS = {"f": "figures", "e": "figures", "r": "reports", "l": "reports"}


def judgements_on(
    view: View, named: Sequence[str], verdict: Verdict, *, author: str, decided: str, note: str | None = None
) -> tuple[Judgement, ...]:
    """Return the judgements that a decision on one or two ids stands for, sorted; UsageError where it is on none."""
    if not author:
        raise UsageError("a judgement needs an author: --author NAME")
    sets = [_members(view, name) for name in named]
    if len({sort for sort, _ in sets}) > 1:
        raise UsageError(f"{named[0]} and {named[1]} are of different sorts: figures go with figures or events")
    return judgements_among(view, [members for _, members in sets], verdict, author=author, decided=decided, note=note)


def judgements_among(
    view: View,
    sets: Sequence[Sequence[str]],
    verdict: Verdict,
    *,
    author: str,
    decided: str,
    note: str | None = None,
) -> tuple[Judgement, ...]:
    """Return the judgements that a decision on one or two sets of figures, or of reports, stands for, sorted."""
    pairs = _pairs(sets)
    if not pairs:
        raise UsageError("there is nothing to judge: both ids name the same record, or one that stands alone")
    asked = set(pairs)
    last = max((j.decided for j in view.judgements() if (j.a, j.b) in asked), default="")
    if decided <= last:
        decided = _after(last)  # two decisions within one second, or a clock set back: the one given last counts
    if verdict is Verdict.SAME:
        pairs = _chain(pairs)
    elif verdict is Verdict.UNSURE:
        standing = {(j.a, j.b): j.verdict for j in view.judgements()}
        pairs = [pair for pair in pairs if standing.get(pair, Verdict.UNSURE) is not Verdict.UNSURE]
        if not pairs:
            raise UsageError("no decision stands between them that could be lifted")
    return tuple(
        Judgement(ids.judgement_id(a, b, verdict, author, decided), a, b, verdict, author, decided, note)
        for a, b in pairs
    )


def _after(moment: str) -> str:
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).isoformat().replace("+00:00", "Z")


def _pairs(sets: Sequence[Sequence[str]]) -> list[Pair]:
    if len(sets) == 1:
        return sorted(combinations(sorted(sets[0]), 2))
    one, other = (set(members) for members in sets)
    # A figure judged against the event it is in is meant against the others of that event.
    found = {(min(a, b), max(a, b)) for a, b in product(one, other) if a != b}
    return sorted(found)


def _chain(pairs: Iterable[Pair]) -> list[Pair]:
    """Return as few of the pairs as tie all that they name together."""
    root: dict[str, str] = {}

    def top(name: str) -> str:
        while root.get(name, name) != name:
            name = root[name]
        return name

    kept: list[Pair] = []
    for a, b in pairs:
        if top(a) != top(b):
            root[top(b)] = top(a)
            kept.append((a, b))
    return kept


def _members(view: View, name: str) -> tuple[str, tuple[str, ...]]:
    """Return what an id stands for: "figures" or "reports", and their ids."""
    sort = _SORTS.get(name[:1])
    if sort is None or not re.fullmatch(r"[felr]1-[0-9a-f]{1,16}", name):
        raise UsageError(f"{name}: give the id of a figure, event, report or lineage (f1-, e1-, r1-, l1-)")
    if name[0] in "fr":
        record = view.record(name)
        if record is None:
            raise UsageError(f"{name}: no record of this id")
        return sort, (record["figure_id" if name[0] == "f" else "report_id"],)
    kind = "event" if name[0] == "e" else "lineage"
    found = [record for record in derived(view, kind) if record[f"{kind}_id"].startswith(name)]
    if len(found) != 1:
        told = "begins several ids; give more of it" if found else f"no {kind} of this id; ids change as reports come"
        raise UsageError(f"{name}: {told}")
    return sort, tuple(found[0][sort])


def reasons(view: View, one: str, other: str) -> tuple[str, ...]:
    """Return, line by line, what made two records one event or one family, or what kept them apart."""
    (sort, mine), (other_sort, theirs) = _members(view, one), _members(view, other)
    if sort != other_sort:
        raise UsageError(f"{one} and {other} are of different sorts: figures go with figures or events")
    return _of_reports(view, mine, theirs) if sort == "reports" else _of_figures(view, mine, theirs)


def _of_figures(view: View, mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    linked = derive(view).linked
    asked = [(a, b, found) for a, b in product(mine, theirs) if a != b and (found := linked.why(a, b)) is not None]
    if not asked:
        return ("no event holds one of them: a figure told twice, or a lone number of no known sort",)
    a, b, found = max(asked, key=lambda each: (each[2].take == "judged", each[2].together, each[2].score))
    held = "one event holds both" if found.together else "they are in different events"
    head = f"{a} and {b}: {held}; taken by themselves: {found.take}"
    return (head, *(f"  {reason}" for reason in found.reasons))


def _of_reports(view: View, mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    for lineage in derived(view, "lineage"):
        if set(mine) & set(lineage["reports"]) and set(theirs) & set(lineage["reports"]):
            shown = [e for e in lineage["evidence"] if {e["a"], e["b"]} & set(mine) and {e["a"], e["b"]} & set(theirs)]
            told = [f"  {e['a']} and {e['b']}: {e['kind']}, {e['score']:.2f}, {e['detail']}" for e in shown]
            return (f"one family holds both: {lineage['lineage_id']}", *(told or ["  by way of other reports of it"]))
    found = [link for link in derive(view).lineages.near if link.a in {*mine, *theirs} and link.b in {*mine, *theirs}]
    if found:
        link = max(found, key=lambda each: each.score)
        return (f"no family holds both: alike ({link.score:.2f}), but not enough", f"  {link.detail}")
    return ("no family holds both: no credit, copy or rewrite joins them",)
