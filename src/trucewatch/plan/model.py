"""The mixed-integer program of a scenario, as columns and rows for any solver (formulas: docs/planner.md).

Columns are integer starts per pool and month, who leads in each turn, and the strength held or missing. Units that
are alike need no names: a rest is kept exactly where no stretch of tour and rest sees more starts than there are units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from trucewatch.plan.starts import pools

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trucewatch.plan.scenario import Ceiling, Headquarters, Scenario
    from trucewatch.plan.starts import Pool

__all__ = ["Program", "Question", "lone_turn", "program", "stretches", "turns"]

INFINITE = math.inf
_Row = tuple[float, float, dict[int, float]]


class Question(StrEnum):
    """`hold`: the largest strength held in every month; `need`: the least gap to what the phases need."""

    HOLD = "hold"
    NEED = "need"


@dataclass
class Program:
    """Columns (bounds, cost, whether whole) and rows (bounds, entries); the aim is to make the cost least.

    `starts`: column of each (pool, month); `leads`: of each (turn, nation); `strength`: of the strength held, if asked
    for; `unit`: what every held strength is a multiple of.
    """

    scenario: Scenario
    question: Question
    pools: list[Pool]
    lower: list[float] = field(default_factory=list[float])
    upper: list[float] = field(default_factory=list[float])
    cost: list[float] = field(default_factory=list[float])
    whole: list[bool] = field(default_factory=list[bool])
    rows: list[_Row] = field(default_factory=list[_Row])
    starts: dict[tuple[int, int], int] = field(default_factory=dict[tuple[int, int], int])
    leads: dict[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])
    strength: int | None = None
    unit: int = 1

    def column(self, low: float, high: float, *, cost: float = 0.0, whole: bool = False) -> int:
        """Add a column and return its number."""
        self.lower.append(low)
        self.upper.append(high)
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, low: float, entries: Mapping[int, float], high: float = INFINITE) -> None:
        """Add a row `low ≤ entries ≤ high`."""
        self.rows.append((low, high, dict(entries)))

    def held(self, month: int, *, role: str | None = None, nation: str | None = None) -> dict[int, float]:
        """Return the strength held in a month as entries of a row."""
        return {
            self.starts[number, start]: float(pool.strength)
            for number, pool in enumerate(self.pools)
            if role in {None, pool.role} and nation in {None, pool.nation}
            for start in range(month - pool.tour + 1, month - pool.overlap + 1)
            if (number, start) in self.starts
        }

    def on_ground(self, month: int, ceiling: Ceiling) -> dict[int, float]:
        """Return what a ceiling counts in a month as entries of a row: soldiers on the ground, or their cost."""
        return {
            self.starts[number, start]: pool.strength * (pool.cost if ceiling.is_money else 1.0)
            for number, pool in enumerate(self.pools)
            if ceiling.role in {None, pool.role}
            for start in range(month - pool.tour + 1, month + 1)
            if (number, start) in self.starts
        }


def program(
    scenario: Scenario,
    question: Question,
    *,
    months: Mapping[int, Iterable[int]] | None = None,
    carried: Mapping[tuple[int, str], float] | None = None,
    is_tight: bool = True,
) -> Program:
    """Return the program of a question.

    `months` narrows the months in which pools may set out (by pool number); `carried` bounds what a nation can hold in
    every month of a turn (by turn and nation), as `lone_turn` finds it. `is_tight` False leaves out the rows that
    only help the solver.
    """
    made = Program(scenario, question, pools(scenario))
    made.unit = math.gcd(*(pool.strength for pool in made.pools)) or 1
    for number, pool in enumerate(made.pools):
        allowed = pool.months if months is None else tuple(sorted(set(months[number]) & set(pool.months)))
        for month in allowed:
            made.starts[number, month] = made.column(0, pool.units, whole=True)
        _rest(made, number, allowed)
    _aim(made)
    for ceiling in scenario.ceilings:
        for month in range(ceiling.first, min(ceiling.last, scenario.months) + 1):
            made.row(-INFINITE, made.on_ground(month, ceiling), ceiling.most)
    if scenario.headquarters is not None:
        _lead(made, scenario.headquarters)
        if is_tight:
            for which in enumerate(turns(scenario, scenario.headquarters)):
                _tighten(made, scenario.headquarters, which, carried or {})
    return made


def _rest(made: Program, number: int, months: tuple[int, ...]) -> None:
    """Let no stretch of tour and rest see more starts than there are units; a stretch within another says nothing."""
    pool, last = made.pools[number], 0
    for place, first in enumerate(months):
        within = [month for month in months[place:] if month < first + pool.cycle]
        if within[-1] > last:
            made.row(-INFINITE, {made.starts[number, month]: 1.0 for month in within}, pool.units)
            last = within[-1]


def _aim(made: Program) -> None:
    hold = made.scenario.hold
    if made.question is Question.HOLD:
        made.strength = made.column(0, sum(pool.units * pool.strength for pool in made.pools), cost=-1.0)
        for month in range(hold.first, hold.last + 1):
            made.row(0, {**made.held(month), made.strength: -1.0})
            for role, least in hold.roles.items():
                made.row(least, made.held(month, role=role))
        return
    for phase in made.scenario.phases:
        for month in range(phase.first, phase.last + 1):
            needs = [] if phase.strength is None else [(None, phase.strength)]
            for role, need in (*needs, *phase.roles.items()):
                missing = made.column(0, need, cost=1.0)
                made.row(need, {**made.held(month, role=role), missing: 1.0})


def turns(scenario: Scenario, rule: Headquarters) -> list[range]:
    """Return the months of each turn of the headquarters; the first begins with the months to be held."""
    end = scenario.months + 1
    return [range(first, min(first + rule.months, end)) for first in range(scenario.hold.first, end, rule.months)]


def _lead(made: Program, rule: Headquarters) -> None:
    """Let one nation lead in each turn, with its share of what is held in every month of it."""
    found = turns(made.scenario, rule)
    for turn, _ in enumerate(found):
        for place, nation in enumerate(rule.nations):
            fixed = not rule.is_in_order or turn % len(rule.nations) == place
            made.leads[turn, nation] = made.column(0, 1 if fixed else 0, whole=True)
        made.row(1, {made.leads[turn, nation]: 1.0 for nation in rule.nations}, 1)
        if turn and len(rule.nations) > 1:
            for nation in rule.nations:
                made.row(-INFINITE, {made.leads[turn - 1, nation]: 1.0, made.leads[turn, nation]: 1.0}, 1)
    for turn, months in enumerate(found):
        for nation in rule.nations:
            _share(made, rule, (turn, nation), months)


def _share(made: Program, rule: Headquarters, key: tuple[int, str], months: range) -> None:
    nation = key[1]
    most = sum(pool.units * pool.strength for pool in made.pools if pool.nation != nation)
    for month in months:
        own = made.held(month, nation=nation)
        entries = {column: -rule.share * value for column, value in made.held(month).items()}
        entries.update({column: (1 - rule.share) * value for column, value in own.items()})
        room = rule.share * most
        made.row(-room, {**entries, made.leads[key]: -room})


def _tighten(
    made: Program, rule: Headquarters, which: tuple[int, range], known: Mapping[tuple[int, str], float]
) -> None:
    """Bound the strength by what the leading nation can carry: cuts no whole solution off, but many broken ones."""
    if made.strength is None or rule.share <= 0:
        return
    hold, (turn, months) = made.scenario.hold, which
    counted = [month for month in months if hold.first <= month <= hold.last]
    if not counted:
        return
    carried: dict[int, float] = {made.strength: -1.0}
    for nation in rule.nations:
        own_most = sum(pool.units * pool.strength for pool in made.pools if pool.nation == nation)
        most = min(own_most, known.get((turn, nation), INFINITE)) / rule.share
        column = made.column(0, max(most, 0.0))
        made.row(-INFINITE, {column: 1.0, made.leads[turn, nation]: -most}, 0)
        for month in counted:
            own = {key: value / rule.share for key, value in made.held(month, nation=nation).items()}
            made.row(0, {**own, column: -1.0})
        carried[column] = 1.0
    made.row(0, carried)


def stretches(months: Iterable[int]) -> list[tuple[int, int]]:
    """Return months as stretches without a gap: first and last of each."""
    numbered = enumerate(sorted(set(months)))
    return [
        (held[0][1], held[-1][1])
        for held in (list(each) for _, each in groupby(numbered, lambda pair: pair[1] - pair[0]))
    ]


def lone_turn(whole: Program, nation: str, months: Iterable[int]) -> Program:
    """Return the program of the most that one nation alone can hold in every one of these months."""
    own = {number: pool for number, pool in enumerate(whole.pools) if pool.nation == nation}
    made = Program(whole.scenario, Question.HOLD, list(own.values()))
    held = list(months)
    for number, pool in enumerate(made.pools):
        near = tuple(m for m in pool.months if any(pool.holds(m, month) for month in held))
        for month in near:
            made.starts[number, month] = made.column(0, pool.units, whole=True)
        _rest(made, number, near)
    made.strength = made.column(0, sum(pool.units * pool.strength for pool in made.pools), cost=-1.0)
    for month in held:
        made.row(0, {**made.held(month), made.strength: -1.0})
    return made
