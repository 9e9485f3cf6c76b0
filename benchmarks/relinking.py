"""What does linking cost after some reports more? Seconds of the processor, and whether all is as if linked anew.

    python -m benchmarks.relinking                       # 2,000 generated reports: the last 100, then one, come later
    python -m benchmarks.relinking --reports 10000

Figures come from the truth of the reports. The first line is a ledger of which nothing is remembered; the last, with
`--anew`, the same ledger linked once more after what was remembered is thrown away.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.generator import write
from benchmarks.kept import keep
from benchmarks.told import Told
from trucewatch.collect import collect
from trucewatch.ledger import Ledger, View

__all__ = ["main"]

_MORE = 100
_NOW = "2030-06-01T00:00:00Z"


def main() -> int:
    """Measure, and print a line a linking; 1 where linking bit by bit gives other links than linking all anew."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000, help="reports in the end (2000)")
    parser.add_argument("--per-day", type=int, default=300, help="reports a day (300)")
    parser.add_argument("--anew", action="store_true", help="link all anew at the end, and compare")
    a = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        archive, path = Path(folder) / "archive", Path(folder) / "ledger.db"
        write(archive, a.reports, per_day=a.per_day)
        told = Told(str(archive))
        readings = [told(report) for report in collect([str(each) for each in sorted(archive.glob("reports-*"))])]
        known = 0
        rows: list[dict[str, Any]] = []
        for until in (len(readings) - _MORE - 1, len(readings) - 1, len(readings)):
            with Ledger.open(path) as ledger:
                ledger.add_many(readings[known:until], added=_NOW)
            rows.append(_linked(path, f"{until - known:,} reports more, of {until:,}"))
            known = until
        keep("relinking", rows)
        if not a.anew:
            return 0
        bit_by_bit = _kept(path)
        remembered = path.with_name(f"{path.name}-worked")
        print(f"{'remembered':<34} {remembered.stat().st_size / len(readings) / 1000:>8.1f} KB a report")
        remembered.unlink()
        keep("relinking", [*rows, _linked(path, "all of them anew")])
        return int(bit_by_bit != _kept(path))


def _linked(path: Path, what: str) -> dict[str, Any]:
    began = time.process_time()
    with Ledger.open(path) as ledger:
        ledger.relink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    took = time.process_time() - began
    print(f"{what:<34} {took:>8.1f} s {peak:>8,} MB at most so far", flush=True)
    return {"what": what, "cpu_seconds": round(took, 1), "peak_mb": peak}


def _kept(path: Path) -> str:
    made = hashlib.sha256()
    with View.open(path) as view:
        for row in view.kept_rows():
            made.update(repr(row).encode())
    return made.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
