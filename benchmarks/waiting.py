"""How long does somebody at a terminal wait: until a command starts, until an archive is loaded, for an answer?

    python -m benchmarks.waiting                                     # start-up, loading, a ledger of 100,000 figures
    python -m benchmarks.waiting --ledger build/bench/huge.db        # answers of a ledger that is there
    python -m benchmarks.waiting --reports 100000                    # make one of 1,000,000 figures first

Seconds of the processor, the start of Python included, and of the clock in brackets; the best of `--rounds`. Loading
is `trucewatch add` of what `bulk` made, then `relink`, at 1×, 2×, 4× and 8×; answers come from commands as users type
them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.generator import write
from benchmarks.ledger import fill
from benchmarks.told import Told
from trucewatch.bulk import Settings, Storage, bulk
from trucewatch.engine import Local

__all__ = ["main"]

_STORY = "Rockets hit the market of Tarvel on Monday, killing at least 12 people and injuring 30, the mayor said.\n"
_LOADED = 250
"""Reports at 1×, with some four figures each."""
Seconds = tuple[float, float]


def main() -> int:
    """Measure, print a table, and write it as JSON beside the ledger."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ledger", type=Path, default=None, help="a ledger to ask (made where it is missing)")
    parser.add_argument("--reports", type=int, default=10_000, help="reports of a ledger that is made (10000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is done; the best counts (3)")
    a = parser.parse_args()
    ledger: Path = a.ledger or Path(f"build/bench/ledger-{a.reports}.db")
    if not ledger.exists():
        fill(ledger, a.reports)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        told = {**_starts(Path(folder), a.rounds), **_loads(Path(folder)), **_answers(ledger, a.rounds)}
    ledger.with_suffix(".waiting.json").write_text(json.dumps(told, indent=1) + "\n")
    return 0


def _starts(folder: Path, rounds: int) -> dict[str, Seconds]:
    story, small = folder / "story.txt", folder / "small.db"
    story.write_text(_STORY)
    run(["add", str(story), "--ledger", str(small)])
    asked = {
        "python -c pass": [],
        "--version": ["--version"],
        "--help": ["--help"],
        "figures, of one report": ["figures", "--ledger", str(small)],
        "read, one report of a sentence": ["read", str(story)],
    }
    return {what: _best(what, command, rounds) for what, command in asked.items()}


def _loads(folder: Path) -> dict[str, Seconds]:
    found: dict[str, Seconds] = {}
    for times in (1, 2, 4, 8):
        count = _LOADED * times
        archive, tables = folder / f"archive-{count}", folder / f"tables-{count}"
        write(archive, count)
        settings = Settings([str(archive / "reports-*.jsonl.gz")], read=Told(str(archive)), link=False)
        with Local(1) as engine:
            rows = bulk(Storage(str(tables)), settings, engine).rows
        what = f"add of {count:,} reports with {rows['figures']:,} figures"
        ledger = ["--ledger", str(folder / f"loaded-{count}.db")]
        found[what] = _best(what, ["add", str(tables), "--no-link", *ledger], 1)
        what = f"relink of {count:,} reports"
        found[what] = _best(what, ["relink", *ledger], 1)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"{'':<50} {peak:>8,} MB at its peak")
    return found


def _answers(ledger: Path, rounds: int) -> dict[str, Seconds]:
    with closing(sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        [figures] = connection.execute("SELECT COUNT(*) FROM figure").fetchone()
        place = connection.execute("SELECT name FROM name WHERE sort = 'place' ORDER BY records DESC").fetchone()[0]
        day = connection.execute("SELECT MAX(published) FROM reading").fetchone()[0]
        figure = connection.execute("SELECT figure_id FROM figure ORDER BY rowid DESC").fetchone()[0]
    print(f"\nof a ledger of {figures:,} figures, {ledger.stat().st_size / 1e6:,.0f} MB:")
    asked = {
        "figures of the last day": ["figures", "--since", day],
        "figures of a place": ["figures", "--where", place],
        "events of a place": ["events", "--where", place],
        "attacks, of a place": ["attacks", "--where", place],
        "one figure with its words": ["show", figure],
    }
    return {what: _best(what, [*command, "--ledger", str(ledger)], rounds) for what, command in asked.items()}


def _best(what: str, command: list[str], rounds: int) -> Seconds:
    seconds = min(run(command) for _ in range(rounds))
    print(f"{what:<50} {seconds[0]:>8.2f} s  ({seconds[1]:.2f})", flush=True)
    return seconds


def run(command: list[str]) -> Seconds:
    """Run a command of the program and return the seconds of processor and clock; no words: Python alone."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    words = ["-m", "trucewatch", *command] if command else ["-c", "pass"]
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return round(used, 3), round(time.perf_counter() - began, 3)


if __name__ == "__main__":
    sys.exit(main())
