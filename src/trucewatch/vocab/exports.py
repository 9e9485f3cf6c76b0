"""How our words are told in the words of other data sets: types, precisions, country numbers, groups of people.

All of it stands in data/exports.toml; what has no counterpart is None, and stays empty in an export.
"""

from __future__ import annotations

from typing import Any

from trucewatch.vocab.events import attack_kinds
from trucewatch.vocab.tables import table

__all__ = [
    "acled_precision",
    "acled_type",
    "country_number",
    "group_of_people",
    "kinds_of",
    "shows_point",
]


def kinds_of(standard: str) -> frozenset[str]:
    """Return the kinds of event that are rows of a standard ("acled", "ucdp")."""
    return frozenset(table("exports")[standard]["kinds"])


def acled_type(label: str) -> tuple[str | None, str | None, str | None]:
    """Return ACLED's disorder type, event type and sub-event type for a label; None where it names none, or several."""
    acled: dict[str, Any] = table("exports")["acled"]
    types = [acled["type"][kind] for kind in sorted(attack_kinds(label)) if kind in acled["type"]]
    event, sub_event = (_one({each[key] for each in types}) for key in ("event", "sub_event"))
    return (acled["disorder"] if event else None), event, sub_event


def acled_precision(of: str, value: str | int | None) -> int | None:
    """Return ACLED's precision of "time" (from day, range, week …) or "geo" (from a where_prec)."""
    return table("exports")["acled"][f"{of}_precision"].get(str(value))


def country_number(code: str | None) -> int | None:
    """Return the ISO 3166-1 number of a two-letter code, None for codes that are no state's."""
    return table("exports")["iso"].get(code or "")


def group_of_people(name: str) -> frozenset[str]:
    """Return what a group is counted as: "all", "civilians", "children"."""
    return frozenset(table("exports")["people"][name])


def shows_point(precision: int | None) -> bool:
    """Whether a place of that where_prec may be shown as a point; one without any may not."""
    return precision is not None and precision <= table("exports")["point"]["precision"]


def _one(values: set[str]) -> str | None:
    return values.pop() if len(values) == 1 else None
