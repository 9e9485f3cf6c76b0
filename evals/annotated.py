"""Annotated figures as a reading: what linking makes of reports that were read without a fault.

The reader's page, statements, parts and days of holding stay, as gold tells none of them; every figure is gold's own.
Places get the coordinates of the likeliest bearer of their name in the country that gold gives.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trucewatch import ids
from trucewatch.model import Figure, FigureKind, Modifier, Place, Source, Span, Status, When
from trucewatch.read.geocode import level_of
from trucewatch.vocab.countries import countries
from trucewatch.vocab.events import place_key
from trucewatch.vocab.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.model import Reading
    from trucewatch.vocab.gazetteer import Entry

__all__ = ["annotated"]

Record = dict[str, Any]

_PRECISION = {"country": 6, "region": 4, "district": 3, "line": 5, "wide": 7}
_WIDE_WORDS = {"region", "province", "oblast", "governorate", "state", "county", "strip"}
_KINDS = {kind.value for kind in FigureKind}


def annotated(reading: Reading, gold: Record) -> Reading:
    """Return a reading with gold's figures for its own, published when gold says."""
    day = (gold.get("published") or {}).get("date") or reading.page.published
    stories = tuple(replace(each, published=each.published and day) for each in reading.page.stories)
    page = replace(reading.page, published=day, stories=stories if len(stories) == 1 else reading.page.stories)
    asked = [each for each in gold["figures"] if not each.get("repeat")]
    twins = [_twin(each, reading) for each in asked]
    names = [_name(reading, each) for each in asked]
    new_of = {twin.figure_id: name for twin, name in zip(twins, names, strict=True) if twin is not None}
    figures: dict[str, Figure] = {}
    for each, twin, name in zip(asked, twins, names, strict=True):
        figures[name] = _figure(each, name, reading, twin, new_of)
    whole = {name: replace(f, part_of=f.part_of if f.part_of in figures else None) for name, f in figures.items()}
    return replace(reading, page=page, figures=tuple(whole.values()), positions=())


def _kind(figure: Record) -> str:
    return figure["kind"] if figure["kind"] in _KINDS else "other"


def _name(reading: Reading, figure: Record) -> str:
    span = (figure["start"], figure["end"])
    return ids.figure_id(reading.report.report_id, span, _kind(figure), figure.get("measure") or figure["kind"])


def _twin(figure: Record, reading: Reading) -> Figure | None:
    """Return the figure read where gold has one, of the same value first."""
    there = [f for f in reading.figures if f.span.start < figure["end"] and figure["start"] < f.span.end]
    return min(there, key=lambda f: (f.low, f.high) != (figure["low"], figure["high"]), default=None)


def _figure(gold: Record, name: str, reading: Reading, twin: Figure | None, new_of: Mapping[str, str]) -> Figure:
    held = gold.get("sentence") or {"start": gold["start"], "end": gold["end"]}
    side = gold.get("speaker_side")
    is_known = side not in {None, "outlet", "unknown"}
    when = gold.get("when")
    return Figure(
        figure_id=name,
        span=Span(gold["start"], gold["end"], reading.report.text[gold["start"] : gold["end"]]),
        sentence=(held["start"], held["end"]),
        kind=FigureKind(_kind(gold)),
        measure=gold.get("measure") or gold["kind"],
        object=gold["object"],
        low=gold["low"],
        high=gold["high"],
        modifier=Modifier(gold["modifier"]),
        source=Source(gold.get("speaker") or "outlet", side=side if is_known else None),
        unit=twin.unit if twin is not None else None,
        status=Status(gold["status"]),
        denied_by=tuple(gold.get("denied_by") or ()),
        actor=gold.get("actor"),
        target=gold.get("target"),
        place=_place(gold.get("place"), gold.get("country"), reading),
        when=None if when is None else When(when["start"], when["end"], precision=_precision(when)),
        as_of=None if twin is None else twin.as_of,
        part_of=None if twin is None or twin.part_of is None else new_of.get(twin.part_of),
    )


def _precision(when: Record) -> str:
    """Return how exact a time is, as the reader tells it: a whole month or year is no stretch that is counted over."""
    start, end = date.fromisoformat(when["start"]), date.fromisoformat(when["end"])
    if start == end:
        return "day"
    is_whole = start.day == 1 and (end + timedelta(days=1)).day == 1 and start.year == end.year
    if is_whole and (start.month, end.month) == (1, 12):
        return "year"
    return "month" if is_whole and start.month == end.month else "range"


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _place(name: str | None, country: str | None, reading: Reading) -> Place | None:
    if not name:
        found = countries().code(country) if country else None
        return None if found is None else Place(found.name, country, precision=_PRECISION["country"])
    for figure in reading.figures:  # as the reader knows it, where it found that very place
        read = figure.place
        if read is not None and place_key(read.name) == place_key(name) and country in {None, read.country}:
            return replace(read, start=None, end=None)
    found = [e for key in (name, place_key(name)) for e in _gazetteer().lookup(key) if country in {None, e.country}]
    is_wide = name.lower().split()[-1] in _WIDE_WORDS
    best = max(found, key=lambda entry: _likelihood(entry, is_wide=is_wide), default=None)
    if best is None:
        return Place(name, country=country, precision=4 if is_wide else 1)
    level = _PRECISION.get(level_of(best), 1)
    return Place(name, best.country, best.lat, best.lon, best.precision or level, best.geonameid)


def _likelihood(entry: Entry, *, is_wide: bool) -> tuple[bool, int, str]:
    return (level_of(entry) in {"region", "country", "district"}) == is_wide, entry.population, entry.name
