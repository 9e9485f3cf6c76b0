"""What does bulk work cost as an archive doubles, and does it find the planted rewrites? A line a size, and JSON.

    python -m benchmarks.bulk                           # 1×, 2×, 4×, 8× of 60 reports, read by the reader
    python -m benchmarks.bulk --told --reports 4000     # linking alone: figures come from the truth, not from a parser
    python -m benchmarks.bulk --reports 1000000 --steps 1 --per-day 300 --out /big/disk     # the large run

Recall: of the reports made from another (copy, edited, rewrite) those found in one lineage with it; precision: of the
pairs of reports in one lineage those that tell one text in truth. Memory is the peak of one worker, and of the leader,
in the JSON of each stage too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import sys
import time
from collections import defaultdict
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.generator import write
from benchmarks.told import Told, truths
from trucewatch.bulk import Settings, Step, Storage, bulk
from trucewatch.bulk.tables import records
from trucewatch.engine import Local, cores

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_MADE = ("copy", "edited", "rewrite")


def main() -> int:
    """Measure each size in a process of its own, so that memory is that size's own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=60, help="reports at 1× (60)")
    parser.add_argument("--steps", default="1,2,4,8", help="sizes, as multiples (1,2,4,8)")
    parser.add_argument("--per-day", type=int, default=300, help="reports a day of the archive (300)")
    parser.add_argument("--told", action="store_true", help="take figures from the truth: linking alone")
    parser.add_argument("--workers", type=int, default=cores(), help="worker processes (as many as cores)")
    parser.add_argument(
        "--shard", type=int, default=0, help="articles a shard (a twentieth of the archive, at most 500)"
    )
    parser.add_argument("--out", type=Path, default=Path("build/bench/bulk"), help="folder for archives and tables")
    a = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {a.workers} workers")
    print(
        "reports   reading s  linking s  CPU ms/report linking  CPU s  worker MB  leader MB  disk MB  recall  precision"
    )
    failed = False
    for step in map(int, a.steps.split(",")):
        if (child := os.fork()) == 0:
            os._exit(_measure(a, a.reports * step))
        failed |= os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    return int(failed)


def _measure(a: argparse.Namespace, count: int) -> int:
    folder, out = a.out / f"archive-{count}", a.out / f"tables-{count}"
    if not folder.exists():
        write(folder, count, per_day=a.per_day)
    shutil.rmtree(out, ignore_errors=True)
    size = a.shard or max(5, min(500, count // 20))
    settings = Settings([str(folder / "reports-*.jsonl.gz")], size=size, read=Told(str(folder)) if a.told else None)
    at: dict[str, tuple[float, float]] = {}
    peak, memory = _Peak(out), _Memory()
    load, made = [os.getloadavg()[0]], _cpu()
    with Local(a.workers) as engine:
        began = time.perf_counter()
        summary = bulk(Storage(str(out)), settings, engine, tell=_watch(at, peak, memory))
        ended = time.perf_counter(), _cpu()
    load.append(os.getloadavg()[0])
    linking, linking_cpu = at.get("calling the roll", ended)
    memory.look("")
    recall, precision = _found(str(folder), Storage(str(out)))
    told = {
        "reports": count,
        "reading_seconds": round(linking - began, 1),
        "linking_seconds": round(ended[0] - linking, 1),
        "linking_cpu_ms_a_report": round(1000 * (ended[1] - linking_cpu) / count, 2),
        "cpu_seconds": round(ended[1] - made, 1),
        "worker_mb": memory.most[0],
        "leader_mb": memory.most[1],
        "disk_mb": round(peak.bytes / 1e6, 1),
        "recall": round(recall, 4),
        "precision": round(precision, 4),
        "rows": summary.rows,
        "load": [round(each, 1) for each in load],
        "stages": {stage: told | memory.of(stage) for stage, told in _stages(at, ended).items()},
    }
    values = list(told.values())
    print("{:>7,} {:>10} {:>10} {:>22} {:>6} {:>10} {:>10} {:>8} {:>7} {:>9}".format(*values[:10]))
    (a.out / f"bulk-{count}{'-told' if a.told else ''}.json").write_text(json.dumps(told, indent=1) + "\n")
    sys.stdout.flush()
    return int(bool(summary.unfinished))


class _Peak:
    """The most that stood on the disk between two stages."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.bytes = 0

    def look(self) -> None:
        self.bytes = max(self.bytes, sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file()))


class _Memory:
    """The most that a worker and the leader held in each stage, in megabytes, as Linux counts it (elsewhere 0)."""

    def __init__(self) -> None:
        self._stage = ""
        self._peaks: dict[str, list[int]] = {}

    def look(self, stage: str) -> None:
        """Look at what was held since the last look; a new stage begins with what is still held."""
        of = self._peaks.setdefault(self._stage, [0, 0])
        for number, peaks in enumerate((map(_most, _workers()), [_most("self")])):
            of[number] = max(of[number], *peaks, 0)
        if stage != self._stage:
            self._stage = stage
            for process in ("self", *_workers()):
                with suppress(OSError):
                    Path(f"/proc/{process}/clear_refs").write_text("5")

    @property
    def most(self) -> tuple[int, int]:
        """The peaks of all stages."""
        worker, leader = (max(peaks) for peaks in zip(*self._peaks.values(), strict=True))
        return worker, leader

    def of(self, stage: str) -> dict[str, int]:
        """Return the peaks of a stage."""
        return dict(zip(("worker_mb", "leader_mb"), self._peaks.get(stage, (0, 0)), strict=True))


def _most(process: str) -> int:
    """Return the most megabytes that a process has held since its mark."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) // 1024
    return 0


def _workers() -> list[str]:
    found: list[str] = []
    for children in Path("/proc/self/task").glob("*/children"):
        with suppress(OSError):
            found += children.read_text().split()
    return found


def _watch(at: dict[str, tuple[float, float]], peak: _Peak, memory: _Memory) -> Callable[[Step], None]:
    def tell(step: Step) -> None:
        memory.look(step.stage)
        if step.stage not in at:
            peak.look()
            at[step.stage] = time.perf_counter(), _cpu()

    return tell


def _cpu() -> float:
    """Return the seconds of the processor that this process and its workers have used, those at work included."""
    ended = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    used = sum(each.ru_utime + each.ru_stime for each in ended)
    for worker in _workers():
        with suppress(OSError):  # one that just ended
            told = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
            used += sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")
    return used


def _stages(at: dict[str, tuple[float, float]], ended: tuple[float, float]) -> dict[str, dict[str, float]]:
    """Return the seconds of clock and processor of each stage."""
    ends = [*list(at.values())[1:], ended]
    spans = zip(at.items(), ends, strict=True)
    return {
        stage: {"seconds": round(end[0] - start[0], 1), "cpu": round(end[1] - start[1], 1)}
        for (stage, start), end in spans
    }


def _found(folder: str, storage: Storage) -> tuple[float, float]:
    """Return recall and precision of the planted families."""
    truth: dict[str, dict[str, Any]] = truths(folder)
    home: dict[str, set[str]] = defaultdict(set)
    right = wrong = 0
    for name in storage.names("lineages"):
        for lineage in records(storage, f"lineages/{name}", "lineages"):
            for report in lineage["reports"]:
                home[report].add(lineage["lineage_id"])
            for one, other in combinations(lineage["reports"], 2):
                same = truth[one]["family"] == truth[other]["family"]
                right, wrong = right + same, wrong + (not same)
    by_url = {told["url"]: name for name, told in truth.items()}
    made = [(name, by_url[told["of"]]) for name, told in truth.items() if told["relation"] in _MADE]
    met = sum(bool(home[name] & home[of]) for name, of in made)
    return met / max(1, len(made)), right / max(1, right + wrong)


if __name__ == "__main__":
    sys.exit(main())
