"""Pages of HTML that open from a folder without a network: the brief, the guide, and a page a report with its marks.

All words of reports are escaped, controls in them shown; no script, no outside address that loads, and a policy in each
page that forbids both.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from trucewatch.export.harmless import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["of_markdown", "of_report", "page"]

Record = dict[str, Any]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = (
    "body{font:1rem/1.55 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c;"
    "background:#fdfcf9}"
    "h1,h2,h3,th,nav,.who{font-family:system-ui,sans-serif}pre,.text{white-space:pre-wrap;overflow-wrap:anywhere}"
    "mark{background:#ffe08a}.said{border-bottom:2px dotted #6b7fa8}table{border-collapse:collapse;font-size:.85rem}"
    "td,th{border-top:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}:target{outline:3px solid"
    " #b33}.who{color:#555;font-size:.9rem}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}a{color:#9cf}mark{background:#665200;"
    "color:#fff}}@media print{nav{display:none}}"
)
_ID = re.compile(r"\b([fsp]1-[0-9a-f]{16})\b")


def page(title: str, body: str, *, up: str = "") -> str:
    """Return a whole page; `title` is plain text, `body` is HTML, `up` the way to the bundle's top ("../")."""
    nav = f'<nav><a href="{up}START-HERE.html">How to read</a> · <a href="{up}brief.html">Brief</a></nav>'
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head>\n<body>{nav}\n<main>\n{body}</main></body></html>\n"
    )


def of_markdown(markdown: str, homes: Mapping[str, str] | None = None, *, links: bool = False) -> str:
    """Return Markdown as HTML; ids in `homes` (record to report) lead to their words; `links` for pages of our own."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    if not links:
        renderer.disable(["link", "image", "autolink", "reference"])
    html = str(renderer.render(plain(markdown)))

    def led(found: re.Match[str]) -> str:
        home = (homes or {}).get(found[1])
        return found[0] if home is None else f'<a href="reports/{home}.html#{found[1]}">{found[1]}</a>'

    return _ID.sub(led, html) if homes else html


def of_report(report: Record, text: str, figures: Iterable[Record], statements: Iterable[Record]) -> str:
    """Return the page of a report: its text with figures and statements marked, and a list of them below."""
    counted, said = list(figures), list(statements)
    spans = [(f["start"], f["end"], f["figure_id"], True) for f in counted]
    spans += [(s["content"]["start"], s["content"]["end"], s["statement_id"], False) for s in said]
    title = report["title"] or report["report"]
    told = [report["outlet"], report["published"], report["url"], report["report"], report["report_id"]]
    cut = max(len(counted), len(said))
    if cut < max(report["figures"], report["statements"]):
        told.append(f"the first {cut} figures and statements are marked here, all of them stand in records/")
    heading = f"<h1>{_text(title)}</h1>\n<p class=who>{' · '.join(_text(part) for part in told if part)}</p>\n"
    body = f"{heading}<div class=text>{_marked(text, spans)}</div>\n{_figures(counted)}{_statements(said)}"
    return page(title, body, up="../")


def _marked(text: str, spans: list[tuple[int, int, str, bool]]) -> str:
    """Return the text with anchors where records begin, and marks over all that is inside one."""
    begin: dict[int, list[str]] = {}
    change: dict[int, list[int]] = {0: [0, 0], len(text): [0, 0]}
    for start, end, name, is_figure in spans:
        begin.setdefault(start, []).append(name)
        change.setdefault(start, [0, 0])[is_figure] += 1
        change.setdefault(end, [0, 0])[is_figure] -= 1
    cuts = sorted(change)
    depth = [0, 0]
    parts: list[str] = []
    for first, last in zip(cuts, [*cuts[1:], len(text)], strict=True):
        depth = [depth[0] + change[first][0], depth[1] + change[first][1]]
        parts += [f'<a id="{escape(name)}"></a>' for name in begin.get(first, ())]
        words = _text(text[first:last])
        words = f"<mark>{words}</mark>" if depth[1] and words else words
        parts.append(f"<span class=said>{words}</span>" if depth[0] and words else words)
    return "".join(parts)


def _figures(figures: list[Record]) -> str:
    rows = [
        [
            _link(figure["figure_id"]),
            _text(figure["wording"]),
            _text(" ".join(word for word in (figure["measure"], figure["object"]) if word)),
            _text(f"{_bound(figure['low'])} to {_bound(figure['high'])}, {figure['modifier']}"),
            _text(figure["source"]["name"]),
            _text(figure["status"]),
        ]
        for figure in figures
    ]
    return _table("Figures", ("id", "words", "counted", "value", "source", "status"), rows)


def _statements(statements: list[Record]) -> str:
    rows = [
        [_link(each["statement_id"]), _text(each["source"]["name"]), _text(each["source"]["role"] or ""),
         _text(each["mode"])]
        for each in statements
    ]  # fmt: skip
    return _table("Statements", ("id", "source", "role", "mode"), rows)


def _table(title: str, names: tuple[str, ...], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in names)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<h2>{title}</h2>\n<table><tr>{head}</tr>\n{lines}</table>\n"


def _link(name: str) -> str:
    return f'<a href="#{escape(name)}">{escape(name)}</a>'


def _bound(value: float | None) -> str:
    return "open" if value is None else str(value)


def _text(words: str) -> str:
    return escape(plain(words))
