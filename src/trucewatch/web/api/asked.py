"""What a request may ask: the filters of the command line, a day, a cursor, a page size, as FastAPI declares them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Path, Query
from pydantic import BaseModel

from trucewatch.errors import UsageError
from trucewatch.ledger import EventFilters, Filters
from trucewatch.web.asked import day

__all__ = [
    "AsOf",
    "Cursor",
    "Limit",
    "Narrowed",
    "NarrowedEvents",
    "Profile",
    "RecordId",
    "checked",
    "narrowed",
    "narrowed_events",
    "narrowed_rows",
]

_MOST = 500
_DAY = ["2025-04-05"]

Since = Annotated[
    str | None, Query(description="From this day on: of the event, else of publication.", max_length=10, examples=_DAY)
]
Until = Annotated[str | None, Query(description="Up to and with this day.", max_length=10, examples=_DAY)]
Where = Annotated[
    str | None, Query(description="Part of a place's name, or a country's code.", examples=["UA"], max_length=200)
]
Source = Annotated[str | None, Query(description="Part of the name or role of who says it, or a side.", max_length=200)]
Outlet = Annotated[str | None, Query(description="Part of the name of who published it.", max_length=200)]
Kind = Annotated[
    str | None,
    Query(description="A figure's kind or measure, a mode, topic, stance or stage.", examples=["toll"], max_length=200),
]
Versions = Annotated[bool, Query(description="Also what older versions of a page said.")]
AsOf = Annotated[str | None, Query(description="As it was known on that day.", max_length=10, examples=_DAY)]
Cursor = Annotated[str | None, Query(description="`next` of the page before; none: the first page.", max_length=1000)]
Limit = Annotated[int, Query(description="How many records a page holds at most.", ge=1, le=_MOST)]
Profile = Annotated[Literal["literal", "acled", "ucdp", "aoav"], Query(description="The rule for low, best and high.")]
RecordId = Annotated[str, Path(description="The whole id of a record.", max_length=40)]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Filters of records and the day they are known on."""

    filters: Filters
    as_of: str | None


@dataclass(frozen=True, slots=True)
class NarrowedEvents:
    """Filters of events and the day they are known on, which a replay has answered already or must be cut."""

    filters: EventFilters
    as_of: str | None


class DaysAndNames(BaseModel):
    """What narrows every list of records, events and rows of boards."""

    since: Since = None
    until: Until = None
    where: Where = None
    source: Source = None
    as_of: AsOf = None


class RecordQuery(DaysAndNames):
    """What narrows records."""

    outlet: Outlet = None
    kind: Kind = None
    versions: Versions = False


class EventQuery(DaysAndNames):
    """What narrows events and their series."""

    kind: Kind = None
    profile: Profile = "literal"


def narrowed(told: Annotated[RecordQuery, Query()]) -> Narrowed:
    """Return what records are asked for; UsageError where a day is none."""
    first, last = checked(told.since, told.until)
    filters = Filters(first, last, told.where, told.source, told.outlet, told.kind, told.versions)
    return Narrowed(filters, day("as_of", told.as_of))


def narrowed_rows(told: Annotated[DaysAndNames, Query()]) -> Narrowed:
    """Return what rows of a board are asked for; UsageError where a day is none."""
    first, last = checked(told.since, told.until)
    return Narrowed(Filters(first, last, told.where, told.source), day("as_of", told.as_of))


def narrowed_events(told: Annotated[EventQuery, Query()]) -> NarrowedEvents:
    """Return what events are asked for; UsageError where a day is none."""
    first, last = checked(told.since, told.until)
    filters = EventFilters(first, last, told.where, told.source, told.kind, profile=told.profile)
    return NarrowedEvents(filters, day("as_of", told.as_of))


def checked(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    """Return two days as they are; UsageError where one is none or nothing can lie between them."""
    first, last = day("since", since), day("until", until)
    if first and last and first > last:
        raise UsageError(f"since={first} is after until={last}: nothing can lie between them")
    return first, last
