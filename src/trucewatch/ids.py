"""How every record gets its name.

An id hashes the evidence (report, span, kind) and carries a tag with the recipe's version, so that the
same words give the same id on any machine and in any order. Who found it (`made_by`) is not part of it.
Change a recipe only together with its tag.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DIGEST_LENGTH",
    "drift_id",
    "event_id",
    "figure_id",
    "judgement_id",
    "lineage_id",
    "position_id",
    "problem_id",
    "report_id",
    "statement_id",
    "text_hash",
]

DIGEST_LENGTH = 16
"""Hex digits kept: 64 bits, so a billion records collide with probability under 0.03."""

# The separator cannot occur in any part: parts are numbers, words of our own, URLs or digests.
_SEPARATOR = "\x1f"


def _digest(*parts: str) -> str:
    joined = _SEPARATOR.join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:DIGEST_LENGTH]


def text_hash(text: str) -> str:
    """Return the full SHA-256 (64 hex digits) of a final text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(url: str | None, outlet: str | None, sha256: str) -> str:
    """Return the id of one version of one page: where it stood (URL, else outlet) and its text's hash."""
    return "r1-" + _digest(url or "", "" if url else (outlet or ""), sha256)


def statement_id(report: str, content: tuple[int, int], source: tuple[int, int] | None) -> str:
    """Return the id of a statement: report id, content span and source span."""
    start, end = source or (-1, -1)
    return "s1-" + _digest(report, str(content[0]), str(content[1]), str(start), str(end))


def figure_id(report: str, span: tuple[int, int], kind: str, measure: str) -> str:
    """Return the id of a figure: report id, span, kind and measure."""
    return "f1-" + _digest(report, str(span[0]), str(span[1]), kind, measure)


def position_id(report: str, span: tuple[int, int], topic: str, stance: str, holder: str) -> str:
    """Return the id of a position: report id, span, topic, stance and holder, since two may share one clause."""
    return "p1-" + _digest(report, str(span[0]), str(span[1]), topic, stance, holder)


def problem_id(report: str, stage: str, message: str) -> str:
    """Return the id of a problem: the report's name as given, stage and message."""
    return "x1-" + _digest(report, stage, message)


def event_id(figures: Iterable[str]) -> str:
    """Return the id of an event: the ids of its figures, in whatever order."""
    return "e1-" + _digest(*sorted(figures))


def judgement_id(a: str, b: str, verdict: str, author: str, decided: str) -> str:
    """Return the id of a judgement: the two records, in whatever order, the verdict, who gave it and when."""
    return "j1-" + _digest(*sorted((a, b)), verdict, author, decided)


def lineage_id(reports: Iterable[str]) -> str:
    """Return the id of a family: the ids of its reports, in whatever order they come."""
    return "l1-" + _digest(*sorted(set(reports)))


def drift_id(lineage: str, change: str, before: tuple[str, int, int], after: tuple[str, int, int] | None) -> str:
    """Return the id of a drift: family, change, and both stretches as (report id, start, end)."""
    ends = [str(part) for part in (*before, *(after or ("", -1, -1)))]
    return "d1-" + _digest(lineage, change, *ends)
