"""Which pairs of stories are worth comparing? Those that share rare facts or runs of words; never all pairs.

Two inverted indexes, of facts within some days and of sampled word runs. What a crowd of stories shares brings nobody
together by itself, and each story keeps its best partners only, so that the pairs grow with the stories and not with
their square. Each key can be gone through alone, which is how an archive larger than memory is done.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from trucewatch.lineage.rules import Rules
    from trucewatch.lineage.telling import Telling

__all__ = [
    "LEAST_FACTS",
    "SHARED_FACTS",
    "SHARED_RUNS",
    "best",
    "candidates",
    "day_of",
    "fact_keys",
    "met_by_facts",
    "met_by_words",
    "weight",
    "word_keys",
]

Pair = tuple[int, int]

_SAMPLE = 4
"""One in so many word runs is indexed, chosen by its hash: of forty shared ones, ten on average."""
SHARED_RUNS = 2
"""Sampled word runs that two stories must share to be compared for them."""
LEAST_FACTS = 4
"""Numbers and names that two stories must keep in order before either kind of link can hold."""
SHARED_FACTS = 3
"""Facts, or facts told in a row, that two stories must share to be compared for them.

A link needs four facts in order, one of which a crowd may tell; of 2, 3 and 4 on 2,000 reports of incidents each found
the same 152 links and 246 near pairs, of 20,051, 11,291 and 7,121 pairs compared.
"""
_LEADERS = 8
"""With how many of a crowd that shares a word run each is compared: a wire story may have hundreds of copies."""
_MILLION = 1_000_000
"""Weights are whole millionths, so that their sum is the same in whatever order they are added."""


def candidates(told: Sequence[Telling], rules: Rules) -> list[Pair]:
    """Return the pairs (indexes into `told`, the lower first) to be compared, in order.

    `told` must be in a fixed order (by report and place), or ties among partners fall differently.
    """
    pairs = set(_by_words(told, rules)) | set(_by_facts(told, rules))
    kept = {n: (frozenset(told[n].facts.numbers), frozenset(told[n].facts.names)) for pair in pairs for n in pair}
    return sorted(
        (one, other)
        for one, other in pairs
        if told[one].report_id != told[other].report_id and _are_enough(kept[one], kept[other])
    )


def _are_enough(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two stories share as many numbers and names as a link needs in order: else nothing is to be compared."""
    return len(one[0] & other[0]) + len(one[1] & other[1]) >= LEAST_FACTS


def _by_words(told: Sequence[Telling], rules: Rules) -> Iterator[Pair]:
    held: dict[int, list[int]] = defaultdict(list)
    for n, telling in enumerate(told):
        for run in word_keys(telling):
            held[run].append(n)
    shared: Counter[Pair] = Counter()
    for crowd in held.values():
        shared.update(met_by_words(crowd, rules))
    yield from best(((pair, count) for pair, count in shared.items() if count >= SHARED_RUNS), rules.partners)


def _by_facts(told: Sequence[Telling], rules: Rules) -> Iterator[Pair]:
    held: dict[str, list[int]] = defaultdict(list)
    for n, telling in enumerate(told):
        for key in _keys(telling):
            held[key].append(n)
    days = {n: day_of(telling.published) for n, telling in enumerate(told)}
    weights: dict[Pair, int] = defaultdict(int)
    counts: dict[Pair, int] = defaultdict(int)
    for tellers in held.values():
        for stretch, crowd in _crowds(tellers, days, rules):
            weighed = weight(len(told), len(crowd))
            for pair in met_by_facts(crowd, days, stretch, rules):
                weights[pair] += weighed
                counts[pair] += 1
    yield from best(((pair, sum_) for pair, sum_ in weights.items() if counts[pair] >= SHARED_FACTS), rules.partners)


def _crowds(
    tellers: Sequence[int], days: Mapping[int, int | None], rules: Rules
) -> Iterator[tuple[int | None, list[int]]]:
    """Yield the stretches in which several tell a fact, each with who does: those of `fact_keys`."""
    if len(tellers) < 2:  # as of most facts
        return
    held: dict[int | None, list[int]] = defaultdict(list)
    for n in tellers:
        for stretch in _met_in(days[n], rules):
            held[stretch].append(n)
    yield from ((stretch, crowd) for stretch, crowd in held.items() if 1 < len(crowd) <= rules.crowd)


def word_keys(telling: Telling) -> Iterator[int]:
    """Yield the sampled word runs by which a story is found."""
    yield from telling.shingles[telling.shingles % _SAMPLE == 0].tolist()


def met_by_words(crowd: Sequence[int], rules: Rules) -> Iterator[Pair]:
    """Yield the pairs of those who share a word run (in order): all of a few, of a crowd each with its first ones."""
    if len(crowd) <= rules.crowd:
        yield from combinations(crowd, 2)
        return
    for place, n in enumerate(crowd):
        yield from ((leader, n) for leader in crowd[: min(place, _LEADERS)])


def fact_keys(telling: Telling, rules: Rules) -> Iterator[tuple[str, int | None]]:
    """Yield a story's facts with the stretches of days it may be met in, None for those without a date.

    Pairs of facts told in a row are keys too: they stay rare where many tell of one event. What is rare is counted
    within a stretch, so that ten years of an archive do not make every name common.
    """
    stretches = _met_in(day_of(telling.published), rules)
    for key in _keys(telling):
        yield from ((key, stretch) for stretch in stretches)


def _keys(telling: Telling) -> Iterator[str]:
    yield from telling.facts.keys
    yield from _in_a_row(telling)


def _met_in(day: int | None, rules: Rules) -> tuple[int | None, ...]:
    return (None,) if day is None else (None, *_stretches(day, rules))


def met_by_facts(
    crowd: Sequence[int], days: Mapping[int, int | None], stretch: int | None, rules: Rules
) -> Iterator[Pair]:
    """Yield the pairs of those who share a fact in a stretch of days; none where they are a crowd, or one.

    Two meet once, in the first stretch they share; where either has no date, in the stretch None.
    """
    if not 1 < len(crowd) <= rules.crowd:
        return
    if stretch is None:
        undated = {n for n in crowd if days[n] is None}
        if undated:
            yield from (pair for pair in combinations(crowd, 2) if not undated.isdisjoint(pair))
        return
    dated = [(n, day) for n in crowd if (day := days[n]) is not None]
    for (m, one), (n, other) in combinations(dated, 2):
        if abs(one - other) <= rules.days and _first(max(one, other), rules) == stretch:
            yield m, n


def weight(stories: int, crowd: int) -> int:
    """Return how much it tells, in millionths, that two of so many stories share what a crowd shares."""
    return round(math.log(1 + stories / crowd) * _MILLION)


def best(
    weighed: Iterable[tuple[Pair, int]], partners: int, whose: Callable[[int], bool] = lambda _: True
) -> Iterator[Pair]:
    """Yield the pairs that are among the best `partners` of either of the two; only of those asked by `whose`."""
    of: dict[int, list[tuple[int, Pair]]] = defaultdict(list)
    for pair, weight_ in weighed:
        for n in pair:
            if whose(n):
                of[n].append((-weight_, pair))
    for listed in of.values():
        listed.sort()
        yield from (pair for _, pair in listed[:partners])


def day_of(published: str | None) -> int | None:
    """Return a date as a number of days, None where there is none."""
    return None if published is None else date.fromisoformat(published[:10]).toordinal()


def _in_a_row(telling: Telling) -> Iterator[str]:
    for sequence in (telling.facts.numbers, telling.facts.names):
        for one, following in pairwise(sequence):
            yield f"then {one} {following}"


def _first(day: int, rules: Rules) -> int:
    return day // (rules.days + 1)


def _stretches(day: int, rules: Rules) -> tuple[int, int]:
    """Return the stretches a day lies in: any two days within the rules' share one, the later one's first."""
    return _first(day, rules), _first(day, rules) + 1
