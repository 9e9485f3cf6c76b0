"""Lineage against MinHash (datasketch, rensa): which planted copies and rewrites does each find, and in what time?

    python -m benchmarks.near_copies --reports 1000

All three are asked of the same generated reports in one run. Of the seeds beside the project, two of which are machine
rewrites of one story, it is told what lineage joins and what their words share. MinHash is given its best case, of the
runs of words and thresholds tried the one whose F1 on the very same reports is best. Recall is told by how a report was
made from another (copy, edited, rewrite, update), precision of all pairs that end up in one family. Time is the
processor's, for that setting alone: texts in, families out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasketch import MinHash, MinHashLSH
from rensa import RMinHash, RMinHashLSH

from benchmarks.generator import generate
from trucewatch import ids
from trucewatch.lineage import families
from trucewatch.model import Page, Reading, Report, Story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["main"]

MADE = ("copy", "edited", "rewrite", "update")
RUNS = (1, 3, 5)
THRESHOLDS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_HASHES = 128
_BANDS = (8, 16, 32, 64, _HASHES)
_SEED = 42
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """Reports as (id, date, text), and for each that was made from another: how, and the id of that one."""

    reports: list[tuple[str, str, str]]
    made: dict[str, tuple[str, str]]
    family: dict[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What one way of finding found, in so many seconds of the processor."""

    name: str
    setting: str
    recall: dict[str, float]
    precision: float
    f1: float
    seconds: float


def asked(count: int, per_day: int) -> Asked:
    """Generate so many reports with their truth."""
    made = list(generate(count, per_day=per_day))
    by_url = {truth["url"]: truth["report_id"] for _, truth in made}
    return Asked(
        [(truth["report_id"], told["published"], told["text"]) for told, truth in made],
        {truth["report_id"]: (truth["relation"], by_url[truth["of"]]) for _, truth in made if truth["of"] in by_url},
        {truth["report_id"]: truth["family"] for _, truth in made},
    )


def lineages(of: Asked) -> list[set[str]]:
    """Return the families that lineage finds; figures, which a reader would add to what is compared, are left out."""
    docs = (_reading(*each) for each in of.reports)
    return [set(family.reports) for family in families(docs).families]


def _reading(name: str, published: str, text: str) -> Reading:
    report = Report(name, name, text, ids.text_hash(text))
    return Reading(report, Page(published=published, stories=(Story(0, len(text), None, published),)), "benchmark")


def datasketched(of: Asked, run: int, threshold: float) -> list[set[str]]:
    """Return the families that datasketch finds: its index asked of each, the estimate held against the threshold."""
    index = MinHashLSH(threshold=threshold, num_perm=_HASHES)
    sketches: dict[str, Any] = {}
    for name, _, text in of.reports:
        sketch = MinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update_batch([each.encode() for each in _runs(text, run)])
        sketches[name] = sketch
        index.insert(name, sketch)
    pairs = ((name, other) for name, sketch in sketches.items() for other in index.query(sketch) if name < other)
    return _united(pair for pair in pairs if sketches[pair[0]].jaccard(sketches[pair[1]]) >= threshold)


def rensaed(of: Asked, run: int, threshold: float) -> list[set[str]]:
    """Return the families that rensa finds, likewise; its bands are as many as the threshold asks for."""
    bands = next(each for each in _BANDS if (1 / each) ** (each / _HASHES) <= threshold or each == _HASHES)
    index = RMinHashLSH(threshold=threshold, num_perm=_HASHES, num_bands=bands)
    sketches: list[Any] = []
    for number, (_, _, text) in enumerate(of.reports):
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update(sorted(_runs(text, run)))
        sketches.append(sketch)
        index.insert(number, sketch)
    pairs = ((n, other) for n, sketch in enumerate(sketches) for other in index.query(sketch) if n < other)
    alike = (pair for pair in pairs if sketches[pair[0]].jaccard(sketches[pair[1]]) >= threshold)
    return _united((of.reports[n][0], of.reports[other][0]) for n, other in alike)


def _runs(text: str, length: int) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[n : n + length]) for n in range(len(words) - length + 1)}


def _united(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the groups that pairs join."""
    home: dict[str, set[str]] = {}
    for one, other in pairs:
        mine, theirs = home.setdefault(one, {one}), home.setdefault(other, {other})
        if mine is not theirs:
            mine |= theirs
            home.update(dict.fromkeys(theirs, mine))
    return list({id(group): group for group in home.values()}.values())


def measured(name: str, setting: str, of: Asked, find: Callable[[], list[set[str]]]) -> Found:
    """Run one way of finding and hold what it found against the truth."""
    started = time.process_time()
    groups = find()
    seconds = time.process_time() - started
    home: dict[str, set[int]] = defaultdict(set)
    right = pairs = 0
    for number, group in enumerate(groups):
        pairs += len(group) * (len(group) - 1) // 2
        told = Counter(of.family[each] for each in group)
        right += sum(count * (count - 1) // 2 for count in told.values())
        for each in group:
            home[each].add(number)
    met: dict[str, list[bool]] = defaultdict(list)
    for report, (relation, source) in of.made.items():
        met[relation].append(bool(home[report] & home[source]))
    every = [each for found in met.values() for each in found]
    recall = {relation: sum(found) / len(found) for relation, found in sorted(met.items())} | {
        "all": sum(every) / max(1, len(every))
    }
    precision = right / max(1, pairs)
    f1 = 2 * precision * recall["all"] / max(1e-9, precision + recall["all"])
    return Found(name, setting, recall, precision, f1, seconds)


def _best(name: str, of: Asked, find: Callable[[Asked, int, float], list[set[str]]]) -> Found:
    tried = (
        measured(name, f"runs of {run} words, from {least}", of, lambda run=run, least=least: find(of, run, least))
        for run in RUNS
        for least in THRESHOLDS
    )
    return max(tried, key=lambda found: found.f1)


def overlap(one: str, other: str) -> dict[int, float]:
    """Return the true Jaccard of two texts, by the length of the runs of words."""
    runs = {run: (_runs(one, run), _runs(other, run)) for run in RUNS}
    return {run: len(a & b) / max(1, len(a | b)) for run, (a, b) in runs.items()}


def _by_hand(shared: Path) -> None:
    """Tell of the machine rewrites beside the project what their words share, and whether lineage joins them."""
    paths = sorted(shared.glob("seeds/*.txt"))
    texts = {path.name[:3]: path.read_text("utf-8") for path in paths}
    if not texts:
        return
    found = [set(each.reports) for each in families(_reading(n, "2025-11-23", t) for n, t in texts.items()).families]
    joined = sorted(map(sorted, found))
    print(f"{len(texts)} seeds: lineage joins {joined}; Jaccard of their words, of runs of 3 and of 5:")
    for one, other in combinations(texts, 2):
        alike = overlap(texts[one], texts[other])
        print(f"  {one} {other}  " + "  ".join(f"{value:.3f}" for value in alike.values()))


def main() -> int:
    """Print the table, and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000, help="how many reports (1000)")
    parser.add_argument("--per-day", type=int, default=300, help="reports a day (300)")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with machine rewrites in seeds/")
    parser.add_argument("--out", type=Path, default=Path("build/bench/near-copies.json"), help="where the JSON goes")
    a = parser.parse_args()
    of = asked(a.reports, a.per_day)
    print(f"{a.reports:,} reports, {len(of.made):,} of them made from another")
    columns = (*MADE, "all")
    told = "".join(f"{each:>9}" for each in columns)
    print(f"{'':10} {'best setting':26}{told}{'precision':>11}{'F1':>7}{'s':>7}")
    rows = [measured("lineage", "as it ships", of, lambda: lineages(of))]
    rows += [_best("datasketch", of, datasketched), _best("rensa", of, rensaed)]
    for each in rows:
        told = "".join(f"{each.recall.get(column, 0):>9.3f}" for column in columns)
        print(f"{each.name:10} {each.setting:26}{told}{each.precision:>11.3f}{each.f1:>7.3f}{each.seconds:>7.1f}")
    _by_hand(a.shared)
    a.out.parent.mkdir(parents=True, exist_ok=True)
    a.out.write_text(json.dumps([asdict(each) for each in rows], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
