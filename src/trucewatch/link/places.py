"""Which places are one, and which lies within another? By the gazetteer's number, by name, by land and breadth.

A place no gazetteer knows is told by its name alone, so names that sound alike are one there, and a quarter that
bears its town's name is that town; places that are known are never joined by how they sound.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.distance import kilometres
from trucewatch.vocab.events import place_key, place_sound

if TYPE_CHECKING:
    from trucewatch.model import Place

__all__ = ["NATION", "REGION", "are_one", "breadth", "is_near", "is_within", "may_be_one", "sounds"]

NATION = 6
"""UCDP where_prec from which a place is no place of an attack."""

REGION = 4
"""UCDP where_prec from which a place is a region, in which it may have been anywhere."""

_APART_KM = 4.0  # two places of one story farther apart are two scenes; a town's quarters are nearer
_NEAR_KM = 12.0  # within which they may be one where one side did it, or suffered it
_LONG = 4  # letters that sound from which a word with another one in their midst is the same
_REACH_KM = 100.0  # from a region's middle, no place told to be in it without its name is farther


def breadth(place: Place | None) -> int:
    """Return how wide a place is: 0 a town or none, 1 a region, 2 a country or more.

    What no gazetteer knows and no capital begins is a part of something: "the southern suburbs", "western Marren".
    """
    if place is None:
        return 0
    precision = place.precision or 1
    is_part = not _is_known(place) and place.name[:1].islower()
    return max((precision >= REGION) + (precision >= NATION), int(is_part))


def are_one(one: Place | None, other: Place | None) -> bool:
    """Whether two places are known to be the same one."""
    if one is None or other is None:
        return False
    if one.geonameid is not None and one.geonameid == other.geonameid and breadth(one) == breadth(other):
        return True  # the harbour of a region bears its number, and is a place in it
    if one.country and other.country and one.country != other.country:
        return False
    if place_key(one.name) == place_key(other.name):
        return True
    return breadth(one) == breadth(other) and not (_is_known(one) and _is_known(other)) and _sound_alike(one, other)


def is_within(one: Place | None, other: Place | None) -> bool:
    """Whether one place lies in the other, which is wider: a town of a region, a region of a country.

    A village that no list knows, told with a land, is taken for one of it.
    """
    if one is None or other is None:
        return False
    if one.country is None and not _is_known(one):
        return breadth(one) < breadth(other)
    if not one.country or one.country != other.country:
        return False
    if breadth(one) >= breadth(other) or are_one(one, other):
        return False
    apart = kilometres(one, other)
    return breadth(other) > 1 or apart is None or apart <= _REACH_KM


def is_near(one: Place | None, region: Place | None) -> bool:
    """Whether a town, or a district however wide its list says it is, may lie in a region."""
    if one is None or region is None or not one.country or one.country != region.country or breadth(one) > 1:
        return False
    apart = kilometres(one, region)
    return not are_one(one, region) and (apart is None or apart <= _REACH_KM)


def may_be_one(one: Place | None, other: Place | None, *, is_one_side: bool = False) -> bool:
    """Whether two places of one story may be one: the same, two near ones, or one that is not told.

    Towns next to each other are one where `is_one_side` tells that one side acted, or suffered, at both.
    """
    if one is None or other is None:
        return True
    wide = [(place.precision or 1) >= NATION for place in (one, other)]
    if wide[0] != wide[1]:
        return False
    if are_one(one, other) or place_key(one.name) == place_key(other.name):
        return True
    regions = [(place.precision or 1) >= REGION for place in (one, other)]
    apart = kilometres(one, other)
    if any(regions):
        return False  # a region's tally is not its town's strike, nor its neighbour's
    return apart is not None and apart <= (_NEAR_KM if is_one_side else _APART_KM)


def sounds(place: Place) -> frozenset[str]:
    """Return how the words of a place's name sound, where no gazetteer knows it; empty where one does."""
    return frozenset() if _is_known(place) else place_sound(place.name)


def _is_known(place: Place) -> bool:
    return place.lat is not None and place.lon is not None


def _sound_alike(one: Place, other: Place) -> bool:
    mine, theirs = place_sound(one.name), place_sound(other.name)
    if not mine or not theirs:
        return False
    return mine <= theirs or theirs <= mine or _are_spellings(mine, theirs)


def _are_spellings(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two names share a word, and are one but for a letter in another: Unguwan and Unguwar Mantau."""
    one, other = sorted(mine - theirs), sorted(theirs - mine)
    if len(one) != 1 or len(other) != 1 or len(mine) == 1:
        return False
    differing = sum(a != b for a, b in zip(one[0], other[0], strict=False))
    return len(one[0]) == len(other[0]) >= _LONG and differing == 1
