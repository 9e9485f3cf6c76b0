"""Place costs: how much a mention of a place costs for what it is, and which town a region narrows to.

Part of `whereabouts`; the exact place wins over the country around it, a listed name over one that no list holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trucewatch.vocab.toponyms import toponym_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.read.geocode import Mention
    from trucewatch.read.grammar import Parse

__all__ = ["narrowed", "own_cost", "verb_of"]

# What each level costs beside the way through the grammar: the exact place wins over the country around it.
_LEVEL_COST = {
    "city": 0.0,
    "site": 0.3,
    "quarter": 0.5,
    "district": 0.4,
    "region": 0.9,
    "line": 1.2,
    "country": 3.0,
    "wide": 9.0,
}
_UNLISTED, _UNLISTED_SITE = 0.8, 2.0
_WITHIN = 2.5
# Degrees across which the quarters of one town may lie.
_TOWN_WIDE = 0.2
# A bearing stands so many words before its place at most.
_BEARING = 6


def narrowed(parse: Parse, wide: Mention, here: Sequence[Mention]) -> Mention:
    """Return the one town of the same verb after "In X region, …", or one quarter after a town, else it itself."""
    verb = verb_of(parse, wide.head)
    if verb is None or verb < wide.first:
        return wide
    others = [m for m in here if m.is_where and m.first > wide.first and m.place.country in {wide.place.country, None}]
    if wide.level == "city":
        parts = [m for m in others if m.level in {"quarter", "district"} and _is_within(wide, m)]
        return parts[0] if len(parts) == 1 == len(others) else wide
    others = [m for m in others if verb_of(parse, m.head) == verb]
    towns = [m for m in others if not _is_bearing(parse, m) and m.level in {"city", "site", "quarter"}]
    return towns[0] if len(towns) == 1 and len(others) == 1 else wide


def _is_bearing(parse: Parse, m: Mention) -> bool:
    """Whether a place only tells where the one before it lies: "just east of the capital of X"."""
    before = [w.lower for w in parse.words[max(0, m.first - _BEARING) : m.first]]
    return m.within and any(w in toponym_words().near_of for w in before)


def _is_within(town: Mention, part: Mention) -> bool:
    """Whether a quarter may lie in a town: no list holds it, or it stands close by."""
    a, b = town.place, part.place
    if b.lat is None or b.lon is None or a.lat is None or a.lon is None:
        return True
    return max(abs(a.lat - b.lat), abs(a.lon - b.lon)) < _TOWN_WIDE


def verb_of(parse: Parse, i: int) -> int | None:
    """Return the nearest verb above word `i`, or None."""
    # "a camp for the displaced near X": those are people, no deed.
    return next((w.i for w in parse.ancestors(i) if w.pos in {"VERB", "AUX"} and w.dep != "pobj"), None)


def own_cost(mention: Mention) -> float:
    """Return what a mention costs for what it is: its level, being in no list, only framing another."""
    cost = _LEVEL_COST[mention.level]
    if mention.place.lat is None:
        cost += _UNLISTED_SITE if mention.level == "site" else _UNLISTED
    return cost + _WITHIN if mention.within else cost
