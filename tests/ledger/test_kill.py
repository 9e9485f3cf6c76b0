"""kill -9 while reports are added: nothing acknowledged is lost, nothing is half-written, nothing is doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trucewatch.ledger import Ledger, View, check

WRITER = Path(__file__).with_name("kill_writer.py")
SOURCE = Path(__file__).parents[2] / "src"
KILLS = 50


def killed_writer(ledger: Path, first: int, chance: random.Random) -> list[int]:
    """Start a writer, kill it at a random point, and return the numbers it had acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, str(WRITER), str(ledger), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        seen = [writer.stdout.readline() for _ in range(1 + chance.choice((0, 0, 1, 3, 10, 25)))]
        time.sleep(chance.uniform(0, 0.012))
        writer.kill()
        seen += writer.stdout.readlines()
    return [int(line) for line in seen[1:] if line.endswith("\n")]


@pytest.mark.slow
def test_fifty_kills_at_random_points_lose_nothing_and_leave_nothing_half_written(tmp_path):
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    print(f"KILL_SEED={seed}")
    chance = random.Random(seed)
    path = tmp_path / "ledger.db"
    acknowledged: set[int] = set()
    for _ in range(KILLS):
        # Two known reports are added again each time: adding after a kill must not double them.
        acknowledged.update(killed_writer(path, max(0, len(acknowledged) - 2), chance))
        if not path.exists() or not acknowledged:
            continue
        proof = check(path)
        assert proof.is_clean, proof.problems[:3]
        with View.open(path) as view:
            names = [report["report"] for report in view.reports()]
        assert len(names) == len(set(names)), "a report is there twice"
        lost = {f"page-{number}" for number in acknowledged} - set(names)
        assert not lost, f"acknowledged but lost: {sorted(lost)[:3]}"
    assert len(acknowledged) > KILLS, "the writers must have been killed in the middle of their work"


def test_a_ledger_left_by_a_kill_takes_more_reports(tmp_path):
    path = tmp_path / "ledger.db"
    seen = killed_writer(path, 0, random.Random(1))
    while not seen:
        seen = killed_writer(path, 0, random.Random(len(seen) + 3))
    from ledger_readings import one

    with Ledger.open(path) as ledger:
        ledger.add(one(9999), added="2030-05-06T00:00:00Z")
    assert check(path).is_clean
