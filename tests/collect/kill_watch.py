"""A watch to be killed: goes round over a feeds file with a small reader, and says what it has added, line by line."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from trucewatch.collect.feeds import Follower, Hours, load
from trucewatch.ledger import Ledger
from trucewatch.model import Page, Reading, Report
from trucewatch.pipeline import add_round


def plain_reader(report: Report) -> Reading:
    time.sleep(0.002)
    return Reading(report, Page(report.published, report.published_evidence, "en"), "stub 1")


def main() -> None:
    folder, feeds = Path(sys.argv[1]), Path(sys.argv[2])
    hours = Hours(time.time, time.sleep, lambda: 0.0)
    with Ledger.open(folder / "a.db") as ledger, Follower(load(feeds), folder / "state", hours, once=True) as follower:
        print("open", flush=True)
        for item, _ in add_round(ledger, follower, read=plain_reader, clock=lambda: "2025-11-22T08:00:00Z"):
            if isinstance(item, Reading):
                print(item.report.url, flush=True)
    print("done", flush=True)


main()
