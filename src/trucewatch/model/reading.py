"""What comes in, and what reading one report yields: report, page, statements, figures, positions, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Embed",
    "Figure",
    "FigureKind",
    "Furniture",
    "Mode",
    "Modifier",
    "Outlet",
    "Page",
    "Place",
    "Position",
    "Problem",
    "Reading",
    "Report",
    "Source",
    "Span",
    "Stance",
    "Statement",
    "Status",
    "Story",
    "When",
]


class FigureKind(StrEnum):
    """What sort of quantity a figure is."""

    TOLL = "toll"
    DAMAGE = "damage"
    RAID = "raid"
    FORCE = "force"
    CONTRIBUTION = "contribution"
    AID = "aid"
    CONTROL = "control"
    MEETING = "meeting"
    TERM = "term"
    VIOLATION = "violation"
    DISPLACEMENT = "displacement"
    OTHER = "other"


class Modifier(StrEnum):
    """How exactly a figure is put."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    RANGE = "range"
    VAGUE = "vague"
    FRACTION = "fraction"


class Status(StrEnum):
    """How surely the text puts a figure; `strength` orders them where several fit."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    PROPOSED = "proposed"
    ALLEGED = "alleged"
    UNVERIFIED = "unverified"
    DENIED = "denied"

    @property
    def strength(self) -> int:
        """Place in denied > unverified > alleged > proposed > conditional > planned > asserted."""
        return list(Status).index(self)


class Mode(StrEnum):
    """How a statement is told: in quotation marks, in other words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """Where the holder of a position stands."""

    OFFERS = "offers"
    OPEN_TO = "open_to"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    REJECTS = "rejects"
    DEMANDS = "demands"
    CONDITIONAL = "conditional"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's final text: half-open code-point offsets and the words that stand there."""

    start: int
    end: int
    wording: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes a report (never the source of a statement)."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article as published: its final text and what came with it.

    `name` is the file name or URL as given; `sha256` is of the final text; `published` is an ISO date from
    the page's metadata or None; `media_type` is text, html or jsonl; `fetched` is an ISO time or None.
    """

    report_id: str
    name: str
    text: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    published_evidence: str | None = None
    media_type: str = "text"
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One of several articles on a page; nothing of one may leak into the next."""

    start: int
    end: int
    headline: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """Words on a page that are not reporting.

    `kind`: widget, newsletter, caption, label, heading, credit, footer, policy, repeat or embed.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Embed:
    """A post by a third party shown on the page; its author is the source of what it says."""

    start: int
    end: int
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is made of, and when it was published and on what evidence."""

    published: str | None = None
    published_evidence: str | None = None
    language: str | None = None
    stories: tuple[Story, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    embeds: tuple[Embed, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Who a statement or figure is attributed to: canonical name and, where the text shows it, the mention.

    The report's own voice is `Source("outlet")` with no span.
    """

    name: str
    role: str | None = None
    side: str | None = None
    start: int | None = None
    end: int | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: name as in the text, ISO-2 country, WGS84 degrees, UCDP where_prec (1 exact … 7 international)."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: int | None = None
    geonameid: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When: ISO dates, both ends included, with the words they rest on; precision day, range, week, month, year."""

    start: str
    end: str
    wording: str | None = None
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what, in which words; one for each pair of source and content."""

    statement_id: str
    mode: Mode
    source: Source
    cue: Span | None
    content: Span
    medium: str | None = None
    embed: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity claimed about the world; `low` or `high` None is an open end."""

    figure_id: str
    span: Span
    sentence: tuple[int, int]
    kind: FigureKind
    measure: str
    object: str | None
    low: float | None
    high: float | None
    modifier: Modifier
    source: Source
    statement_id: str | None = None
    unit: str | None = None
    role: str | None = None
    status: Status = Status.ASSERTED
    denied_by: tuple[str, ...] = ()
    denial: tuple[int, int] | None = None
    actor: str | None = None
    target: str | None = None
    place: Place | None = None
    when: When | None = None
    as_of: str | None = None
    part_of: str | None = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """Who stands where on a topic, and on what condition."""

    position_id: str
    holder: str
    topic: str
    stance: Stance
    span: Span
    on: str | None = None
    statement_id: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: a value, never an exception."""

    report: str
    stage: str
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one report yields; `made_by` names the reader's version."""

    report: Report
    page: Page
    made_by: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
