"""What a reading made goes when it is dropped: a circle would keep a report's words until the collector finds it."""

from __future__ import annotations

import gc
from pathlib import Path

from trucewatch import ids
from trucewatch.model import Report
from trucewatch.read.reader import read, standard_rules

ROOT = Path(__file__).resolve().parents[2]


def _report(text: str) -> Report:
    sha256 = ids.text_hash(text)
    return Report(ids.report_id(None, None, sha256), "report.txt", text, sha256)


def test_reading_leaves_no_circle_of_values() -> None:
    texts = [path.read_bytes().decode("utf-8") for path in sorted((ROOT / "examples").rglob("*.txt"))]
    standard_rules()
    for text in texts:
        read(_report(text))  # what is loaded when first asked for, and remembered
    gc.collect()
    gc.disable()
    try:
        for text in texts:
            read(_report(f"{text}\n"))
        found = gc.collect()
    finally:
        gc.enable()
    assert found == 0
