"""The contract of records: how the nouns of `model` are written as JSON objects, keys in fixed order.

Figures keep numbers as whole numbers where they are whole, so that 18 is written 18 and not 18.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.model import (
        Cited,
        Drift,
        Event,
        Figure,
        Judgement,
        Lineage,
        Place,
        Point,
        Position,
        Problem,
        Reading,
        Series,
        Source,
        Span,
        Statement,
        When,
    )

__all__ = [
    "as_records",
    "drift_record",
    "event_record",
    "figure_record",
    "judgement_record",
    "lineage_record",
    "position_record",
    "problem_record",
    "report_record",
    "statement_record",
]

Record = dict[str, Any]


def _number(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if float(value).is_integer() else value


def _span(span: Span | None) -> Record | None:
    return None if span is None else {"start": span.start, "end": span.end, "wording": span.wording}


def _source(source: Source) -> Record:
    if source.start is None:
        return {
            "name": source.name,
            "role": source.role,
            "side": source.side,
            "start": None,
            "end": None,
            "wording": None,
        }
    return {
        "name": source.name,
        "role": source.role,
        "side": source.side,
        "start": source.start,
        "end": source.end,
        "wording": source.wording,
    }


def _place(place: Place | None) -> Record | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "geonameid": place.geonameid,
        "start": place.start,
        "end": place.end,
    }


def _when(when: When | None) -> Record | None:
    if when is None:
        return None
    return {"start": when.start, "end": when.end, "wording": when.wording, "precision": when.precision}


def report_record(reading: Reading) -> Record:
    """Return the `report` record of a reading."""
    report, page = reading.report, reading.page
    return {
        "record": "report",
        "report": report.name,
        "report_id": report.report_id,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "authors": list(report.authors),
        "published": page.published,
        "published_evidence": page.published_evidence,
        "language": page.language,
        "stories": [
            {"start": s.start, "end": s.end, "headline": s.headline, "published": s.published} for s in page.stories
        ],
        "furniture": [{"start": f.start, "end": f.end, "kind": f.kind} for f in page.furniture],
        "embeds": [{"start": e.start, "end": e.end, "author": e.author, "date": e.date} for e in page.embeds],
    }


def statement_record(statement: Statement, report: str) -> Record:
    """Return the `statement` record; `report` is the report's name as given."""
    return {
        "record": "statement",
        "statement_id": statement.statement_id,
        "report": report,
        "mode": statement.mode.value,
        "source": _source(statement.source),
        "cue": _span(statement.cue),
        "content": _span(statement.content),
        "medium": statement.medium,
        "embed": statement.embed,
        "repeat": statement.repeat,
    }


def figure_record(figure: Figure, report: str) -> Record:
    """Return the `figure` record; `report` is the report's name as given."""
    return {
        "record": "figure",
        "figure_id": figure.figure_id,
        "report": report,
        "statement_id": figure.statement_id,
        "start": figure.span.start,
        "end": figure.span.end,
        "wording": figure.span.wording,
        "sentence": {"start": figure.sentence[0], "end": figure.sentence[1]},
        "kind": figure.kind.value,
        "measure": figure.measure,
        "object": figure.object,
        "low": _number(figure.low),
        "high": _number(figure.high),
        "modifier": figure.modifier.value,
        "unit": figure.unit,
        "role": figure.role,
        "source": _source(figure.source),
        "status": figure.status.value,
        "denied_by": list(figure.denied_by),
        "denial": None if figure.denial is None else {"start": figure.denial[0], "end": figure.denial[1]},
        "actor": figure.actor,
        "target": figure.target,
        "place": _place(figure.place),
        "when": _when(figure.when),
        "as_of": figure.as_of,
        "part_of": figure.part_of,
        "repeat": figure.repeat,
    }


def position_record(position: Position, report: str) -> Record:
    """Return the `position` record; `report` is the report's name as given."""
    return {
        "record": "position",
        "position_id": position.position_id,
        "report": report,
        "holder": position.holder,
        "topic": position.topic,
        "stance": position.stance.value,
        "on": position.on,
        "start": position.span.start,
        "end": position.span.end,
        "wording": position.span.wording,
        "statement_id": position.statement_id,
    }


def problem_record(problem: Problem) -> Record:
    """Return the `problem` record."""
    return {
        "record": "problem",
        "report": problem.report,
        "stage": problem.stage,
        "message": problem.message,
        "start": problem.start,
        "end": problem.end,
    }


def event_record(event: Event) -> Record:
    """Return the `event` record; its figures and reports are ids."""
    return {
        "record": "event",
        "event_id": event.event_id,
        "label": event.label,
        "kind": event.kind,
        "when": _when(event.when),
        "place": _place(event.place),
        "figures": list(event.figures),
        "reports": list(event.reports),
        "origins": list(event.origins),
        "voices": [{"origin": origin, "source": source} for origin, source in event.voices],
        "grade": event.grade.value,
        "series": [_series(series) for series in event.series],
        "near": [{"event_id": near.event_id, "why": near.why} for near in event.near],
    }


def _series(series: Series) -> Record:
    return {
        "measure": series.measure,
        "object": series.object,
        "unit": series.unit,
        "axis": series.axis,
        "part_of": series.part_of,
        "suffered_by": series.suffered_by,
        "points": [_point(point) for point in series.points],
        "low": _number(series.low),
        "best": _number(series.best),
        "high": _number(series.high),
        "rule": series.rule,
        "members": list(series.members),
        "state": series.state.value,
    }


def _point(point: Point) -> Record:
    return {
        "as_of": point.as_of,
        "published": point.published,
        "low": _number(point.low),
        "high": _number(point.high),
        "modifier": point.modifier.value,
        "wording": point.wording,
        "source": point.source,
        "side": point.side,
        "status": point.status.value,
        "figure_id": point.figure_id,
        "report_id": point.report_id,
        "origin": point.origin,
        "relation": None if point.relation is None else point.relation.value,
        "falling": point.falling,
        "reason": point.reason,
    }


def lineage_record(lineage: Lineage) -> Record:
    """Return the `lineage` record; its reports are ids."""
    return {
        "record": "lineage",
        "lineage_id": lineage.lineage_id,
        "agency": lineage.agency,
        "origin": lineage.origin,
        "reports": list(lineage.reports),
        "evidence": [
            {"a": link.a, "b": link.b, "kind": link.kind.value, "score": link.score, "detail": link.detail}
            for link in lineage.evidence
        ],
        "parts": [{"report_id": part.report_id, "start": part.start, "end": part.end} for part in lineage.parts],
    }


def drift_record(drift: Drift) -> Record:
    """Return the `drift` record; `before` and `after` name the report whose words they are."""
    return {
        "record": "drift",
        "drift_id": drift.drift_id,
        "lineage_id": drift.lineage_id,
        "change": drift.change.value,
        "what": drift.what,
        "now": drift.now,
        "before": _cited(drift.before),
        "after": None if drift.after is None else _cited(drift.after),
    }


def _cited(cited: Cited) -> Record:
    return {"report_id": cited.report_id, "start": cited.start, "end": cited.end, "wording": cited.wording}


def judgement_record(judgement: Judgement) -> Record:
    """Return the `judgement` record."""
    return {
        "record": "judgement",
        "judgement_id": judgement.judgement_id,
        "a": judgement.a,
        "b": judgement.b,
        "verdict": judgement.verdict.value,
        "author": judgement.author,
        "decided": judgement.decided,
        "note": judgement.note,
    }


def as_records(reading: Reading) -> Iterator[Record]:
    """Yield a reading's records: report, statements, figures, positions, problems."""
    name = reading.report.name
    yield report_record(reading)
    for statement in reading.statements:
        yield statement_record(statement, name)
    for figure in reading.figures:
        yield figure_record(figure, name)
    for position in reading.positions:
        yield position_record(position, name)
    for problem in reading.problems:
        yield problem_record(problem)
