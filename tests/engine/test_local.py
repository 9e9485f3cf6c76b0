"""Workers of this machine: whatever an item does to its process, the others are done, and each exactly once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from pickle import PicklingError

import pytest

from trucewatch.engine import Done, Local, Lost
from trucewatch.engine.guard import Guard

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.append(HERE)

import breaking_tasks as tasks  # noqa: E402


def test_every_item_is_done_once_by_workers_that_live_on() -> None:
    with Local(2) as engine:
        for _ in range(2):
            outcomes = list(engine.run(tasks.double, range(20)))
            assert sorted(each.result for each in outcomes) == [2 * n for n in range(20)]
        engine.renew()
        assert [each.result for each in engine.run(tasks.double, [4])] == [8]


def test_a_task_that_raises_loses_its_item_only_and_says_where() -> None:
    with Local(1) as engine:
        (lost,) = engine.run(tasks.raises, [5])
        assert isinstance(lost, Lost)
        assert lost.why.startswith("KeyError at breaking_tasks.py:")
        assert list(engine.run(tasks.double, [1])) == [Done(1, 2)]


@pytest.mark.parametrize(
    ("breaks", "aside"),
    [
        ({3: "kill"}, ["3: a worker process was ended by signal 9"]),
        ({0: "exit", 9: "exit"}, ["0: a worker process ended with code 3", "9: a worker process ended with code 3"]),
        ({4: "hang"}, ["4: a worker process worked on it for 1 seconds without an end"]),
        ({4: "once", 5: "once"}, []),
    ],
)
def test_a_part_that_breaks_its_worker_twice_is_set_aside(tmp_path: Path, breaks: dict, aside: list[str]) -> None:
    guard = Guard(patience=1.0)
    try:
        assert guard.run(tasks.walk, (str(tmp_path), breaks)) == Done((str(tmp_path), breaks), aside)
    finally:
        guard.close()


def test_an_item_whose_workers_die_before_any_part_is_given_up() -> None:
    with Local(1) as engine:
        (lost,) = engine.run(tasks.dies_at_once, [1])
        assert lost == Lost(1, "a worker process ended with code 7, 3 times in a row")


def test_what_cannot_be_sent_to_a_worker_is_raised_where_outcomes_are_asked_for() -> None:
    with Local(1) as engine:
        with pytest.raises((AttributeError, TypeError, PicklingError)):
            list(engine.run(lambda item, _: item, [1]))
        assert list(engine.run(tasks.double, [1])) == [Done(1, 2)]


def test_an_engine_that_is_closed_ends_what_still_runs(tmp_path: Path) -> None:
    outcomes: list[Done | Lost] = []
    with Local(1) as engine:
        asked = engine.run(tasks.walk, [(str(tmp_path), {0: "hang"})])
        asking = threading.Thread(target=lambda: outcomes.extend(asked))
        asking.start()
        pid = _worker_of(engine)
    asking.join()
    assert [each.why for each in outcomes if isinstance(each, Lost)] == ["the engine was closed"]
    assert not Path(f"/proc/{pid}").exists()


def _worker_of(engine: Local) -> int:
    for _ in range(200):
        pid = engine._guards[0].pid
        if pid is not None:
            return pid
        time.sleep(0.05)
    return pytest.fail("no worker was started")


def test_a_worker_does_not_outlive_its_killed_leader(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.append({HERE!r}); import breaking_tasks as tasks; from trucewatch.engine import Local;"
        f"list(Local(1).run(tasks.tell_pid, [{str(tmp_path / 'pid')!r}]))"
    )
    leader = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    worker = _awaited(tmp_path / "pid")
    leader.send_signal(signal.SIGKILL)
    leader.wait()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists() or Path(f"/proc/{worker}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the worker lives on")


def _awaited(path: Path) -> int:
    for _ in range(300):
        if path.exists() and (told := path.read_text()):
            return int(told)
        time.sleep(0.1)
    pytest.fail("the worker did not start")
