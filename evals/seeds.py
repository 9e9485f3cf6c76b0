"""Annotated reports beside the project: scored by the shared scorer, which is loaded from where it lies, never copied.

Its printed misses are the items that failed; what it does not print it has not missed.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import math
import tempfile
import time
from pathlib import Path
from typing import Any

from evals.readings import Asked, read_all
from evals.score import Options, Score

__all__ = ["FIELDS", "score"]

FIELDS = ("kind", "measure", "object", "modifier", "source", "status", "actor", "place", "when")


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score_reading", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(name: str, gold: Path, reports: Path, scorer: Path, options: Options) -> Score | None:
    """Score the reports of a folder that have gold; None where a folder or the scorer is absent."""
    if not (gold.is_dir() and reports.is_dir() and scorer.is_file()):
        return None
    started = time.perf_counter()
    docs = [json.loads(path.read_text("utf-8"))["doc"] for path in sorted(gold.glob("*.json"))]
    texts = {doc: (reports / doc).read_bytes().decode("utf-8") for doc in docs}
    asked = [Asked(doc, text) for doc, text in texts.items()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        lines = [json.dumps(r) for records in read_all(asked, options.cores) for r in records]
        path.write_text("\n".join(lines), "utf-8")
        told = io.StringIO()
        with contextlib.redirect_stdout(told):
            values: dict[str, float] = _scorer(scorer).score(gold, path, show=True)
    rows = {"figures F1": values["figures_f1"]}
    rows |= {f: values[f] for f in FIELDS if not math.isnan(values[f])}
    rows["statements F1"] = values["statements_f1"]
    outcomes = {" ".join(line.split()): False for line in told.getvalue().splitlines()}
    return Score(name, tuple(docs), rows, outcomes, len(docs), time.perf_counter() - started)
