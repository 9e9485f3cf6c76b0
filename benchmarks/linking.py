"""Does the search for families grow with the reports, or with their square?

Synthetic stories of made-up events, a third of them retold by other outlets, at 1, 2, 4 and 8 times the size. Prints
time of the processor and pairs compared for each, beside all pairs there are; the same for the reports on incidents
where they lie beside the project. Keeps what it prints as JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.kept import keep
from trucewatch import ids
from trucewatch.lineage import families
from trucewatch.model import Page, Reading, Report, Story

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1, 2, 4, 8)
ONE = 250
SEED = 20251123

SYLLABLES = ["ba", "dor", "kel", "mi", "nar", "os", "pra", "quel", "rin", "sta", "tor", "ul", "vek", "wen", "yar", "zo"]
VERBS = ["struck", "shelled", "hit", "raided", "crossed", "shook", "emptied", "blocked", "reached", "left"]
NOUNS = [
    "market",
    "bridge",
    "depot",
    "school",
    "hospital",
    "checkpoint",
    "village",
    "harbour",
    "column",
    "shelter",
    "station",
    "mill",
]
SAID = ("said", "stated", "told reporters", "announced")
AMONG = (
    "{n} people were killed and {m} wounded",
    "{n} died while {m} were injured",
    "the dead numbered {n}, the hurt {m}",
)


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 3)))).capitalize()


def _event(rng: random.Random) -> list[tuple[str, str, int, int, str, str]]:
    """Return the facts of an event's sentences: who says it, where, how many, of what."""
    cast = [(f"{_name(rng)} {_name(rng)}", _name(rng)) for _ in range(4)]
    return [
        (*rng.choice(cast), rng.randrange(2, 400), rng.randrange(2, 900), rng.choice(VERBS), rng.choice(NOUNS))
        for _ in range(9)
    ]


def _told(rng: random.Random, event: list[tuple[str, str, int, int, str, str]]) -> str:
    kept = [each for each in event if rng.random() < 0.85]
    sentences = [
        f"{who} of {place} {rng.choice(SAID)} {rng.choice(AMONG).format(n=n, m=m)} as fighters {verb} the {noun}."
        for who, place, n, m, verb, noun in kept
    ]
    return "\n\n".join(sentences)


def _reading(name: str, text: str, published: str) -> Reading:
    sha256 = ids.text_hash(text)
    report = Report(ids.report_id(name, None, sha256), name, text, sha256)
    return Reading(report, Page(published=published, stories=(Story(0, len(text)),)), "benchmark")


def synthetic(count: int) -> list[Reading]:
    """Return so many reports, the same ones every time."""
    rng = random.Random(SEED)
    made: list[Reading] = []
    while len(made) < count:
        event, day = _event(rng), f"2025-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
        for _ in range(rng.choice((1, 1, 2, 4))):
            made.append(_reading(f"report-{len(made)}", _told(rng, event), day))
    return made[:count]


def incidents(path: Path, count: int) -> list[Reading]:
    """Return so many reports of the incidents, as they come."""
    docs = (doc for line in path.read_text("utf-8").splitlines() for doc in json.loads(line)["docs"])
    return [_reading(doc["doc_id"], doc["text"], doc["dct"]) for doc, _ in zip(docs, range(count), strict=False)]


def _table(title: str, sets: list[list[Reading]]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    print(title)
    print(
        f"{'':>4} {'reports':>8} {'families':>9} {'compared':>9} {'each':>6} {'all pairs':>11} {'s':>7} {'ms each':>8}"
    )
    for factor, docs in zip(SIZES, sets, strict=False):
        started = time.process_time()
        found = families(docs)
        took = time.process_time() - started
        n = len(docs)
        row = f"{factor:>3}x {n:>8,} {len(found.families):>9,} {found.compared:>9,} {found.compared / n:>6.1f}"
        print(f"{row} {n * (n - 1) // 2:>11,} {took:>7.2f} {1000 * took / n:>8.2f}")
        told = {"reports": n, "families": len(found.families), "compared": found.compared, "seconds": round(took, 2)}
        rows.append({"of": title, "size": factor} | told)
    return rows


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with further reports")
    parser.add_argument("--reports", type=int, default=ONE, help="how many reports the smallest table row has")
    arguments = parser.parse_args()
    one = arguments.reports
    rows = _table("families of synthetic reports", [synthetic(one * factor) for factor in SIZES])
    path = arguments.shared / "data" / "incidents" / "incidents.dev.jsonl"
    if path.is_file():
        rows += _table("families of reports on incidents", [incidents(path, one * factor) for factor in SIZES])
    keep("linking", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
