"""Which scenes make one event? Those united pair by pair, best first, while no member contradicts another.

"A like B, B like C" is not enough: two clusters become one only where no pair across them that was compared is judged
different, and of their first members most speak for it. What one story tells apart is one where all others say so.
Ties of people come first, their partings are never crossed.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from trucewatch.link.judge import Judged, Take

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["Foes", "cluster", "united"]

Pair = tuple[int, int]

_SURE = 2
"""Members who speak for a scene that one story alone tells apart from another of their cluster: all others, and two."""

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
    foes: defaultdict[int, list[int]] = defaultdict(list)
    alike: list[tuple[float, Pair]] = []
    for one, other in parted:
        foes[one].append(other)
        foes[other].append(one)
    for one, other in pairs:
        verdict = judged(one, other)
        if verdict.take is Take.DIFFERENT:
            foes[one].append(other)
            foes[other].append(one)
        elif verdict.take is Take.SAME:
            alike.append((-verdict.score, (one, other)))
    alike.sort()
    return united(count, (pair for _, pair in alike), judged, _Listed(foes), tied=tied)


def united(
    count: int,
    alike: Iterable[Pair],
    judged: Callable[[int, int], Judged],
    foes: Foes,
    *,
    tied: Sequence[Pair] = (),
) -> list[tuple[int, ...]]:
    """Return the clusters of scenes of which the pairs that are `alike` come best first, and `foes` are held apart."""
    held = _Clusters(count, foes)
    for one, other in sorted(tied):
        held.unite(one, other)
    refused: set[tuple[int, int, int, int]] = set()
    for one, other in alike:
        state = held.state(one, other)
        if state is None or state in refused:
            continue
        if held.are_foes(one, other) or not _agree(held.faces(one), held.faces(other), judged):
            refused.add(state)
        else:
            held.unite(one, other)
    return held.listed()


class Foes(Protocol):
    """Which scenes are held apart from each?"""

    def of(self, number: int) -> Sequence[int]:
        """Return the scenes that one of that number is never with, but where a tie has united them."""
        ...


class _Listed:
    def __init__(self, foes: Mapping[int, Sequence[int]]) -> None:
        self._foes = foes

    def of(self, number: int) -> Sequence[int]:
        return self._foes.get(number, ())


class _Clusters:
    """Scenes in clusters: who is in which, and which members speak for each; what is alone is listed nowhere."""

    def __init__(self, count: int, foes: Foes) -> None:
        self._home = list(range(count))
        self._members: dict[int, list[int]] = {}
        self._faces: dict[int, list[int]] = {}
        self._foes = foes

    def state(self, one: int, other: int) -> tuple[int, int, int, int] | None:
        """Return what an answer about the clusters of two scenes holds for, None where they are one."""
        low, high = sorted((self._home[one], self._home[other]))
        return None if low == high else (low, high, len(self._of(low)), len(self._of(high)))

    def faces(self, one: int) -> list[int]:
        """Return the members that speak for the cluster of a scene."""
        home = self._home[one]
        return self._faces.get(home) or [home]

    def are_foes(self, one: int, other: int) -> bool:
        """Whether any member of one scene's cluster is held apart from any of the other's."""
        small, large = self._by_size(one, other)
        return any(self._home[foe] == large for number in self._of(small) for foe in self._foes.of(number))

    def unite(self, one: int, other: int) -> None:
        """Make one cluster of those of two scenes."""
        small, large = self._by_size(one, other)
        if small == large:
            return
        members, joined = self._members.pop(small, [small]), self._members.setdefault(large, [large])
        for number in members:
            self._home[number] = large
        joined += members
        faces = self._faces.pop(small, [small]) + self._faces.get(large, [large])
        self._faces[large] = sorted(faces)[:_FACES]

    def listed(self) -> list[tuple[int, ...]]:
        """Return the members of each cluster, sorted."""
        alone = ((number,) for number, home in enumerate(self._home) if number == home and home not in self._members)
        return sorted([*alone, *(tuple(sorted(members)) for members in self._members.values())])

    def _of(self, home: int) -> list[int]:
        return self._members.get(home) or [home]

    def _by_size(self, one: int, other: int) -> tuple[int, int]:
        homes = ((len(self._of(home)), home) for home in (self._home[one], self._home[other]))
        (_, small), (_, large) = sorted(homes)
        return small, large


def _agree(one: Sequence[int], other: Sequence[int], judged: Callable[[int, int], Judged]) -> bool:
    """Whether two clusters may be one: nothing against it, and at least half of the cross pairs lean to it."""
    speaking = same = apart = 0
    for a in one:
        for b in other:
            verdict = judged(min(a, b), max(a, b))
            apart += verdict.take is Take.APART
            if verdict.take is Take.DIFFERENT or apart > 1:
                return False
            speaking += verdict.leans
            same += verdict.take is Take.SAME
    if apart:
        return min(len(one), len(other)) == 1 and same >= _SURE and speaking + 1 == len(one) * len(other)
    return 2 * speaking >= len(one) * len(other)
