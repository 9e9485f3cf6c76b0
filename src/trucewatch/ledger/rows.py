"""How contract records become rows and come back: one table of columns and paths a record, read both ways.

`source.name` is the key `name` inside the object `source`. What comes back equals what went in, key for key
and in the contract's order; an object all of whose parts are null was null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["FIGURE", "PAGE", "POSITION", "PROBLEM", "STATEMENT", "Column", "Shape"]

Record = dict[str, Any]
Picked = tuple[tuple[str, ...], "Callable[[Mapping[str, Any]], tuple[Any, ...]]"]
"""Keys, and what takes their values from a row, in the same order."""

_LARGEST = 2**63 - 1  # what an INTEGER column holds; larger numbers are kept as REAL


@dataclass(frozen=True, slots=True)
class Column:
    """A column, the path of its value in the record (a key or two), and its form: plain, truth, number or json."""

    name: str
    path: tuple[str, ...]
    form: str = "plain"

    def written(self, record: Record) -> Any:
        """Return what the column holds for `record`."""
        value: Any = record
        for key in self.path:
            value = None if value is None else value[key]
        if self.form == "json":
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if self.form == "truth":
            return int(value)
        if self.form == "number" and isinstance(value, int) and abs(value) > _LARGEST:
            return float(value)
        return value


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _list(value: str) -> Any:
    return [] if value == "[]" else json.loads(value)  # most are empty


_TOLD: dict[str, Callable[[Any], Any] | None] = {"plain": None, "truth": bool, "number": _number, "json": _list}
"""How what a column of each form holds is read; None: as it is."""


def _picked(columns: Sequence[Column]) -> Picked:
    names = [column.name for column in columns]
    pick = itemgetter(*names)
    return tuple(column.path[-1] for column in columns), pick if len(names) > 1 else lambda row: (pick(row),)


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of record is kept: its table and its columns in the contract's order of keys."""

    record: str
    columns: tuple[Column, ...]
    blank: Record = field(init=False, repr=False)
    """All keys in their order, without values."""
    plain: Picked = field(init=False, repr=False)
    objects: tuple[tuple[str, Picked], ...] = field(init=False, repr=False)
    coded: tuple[tuple[str, Callable[[Any], Any]], ...] = field(init=False, repr=False)
    """The keys whose values are read otherwise than they are kept; what stands in objects never is."""

    def __post_init__(self) -> None:
        inside: dict[str, list[Column]] = {}
        for column in self.columns:
            inside.setdefault(column.path[0], []).append(column)
        objects = tuple((key, _picked(held)) for key, held in inside.items() if len(held[0].path) > 1)
        plain = [column for column in self.columns if len(column.path) == 1 and column.name != "report"]
        told = ((column.path[0], _TOLD[column.form]) for column in self.columns)
        object.__setattr__(self, "blank", {"record": self.record, **dict.fromkeys(inside)})
        object.__setattr__(self, "plain", _picked(plain))
        object.__setattr__(self, "objects", objects)
        object.__setattr__(self, "coded", tuple((key, read) for key, read in told if read is not None))

    def row(self, record: Record) -> dict[str, Any]:
        """Return the row that keeps `record`."""
        return {column.name: column.written(record) for column in self.columns}

    def tell(self, row: Mapping[str, Any], report: str) -> Record:
        """Return the record that `row` keeps; `report` is the report's name as given."""
        record = self.blank.copy()
        keys, pick = self.plain
        record.update(zip(keys, pick(row), strict=True))
        record["report"] = report
        for key, (parts, pick_parts) in self.objects:
            values = pick_parts(row)
            if values.count(None) != len(values):
                record[key] = dict(zip(parts, values, strict=True))
        for key, read in self.coded:
            record[key] = read(record[key])
        return record


def _columns(layout: str) -> tuple[Column, ...]:
    """Read a layout: a line a column, `column path form`, path and form left out where plain."""
    columns: list[Column] = []
    for line in layout.strip().splitlines():
        name, path, form = [*line.split(), "", ""][:3]
        columns.append(Column(name, tuple((path or name).split(".")), form or "plain"))
    return tuple(columns)


_SOURCE = """
source_name source.name
source_role source.role
source_side source.side
source_start source.start
source_end source.end
source_wording source.wording
"""

STATEMENT = Shape(
    "statement",
    _columns(f"""
statement_id
report
mode
{_SOURCE.strip()}
cue_start cue.start
cue_end cue.end
cue_wording cue.wording
content_start content.start
content_end content.end
content_wording content.wording
medium
is_embed embed truth
is_repeat repeat truth
"""),
)

FIGURE = Shape(
    "figure",
    _columns(f"""
figure_id
report
statement_id
span_start start
span_end end
wording
sentence_start sentence.start
sentence_end sentence.end
kind
measure
object
low low number
high high number
modifier
unit
role
{_SOURCE.strip()}
status
denied_by denied_by json
denial_start denial.start
denial_end denial.end
actor
target
place_name place.name
place_country place.country
place_lat place.lat
place_lon place.lon
place_precision place.precision
place_geonameid place.geonameid
place_start place.start
place_end place.end
when_start when.start
when_end when.end
when_wording when.wording
when_precision when.precision
as_of
part_of
is_repeat repeat truth
"""),
)

POSITION = Shape(
    "position",
    _columns("""
position_id
report
holder
topic
stance
proviso on
span_start start
span_end end
wording
statement_id
"""),
)

PROBLEM = Shape(
    "problem",
    _columns("""
report
stage
message
span_start start
span_end end
"""),
)

PAGE = Shape(
    "report",
    _columns("""
report
report_id
outlet
url
title
authors authors json
published
published_evidence
language
stories stories json
furniture furniture json
embeds embeds json
"""),
)
