"""How an answer is found: a bound from the whole program, a plan on a coarse grid of months, then both together.

Steps are limited by work (nodes, rounds) before they are by time, so that the clock decides only where it must.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from trucewatch.errors import RecordError
from trucewatch.plan import checking
from trucewatch.plan.model import Program, Question, lone_turn, program, turns
from trucewatch.plan.schedule import Lead, Schedule, tours_of
from trucewatch.plan.solver import Limits, relaxed, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trucewatch.plan.scenario import Scenario
    from trucewatch.plan.solver import Found

__all__ = ["Best", "search"]

_SMALL = 150  # columns: below that one solution of the whole program is quicker than steps
_TURNS = 40  # turns times nations: more are not bounded one by one
_GRID_NODES, _WHOLE_NODES, _LAST_NODES, _LONE_NODES, _ROUND_NODES = 3000, 1500, 20_000, 1000, 200
_ROUNDS, _IN_VAIN = 60, 15  # rounds, and how many without a gain end them
_FREED = (0.25, 0.4)  # of the pools, in a round: swept .15 to .6 on made-up forces of 60 and 85 units


@dataclass(frozen=True, slots=True)
class Best:
    """`value`: strength held, or soldiers times months missing; `bound` on it; None, None: no schedule keeps the rules.

    `is_cut_short`: the clock stopped the search, so another machine may find a little more or less.
    """

    value: int | None
    bound: int | None
    schedule: Schedule | None
    is_cut_short: bool = False


@dataclass(slots=True)
class _State:
    """What is known so far: starts by pool and month, who leads by turn, the cost, and a bound on it."""

    whole: Program
    limits: Limits
    ends: float
    watch: Callable[[str], None]
    starts: dict[tuple[int, int], int] | None = None
    leads: dict[int, str] | None = None
    cost: float = math.inf
    bound: float = -math.inf
    is_cut_short: bool = False

    @property
    def seconds(self) -> float:
        return self.ends - monotonic()

    @property
    def is_done(self) -> bool:
        """Whether the best is as near the bound as was asked, or time is up."""
        if self.seconds <= 0:
            self.is_cut_short = True
            return True
        return self.cost - _rounded(self.whole, self.bound) <= self.limits.gap * abs(self.bound) + 1e-6

    def take(self, made: Program, found: Found) -> None:
        """Keep a solution where it is better, in whole numbers."""
        self.is_cut_short = self.is_cut_short or found.is_cut_short
        if found.values is None or found.cost >= self.cost - 1e-6:
            return
        starts = {key: round(found.values[column]) for key, column in made.starts.items()}
        self.starts = {key: count for key, count in starts.items() if count}
        self.leads = {turn: nation for (turn, nation), column in made.leads.items() if found.values[column] > 0.5}
        self.cost = float(round(found.cost))
        self.watch(_said(self))

    def bounded(self, found: Found) -> None:
        """Raise the bound to what the whole program proved."""
        self.bound = max(self.bound, found.bound)

    def within(self, seconds: float, nodes: int | None) -> Limits:
        return replace(self.limits, seconds=max(0.1, min(self.seconds, seconds)), nodes=nodes)


def search(
    scenario: Scenario, question: Question, limits: Limits, *, watch: Callable[[str], None] = lambda _: None
) -> Best:
    """Return the best schedule and the bound; RecordError where the checker refuses what the solver made.

    The clock only ever shortens the search; `watch` hears in words how it goes.
    """
    whole = program(scenario, question)
    state = _State(whole, limits, monotonic() + limits.seconds, watch)
    if whole.leads and len(whole.leads) <= _TURNS and whole.strength is not None and len(whole.cost) > _SMALL:
        state.whole = whole = program(scenario, question, carried=_carried(state))
    if len(whole.cost) > _SMALL:
        first = relaxed(whole, state.within(limits.seconds, None))
        if first.is_infeasible:
            return Best(None, None, None)
        state.bounded(first)
        _grid(state)
        if not state.is_done and _whole(state, limits.seconds * 0.5, _WHOLE_NODES):
            return Best(None, None, None)  # in whole numbers nothing keeps the rules, though in fractions it seemed so
        _rounds(state)
        if not state.is_done and _whole(state, limits.seconds, _LAST_NODES):
            return Best(None, None, None)
    elif _whole(state, limits.seconds, None):
        return Best(None, None, None)
    return _best(state)


def _whole(state: _State, seconds: float, nodes: int | None) -> bool:
    """Solve the whole program from what is known; tell whether nothing keeps the rules."""
    found = solve(state.whole, state.within(seconds, nodes), start=_start(state))
    state.bounded(found)
    state.take(state.whole, found)
    return found.is_infeasible


def _carried(state: _State) -> dict[tuple[int, str], float]:
    """Return what each nation can hold through each turn at most, were it alone.

    Where one turn settles all others (two nations, or a fixed order), through all the turns that are then its own.
    """
    scenario = state.whole.scenario
    rule = scenario.headquarters
    found: dict[tuple[int, str], float] = {}
    if rule is None:
        return found
    every = list(turns(scenario, rule))
    step = len(rule.nations) if rule.is_in_order or len(rule.nations) == 2 else len(every)
    seconds = state.limits.seconds / 5 / (min(step, len(every)) * len(rule.nations))
    limits = replace(state.limits, gap=0.0, seconds=seconds, nodes=_LONE_NODES)
    for turn in range(min(step, len(every))):
        months = [m for months in every[turn::step] for m in months if scenario.hold.first <= m <= scenario.hold.last]
        for nation in rule.nations if months else ():
            most = -solve(lone_turn(state.whole, nation, months), limits).bound
            found.update({(also, nation): most for also in range(turn, len(every), step)})
    return found


def _grid(state: _State) -> None:
    """Plan on a grid: units of a pool relieve one another in place, from the first month that any may set out."""
    begins = state.whole.scenario.hold.first
    months = {
        number: [m for m in pool.months if (m + pool.overlap - begins) % (pool.tour - pool.overlap) == 0]
        for number, pool in enumerate(state.whole.pools)
    }
    coarse = program(state.whole.scenario, state.whole.question, months=months)
    state.take(coarse, solve(coarse, state.within(state.limits.seconds * 0.25, _GRID_NODES)))


def _rounds(state: _State) -> None:
    """Free some pools, keep the rest, look for better: over and over."""
    chance, in_vain = random.Random(state.limits.seed), 0  # noqa: S311 - a seed makes it the same every time
    for _ in range(_ROUNDS):
        if state.is_done or state.starts is None or in_vain == _IN_VAIN:
            return
        before = state.cost
        freed = {n for n, _ in enumerate(state.whole.pools) if chance.random() < chance.uniform(*_FREED)}
        part = _part(state, freed, keeps_leads=chance.random() < 0.5)
        found = solve(part, state.within(state.limits.seconds / 10, _ROUND_NODES))
        state.take(part, found)
        in_vain = 0 if state.cost < before else in_vain + 1


def _part(state: _State, freed: set[int], *, keeps_leads: bool) -> Program:
    """Return the whole program with the starts of the other pools as they are, and a better cost demanded."""
    whole, starts = state.whole, state.starts or {}
    part = replace(whole, lower=list(whole.lower), upper=list(whole.upper), rows=list(whole.rows))
    for (number, month), column in whole.starts.items():
        if number not in freed:
            part.lower[column] = part.upper[column] = starts.get((number, month), 0)
    for (turn, nation), column in whole.leads.items():
        if keeps_leads and state.leads:
            part.lower[column] = part.upper[column] = state.leads.get(turn) == nation
    step = whole.unit if whole.strength is not None else 1
    part.row(-math.inf, {n: cost for n, cost in enumerate(whole.cost) if cost}, state.cost - step)
    return part


def _start(state: _State) -> dict[int, float] | None:
    """Return the whole columns of what is known."""
    if state.starts is None:
        return None
    told = {column: float(state.starts.get(key, 0)) for key, column in state.whole.starts.items()}
    leads = state.leads or {}
    return {**told, **{c: float(leads.get(turn) == nation) for (turn, nation), c in state.whole.leads.items()}}


def _rounded(whole: Program, bound: float) -> float:
    """Return the bound as far as whole units allow: a strength held is a multiple of what all strengths share."""
    if not math.isfinite(bound):
        return bound
    if whole.strength is None:
        return float(math.ceil(bound - 1e-5 * math.sqrt(max(1.0, abs(bound)))))
    return -float(whole.unit * math.floor(-bound / whole.unit + 1e-6))


def _said(state: _State) -> str:
    if state.whole.question is Question.HOLD:
        most = f", at most {-_rounded(state.whole, state.bound):,.0f}" if math.isfinite(state.bound) else ""
        return f"held in every month: {-state.cost:,.0f}{most}"
    return f"missing: {state.cost:,.0f} soldiers times months"


def _best(state: _State) -> Best:
    scenario, question = state.whole.scenario, state.whole.question
    bound = _rounded(state.whole, state.bound)
    told = None if not math.isfinite(bound) else round(-bound if question is Question.HOLD else max(bound, 0))
    if state.starts is None:
        return Best(None, told, None, state.is_cut_short)
    schedule = Schedule(tours_of(state.whole.pools, state.starts), _leads(scenario, state.leads or {}))
    broken = checking.faults(scenario, schedule)
    if broken:
        raise RecordError(f"the planner's checker refuses its schedule ({broken[0]}): please report this bug")
    measure = checking.strength if question is Question.HOLD else checking.missing
    value = measure(scenario, schedule)
    return Best(value, told, schedule, state.is_cut_short)


def _leads(scenario: Scenario, leads: Mapping[int, str]) -> tuple[Lead, ...]:
    rule = scenario.headquarters
    if rule is None:
        return ()
    return tuple(Lead(m[0], m[-1], leads[turn]) for turn, m in enumerate(turns(scenario, rule)))
