"""Records for programs: JSON Lines and CSV.

JSON Lines are UTF-8, one object a line; what would break a line or a terminal is escaped, as JSON allows. CSV
has one column a value; a cell of text that a spreadsheet would run as a formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any, Final, TextIO, cast

from trucewatch.cli.wording import CONTROLS, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["COLUMNS", "as_json", "write_board_csv", "write_csv", "write_jsonl"]

_SPAN: Final = ("start", "end", "wording")
_NESTED: Final[dict[str, tuple[str, ...]]] = {
    "source": ("name", "role", "side", *_SPAN),
    "cue": _SPAN,
    "content": _SPAN,
    "before": ("report_id", *_SPAN),
    "after": ("report_id", *_SPAN),
    "sentence": ("start", "end"),
    "denial": ("start", "end"),
    "place": ("name", "country", "lat", "lon", "precision", "geonameid", "start", "end"),
    "when": (*_SPAN, "precision"),
}

_REPORTED: Final = "report_id outlet published"
_COLUMNS: Final = {
    "figure": "figure_id report statement_id start end wording sentence kind measure object low high modifier unit "
    f"role source status denied_by denial actor target place when as_of part_of repeat {_REPORTED}",
    "statement": f"statement_id report mode source cue content medium embed repeat {_REPORTED}",
    "position": f"position_id report holder topic stance on start end wording statement_id {_REPORTED}",
    "report": "report report_id outlet url title authors published published_evidence language stories furniture "
    "embeds sha256 media_type fetched made_by characters version versions newest added statements figures positions "
    "problems",
    "lineage": "lineage_id agency origin reports evidence parts",
    "drift": "drift_id lineage_id change what now before after",
    "event": "event_id label kind when place figures reports origins voices grade series near",
    "problem": f"report stage message start end problem_id {_REPORTED} added read_since",
}
COLUMNS: Final[dict[str, tuple[str, ...]]] = {kind: tuple(names.split()) for kind, names in _COLUMNS.items()}
"""The columns of each kind of record, in order; those that hold an object become one column a key: `place.name`."""

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_json(record: Mapping[str, Any]) -> str:
    """Return a record as one line of JSON, in UTF-8 but for characters that would break a line or a terminal."""
    line = json.dumps(record, ensure_ascii=False, separators=(", ", ": "))
    return CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def write_jsonl(records: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write records as JSON Lines."""
    out.writelines(as_json(record) + "\n" for record in records)


def write_csv(records: Iterable[Mapping[str, Any]], kind: str, out: TextIO) -> None:
    """Write records of one kind as CSV under a header, which stands also where there is none."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_header(kind))
    looked_at = out.isatty()
    for record in records:
        writer.writerow([_cell(value, looked_at=looked_at) for value in _values(record, kind)])


def write_board_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], out: TextIO) -> None:
    """Write the rows of a board as CSV: its columns, and behind each the ids of its evidence: `launched.evidence`."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for column in columns for name in (column, f"{column}.evidence")])
    looked_at = out.isatty()
    for row in rows:
        held: Mapping[str, Any] = row["evidence"]
        cells: list[Any] = []
        for column in columns:
            cells += [row[column], list(dict.fromkeys(each["id"] for each in held.get(column, ())))]
        writer.writerow([_cell(value, looked_at=looked_at) for value in cells])


def _header(kind: str) -> list[str]:
    return [f"{column}.{key}" if key else column for column in COLUMNS[kind] for key in _NESTED.get(column, ("",))]


def _values(record: Mapping[str, Any], kind: str) -> Iterable[Any]:
    for column in COLUMNS[kind]:
        value = record.get(column)
        if column in _NESTED:
            held = cast("dict[str, Any]", value or {})
            yield from (held.get(key) for key in _NESTED[column])
        else:
            yield value


def _cell(value: Any, *, looked_at: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | dict):
        held = cast("list[Any] | dict[str, Any]", value)
        simple = isinstance(held, list) and all(isinstance(part, str) for part in held)
        value = "; ".join(cast("list[str]", held)) if simple else json.dumps(held, ensure_ascii=False)
    text = shown(str(value)) if looked_at else str(value)
    # A zero ends a cell in half of the programs that read CSV.
    text = text.replace("\x00", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
