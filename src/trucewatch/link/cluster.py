"""Which scenes make one event? Those united pair by pair, best first, while no member contradicts another.

"A like B, B like C" is not enough: two clusters become one only where no pair across them that was compared is judged
different, and of their first members most speak for it. Ties of people come first, their partings are never crossed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.link.judge import Judged, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["cluster"]

Pair = tuple[int, int]

_FACES = 24
"""Members that speak for a cluster, those of the lowest numbers: all of most events, enough of a day of war."""


def cluster(
    count: int,
    pairs: Iterable[Pair],
    judged: Callable[[int, int], Judged],
    *,
    tied: Sequence[Pair] = (),
    parted: Iterable[Pair] = (),
) -> list[tuple[int, ...]]:
    """Return the clusters of scenes 0 … count-1, each sorted, in order of their first members.

    `pairs` are the candidates; `judged(low, high)` may be asked of any pair; `tied` pairs are united first, and
    `parted` ones never.
    """
    held = _Clusters(count)
    for one, other in sorted(tied):
        held.unite(one, other)
    held.part(parted)
    alike: list[tuple[float, Pair]] = []
    for pair in pairs:
        verdict = judged(*pair)
        if verdict.take is Take.DIFFERENT:
            held.part((pair,))
        elif verdict.take is Take.SAME:
            alike.append((-verdict.score, pair))
    alike.sort()
    refused: set[tuple[int, int, int, int]] = set()
    for _, (one, other) in alike:
        state = held.state(one, other)
        if state is None or state in refused:
            continue
        if held.are_foes(one, other) or not _agree(held.faces(one), held.faces(other), judged):
            refused.add(state)
        else:
            held.unite(one, other)
    return held.listed()


class _Clusters:
    """Scenes in clusters: who is in which, who contradicts whom, and which members speak for each."""

    def __init__(self, count: int) -> None:
        self._home = list(range(count))
        self._members = {number: [number] for number in range(count)}
        self._faces = {number: [number] for number in range(count)}
        self._foes: dict[int, set[int]] = {}

    def part(self, pairs: Iterable[Pair]) -> None:
        """Hold pairs of scenes apart for good, but for those that are united already."""
        for one, other in pairs:
            for a, b in ((one, other), (other, one)):
                self._foes.setdefault(self._home[a], set()).add(b)

    def state(self, one: int, other: int) -> tuple[int, int, int, int] | None:
        """Return what an answer about the clusters of two scenes holds for, None where they are one."""
        low, high = sorted((self._home[one], self._home[other]))
        return None if low == high else (low, high, len(self._members[low]), len(self._members[high]))

    def faces(self, one: int) -> list[int]:
        """Return the members that speak for the cluster of a scene."""
        return self._faces[self._home[one]]

    def are_foes(self, one: int, other: int) -> bool:
        """Whether any member of one scene's cluster was held apart from any of the other's."""
        ours, theirs = self._home[one], self._home[other]
        return not self._foes.get(ours, set()).isdisjoint(self._members[theirs])

    def unite(self, one: int, other: int) -> None:
        """Make one cluster of those of two scenes."""
        small, large = sorted((self._home[one], self._home[other]), key=lambda home: (len(self._members[home]), home))
        if small == large:
            return
        for number in self._members[small]:
            self._home[number] = large
        self._members[large] += self._members.pop(small)
        self._faces[large] = sorted(self._faces[large] + self._faces.pop(small))[:_FACES]
        if small in self._foes:
            self._foes.setdefault(large, set()).update(self._foes.pop(small))

    def listed(self) -> list[tuple[int, ...]]:
        """Return the members of each cluster, sorted."""
        return sorted(tuple(sorted(members)) for members in self._members.values())


def _agree(one: Sequence[int], other: Sequence[int], judged: Callable[[int, int], Judged]) -> bool:
    """Whether two clusters may be one: nothing against it, and at least half of the cross pairs lean to it."""
    speaking = 0
    for a in one:
        for b in other:
            verdict = judged(min(a, b), max(a, b))
            if verdict.take is Take.DIFFERENT:
                return False
            speaking += verdict.leans
    return 2 * speaking >= len(one) * len(other)
