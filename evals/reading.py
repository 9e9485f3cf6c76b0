"""How well does the reader find what annotators found? Scores the annotated reports that lie beside the project.

Runs `trucewatch read` as a user would and hands its records to the scorer of the shared folder. Where that folder
is missing there is nothing to score, and it says so.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Score the seeds with their gold; exit 1 only when something fails to run."""
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared").resolve()
    gold, scorer, seeds = shared / "gold" / "reading", shared / "tools" / "score_reading.py", shared / "seeds"
    if not (gold.is_dir() and scorer.is_file() and seeds.is_dir()):
        print(f"eval: no annotated reports at {shared}; say where they are: make eval SHARED=/path")
        return 0
    annotated = [
        str(seeds / f"{p.stem}.txt") for p in sorted(gold.glob("*.json")) if (seeds / f"{p.stem}.txt").is_file()
    ]
    records = ROOT / "build" / "eval" / "reading.jsonl"
    records.parent.mkdir(parents=True, exist_ok=True)
    with records.open("wb") as out:
        command = [str(Path(sys.executable).with_name("trucewatch")), "read", *annotated, "--format", "jsonl"]
        if subprocess.run(command, stdout=out, check=False).returncode not in {0, 1}:
            return 1
    return subprocess.run([sys.executable, str(scorer), str(gold), str(records)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
