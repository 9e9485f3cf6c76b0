"""How well is an event borne out? Voices counted as (origin, source), and a grade after Airwars.

Ten rewrites of one text are one origin, five reports that quote one governor are one source; an outlet's own voice
counts only where it quotes nobody, two outlets of one house are one, and publishers nobody knows count as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.axes import is_enemy_count
from trucewatch.link.claims import origin_of
from trucewatch.model import Grade, Status
from trucewatch.vocab.events import scope_of
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trucewatch.link.axes import Axes
    from trucewatch.link.claims import Claim

__all__ = ["grade", "voices"]

_OUTLET = "outlet"
_ENOUGH = 2  # independent voices from which an event is fairly borne out
_CIVILIANS = word_list("events", "people", "civilians")


def voices(
    claims: Sequence[Claim], families: Mapping[str, str], houses: Mapping[str, str | None]
) -> tuple[tuple[str, str], ...]:
    """Return the distinct (origin, source) heard in claims, sorted; of one house's reports the first origin stands."""
    heard: dict[tuple[str, str], str] = {}
    for claim in claims:
        origin = origin_of(claim, families)
        voice = (_house(claim, families, houses) or origin, claim.source)
        heard[voice] = min(origin, heard.get(voice, origin))
    return tuple(sorted((origin, source) for (_, source), origin in heard.items()))


def _house(claim: Claim, families: Mapping[str, str], houses: Mapping[str, str | None]) -> str | None:
    """Return the house whose own report a claim stands in; None where it is unknown, or copies a text of others."""
    return houses.get(claim.report_id) if origin_of(claim, families) == claim.report_id else None


def grade(claims: Sequence[Claim], families: Mapping[str, str], axes: Axes, houses: Mapping[str, str | None]) -> Grade:
    """Return the grade of one event; `houses` names the publisher of each report, None where it is unknown."""
    counted = [claim for claim in claims if not is_enemy_count(claim, axes)] or list(claims)
    if all(claim.status is Status.DENIED for claim in counted):
        return Grade.DISCOUNTED
    accused = {(claim.hit, side) for claim in counted if claim.kind == "toll" and (side := axes.side(claim.actor))}
    if any(one[0] == other[0] and one[1] != other[1] for one in accused for other in accused):
        return Grade.CONTESTED
    if any(_is_admission(claim, axes) for claim in counted):
        return Grade.CONFIRMED
    return Grade.FAIR if _independent(counted, families, houses) >= _ENOUGH else Grade.WEAK


def _is_admission(claim: Claim, axes: Axes) -> bool:
    """Whether the side that acted itself reports civilians it harmed."""
    if claim.kind != "toll" or claim.side is None or axes.side(claim.actor) != claim.side:
        return False
    is_civilian = claim.object in _CIVILIANS
    return is_civilian and scope_of(claim.object) != "soldier" and (claim.low or 0) > 0


def _independent(claims: Sequence[Claim], families: Mapping[str, str], houses: Mapping[str, str | None]) -> int:
    named = {claim.source for claim in claims if claim.source != _OUTLET}
    quoting = {origin_of(claim, families) for claim in claims if claim.source != _OUTLET}
    # Fails closed: reports of publishers nobody knows are one voice together, since any of them may copy the others.
    own = {
        houses.get(claim.report_id) or _OUTLET
        for claim in claims
        if claim.source == _OUTLET and origin_of(claim, families) not in quoting
    }
    return len(named) + len(own)
