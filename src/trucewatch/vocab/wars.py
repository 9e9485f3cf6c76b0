"""Wars: which states and armed groups are known to fight each other across a border?

Data in `data/wars.toml`; used where a report counts the dead of one side and never says who attacked. Parties are
named as in `side` of the conflict files: ISO-2 codes for states (UK, not GB), else the group's own name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trucewatch.errors import ConfigError
from trucewatch.vocab.tables import table

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["Wars", "wars"]


@dataclass(frozen=True, slots=True)
class Wars:
    """All listed wars across borders, each as its two sides, and the groups that fight each state from within."""

    listed: tuple[tuple[frozenset[str], frozenset[str]], ...]
    civil: dict[str, frozenset[str]]

    def foes(self, party: str, named: Collection[str]) -> tuple[str, ...]:
        """Return the parties among `named` that fight `party`, sorted; empty where no listed war fits."""
        found: set[str] = set()
        for one, other in self.listed:
            found |= (other if party in one else one if party in other else frozenset()) & set(named)
        return tuple(sorted(found))

    def rivals(self, party: str, named: Collection[str]) -> tuple[str, ...]:
        """Return those among `named` that fight `party` in a listed civil war, sorted."""
        states = {state for state, groups in self.civil.items() if party in groups}
        return tuple(sorted((self.civil.get(party, frozenset()) | states) & set(named)))

    def allied(self, party: str) -> frozenset[str]:
        """Return all that stand on the side of `party` in some war, itself included."""
        return frozenset({party}).union(*(side for pair in self.listed for side in pair if party in side))


@lru_cache(maxsize=1)
def wars() -> Wars:
    """Return the listed wars; ConfigError where one has not two sides."""
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for war in table("wars")["war"]:
        sides = war["sides"]
        if len(sides) != 2 or not all(sides):
            raise ConfigError(f"wars.toml: a war needs two sides, found {sides!r}: write two lists of parties")
        found.append((frozenset(sides[0]), frozenset(sides[1])))
    return Wars(tuple(found), {war["state"]: frozenset(war["groups"]) for war in table("wars")["civil"]})
