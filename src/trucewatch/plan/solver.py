"""The one place that knows HiGHS: a program in, the best solution found and a bound on all solutions out.

One thread and a seed, so that the same program gives the same answer wherever the clock does not cut it short.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trucewatch.plan.model import Program

__all__ = ["Found", "Limits", "needs_solver", "relaxed", "solve"]

_REMEDY = "the planner needs the solver HiGHS: install the extra `plan` (pip install 'trucewatch[plan]', or highspy)"


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of one solution; `nodes` of the search tree; `gap` (0 to 1) at which it may stop; the `seed`."""

    seconds: float = 60.0
    gap: float = 0.0
    seed: int = 0
    nodes: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`values` of the columns (None: nothing found), `bound` on the cost of every solution, whether none exists.

    `is_cut_short`: the clock stopped it, not the work it was given.
    """

    values: tuple[float, ...] | None
    cost: float
    bound: float
    is_infeasible: bool
    is_cut_short: bool


def needs_solver() -> Any:
    """Return the solver's module; ConfigError naming the extra where it is not installed."""
    try:
        import highspy  # noqa: PLC0415 - an extra: loaded by who asks for a plan
    except ImportError:
        raise ConfigError(_REMEDY) from None
    return highspy


def relaxed(program: Program, limits: Limits) -> Found:
    """Solve without whole numbers: the cost bounds every solution from below."""
    return _run(program, limits, is_whole=False, start=None)


def solve(
    program: Program,
    limits: Limits,
    *,
    start: Mapping[int, float] | None = None,
) -> Found:
    """Solve in whole numbers, from the whole columns of `start` where some are known."""
    return _run(program, limits, is_whole=True, start=start)


def _run(
    program: Program,
    limits: Limits,
    *,
    is_whole: bool,
    start: Mapping[int, float] | None,
) -> Found:
    if not program.cost:
        fits = all(low <= 0 <= high for low, high, _ in program.rows)
        cost = 0.0 if fits else math.inf
        return Found(() if fits else None, cost, cost, is_infeasible=not fits, is_cut_short=False)
    highspy = needs_solver()
    solver = highspy.Highs()
    for name, value in _options(limits).items():
        solver.setOptionValue(name, value)
    solver.passModel(_lp(highspy, program, is_whole=is_whole))
    if start is not None:
        solver.setSolution(len(start), list(start), list(start.values()))
    solver.run()
    return _found(highspy, solver, is_whole=is_whole)


def _options(limits: Limits) -> dict[str, object]:
    told: dict[str, object] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": limits.seed % 2_147_483_647,
        "time_limit": max(limits.seconds, 0.05),
        "mip_rel_gap": limits.gap,
        "mip_abs_gap": 1e-6,
        "mip_feasibility_tolerance": 1e-7,
        "primal_feasibility_tolerance": 1e-7,
    }
    if limits.nodes is not None:
        told["mip_max_nodes"] = limits.nodes
    return told


def _lp(highspy: Any, program: Program, *, is_whole: bool) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.rows)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.lower, program.upper
    lp.row_lower_ = [low for low, _, _ in program.rows]
    lp.row_upper_ = [high for _, high, _ in program.rows]
    starts, index, value = [0], list[int](), list[float]()
    for _, _, entries in program.rows:
        index.extend(entries.keys())
        value.extend(entries.values())
        starts.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = starts, index, value
    if is_whole:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in program.whole]
    return lp


def _found(highspy: Any, solver: Any, *, is_whole: bool) -> Found:
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in {highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible}:
        return Found(None, math.inf, math.inf, is_infeasible=True, is_cut_short=False)
    is_optimal = status == highspy.HighsModelStatus.kOptimal
    has_values = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = tuple(solver.getSolution().col_value) if has_values else None
    cost = info.objective_function_value if has_values else math.inf
    if is_whole:
        bound = info.mip_dual_bound
    else:
        bound = cost if is_optimal else -math.inf
    is_late = status == highspy.HighsModelStatus.kTimeLimit
    return Found(values, cost, bound if math.isfinite(bound) else -math.inf, is_infeasible=False, is_cut_short=is_late)
