"""Nests: which of the places that a story tells together lie in one another? Part of `placechoice`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.geocode import Mention

__all__ = ["TERRITORIES", "Nested"]

TERRITORIES = frozenset({"region", "country", "wide"})
_TOWNS = frozenset({"city", "site", "quarter", "district"})
# More of them are as many.
_FAR = 8


class Nested:
    """Which towns lie in which regions and countries told in one sentence with them, as far as the gazetteer allows."""

    def __init__(self, mentions: Sequence[Mention], at: Sequence[int]) -> None:
        """Take the places of a story in text order, and the number of the sentence of each."""
        self._towns: list[str] = []
        self._inside: dict[str, set[str]] = {}
        self._around: Counter[str] = Counter()
        by_sentence: dict[int, list[Mention]] = {}
        for m, n in zip(mentions, at, strict=True):
            by_sentence.setdefault(n, []).append(m)
            if m.level in _TOWNS and m.is_where and m.place.name not in self._towns:
                self._towns.append(m.place.name)
        for together in by_sentence.values():
            wider = [m for m in together if m.level in TERRITORIES]
            for town in (m for m in together if m.level in _TOWNS):
                for land in wider:
                    if _may_hold(land, town):
                        self._inside.setdefault(land.place.name, set()).add(town.place.name)
        named = Counter(m.place.name for m in mentions)
        for name, towns in self._inside.items():
            for inner in towns:
                self._around[inner] += named[name]

    def inside(self, m: Mention) -> set[str]:
        """The names of the towns told together with a region or country."""
        return self._inside.get(m.place.name, set()) if m.level in TERRITORIES else set[str]()

    def of(self, m: Mention) -> list[float]:
        """Return how many towns the story has, which this is, how many lie in it, and how often its lands are told."""
        name = m.place.name
        turn = self._towns.index(name) if name in self._towns else -1
        return [
            float(min(len(self._towns), _FAR)),
            float(min(turn, _FAR)),
            float(min(len(self.inside(m)), _FAR)),
            float(self._around[name]) if m.level in _TOWNS else 0.0,
        ]


def _may_hold(land: Mention, town: Mention) -> bool:
    """Whether a town told beside a region or country may lie in it: by the text, or not in another by the gazetteer."""
    if land.level == "region" and not land.within and land.region is not None and town.region is not None:
        return land.region == town.region
    return land.place.country in {town.place.country, None} or town.place.country is None
