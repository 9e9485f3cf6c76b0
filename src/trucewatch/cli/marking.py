"""A record in its own words: the paragraph it stands in, with the words marked, and what they mean below.

The text is the report's, made harmless; only whole paragraphs are shown, so that a reader sees the context.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rich.text import Text

from trucewatch.cli.tables import console, number, place, source, status_style, when
from trucewatch.cli.wording import one_line, paragraph, shown
from trucewatch.ledger import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.ledger import View

__all__ = ["figures_of", "told"]

Span = tuple[int, int]

_WORDS = "bold black on yellow"
_SOURCE = "underline"
_MOST_AROUND = 2_000  # characters before and after the words; a paragraph of megabytes is no paragraph


def figures_of(view: View, report: Mapping[str, Any]) -> list[Span]:
    """Return where the figures of a report stand."""
    asked = Filters(outlet=report["outlet"], versions=True)
    return sorted({(f["start"], f["end"]) for f in view.figures(asked) if f["report_id"] == report["report_id"]})


def told(record: Mapping[str, Any], figures: Sequence[Span] = ()) -> None:
    """Print a record of a view with its words, marked, in their paragraph; a report with its `figures` marked."""
    out = console()
    kind, text = record["record"], record.get("text")
    out.print(Text(f"{kind} {record[f'{kind}_id']}", style="bold"))
    if text is not None:
        out.print()
        out.print(_passage(record, str(text), figures), soft_wrap=not out.is_terminal)
        out.print()
    for name, value in _facts(record):
        if value:
            style = status_style(record) if name == "status" else ""
            out.print(Text(f"{name:<11}", style="dim") + Text(one_line(str(value)), style=style), soft_wrap=True)


def _passage(record: Mapping[str, Any], text: str, figures: Sequence[Span]) -> Text:
    """Return the paragraph of the record's words, cut where it is endless, or the whole text of a report."""
    if record["record"] == "report":
        return _marked(text, (0, len(text)), figures, None)
    words = record["content"] if record["record"] == "statement" else record
    if words.get("start") is None:
        return Text("")
    span = (words["start"], words["end"])
    mention: Mapping[str, Any] = record.get("source") or {"start": None}
    said_by = None if mention["start"] is None else (mention["start"], mention["end"])
    first, last = paragraph(text, *span)
    start, end = max(first, span[0] - _MOST_AROUND), min(last, span[1] + _MOST_AROUND)
    made = _marked(text, (start, end), [span], said_by)
    return Text("… " if start > first else "") + made + Text(" …" if end < last else "")


def _marked(text: str, around: Span, words: Iterable[Span], said_by: Span | None) -> Text:
    """Return the text of `around` with the words between ⟦ ⟧ or in colour, and their source underlined."""
    coloured = console().is_terminal
    made, at = Text(), around[0]
    for start, end in sorted(words):
        if start < at:
            continue
        made.append_text(_plain(text, (at, start), said_by))
        piece = shown(text[start:end])
        made.append(piece if coloured else f"⟦{piece}⟧", style=_WORDS)
        at = end
    return made.append_text(_plain(text, (at, around[1]), said_by))


def _plain(text: str, around: Span, underlined: Span | None) -> Text:
    made = Text()
    cuts = [around[0], *(min(max(cut, around[0]), around[1]) for cut in underlined or ()), around[1]]
    for position, (start, end) in enumerate(pairwise(cuts)):
        made.append(shown(text[start:end]), style=_SOURCE if underlined and position == 1 else "")
    return made


def _facts(record: Mapping[str, Any]) -> Iterable[tuple[str, object]]:
    """Yield what is known of a record, line by line."""
    kind = record["record"]
    if kind == "figure":
        yield (
            "figure",
            f"{record['kind']}: {record['measure']}" + (f" ({record['object']})" if record["object"] else ""),
        )
        yield "number", f"{number(record)}, {record['modifier'].replace('_', ' ')}"
        yield "role", record["role"]
        yield "status", record["status"] + (f" by {', '.join(record['denied_by'])}" if record["denied_by"] else "")
        yield "by", record["actor"]
        yield "against", record["target"]
        yield "place", place(record)
        yield "when", when(record)
        yield "as of", record["as_of"]
        yield "part of", record["part_of"]
        yield "statement", record["statement_id"]
    if kind == "position":
        yield "holder", record["holder"]
        yield "stance", f"{record['stance']} {record['topic']}" + (f", if: {record['on']}" if record["on"] else "")
        yield "statement", record["statement_id"]
    if kind in {"figure", "statement"}:
        yield "source", _source(record)
    if kind == "statement":
        yield "mode", record["mode"] + (f", by {record['medium']}" if record["medium"] else "")
    if kind == "problem":
        yield "problem", record["message"]
        yield "stage", record["stage"]
    yield from _provenance(record)


def _source(record: Mapping[str, Any]) -> str:
    held = record["source"]
    role = f", {held['role']}" if held["role"] else ""
    said = f" (here: {held['wording']})" if held["wording"] and held["wording"] != held["name"] else ""
    return f"{source(record)}{role}{said}"


def _provenance(record: Mapping[str, Any]) -> Iterable[tuple[str, object]]:
    yield "title", record.get("title")
    yield "outlet", record.get("outlet")
    evidence = record.get("published_evidence")
    yield (
        "published",
        f"{record['published']} ({evidence})" if record.get("published") and evidence else record.get("published"),
    )
    yield "report", record["report"]
    if record["record"] != "report":
        yield "report id", record.get("report_id")
    yield "url", record.get("url")
