"""Which events does the ledger tell of? Those kept by `relink`, or made on the spot where they are out of date.

Filtered after the fact: an event is asked for by its days, place, kind or measure, and by who is heard on it. As of a
day they are linked anew, in a ledger too large for that (`is_cut`) cut out of what is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from trucewatch.ledger.derive import derive, fingerprint
from trucewatch.ledger.past import Past
from trucewatch.ledger.questions import fold
from trucewatch.ledger.ruled import under_rule
from trucewatch.vocab.events import profile as profile_named

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping

    from trucewatch.ledger.view import View

__all__ = ["EventFilters", "derived", "events", "is_asked", "is_cut", "streamed"]

Record = dict[str, Any]

_MADE: WeakKeyDictionary[View, tuple[tuple[str | None, str], Mapping[str, tuple[Record, ...]]]] = WeakKeyDictionary()
"""What was derived last of each view that is open."""
_MOST_READINGS, _MOST_FIGURES = 5_000, 50_000  # linked anew as of a day: at 20 ms and 140 KB a report
_CODE = 2  # letters of a country's code


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What to show; None asks nothing.

    `since`, `until`: days of the event, both included; `where`: part of the place's name or label, or an ISO-2 code;
    `source`: part of the name of somebody heard on it; `kind`: the event's kind, or a measure of one of its series;
    `as_of`: only what was published and judged by that day; `profile`: the rule for low, best and high.
    """

    since: str | None = None
    until: str | None = None
    where: str | None = None
    source: str | None = None
    kind: str | None = None
    as_of: str | None = None
    profile: str = "literal"


def events(view: View, filters: EventFilters | None = None) -> Generator[Record]:
    """Yield `event` records in order of day and label."""
    asked = filters or EventFilters()
    for event in streamed(view, "event", as_of=asked.as_of, profile=asked.profile):
        if is_asked(event, asked):
            yield event


def derived(view: View, kind: str, *, as_of: str | None = None, profile: str = "literal") -> tuple[Record, ...]:
    """Return the derived records of one kind: event, lineage or drift; kept ones where they are up to date."""
    if (as_of is None and profile == "literal" and view.kept_from() == fingerprint(view)) or is_cut(view, as_of):
        return tuple(streamed(view, kind, as_of=as_of, profile=profile))
    return _made(view, as_of, profile).get(kind, ())


def is_cut(view: View, as_of: str | None) -> bool:
    """Whether what is derived as of a day is today's, cut to what was published by then, and not linked anew.

    So it is where linking would take minutes and gigabytes: a ledger of thousands of reports (decision 032).
    """
    if as_of is None:
        return False
    held = next(view.ask("SELECT COUNT(*) AS readings, COALESCE(SUM(figures), 0) AS figures FROM reading"))
    is_large = held["readings"] > _MOST_READINGS or held["figures"] > _MOST_FIGURES
    return is_large and view.kept_from() == fingerprint(view)


def streamed(view: View, kind: str, *, as_of: str | None = None, profile: str = "literal") -> Iterator[Record]:
    """Yield what `derived` returns one record at a time, whatever their number, where kept ones are up to date.

    The profile changes nothing but low, best, high and members of series, so it is laid over what is kept.
    """
    is_past = is_cut(view, as_of)
    if not is_past and (as_of is not None or view.kept_from() != fingerprint(view)):
        yield from _made(view, as_of, profile).get(kind, ())
        return
    kept = (record for _, record in view.kept(kind))
    rule = None if profile == "literal" or kind != "event" else profile_named(profile)
    for record in Past(view, as_of).of(kind, kept) if is_past and as_of else kept:
        if rule is not None:
            for series in record["series"]:
                series.update(under_rule(series, rule))
        yield record


def _made(view: View, as_of: str | None, profile: str) -> Mapping[str, tuple[Record, ...]]:
    """Return what a view derives; made once for all kinds that are asked for in a row, since a view is one moment."""
    asked = (as_of, profile)
    held = _MADE.get(view)
    if held is None or held[0] != asked:
        _MADE[view] = held = (asked, derive(view, as_of=as_of, profile=profile).records)
    return held[1]


def is_asked(event: Record, asked: EventFilters) -> bool:
    """Whether an `event` record is one that the filters ask for; `as_of` and `profile` aside."""
    when = event["when"]
    if (asked.since or asked.until) and when is None:
        return False
    if asked.since and when["end"] < asked.since:
        return False
    if asked.until and when["start"] > asked.until:
        return False
    if asked.where and not _is_there(event, asked.where):
        return False
    if asked.kind and asked.kind not in {event["kind"], *(series["measure"] for series in event["series"])}:
        return False
    return not asked.source or any(_holds(voice["source"], asked.source) for voice in event["voices"])


def _is_there(event: Record, where: str) -> bool:
    place = event["place"] or {"name": None, "country": None}
    if len(where) <= _CODE:
        return (place["country"] or "").upper() == where.upper()
    return _holds(place["name"], where)


def _holds(name: str | None, part: str) -> bool:
    return (fold(part) or "") in (fold(name) or "")
