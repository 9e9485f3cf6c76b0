"""Figures, statements and positions as W3C Web Annotations on the texts they stand in.

Each target is selected twice: by its words with what stands around them, and by code points of the final text
(end-exclusive); its state names the SHA-256 of that text (RFC 6920), so that a reader can tell whether offsets hold.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, records
from trucewatch.export.json_lists import write_list
from trucewatch.export.origins import Origins, urn
from trucewatch.ledger.pages.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger import View

__all__ = ["CONTEXT", "annotated", "write_annotations"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that the standard asks for."""

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Held:
    """What annotations look up: heads of reports, and their texts."""

    origins: Origins
    texts: Texts


_AROUND = 32  # code points before and behind, enough to find a number again in a changed text


def write_annotations(view: View, asked: Asked, out: TextIO) -> None:
    """Write the records asked for as one AnnotationPage, an annotation a line."""
    head = {"@context": CONTEXT, "id": urn("annotations"), "type": "AnnotationPage"}
    write_list(head, "items", annotated(view, asked), out)


def annotated(view: View, asked: Asked) -> Iterator[Record]:
    """Yield an annotation for each figure, statement and position, repeats too."""
    held = _Held(Origins(view, asked), Texts(view))
    for figure in records(view, "figure", asked):
        yield _annotation(held, figure, figure["figure_id"], figure, _figure(figure))
    for statement in records(view, "statement", asked):
        said = f"{_by(statement)}, {statement['mode']}"
        yield _annotation(held, statement, statement["statement_id"], statement["content"], said)
    for position in records(view, "position", asked):
        stand = f"{position['holder']}: {position['stance']} {position['topic']}"
        yield _annotation(held, position, position["position_id"], position, stand)


def _annotation(held: _Held, record: Record, name: str, span: Record, says: str) -> Record:
    head = held.origins.head(record["report_id"]) or {"url": None, "sha256": None, "added": None}
    state = None if head["sha256"] is None else {"type": "TimeState", "cached": _named_by_hash(head["sha256"])}
    return {
        "id": urn(name),
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": says, "format": "text/plain", "purpose": "describing"},
        "target": {
            "type": "SpecificResource",
            "source": head["url"] or urn(record["report_id"]),
            "scope": urn(record["report_id"]),
            "selector": _selectors(held.texts, record["report_id"], span),
            **({} if state is None else {"state": state}),
        },
    }


def _selectors(texts: Texts, report_id: str, span: Record) -> list[Record]:
    start, end = span["start"], span["end"]
    return [
        {
            "type": "TextQuoteSelector",
            "exact": span["wording"],
            "prefix": texts.stretch(report_id, max(0, start - _AROUND), start),
            "suffix": texts.stretch(report_id, end, end + _AROUND),
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _named_by_hash(sha256: str) -> str:
    return "ni:///sha-256;" + urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def _figure(figure: Record) -> str:
    counted = " ".join(word for word in (figure["kind"], figure["measure"], figure["object"]) if word)
    low, high = ("open" if figure[bound] is None else figure[bound] for bound in ("low", "high"))
    return f"{counted}: {low} to {high} ({figure['modifier']}), {figure['status']}, {_by(figure)}"


def _by(record: Record) -> str:
    source = record["source"]
    return f"{source['name']} ({source['role']})" if source["role"] else str(source["name"])
