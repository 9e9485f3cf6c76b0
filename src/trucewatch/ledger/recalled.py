"""A reading as it was, out of its records: the inverse of `records.as_records`.

Comparing reports needs of the ledger report, statements and figures only; positions and problems come where asked for.
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
    Position,
    Problem,
    Reading,
    Report,
    Source,
    Span,
    Stance,
    Statement,
    Status,
    Story,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["recalled"]

Record = dict[str, Any]


def recalled(
    report: Record,
    text: str,
    statements: Iterable[Record],
    figures: Iterable[Record],
    positions: Iterable[Record] = (),
    problems: Iterable[Record] = (),
) -> Reading:
    """Return the reading that a `report` record as views have it, its text and its other records were written from.

    Where the record tells the page's own date (`page_published` and its evidence), the report has it too.
    """
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
            published=report.get("page_published"),
            published_evidence=report.get("page_published_evidence"),
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
        positions=tuple(map(_position, positions)),
        problems=tuple(map(_problem, problems)),
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


def _position(record: Record) -> Position:
    return Position(
        position_id=record["position_id"],
        holder=record["holder"],
        topic=record["topic"],
        stance=Stance(record["stance"]),
        span=Span(record["start"], record["end"], record["wording"]),
        on=record["on"],
        statement_id=record["statement_id"],
    )


def _problem(record: Record) -> Problem:
    return Problem(record["report"], record["stage"], record["message"], record["start"], record["end"])
