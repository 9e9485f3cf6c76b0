"""The nouns of Trucewatch: frozen values, no I/O, no clock.

Every finding keeps the span of the final text it was read from; offsets are half-open and count Unicode
code points, so `report.text[span.start:span.end] == span.wording` always. Vocabulary of kinds, measures
and statuses follows the contract of records (docs/model.md).
"""

from __future__ import annotations

from trucewatch.model.events import (
    Event,
    Grade,
    Judgement,
    Near,
    Point,
    Relation,
    Series,
    State,
    Verdict,
)
from trucewatch.model.lineages import (
    Alike,
    Change,
    Cited,
    Drift,
    Lineage,
    Link,
    LinkKind,
    Part,
)
from trucewatch.model.reading import (
    Embed,
    Figure,
    FigureKind,
    Furniture,
    Mode,
    Modifier,
    Outlet,
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

__all__ = [
    "Alike",
    "Change",
    "Cited",
    "Drift",
    "Embed",
    "Event",
    "Figure",
    "FigureKind",
    "Furniture",
    "Grade",
    "Judgement",
    "Lineage",
    "Link",
    "LinkKind",
    "Mode",
    "Modifier",
    "Near",
    "Outlet",
    "Page",
    "Part",
    "Place",
    "Point",
    "Position",
    "Problem",
    "Reading",
    "Relation",
    "Report",
    "Series",
    "Source",
    "Span",
    "Stance",
    "State",
    "Statement",
    "Status",
    "Story",
    "Verdict",
    "When",
]
