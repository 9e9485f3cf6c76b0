"""Which pairs of stories are worth comparing? Those that share rare facts or runs of words; never all pairs.

Two inverted indexes, of facts and of sampled word runs. What a crowd of stories shares brings nobody together by
itself, and each story keeps its best partners only, so that the pairs grow with the stories and not with their
square.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trucewatch.lineage.rules import Rules
    from trucewatch.lineage.telling import Telling

__all__ = ["candidates"]

_SAMPLE = 4
"""One in so many word runs is indexed, chosen by its hash: of forty shared ones, ten on average."""
_SHARED_RUNS = 2
_SHARED_FACTS = 2
_LEADERS = 8
"""With how many of a crowd that shares a word run each is compared: a wire story may have hundreds of copies."""


def candidates(told: Sequence[Telling], rules: Rules) -> list[tuple[int, int]]:
    """Return the pairs (indexes into `told`, the lower first) to be compared, in order.

    `told` must be in a fixed order (by report and place), or ties among partners fall differently.
    """
    pairs = set(_by_words(told, rules)) | set(_by_facts(told, rules))
    return sorted(pair for pair in pairs if told[pair[0]].report_id != told[pair[1]].report_id)


def _by_words(told: Sequence[Telling], rules: Rules) -> Iterator[tuple[int, int]]:
    held: dict[int, list[int]] = defaultdict(list)
    for n, telling in enumerate(told):
        for run in telling.shingles:
            if run % _SAMPLE == 0:
                held[run].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for crowd in held.values():
        shared.update(_within(crowd, rules.crowd))
    yield from _best(((pair, float(count)) for pair, count in shared.items() if count >= _SHARED_RUNS), rules.partners)


def _within(crowd: list[int], limit: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs of those who share something: all of a few, of a crowd each with its first ones."""
    if len(crowd) <= limit:
        yield from combinations(crowd, 2)
        return
    for place, n in enumerate(crowd):
        yield from ((leader, n) for leader in crowd[: min(place, _LEADERS)])


def _by_facts(told: Sequence[Telling], rules: Rules) -> Iterator[tuple[int, int]]:
    held: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(told):
        for key in _keys(telling):
            held[key].append(n)
    days = [_day(telling.published) for telling in told]
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    counts: Counter[tuple[int, int]] = Counter()
    for _, crowd in sorted(held.items()):  # sorted, since sums of floats depend on their order
        if not 1 < len(crowd) <= rules.crowd:
            continue
        weight = math.log(1 + len(told) / len(crowd))
        for pair in combinations(crowd, 2):
            if _in_time(days[pair[0]], days[pair[1]], rules.days):
                weights[pair] += weight
                counts[pair] += 1
    strong = ((pair, weight) for pair, weight in weights.items() if counts[pair] >= _SHARED_FACTS)
    yield from _best(strong, rules.partners)


def _keys(telling: Telling) -> Iterator[str]:
    """Yield a story's facts, and pairs of them told in a row, which stay rare where many tell of one event."""
    yield from telling.facts.keys
    for sequence in (telling.facts.numbers, telling.facts.names):
        for one, following in pairwise(sequence):
            yield f"then {one} {following}"


def _best(weighed: Iterable[tuple[tuple[int, int], float]], partners: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs that are among the best `partners` of either of the two."""
    of: dict[int, list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for pair, weight in weighed:
        for n in pair:
            of[n].append((-round(weight, 6), pair))
    for listed in of.values():
        listed.sort()
        yield from (pair for _, pair in listed[:partners])


def _day(published: str | None) -> date | None:
    return None if published is None else date.fromisoformat(published[:10])


def _in_time(one: date | None, other: date | None, days: int) -> bool:
    return one is None or other is None or abs((one - other).days) <= days
