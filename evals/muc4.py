"""Casualty facts of the MUC-4 reports: F over the set of (effect, low, high) of each report.

What is asked: for each victim of a required template with the effect DEATH or INJURY, the fact (killed or injured,
bounds). exact and approx n are n..n, at_least n is n..open, at_most n is open..n. A named single victim counts as one
killed or injured (the key says number 1), and facts are a set, so ten named dead are one fact (killed, 1..1). A victim
with several numbers or effects is one fact that any pairing of them answers.

The key holds only terrorist acts on civilians, each victim by description; a reader of tolls rightly finds more. So in
the rows `facts` these are neither asked nor counted against: victims of optional templates; sums of victims of one
effect; parts of another figure; a vague figure where the key has a bare plural (no number); zero (the key names who was
unhurt); combatants, whose deaths in combat the key leaves out; totals over more than a month and events more than two
months old, which are no incidents to it. Reports whose key asks for no fact are left out.
The rows `strict` let nothing pass but zero, over all reports with a template: found and not in the key is wrong.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from evals.readings import Asked, Record, by_kind, read_all, sampled
from evals.score import Options, Score, f1, spread

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT", "Key", "asked_of", "found_in", "score"]

DEFAULT = 400
EFFECTS = {"DEATH": "killed", "(DEATH": "killed", "DEATH)": "killed", "INJURY": "injured", "(INJURY": "injured"}
COMBATANTS = re.compile(
    r"\b(soldier|guerrilla|rebel|troop|trooper|combatant|fighter|insurgent|subversive|terrorist|militant|attacker)s?\b",
    re.IGNORECASE,
)
INCIDENT, RECENT = timedelta(days=31), timedelta(days=61)  # longer is a total, older is history to the key
MOST_SUMMED = 12  # sums of more victims of one effect are not tried: 2**12 subsets
BOUNDS = {"exact": (1, 1), "approx": (1, 1), "at_least": (1, 0), "at_most": (0, 1)}

Key = tuple[str, float | None, float | None]


@dataclass(slots=True)
class Facts:
    """What a key asks of one report: facts with their alternatives, and what is let pass."""

    asked: set[frozenset[Key]] = field(default_factory=set)
    passed: set[Key] = field(default_factory=set)
    vague: set[str] = field(default_factory=set)


def _bounds(number: dict[str, Any]) -> tuple[float | None, float | None] | None:
    if number["kind"] not in BOUNDS:
        return None
    low, high = BOUNDS[number["kind"]]
    return (number["n"] if low else None, number["n"] if high else None)


def asked_of(templates: list[dict[str, Any]]) -> Facts:
    """Return the facts that the templates of a report ask for."""
    facts = Facts()
    single: dict[str, list[float]] = {}
    for template in templates:
        for victim in template["facts"]["victims"]:
            effects = sorted({EFFECTS[e] for e in victim["effect"] if e in EFFECTS})
            bounds = [b for n in victim["number"] if (b := _bounds(n)) is not None]
            if len(bounds) < len(victim["number"]):
                facts.vague |= set(effects)
            pairs = frozenset((e, *b) for e, b in product(effects, bounds))
            if pairs and not template["optional"]:
                facts.asked.add(pairs)
            facts.passed |= pairs
            for effect, low, _ in pairs:
                single.setdefault(effect, []).append(low or 0)
    facts.passed |= {(effect, n, n) for effect, many in single.items() for n in _sums(many)}
    return facts


def _sums(numbers: list[float]) -> set[float]:
    sums = {0.0}
    for number in sorted(numbers, reverse=True)[:MOST_SUMMED]:
        sums |= {number + other for other in sums}
    return sums


def found_in(records: list[Record]) -> dict[Key, Record]:
    """Return the casualty facts of a reading, each once, with the first figure that states it."""
    found: dict[Key, Record] = {}
    for figure in by_kind(records, "figure"):
        if figure["kind"] == "toll" and figure["measure"] in {"killed", "injured"}:
            found.setdefault((figure["measure"], figure["low"], figure["high"]), figure)
    return found


def _is_let_pass(key: Key, figure: Record, facts: Facts, published: str | None) -> bool:
    if key in facts.passed or figure["part_of"] or (figure["modifier"] == "vague" and key[0] in facts.vague):
        return True
    if COMBATANTS.search(f"{figure['wording']} {figure['object'] or ''}"):
        return True
    if figure["when"] is None or published is None:
        return False
    start, end = (date.fromisoformat(figure["when"][edge]) for edge in ("start", "end"))
    return end - start > INCIDENT or date.fromisoformat(published) - end > RECENT


def _named(key: Key) -> str:
    return f"{key[0]} {'' if key[1] is None else f'{key[1]:g}'}..{'' if key[2] is None else f'{key[2]:g}'}"


def score(folder: Path, options: Options) -> Score | None:
    """Score the reports of the folder; None where it is absent."""
    path = folder / "reports.dev.jsonl"
    if not path.is_file():
        return None
    started = time.perf_counter()
    everything = [r for line in path.read_text("utf-8").splitlines() if (r := json.loads(line))["templates"]]
    reports = sampled(everything, options, DEFAULT)
    outcomes: dict[str, bool] = {}
    counts: Counter[str] = Counter()
    readings = read_all([Asked(r["id"], r["text"]) for r in reports], options.cores)
    for report, records in zip(reports, readings, strict=True):
        counts += _counted(report, records, outcomes)
    rows: dict[str, float] = {}
    for row in ("facts", "strict"):
        right, offered = counts[f"{row} right"], counts[f"{row} right"] + counts[f"{row} wrong"]
        rows |= spread(row, f1((right, offered), (counts["hits"], counts["asked"])))
    names = tuple(r["id"] for r in reports)
    return Score("muc4", names, rows, outcomes, len(everything), time.perf_counter() - started)


def _counted(report: dict[str, Any], records: list[Record], outcomes: dict[str, bool]) -> Counter[str]:
    """Count one report's facts, and note each in the outcomes."""
    counts: Counter[str] = Counter()
    facts, found = asked_of(report["templates"]), found_in(records)
    published = records[0].get("published")
    for fact in facts.asked:
        hit = any(key in found for key in fact)
        outcomes[f"{report['id']} {' or '.join(sorted(map(_named, fact)))}"] = hit
        counts["asked"] += 1
        counts["hits"] += hit
    answers = {key for fact in facts.asked for key in fact}
    for key, figure in found.items():
        if key[1:] == (0, 0):
            continue
        verdict = "right" if key in answers else "wrong"
        counts[f"strict {verdict}"] += 1
        if facts.asked and (verdict == "right" or not _is_let_pass(key, figure, facts, published)):
            counts[f"facts {verdict}"] += 1
            if verdict == "wrong":
                outcomes[f"{report['id']} extra {_named(key)} {figure['wording']!r}"] = False
    return counts
