"""The records of the contract as pydantic models, for the description of the API: their keys, types and meaning.

Answers are the contract's records as they are; a test proves that every one of them fits its model, key for key.
"""

from __future__ import annotations

from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "BoardRow",
    "Decision",
    "Drift",
    "Event",
    "Figure",
    "Found",
    "Fullness",
    "Judgement",
    "Lineage",
    "Page",
    "Position",
    "Problem",
    "ProblemDetails",
    "Report",
    "Series",
    "Statement",
]

R = TypeVar("R")


class _Exact(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Span(_Exact):
    """A stretch of a report's text: half-open, in Unicode code points."""

    start: int
    end: int


class Words(Span):
    """A stretch with its words."""

    wording: str


class Source(_Exact):
    """Who says it; the span is where they are named, null where they are not."""

    name: str = Field(description="the canonical name; `outlet` where the report itself says it")
    role: str | None
    side: str | None
    start: int | None
    end: int | None
    wording: str | None


class Place(_Exact):
    """Where it was; `precision` from 1 (exact) to 7 (unknown), after UCDP."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: int | None
    geonameid: int | None
    start: int | None
    end: int | None


class When(_Exact):
    """The days of it, both included."""

    start: str
    end: str
    wording: str | None
    precision: str | None


class _Told(_Exact):
    report_id: str
    outlet: str | None
    published: str | None = Field(description="the day the story was published, null where no date is known")


class Statement(_Told):
    """Who says what."""

    record: Literal["statement"]
    statement_id: str
    report: str
    mode: str
    source: Source
    cue: Words | None
    content: Words
    medium: str | None
    embed: bool
    repeat: bool


class Figure(_Told):
    """A number claimed about the world."""

    record: Literal["figure"]
    figure_id: str
    report: str
    statement_id: str | None
    start: int
    end: int
    wording: str = Field(description="the words that hold the number")
    sentence: Span
    kind: str
    measure: str
    object: str | None
    low: float | None = Field(description="the least it can mean; null: open")
    high: float | None
    modifier: str
    unit: str | None
    role: str | None
    source: Source
    status: str
    denied_by: list[str]
    denial: Span | None
    actor: str | None
    target: str | None
    place: Place | None
    when: When | None
    as_of: str | None
    part_of: str | None = Field(description="the figure that this one is part of")
    repeat: bool


class Position(_Told):
    """Who stands where."""

    record: Literal["position"]
    position_id: str
    report: str
    holder: str
    topic: str
    stance: str
    on: str | None
    start: int
    end: int
    wording: str
    statement_id: str | None


class Problem(_Exact):
    """What could not be read, and why."""

    record: Literal["problem"]
    report: str
    stage: str
    message: str
    start: int | None
    end: int | None
    problem_id: str
    report_id: str | None
    outlet: str | None
    published: str | None
    added: str
    read_since: bool = Field(description="whether a report of that name was added later")


class Report(_Exact):
    """One version of a page."""

    record: Literal["report"]
    report: str
    report_id: str
    outlet: str | None
    url: str | None
    title: str | None
    authors: list[str]
    published: str | None
    published_evidence: str | None
    language: str | None
    stories: list[dict[str, Any]]
    furniture: list[dict[str, Any]]
    embeds: list[dict[str, Any]]
    sha256: str
    media_type: str
    fetched: str | None
    made_by: str
    characters: int
    version: int
    versions: int
    newest: bool
    added: str
    statements: int
    figures: int
    positions: int
    problems: int


class Point(_Exact):
    """A claim in a series."""

    as_of: str | None
    published: str | None
    low: float | None
    high: float | None
    modifier: str
    wording: str
    source: str
    side: str | None
    status: str
    figure_id: str
    report_id: str
    origin: str
    relation: str | None
    falling: bool
    reason: str | None


class EventSeries(_Exact):
    """All claims of one measure and object, and what they bound under a rule."""

    measure: str
    object: str | None
    unit: str | None
    axis: str | None
    part_of: str | None
    suffered_by: str | None
    points: list[Point]
    low: float | None
    best: float | None
    high: float | None
    rule: str
    members: list[str]
    state: str


class Series(EventSeries):
    """A series by itself."""

    record: Literal["series"]
    event_id: str
    series: int = Field(description="its number in the event")


class Event(_Exact):
    """What happened once."""

    record: Literal["event"]
    event_id: str
    label: str
    kind: str
    when: When | None
    place: Place | None
    figures: list[str]
    reports: list[str]
    origins: list[str]
    voices: list[dict[str, str]]
    grade: str
    series: list[EventSeries]
    near: list[dict[str, str]]


class Lineage(_Exact):
    """Which reports tell one text."""

    record: Literal["lineage"]
    lineage_id: str
    agency: str | None
    origin: str | None
    reports: list[str]
    evidence: list[dict[str, Any]]
    parts: list[dict[str, Any]]


class Cited(Words):
    """Words of one report."""

    report_id: str


class Drift(_Exact):
    """What a copy changed."""

    record: Literal["drift"]
    drift_id: str
    lineage_id: str
    change: str
    what: str
    now: str | None
    before: Cited
    after: Cited | None


class Judgement(_Exact):
    """What a person decided about two figures or two reports."""

    record: Literal["judgement"]
    judgement_id: str
    a: str
    b: str
    verdict: str
    author: str
    decided: str
    note: str | None


class Decision(BaseModel):
    """What to decide: one or two ids as in `trucewatch judge`."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"ids": ["f1-12ab", "f1-34cd"], "verdict": "same", "author": "Ada"}]},
    )

    ids: list[str] = Field(min_length=1, max_length=2, description="figures, events, reports or families")
    verdict: Literal["same", "different", "unsure"]
    author: str = Field(min_length=1, max_length=80, pattern=r"\S", description="who decides")
    note: str | None = Field(None, max_length=2000)


class BoardRow(BaseModel):
    """A row of a board: its cells, then the evidence of each."""

    model_config = ConfigDict(extra="allow")

    record: str
    evidence: dict[str, list[dict[str, Any]]]


class Found(_Exact):
    """A report that holds the words, with the words around the first of them."""

    record: Literal["found"]
    report_id: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None
    figures: int
    passage: Words | None


class Latest(_Exact):
    """A report as it came: `number` counts readings, the last one is the stamp's first number."""

    number: int
    report_id: str
    report: str
    outlet: str | None
    title: str | None
    published: str | None


class Fullness(_Exact):
    """How much the ledger holds."""

    reports: int
    figures: int
    statements: int
    positions: int
    outlets: int
    first: str | None
    last: str | None
    is_linked: bool = Field(description="whether events and families follow from all that is there")
    stamp: str = Field(description="changes whenever answers do")
    latest: list[Latest] = Field(description="the reports that were read last, the last one first")


class Page(BaseModel, Generic[R]):
    """One page of a list."""

    records: list[R] = Field(description="may be fewer than the limit, even none, though `next` leads on")
    next: str | None = Field(description="the cursor of the next page; null at the end")
    stamp: str = Field(description="the state of the ledger that this was read from")
    is_linked: bool = Field(description="whether events and families follow from all that is there")


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] | None = None
