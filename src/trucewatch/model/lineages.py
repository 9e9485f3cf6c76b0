"""Which reports tell one text, on what evidence, and what the telling changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Alike",
    "Change",
    "Cited",
    "Drift",
    "Lineage",
    "Link",
    "LinkKind",
    "Part",
]


class LinkKind(StrEnum):
    """What shows that two reports tell one text: a credit line, the same words, or the same telling in others."""

    CREDIT = "credit"
    COPY = "copy"
    REWRITE = "rewrite"


class Change(StrEnum):
    """What a copy did to what its origin or a sibling says."""

    VALUE_LOST = "value_lost"
    VALUE_CHANGED = "value_changed"
    MADE_VAGUE = "made_vague"
    HEDGE_FLIPPED = "hedge_flipped"
    SOURCE_LOST = "source_lost"
    SOURCE_CHANGED = "source_changed"
    QUOTE_ALTERED = "quote_altered"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Why two reports (`a` < `b`) are held to tell one text; `score` from 0 to 1, `detail` in plain words."""

    a: str
    b: str
    kind: LinkKind
    score: float
    detail: str


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A stretch of a report: the story of its page that belongs to a family."""

    report_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Two reports (`a` < `b`) that are alike and yet in no family together; `score` and `detail` as in a link.

    `parts` are the stories of theirs that were compared, those of `a` and of `b`.
    """

    a: str
    b: str
    score: float
    detail: str
    parts: tuple[Part, Part]


@dataclass(frozen=True, slots=True)
class Lineage:
    """A family: two or more reports that tell one text, so that together they are one origin.

    `agency` is who is credited with it, `origin` the report it comes from where that is known; `parts` are the
    stories concerned, since a page may hold several.
    """

    lineage_id: str
    agency: str | None
    origin: str | None
    reports: tuple[str, ...]
    evidence: tuple[Link, ...]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Cited:
    """Words of a named report, with their span in its final text."""

    report_id: str
    start: int
    end: int
    wording: str


@dataclass(frozen=True, slots=True)
class Drift:
    """What one telling of a family changed against another.

    `before` are the fuller or firmer words, from the origin where it is known; `after` the words that stand in
    their place, None where the copy has nothing there. `what` is the value, hedge or source before, `now` after.
    """

    drift_id: str
    lineage_id: str
    change: Change
    before: Cited
    after: Cited | None
    what: str
    now: str | None
