"""Which counts run on over a stretch of days, and over which theatre? "Since the war began" is one event for all.

A count that runs on is told apart by its first day; the two parties that count their dead from that day count one
war, whatever land each of them names.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.link.claims import Claim
    from trucewatch.model import When

__all__ = ["LONG", "days_meet", "days_of", "days_told", "is_bygone", "is_long", "parties_of", "running_from"]

LONG = 3
"""Days from which a stretch of time is a tally over it; "over the weekend" with a night is shorter."""

_SHORT = 1  # the same for what is counted over no town: two days of a war's first week run on, a night does not
_NEWS = 7  # days after which an event is no news any more, and told with its day
_REGION = 4  # UCDP where_prec from which a place is wider than a town


def days_of(when: When) -> tuple[int, int]:
    """Return the first and last day as numbers."""
    return date.fromisoformat(when.start[:10]).toordinal(), date.fromisoformat(when.end[:10]).toordinal()


def running_from(claim: Claim) -> int | None:
    """Return the first day of a count that runs on ("since Sunday"), None where its days are those of an event."""
    if claim.when is None or claim.when.precision != "range":
        return None
    start, end = days_of(claim.when)
    is_wide = claim.place is None or (claim.place.precision or 1) >= _REGION
    return start if end - start > (_SHORT if is_wide else LONG) else None


def days_told(claim: Claim) -> tuple[int, int] | None:
    """Return the first and last day of a claim, None where it tells none."""
    if claim.when is None:
        return None
    return days_of(claim.when)


def is_long(days: tuple[int, int] | None) -> bool:
    """Whether a stretch is too long for one event; unknown days are not."""
    return days is not None and days[1] - days[0] > LONG


def is_bygone(claim: Claim) -> bool:
    """Whether a claim's own sentence tells a day long before its report: no day of news told without one."""
    if claim.when is None or claim.published is None or not claim.is_dated:
        return False
    return days_of(claim.when)[1] < date.fromisoformat(claim.published[:10]).toordinal() - _NEWS


def days_meet(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two stretches of days may be of one event; unknown days may be any."""
    if one is None or other is None:
        return True
    if is_long(one) != is_long(other):
        return False  # a week's tally is not a day's
    if is_long(one) and abs(one[0] - other[0]) > 1:
        return False  # since the war began, and since the truce
    if one[1] - one[0] == other[1] - other[0] == 1:
        return one == other  # two nights share a day and are two
    return one[0] <= other[1] and other[0] <= one[1]


def parties_of(claims: Iterable[Claim]) -> frozenset[frozenset[str]]:
    """Return the pairs of sides that stand against each other, whichever of them acted."""
    return frozenset(
        frozenset((claim.acting, claim.hit))
        for claim in claims
        if claim.acting and claim.hit and claim.acting != claim.hit
    )
