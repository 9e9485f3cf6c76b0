"""Reports as IPTC ninjs 3.0, one item a line: text, headline, and in `infoSources` the chain of who says it to whom.

`versionCreated` is when the ledger took the report in. The day of publication stands in `altIds`, since ninjs has only
fields for a moment and nobody told the hour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, records
from trucewatch.export.json_lists import write_lines
from trucewatch.export.origins import Origins, urn
from trucewatch.ledger.pages import records as pages
from trucewatch.vocab.exports import shows_point

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger import View

__all__ = ["items", "write_ninjs"]

Record = dict[str, Any]

_STANDARD = {"name": "ninjs", "version": "3.0", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}
_LONGEST = 2**62  # behind the end of any text
_MOST = 100_000  # records of one report that places and voices are taken from; a report made to harm may hold millions
_OUTLET = "outlet"


def write_ninjs(view: View, asked: Asked, out: TextIO) -> None:
    """Write the reports asked for as JSON Lines, a ninjs item a line."""
    write_lines(items(view, asked), out)


def items(view: View, asked: Asked) -> Iterator[Record]:
    """Yield an item for each version of each report; empty members are left out."""
    origins = Origins(view, asked)
    for report in records(view, "report", asked):
        item = _item(view, report, origins)
        yield {key: value for key, value in item.items() if value not in (None, [], "")}


def _item(view: View, report: Record, origins: Origins) -> Record:
    name = report["report_id"]
    head = origins.head(name) or {}
    figures = list(pages.figures_in(view, head["reading_no"], 0, _LONGEST, limit=_MOST)) if head else []
    statements = list(pages.statements_in(view, head["reading_no"], 0, _LONGEST, limit=_MOST)) if head else []
    family = origins.family(name)
    return {
        "uri": urn(name),
        "standard": _STANDARD,
        "type": "text",
        "representationType": "full",
        "profile": "text-only",
        "version": str(report["version"]),
        "versionCreated": report["added"],
        "language": report["language"],
        "title": report["title"],
        "headlines": [{"role": "main", "value": report["title"]}] if report["title"] else [],
        "by": ", ".join(report["authors"]),
        "bodies": [
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": report["characters"],
                "value": view.text(name),
            }
        ],
        "places": _places(figures),
        "infoSources": list(_chain(report, statements, figures, origins)),
        "altIds": _ids(report),
        "associations": [
            {"name": f"told alike {number}", "uri": urn(other)}
            for number, other in enumerate((other for other in family["reports"] if other != name), start=1)
        ]
        if family is not None
        else [],
    }


def _ids(report: Record) -> list[Record]:
    told = {key: report[key] for key in ("report_id", "url", "sha256", "published", "published_evidence")}
    return [{"role": role, "value": str(value)} for role, value in told.items() if value is not None]


def _chain(report: Record, statements: list[Record], figures: list[Record], origins: Origins) -> Iterator[Record]:
    """Yield who published it, the agency credited, where the text comes from, then everybody heard in it, each once."""
    family, first = origins.family(report["report_id"]), origins.first(report["report_id"])
    chain = [("publisher", report["outlet"])]
    chain += [("agency", None if family is None else family["agency"])]
    chain += [("origin", None if first is None else first["outlet"])]
    heard = {record["source"]["name"] for record in (*statements, *figures)} - {_OUTLET}
    for literal, name in dict.fromkeys((*chain, *(("heard", name) for name in sorted(heard)))):
        if name is not None:
            yield {"name": name, "literal": literal}


def _places(figures: list[Record]) -> list[Record]:
    found: dict[tuple[Any, ...], Record] = {}
    for place in (figure["place"] for figure in figures if figure["place"] is not None):
        made: Record = {"name": place["name"]}
        if place["lat"] is not None and place["lon"] is not None and shows_point(place["precision"]):
            made["geojson"] = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
        found.setdefault((place["name"], place["country"]), made)
    return list(found.values())
