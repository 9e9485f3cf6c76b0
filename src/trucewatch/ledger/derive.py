"""What follows from the primary tables: lineages, drift and events, as contract records; nothing is written here.

A pure function of reports, records and judgements of one moment: sorted by ids, so that neither the order of adding
nor the machine shows. The ledger keeps the outcome (`relink`) and `check` proves it by making it again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.kinship import kinship, readings
from trucewatch.ledger.remembered import Memory
from trucewatch.link import link_events, tell
from trucewatch.records import drift_record, event_record, lineage_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trucewatch.ledger.view import View
    from trucewatch.ledger.worked import Worked
    from trucewatch.lineage import Lineages
    from trucewatch.link import Linked
    from trucewatch.link.claims import Claim, Telling

__all__ = ["RECIPE", "Derived", "derive", "fingerprint"]

Record = dict[str, Any]

RECIPE = "derived 10"
"""The version of what is derived; another one makes what is kept stale."""

_SHOWN = (
    "SELECT report.report_id, reading.made_by FROM shown_reading JOIN reading USING (reading_no) "
    "JOIN report ON report.report_no = reading.report_no"
)
_SEALS = (
    "SELECT report.report_id, seal.sha256 FROM shown_reading JOIN reading USING (reading_no) "
    "JOIN report ON report.report_no = reading.report_no JOIN seal ON seal.reading_no = reading.reading_no"
)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was made, by kind of record in order, the fingerprint of what it was made of, and how."""

    records: Mapping[str, tuple[Record, ...]]
    fingerprint: str
    linked: Linked
    lineages: Lineages

    def rows(self) -> Iterator[tuple[str, int, str, str]]:
        """Yield what is kept: kind, place in its order, id, body as JSON."""
        for kind, records in sorted(self.records.items()):
            for place, record in enumerate(records):
                yield kind, place, record[f"{kind}_id"], json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def fingerprint(view: View) -> str:
    """Return the hash of all that derived results follow from: readings shown, judgements, the recipe."""
    told = sorted((row["report_id"], row["made_by"]) for row in view.ask(_SHOWN))
    judged = [judgement.judgement_id for judgement in view.judgements()]
    return hashlib.sha256(json.dumps([RECIPE, told, judged, view.parties()]).encode()).hexdigest()


def derive(view: View, *, as_of: str | None = None, profile: str = "literal", worked: Worked | None = None) -> Derived:
    """Make lineages, drift and events of a view.

    `as_of` (an ISO date) leaves out what was published or judged after it; `profile` is the rule for low, best, high;
    `worked` knows what was made before, and learns what is made now. The outcome is the same with and without it.
    """
    reports = [r for r in view.reports() if r["newest"] and (as_of is None or (r["published"] or "9999") <= as_of)]
    held: dict[str, list[Record]] = {report["report_id"]: [] for report in reports}
    for figure in view.figures():
        if figure["report_id"] in held:
            held[figure["report_id"]].append(figure)
    judgements = [j for j in view.judgements() if as_of is None or j.decided[:10] <= as_of]
    parties = view.parties()
    memory = Memory(worked, dict(_seals(view)) if worked else None, parties)
    kin = kinship(readings(view, reports), judgements, memory)

    def told_by(report: Record) -> tuple[list[Claim], list[Telling]]:
        name = report["report_id"]
        return memory.told(name, lambda: tell(report, view.text(name), held[name], parties))

    told = list(map(told_by, reports))
    linked = link_events(
        (claim for claims, _ in told for claim in claims),
        tellings=(telling for _, tellings in told for telling in tellings),
        families=kin.homes,
        retold=kin.retold,
        judgements=judgements,
        profile=profile,
    )
    records = {
        "drift": tuple(map(drift_record, kin.drifts)),
        "event": tuple(map(event_record, linked.events)),
        "lineage": tuple(map(lineage_record, kin.lineages.families)),
    }
    memory.close()
    return Derived(records, fingerprint(view), linked, kin.lineages)


def _seals(view: View) -> Iterator[tuple[str, str]]:
    for row in view.ask(_SEALS):
        yield row["report_id"], row["sha256"]
