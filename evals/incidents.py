"""Killed and injured of shootings: what a single report says against the incident's final count.

The count of a report is its lead's: the first figure of that measure that is a number (not vague) and no part of
another one, 0 where there is none. Who is critical or in hospital is injured. An incident's count is the one most of
its reports give, the latest report's where they tie. Reports written before the last death are asked for the final
count all the same, so 1.0 is out of reach.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING

from evals.readings import Asked, Record, by_kind, read_all, sampled
from evals.score import Options, Score, ratio

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT", "MEASURES", "count", "score"]

DEFAULT = 200
MEASURES = ("killed", "injured")
COUNTED = {"killed": {"killed"}, "injured": {"injured", "critical", "hospitalised"}}


def count(records: list[Record], measure: str) -> float:
    """Return the count that a report's lead gives."""
    figures = [f for f in by_kind(records, "figure") if f["kind"] == "toll" and f["measure"] in COUNTED[measure]]
    counted = [f for f in figures if f["modifier"] != "vague" and not f["part_of"]]
    if not counted:
        return 0
    first = min(counted, key=lambda f: f["start"])
    return first["low"] if first["low"] is not None else first["high"]


def _agreed(counts: list[float]) -> float:
    most = Counter(counts).most_common()
    best = {value for value, times in most if times == most[0][1]}
    return next(value for value in reversed(counts) if value in best)


def score(folder: Path, options: Options) -> Score | None:
    """Score the reports of the folder, sampled by incident; None where it is absent."""
    path = folder / "incidents.dev.jsonl"
    if not path.is_file():
        return None
    started = time.perf_counter()
    everything = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    incidents = sampled(everything, options, DEFAULT)
    for incident in incidents:
        incident["docs"].sort(key=lambda d: (d["dct"], d["doc_id"]))
    docs = [(i["gold"], d) for i in incidents for d in i["docs"]]
    readings = read_all([Asked(d["doc_id"], d["text"], d["title"], d["dct"]) for _, d in docs], options.cores)
    outcomes: dict[str, bool] = {}
    told: dict[str, dict[str, float]] = {}
    for (gold, doc), records in zip(docs, readings, strict=True):
        told[doc["doc_id"]] = {measure: count(records, measure) for measure in MEASURES}
        outcomes |= {f"{doc['doc_id']} {m}": told[doc["doc_id"]][m] == gold[m] for m in MEASURES}
    rows = {f"report {m}": ratio(sum(outcomes[f"{d['doc_id']} {m}"] for _, d in docs), len(docs)) for m in MEASURES}
    for measure in MEASURES:
        right = [_agreed([told[d["doc_id"]][measure] for d in i["docs"]]) == i["gold"][measure] for i in incidents]
        rows[f"incident {measure}"] = ratio(sum(right), len(right))
    names = tuple(d["doc_id"] for _, d in docs)
    return Score("incidents", names, rows, outcomes, len(everything), time.perf_counter() - started)
