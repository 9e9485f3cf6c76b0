"""The map and timeline of events: where and when, chosen by the filters of the list, no more exactly than is known.

The stretch of the globe shown stands in the address (`view`: latitude, longitude, degrees across), so that a map can
be sent to somebody; without it the map shows what fits, or the country chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trucewatch.errors import UsageError
from trucewatch.ledger.pages import atlas as where
from trucewatch.ledger.pages.events import event_rows
from trucewatch.web.charts import atlas
from trucewatch.web.charts.timeline import timeline
from trucewatch.web.labels import plain, precision
from trucewatch.web.page import Page
from trucewatch.web.pages.events import FIELDS, filtered, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.ledger.pages.atlas import Bin, Scope
    from trucewatch.web.asked import Asked
    from trucewatch.web.charts.atlas import Frame, Spot
    from trucewatch.web.page import Shown

__all__ = ["PAGES"]

Record = dict[str, Any]

_VIEW = re.compile(r"(-?\d{1,3}(?:\.\d{1,4})?),(-?\d{1,3}(?:\.\d{1,4})?),(\d{1,3}(?:\.\d{1,4})?)", re.ASCII)
_CODE = 2  # letters of a country's code
_STEP = 0.35  # of the map, one step aside


def _map(asked: Asked) -> Shown:
    found = where.scope(asked.view, wanted(asked))
    spots = list(_spots(asked, found))
    frame = _frame(asked, spots)
    inside = sum(spot.count for spot in spots if atlas.is_drawable(spot, frame))
    width, bins = where.bins(found.days)
    shown = event_rows(asked.view, wanted(asked), cursor=asked.word("after"), limit=30)
    return {
        "found": found,
        "outside": sum(spot.count for spot in spots) - inside,
        "undrawn": found.placed - sum(spot.count for spot in spots),
        "chart": atlas.draw(spots, frame, label=f"Map of {inside} event{'' if inside == 1 else 's'}"),
        "is_empty": not spots,
        "moves": list(_moves(asked, frame)),
        "countries": [
            (row["name"], atlas.country_name(row["name"])) for row in where.countries(asked.view, as_of=asked.as_of)
        ],
        "bars": timeline(bins, lambda each: _days(asked, each), label=f"Events by {plain(width)}"),
        "width": width,
        "shown": shown,
        "fields": FIELDS,
        "events_url": asked.url("/events", **filtered(asked)),
    }


def _days(asked: Asked, each: Bin) -> str:
    return asked.here(since=each.start, until=each.end)


def _spots(asked: Asked, found: Scope) -> Iterator[Spot]:
    most = max((row["events"] for row in found.places), default=1)
    for row in found.places:
        if row["lat"] is None:
            continue
        name = row["place_name"] or ""
        code = f" ({row['country']})" if row["country"] else ""
        told = row["label"] if row["events"] == 1 else f"{row['events']} events"
        told += f", {row['disputed']} disputed" if row["disputed"] else ""
        narrowed = row["country"] if row["precision"] == 6 else name
        href = asked.here(where=narrowed, view=None)
        yield atlas.Spot(
            lat=row["lat"],
            lon=row["lon"],
            precision=row["precision"] or 5,
            size=row["events"] / most if most > 1 else 0.12,
            label=f"{name}{code}: {told}; {precision(row['precision'])}",
            href=asked.url(f"/event/{row['event_id']}") if row["events"] == 1 else href,
            country=row["country"],
            is_disputed=bool(row["disputed"]),
            name=name,
            count=row["events"],
        )


def _frame(asked: Asked, spots: list[Spot]) -> Frame:
    told = asked.word("view")
    if told:
        found = _VIEW.fullmatch(told)
        if found is None:
            raise UsageError("view: latitude, longitude and degrees across are wanted, like 48.5,33.4,10")
        lat, lon, across = map(float, found.groups())
        return atlas.frame_at(max(-85.0, min(85.0, lat)), max(-190.0, min(190.0, lon)), across)
    code = asked.word("where") or ""
    country = atlas.frame_of_country(code.upper()) if len(code) == _CODE else None
    return country or atlas.frame_of(spots)


def _moves(asked: Asked, frame: Frame) -> Iterator[tuple[str, str, str]]:
    """Yield the ways to move the map: a sign, its words, the address."""
    box = frame.box
    lat, lon = (box.south + box.north) / 2, (box.west + box.east) / 2
    across, up = box.east - box.west, box.north - box.south
    for sign, words, north, east, wider in (
        ("+", "Nearer", 0.0, 0.0, 0.5),
        ("−", "Wider", 0.0, 0.0, 2.0),
        ("←", "West", 0.0, -_STEP, 1.0),
        ("→", "East", 0.0, _STEP, 1.0),
        ("↑", "North", _STEP, 0.0, 1.0),
        ("↓", "South", -_STEP, 0.0, 1.0),
    ):
        seen = (lat + north * up, lon + east * across, min(360.0, across * wider))
        yield sign, words, asked.here(view=",".join(f"{value:.2f}" for value in seen))


PAGES = (Page("map", "/map", "Map", _map, group="Now", about="Where and when, as exactly as it is known"),)
