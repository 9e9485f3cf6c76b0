"""An event as other data sets ask for it: one row, with who did it, how many people it hit, who said so and where.

One number a cell is never the whole: each count comes with its rule, the figures it rests on and the words of those who
gave it. Nothing is added up; where claims differ or nothing is known the cell is empty and the note says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.pages import records as pages
from trucewatch.vocab.countries import countries
from trucewatch.vocab.exports import group_of_people, shows_point
from trucewatch.vocab.gazetteer import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.ledger import View

__all__ = ["Told", "file_name", "number", "tell", "value"]

Record = dict[str, Any]

_FIGURES_AT_ONCE = 400
_REPORTS_KEPT = 2_000  # reports whose heads are remembered from one event to the next
_QUOTED = 12  # claims that a note quotes; the others are in the series
_REGION, _DISTRICT = 4, 3  # where_prec


class Places:
    """The regions that places lie in, looked up in the gazetteer, which is loaded when first asked."""

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.load()

    def region(self, place: Record) -> str | None:
        """Return the name of the first-level region of a place, None where nothing tells it for sure."""
        if place["precision"] == _REGION:
            return place["name"]
        if place["geonameid"] is None:
            return None
        found = self._gazetteer.lookup(place["name"])
        return next((entry.admin1 for entry in found if entry.geonameid == place["geonameid"]), None)


@dataclass(frozen=True, slots=True)
class Told:
    """An event record with the figures and the heads of the reports it rests on, and the regions of places."""

    event: Record
    figures: tuple[Record, ...]
    reports: tuple[Record, ...]
    places: Places

    @property
    def place(self) -> Record:
        """Its place as a record, each key None where it has none."""
        keys = ("name", "country", "lat", "lon", "precision", "geonameid", "start", "end")
        return self.event["place"] or dict.fromkeys(keys)

    @property
    def when(self) -> Record:
        """Its days as a record, each key None where it has none."""
        return self.event["when"] or dict.fromkeys(("start", "end", "wording", "precision"))

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude, None where only a region or less is known."""
        place = self.place
        if place["lat"] is None or place["lon"] is None or not shows_point(place["precision"]):
            return None
        return place["lon"], place["lat"]

    @property
    def country(self) -> str | None:
        """The name of its country, else the code as it stands (of a war that never was)."""
        code = self.place["country"]
        found = None if code is None else countries().code(code)
        return found.name if found is not None else code

    @property
    def region(self) -> str | None:
        """The first-level region it lies in."""
        return None if self.event["place"] is None else self.places.region(self.event["place"])

    @property
    def district(self) -> str | None:
        """The second-level region, where that is what is known of the place."""
        return self.place["name"] if self.place["precision"] == _DISTRICT else None

    @property
    def outlets(self) -> list[str]:
        """Who published it, each once; of a report without an outlet its name."""
        return list(dict.fromkeys(report["outlet"] or file_name(report["report"]) for report in self.reports))

    @property
    def voices(self) -> list[str]:
        """Who is heard on it, each once; the reports' own voice is `outlet`."""
        return sorted({voice["source"] for voice in self.event["voices"]})

    @property
    def published(self) -> list[str]:
        """The days on which it was told, in order."""
        return sorted({report["published"] for report in self.reports if report["published"]})

    def party(self, role: str) -> str | None:
        """Return the `actor` or `target` that all figures which name one agree on; None where they differ."""
        named = {figure[role] for figure in self.figures if figure[role]}
        return named.pop() if len(named) == 1 else None

    def rivals(self, role: str) -> list[str]:
        """Return those named as `actor` or `target`, where they differ."""
        named = sorted({figure[role] for figure in self.figures if figure[role]})
        return named if len(named) > 1 else []

    def counts(self, measure: str, *, enemy: bool = False) -> list[Record]:
        """Return the series of whole counts of people, or (`enemy`) of one side's claims of the other's losses."""
        return [
            series
            for series in self.event["series"]
            if series["measure"] == measure
            and (series["axis"] is not None) == enemy
            and series["part_of"] is None
            and series["unit"] is None
        ]

    def count(self, measure: str) -> Record | None:
        """Return the series that counts all people; None where there is none, or several that nobody added up."""
        found = self.counts(measure)
        everyone = [series for series in found if series["object"] in group_of_people("all")]
        return everyone[0] if everyone else found[0] if len(found) == 1 else None

    def part(self, measure: str, group: str) -> Record | None:
        """Return the series of a group of people ("children", "civilians"), None where there is none or several."""
        found = [
            series
            for series in self.event["series"]
            if series["measure"] == measure and series["axis"] is None and series["object"] in group_of_people(group)
        ]
        return found[0] if len(found) == 1 else None

    def note(self, measures: Sequence[str]) -> str:
        """Return in words what the counts rest on: rule, members, state, who said what, and what differs."""
        parts = [self.event["label"], f"grade: {self.event['grade']}"]
        for measure in measures:
            found = self.counts(measure)
            if len(found) > 1 and self.count(measure) is None:
                parts.append(f"{measure}: counted apart and not added up")
            parts += [_series_note(series) for series in found]
            parts += [f"{_series_note(each)} (not counted: {each['axis']} on losses of the other side)"
                      for each in self.counts(measure, enemy=True)]  # fmt: skip
        for role, said in (("actor", "who did it"), ("target", "who was hit")):
            if self.rivals(role):
                parts.append(f"{said} is told differently: {' / '.join(self.rivals(role))}")
        if self.event["place"] is not None and self.point is None:
            parts.append("no point: the place is not known so exactly")
        return ". ".join(parts)


def tell(view: View, found: Iterable[Record]) -> Iterator[Told]:
    """Yield events with their figures and reports, one at a time."""
    heads: dict[str, Record | None] = {}
    places = Places()
    for event in found:
        names: list[str] = event["figures"]
        held: dict[str, Record] = {}
        for first in range(0, len(names), _FIGURES_AT_ONCE):
            held |= pages.figures_of(view, names[first : first + _FIGURES_AT_ONCE])
        if len(heads) >= _REPORTS_KEPT:
            heads.clear()
        for name in event["reports"]:
            if name not in heads:
                heads[name] = pages.report(view, name)
        told = [report for name in event["reports"] if (report := heads[name]) is not None]
        told.sort(key=lambda report: (report["published"] or "9999", report["report_id"]))
        yield Told(event, tuple(held[name] for name in names if name in held), tuple(told), places)


def value(series: Record | None, bound: str) -> float | int | None:
    """Return a bound of a series, None where there is no series."""
    return None if series is None else number(series[bound])


def number(found: float | None) -> float | int | None:
    """Return a number as it is written: whole ones without a point."""
    return int(found) if found is not None and float(found).is_integer() else found


def file_name(report: str) -> str:
    """Return a report's name without the folders it lay in, which are nobody's business; a URL stays whole."""
    return report if "://" in report else report.replace("\\", "/").rpartition("/")[2]


def _series_note(series: Record) -> str:
    counted = " ".join(word for word in (series["measure"], series["object"]) if word)
    bounds = ", ".join(f"{name} {_shown(series[name])}" for name in ("low", "best", "high"))
    members = ", ".join(series["members"]) or "none"
    return f"{counted}: {bounds} (rule {series['rule']}, {series['state']}, from {members}; {_said(series)})"


def _said(series: Record) -> str:
    points: list[Record] = series["points"]
    chosen = set(series["members"])
    quoted = [point for point in points if point["figure_id"] in chosen or point["relation"] == "conflicts"]
    quoted += [point for point in points if point not in quoted]
    told = [f"“{each['wording']}” {_by(each)}" for each in quoted[:_QUOTED]]
    left = len(points) - len(told)
    return "; ".join(told) + (f"; and {left} more" if left else "")


def _by(point: Record) -> str:
    status = "" if point["status"] == "asserted" else f", {point['status']}"
    day = f" {point['published']}" if point["published"] else ""
    return f"{point['source']}{day}{status}"


def _shown(bound: float | None) -> str:
    return "unknown" if bound is None else str(number(bound))
