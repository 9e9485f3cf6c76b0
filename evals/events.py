"""Annotated reports of several events: are their figures paired, the states of series right, the families found?

A folder holds `reports/*.txt`, `gold/*.json` with the event of each figure, and `series.json`: for each event and
`measure/object` the values told of it and how they stand together, and under `families` which reports tell one text.
All goes through a ledger, as a user's reports do; only figures that the reader found are asked for.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from evals.annotated import annotated
from evals.score import Options, Score, f1, spread
from trucewatch.ledger import Ledger, View
from trucewatch.model import Problem
from trucewatch.pipeline import add_all, read_all
from trucewatch.vocab.events import scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.ledger import Derived
    from trucewatch.model import Reading

__all__ = ["score", "score_folder"]

Record = dict[str, Any]
Key = tuple[str, ...]
Figure = tuple[str, str]
Pair = tuple[Figure, Figure]

_CLOCK = "2030-01-01T00:00:00Z"
_PLURALS = {"people": "person", "children": "child", "men": "man", "women": "woman"}


@dataclass(frozen=True, slots=True)
class _Made:
    """What the ledger made: found figures by report, the event of each, its series, and the families of reports."""

    figures: Mapping[str, Sequence[Record]]
    event_of: Mapping[str, str]
    series_of: Mapping[str, Record]
    families: Sequence[Sequence[str]]


def score_folder(folder: Path, *, over_gold: bool = False) -> Score | None:
    """Score a folder of reports, gold and series.json; None where it is absent.

    `over_gold` links the annotated figures instead of those read, which tells what linking alone loses.
    """
    series = next((path for path in (folder / "series.json", folder / "gold" / "series.json") if path.is_file()), None)
    name = "events over gold" if over_gold else "events"
    return _score(name, (folder / "gold", folder / "reports", series), over_gold=over_gold)


def score(name: str, gold: Path, reports: Path, options: Options) -> Score | None:
    """Score reports that have gold; None where a folder is absent."""
    del options  # a ledger is added to by one process, and there are few such reports
    return _score(name, (gold, reports, None), over_gold=False)


def _score(name: str, paths: tuple[Path, Path, Path | None], *, over_gold: bool) -> Score | None:
    gold, reports, series = paths
    if not (gold.is_dir() and reports.is_dir()):
        return None
    started = time.perf_counter()
    told = [json.loads(path.read_text("utf-8")) for path in sorted(gold.glob("*.json")) if path.name != "series.json"]
    docs = {doc["doc"]: doc for doc in told}
    made = _made([reports / doc for doc in docs], docs if over_gold else {})
    matched = {doc["doc"]: _matched(doc["figures"], made.figures.get(doc["doc"], ())) for doc in told}
    rows, outcomes = _pairs(told, matched, made)
    if series is not None:
        asked = json.loads(series.read_text("utf-8"))
        families = asked.pop("families", [])
        asked = {event: told_of for event, told_of in asked.items() if isinstance(told_of, dict)}  # notes stand beside
        rows |= _states(asked, told, matched, made, outcomes)
        rows |= _families(families, made, outcomes)
    return Score(name, tuple(matched), rows, outcomes, len(matched), time.perf_counter() - started)


def _made(paths: Sequence[Path], gold: Mapping[str, Record]) -> _Made:
    """Return what a ledger makes of reports, with the figures of `gold` for those that it names."""
    read = (_told(item, gold) for item in read_all([str(path) for path in paths]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger.open(path) as ledger:
            for item, _ in add_all(ledger, read, clock=lambda: _CLOCK):
                if isinstance(item, Problem):
                    print(f"evals: {item.report}: {item.message}", file=sys.stderr)
            derived = ledger.relink()
        with View.open(path) as view:
            return _gathered(view, derived)


def _told(item: Reading | Problem, gold: Mapping[str, Record]) -> Reading | Problem:
    doc = None if isinstance(item, Problem) else gold.get(Path(item.report.name).name)
    return item if doc is None or isinstance(item, Problem) else annotated(item, doc)


def _gathered(view: View, derived: Derived) -> _Made:
    names = {report["report_id"]: Path(report["report"]).name for report in view.reports()}
    figures: dict[str, list[Record]] = defaultdict(list)
    for figure in view.figures():
        figures[Path(figure["report"]).name].append(figure)
    event_of: dict[str, str] = {}
    series_of: dict[str, Record] = {}
    for event in derived.records["event"]:
        event_of |= dict.fromkeys(event["figures"], event["event_id"])
        for series in event["series"]:
            series_of |= {point["figure_id"]: series for point in series["points"]}
    families = [[names[report] for report in family["reports"]] for family in derived.records["lineage"]]
    return _Made(figures, event_of, series_of, families)


def _overlap(one: Record, other: Record) -> int:
    return max(0, min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _matched(asked: Iterable[Record], found: Sequence[Record]) -> dict[int, Record]:
    """Return by place in gold the figure found for it: spans overlap, and both ends of the value are equal."""
    left = {figure["figure_id"]: figure for figure in found if not figure["repeat"]}
    held: dict[int, Record] = {}
    for number, gold in enumerate(asked):
        alike = [f for f in left.values() if _overlap(gold, f) and (f["low"], f["high"]) == (gold["low"], gold["high"])]
        if alike and not gold.get("repeat"):
            best = max(alike, key=lambda f: (_overlap(gold, f), f["figure_id"]))
            held[number] = left.pop(best["figure_id"])
    return held


def _counted(kind: str, name: str | None) -> str:
    plain = (name or "").casefold().strip()
    plain = _PLURALS.get(plain, plain.removesuffix("s"))
    return (scope_of(plain) if kind == "toll" else plain) or ""


def _pairs(
    told: Sequence[Record], matched: Mapping[str, Mapping[int, Record]], made: _Made
) -> tuple[dict[str, float], dict[str, bool]]:
    """Score the pairs of figures in one event under one measure; two without an event do not count.

    `pairs` takes gold's measure, so that only the event is asked for; `pairs in series` takes what was read. What
    annotators differ on is neither asked for nor counted against: the event of a figure, or whom it counts.
    """
    gold_key: dict[Figure, Key | None] = {}
    our_key: dict[Figure, Key | None] = {}
    our_event: dict[Figure, Key | None] = {}
    words: dict[Figure, str] = {}
    for doc in told:
        for number, found in matched[doc["doc"]].items():
            gold, name = doc["figures"][number], (doc["doc"], found["figure_id"])
            if "event" in (gold.get("disputed") or ()):
                continue
            event = made.event_of.get(found["figure_id"])
            _, thing = _scope(found if "object" in (gold.get("disputed") or ()) else gold)
            gold_key[name] = (gold["event"], gold["measure"], thing) if gold.get("event") else None
            our_key[name] = None if event is None else (event, *_scope(found))
            our_event[name] = None if event is None else (event, gold["measure"])
            words[name] = f"{doc['doc'][:14]} {gold['quote']!r}@{gold['start']}"
    asked = _together({name: key and key[:2] for name, key in gold_key.items()})
    offered = _offered(our_event, gold_key)
    outcomes = {f"pair missed: {_said(pair, words, gold_key)}": pair in offered for pair in asked}
    outcomes |= {f"pair extra: {_said(pair, words, gold_key)}": False for pair in offered - asked}
    across = {p for p in asked if p[0][0] != p[1][0]}, {p for p in offered if p[0][0] != p[1][0]}
    rows = _shares("pairs", asked, offered) | _shares("pairs across", *across)
    rows |= _shares("pairs in series", _together(gold_key), _offered(our_key, gold_key))
    return rows, outcomes


def _scope(figure: Record) -> tuple[str, str]:
    return figure["measure"], _counted(figure["kind"], figure["object"])


def _offered(ours: Mapping[Figure, Key | None], gold: Mapping[Figure, Key | None]) -> set[Pair]:
    return {pair for pair in _together(ours) if any(gold[name] for name in pair)}


def _shares(name: str, asked: set[Pair], offered: set[Pair]) -> dict[str, float]:
    hits = len(asked & offered)
    return spread(name, f1((hits, len(offered)), (hits, len(asked))))


def _together(keys: Mapping[Figure, Key | None]) -> set[Pair]:
    groups: dict[Key, list[Figure]] = defaultdict(list)
    for name, key in keys.items():
        if key is not None:
            groups[key].append(name)
    return {pair for names in groups.values() for pair in combinations(sorted(names), 2)}


def _said(pair: Pair, words: Mapping[Figure, str], keys: Mapping[Figure, Key | None]) -> str:
    return " + ".join(f"{words[name]} ({'/'.join(keys[name] or ('no event',))})" for name in pair)


def _states(
    asked: Mapping[str, Mapping[str, Record]],
    told: Sequence[Record],
    matched: Mapping[str, Mapping[int, Record]],
    made: _Made,
    outcomes: dict[str, bool],
) -> dict[str, float]:
    """Score the state of each series: among those of which every value was read, and among all."""
    docs = {doc["doc"]: doc for doc in told}
    whole = right = of_whole = 0
    total = 0
    for event, series in asked.items():
        for key, expected in series.items():
            figures = [
                figure for value in expected["values"] for figure in _of_value(event, key, value, docs, matched)[:1]
            ]
            ours = _series(figures, made)
            if "state" in _listed(expected.get("disputed")):
                continue
            is_right = ours is not None and ours["state"] == expected["state"]
            total += 1
            right += is_right
            if len(figures) == len(expected["values"]):
                whole += 1
                of_whole += is_right
            ours_told = None if ours is None else f"{ours['state']} of {len(ours['points'])}"
            read = f"{len(figures)} of {len(expected['values'])} read"
            outcomes[f"state of {event} {key}: {expected['state']}, ours {ours_told}, {read}"] = is_right
    return {"state right": of_whole / whole if whole else 0.0, "state right of all": right / total if total else 0.0}


def _listed(value: object) -> list[str]:
    return ["state"] if value is True else [str(each) for each in cast("list[object]", value or [])]


def _of_value(
    event: str, key: str, value: Sequence[Any], docs: Mapping[str, Record], matched: Mapping[str, Mapping[int, Record]]
) -> list[Record]:
    """Return the found figures for a value of a series, those under its very event, measure and object first."""
    doc, low, high = value[0], value[1], value[2]
    name = next((each for each in docs if each == doc or Path(each).stem == Path(doc).stem), None)
    if name is None:
        return []
    measure, _, counted = key.partition("/")
    fitting = [
        (
            gold.get("event") != event,
            _counted("toll", gold["object"]) != _counted("toll", counted),
            gold["start"],
            found,
        )
        for number, found in matched[name].items()
        if (gold := docs[name]["figures"][number])["measure"] == measure and (gold["low"], gold["high"]) == (low, high)
    ]
    return [each[3] for each in sorted(fitting, key=lambda each: each[:3])]


def _series(figures: Sequence[Record], made: _Made) -> Record | None:
    """Return our series that holds most of the figures."""
    held = [made.series_of[f["figure_id"]] for f in figures if f["figure_id"] in made.series_of]
    count = Counter(id(series) for series in held)
    return max(held, key=lambda series: (count[id(series)], len(series["points"])), default=None)


def _families(asked: Sequence[Sequence[str]], made: _Made, outcomes: dict[str, bool]) -> dict[str, float]:
    gold = {pair for family in asked for pair in combinations(sorted({Path(doc).stem for doc in family}), 2)}
    ours = {pair for family in made.families for pair in combinations(sorted({Path(doc).stem for doc in family}), 2)}
    outcomes |= {f"family missed: {' + '.join(pair)}": pair in ours for pair in gold}
    outcomes |= {f"family extra: {' + '.join(pair)}": False for pair in ours - gold}
    hits = len(gold & ours)
    return spread("families", f1((hits, len(ours)), (hits, len(gold))))
