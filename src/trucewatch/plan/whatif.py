"""What follows: without one contributor, without the backstop, with votes late; the price of a term; who is in reach.

Everything is measured in the strength held in every month, so a difference is a number of soldiers per month.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from trucewatch.plan.asking import Held, held_in_all
from trucewatch.plan.scenario import ConditionKind
from trucewatch.plan.terms import terms, without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.plan.scenario import Condition, Proposal, Scenario
    from trucewatch.plan.solver import Limits

__all__ = ["Change", "Reach", "WhatIf", "late_votes", "reaches", "what_if", "without_country"]

LATE = 6  # months


class Reach(StrEnum):
    """How far a proposal of a size lies within what can be held."""

    WHOLE = "within reach"
    PART = "its lower end is within reach"
    NONE = "out of reach"
    OPEN = "not settled"


@dataclass(frozen=True, slots=True)
class Change:
    """One what-if: its `kind` (without, backstop, vote, price), in words, and what can be held then."""

    kind: str
    words: str
    held: Held
    line: int | None = None

    def difference(self, base: Held) -> tuple[int, int, int]:
        """Return the difference to `base` as found, and the least and most that it can be."""
        return self.held.value - base.value, self.held.value - base.bound, self.held.bound - base.value


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The strength held as things are assumed, each change, and each proposal with how far it is in reach."""

    base: Held
    changes: tuple[Change, ...]
    proposals: tuple[tuple[Proposal, Reach], ...]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the base, the changes and the proposals as they are written in JSON."""
        base = self.base
        yield {"record": "plan_base", "held": base.value, "bound": base.bound, "cut_short": base.is_cut_short}
        for each in self.changes:
            found, least, most = each.difference(self.base)
            yield {
                "record": "plan_change",
                "kind": each.kind,
                "words": each.words,
                "line": each.line,
                "held": each.held.value,
                "bound": each.held.bound,
                "cut_short": each.held.is_cut_short,
                "difference": found,
                "difference_low": least,
                "difference_high": most,
            }
        for proposal, reach in self.proposals:
            yield {
                "record": "plan_proposal",
                "by": proposal.by,
                "low": proposal.low,
                "high": proposal.high,
                "claim": proposal.claim,
                "said": proposal.said,
                "reach": reach.value,
            }


def what_if(
    scenario: Scenario, limits: Limits, *, jobs: int = 1, step: Callable[[int, int], None] = lambda _, __: None
) -> WhatIf:
    """Return what follows from a scenario; `step` hears how many questions are answered, of how many."""
    asked = list(_changed(scenario))
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        step(done, len(asked) + 1)

    base, *found = held_in_all([scenario, *(each for *_, each in asked)], limits, jobs=jobs, step=count)
    for each in found:  # a schedule found for one question may answer another
        base = base.after(each, scenario)
    found = [held.after(base, changed) for held, (*_, changed) in zip(found, asked, strict=True)]
    changes = tuple(Change(kind, words, held, line) for (kind, words, line, _), held in zip(asked, found, strict=True))
    return WhatIf(base, changes, tuple((each, reaches(each, base)) for each in scenario.proposals))


def reaches(proposal: Proposal, held: Held) -> Reach:
    """Return how far a proposal is in reach: against what a schedule holds, and against what none can exceed."""
    low = proposal.low if proposal.low is not None else proposal.high or 0
    high = proposal.high if proposal.high is not None else low
    if held.value >= high:
        return Reach.WHOLE
    if held.value >= low and held.bound < high:
        return Reach.PART
    return Reach.NONE if held.bound < low else Reach.OPEN


def without_country(scenario: Scenario, country: str) -> Scenario:
    """Return the scenario as if a country gave nothing; it leads no headquarters then."""
    offered = tuple(replace(each, is_out=True) if each.country == country else each for each in scenario.contributions)
    return replace(scenario, contributions=offered).led_by_who_is_left()


def late_votes(scenario: Scenario, months: int, *, only: Condition | None = None) -> Scenario:
    """Return the scenario with its votes (or one of them) that many months later."""
    return replace(
        scenario,
        conditions=tuple(
            replace(each, month=each.month + months)
            if each.kind is ConditionKind.VOTE and each.month is not None and only in {None, each}
            else each
            for each in scenario.conditions
        ),
    )


def _changed(scenario: Scenario) -> Iterator[tuple[str, str, int | None, Scenario]]:
    """Yield kind, words, line and scenario of each what-if."""
    for country in scenario.countries:
        if len(scenario.countries) > 1:
            yield "without", f"without {country}", None, without_country(scenario, country)
    kinds = {each.kind for each in scenario.conditions}
    if ConditionKind.BACKSTOP in kinds and scenario.events.backstop is not None:
        yield "backstop", "without the backstop", None, _without_backstop(scenario)
    votes = [each for each in scenario.conditions if each.kind is ConditionKind.VOTE]
    for each in votes:
        words = f"the vote on {', '.join(each.of)} {LATE} months late"
        yield "vote", words, each.line, late_votes(scenario, LATE, only=each)
    if len(votes) > 1:
        yield "vote", f"every vote {LATE} months late", None, late_votes(scenario, LATE)
    for term in terms(scenario):
        if term.kind != "need":
            yield "price", f"without the term: {term.words}", term.line, without(scenario, [term])


def _without_backstop(scenario: Scenario) -> Scenario:
    return replace(scenario, events=replace(scenario.events, backstop=None))
