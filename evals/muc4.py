"""Casualty facts of the MUC-4 reports: F over the set of (effect, low, high) of each report.

What is asked: for each victim of a required template with the effect DEATH or INJURY, the fact (killed or injured,
bounds). exact and approx n are n..n, at_least n is n..open, at_most n is open..n. A named single victim counts as one
killed or injured (the key says number 1), and facts are a set, so ten named dead are one fact (killed, 1..1). A victim
with several numbers or effects is one fact that any pairing of them answers.
What is neither asked nor counted against: victims of optional templates; a bare plural (no number is given) and, beside
it, a vague figure of that effect; zero (the key's NO INJURY names persons); the sum of a template's victims, which the
key splits by description; figures other than killed and injured.
Only reports with a template are scored: in the others the key leaves out, by its own rules of relevance, fights between
armed forces and accounts of terrorism in general, whose figures are right and not in it.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from evals.readings import Asked, Record, by_kind, read_all, sampled
from evals.score import Options, Score, f1, spread

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT", "Key", "asked_of", "found_in", "score"]

DEFAULT = 400
EFFECTS = {"DEATH": "killed", "(DEATH": "killed", "DEATH)": "killed", "INJURY": "injured", "(INJURY": "injured"}
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
    for template in templates:
        sums: dict[str, float] = {}
        for victim in template["facts"]["victims"]:
            effects = {EFFECTS[e] for e in victim["effect"] if e in EFFECTS}
            bounds = [b for n in victim["number"] if (b := _bounds(n)) is not None]
            if len(bounds) < len(victim["number"]):
                facts.vague |= effects
            pairs = frozenset((e, *b) for e, b in product(sorted(effects), bounds))
            if pairs and not template["optional"]:
                facts.asked.add(pairs)
            facts.passed |= pairs
            for effect, low, _ in list(pairs)[:1]:
                sums[effect] = sums.get(effect, 0) + (low or 0)
        facts.passed |= {(effect, total, total) for effect, total in sums.items()}
    return facts


def found_in(records: list[Record]) -> dict[Key, Record]:
    """Return the casualty facts of a reading, each once, with the first figure that states it."""
    found: dict[Key, Record] = {}
    for figure in by_kind(records, "figure"):
        if figure["kind"] == "toll" and figure["measure"] in {"killed", "injured"}:
            found.setdefault((figure["measure"], figure["low"], figure["high"]), figure)
    return found


def _is_let_pass(key: Key, figure: Record, facts: Facts) -> bool:
    is_zero = key[1:] == (0, 0)
    return is_zero or key in facts.passed or (figure["modifier"] == "vague" and key[0] in facts.vague)


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
    hits = asked = right = offered = 0
    readings = read_all([Asked(r["id"], r["text"]) for r in reports], options.cores)
    for report, records in zip(reports, readings, strict=True):
        facts, found = asked_of(report["templates"]), found_in(records)
        for fact in facts.asked:
            hit = any(key in found for key in fact)
            outcomes[f"{report['id']} {' or '.join(sorted(map(_named, fact)))}"] = hit
            asked, hits = asked + 1, hits + hit
        answers = {key for fact in facts.asked for key in fact}
        for key, figure in found.items():
            if key in answers:
                right, offered = right + 1, offered + 1
            elif not _is_let_pass(key, figure, facts):
                offered += 1
                outcomes[f"{report['id']} extra {_named(key)} {figure['wording']!r}"] = False
    rows = spread("facts", f1((right, offered), (hits, asked)))
    names = tuple(r["id"] for r in reports)
    return Score("muc4", names, rows, outcomes, len(everything), time.perf_counter() - started)
