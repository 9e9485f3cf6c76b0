"""Events as rows of ACLED's 31 columns: attacks and raids, one row each.

`fatalities` is the best count of the dead under the profile `acled`, empty (not 0) where none is known; `notes` tells
its rule, the figures it rests on and who said what. Codes that only ACLED gives (inter, interaction, region) are empty.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, events
from trucewatch.export.tables import write_rows
from trucewatch.export.told import tell, value
from trucewatch.vocab.exports import acled_precision, acled_type, country_number, kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.told import Told
    from trucewatch.ledger import View

__all__ = ["COLUMNS", "rows", "write_acled"]

_NAMES = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3
location latitude longitude geo_precision source source_scale notes fatalities tags timestamp
"""
COLUMNS = tuple(_NAMES.split())
"""ACLED's columns, in its order."""


def write_acled(view: View, asked: Asked, out: TextIO) -> None:
    """Write the events asked for as ACLED-style CSV."""
    write_rows(COLUMNS, ([row.get(name) for name in COLUMNS] for row in rows(view, asked)), out)


def rows(view: View, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield a row for each attack and raid; what is not known is None or left out."""
    kinds = kinds_of("acled")
    for told in tell(view, (event for event in events(view, asked, profile="acled") if event["kind"] in kinds)):
        yield _row(told)


def _row(told: Told) -> dict[str, Any]:
    event, place, when, point = told.event, told.place, told.when, told.point
    disorder, kind, sub_kind = acled_type(event["label"])
    start = when["start"]
    return {
        "event_id_cnty": event["event_id"],
        "event_date": start,
        "year": None if start is None else int(start[:4]),
        "time_precision": acled_precision("time", when["precision"]),
        "disorder_type": disorder,
        "event_type": kind,
        "sub_event_type": sub_kind,
        "actor1": told.party("actor"),
        "actor2": told.party("target"),
        "iso": country_number(place["country"]),
        "country": told.country,
        "admin1": told.region,
        "admin2": told.district,
        "location": place["name"],
        "latitude": None if point is None else point[1],
        "longitude": None if point is None else point[0],
        "geo_precision": acled_precision("geo", place["precision"]),
        "source": told.outlets,
        "notes": told.note(("killed", "injured")),
        "fatalities": value(told.count("killed"), "best"),
        "tags": _tags(told),
        "timestamp": max((_seconds(report["added"]) for report in told.reports), default=None),
    }


def _tags(told: Told) -> list[str]:
    series = told.count("killed")
    tags = [f"grade={told.event['grade']}", f"voices={len(told.event['voices'])}"]
    return tags if series is None else [*tags, f"fatalities={series['state']}"]


def _seconds(added: str) -> int:
    moment = datetime.fromisoformat(added)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
