"""Why is it impossible? Terms that clash by themselves, none of which can be left out: without one they could be kept.

A deletion filter: each term in turn is given up for good if the rest still clashes without it. What is left cannot
lose any member. Where the search could not tell in time a term is kept, and the clash says that it may be too large.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.plan.model import Question
from trucewatch.plan.search import search
from trucewatch.plan.terms import Term, terms, without

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.solver import Limits

__all__ = ["Clash", "clash"]

_SECONDS = 20.0  # for one question of the filter, at most


@dataclass(frozen=True, slots=True)
class Clash:
    """Terms that cannot all be kept even alone; `is_minimal`: proved that without any one of them they could be."""

    terms: tuple[Term, ...]
    is_minimal: bool

    def record(self) -> dict[str, Any]:
        """Return it as it is written in JSON."""
        return {"minimal": self.is_minimal, "terms": [term.record() for term in self.terms]}


def clash(
    scenario: Scenario, question: Question, limits: Limits, *, watch: Callable[[str], None] = lambda _: None
) -> Clash:
    """Return the terms that clash in a scenario that is impossible."""
    every = terms(scenario)
    kept, doubtful = list(every), set[str]()
    limits = replace(limits, seconds=min(limits.seconds, _SECONDS), gap=1.0)
    blocks, tested = _blocks(kept), dict[str, int]()
    while blocks:
        block = blocks.pop(0)
        rest = [term for term in kept if term not in block]
        told = _is_impossible(without(scenario, [term for term in every if term not in rest]), question, limits)
        if told:
            kept = rest
            watch(f"looking for what clashes: {len(kept)} terms left")
        elif len(block) > 1:
            half = len(block) // 2
            blocks[:0] = [block[:half], block[half:]]
        else:
            tested[block[0].key] = len(kept)
            doubtful |= {block[0].key} if told is None else set()
        if not blocks:  # a handover less can make a turn's share harder: who was tested among more is tested again
            blocks = [[term] for term in kept if tested.get(term.key) != len(kept)]
    return Clash(tuple(kept), is_minimal=not doubtful)


def _blocks(kept: Sequence[Term]) -> list[list[Term]]:
    """Return terms by kind, so that what has nothing to do with it goes in one step."""
    found: dict[str, list[Term]] = {}
    for term in kept:
        found.setdefault(term.kind, []).append(term)
    return list(found.values())


def _is_impossible(scenario: Scenario, question: Question, limits: Limits) -> bool | None:
    """Tell whether a scenario is impossible; None where the search does not know."""
    best = search(scenario, question, limits)
    if best.value is None and best.bound is None:
        return None if best.is_cut_short else True
    if question is Question.HOLD:
        return True if best.bound == 0 else False if best.value else None
    return False if best.value == 0 else True if best.bound else None
