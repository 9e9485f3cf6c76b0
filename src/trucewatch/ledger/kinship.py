"""Families of the reports of a view, and which origin each of their stories has.

Between the pure room `lineage` and what the ledger derives: judgements on reports are handed on, families named by
report and story as linking asks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.recalled import recalled
from trucewatch.ledger.remembered import Memory
from trucewatch.lineage import Lineages, compared, families
from trucewatch.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trucewatch.ledger.view import View
    from trucewatch.model import Drift, Judgement, Lineage, Reading

__all__ = ["Kinship", "homes", "kinship", "readings"]

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kinship:
    """Families, what changed in them, and the family of each report (`REPORT`) or story of a page (`REPORT#2`).

    `retold` are the pairs of figures, by id, that two tellings of one text have in the same place.
    """

    lineages: Lineages
    drifts: tuple[Drift, ...]
    homes: Mapping[str, str]
    retold: tuple[tuple[str, str], ...] = ()


def readings(view: View, reports: Iterable[Record]) -> list[Reading]:
    """Return the readings of some `report` records of a view."""
    shown = list(reports)
    statements: dict[str, list[Record]] = {report["report_id"]: [] for report in shown}
    figures: dict[str, list[Record]] = {report["report_id"]: [] for report in shown}
    for held, records in ((statements, view.statements()), (figures, view.figures())):
        for record in records:
            if record["report_id"] in held:
                held[record["report_id"]].append(record)
    by_id = ((report["report_id"], report) for report in shown)
    return [recalled(report, view.text(name), statements[name], figures[name]) for name, report in by_id]


def kinship(read: Iterable[Reading], judgements: Iterable[Judgement] = (), memory: Memory | None = None) -> Kinship:
    """Return the families among readings, as people's judgements on their reports have it."""
    memory = memory or Memory()
    docs = {reading.report.report_id: reading for reading in read}
    found = families(docs.values(), judged=_judged(judgements), steps=memory.steps)
    told = [
        memory.compared(family, partial(compared, family, [docs[name] for name in family.reports]))
        for family in found.families
    ]
    drifts = tuple(each for changed, _ in told for each in changed)
    pairs = {pair for _, retold in told for pair in retold}
    return Kinship(found, drifts, homes(found.families, docs), tuple(sorted(pairs)))


def _judged(judgements: Iterable[Judgement]) -> dict[tuple[str, str], bool]:
    """Return what holds of each pair of reports: the last decision, unless it lifts the others."""
    last: dict[tuple[str, str], bool] = {}
    for each in sorted(judgements, key=lambda judgement: judgement.decided):
        pair = (min(each.a, each.b), max(each.a, each.b))
        if each.verdict == Verdict.UNSURE:
            last.pop(pair, None)
        elif each.a.startswith("r"):
            last[pair] = each.verdict == Verdict.SAME
    return last


def homes(found: Iterable[Lineage], docs: Mapping[str, Reading]) -> dict[str, str]:
    """Return the family of each report (`REPORT`) or story of a page of several (`REPORT#2`) that is in one."""
    named: dict[str, str] = {}
    for family in found:
        for part in family.parts:
            stories = docs[part.report_id].page.stories
            number = next((n for n, story in enumerate(stories) if story.start == part.start), 0)
            # A report's only story stands for all of it; of a page of several each stands for itself.
            named[part.report_id if len(stories) == 1 else f"{part.report_id}#{number}"] = family.lineage_id
    return named
