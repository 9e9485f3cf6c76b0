"""Does a story tell a count again? A headline's number, a lead's "in the south" and the village named further down.

What is told again has the value of what was told, at no other time, and of a place around or within its place.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from trucewatch.link.claims import TELLING_FROM, counted
from trucewatch.link.compare import is_one_actor
from trucewatch.link.places import are_one, is_within, sounds
from trucewatch.link.rivals import is_out_of_scale
from trucewatch.link.tallies import days_of, is_bygone
from trucewatch.model import Modifier
from trucewatch.vocab.events import are_of_weapon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.link.claims import Claim
    from trucewatch.link.scene import Scene
    from trucewatch.model import Place

__all__ = ["is_retold", "may_be_again", "may_be_anew", "may_be_wider"]

_DISTINCTIVE_FROM = 10
_SHARE = 2  # times the one count that the other is at most, where one scene may be the other told wider


def is_retold(claim: Claim, told: Sequence[Claim], place: Place | None, days: tuple[int, int] | None) -> bool:
    """Whether a claim gives again a number of those told of one place and days."""
    if claim.when is not None and days is not None and days_of(claim.when) != days:
        return False
    if days is None and is_bygone(claim):
        return False
    same = [other for other in told if other.sentence != claim.sentence and _is_one_number(claim, other)]
    if _is_open(claim, place) or are_one(claim.place, place):
        return bool(same)
    is_sure = claim.place is None or place is None or (claim.when is not None and days is not None)
    return is_sure and any(_is_distinctive(other) and _may_be_one_deed(claim, other) for other in same)


def _is_distinctive(claim: Claim) -> bool:
    """Whether a count is hardly told of two things of one day: 38 and 102, not 5 nor 40."""
    value = claim.low or claim.high or 0.0
    is_odd = value >= _DISTINCTIVE_FROM and value % 10 != 0
    return is_odd and claim.kind == "toll" and claim.modifier is not Modifier.VAGUE


def _may_be_one_deed(claim: Claim, other: Claim) -> bool:
    """Whether no two sides are told to have done it, or to have suffered it."""
    acting, hit = {claim.acting, other.acting} - {None}, {claim.hit, other.hit} - {None}
    return len(acting) < len((claim, other)) and len(hit) < len((claim, other))


def may_be_wider(wide: Scene, narrow: Scene) -> bool:
    """Whether a scene of a story may be another one of it told of a wider place: of its days, sides and size.

    The story alone does not tell; another report that tells of both at once does.
    """
    if wide.group != "attack" or narrow.group != "attack" or wide.place is None or narrow.place is None:
        return False
    if None not in {wide.days, narrow.days} and (wide.sure_days is None or wide.sure_days != narrow.sure_days):
        return False
    if any(c.anew for c in narrow.claims):
        return False
    is_around = is_within(narrow.place, wide.place)
    is_unlisted = not sounds(wide.place) and bool(sounds(narrow.place)) and (wide.place.precision or 1) > 1
    if not (is_around or (is_unlisted and narrow.place.country in {None, wide.place.country})):
        return False
    if is_one_actor(wide, narrow) is False:
        return False
    return _is_of_size(wide, narrow)


def may_be_anew(one: Scene, other: Scene) -> bool:
    """Whether one scene of a story may be how the toll of the other changed: at its place, of no day of its own."""
    changed, former = (one, other) if one.days is None else (other, one)
    if changed.days is not None or former.days is None or one.group != "attack" or other.group != "attack":
        return False
    is_told = any(c.reason and c.when is not None for c in changed.claims)
    return is_told and are_one(one.place, other.place) and is_one_actor(one, other) is not False


def may_be_again(one: Scene, other: Scene) -> bool:
    """Whether two scenes of a story may be one told twice: at one place, of one day and side, and neither another's."""
    if one.group != "attack" or other.group != "attack" or not are_one(one.place, other.place):
        return False
    if one.sure_days is None or one.sure_days != other.sure_days or one.is_harmful is not other.is_harmful:
        return False
    if any(c.anew for c in (*one.claims, *other.claims)) or is_one_actor(one, other) is not True:
        return False
    if any(is_out_of_scale(claim, other.latest) for claim in one.latest):
        return False
    return not (one.told_attack and other.told_attack and not are_of_weapon(one.told_attack, other.told_attack))


def _is_of_size(wide: Scene, narrow: Scene) -> bool:
    """Whether what both count is about as much: a town with a tenth of a region's dead is one of its towns."""
    shared = wide.counts.keys() & narrow.counts.keys()
    most = [(max(map(_top, wide.counts[key])), max(map(_top, narrow.counts[key]))) for key in shared]
    return not most or any(theirs * _SHARE >= mine and mine * _SHARE >= theirs for theirs, mine in most)


def _top(value: tuple[float | None, float | None]) -> float:
    return value[0] if value[0] is not None else value[1] or 0.0


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
