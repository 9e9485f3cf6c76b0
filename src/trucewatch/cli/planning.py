"""`plan`: what could be held with what is on offer: draft a scenario, check it, solve it, ask what follows from it."""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trucewatch.cli.options import AsOf, LedgerPath, Since, Until, day, filters, ledger_of
from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from trucewatch.plan.solver import Limits

__all__ = ["check", "commands", "draft", "solve", "spread", "what_if"]

commands = typer.Typer()
_plan = typer.Typer(
    help="Plan what strength a peace force could hold, month by month, with what is on offer. It models no combat.\n\n"
    "A plan rests on a scenario file (docs/planner.md). `draft` writes what reports state of one; what they do not "
    "state is yours to assume. Solving needs the extra `plan` (HiGHS).",
)
commands.add_typer(_plan, name="plan")


class PlanForm(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Ask(StrEnum):
    """What a scenario is asked."""

    HOLD = "hold"
    NEED = "need"


class Part(StrEnum):
    """Which table of an answer CSV holds."""

    MONTHS = "months"
    TOURS = "tours"
    HEADQUARTERS = "headquarters"


Scenario = Annotated[Path, typer.Argument(metavar="FILE", help="The scenario, a TOML file.")]
PlanFormat = Annotated[
    PlanForm | None, typer.Option("--format", help="How to print [a table on a terminal, else json].")
]
Seconds = Annotated[float, typer.Option("--time", metavar="SECONDS", min=0.1, help="The longest for one solution.")]
Gap = Annotated[
    float, typer.Option("--gap", metavar="PERCENT", min=0, max=100, help="How near the bound is near enough.")
]
Seed = Annotated[int, typer.Option("--seed", metavar="NUMBER", min=0, help="Same seed and version, same answer.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="NUMBER", min=1, help="Processes [one a core].")]


@_plan.command()
def draft(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Write a scenario as far as the force board fills it, each line with its claim; the rest is left unset.

    What no report states is listed at the head as an assumption that you must make.
    """
    from trucewatch.boards.catalogue import board
    from trucewatch.ledger import View
    from trucewatch.plan.draft import draft as drafted

    asked = filters(since=since, until=until)
    with View.open(ledger_of(context, ledger)) as view:
        rows = [row.record() for row in board("force", view, as_of=day("--as-of", as_of), filters=asked)]
        figures = {figure["figure_id"]: figure for figure in view.figures()}
    sys.stdout.write(drafted(rows, figures))


@_plan.command()
def check(file: Scenario) -> None:
    """Say what is wrong with a scenario file, each with its line and remedy, or what it offers and asks for.

    No solver is needed. Exit code 1 where something is wrong.
    """
    from trucewatch.cli.plan_tables import offered
    from trucewatch.plan.reading import faults_of, load, text_of

    faults = faults_of(text_of(file))
    for fault in faults:
        sys.stdout.write(one_line(f"{file}:{fault.line}: {fault.words}") + "\n")
    if faults:
        sys.stdout.write(f"{len(faults)} thing{'' if len(faults) == 1 else 's'} to mend\n")
        raise typer.Exit(1)
    sys.stdout.writelines(one_line(line) + "\n" for line in offered(load(file)))


@_plan.command()
def solve(
    file: Scenario,
    ask: Annotated[
        Ask | None, typer.Option("--ask", help="hold: the most in every month; need: the phases [as the file has it].")
    ] = None,
    part: Annotated[Part, typer.Option("--table", help="Which table CSV holds.")] = Part.MONTHS,
    seconds: Seconds = 60.0,
    gap: Gap = 1.0,
    seed: Seed = 0,
    form: PlanFormat = None,
) -> None:
    """Find the largest strength that can be held in every month, or the least gap to what the phases need.

    The answer is possible (with a schedule), impossible (with the terms that clash) or not settled (with a bound).
    """
    from trucewatch.cli.plan_tables import print_answer, write_answer_csv
    from trucewatch.plan.answer import answer
    from trucewatch.plan.model import Question
    from trucewatch.plan.reading import load

    scenario = load(file)
    with _watched("planning") as watch:
        found = answer(scenario, Question(ask.value) if ask else None, _limits(seconds, gap, seed), watch=watch)
    printed = _form(form)
    if printed is PlanForm.JSON:
        _print_json(found.record())
    elif printed is PlanForm.CSV:
        write_answer_csv(found, part.value, sys.stdout)
    else:
        print_answer(found)


@_plan.command("what-if")
def what_if(
    file: Scenario,
    seconds: Seconds = 10.0,
    gap: Gap = 1.0,
    seed: Seed = 0,
    jobs: Jobs = None,
    form: PlanFormat = None,
) -> None:
    """Show what follows: without one contributor, without the backstop, votes late, the price of each term.

    Prices are soldiers per month; proposals in the file are held against what can be held.
    """
    from trucewatch.cli.plan_tables import print_what_if, write_records_csv
    from trucewatch.plan.reading import load
    from trucewatch.plan.whatif import what_if as follows

    scenario = load(file)
    with _watched("asking what if") as watch:
        found = follows(scenario, _limits(seconds, gap, seed), jobs=jobs or _cores(), step=_counted(watch))
    printed = _form(form)
    if printed is PlanForm.JSON:
        _print_json({"record": "plan_what_if", "rows": list(found.records())})
    elif printed is PlanForm.CSV:
        write_records_csv(found.records(), sys.stdout)
    else:
        print_what_if(found)


@_plan.command()
def spread(
    file: Scenario,
    draws: Annotated[int, typer.Option(metavar="NUMBER", min=1, max=100_000, help="How many throws.")] = 200,
    seconds: Seconds = 10.0,
    gap: Gap = 2.0,
    seed: Seed = 0,
    jobs: Jobs = None,
    form: PlanFormat = None,
) -> None:
    """Show how sure it is: the strength held when pledges, votes and the backstop come with your probabilities.

    They stand in [chances], chance and readiness of the scenario; what has none is taken as sure.
    """
    from trucewatch.cli.plan_tables import print_spread, spread_records, write_records_csv
    from trucewatch.plan.chances import spread as thrown
    from trucewatch.plan.reading import load

    scenario = load(file)
    limits = _limits(seconds, gap, seed)
    with _watched("throwing") as watch:
        found = thrown(scenario, limits, draws=draws, jobs=jobs or _cores(), step=_counted(watch))
    printed = _form(form)
    if printed is PlanForm.JSON:
        _print_json(found.record())
    elif printed is PlanForm.CSV:
        write_records_csv(spread_records(found), sys.stdout)
    else:
        print_spread(found)


def _limits(seconds: float, gap: float, seed: int) -> Limits:
    from trucewatch.plan.solver import Limits, needs_solver

    needs_solver()
    return Limits(seconds=seconds, gap=gap / 100, seed=seed)


def _form(given: PlanForm | None) -> PlanForm:
    return given or (PlanForm.TABLE if sys.stdout.isatty() else PlanForm.JSON)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _print_json(record: dict[str, object]) -> None:
    from trucewatch.cli.lines import as_json

    sys.stdout.write(as_json(record) + "\n")


def _counted(watch: Callable[[str], None]) -> Callable[[int, int], None]:
    return lambda done, whole: watch(f"{done} of {whole}")


@contextmanager
def _watched(label: str) -> Generator[Callable[[str], None]]:
    """Show how long work goes on a terminal; say nothing where stderr is a pipe or a file."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True, markup=False, emoji=False, highlight=False).status(label) as status:
        yield lambda words: status.update(f"{label}: {one_line(words)}")
