"""Which scenes make one event? Those united pair by pair, best first, while no member contradicts another.

"A like B, B like C" is not enough: two clusters become one only where none of their cross pairs is judged different
and most of those that were compared speak for it. Ties of people come first, their partings are never crossed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.judge import Judged, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["cluster"]

Pair = tuple[int, int]


def cluster(
    count: int,
    pairs: Iterable[Pair],
    judged: Callable[[int, int], Judged],
    *,
    tied: Sequence[Pair] = (),
    parted: Callable[[int, int], bool] = lambda _one, _other: False,
) -> list[tuple[int, ...]]:
    """Return the clusters of scenes 0 … count-1, each sorted, in order of their first members.

    `pairs` are the candidates; `judged(low, high)` may be asked of any pair; `tied` pairs are united first.
    """
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    home = list(range(count))

    def unite(one: int, other: int) -> None:
        low, high = sorted((home[one], home[other]))
        if low != high:
            members[low] += members.pop(high)
            for number in members[low]:
                home[number] = low

    for one, other in sorted(tied):
        unite(one, other)
    sure = [(judged(*pair), pair) for pair in pairs]
    ranked = sorted((-verdict.score, pair) for verdict, pair in sure if verdict.take is Take.SAME)
    for _, (one, other) in ranked:
        if home[one] != home[other] and _agree(members[home[one]], members[home[other]], judged, parted):
            unite(one, other)
    return [tuple(sorted(members[low])) for low in sorted(members, key=lambda low: min(members[low]))]


def _agree(
    one: Sequence[int],
    other: Sequence[int],
    judged: Callable[[int, int], Judged],
    parted: Callable[[int, int], bool],
) -> bool:
    """Whether two clusters may be one: nothing against it, and at least half of the cross pairs lean to it."""
    speaking = 0
    for a in one:
        for b in other:
            low, high = min(a, b), max(a, b)
            if parted(low, high):
                return False
            verdict = judged(low, high)
            if verdict.take is Take.DIFFERENT:
                return False
            speaking += verdict.leans
    return 2 * speaking >= len(one) * len(other)
