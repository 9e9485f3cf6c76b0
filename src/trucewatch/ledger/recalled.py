"""A reading as it was, out of its records: what comparing reports needs of the ledger.

The inverse of `records.as_records` for report, statements and figures; positions and problems are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.model import (
    Embed,
    Figure,
    FigureKind,
    Furniture,
    Mode,
    Modifier,
    Page,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    Status,
    Story,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["recalled"]

Record = dict[str, Any]


def recalled(report: Record, text: str, statements: Iterable[Record], figures: Iterable[Record]) -> Reading:
    """Return the reading that a view's `report` record, text, `statement` and `figure` records were written from."""
    return Reading(
        report=Report(
            report_id=report["report_id"],
            name=report["report"],
            text=text,
            sha256=report["sha256"],
            outlet=report["outlet"],
            url=report["url"],
            title=report["title"],
            authors=tuple(report["authors"]),
            media_type=report["media_type"],
            fetched=report["fetched"],
        ),
        page=Page(
            published=report["published"],
            published_evidence=report["published_evidence"],
            language=report["language"],
            stories=tuple(Story(**each) for each in report["stories"]),
            furniture=tuple(Furniture(**each) for each in report["furniture"]),
            embeds=tuple(Embed(**each) for each in report["embeds"]),
        ),
        made_by=report["made_by"],
        statements=tuple(map(_statement, statements)),
        figures=tuple(map(_figure, figures)),
    )


def _span(record: Record | None) -> Span | None:
    return None if record is None else Span(record["start"], record["end"], record["wording"])


def _statement(record: Record) -> Statement:
    content = record["content"]
    return Statement(
        statement_id=record["statement_id"],
        mode=Mode(record["mode"]),
        source=Source(**record["source"]),
        cue=_span(record["cue"]),
        content=Span(content["start"], content["end"], content["wording"]),
        medium=record["medium"],
        embed=record["embed"],
        repeat=record["repeat"],
    )


def _figure(record: Record) -> Figure:
    denial, place, when = record["denial"], record["place"], record["when"]
    return Figure(
        figure_id=record["figure_id"],
        span=Span(record["start"], record["end"], record["wording"]),
        sentence=(record["sentence"]["start"], record["sentence"]["end"]),
        kind=FigureKind(record["kind"]),
        measure=record["measure"],
        object=record["object"],
        low=record["low"],
        high=record["high"],
        modifier=Modifier(record["modifier"]),
        source=Source(**record["source"]),
        statement_id=record["statement_id"],
        unit=record["unit"],
        role=record["role"],
        status=Status(record["status"]),
        denied_by=tuple(record["denied_by"]),
        denial=None if denial is None else (denial["start"], denial["end"]),
        actor=record["actor"],
        target=record["target"],
        place=None if place is None else Place(**place),
        when=None if when is None else When(**when),
        as_of=record["as_of"],
        part_of=record["part_of"],
        repeat=record["repeat"],
    )
