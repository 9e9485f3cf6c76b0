"""Search: full text with the places marked, and by field: who is heard, where, what kind, when.

With words, the reports that hold them; without, the figures that the fields fit. Ids lead straight to their page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import search
from trucewatch.ledger.pages.extent import names
from trucewatch.ledger.pages.lists import Fields, figure_rows
from trucewatch.web.page import Page
from trucewatch.web.snippets import marked, snippets

if TYPE_CHECKING:
    from trucewatch.web.asked import Asked
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_KINDS = (
    *("aid", "contribution", "control", "damage", "displacement", "force", "meeting", "other", "raid", "term"),
    *("toll", "violation"),
)
_ID = re.compile(r"([rfe])1-[0-9a-f]{16}")
_PAGE_OF = {"r": "report", "f": "figure", "e": "event"}
_FAR = 29_000


def _search(asked: Asked) -> Shown:
    told = asked.word("q")
    found_terms = search.terms(told or "")
    sought = search.Sought(
        terms=found_terms,
        since=asked.day("since"),
        until=asked.day("until"),
        as_of=asked.as_of,
        source=asked.word("source"),
        place=asked.word("place"),
        kind=asked.choice("kind", _KINDS),
    )
    has_fields = any((sought.since, sought.until, sought.source, sought.place, sought.kind))
    shown: Shown = {
        "title": f"Search: {told}" if told else "Search",
        "told": told,
        "terms": found_terms,
        "kinds": _KINDS,
        "has_fields": has_fields,
        "direct": _direct(asked, told),
        "people": names(asked.view, "source", part=told, limit=6) if told else [],
        "places": names(asked.view, "place", part=told, limit=6) if told else [],
        "reports": [],
        "figures": None,
        "matches": 0,
        "following": None,
    }
    if found_terms:
        listed, matches = search.reports_with(asked.view, sought, cursor=asked.word("after"))
        reports = [_shown(asked, row, sought) for row in listed.records]
        shown |= {"reports": reports, "matches": matches, "following": listed.following}
    elif has_fields and not told:
        shown["figures"] = figure_rows(asked.view, _as_fields(sought), cursor=asked.word("after"), limit=40)
    return shown


def _direct(asked: Asked, told: str | None) -> str | None:
    """Return the page of the record that an id names."""
    found = _ID.fullmatch(told or "")
    return None if found is None else asked.url(f"/{_PAGE_OF[found[1]]}/{told}")


def _shown(asked: Asked, row: Record, sought: search.Sought) -> Record:
    text = search.opening_of(asked.view, row["report_no"])
    cuts = snippets(text, sought.terms)
    first = cuts[0].start if cuts else 0
    near = {} if first < _FAR else {"from": max(0, first - 5_000)}
    return {
        **row,
        "heading": marked(row["title"] or "", sought.terms),
        "cuts": cuts,
        "href": asked.url(f"/report/{row['report_id']}", **near),
    }


def _as_fields(sought: search.Sought) -> Fields:
    return Fields(
        since=sought.since,
        until=sought.until,
        as_of=sought.as_of,
        source=sought.source,
        place=sought.place,
        kind=sought.kind,
    )


PAGES = (Page("search", "/search", "Search", _search, group="Work", about="Full text and by field"),)
