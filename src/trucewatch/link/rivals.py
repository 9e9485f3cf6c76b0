"""Which two counts of one story cannot be of one thing? One voice's two totals, a war's dead beside a day's.

Parts, states of one count and two parties' versions of one count are no rivals.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import counted
from trucewatch.link.places import may_be_one
from trucewatch.link.tallies import days_meet, days_of, days_told
from trucewatch.model import Modifier
from trucewatch.vocab.events import is_anyone, is_irregular, place_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trucewatch.link.claims import Claim

__all__ = ["FAR", "are_other_losses", "counts_another", "is_out_of_scale", "is_reply"]

FAR = 400
"""Characters beyond which another count of the same sort is no rival of the first, but another tally."""

_TIMES = 10  # times another count of the same people from which one cannot be a state of the other
_OUTLET = "outlet"
_FIGHTERS = "soldier"


def _dwarf_each_other(one: Claim, other: Claim) -> bool:
    """Whether one count is so many times the other that they cannot be states of one: a day's dead, and a war's."""
    return _dwarfs(one, other) or _dwarfs(other, one)


def is_out_of_scale(claim: Claim, told: Sequence[Claim]) -> bool:
    """Whether a claim dwarfs one of those told in other sentences, or they it, and is in no list of their voice.

    In a list of the fallen one is as small as others are.
    """
    alike = [c for c in told if c.sentence != claim.sentence and c.measure == claim.measure]
    if claim.part_of is not None or not any(c.part_of is None and _dwarf_each_other(claim, c) for c in alike):
        return False
    listed = [c for c in told if (c.measure, c.source) == (claim.measure, claim.source)]
    return all(_dwarf_each_other(claim, replace(c, object=claim.object)) for c in listed)


def _dwarfs(one: Claim, other: Claim) -> bool:
    most = _most(other)
    if one.kind != "toll" or one.measure != other.measure or one.low is None or not most:
        return False
    if one.hit and other.hit and one.hit != other.hit:
        return False  # the one civilian of this side, and the dozens of that
    is_alike = counted(one) == counted(other) and most >= _TIMES
    return one.low >= (_TIMES if is_alike else _TIMES**2) * most


def _most(claim: Claim) -> float | None:
    """Return the most a claim can mean: of "at least 36" no more than twice as many, of "several" who knows."""
    if claim.high is None and claim.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN}:
        return 2 * (claim.low or 0.0)
    return claim.high


def counts_another(claim: Claim, other: Claim) -> bool:
    """Whether two counts cannot be of one thing: one voice gives two, or they are told far from each other."""
    if claim.part_of is not None or other.part_of is not None or claim.measure != other.measure:
        return False
    if claim.reason or other.reason or counted(claim) != counted(other) or not _are_disjoint(claim, other):
        return False
    if _are_of_both(claim, other) or _is_one_fight(claim, other) or _is_somebody(claim) or _is_somebody(other):
        return False
    if claim.place is not None and other.place is not None:
        is_one_side = claim.acting is not None and claim.acting == other.acting
        return not may_be_one(claim.place, other.place, is_one_side=is_one_side)
    is_far = abs(claim.start - other.start) > FAR
    if _are_dated_alike(claim, other) and claim.acting is not None and claim.acting == other.acting and not is_far:
        return False  # dated alike and told together, they count two things of one event
    return claim.source == other.source or (is_far and not _are_versions(claim, other))


def _are_of_both(claim: Claim, other: Claim) -> bool:
    """Whether one party tells, of the same days, whom it lost and whom it killed: "23 of its men", 200 of theirs."""
    if claim.side is None or (claim.side, claim.source) != (other.side, other.source) or counted(claim) != _FIGHTERS:
        return False
    if not _are_dated_alike(claim, other) or abs(claim.start - other.start) > FAR or claim.place != other.place:
        return False
    lost = [c for c in (claim, other) if c.hit == c.side or (c.hit is None and c.acting != c.side)]
    return len(lost) == 1


def _is_somebody(claim: Claim) -> bool:
    """Whether a claim counts one whom it tells more of than that it was a person: a girl, a nurse among the dead."""
    return claim.kind == "toll" and claim.low == claim.high == 1 and not is_anyone(claim.object)


def _are_disjoint(one: Claim, other: Claim) -> bool:
    bounds = ((c.low or 0.0, inf if c.high is None else c.high) for c in (one, other))
    (low, high), (other_low, other_high) = bounds
    return high < other_low or other_high < low


def _are_versions(claim: Claim, other: Claim) -> bool:
    """Whether two named voices count one side's losses of the same days."""
    if _OUTLET in {claim.source, other.source} or claim.hit is None or claim.hit != other.hit:
        return False
    return _are_dated_alike(claim, other)


def _are_dated_alike(claim: Claim, other: Claim) -> bool:
    return claim.when is not None and other.when is not None and days_of(claim.when) == days_of(other.when)


def are_other_losses(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether the dead of one side are told at one place and those of the other at another, or by the other's deed."""
    if claim.kind != "toll" or claim.hit is None:
        return False
    of_others = [c for c in others if c.measure == claim.measure and c.hit not in {None, claim.hit}]
    return any(_are_elsewhere(claim, other) for other in of_others if other.sentence != claim.sentence)


def is_reply(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a side is told to have killed fighters where others had killed people: what followed, and no clash."""
    if claim.kind != "toll" or claim.acting is None or not is_irregular(claim.object):
        return False
    told = [c for c in others if c.measure == claim.measure and c.sentence != claim.sentence and (c.acting or c.actor)]
    return bool(told) and all(_are_foes(c, claim) and counted(c) != _FIGHTERS for c in told if c.part_of is None)


def _are_foes(one: Claim, other: Claim) -> bool:
    """Whether two sides acted, or parties of which one has none that is known."""
    if one.acting and other.acting:
        return one.acting != other.acting
    return one.actor != other.actor


def _are_elsewhere(claim: Claim, other: Claim) -> bool:
    if claim.place is not None and other.place is not None:
        return place_key(claim.place.name) != place_key(other.place.name)
    if _is_one_fight(claim, other):
        return False
    return claim.acting is not None and other.acting is not None and claim.acting != other.acting


def _is_one_fight(claim: Claim, other: Claim) -> bool:
    """Whether two counts tell what two sides did to each other in the very same days, at one place or at none."""
    if claim.acting is None or claim.hit is None or (claim.acting, claim.hit) != (other.hit, other.acting):
        return False
    if (claim.place is None) != (other.place is None) or (claim.when is None) != (other.when is None):
        return False
    if not days_meet(days_told(claim), days_told(other)):
        return False
    return claim.place is None or other.place is None or place_key(claim.place.name) == place_key(other.place.name)
