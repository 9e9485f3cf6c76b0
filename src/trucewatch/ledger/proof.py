"""Does a reading keep its contract? Its ids re-derive, its words stand where it says, its references lead somewhere.

One set of rules, asked when a reading enters the ledger (a fault is a RecordError) and again by `check` of what
comes back out of it (a fault is a Problem). A fault is one sentence that names the record and what is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trucewatch import ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Read", "faults"]

Record = dict[str, Any]

_NAMES = {"statement": "statement_id", "figure": "figure_id", "position": "position_id"}


@dataclass(frozen=True, slots=True)
class Read:
    """A reading as contract records, with the report's text and its hash as kept."""

    text: str
    sha256: str
    report: Record
    statements: Sequence[Record]
    figures: Sequence[Record]
    positions: Sequence[Record]
    problems: Sequence[Record]


def faults(read: Read) -> Iterator[str]:
    """Yield what is wrong with a reading, nothing when it keeps its contract."""
    yield from _report_faults(read)
    for record in (*read.statements, *read.figures, *read.positions):
        name = f"{record['record']} {record[_NAMES[record['record']]]}"
        yield from (f"{name}: {fault}" for fault in _record_faults(record, read))
    for problem in read.problems:
        if not _lies_in(problem, read.text):
            yield f"problem {problem['message']!r}: {problem['start']}..{problem['end']} is not in the text"
    yield from _reference_faults(read)
    yield from _circles(read)


def _report_faults(read: Read) -> Iterator[str]:
    report = read.report
    name = f"report {report['report_id']}"
    if ids.text_hash(read.text) != read.sha256:
        yield f"{name}: its text does not have the hash {read.sha256}"
    if report["report_id"] != ids.report_id(report["url"], report["outlet"], read.sha256):
        yield f"{name}: its id does not follow from its URL, outlet and text"
    for part in ("stories", "furniture", "embeds"):
        for item in report[part]:
            if not _lies_in(item, read.text):
                yield f"{name}: {part} {item['start']}..{item['end']} is not in the text"
    days = [report["published"], *(story["published"] for story in report["stories"])]
    yield from (f"{name}: {day!r} is no date like 2025-12-31" for day in days if not _is_day(day))


def _record_faults(record: Record, read: Read) -> Iterator[str]:
    if _derived(record, read.report["report_id"]) != record[_NAMES[record["record"]]]:
        yield "its id does not follow from its evidence"
    for what, span in _worded(record):
        start, end, wording = span["start"], span["end"], span["wording"]
        if not 0 <= start < end <= len(read.text) or read.text[start:end] != wording:
            yield f"its {what} {wording!r} is not what stands at {start}..{end} of the text"
    for what in ("sentence", "denial", "place"):
        span = record.get(what)
        if span is not None and not _lies_in(span, read.text):
            yield f"its {what} {span['start']}..{span['end']} is not in the text"
    when: Record = record.get("when") or {}
    for day in (when.get("start"), when.get("end"), record.get("as_of")):
        if not _is_day(day):
            yield f"{day!r} is no date like 2025-12-31"


def _derived(record: Record, report_id: str) -> str:
    if record["record"] == "statement":
        content, source = record["content"], record["source"]
        mention = None if source["start"] is None else (source["start"], source["end"])
        return ids.statement_id(report_id, (content["start"], content["end"]), mention)
    span = (record["start"], record["end"])
    if record["record"] == "figure":
        return ids.figure_id(report_id, span, record["kind"], record["measure"])
    return ids.position_id(report_id, span, record["topic"], record["stance"], record["holder"])


def _worded(record: Record) -> Iterator[tuple[str, Record]]:
    """Yield the spans of a record that carry their words."""
    if record["record"] == "statement":
        yield "content", record["content"]
        if record["cue"] is not None:
            yield "cue", record["cue"]
    else:
        yield "wording", record
    source = record.get("source")
    if source is not None and source["start"] is not None:
        yield "source", source


def _lies_in(span: Record, text: str) -> bool:
    start, end = span["start"], span["end"]
    if start is None or end is None:
        return start is None and end is None
    return 0 <= start <= end <= len(text)


def _is_day(day: str | None) -> bool:
    if day is None:
        return True
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _reference_faults(read: Read) -> Iterator[str]:
    statements = {record["statement_id"] for record in read.statements}
    figures = {record["figure_id"] for record in read.figures}
    for record in (*read.figures, *read.positions):
        name = f"{record['record']} {record[_NAMES[record['record']]]}"
        if record["statement_id"] is not None and record["statement_id"] not in statements:
            yield f"{name}: its statement {record['statement_id']} is not in the report"
        whole = record.get("part_of")
        if whole is not None and whole not in figures:
            yield f"{name}: the figure it is part of, {whole}, is not in the report"


def _circles(read: Read) -> Iterator[str]:
    wholes = {record["figure_id"]: record["part_of"] for record in read.figures}
    for figure in wholes:
        seen: set[str] = set()
        step: str | None = figure
        while step is not None and step not in seen:
            seen.add(step)
            step = wholes.get(step)
        if step == figure:
            yield f"figure {figure}: it is part of itself"
