"""Which formats there are, what each is called, and who writes it: the one list that command line and API go by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from trucewatch.errors import UsageError
from trucewatch.export.acled import write_acled
from trucewatch.export.annotations import write_annotations
from trucewatch.export.claims import write_claims
from trucewatch.export.ftm import write_ftm
from trucewatch.export.geojson import write_geojson
from trucewatch.export.hxl import write_hxl
from trucewatch.export.ninjs import write_ninjs
from trucewatch.export.ucdp import write_ucdp

if TYPE_CHECKING:
    from collections.abc import Callable

    from trucewatch.export.asked import Asked
    from trucewatch.ledger import View

__all__ = ["FORMATS", "TABLE_FORMATS", "Format", "format_named"]

TABLE_FORMATS = ("csv", "parquet")
"""What any view or board can be written as, beside the formats below."""


@dataclass(frozen=True, slots=True)
class Format:
    """A standard: its name here, what it is, its media type, the suffix of its files, and what writes it as text.

    `of_events`: its rows are events, which no outlet narrows.
    """

    name: str
    says: str
    media_type: str
    suffix: str
    write: Callable[[View, Asked, TextIO], None]
    of_events: bool = False


_CSV, _LD = "text/csv", "application/ld+json"

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("acled", "events as ACLED's 31 columns", _CSV, ".csv", write_acled, of_events=True),
        Format("ucdp", "lethal events as UCDP GED's 49 columns", _CSV, ".csv", write_ucdp, of_events=True),
        Format("hxl", "events as HXL", _CSV, ".csv", write_hxl, of_events=True),
        Format("geojson", "events as GeoJSON", "application/geo+json", ".geojson", write_geojson, of_events=True),
        Format("claims", "statements and figures as schema.org Claims", _LD, ".jsonld", write_claims),
        Format("annotations", "records as W3C Web Annotations", _LD, ".jsonld", write_annotations),
        Format("ninjs", "reports as IPTC ninjs 3.0, an item a line", "application/x-ndjson", ".jsonl", write_ninjs),
        Format("ftm", "reports, voices, events as FollowTheMoney statements", _CSV, ".csv", write_ftm, of_events=True),
    )
}
"""All formats by name."""


def format_named(name: str) -> Format:
    """Return the format of that name; UsageError where there is none."""
    if name not in FORMATS:
        raise UsageError(f"no format {name!r}: there are {', '.join((*FORMATS, *TABLE_FORMATS))}")
    return FORMATS[name]
