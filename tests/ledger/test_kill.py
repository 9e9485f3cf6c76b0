"""kill -9 while reports are added: nothing acknowledged is lost, nothing is half-written, nothing is doubled."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trucewatch.errors import LedgerError
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


def test_kills_during_add_judge_and_relink_lose_nothing(tmp_path):
    """KILLS=200 makes it the long run; the seed is printed."""
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    print(f"KILL_SEED={seed}")
    chance, path = random.Random(seed), tmp_path / "ledger.db"
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "KILL_ALL": "1"}
    told: set[str] = set()
    for _ in range(int(os.environ.get("KILLS", "12"))):
        first = max(0, sum(not each.startswith("judged") for each in told) - 2)
        command = [sys.executable, str(WRITER), str(path), str(first)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
            seen = [writer.stdout.readline() for _ in range(1 + chance.choice((0, 1, 2, 4, 5)))]
            time.sleep(chance.uniform(0, 0.08))
            writer.kill()
            seen += writer.stdout.readlines()
        told |= {line.strip() for line in seen[1:] if line.endswith("\n")}
        proof = check(path) if told else None
        assert proof is None or proof.is_clean, proof.problems[:3]
        if told:
            with View.open(path) as view:
                kept = {each["report"].removeprefix("page-") for each in view.reports()}
                kept |= {f"judged {each.judgement_id}" for each in view.judgements()}
            assert told <= kept, f"acknowledged but lost: {sorted(told - kept)[:3]}"
    assert any(each.startswith("judged") for each in told)


@pytest.mark.parametrize("seed", range(8))
def test_a_file_cut_short_or_with_flipped_bits_is_never_called_fine_unless_all_is_there(tmp_path, seed):
    path, chance = tmp_path / "ledger.db", random.Random(seed)
    from ledger_readings import one

    with Ledger.open(path) as ledger:
        for number in range(30):
            ledger.add(one(number), added="2030-05-05T00:00:00Z")
    with View.open(path) as view:
        before = [*view.reports(), *view.statements(), *view.figures(), *view.positions()]
    content = bytearray(path.read_bytes())
    if seed % 2:
        del content[chance.randrange(100, len(content)) :]
    else:
        for _ in range(3):
            content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    try:
        proof = check(path)
    except LedgerError:
        return  # it is named as damaged, and not read any further
    if proof.is_clean:  # the bits lay in pages that hold nothing
        with View.open(path) as view:
            assert [*view.reports(), *view.statements(), *view.figures(), *view.positions()] == before
