"""How does a count stand to the earlier ones of its series? It agrees, refines, supersedes or conflicts, or neither.

Bodies of one side, and an outlet beside whoever it quotes, give states of one toll; voices of two sides, and two named
ones that one report sets against each other, give versions of it.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import number_told
from trucewatch.link.tallies import running_from
from trucewatch.model import Modifier, Relation
from trucewatch.vocab.events import is_bystander, tells_first

if TYPE_CHECKING:
    from trucewatch.link.claims import Claim

__all__ = ["Earlier", "bounds", "held"]

_OUTLET = "outlet"
_RISING = frozenset({"killed", "injured"})  # what only rises, but for errors; the missing are found
_ABOUT = 0.1  # "nearly 700" and 642 may be one count
_NEAR = 0.04  # by which two voices of one report may count otherwise without a quarrel: 33 and 34
_LEAD = 400  # characters of a page that tell what is known by now
_MEANT = 1.5  # times "more than N" things from which somebody counts others as well
_OPEN = 2.0  # times "at least N" from which a named voice's count is another version, not the same one


def held(claim: Claim) -> tuple[str, str]:
    """Return the day a count held: that of its last day where it ran on to one, else as told, else as published."""
    day = claim.as_of or claim.published or "9999"
    if claim.when is not None and running_from(claim) is not None:
        day = min(day, claim.when.end)
    return day, claim.published or "9999"


def bounds(claim: Claim) -> tuple[float, float]:
    """Return the least and most a claim can mean, a rounded one with its tolerance."""
    low, high = claim.low or 0.0, inf if claim.high is None else claim.high
    if claim.modifier is Modifier.ABOUT:
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return low, high


class Earlier:
    """The counts of a series told so far, in the order in which they held."""

    def __init__(self) -> None:
        self._last: Claim | None = None
        self._top: Claim | None = None  # the highest of those that are not open
        self._last_of: dict[str, Claim] = {}
        self._exact_of: dict[str, Claim] = {}
        self._sides: dict[tuple[float | None, float | None], set[str | None]] = {}
        self._named: dict[str, list[Claim]] = {}
        self._least: set[tuple[str, float | None]] = set()  # the report and number of each "at least N"
        self._first: dict[float | None, str] = {}  # the day on which each of these was first told
        self._most: list[tuple[str, float]] = []  # the day and the most counted up to it, for each day

    def add(self, claim: Claim) -> None:
        """Take up a count that holds no earlier than those before it."""
        self._last = claim
        if claim.high is not None and (self._top is None or bounds(claim)[1] > bounds(self._top)[1]):
            self._top = claim
        if claim.high is None:
            self._least.add((claim.report_id, claim.low))
            self._first.setdefault(claim.low, held(claim)[0])
        self._sides.setdefault(number_told(claim.low, claim.high), set()).add(claim.side)
        if claim.source != _OUTLET:
            self._last_of[claim.source] = claim
            if _is_exact(claim):
                self._exact_of[claim.source] = claim
            self._named.setdefault(claim.report_id, []).append(claim)
        day, most = held(claim)[0], max(claim.low or 0.0, self._most[-1][1] if self._most else 0.0)
        if self._most and self._most[-1][0] == day:
            self._most.pop()
        self._most.append((day, most))

    def is_higher(self, claim: Claim) -> bool:
        """Whether a count of a day before lies wholly above a claim: the toll falls."""
        if claim.high is None or claim.modifier is Modifier.UP_TO:
            return False
        before = [most for day, most in self._most[-2:] if day < held(claim)[0]]
        return bool(before) and claim.high < before[-1]

    def relation(self, claim: Claim) -> Relation | None:
        """Return how a claim stands to the last one it can be compared with: its own source's, else the last."""
        last = self._before(claim)
        if last is None:
            return None
        alike = self._sides.get(number_told(claim.low, claim.high), set())
        is_told = alike and (claim.source == _OUTLET or (claim.side is not None and claim.side in alike))
        if is_told or (claim.low, claim.high) == (last.low, last.high):
            return Relation.AGREES  # an outlet tells again what anyone counted, a body what its side did
        if any(_is_rival(claim, other) for other in self._named.get(claim.report_id, ())):
            return Relation.CONFLICTS
        if self._top is not None and bounds(claim)[0] > bounds(self._top)[1] and _is_newer(claim, self._top):
            last = self._top  # "over 30" told between them hides no rise from 31 to 33
        return Relation.SUPERSEDES if self._outgrows(claim, last) else _compared(claim, last)

    def _before(self, claim: Claim) -> Claim | None:
        """Return the count to set a claim against: of a day before the one as exact, for "about 700" hides a rise."""
        exact = self._exact_of.get(claim.source)
        if exact is not None and _is_exact(claim) and claim.low != exact.low and _is_newer(claim, exact):
            return exact
        return self._last_of.get(claim.source, self._last)

    def _outgrows(self, claim: Claim, last: Claim) -> bool:
        """Whether another voice in another report counts well over the least that one told: 24 after "at least 18".

        A report that tells both sets them beside each other, unless the lower one was told on a day before.
        """
        is_open = last.modifier in {Modifier.AT_LEAST, Modifier.MORE_THAN} and not _holds(last, claim)
        is_known = self._first.get(last.low, "9999") < held(claim)[0]
        is_beside = claim.source == last.source or ((claim.report_id, last.low) in self._least and not is_known)
        return is_open and not is_beside and bounds(claim)[0] > (1 + _ABOUT) * (last.low or 0.0)


def _is_exact(claim: Claim) -> bool:
    return claim.modifier is Modifier.EXACT and claim.low == claim.high


def _is_newer(claim: Claim, other: Claim) -> bool:
    return held(claim)[0] > held(other)[0]


def _compared(claim: Claim, last: Claim) -> Relation:
    mine, before = bounds(claim), bounds(last)
    newer = _is_newer(claim, last)
    if before[0] <= mine[0] and mine[1] <= before[1]:
        # "At least nine" and a day later "fourteen" is a rise, not the same count put more exactly.
        is_one_voice = (claim.report_id, claim.source) == (last.report_id, last.source) and claim.source != _OUTLET
        is_later = newer or _is_former(last, claim) or is_one_voice or _is_raised(claim, last)
        return Relation.SUPERSEDES if is_later and _rises(claim, last) and not _holds(last, claim) else Relation.REFINES
    if mine[0] <= before[1] and before[0] <= mine[1]:
        return Relation.AGREES  # less exact, or rounded: both may be true
    if claim.source == last.source == _OUTLET and claim.report_id == last.report_id:
        return Relation.INCOMPARABLE  # one voice in one report counts two things, whatever they are
    return Relation.SUPERSEDES if _follows(claim, last, newer=newer) else Relation.CONFLICTS


def _follows(claim: Claim, last: Claim, *, newer: bool) -> bool:
    """Whether a claim replaces the last one: a later count, or one voice that tells what it counted before and now."""
    is_of_sides = bool(claim.side and last.side and claim.side != last.side)
    if (
        not is_of_sides
        and claim.report_id == last.report_id
        and (_is_told_before(last, claim) or _is_just_above(claim, last))
    ):
        return True
    if is_of_sides:
        return is_bystander(claim.side or "") and bounds(claim)[0] > bounds(last)[0]  # who verifies finds more
    if _is_former(last, claim) or (tells_first(last.source) and bounds(claim)[0] > bounds(last)[0]):
        return True  # "first reports" told what was known at first
    is_one_voice = claim.source == last.source != _OUTLET
    is_one_report = claim.report_id == last.report_id
    if is_one_report and not is_one_voice and _OUTLET not in {claim.source, last.source} and not claim.side:
        return False  # one report sets the counts of two voices against each other
    is_rise = bounds(claim)[0] > bounds(last)[0]
    is_kept = is_one_report and running_from(claim) is not None
    is_set_apart = is_one_report and not is_one_voice and _OUTLET not in {claim.source, last.source}
    if is_rise and claim.side is not None and claim.side == last.side and not is_kept and not is_set_apart:
        return True  # bodies of one side count what rises
    if is_rise and _OUTLET in {claim.source, last.source} and not is_kept:
        return True  # an outlet that names nobody is no rival of whom it or another names
    is_lowered = claim.measure in _RISING and not is_rise
    is_told_lower = is_lowered and claim.source == _OUTLET != last.source  # who names nobody lowers no named toll
    return (newer and not is_told_lower) or (is_one_voice and (claim.reason is not None or is_one_report))


def _is_told_before(last: Claim, claim: Claim) -> bool:
    """Whether words say that the lower count was given before: "earlier it had given a count of 91"."""
    return last.is_former and not claim.is_former and bounds(claim)[0] > bounds(last)[0]


def _is_just_above(claim: Claim, last: Claim) -> bool:
    return last.high is not None and last.high < (claim.low or 0.0) <= (1 + _NEAR) * last.high


def _is_rival(claim: Claim, other: Claim) -> bool:
    """Whether one report sets two named voices against each other, whatever a third one leaves open."""
    if claim.report_id != other.report_id or claim.source == other.source or _OUTLET in {claim.source, other.source}:
        return False
    is_apart_in_side = claim.side != other.side
    mine, theirs = (_said(each, is_of_parties=is_apart_in_side) for each in (claim, other))
    is_apart = mine[1] < theirs[0] or theirs[1] < mine[0]
    return is_apart and not _follows(claim, other, newer=_is_newer(claim, other))


def _said(claim: Claim, *, is_of_parties: bool) -> tuple[float, float]:
    """Return about how many a named voice says there are: "at least 40,000" dead of a war are not 61,000."""
    low, high = bounds(claim)
    if claim.modifier not in {Modifier.AT_LEAST, Modifier.MORE_THAN}:
        return low, high
    if running_from(claim) is not None:
        return low, low * (1 + _ABOUT)
    return low, low * _OPEN if is_of_parties else high


def _is_former(last: Claim, claim: Claim) -> bool:
    """Whether one report tells a lower count further down than the higher one that stands in its lead.

    That is what was known before: a page that goes on being written, or the history of a toll. Voices of two sides,
    those of none, and two that are named further down, are versions beside each other.
    """
    if last.report_id != claim.report_id or last.start <= claim.start or last.modifier is Modifier.VAGUE:
        return False
    if running_from(claim) is not None and claim.source != _OUTLET:
        return False  # what two bodies count since one day has no order within a report
    is_one_voice = claim.source == last.source or _OUTLET in {claim.source, last.source} or last.is_former
    is_one_side = claim.side is not None and claim.side == last.side and (is_one_voice or claim.start < _LEAD)
    return (is_one_side or claim.source == _OUTLET) and (claim.low or 0.0) > (last.low or 0.0)


def _holds(last: Claim, claim: Claim) -> bool:
    """Whether a later count of things is what "more than 20" of them meant: what was burnt down rises no more."""
    return claim.kind == "damage" and last.high is None and (claim.low or 0.0) <= _MEANT * (last.low or 0.0)


def _is_raised(claim: Claim, last: Claim) -> bool:
    """Whether a voice's words tell that its count changed: to two, from the one that it told before."""
    return claim.source == last.source and claim.reason is not None


def _rises(claim: Claim, last: Claim) -> bool:
    is_told = last.modifier is not Modifier.VAGUE  # "numerous" is no count from which one rises
    return is_told and last.high is None and claim.low is not None and claim.low > (last.low or 0.0)
