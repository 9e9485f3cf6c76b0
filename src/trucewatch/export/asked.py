"""What is exported: the records that filters and a day ask for, one at a time, whatever their number.

Reports, records and problems narrow as `Filters` says, events as `EventFilters` says. As known on a day: what had been
published by then; what has no date is left out, since nobody can say that it was known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trucewatch.errors import UsageError
from trucewatch.ledger import EventFilters, Filters
from trucewatch.ledger import events as linked_events
from trucewatch.ledger.events import streamed
from trucewatch.records import judgement_record
from trucewatch.vocab.events import profile as profile_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trucewatch.ledger import View

__all__ = ["Asked", "events", "lineages", "records", "refuse_outlet"]

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to export: filters, the day it is known on (ISO date, None: all), the rule for low, best and high.

    `profile` None takes the one that a format is made for; UsageError where there is none of that name.
    """

    filters: Filters = field(default_factory=Filters)
    as_of: str | None = None
    profile: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that nobody knows before anything is written."""
        if self.profile is not None:
            profile_named(self.profile)


def records(view: View, kind: str, asked: Asked) -> Iterator[Record]:
    """Yield records of a kind: report, statement, figure, position, problem or judgement."""
    if kind == "judgement":
        for judgement in view.judgements():
            if asked.as_of is None or judgement.decided[:10] <= asked.as_of:
                yield judgement_record(judgement)
        return
    yield from _by_then(getattr(view, f"{kind}s")(asked.filters), asked.as_of)


def refuse_outlet(asked: Asked) -> None:
    """Raise UsageError where an outlet is asked for: events are told by many."""
    if asked.filters.outlet is not None:
        raise UsageError("--outlet narrows reports and what stands in them, not events: leave it out, or use --source")


def events(view: View, asked: Asked, *, profile: str = "literal") -> Iterator[Record]:
    """Yield events under the profile asked for, else under `profile`; UsageError where an outlet is asked for."""
    refuse_outlet(asked)
    filters = asked.filters
    narrowed = EventFilters(
        since=filters.since,
        until=filters.until,
        where=filters.where,
        source=filters.source,
        kind=filters.kind,
        as_of=asked.as_of,
        profile=asked.profile or profile,
    )
    yield from linked_events(view, narrowed)


def lineages(view: View, kind: str, asked: Asked) -> Iterator[Record]:
    """Yield families ("lineage") or what their tellings changed ("drift"); only the day narrows them."""
    yield from streamed(view, kind, as_of=asked.as_of)


def _by_then(found: Iterable[Record], as_of: str | None) -> Iterator[Record]:
    for each in found:
        # What could not be read and was never published counts from the day it was added.
        day = each["published"] or (each.get("added") if each["record"] == "problem" else None) or "9999"
        if as_of is None or day[: len(as_of)] <= as_of:
            yield each
