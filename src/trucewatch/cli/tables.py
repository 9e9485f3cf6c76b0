"""Records for people: tables as wide as the terminal, cells as plain words.

Every cell is a `Text` of words made harmless, so that neither markup nor escape sequences in a report are
obeyed. Ids are cut to a beginning that `show` understands.
"""

from __future__ import annotations

import os
import sys
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

__all__ = [
    "console",
    "counted",
    "first",
    "number",
    "place",
    "print_table",
    "report_name",
    "source",
    "status_style",
    "table",
    "when",
]

_MOST_ROWS: Final = 2_000
_WIDTH_WITHOUT_TERMINAL: Final = 160
_ROOMY: Final = 100
_NAME_LENGTH: Final = 18
_ID_LENGTH: Final = 11
"""`f1-` and eight digits: two of a million records share such a beginning with probability under 0.0003 each."""

_STYLES: Final = {"denied": "red", "unverified": "yellow", "alleged": "yellow", "asserted": ""}


def console() -> Console:
    """Return the console of stdout, at the terminal's width or at one that fits a log."""
    fixed = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDTH_WITHOUT_TERMINAL
    return Console(file=sys.stdout, width=fixed, highlight=False, markup=False, emoji=False)


def table(kind: str, records: Iterable[Mapping[str, Any]], *, title: str | None = None) -> tuple[Table, int]:
    """Return a table of records of one kind, and how many they are."""
    roomy = console().width >= _ROOMY
    made = Table(
        box=None,
        pad_edge=False,
        padding=(0, 2 if roomy else 1, 0, 0),
        header_style="bold underline",
        title=Text(title) if title else None,
        title_justify="left",
    )
    columns = _COLUMNS[kind]
    for name, _, options in columns:
        made.add_column(name, overflow="fold", **options)
    count = 0
    for record in records:
        count += 1
        style = status_style(record) if kind == "figure" else ""
        made.add_row(*(_cell(value(record), style if name == "status" else "") for name, value, _ in columns))
    return made, count


def first(records: Iterable[Mapping[str, Any]]) -> tuple[list[Mapping[str, Any]], bool]:
    """Return as many records as a person looks through, and whether there are more."""
    waiting = iter(records)
    shown = list(islice(waiting, _MOST_ROWS))
    return shown, next(waiting, None) is not None


def print_table(kind: str, records: Iterable[Mapping[str, Any]]) -> None:
    """Print the records of one kind that a person looks through, and how many they are."""
    shown, more = first(records)
    out = console()
    if shown:
        out.print(table(kind, shown)[0])
    out.print(counted(len(shown), kind, more=more))


def counted(number: int, noun: str, *, more: bool) -> str:
    """Return the line under a table: how many records it shows, and how to get at those left out."""
    told = f"{number:,} {noun}{'' if number == 1 else 's'}"
    return f"the first {told} of more: --format csv or jsonl gives all, --since and --where fewer" if more else told


def status_style(record: Mapping[str, Any]) -> str:
    """Return the colour of a figure's status: what is denied or doubted stands out."""
    return _STYLES.get(str(record["status"]), "cyan")


def number(record: Mapping[str, Any]) -> str:
    """Return the interval of a figure as a person writes it: `18`, `10,000 to 30,000`, `50 or more`, `up to 85`."""
    low, high = (_thousands(record[end]) for end in ("low", "high"))
    unit = f" {record['unit']}" if record.get("unit") else ""
    if low is None or high is None:
        return f"{f'{low} or more' if low is not None else f'up to {high}'}{unit}"
    return f"{low if low == high else f'{low} to {high}'}{unit}"


def source(record: Mapping[str, Any]) -> str:
    """Return who says it, with side; the outlet's own voice is called so."""
    held: Mapping[str, Any] = record.get("source") or {}
    side = f" ({held['side']})" if held.get("side") else ""
    return f"{held.get('name') or ''}{side}"


def place(record: Mapping[str, Any]) -> str:
    """Return the place's name and country."""
    held: Mapping[str, Any] = record.get("place") or {}
    return ", ".join(str(part) for part in (held.get("name"), held.get("country")) if part)


def when(record: Mapping[str, Any]) -> str:
    """Return the day or days of the event."""
    held = record.get("when")
    if not held:
        return ""
    return held["start"] if held["start"] == held["end"] else f"{held['start']} to {held['end']}"


def report_name(record: Mapping[str, Any]) -> str:
    """Return the outlet, or else the end of the report's name, cut in its middle where long."""
    if record.get("outlet"):
        return str(record["outlet"])
    name = PurePosixPath(str(record["report"])).stem
    half = _NAME_LENGTH // 2
    return name if len(name) <= _NAME_LENGTH else f"{name[:half]}…{name[-half:]}"


def _thousands(value: float | None) -> str | None:
    return None if value is None else f"{value:,}"


def _cell(value: object, style: str) -> Text:
    return Text("" if value is None else one_line(str(value)), style=style)


def _id(key: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda record: str(record.get(key) or "")[:_ID_LENGTH]


def _key(key: str) -> Callable[[Mapping[str, Any]], object]:
    return lambda record: record.get(key)


def _measure(record: Mapping[str, Any]) -> str:
    return f"{record['measure']}, {record['object']}" if record.get("object") else str(record["measure"])


def _denied(record: Mapping[str, Any]) -> str:
    return f"denied by {', '.join(record['denied_by'])}" if record.get("denied_by") else str(record["status"])


def _counted(record: Mapping[str, Any]) -> str:
    """Return the counts of an event: best, else the bounds, and what is not agreed."""
    return "; ".join(_series(series) for series in record["series"])


def _series(series: Mapping[str, Any]) -> str:
    what = f"{series['measure']} {series['object'] or ''}".strip()
    best = _thousands(series["best"])
    if best is not None:
        counted = best
    elif series["low"] == series["high"]:
        counted = _thousands(series["low"]) or "?"
    else:
        counted = f"{_thousands(series['low']) or '?'} to {_thousands(series['high']) or '?'}"
    axis = f", as {series['axis']} counts the other side" if series["axis"] else ""
    part = f", of {series['part_of']}" if series["part_of"] else ""
    state = "" if series["state"] in {"single", "agreed"} else f" ({series['state']})"
    suffered = f", losses of {series['suffered_by']}" if series["suffered_by"] else ""
    return f"{counted} {what}{part}{suffered}{axis}{state}"


def _version(record: Mapping[str, Any]) -> str:
    return "" if record["versions"] == 1 else f"{record['version']} of {record['versions']}"


def _named(record: Mapping[str, Any], report_id: str) -> str:
    return str(record["names"].get(report_id, report_id))


def _evidence(record: Mapping[str, Any]) -> str:
    best = max(record["evidence"], key=lambda link: link["score"], default=None)
    return "" if best is None else f"{best['kind']} ({best['score']:.2f}): {best['detail']}"


def _changed(record: Mapping[str, Any]) -> str:
    return str(record["what"]) if record["now"] is None else f"{record['what']} → {record['now']}"


_NARROW: Final[dict[str, Any]] = {"no_wrap": True}
_ID: Final[dict[str, Any]] = {"no_wrap": True, "width": _ID_LENGTH}
_DAY: Final[dict[str, Any]] = {"width": 10}
_RIGHT: Final[dict[str, Any]] = {"justify": "right"}
_WORDS: Final[dict[str, Any]] = {"ratio": 3, "min_width": 24}

_COLUMNS: Final[dict[str, list[tuple[str, Callable[[Mapping[str, Any]], object], dict[str, Any]]]]] = {
    "figure": [
        ("measure", _measure, {"min_width": 8}),
        ("number", _key("wording"), {"min_width": 6}),
        ("source", source, {"min_width": 8}),
        ("status", _denied, {"min_width": 8}),
        ("place", place, {"min_width": 8}),
        ("when", when, _DAY),
        ("report", report_name, {"min_width": 8}),
        ("id", _id("figure_id"), _ID),
    ],
    "statement": [
        ("source", source, {}),
        ("mode", _key("mode"), _NARROW),
        ("words", lambda record: record["content"]["wording"], _WORDS),
        ("medium", _key("medium"), {}),
        ("published", _key("published"), _NARROW),
        ("report", report_name, {}),
        ("id", _id("statement_id"), _ID),
    ],
    "position": [
        ("holder", _key("holder"), {}),
        ("topic", _key("topic"), {}),
        ("stance", _key("stance"), _NARROW),
        ("on", _key("on"), {}),
        ("words", _key("wording"), _WORDS),
        ("published", _key("published"), _NARROW),
        ("report", report_name, {}),
        ("id", _id("position_id"), _ID),
    ],
    "report": [
        ("published", _key("published"), _NARROW),
        ("outlet", _key("outlet"), {}),
        ("title", _key("title"), {}),
        ("report", _key("report"), {}),
        ("version", _version, _NARROW),
        ("figures", _key("figures"), _RIGHT),
        ("statements", _key("statements"), _RIGHT),
        ("positions", _key("positions"), _RIGHT),
        ("problems", _key("problems"), _RIGHT),
        ("id", _id("report_id"), _ID),
    ],
    "event": [
        ("when", when, _DAY),
        ("event", _key("label"), {"min_width": 20}),
        ("counted", _counted, {"ratio": 3, "min_width": 16}),
        ("grade", _key("grade"), _NARROW),
        ("reports", lambda record: len(record["reports"]), _RIGHT),
        ("origins", lambda record: len(record["origins"]), _RIGHT),
        ("id", _id("event_id"), _ID),
    ],
    "lineage": [
        ("agency", _key("agency"), {}),
        ("origin", lambda record: record["names"].get(record["origin"], ""), {"min_width": 8}),
        ("reports", lambda record: ", ".join(_named(record, each) for each in record["reports"]), {"ratio": 2}),
        ("evidence", _evidence, _WORDS),
        ("id", _id("lineage_id"), _ID),
    ],
    "drift": [
        ("change", lambda record: record["change"].replace("_", " "), _NARROW),
        ("before", lambda record: record["before"]["wording"], _WORDS),
        ("in", lambda record: _named(record, record["before"]["report_id"]), {}),
        ("after", lambda record: record["after"]["wording"] if record["after"] else "", _WORDS),
        ("in", lambda record: _named(record, record["after"]["report_id"]) if record["after"] else "", {}),
        ("what", _changed, {"ratio": 2, "min_width": 12}),
        ("id", _id("drift_id"), _ID),
    ],
    "problem": [
        ("report", _key("report"), {}),
        ("stage", _key("stage"), _NARROW),
        ("problem", _key("message"), _WORDS),
        ("read since", lambda record: "yes" if record.get("read_since") else "", _NARROW),
        ("id", _id("problem_id"), _ID),
    ],
}
