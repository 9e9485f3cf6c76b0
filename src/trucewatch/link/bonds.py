"""What people judged: which figures must stand in one event and which must not.

The last judgement on a pair counts, `unsure` lifts it; where decisions contradict one another by way of third
figures, the later one holds: of one second the one written later. Names no figure need know: an unknown id binds
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trucewatch.model import Judgement

__all__ = ["Bonds", "bonds"]


class Bonds:
    """Ties and partings between ids."""

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}

    def root(self, one: str) -> str:
        """Return the id that stands for all that `one` is tied to."""
        while self._root.get(one, one) != one:
            one = self._root[one]
        return one

    def binds(self, one: str) -> bool:
        """Whether a judgement binds an id to another, or parts it from one."""
        return one in self._root or one in self._apart

    def tied(self, one: str, other: str) -> bool:
        """Whether two ids must stand together."""
        return self.root(one) == self.root(other) and one in self._root and other in self._root

    def parted(self, one: str, other: str) -> bool:
        """Whether two ids must stand apart."""
        return self.root(other) in self._apart.get(self.root(one), ())

    def tie(self, one: str, other: str) -> None:
        """Tie two ids, unless they are parted."""
        low, high = sorted((self.root(one), self.root(other)))
        for name in (one, other):
            self._root.setdefault(name, self.root(name))
        if low == high or self.parted(low, high):
            return
        self._root[high] = low
        for foe in self._apart.pop(high, set()):
            self._apart[foe].discard(high)
            self._part_roots(low, foe)

    def part(self, one: str, other: str) -> None:
        """Part two ids, unless they are tied."""
        low, high = self.root(one), self.root(other)
        if low != high:
            self._part_roots(low, high)

    def _part_roots(self, one: str, other: str) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    @property
    def partings(self) -> list[tuple[str, str]]:
        """The pairs of roots that must stand apart, each once, sorted."""
        return sorted((one, other) for one, foes in self._apart.items() for other in foes if one < other)

    @property
    def groups(self) -> list[list[str]]:
        """The ids that are tied, each group and the list of them sorted."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._root):
            found.setdefault(self.root(name), []).append(name)
        return [names for _, names in sorted(found.items()) if len(names) > 1]


def bonds(judgements: Iterable[Judgement]) -> Bonds:
    """Return what the judgements bind, the latest first."""
    last: dict[tuple[str, str], Judgement] = {}
    for judgement in sorted(judgements, key=lambda each: each.decided):  # stable: of one second as they were written
        low, high = sorted((judgement.a, judgement.b))
        last.pop((low, high), None)
        last[low, high] = judgement
    bound = Bonds()
    for (low, high), judgement in reversed(last.items()):
        if judgement.verdict is Verdict.SAME:
            bound.tie(low, high)
        elif judgement.verdict is Verdict.DIFFERENT:
            bound.part(low, high)
    return bound
