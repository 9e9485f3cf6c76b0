"""Sources, cues and contents of PolNeAR: exact and overlapping F1 of their spans over each report.

Pieces of one gold span with nothing but blanks between them are one piece; a content split by its cue is two, as it is
two statements here. Blanks, commas, colons and full stops at an edge decide nothing; quotation marks do. A span is
right exactly where gold has the same span in the same part, right overlapping where gold has one it touches. Spans in
stretches that the annotators discarded are not counted.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from evals.readings import Asked, Record, by_kind, read_all, sampled
from evals.score import Options, Score, f1, spread

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["DEFAULT", "PARTS", "found_spans", "gold_spans", "score"]

DEFAULT = 150
PARTS = ("source", "cue", "content")
EDGE = " \t\r\n\u00a0.,;:"

Span = tuple[int, int]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def _joined(text: str, pieces: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(pieces):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def gold_spans(report: dict[str, Any], part: str) -> set[Span]:
    """Return the annotated spans of a part."""
    text = report["text"]
    pieces = (_joined(text, [(s[0], s[1]) for s in a[part]]) for a in report["attributions"])
    return {span for joined in pieces for piece in joined if len(set(span := _trimmed(text, *piece))) == 2}


def found_spans(report: dict[str, Any], records: list[Record], part: str) -> set[Span]:
    """Return the spans of a part in the statements found."""
    found = [s[part] for s in by_kind(records, "statement")]
    spans = {_trimmed(report["text"], s["start"], s["end"]) for s in found if s and s["start"] is not None}
    discarded = [(s[0], s[1]) for s in report["discard"]]
    return {s for s in spans if s[0] < s[1] and not any(_touch(s, d) for d in discarded)}


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _touching(spans: set[Span], others: set[Span]) -> int:
    return sum(any(_touch(span, other) for other in others) for span in spans)


def score(folder: Path, options: Options) -> Score | None:
    """Score the reports of the folder; None where it is absent."""
    path = folder / "reports.dev.jsonl"
    if not path.is_file():
        return None
    started = time.perf_counter()
    everything = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    reports = sampled(everything, options, DEFAULT)
    asked = [Asked(r["id"], r["text"], r["title"], r["date"], r["publisher"]) for r in reports]
    counts: Counter[str] = Counter()
    outcomes: dict[str, bool] = {}
    for report, records in zip(reports, read_all(asked, options.cores), strict=True):
        for part in PARTS:
            gold, found = gold_spans(report, part), found_spans(report, records, part)
            counts[f"{part} gold"] += len(gold)
            counts[f"{part} found"] += len(found)
            counts[f"{part} exact"] += len(gold & found)
            counts[f"{part} gold touched"] += _touching(gold, found)
            counts[f"{part} found touching"] += _touching(found, gold)
            outcomes |= {f"{report['id']} {part} {s[0]}-{s[1]}": s in found for s in gold}
    rows: dict[str, float] = {}
    for part in PARTS:
        gold, found, exact = counts[f"{part} gold"], counts[f"{part} found"], counts[f"{part} exact"]
        rows |= spread(f"{part} exact", f1((exact, found), (exact, gold)))
        touched = f1((counts[f"{part} found touching"], found), (counts[f"{part} gold touched"], gold))
        rows[f"{part} overlap F1"] = touched["F1"]
    names = tuple(r["id"] for r in reports)
    return Score("polnear", names, rows, outcomes, len(everything), time.perf_counter() - started)
