"""Which counts of a series are parts of others, though no text says "of them"? They bound nothing and dispute nothing.

A count that the same voice dwarfs, a fraction, and counts of one report that add up to another of it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from trucewatch.model import Modifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.link.claims import Claim

__all__ = ["parts"]

_OUTLET = "outlet"
_NEAR = 400  # characters within which the summands of a total are told
_MOST = 4  # summands looked for: six of the army and five of the air force, 38 + 22 + 17 + 16 by region
_MANY = 12  # counts of one report in one series from which no sums are tried


def parts(claims: Sequence[Claim]) -> set[str]:
    """Return the figure ids of the claims that count a part of what another claim of theirs counts."""
    found = {claim.figure_id for claim in claims if any(_dwarfs(other, claim) for other in claims)}
    if any(claim.modifier is not Modifier.FRACTION for claim in claims):
        found |= {claim.figure_id for claim in claims if claim.modifier is Modifier.FRACTION}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.low is not None and claim.low == claim.high:
            by_report.setdefault(claim.report_id, []).append(claim)
    return found.union(*(_summands(told) for told in by_report.values()))


def _dwarfs(other: Claim, claim: Claim) -> bool:
    """Whether the same voice, or one it reports, gives more than twice as much: then the lesser is no state of that."""
    if other.report_id != claim.report_id or claim.source not in {other.source, _OUTLET} or claim.high is None:
        return False
    return other.low is not None and other.low > 2 * claim.high and claim.modifier is not Modifier.UP_TO


def _summands(told: Sequence[Claim]) -> set[str]:
    """Return those of one report's exact counts that add up to another of them, told near one another."""
    found: set[str] = set()
    if len(told) > _MANY:
        return found
    totals = {claim.low for claim in told}
    in_order = sorted(told, key=lambda claim: claim.start)
    for size in range(2, _MOST + 1):
        for group in combinations(in_order, size):
            if group[-1].start - group[0].start <= _NEAR and sum(_values(group)) in totals and _is_one_voice(group):
                found |= {claim.figure_id for claim in group}
    return found


def _values(group: Iterable[Claim]) -> Iterable[float]:
    return (claim.low or 0.0 for claim in group)


def _is_one_voice(group: Sequence[Claim]) -> bool:
    """Whether one voice tells different counts, none of them nought: a list of parts, not versions of one count."""
    return len({claim.source for claim in group}) == 1 and all(_values(group))
