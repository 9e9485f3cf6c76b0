"""A text read by the whole reader, for tests that ask what its figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.ids import report_id, text_hash
from trucewatch.model import Figure, Report
from trucewatch.read import read
from trucewatch.read.reader import scene_of, standard_rules

if TYPE_CHECKING:
    from trucewatch.read.dates import TimeMention


def figures_of(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text, in text order."""
    hashed = text_hash(text)
    return read(Report(report_id(None, None, hashed), "r", text, hashed)).figures


def speakers_of(text: str) -> list[str]:
    """Return who speaks in the statements of a text, in text order."""
    hashed = text_hash(text)
    return [said.source.name for said in read(Report(report_id(None, None, hashed), "r", text, hashed)).statements]


def times_of(text: str) -> tuple[TimeMention, ...]:
    """Return the times that a text names, in text order."""
    hashed = text_hash(text)
    return scene_of(Report(report_id(None, None, hashed), "r", text, hashed), standard_rules()).times
