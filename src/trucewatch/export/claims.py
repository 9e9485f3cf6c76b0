"""Statements and figures as schema.org Claims in JSON-LD: who says what, and where it appeared.

Claim, never ClaimReview: nothing is rated. `author` has no type, since a report does not tell persons from bodies for
sure; `firstAppearance` is told only where a family's origin is known. Repeats on a page are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, records
from trucewatch.export.json_lists import write_list
from trucewatch.export.origins import Origins, urn
from trucewatch.ledger.pages.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger import View

__all__ = ["CONTEXT", "claims", "write_claims"]

CONTEXT = "https://schema.org"
"""The context that all schema.org readers know."""

Record = dict[str, Any]

_OUTLET = "outlet"


def write_claims(view: View, asked: Asked, out: TextIO) -> None:
    """Write the statements and figures asked for as one JSON-LD document, a Claim a line."""
    write_list({"@context": CONTEXT}, "@graph", claims(view, asked), out)


def claims(view: View, asked: Asked) -> Iterator[Record]:
    """Yield a Claim for each statement, then for each figure; a figure in a statement names it as `isPartOf`."""
    origins, texts = Origins(view, asked), Texts(view)
    for statement in records(view, "statement", asked):
        if not statement["repeat"]:
            yield _claim(statement, "statement_id", statement["content"]["wording"], origins)
    for figure in records(view, "figure", asked):
        if not figure["repeat"]:
            start, end = figure["sentence"]["start"], figure["sentence"]["end"]
            words = texts.stretch(figure["report_id"], start, end)
            yield _claim(figure, "figure_id", words, origins) | _figure(figure)


def _claim(record: Record, key: str, words: str, origins: Origins) -> Record:
    head = origins.head(record["report_id"]) or {}
    first = origins.first(record["report_id"])
    made: Record = {
        "@type": "Claim",
        "@id": urn(record[key]),
        "text": words,
        "author": _author(record),
        "datePublished": record["published"],
        "firstAppearance": None if first is None else _article(first),
        "appearance": [_article(head)] if head else [],
    }
    return {name: value for name, value in made.items() if value not in (None, [])}


def _figure(figure: Record) -> Record:
    counted = " ".join(word for word in (figure["measure"], figure["object"]) if word)
    more: Record = {"name": f"{counted}: “{figure['wording']}”", "creativeWorkStatus": figure["status"]}
    if figure["statement_id"] is not None:
        more["isPartOf"] = {"@id": urn(figure["statement_id"])}
    return more


def _author(record: Record) -> Record:
    source = record["source"]
    if source["name"] == _OUTLET:
        return {"@type": "Organization", "name": record["outlet"] or record["report"]}
    told = {"name": source["name"], "description": source["role"]}
    return {key: value for key, value in told.items() if value is not None}


def _article(head: Record) -> Record:
    made: Record = {
        "@type": "NewsArticle",
        "@id": urn(head["report_id"]),
        "url": head["url"],
        "headline": head["title"],
        "datePublished": head["published"],
        "publisher": None if head["outlet"] is None else {"@type": "Organization", "name": head["outlet"]},
    }
    return {name: value for name, value in made.items() if value is not None}
