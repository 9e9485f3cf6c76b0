"""Reports, voices and events as FollowTheMoney statements in CSV: one row, one source said one value.

An event's `summary` has a row a figure: the value, its words, who said it and when, with the figure's id as `origin`.
FollowTheMoney has no numbers over time, so nothing is summed up. Values are escaped like any cell of ours before their
id is made, so that ids re-derive from the file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, events, records
from trucewatch.export.harmless import cell
from trucewatch.export.tables import write_escaped
from trucewatch.export.told import file_name, tell
from trucewatch.vocab.exports import country_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.told import Told
    from trucewatch.ledger import View

__all__ = ["COLUMNS", "DATASET", "statements", "write_ftm"]

COLUMNS = (
    "id", "entity_id", "canonical_id", "prop", "prop_type", "schema", "value", "original_value", "dataset", "origin",
    "lang", "external", "first_seen", "last_seen",
)  # fmt: skip
"""The columns of a statement."""
DATASET = "trucewatch"
"""The name that statements carry as their dataset."""

Record = dict[str, Any]

_TYPES = {
    "author": "string", "country": "country", "endDate": "date", "location": "address", "name": "name",
    "namesMentioned": "name", "proof": "entity", "publishedAt": "date", "publisher": "string", "recordId": "string",
    "sourceUrl": "url", "startDate": "date", "summary": "text", "title": "string", "fileName": "string",
    "contentHash": "checksum", "notes": "text",
}  # fmt: skip
_ARTICLE, _EVENT, _VOICE = "Article", "Event", "LegalEntity"
_OUTLET = "outlet"


def write_ftm(view: View, asked: Asked, out: TextIO) -> None:
    """Write the reports, voices and events asked for as statements."""
    write_escaped(COLUMNS, ([row[name] for name in COLUMNS] for row in statements(view, asked)), out)


def statements(view: View, asked: Asked) -> Iterator[Record]:
    """Yield statements on articles, on who is heard in them (person or body: LegalEntity), and on events."""
    for report in records(view, "report", asked):
        yield from _of_report(report)
    heard: set[str] = set()
    for statement in records(view, "statement", asked):
        yield from _of_voice(statement, heard)
    mentioned: set[str] = set()
    last = ""
    for statement in records(view, "statement", asked):  # they come report by report
        if statement["report_id"] != last:
            mentioned, last = set[str](), statement["report_id"]
        yield from _of_mention(statement, mentioned)
    for told in tell(view, events(view, asked)):
        yield from _of_event(told)


def _statement(entity: tuple[str, str], prop: str, value: Any, *, origin: str, seen: str | None) -> Iterator[Record]:
    if value is None or not str(value).strip():
        return
    name, schema = entity
    written = cell(str(value))
    key = f"{DATASET}.{name}.{prop}.{written}"
    yield {
        "id": hashlib.sha1(key.encode("utf-8"), usedforsecurity=False).hexdigest(),
        "entity_id": name,
        "canonical_id": name,
        "prop": prop,
        "prop_type": _TYPES[prop],
        "schema": schema,
        "value": written,
        "original_value": "",
        "dataset": DATASET,
        "origin": origin,
        "lang": "",
        "external": "f",
        "first_seen": (seen or "")[:19],
        "last_seen": (seen or "")[:19],
    }


def _of_report(report: Record) -> Iterator[Record]:
    name, seen = report["report_id"], report["added"]
    told = [
        ("title", report["title"]),
        ("fileName", file_name(report["report"])),
        ("publisher", report["outlet"]),
        ("publishedAt", report["published"]),
        ("sourceUrl", report["url"]),
        *(("author", author) for author in report["authors"]),
    ]
    for prop, value in told:
        yield from _statement((name, _ARTICLE), prop, value, origin=name, seen=seen)


def _of_voice(statement: Record, heard: set[str]) -> Iterator[Record]:
    source = statement["source"]
    if source["name"] == _OUTLET:
        return
    voice = "v1-" + hashlib.sha256(source["name"].encode("utf-8", "surrogatepass")).hexdigest()[:16]
    side = "GB" if source["side"] == "UK" else source["side"]
    country = side.lower() if country_number(side) is not None else None
    for prop, value in (("name", source["name"]), ("notes", source["role"]), ("country", country)):
        if value is not None and (known := f"{voice} {prop} {value}") not in heard:
            heard.add(known)
            seen = statement["published"]
            yield from _statement((voice, _VOICE), prop, value, origin=statement["statement_id"], seen=seen)


def _of_mention(statement: Record, mentioned: set[str]) -> Iterator[Record]:
    name, entity = statement["source"]["name"], (statement["report_id"], _ARTICLE)
    if name != _OUTLET and name not in mentioned:
        mentioned.add(name)
        told_by, seen = statement["statement_id"], statement["published"]
        yield from _statement(entity, "namesMentioned", name, origin=told_by, seen=seen)


def _of_event(told: Told) -> Iterator[Record]:
    entity = (told.event["event_id"], _EVENT)
    seen = min((report["added"] for report in told.reports), default=None)
    country = told.place["country"] if country_number(told.place["country"]) is not None else None
    facts = [
        ("name", told.event["label"]),
        ("recordId", told.event["event_id"]),
        ("startDate", told.when["start"]),
        ("endDate", told.when["end"]),
        ("location", told.place["name"]),
        ("country", None if country is None else country.lower()),
        *(("proof", report["report_id"]) for report in told.reports),
    ]
    for prop, value in facts:
        yield from _statement(entity, prop, value, origin=told.event["event_id"], seen=seen)
    for series in told.event["series"]:
        counted = " ".join(word for word in (series["measure"], series["object"]) if word)
        for point in series["points"]:
            says = f"{counted}: “{point['wording']}”, {point['source']}, {point['published']}, {point['status']}"
            yield from _statement(entity, "summary", says, origin=point["figure_id"], seen=point["published"])
