"""Lethal events as rows of UCDP GED's 49 columns, and four more that tell where the numbers come from.

`best`, `low` and `high` follow the profile `ucdp`; a party's count of the other's dead never is `best`. Codes that only
UCDP gives (conflict, dyad, side, Gleditsch and Ward numbers, type of violence) are empty.
"""

from __future__ import annotations

from datetime import date
from math import floor
from typing import TYPE_CHECKING, Any, TextIO

from trucewatch.export.asked import Asked, events
from trucewatch.export.tables import write_rows
from trucewatch.export.told import file_name, tell, value
from trucewatch.vocab.exports import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.export.told import Told
    from trucewatch.ledger import View

__all__ = ["COLUMNS", "OURS", "rows", "write_ucdp"]

_NAMES = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id
region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high
low gwnoa gwnob
"""
COLUMNS = tuple(_NAMES.split())
"""UCDP GED's columns, in its order."""
OURS = ("trucewatch_rule", "trucewatch_members", "trucewatch_grade", "trucewatch_notes")
"""Our columns behind them: the rule of low, best and high, the figures they rest on, the grade, and who said what."""

_DATE_PRECISION = {"day": 1, "week": 3, "month": 4, "year": 5}
_WEEK, _MONTH = 7, 31  # days


def write_ucdp(view: View, asked: Asked, out: TextIO) -> None:
    """Write the events asked for as UCDP-GED-style CSV."""
    names = (*COLUMNS, *OURS)
    write_rows(names, ([row.get(name) for name in names] for row in rows(view, asked)), out)


def rows(view: View, asked: Asked) -> Iterator[dict[str, Any]]:
    """Yield a row for each attack and raid of which somebody says that it killed; what is not known is None."""
    kinds = kinds_of("ucdp")
    for told in tell(view, (event for event in events(view, asked, profile="ucdp") if event["kind"] in kinds)):
        claims = [*told.counts("killed"), *told.counts("killed", enemy=True)]
        if any(series[bound] for series in claims for bound in ("low", "best", "high")):
            yield _where(told) | _who(told) | _deaths(told)


def _who(told: Told) -> dict[str, Any]:
    reports, start, end = told.reports, told.when["start"], told.when["end"]
    return {
        "id": told.event["event_id"],
        "year": None if start is None else int(start[:4]),
        "side_a": told.party("actor"),
        "side_b": told.party("target"),
        "number_of_sources": len(told.event["origins"]),
        "source_article": [
            ", ".join(
                str(part)
                for part in (each["outlet"], each["published"], each["title"] or file_name(each["report"]))
                if part
            )
            for each in reports
        ],
        "source_office": told.outlets,
        "source_date": told.published,
        "source_headline": [report["title"] for report in reports if report["title"]],
        "source_original": [voice for voice in told.voices if voice != "outlet"],
        "event_clarity": None if start is None else 1 if start == end else 2,
        "date_prec": _date_precision(told),
        "date_start": start,
        "date_end": end,
    }


def _where(told: Told) -> dict[str, Any]:
    place, point = told.place, told.point
    return {
        "where_prec": place["precision"],
        "where_coordinates": place["name"],
        "where_description": list(dict.fromkeys(f["place"]["name"] for f in told.figures if f["place"] is not None)),
        "adm_1": told.region,
        "adm_2": told.district,
        "latitude": None if point is None else point[1],
        "longitude": None if point is None else point[0],
        "geom_wkt": None if point is None else f"POINT ({point[0]} {point[1]})",
        "priogrid_gid": None if point is None else _grid_cell(*point),
        "country": told.country,
    }


def _deaths(told: Told) -> dict[str, Any]:
    series = told.count("killed")
    claimed = told.counts("killed", enemy=True) if series is None and not told.counts("killed") else []
    high = value(claimed[0], "high") if len(claimed) == 1 else None
    return {
        "deaths_civilians": value(told.part("killed", "civilians"), "best"),
        "best": value(series, "best"),
        "high": value(series, "high") if series is not None else high,
        "low": value(series, "low"),
        "trucewatch_rule": None if series is None else series["rule"],
        "trucewatch_members": series["members"] if series is not None else [m for s in claimed for m in s["members"]],
        "trucewatch_grade": told.event["grade"],
        "trucewatch_notes": told.note(("killed",)),
    }


def _date_precision(told: Told) -> int | None:
    """Return 1 for a day, 2 for two to six, 3 for a week, 4 for a month, 5 for more."""
    precision, start, end = (told.when[key] for key in ("precision", "start", "end"))
    if start is None:
        return None
    if precision in _DATE_PRECISION:
        return _DATE_PRECISION[precision]
    days = _days(start, end)
    return 1 if days == 1 else 2 if days < _WEEK else 3 if days == _WEEK else 4 if days <= _MONTH else 5


def _days(start: str, end: str) -> int:
    return (date.fromisoformat(end) - date.fromisoformat(start)).days + 1


def _grid_cell(lon: float, lat: float) -> int:
    """Return the number of the half-degree cell of PRIO-GRID: rows from the south, 720 columns from the west."""
    row, column = min(floor((lat + 90) * 2), 359), min(floor((lon + 180) * 2), 719)
    return row * 720 + column + 1
