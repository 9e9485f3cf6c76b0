"""Every record's wording is the text at its offsets: seeds, examples, and texts that nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trucewatch.collect import collect
from trucewatch.ids import report_id, text_hash
from trucewatch.model import Reading, Report
from trucewatch.read import read
from trucewatch.records import as_records

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"

FRAGMENTS = st.sampled_from(
    [
        "The army said 18 people were killed in Goma on Friday.",
        "“We lost 3 homes,” said Mayor Ana Roe, “and 12 cattle.”",
        "قال المتحدث إن 20 شخصا قتلوا",
        "🇺🇦🚁 51 of 92 drones",
        "e\u0301 a\u200d\u2764\ufe0f",
        "\u202eevil\u202c",
        "‘’“”\"'«»",
        "—",
        "$3.3 billion (3bn euros)",
        "According to officials, dozens died",
        "\r\n",
        "\n\n",
        "\t",
        "— Name (@handle) April 6, 2025",
        "half of the 72",
    ]
)
TEXTS = st.one_of(
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=20)), max_size=12).map(" ".join),
    st.text(alphabet="“”‘’\"'«»„", max_size=40),
    st.text(max_size=120),
)


def reading(text: str, name: str = "test") -> Reading:
    digest = text_hash(text)
    return read(Report(report_id(None, None, digest), name, text, digest))


def assert_worded(found: Reading) -> None:
    """Check every span of every record against the text."""
    text = found.report.text
    for record in as_records(found):
        if record.get("when") and record["when"]["wording"]:
            assert record["when"]["wording"] in text
        for span in [record, *(v for k, v in record.items() if isinstance(v, dict) and k != "when")]:
            if span.get("wording") is not None and span.get("start") is not None:
                assert text[span["start"] : span["end"]] == span["wording"], record
            elif span.get("start") is not None and isinstance(span["start"], int):
                assert 0 <= span["start"] <= span["end"] <= len(text), record
        for listed in ("stories", "furniture", "embeds"):
            for part in record.get(listed, ()):
                assert 0 <= part["start"] <= part["end"] <= len(text)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared is not here")
def test_every_wording_in_the_seeds_stands_at_its_offsets() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        found = reading(path.read_bytes().decode("utf-8"), path.name)
        assert found.figures
        assert found.statements
        assert_worded(found)


def test_every_wording_in_the_examples_stands_at_its_offsets() -> None:
    reports = [r for r in collect([str(ROOT / "examples")]) if isinstance(r, Report)]
    assert len(reports) >= 12
    for report in reports:
        assert_worded(read(report))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_wording_in_any_text_stands_at_its_offsets(text: str) -> None:
    assert_worded(reading(text))


def test_ids_do_not_repeat_within_a_report() -> None:
    text = "The army said 18 died. The army said 18 died. Officials said 18 were killed, including 18 men."
    found = reading(text)
    ids = [f.figure_id for f in found.figures] + [s.statement_id for s in found.statements]
    assert len(ids) == len(set(ids))
