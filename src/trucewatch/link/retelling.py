"""Does a story tell a count again? A headline's number, a lead's "in the south" and the village named further down.

What is told again has the value of what was told, at no other time, and of a place around or within its place.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import TELLING_FROM, counted
from trucewatch.link.places import are_one, is_within
from trucewatch.link.tallies import days_of
from trucewatch.model import Modifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.model import Place

__all__ = ["is_retold"]


def is_retold(claim: Claim, told: Sequence[Claim], place: Place | None, days: tuple[int, int] | None) -> bool:
    """Whether a claim gives again a number of those told of one place and days."""
    if claim.when is not None and days is not None and days_of(claim.when) != days:
        return False
    if not (_is_open(claim, place) or are_one(claim.place, place)):
        return False
    return any(_is_one_number(claim, other) for other in told if other.sentence != claim.sentence)


def _is_open(claim: Claim, place: Place | None) -> bool:
    """Whether one place lies in the other, or one of them is not told."""
    if claim.place is None or place is None:
        return claim.is_headline
    return is_within(claim.place, place) or is_within(place, claim.place)


def _is_one_number(claim: Claim, other: Claim) -> bool:
    """Whether two claims count the same of the same, one of them perhaps less exactly."""
    if (claim.kind, claim.measure) != (other.kind, other.measure) or counted(claim) != counted(other):
        return False
    if claim.unit != other.unit:
        return False
    low, high = _bounds(claim)
    other_low, other_high = _bounds(other)
    if claim.is_headline and Modifier.VAGUE in {claim.modifier, other.modifier}:
        return low <= other_high and other_low <= high
    is_telling = claim.is_headline or max(low, other_low) >= TELLING_FROM
    return is_telling and (low == other_low if low and other_low else high == other_high)


def _bounds(claim: Claim) -> tuple[float, float]:
    return claim.low or 0.0, inf if claim.high is None else claim.high
