"""Whose share of a toll is counted apart? What each of several hospitals received, and the dead of several peoples.

Shares are no versions of one count: each is a series of its own, whoever tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.claims import counted
from trucewatch.vocab.events import is_irregular, place_sound, receives_hurt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from trucewatch.link.claims import Claim

__all__ = ["FIGHTER", "SOLDIER", "by_house", "by_people"]

SOLDIER = "soldier"
FIGHTER = "fighter"
_OUTLET = "outlet"


def by_house(claims: Sequence[Claim]) -> dict[str, str]:
    """Return by figure id the hospital that received them, where a report tells what several received of a toll."""
    most: dict[tuple[str, str], float] = {}
    for claim in claims:
        key = (claim.report_id, claim.measure)
        most[key] = max(claim.low or 0.0, most.get(key, 0.0))
    fewer = [
        claim for claim in claims if claim.kind == "toll" and (claim.low or 0.0) < most[claim.report_id, claim.measure]
    ]
    told: dict[str, dict[str, str]] = {}
    voices: dict[tuple[str, str], str] = {}
    for claim in fewer:
        house = _house_of(claim) if claim.at_house else None
        if house:
            told.setdefault(claim.report_id, {})[claim.figure_id] = house
            voices[claim.report_id, claim.source] = house
    for claim in fewer:
        house = voices.get((claim.report_id, claim.source))
        if house and claim.source != _OUTLET:
            told[claim.report_id].setdefault(claim.figure_id, house)
    several = (houses for houses in told.values() if len(set(houses.values())) > 1)
    return {figure: house for houses in several for figure, house in houses.items()}


def _house_of(claim: Claim) -> str | None:
    """Return the one hospital that a claim's sentence names, as its name sounds."""
    names = {" ".join(sorted(place_sound(name))) for name in claim.named if receives_hurt(name)}
    return names.pop() if len(names) == 1 else None


def by_people(claims: Sequence[Claim], contested: AbstractSet[str]) -> dict[str, str]:
    """Return by figure id whose soldiers or fighters are counted, where those of several peoples are.

    Of measures that are `contested`, of which a foe counts the losses, the sides tell whose they are.
    """
    named = [claim for claim in claims if claim.kind == "toll" and counted(claim) == SOLDIER and _is_of_people(claim)]
    told: dict[str, set[str]] = {}
    for claim in named:
        told.setdefault(claim.measure, set()).add(_people_of(claim))
    several = {measure for measure, peoples in told.items() if len(peoples) > 1} - contested
    return {
        claim.figure_id: f"{_people_of(claim)} {FIGHTER if is_irregular(claim.object) else SOLDIER}"
        for claim in named
        if claim.measure in several
    }


def _is_of_people(claim: Claim) -> bool:
    """Whether whom a claim counts is told with whose they are: "Druze fighters"."""
    return " " in (claim.object or "") and (claim.object or "")[:1].isupper()


def _people_of(claim: Claim) -> str:
    return (claim.object or "").rpartition(" ")[0]
