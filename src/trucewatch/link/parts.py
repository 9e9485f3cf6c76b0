"""Which counts of a series are parts of others, though no text says "of them"? They bound nothing and dispute nothing.

A count that the same voice dwarfs, a fraction, those who died later of their wounds, "194 of the civilians", what one
voice lists behind a greater number, a hospital's count of those it received beside one of all, and counts of one report
that add up to another of it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from trucewatch.model import Modifier
from trucewatch.vocab.events import adds_to_toll, counts_more, is_some_of, receives_hurt, takes_off_toll, tends_hurt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trucewatch.link.claims import Claim

__all__ = ["is_more", "parts"]

_OUTLET = "outlet"
_ANYONE = ""
_RISING = frozenset({"killed", "injured"})
_MORE = 5  # of whom one told later is somebody among them: "a former soldier" of 14
_NEAR = 400  # characters within which the summands of a total are told
_MOST = 4  # summands looked for: six of the army and five of the air force, 38 + 22 + 17 + 16 by region
_MANY = 12  # counts of one report in one series from which no sums are tried


def parts(claims: Sequence[Claim]) -> set[str]:
    """Return the figure ids of the claims that count a part of what another claim of theirs counts."""
    most: dict[tuple[str, str], float] = {}
    for claim in claims:
        for source in {claim.source, _ANYONE}:
            key = (claim.report_id, source)
            most[key] = max(claim.low or 0.0, most.get(key, 0.0))
    found = {claim.figure_id for claim in claims if _is_dwarfed(claim, most) or _is_share(claim, most)}
    top = max((claim.low or 0.0 for claim in claims), default=0.0)
    found |= {claim.figure_id for claim in claims if _is_added(claim, top)}
    found |= _somebody(claims)
    found |= {claim.figure_id for claim in claims if _is_some(claim, most[claim.report_id, _ANYONE])}
    by_sentence: dict[tuple[str, int, str], list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault((claim.report_id, claim.sentence, claim.source), []).append(claim)
    found |= {claim.figure_id for told in by_sentence.values() for claim in told if _is_listed(claim, told)}
    if any(claim.modifier is not Modifier.FRACTION for claim in claims):
        found |= {claim.figure_id for claim in claims if claim.modifier is Modifier.FRACTION}
    by_report: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.low is not None and claim.low == claim.high:
            by_report.setdefault(claim.report_id, []).append(claim)
    return found.union(*(_summands(told) for told in by_report.values()))


def is_more(claim: Claim, whole: Claim | None) -> bool:
    """Whether a claim counts more than what it was read as a part of, and so is none."""
    if whole is None or whole.measure != claim.measure or whole.unit != claim.unit:
        return False
    is_least = whole.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN}
    most = whole.low if whole.high is None and is_least else whole.high
    return most is not None and (claim.low or 0.0) > most


def _somebody(claims: Sequence[Claim]) -> set[str]:
    """Return the claims of one dead or hurt, told after a day on which more were: somebody among them."""
    many = min((claim.published or "" for claim in claims if (claim.low or 0.0) >= _MORE), default=None)
    if many is None:
        return set()
    return {
        claim.figure_id
        for claim in claims
        if claim.kind == "toll"
        and claim.measure in _RISING
        and claim.low == claim.high == 1
        and (claim.published or "") > many
    }


def _is_dwarfed(claim: Claim, most: Mapping[tuple[str, str], float]) -> bool:
    """Whether the same voice, or any that the outlet tells of, gives more than twice as much: no state of that."""
    if claim.high is None or claim.modifier is Modifier.UP_TO:
        return False
    source = _ANYONE if claim.source == _OUTLET else claim.source
    return most[claim.report_id, source] > 2 * claim.high


def _is_added(claim: Claim, top: float) -> bool:
    """Whether it is told how many died, were found or struck off, of fewer than half of all: "two of the wounded"."""
    if claim.high is None or 2 * claim.high >= top:
        return False
    reason = claim.reason or ""
    return counts_more(claim.wording) or adds_to_toll(reason) or takes_off_toll(reason)


def _is_some(claim: Claim, most: float) -> bool:
    """Whether a claim is told of some of those whom its report counts: "194 of the civilians"."""
    return claim.high is not None and most > claim.high and is_some_of(claim.wording)


def _is_listed(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether one voice's sentence told a greater number before: "five were hurt, three of them moderately, one badly".

    A sentence that tells how the number changed, or what it was before, lists none of its parts.
    """
    if claim.low is None or claim.low != claim.high or any(c.reason or c.why or c.is_former for c in told):
        return False
    return any(other.start < claim.start and (other.low or 0.0) > claim.low for other in told)


def _is_share(claim: Claim, most: Mapping[tuple[str, str], float]) -> bool:
    """Whether a hospital tells whom it received, and its report a count of all: both may be true."""
    if claim.high is None or not (
        receives_hurt(claim.source) or receives_hurt(claim.role or "") or (claim.at_house and tends_hurt(claim.source))
    ):
        return False
    return most[claim.report_id, _ANYONE] > claim.high


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
