"""What do the points of a series come to under a rule, and do they agree? Low, best, high and state made anew.

Nothing is linked here: a series of an `event` record holds all that a rule looks at.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from trucewatch.link.bounds import bound
from trucewatch.link.states import state_of
from trucewatch.model import Modifier, Point, Relation, Status

if TYPE_CHECKING:
    from trucewatch.vocab.events import Profile

__all__ = ["state_then", "under_rule"]

Record = dict[str, Any]


def under_rule(series: Record, rule: Profile) -> Record:
    """Return low, best, high, rule and members of a series under a profile, from the points it holds."""
    points = [_point(each) for each in series["points"]]
    low, best, high, members = bound(points, rule, is_enemy=series["axis"] is not None)
    numbers = {"low": _whole(low), "best": _whole(best), "high": _whole(high)}
    return {**numbers, "rule": rule.name, "members": list(members)}


def state_then(series: Record, points: list[Record], *, is_rivalled: bool) -> str:
    """Return the state of a series of which only `points` were known.

    What another series disputes stays disputed where that one was known by then (`is_rivalled`).
    """
    then = state_of([_point(each) for each in points]).value
    if not is_rivalled or series["state"] != "disputed" or then == "disputed":
        return then
    whole = state_of([_point(each) for each in series["points"]]).value
    return then if whole == "disputed" else "disputed"


def _point(record: Record) -> Point:
    relation = record["relation"]
    coded = {
        "modifier": Modifier(record["modifier"]),
        "status": Status(record["status"]),
        "relation": None if relation is None else Relation(relation),
    }
    told: Record = {field.name: record[field.name] for field in fields(Point)}  # pages add what they look up
    values: Record = told | coded
    return Point(**values)


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value
