"""Records as rows: the columns of every view, their types, and how a value comes out of a record.

A column's name is its path in the record (`place.name`); lists of words stay lists where the format has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["VIEWS", "Column", "Sort", "columns", "points", "series"]

Record = dict[str, Any]


class Sort(StrEnum):
    """What a column holds: words, whole or other numbers, yes or no, a list of words, or JSON of what is nested."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    TRUTH = "truth"
    LIST = "list"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `path` leads to its value in a record, key by key."""

    name: str
    sort: Sort
    path: tuple[str, ...]

    def value(self, record: Mapping[str, Any]) -> Any:
        """Return what the column holds for `record`, None where there is nothing."""
        found: Any = record
        for key in self.path:
            found = None if found is None else found.get(key)
        return self.told(found)

    def told(self, value: Any) -> Any:
        """Return a value as the column tells it: a number without a fraction is whole."""
        is_whole = self.sort is Sort.NUMBER and isinstance(value, float) and value.is_integer()
        return int(value) if is_whole else value


def columns(layout: str) -> tuple[Column, ...]:
    """Read a layout: names set apart by spaces, each with its sort behind a colon unless it is text.

    A name is also the path of its value: `place.name` is the key `name` in the object `place`.
    """
    split = (name.partition(":") for name in layout.split())
    return tuple(Column(name, Sort(sort) if sort else Sort.TEXT, tuple(name.split("."))) for name, _, sort in split)


_SPAN = "{0}.start:whole {0}.end:whole {0}.wording"
_SOURCE = f"source.name source.role source.side {_SPAN.format('source')}"
_PLACE = (
    "place.name place.country place.lat:number place.lon:number place.precision:whole place.geonameid:whole "
    "place.start:whole place.end:whole"
)
_WHEN = "when.start when.end when.wording when.precision"
_REPORTED = "report_id outlet published"
_BOUNDS = "low:number best:number high:number rule members:list state"

VIEWS: dict[str, tuple[Column, ...]] = {
    name: columns(layout)
    for name, layout in {
        "reports": "report_id report outlet url title authors:list published published_evidence language sha256 "
        "media_type fetched added made_by characters:whole version:whole versions:whole newest:truth "
        "statements:whole figures:whole positions:whole problems:whole stories:json furniture:json embeds:json",
        "statements": f"statement_id report mode {_SOURCE} {_SPAN.format('cue')} {_SPAN.format('content')} medium "
        f"embed:truth repeat:truth {_REPORTED}",
        "figures": f"figure_id report statement_id start:whole end:whole wording sentence.start:whole "
        f"sentence.end:whole kind measure object low:number high:number modifier unit role {_SOURCE} status "
        f"denied_by:list denial.start:whole denial.end:whole actor target {_PLACE} {_WHEN} as_of part_of repeat:truth "
        f"{_REPORTED}",
        "positions": "position_id report holder topic stance on start:whole end:whole wording statement_id "
        f"{_REPORTED}",
        "events": f"event_id label kind {_WHEN} {_PLACE} grade figures:list reports:list origins:list voices:json "
        "near:json",
        "series": f"event_id series:whole measure object unit axis part_of suffered_by {_BOUNDS} points:whole",
        "points": "event_id series:whole point:whole measure object axis part_of suffered_by figure_id report_id "
        "origin as_of published low:number high:number modifier wording source side status relation falling:truth "
        "reason",
        "lineages": "lineage_id agency origin reports:list evidence:json parts:json",
        "drift": "drift_id lineage_id change what now before.report_id "
        f"{_SPAN.format('before')} after.report_id {_SPAN.format('after')}",
        "judgements": "judgement_id a b verdict author decided note",
        "problems": f"problem_id report stage message start:whole end:whole {_REPORTED} added read_since:truth",
    }.items()
}
"""The columns of each view, in order."""


def series(events: Iterable[Record]) -> Iterator[Record]:
    """Yield a row for each series of events; `series` is its number in the event, `points` how many it has."""
    for event in events:
        for number, each in enumerate(event["series"]):
            yield {**each, "event_id": event["event_id"], "series": number, "points": len(each["points"])}


def points(events: Iterable[Record]) -> Iterator[Record]:
    """Yield a row for each point of each series of events."""
    for event in events:
        for number, each in enumerate(event["series"]):
            shared = {key: each[key] for key in ("measure", "object", "axis", "part_of", "suffered_by")}
            for place, point in enumerate(cast("list[Record]", each["points"])):
                yield {**shared, **point, "event_id": event["event_id"], "series": number, "point": place}
