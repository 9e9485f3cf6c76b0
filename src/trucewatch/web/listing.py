"""Listing: what pages of records found show alike: how much is held, a screenful report by report, and its filters."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages.extent import extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.ledger.pages.cursor import Listed
    from trucewatch.web.asked import Asked

__all__ = ["OUTLET_AND_DAYS", "Field", "by_report", "common"]

Field = tuple[str, str, str, tuple[str, ...]]
"""A filter of the page: name, label, sort of input, and what may be chosen."""

OUTLET_AND_DAYS: tuple[Field, ...] = (
    ("outlet", "Outlet", "text", ()),
    ("since", "Published from", "date", ()),
    ("until", "To", "date", ()),
)


def common(asked: Asked) -> dict[str, Any]:
    """Return the filters that every such page has, by their names."""
    return {
        "since": asked.day("since"),
        "until": asked.day("until"),
        "as_of": asked.as_of,
        "source": asked.word("source"),
        "side": asked.word("side"),
        "outlet": asked.word("outlet"),
    }


def by_report(asked: Asked, shown: Listed, fields: Sequence[Field]) -> dict[str, object]:
    """Return what the templates of these pages take, records under their reports in the order found."""
    grouped = groupby(shown.records, lambda each: each["report_id"])
    return {
        "held": extent(asked.view, as_of=asked.as_of),
        "shown": shown,
        "reports": [(report, list(found)) for report, found in grouped],
        "fields": (*fields, *OUTLET_AND_DAYS),
    }
