"""Is the reader still as good as it was? Floors in evals/floors.json, beside the hash of what they were scored on.

A score under its floor fails, and so does a corpus other than the pinned one: then nobody knows what the floors mean.
`--pin` raises floors to today's scores and takes the corpus as it is; a floor only falls with `--lower --reason TEXT`,
which is kept in the file. The annotated reports beside the project have floors too and count where they are there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

from evals import cases, seeds
from evals.score import Options

__all__ = ["FLOORS", "ROOT", "breaches", "corpus_hash", "held_scores", "pinned", "shared_scores"]

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ROOT / "evals" / "floors.json"
CASES = ROOT / "tests" / "cases"
SHARED = ROOT.parent / "shared"


def corpus_hash(root: Path = ROOT) -> str:
    """Return the SHA-256 of all cases and of the examples they read, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted((root / "tests" / "cases").glob("*/*.md")):
        case = cases.parse(path)
        for part in (f"{path.parent.name}/{path.name}", path.read_text("utf-8"), case.text):
            digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def held_scores(options: Options | None = None) -> dict[str, float]:
    """Return the scores of what the project holds."""
    options = options or Options(cores=1)
    found: dict[str, float] = {}
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        score = cases.score(folder.name, folder, options)
        if score is not None and score.reports:
            found |= {f"cases/{folder.name} {row}": value for row, value in score.rows.items()}
    return found


def shared_scores(shared: Path = SHARED, options: Options | None = None) -> dict[str, float]:
    """Return the scores of the annotated reports beside the project, none where they are absent."""
    scorer = shared / "tools" / "score_reading.py"
    options = options or Options(cores=1)
    score = seeds.score("seeds", shared / "gold" / "reading", shared / "seeds", scorer, options)
    return {} if score is None else {f"seeds {row}": value for row, value in score.rows.items()}


def pinned(path: Path = FLOORS) -> dict[str, Any]:
    """Return the floors as pinned: corpus, floors, lowered."""
    return json.loads(path.read_text("utf-8"))


def breaches(scores: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a sentence for each score under its floor; floors of what was not scored are let pass."""
    return [
        f"{name} is {scores[name]:.4f}, under its floor of {floor:.4f}"
        for name, floor in sorted(floors.items())
        if name in scores and _floored(scores[name]) < floor
    ]


def _floored(value: float) -> float:
    # Floors have four digits; rounding down keeps a score from falling under the floor it set itself.
    return math.floor(value * 10_000) / 10_000


def _pin(scores: dict[str, float], before: dict[str, Any], lower: str | None) -> tuple[dict[str, Any], list[str]]:
    floors: dict[str, float] = before.get("floors", {})
    fallen = [name for name, floor in floors.items() if name in scores and _floored(scores[name]) < floor]
    if fallen and not lower:
        return before, [f"{line}; lowering it needs --lower --reason TEXT" for line in breaches(scores, floors)]
    lowered = before.get("lowered", [])
    lowered += [{"floor": n, "from": floors[n], "to": _floored(scores[n]), "reason": lower} for n in sorted(fallen)]
    new = {name: _floored(value) for name, value in scores.items()}
    return {"corpus": corpus_hash(), "floors": dict(sorted((floors | new).items())), "lowered": lowered}, []


def main(arguments: list[str] | None = None) -> int:
    """Check the floors, or pin them; 0 where they hold, 1 where one does not, 2 on misuse."""
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description=__doc__)
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's scores, take today's corpus")
    parser.add_argument("--lower", action="store_true", help="pin, and let floors fall to today's scores")
    parser.add_argument("--reason", help="why a floor may fall; kept in evals/floors.json")
    told = parser.parse_args(arguments)
    if told.lower != bool(told.reason and told.reason.strip()):
        parser.error("--lower and --reason TEXT go together")
    before = pinned() if FLOORS.is_file() else {}
    scores = held_scores(Options()) | shared_scores(options=Options())
    if told.pin or told.lower:
        after, wrong = _pin(scores, before, told.reason)
        if not wrong:
            FLOORS.write_text(json.dumps(after, indent=2, ensure_ascii=False) + "\n", "utf-8")
        before = after
    else:
        wrong = breaches(scores, before.get("floors", {}))
        if before.get("corpus") != corpus_hash():
            wrong.append("the cases are not those that the floors were pinned on: python -m evals.gate --pin")
    for name, value in scores.items():
        print(f"{name:<32} {value:.4f}  floor {before.get('floors', {}).get(name, 0):.4f}")
    print("\n".join(wrong) or "all floors hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
