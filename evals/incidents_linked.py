"""Shootings of many incidents mixed together: are their reports grouped by incident, and are the counts right?

A report stands in the event of its lead's first figure, else in the one that linking joined it to, else alone; groups
are scored with B-cubed. An incident's counts are those of the event that holds most of its reports: the best number of
the series with most points, 0 where there is none.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from evals.incidents import COUNTED, DEFAULT, MEASURES
from evals.readings import Asked, Record, by_kind, read_all, sampled
from evals.score import Options, Score, ratio
from trucewatch.link import link_events, tell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trucewatch.link import Claim, Linked, Telling
    from trucewatch.model import Event

__all__ = ["b_cubed", "score"]


def b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, float]:
    """Return B-cubed precision, recall and F1 of one grouping (item to group) against another."""
    ours, theirs = _groups(found), _groups(gold)
    hits = {item: len(ours[found[item]] & theirs[gold[item]]) for item in gold}
    precision = ratio(sum(hits[item] / len(ours[found[item]]) for item in gold), len(gold))
    recall = ratio(sum(hits[item] / len(theirs[gold[item]]) for item in gold), len(gold))
    return {"P": precision, "R": recall, "F1": ratio(2 * precision * recall, precision + recall)}


def _groups(grouped: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for item, group in grouped.items():
        found[group].add(item)
    return found


def score(folder: Path, options: Options) -> Score | None:
    """Score the events over the reports of the folder, sampled by incident; None where it is absent."""
    path = folder / "incidents.dev.jsonl"
    if not path.is_file():
        return None
    started = time.perf_counter()
    everything = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    incidents = sampled(everything, options, DEFAULT)
    docs = [doc for incident in incidents for doc in incident["docs"]]
    readings = read_all([Asked(d["doc_id"], d["text"], d["title"], d["dct"]) for d in docs], options.cores)
    linked, report_of = _linked(docs, readings)
    group, events = _grouped(linked, set(report_of.values()))
    gold = {report_of[d["doc_id"]]: i["id"] for i in incidents for d in i["docs"] if d["doc_id"] in report_of}
    outcomes: dict[str, bool] = {}
    for incident in incidents:
        reports = [report_of[d["doc_id"]] for d in incident["docs"] if d["doc_id"] in report_of]
        held = Counter(group[report] for report in reports)
        event = events.get(max(held, key=lambda name: (held[name], name))) if held else None
        outcomes |= {f"{incident['id']} {m}": _count(event, m) == incident["gold"][m] for m in MEASURES}
    rows = {f"reports grouped {key}": value for key, value in b_cubed(group, gold).items()}
    for measure in MEASURES:
        rows[f"incident {measure}"] = ratio(sum(outcomes[f"{i['id']} {measure}"] for i in incidents), len(incidents))
    names = tuple(doc["doc_id"] for doc in docs)
    return Score("incidents linked", names, rows, outcomes, len(everything), time.perf_counter() - started)


def _linked(docs: list[Record], readings: list[list[Record]]) -> tuple[Linked, dict[str, str]]:
    """Link all readings; return that and the report_id of each document that could be read."""
    claims: list[Claim] = []
    tellings: list[Telling] = []
    report_of: dict[str, str] = {}
    for doc, records in zip(docs, readings, strict=True):
        report = records[0]
        if "report_id" not in report:
            continue  # it broke the reader, which read_all has told
        told = tell(report, doc["text"], by_kind(records, "figure"))
        claims += told[0]
        tellings += told[1]
        report_of[doc["doc_id"]] = report["report_id"]
    return link_events(claims, tellings=tellings), report_of


def _grouped(linked: Linked, reports: set[str]) -> tuple[dict[str, str], dict[str, Event]]:
    """Return the group of each report (an event's id, else its own) and the events by id."""
    events = {event.event_id: event for event in linked.events}
    event_of = {figure: event.event_id for event in linked.events for figure in event.figures}
    group = {report: report for report in reports}
    for event in sorted(linked.events, key=lambda e: (e.kind == "attack", len(e.reports), e.event_id)):
        group |= dict.fromkeys(event.reports, event.event_id)
    for scene in linked.scenes:
        if scene.lead and scene.claims:
            group[scene.telling.report_id] = event_of[scene.key]
    return group, events


def _count(event: Event | None, measure: str) -> float:
    """Return an event's count: of wholes told of no enemy, the series with most points, people before others."""
    if event is None:
        return 0
    told = [s for s in event.series if s.measure in COUNTED[measure] and not (s.part_of or s.axis)]
    counted = [s for s in told if s.best is not None]
    best = max(counted, key=lambda s: (len(s.points), s.object == "person", s.best), default=None)
    return 0 if best is None or best.best is None else best.best
