"""How sure is it? What can be held if pledges, votes, ceasefire and backstop come only with the user's probabilities.

Each draw has a seed of its own, made of the seed and its number: more draws, or more cores, change no earlier one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from trucewatch.plan.asking import held_in_all
from trucewatch.plan.scenario import ConditionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.plan.asking import Held
    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.solver import Limits

__all__ = ["QUANTILES", "Spread", "draw", "spread"]

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Spread:
    """The strength held in each draw, smallest first, and what could not have been exceeded; `chances` of proposals."""

    draws: int
    seed: int
    held: tuple[int, ...]
    bounds: tuple[int, ...]
    proposals: tuple[tuple[str, int, float, float], ...] = ()
    is_cut_short: bool = False

    def quantile(self, part: float, *, of_bounds: bool = False) -> int:
        """Return the strength that the given part of the draws does not exceed."""
        told = self.bounds if of_bounds else self.held
        return told[min(len(told) - 1, int(part * len(told)))] if told else 0

    def record(self) -> dict[str, Any]:
        """Return it as it is written in JSON."""
        return {
            "record": "plan_spread",
            "draws": self.draws,
            "seed": self.seed,
            "mean": round(sum(self.held) / max(len(self.held), 1)),
            "quantiles": {f"{part:g}": self.quantile(part) for part in QUANTILES},
            "quantiles_of_bounds": {f"{part:g}": self.quantile(part, of_bounds=True) for part in QUANTILES},
            "proposals": [
                {"by": by, "strength": size, "chance_low": low, "chance_high": high}
                for by, size, low, high in self.proposals
            ],
            "cut_short": self.is_cut_short,
            "held": list(self.held),
        }


def draw(scenario: Scenario, chance: random.Random) -> Scenario:
    """Return the scenario as one throw of the dice has it."""
    given = scenario.chances
    has_ceasefire, has_backstop = chance.random() < given.ceasefire, chance.random() < given.backstop
    votes = {each.key: chance.random() < given.vote for each in scenario.conditions if each.kind is ConditionKind.VOTE}
    offered = tuple(
        replace(
            each,
            is_out=each.is_out or chance.random() >= each.chance,
            units=sum(chance.random() < each.readiness for _ in range(each.units)),
        )
        for each in scenario.contributions
    )
    thrown = replace(
        scenario,
        contributions=offered,
        conditions=tuple(
            each if votes.get(each.key, True) else replace(each, month=None) for each in scenario.conditions
        ),
        events=replace(
            scenario.events,
            ceasefire=scenario.events.ceasefire if has_ceasefire else None,
            backstop=scenario.events.backstop if has_backstop else None,
        ),
    )
    return thrown.led_by_who_is_left()


def spread(
    scenario: Scenario,
    limits: Limits,
    *,
    draws: int = 200,
    jobs: int = 1,
    step: Callable[[int, int], None] = lambda _, __: None,
) -> Spread:
    """Return the spread of the strength held over `draws` throws; throws that come out alike are worked out once."""
    thrown = [draw(scenario, random.Random(f"{limits.seed}:{number}")) for number in range(draws)]  # noqa: S311 - no secret
    keys = [_key(each) for each in thrown]
    unlike = list(dict(zip(keys, thrown, strict=True)).items())
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        step(done, len(unlike))

    found = held_in_all([each for _, each in unlike], limits, jobs=jobs, step=count)
    of_key = {key: held for (key, _), held in zip(unlike, found, strict=True)}
    every = [of_key[key] for key in keys]
    return Spread(
        draws,
        limits.seed,
        tuple(sorted(each.value for each in every)),
        tuple(sorted(each.bound for each in every)),
        tuple(_chance(each.by, size, every) for each in scenario.proposals for size in _sizes(each.low, each.high)),
        any(each.is_cut_short for each in every),
    )


def _key(scenario: Scenario) -> tuple[object, ...]:
    told = tuple((each.is_out, each.units) for each in scenario.contributions)
    return (told, scenario.events, tuple(each.month for each in scenario.conditions))


def _sizes(low: int | None, high: int | None) -> list[int]:
    return sorted({size for size in (low, high) if size is not None})


def _chance(by: str, size: int, every: Sequence[Held]) -> tuple[str, int, float, float]:
    """Return in which part of the draws a size is held, at least and at most."""
    count = max(len(every), 1)
    return (by, size, sum(e.value >= size for e in every) / count, sum(e.bound >= size for e in every) / count)
