"""Families out of pairs, without chains: A like B and B like C makes no family where A is not like C.

Average linkage over the pairs compared (one not compared counts as unlike): the two groups most alike join as long
as a link holds between them and all their pairs reach `core` on average. What people join is united after that, so
that no family breaks by it. The outcome depends on the scores alone, not on the order of the pairs.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["cluster"]

Pair = tuple[int, int]


def cluster(
    scores: Mapping[Pair, float],
    linked: Iterable[Pair],
    core: float,
    *,
    apart: Iterable[Pair] = (),
    joined: Iterable[Pair] = (),
) -> list[tuple[int, ...]]:
    """Return the groups of two or more, each sorted, in order of their first member.

    `scores` of pairs (lower, higher) from 0 to 1; `linked` are the pairs between which a link holds; `apart` the
    pairs that must never be in one group, `joined` those that must be, unless one of `apart` forbids it.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), score in scores.items():
        near[one][other] = near[other][one] = score
        groups[one], groups[other] = [one], [other]
    ties, bars = _both_ways(linked), _both_ways(apart)
    heap = [(-score, one, other, 1, 1) for (one, other), score in scores.items() if other in ties[one]]
    heapify(heap)
    while heap:
        average, one, other, size, other_size = heappop(heap)
        if -average < core:
            break
        # A group keeps the name of its lowest member: a stale entry shows by its sizes.
        if len(groups.get(one, ())) != size or len(groups.get(other, ())) != other_size or other in bars[one]:
            continue
        groups[one] += groups.pop(other)
        for each in (ties, bars):
            _join(each, one, other)
        _sum(near, one, other)
        for third, total in near[one].items():
            if third in ties[one]:
                low, high = sorted((one, third))
                sizes = len(groups[low]), len(groups[high])
                heappush(heap, (-round(total / (sizes[0] * sizes[1]), 6), low, high, *sizes))
    _unite(groups, joined, bars)
    return sorted(tuple(sorted(members)) for members in groups.values() if len(members) > 1)


def _unite(groups: dict[int, list[int]], joined: Iterable[Pair], bars: defaultdict[int, set[int]]) -> None:
    """Make one group of any two that a pair of `joined` ties, unless a bar stands between them."""
    home = {member: name for name, members in groups.items() for member in members}
    for one, other in sorted(joined):
        low, high = sorted((home[one], home[other]))
        if low != high and high not in bars[low]:
            home |= dict.fromkeys(groups[high], low)
            groups[low] += groups.pop(high)
            _join(bars, low, high)


def _both_ways(pairs: Iterable[Pair]) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return found


def _join(sides: defaultdict[int, set[int]], one: int, other: int) -> None:
    """Give `one` what `other` had, and let everybody who knew `other` know `one`."""
    for third in sides.pop(other, set()):
        sides[third].discard(other)
        if third != one:
            sides[third].add(one)
            sides[one].add(third)


def _sum(near: dict[int, dict[int, float]], one: int, other: int) -> None:
    """Add the scores that `other` had with each third to those of `one`."""
    for third, score in near.pop(other).items():
        near[third].pop(other, None)
        if third != one:
            near[one][third] = near[third][one] = near[one].get(third, 0.0) + score
