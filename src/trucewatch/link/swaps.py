"""Is it an exchange of prisoners? People who go from one side to another, in a sentence that tells of an exchange.

An exchange is an event of its own, whatever attack its story tells beside it, and may go on for some days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.claims import counted
from trucewatch.link.judge import SWAPPED
from trucewatch.link.tallies import days_told
from trucewatch.vocab.events import is_scope
from trucewatch.vocab.swaps import is_captive, is_handing
from trucewatch.vocab.tables import word_list

if TYPE_CHECKING:
    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene

__all__ = ["is_of_swap", "is_swap", "is_swapped"]

_CIVILIANS = word_list("events", "people", "civilians")
_NEXT = 200  # characters after which people are no longer told in one breath with those exchanged


def is_swapped(claim: Claim) -> bool:
    """Whether a claim counts people who are exchanged."""
    if claim.kind != "other" or claim.unit is not None or not claim.is_swap:
        return False
    return is_handing(claim.measure) or is_captive(claim.object) or _is_of_people(claim)


def _is_of_people(claim: Claim) -> bool:
    return claim.object in _CIVILIANS or is_scope(counted(claim))


def is_swap(scene: Scene) -> bool:
    """Whether a scene tells of an exchange of prisoners."""
    return scene.group == "other" and any(is_swapped(claim) for claim in scene.claims)


def is_of_swap(claim: Claim, scene: Scene) -> bool:
    """Whether a claim goes on with an exchange told before: of its days, or within few."""
    if claim.kind != "other" or claim.unit is not None or not is_swap(scene):
        return False
    is_told_next = _is_of_people(claim) and any(abs(c.start - claim.start) <= _NEXT for c in scene.latest)
    if not (is_swapped(claim) or is_handing(claim.measure) or is_captive(claim.object) or is_told_next):
        return False
    days = days_told(claim)
    if days is None or scene.days is None:
        return True
    return days[0] - SWAPPED < scene.days[1] and scene.days[0] < days[1] + SWAPPED
