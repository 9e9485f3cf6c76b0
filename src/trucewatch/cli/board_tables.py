"""Boards for people: the few columns that a glance needs, and one id of the evidence to start `show` from.

All columns and all evidence stand in JSON Lines and CSV.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.table import Table
from rich.text import Text

from trucewatch.cli.tables import console
from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["board_table"]

Row = dict[str, Any]

_ROOMY: Final = 100
_ID_LENGTH: Final = 11
_LONGEST: Final = 110
_ALARMING: Final = {"disputed", "refused", "withdrawn", "rejects", "denied"}


def board_table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the table of a board."""
    roomy = console().width >= _ROOMY
    made = Table(box=None, pad_edge=False, padding=(0, 2 if roomy else 1, 0, 0), header_style="bold underline")
    columns = _COLUMNS[name]
    for head, _, options in columns:
        made.add_column(head, overflow="fold", **options)
    made.add_column("evidence", no_wrap=True)
    last: list[str] = []
    for row in rows:
        cells = [_short(value(row)) for _, value, _ in columns]
        made.add_row(
            *(Text(_unless_above(n, cells, last), style=_style(cells[n])) for n in range(len(cells))), _ids(row)
        )
        last = cells
    return made


def _unless_above(number: int, cells: Sequence[str], last: Sequence[str]) -> str:
    """Return a cell, but nothing where it and all before it only repeat the row above."""
    return "" if number == 0 and last and cells[0] == last[0] else cells[number]


def _short(value: object) -> str:
    words = "" if value is None else f"{value:,}" if isinstance(value, int | float) else one_line(str(value))
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0] + " …"


def _style(cell: str) -> str:
    return "red" if cell in _ALARMING else ""


def _ids(row: Mapping[str, Any]) -> Text:
    """Return the first id of the evidence, and how many more there are."""
    found = list(dict.fromkeys(each["id"] for cell in row["evidence"].values() for each in cell))
    if not found:
        return Text("")
    return Text(found[0][:_ID_LENGTH] + (f" +{len(found) - 1}" if len(found) > 1 else ""))


def _key(key: str) -> Callable[[Mapping[str, Any]], object]:
    return lambda row: row.get(key)


def _days(start: str, end: str) -> Callable[[Mapping[str, Any]], object]:
    def told(row: Mapping[str, Any]) -> str | None:
        return row[start] if row[start] == row[end] else f"{row[start]} to {row[end]}"

    return told


def _counted(row: Mapping[str, Any]) -> str:
    low, best, high = (None if row[name] is None else f"{row[name]:,}" for name in ("low", "best", "high"))
    if low == high:
        return str(low)
    bounds = f"{low or '?'} to {high or '?'}"
    return f"{best} ({bounds})" if best else bounds


def _measured(row: Mapping[str, Any]) -> str:
    part = f", of {row['part_of']}" if row["part_of"] else ""
    axis = f", as {row['axis']} counts the other side" if row["axis"] else ""
    suffered = f", losses of {row['suffered_by']}" if row["suffered_by"] else ""
    return f"{row['measure']} {row['object'] or ''}".strip() + part + suffered + axis


def _versions(row: Mapping[str, Any]) -> str:
    return str(row["versions"]) + (f", denied by {row['denied_by']}" if row["denied_by"] else "")


def _money(row: Mapping[str, Any]) -> str | None:
    if row["value"] is None:
        return None
    return f"{row['value']} {row['currency'] or ''}".strip() + (f" = {row['same_as']}" if row["same_as"] else "")


_DAY: Final[dict[str, Any]] = {"width": 10}
_FIXED: Final[dict[str, Any]] = {"no_wrap": True}
_RIGHT: Final[dict[str, Any]] = {"justify": "right"}
_WORDS: Final[dict[str, Any]] = {"ratio": 3, "min_width": 20}

_COLUMNS: Final[dict[str, list[tuple[str, Callable[[Mapping[str, Any]], object], dict[str, Any]]]]] = {
    "force": [
        ("aspect", _key("aspect"), _FIXED),
        ("who", _key("party"), {}),
        ("step", _key("step"), _FIXED),
        ("value", _key("value"), {}),
        ("condition", _key("condition"), {"ratio": 2}),
        ("words", _key("words"), _WORDS),
        ("since", _key("since"), _DAY),
        ("note", _key("note"), {}),
    ],
    "ceasefire": [
        ("aspect", _key("aspect"), _FIXED),
        ("who", _key("party"), {}),
        ("against", _key("against"), {}),
        ("step", _key("step"), {}),
        ("terms", _key("terms"), {}),
        ("value", _key("value"), {}),
        ("words", _key("words"), _WORDS),
        ("since", _key("since"), _DAY),
    ],
    "attacks": [
        ("event", _key("event"), {"min_width": 18}),
        ("what", _measured, {"min_width": 12}),
        ("count", _counted, _RIGHT),
        ("versions", _versions, _WORDS),
        ("state", _key("state"), _FIXED),
        ("grade", _key("grade"), _FIXED),
        ("truce since", _key("truce_since"), _DAY),
    ],
    "raids": [
        ("night", _days("night_start", "night_end"), _DAY),
        ("side", _key("side"), {}),
        ("place", _key("place"), {}),
        ("sent", _key("object"), _FIXED),
        ("launched", _key("launched"), _RIGHT),
        ("intercepted", _key("intercepted"), _RIGHT),
        ("lost", _key("lost"), _RIGHT),
        ("struck", _key("struck"), _RIGHT),
        ("residual", _key("residual"), _RIGHT),
        ("counted by", _key("counted_by"), {"ratio": 1}),
        ("status", _key("status"), {}),
    ],
    "support": [
        ("aspect", _key("aspect"), _FIXED),
        ("who", _key("donor"), {}),
        ("to", _key("recipient"), {}),
        ("sort", _key("sort"), {}),
        ("amount", _money, {}),
        ("step", _key("step"), _FIXED),
        ("condition", _key("condition"), {"ratio": 1}),
        ("words", _key("words"), _WORDS),
        ("since", _key("since"), _DAY),
    ],
    "standing": [
        ("topic", _key("topic"), {}),
        ("holder", _key("holder"), {}),
        ("stance", _key("stance"), {}),
        ("condition", _key("condition"), {"ratio": 2}),
        ("since", _key("since"), _DAY),
        ("before", _key("before"), {}),
        ("changed", _key("changed"), _DAY),
        ("words", _key("words"), _WORDS),
    ],
    "disruption": [
        ("when", _days("when_start", "when_end"), _DAY),
        ("place", _key("place"), {}),
        ("service", _key("service"), {}),
        ("value", _key("value"), {}),
        ("how long", _key("lasting"), {}),
        ("words", _key("words"), _WORDS),
    ],
}
