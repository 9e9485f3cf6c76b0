"""How what `relink` makes is spread over indexed rows, so that a page asks for what it shows and nothing else.

A pure function of the derived records and the primary tables. The rows hold what lists are filtered and sorted by;
the records themselves stay in `derived`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from trucewatch.ledger.store import Connection
    from trucewatch.model import Alike

    Rows = Iterable[dict[str, Any]]

__all__ = ["SPREAD", "event_row", "spread", "spread_alike", "spread_names"]

Record = dict[str, Any]

SPREAD = ("event", "event_point", "event_report", "lineage", "lineage_report", "drift")
"""The tables that hold derived records, in the order in which they are filled."""

_TOLLS = ("killed", "injured")
_OF_RAIDS = {"launched", "intercepted", "lost", "struck"}
_TAKES_PLACE = {"supersedes", "refines"}

_NAMES = """
SELECT 'source', source_name, COUNT(*), MIN(published), MAX(published) FROM shown_figure GROUP BY source_name
UNION ALL SELECT 'place', place_name, COUNT(*), MIN(published), MAX(published) FROM shown_figure
    WHERE place_name IS NOT NULL GROUP BY place_name
UNION ALL SELECT 'country', place_country, COUNT(*), MIN(published), MAX(published) FROM shown_figure
    WHERE place_country IS NOT NULL GROUP BY place_country
UNION ALL SELECT 'measure', measure, COUNT(*), MIN(published), MAX(published) FROM shown_figure GROUP BY measure
UNION ALL SELECT 'outlet', outlet, COUNT(*), MIN(reading.published), MAX(reading.published) FROM shown
    JOIN reading ON reading.reading_no = shown.reading_no JOIN report ON report.report_no = reading.report_no
    WHERE outlet IS NOT NULL GROUP BY outlet
UNION ALL SELECT 'speaker', source_name, COUNT(*), MIN(published), MAX(published) FROM statement
    WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY source_name
UNION ALL SELECT 'holder', holder, COUNT(*), MIN(published), MAX(published) FROM position
    WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY holder
UNION ALL SELECT 'topic', topic, COUNT(*), MIN(published), MAX(published) FROM position
    WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY topic
UNION ALL SELECT 'stage', stage, COUNT(*), MIN(SUBSTR(added, 1, 10)), MAX(SUBSTR(added, 1, 10)) FROM problem
    GROUP BY stage
"""

_DAYS = """
INSERT INTO day (day, reports, figures, statements, positions)
SELECT day, SUM(reports), SUM(figures), SUM(statements), SUM(positions) FROM (
    SELECT COALESCE(published, '') AS day, COUNT(*) AS reports, 0 AS figures, 0 AS statements, 0 AS positions
        FROM reading WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY 1
    UNION ALL SELECT COALESCE(published, ''), 0, COUNT(*), 0, 0 FROM shown_figure GROUP BY 1
    UNION ALL SELECT COALESCE(published, ''), 0, 0, COUNT(*), 0 FROM statement
        WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY 1
    UNION ALL SELECT COALESCE(published, ''), 0, 0, 0, COUNT(*) FROM position
        WHERE reading_no IN (SELECT reading_no FROM shown) GROUP BY 1
) GROUP BY day
"""


def spread(connection: Connection, records: Mapping[str, Sequence[Record]], *, schema: str = "main") -> None:
    """Put rows for derived `records` (by kind) in place of those in the tables of SPREAD, inside your transaction."""
    published = dict(
        connection.execute(
            "SELECT report_id, MAX(published) FROM report JOIN reading ON reading.report_no = report.report_no "
            "GROUP BY report_id"
        ).fetchall()
        if any(records.values())
        else ()
    )
    made: dict[str, Rows] = {
        "event": (event_row(place, each, published) for place, each in enumerate(records.get("event", ()))),
        "event_point": (row for each in records.get("event", ()) for row in _points(each)),
        "event_report": (
            {"report_id": name, "event_id": each["event_id"]}
            for each in records.get("event", ())
            for name in dict.fromkeys(each["reports"])
        ),
        **_families(records, published),
    }
    for table in SPREAD:
        connection.execute(f"DELETE FROM {schema}.{table}")  # noqa: S608 - our own table names
        _fill(connection, f"{schema}.{table}", made[table])


def spread_alike(connection: Connection, found: Iterable[Alike]) -> None:
    """Put the pairs of reports `found` alike but kept apart in place of those kept, inside your transaction."""
    told = (
        "SELECT MAX(reading.published) FROM report JOIN reading ON reading.report_no = report.report_no "
        "WHERE report_id = ?"
    )
    connection.execute("DELETE FROM alike")
    for each in found:
        days = [connection.execute(told, (name,)).fetchone()[0] for name in (each.a, each.b)]
        parts = [at for part in each.parts for at in (part.start, part.end)]
        day = max(days) if all(days) else None
        row = (each.a, each.b, each.score, each.detail, *parts, day)
        connection.execute("INSERT INTO alike VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def spread_names(connection: Connection) -> None:
    """Count names and days anew, inside your transaction."""
    for table in ("shown", "shown_figure"):
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
    connection.execute("CREATE TEMP TABLE shown (reading_no INTEGER PRIMARY KEY)")
    connection.execute("INSERT INTO temp.shown SELECT reading_no FROM shown_reading")
    connection.execute(
        "CREATE TEMP TABLE shown_figure AS SELECT source_name, place_name, place_country, measure, published "
        "FROM figure WHERE reading_no IN (SELECT reading_no FROM shown)"
    )
    connection.execute("DELETE FROM name")
    columns = ("sort", "name", "records", "told", "heard")
    counted = [dict(zip(columns, row, strict=True)) for row in connection.execute(_NAMES)]
    _fill(connection, "name", ({**row, "folded": fold(row["name"]) or ""} for row in counted))
    connection.execute("DELETE FROM day")
    connection.execute(_DAYS)
    for table in ("shown", "shown_figure"):
        connection.execute(f"DROP TABLE temp.{table}")


def _fill(connection: Connection, table: str, listed: Rows) -> None:
    rows = iter(listed)
    first = next(rows, None)
    if first is None:
        return
    names, marks = ", ".join(first), ", ".join(f":{name}" for name in first)
    query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own table and column names
    connection.execute(query, first)
    connection.executemany(query, rows)


def event_row(place: int, event: Record, published: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the row of an `event` record, the given place in their order; `published`: the day of each report."""
    where: Record = event["place"] or {}
    when: Record = event["when"] or {}
    days = _days(event, published)
    toll = _toll(event)
    return {
        "event_id": event["event_id"],
        "place": place,
        "kind": event["kind"],
        "label": event["label"],
        "day": when.get("start"),
        "last_day": when.get("end"),
        "place_name": where.get("name"),
        "country": where.get("country"),
        "lat": where.get("lat"),
        "lon": where.get("lon"),
        "precision": where.get("precision"),
        "grade": event["grade"],
        "voices": len(event["voices"]),
        "origins": len(event["origins"]),
        "reports": len(event["reports"]),
        "figures": len(event["figures"]),
        "near": len(event["near"]),
        "is_disputed": int(any(series["state"] == "disputed" for series in event["series"])),
        "is_raid": int(any(series["measure"] in _OF_RAIDS for series in event["series"])),
        "told": days[0] if days else None,
        "heard": days[-1] if days else None,
        **{key: toll.get(key) for key in ("measure", "low", "best", "high")},
    }


def _days(event: Record, published: Mapping[str, str | None]) -> list[str]:
    told = [point["published"] for series in event["series"] for point in series["points"]]
    return sorted({day for day in (*told, *(published.get(name) for name in event["reports"])) if day})


def _toll(event: Record) -> Record:
    """Return the series that stands for an event in lists: its dead, else its injured, the widest count of them.

    One with a best count goes first: what only an opponent counts, or all deny, stands in only where there is no other.
    """
    for measure in _TOLLS:
        found = [
            each
            for each in event["series"]
            if each["measure"] == measure and each["axis"] is None and each["part_of"] is None
        ]
        if found:
            counted = [each for each in found if each["best"] is not None] or found
            return max(
                counted, key=lambda each: (each["best"] or each["high"] or each["low"] or 0, each["object"] or "")
            )
    return {}


def _points(event: Record) -> Iterator[dict[str, Any]]:
    for number, series in enumerate(event["series"]):
        for place, point in enumerate(series["points"]):
            earlier = series["points"][:place]
            own = [each for each in earlier if each["source"] == point["source"] and each["source"] != "outlet"]
            before = (own or earlier or [{"figure_id": None, "low": None, "high": None}])[-1]
            moved = (before["low"], before["high"]) != (point["low"], point["high"])
            takes = point["relation"] in _TAKES_PLACE or point["falling"]
            yield {
                "event_id": event["event_id"],
                "series": number,
                "point": place,
                "figure_id": point["figure_id"],
                "report_id": point["report_id"],
                "before_id": before["figure_id"],
                "published": point["published"],
                "as_of": point["as_of"],
                "measure": series["measure"],
                "source": point["source"],
                "relation": point["relation"],
                "is_falling": int(point["falling"]),
                "is_change": int(bool(place) and bool(takes) and moved),
                "is_disputed": int(series["state"] == "disputed"),
            }


def _families(records: Mapping[str, Sequence[Record]], published: Mapping[str, str | None]) -> dict[str, Rows]:
    drifts: dict[str, int] = {}
    for each in records.get("drift", ()):
        drifts[each["lineage_id"]] = drifts.get(each["lineage_id"], 0) + 1
    return {
        "lineage": (_family(place, each, drifts, published) for place, each in enumerate(records.get("lineage", ()))),
        "lineage_report": (
            {"report_id": name, "lineage_id": each["lineage_id"]}
            for each in records.get("lineage", ())
            for name in dict.fromkeys(each["reports"])
        ),
        "drift": (
            {
                "drift_id": each["drift_id"],
                "lineage_id": each["lineage_id"],
                "place": place,
                "change": each["change"],
                "report_id": (each["after"] or each["before"])["report_id"],
            }
            for place, each in enumerate(records.get("drift", ()))
        ),
    }


def _family(
    place: int, family: Record, drifts: Mapping[str, int], published: Mapping[str, str | None]
) -> dict[str, Any]:
    days = sorted(day for name in family["reports"] if (day := published.get(name)))
    return {
        "lineage_id": family["lineage_id"],
        "place": place,
        "agency": family["agency"],
        "origin": family["origin"],
        "reports": len(family["reports"]),
        "drifts": drifts.get(family["lineage_id"], 0),
        "weakest": min((link["score"] for link in family["evidence"]), default=None),
        "told": days[0] if days else None,
        "heard": days[-1] if days else None,
    }
