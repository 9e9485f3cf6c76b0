"""Events as HXL: a header for people, the row of hashtags, then one row an event that hit people, attacks, or raids.

Counts are the best ones under the profile asked for (`literal` unless given), empty where there is none; three tags of
ours (#meta+rule, #meta+members, #meta+notes) tell where they come from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, events
from trucewatch.export.tables import write_rows
from trucewatch.export.told import tell, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.told import Told
    from trucewatch.ledger import View

__all__ = ["HEADERS", "TAGS", "rows", "write_hxl"]

_COLUMNS = {
    "#date+event": "Date of event",
    "#date+reported": "First reported",
    "#country+code": "Country",
    "#adm1+name": "Region",
    "#adm2+name": "District",
    "#loc+name": "Place",
    "#geo+lat": "Latitude",
    "#geo+lon": "Longitude",
    "#event+type": "Kind of event",
    "#affected+killed": "Killed",
    "#affected+injured": "Injured",
    "#affected+killed+children": "Children killed",
    "#affected+killed+civilians": "Civilians killed",
    "#affected+displaced": "Displaced",
    "#meta+source": "Who says so",
    "#meta+url": "Where",
    "#meta+id": "Event id",
    "#meta+rule": "Rule of the counts",
    "#meta+members": "Figures they rest on",
    "#meta+notes": "Notes",
}
TAGS = tuple(_COLUMNS)
"""The hashtags, in order."""
HEADERS = tuple(_COLUMNS.values())
"""What the columns are called for people."""

_ALWAYS = {"attack", "raid"}
_MEASURES = ("killed", "injured", "displaced")


def write_hxl(view: View, asked: Asked, out: TextIO) -> None:
    """Write the events asked for as HXL in CSV."""
    write_rows(HEADERS, _lines(view, asked), out)


def rows(view: View, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield a row an event by hashtag; what is not known is None."""
    for told in tell(view, (event for event in events(view, asked) if _hit_people(event))):
        yield _row(told)


def _lines(view: View, asked: Asked) -> Iterator[list[Any]]:
    yield list(TAGS)
    for row in rows(view, asked):
        yield [row[tag] for tag in TAGS]


def _hit_people(event: dict[str, Any]) -> bool:
    return event["kind"] in _ALWAYS or any(series["measure"] in _MEASURES for series in event["series"])


def _row(told: Told) -> dict[str, Any]:
    point, published = told.point, told.published
    counts = {measure: told.count(measure) for measure in _MEASURES}
    parts = {group: told.part("killed", group) for group in ("children", "civilians")}
    counted = [series for series in (*counts.values(), *parts.values()) if series is not None]
    return {
        "#date+event": told.when["start"],
        "#date+reported": published[0] if published else None,
        "#country+code": told.place["country"],
        "#adm1+name": told.region,
        "#adm2+name": told.district,
        "#loc+name": told.place["name"],
        "#geo+lat": None if point is None else point[1],
        "#geo+lon": None if point is None else point[0],
        "#event+type": told.event["kind"],
        "#affected+killed": value(counts["killed"], "best"),
        "#affected+injured": value(counts["injured"], "best"),
        "#affected+killed+children": value(parts["children"], "best"),
        "#affected+killed+civilians": value(parts["civilians"], "best"),
        "#affected+displaced": value(counts["displaced"], "best"),
        "#meta+source": told.voices,
        "#meta+url": [report["url"] for report in told.reports if report["url"]],
        "#meta+id": told.event["event_id"],
        "#meta+rule": next((series["rule"] for series in counted), None),
        "#meta+members": list(dict.fromkeys(name for series in counted for name in series["members"])),
        "#meta+notes": told.note(_MEASURES),
    }
