"""How do the scores stand against the last pinned ones, and which items turned since the last run?

Pinned scores (evals/pinned.json) are committed; the outcomes of each item (build/eval-last.json) are not. A change is
only shown where both runs read the same reports.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from evals.score import Score

__all__ = ["gains_and_losses", "lines", "load", "pin", "remember"]


def load(path: Path) -> dict[str, Any]:
    """Return what a file holds, nothing where there is none."""
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _digest(score: Score) -> str:
    return hashlib.sha256("\n".join(sorted(score.reports)).encode()).hexdigest()[:12]


def _held(score: Score) -> dict[str, Any]:
    rows = {name: round(value, 4) for name, value in score.rows.items()}
    return {"reports": len(score.reports), "sample": _digest(score), "rows": rows}


def pin(path: Path, scores: Iterable[Score]) -> None:
    """Pin the scores of these sets; others keep theirs."""
    kept = load(path) | {score.name: _held(score) for score in scores}
    path.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")


def lines(scores: Iterable[tuple[str, Score | None]], pinned: dict[str, Any]) -> list[str]:
    """Return the table, a line a row."""
    out = [f"{'set':<10} {'reports':>11}  {'measure':<20} {'score':>6} {'pinned':>7} {'change':>7}  seconds"]
    for name, score in scores:
        if score is None:
            out.append(f"{name:<10} {'absent':>11}")
            continue
        before = pinned.get(name, {})
        same = before.get("sample") == _digest(score)
        size = f"{len(score.reports)}" if len(score.reports) >= score.of else f"{len(score.reports)} of {score.of}"
        for n, (measure, value) in enumerate(score.rows.items()):
            was = before.get("rows", {}).get(measure)
            told = "" if was is None else f"{100 * was:7.1f}"
            change = "" if was is None else f"{100 * (value - was):+7.1f}" if same else "  other"
            first = (f"{name:<10} {size:>11}", f"  {score.seconds:7.1f}") if n == 0 else (" " * 22, "")
            out.append(f"{first[0]}  {measure:<20} {100 * value:6.1f} {told:>7} {change:>7}{first[1]}".rstrip())
    return out


def remember(path: Path, scores: Iterable[Score]) -> None:
    """Keep the outcomes of this run for the next one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    held = {s.name: {"sample": _digest(s), "outcomes": s.outcomes} for s in scores}
    path.write_text(json.dumps(load(path) | held), "utf-8")


def gains_and_losses(last: dict[str, Any], score: Score) -> tuple[list[str], list[str]]:
    """Return the items that newly match and that newly fail since the last run over the same reports."""
    before = last.get(score.name, {})
    if before.get("sample") != _digest(score):
        return [], []
    was: dict[str, bool] = before["outcomes"]
    # An item that is named only while it is wrong (an extra, a miss) is right once it is gone.
    gained = [item for item, ok in was.items() if not ok and score.outcomes.get(item, True)]
    lost = [item for item, ok in score.outcomes.items() if not ok and was.get(item, True)]
    return sorted(gained), sorted(lost)
