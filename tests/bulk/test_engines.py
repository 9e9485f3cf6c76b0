"""Both engines give the same bytes, and a kill of a worker or of the driver loses and doubles nothing.

Driven from the command line, in processes of their own, as Dask's threads outlive what pytest allows.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# The command line with the small reader, which a cluster's workers find by its name.
_PROGRAM = """
import sys
from tests import quick_reader
import trucewatch.bulk.run as run
from trucewatch.cli import main
settings = run.Settings.__init__
def with_reader(self, *given, **named):
    settings(self, *given, **named)
    object.__setattr__(self, "read", quick_reader.read)
run.Settings.__init__ = with_reader
if __name__ == "__main__":
    sys.exit(main())
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(_PROGRAM)
    return path


def started(program: Path, archive: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(program), "bulk", str(archive), "--out", str(out), "--shard", "7", "--workers", "2"]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    env["GATE"] = str(program.with_name("gate"))
    pipe = subprocess.PIPE
    return subprocess.Popen([*command, *more], env=env, stdout=pipe, stderr=pipe, text=True, cwd=program.parent)


def finished(process: subprocess.Popen[str]) -> str:
    told, complaints = process.communicate(timeout=300)
    assert process.returncode == 1, complaints  # the archive holds a broken line, which is a problem
    # Dask tells at times of a heartbeat lost as its worker closed: only a traceback through our code is a fault.
    ours = [line for line in complaints.splitlines() if line.lstrip().startswith("File ") and "/trucewatch/" in line]
    assert not ours, complaints
    return told


def bytes_of(out: Path) -> dict[str, bytes]:
    """Return the bytes of every file that stays, by its name; the plan names where its inputs lay."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    assert not [name for name in found if name.startswith("work/") or name.endswith(".part")]
    return found


def workers_of(leader: int) -> list[int]:
    """Return the processes of ours that do the work below a leader, however deep."""
    psutil = pytest.importorskip("psutil")
    return [
        each.pid
        for each in psutil.Process(leader).children(recursive=True)
        if any("trucewatch.engine.worker" in word for word in each.cmdline())
    ]


def awaited(process: subprocess.Popen[str], out: Path, receipts: int) -> None:
    """Wait until so many shards are done."""
    for _ in range(6_000):
        if len(list(out.glob("receipts/*.json"))) >= receipts:
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    pytest.fail(f"{receipts} shards were not done in five minutes")


@pytest.fixture
def slow_archive(archive: Path) -> Path:
    """Return an archive of which some articles take a moment, and the last one waits while the gate is shut.

    So there is a middle to kill in, however busy the machine is: one worker waits, the other does the rest.
    """
    lines = archive.read_text("utf-8").splitlines()
    slow = [line.replace('"text": "', '"text": "slow ') if n % 5 == 0 else line for n, line in enumerate(lines)]
    slow[-1] = slow[-1].replace('"text": "', '"text": "gated ')
    archive.write_text("\n".join(slow) + "\n", "utf-8")
    return archive


def shut(program: Path) -> Path:
    """Shut the gate of a program; whoever takes it away opens it."""
    gate = program.with_name("gate")
    gate.touch()
    return gate


def test_dask_gives_what_local_gives_also_after_kills_of_worker_and_driver(
    program: Path, slow_archive: Path, tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    local = tmp_path / "local"
    told = finished(started(program, slow_archive, local))
    assert "4 problems" in told

    out, gate = tmp_path / "dask", shut(program)
    first = started(program, slow_archive, out, "--engine", "dask")
    awaited(first, out, 1)
    for pid in workers_of(first.pid)[:1]:  # one of our workers: its guard starts another
        os.kill(pid, signal.SIGKILL)
    for pid in _nannied(first.pid)[:1]:  # one of Dask's: its task is done elsewhere, or by its successor
        os.kill(pid, signal.SIGKILL)
    awaited(first, out, 3)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert not (out / "manifest.json").exists()
    gate.unlink()
    again = finished(started(program, slow_archive, out, "--engine", "dask"))
    assert again.replace(str(out), "") == told.replace(str(local), "")
    assert bytes_of(out) == bytes_of(local)


def _nannied(leader: int) -> list[int]:
    psutil = pytest.importorskip("psutil")
    spawned = [each for each in psutil.Process(leader).children() if "spawn_main" in " ".join(each.cmdline())]
    return [each.pid for each in spawned]


def test_local_workers_and_driver_may_be_killed(program: Path, slow_archive: Path, tmp_path: Path) -> None:
    clean = tmp_path / "clean"
    finished(started(program, slow_archive, clean))
    out, gate = tmp_path / "out", shut(program)
    first = started(program, slow_archive, out)
    awaited(first, out, 1)
    for pid in workers_of(first.pid):
        os.kill(pid, signal.SIGKILL)
    awaited(first, out, 3)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert not (out / "manifest.json").exists()
    gate.unlink()
    finished(started(program, slow_archive, out))
    assert bytes_of(out) == bytes_of(clean)
