"""`read` and `add`: reports in; readings out, to the screen or into the ledger.

Problems go to stderr one a line, and make the exit code 1; the other reports are read all the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trucewatch.cli.options import LedgerPath, Paths, ReadForm, Vocabulary, form_of, ledger_of, now
from trucewatch.cli.progress import watching
from trucewatch.cli.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trucewatch.ledger import Added, Ledger
    from trucewatch.model import Problem, Reading

__all__ = ["add", "commands", "read", "summary"]

commands = typer.Typer()


@commands.command()
def read(
    paths: Paths,
    form: Annotated[
        ReadForm | None, typer.Option("--format", help="How to print [a table on a terminal, else jsonl].")
    ] = None,
    vocab: Vocabulary = None,
) -> int:
    """Read reports and print what they say; no ledger is touched."""
    from trucewatch.cli.lines import write_jsonl
    from trucewatch.model import Problem
    from trucewatch.records import as_records, problem_record

    in_table = form_of(form) == "table"
    with watching("reading", bar=not sys.stdout.isatty()) as watch:
        for outcome in _outcomes(paths, vocab):
            if isinstance(outcome, Problem):
                watch.problem(outcome)
                if not in_table:
                    write_jsonl([problem_record(outcome)], sys.stdout)
                continue
            for problem in outcome.problems:
                watch.problem(problem)
            if in_table:
                _print_reading(outcome)
            else:
                write_jsonl(as_records(outcome), sys.stdout)
            watch.step(outcome.report.name)
    return 1 if watch.problems else 0


@commands.command()
def add(
    context: typer.Context,
    paths: Paths,
    vocab: Vocabulary = None,
    links: Annotated[bool, typer.Option("--link/--no-link", help="Make events and lineages anew at the end.")] = True,
    ledger: LedgerPath = None,
) -> int:
    """Read reports and keep them, with all they say, in the ledger; adding twice changes nothing.

    A folder that `trucewatch bulk` made is taken as it is: nothing in it is read again.
    Events and lineages are made anew at the end, so that boards and brief are right at once.
    """
    from trucewatch.ledger import Ledger
    from trucewatch.model import Problem
    from trucewatch.pipeline import parties

    done: Counter[str] = Counter()
    path = ledger_of(context, ledger)
    additions = _additions(paths, vocab)  # first, as a malformed vocabulary file must leave no ledger behind
    sides = parties(tuple(vocab or ()))
    with Ledger.open(path) as book, watching("adding") as watch:
        book.know(sides, added=now())
        for outcome, added in additions(book):
            if isinstance(outcome, Problem):
                watch.problem(outcome)
                continue
            for problem in outcome.problems:
                watch.problem(problem)
            done[added.value if added else ""] += 1
            done["figures"] += len(outcome.figures)
            done["statements"] += len(outcome.statements)
            watch.step(outcome.report.name)
        if links and (done["new"] or done["new_version"] or done["reread"]):
            book.relink()
    sys.stdout.write(summary(done, watch.problems, str(book.path)) + "\n")
    return 1 if watch.problems else 0


def _additions(
    paths: list[str], vocab: list[str] | None
) -> Callable[[Ledger], Iterator[tuple[Reading | Problem, Added | None]]]:
    """Return what adds the paths to a ledger: folders of bulk work as they are, and everything else once read."""
    from trucewatch.bulk import is_bulk, load
    from trucewatch.pipeline import add_all

    made = [path for path in paths if is_bulk(path)]
    others = [path for path in paths if path not in made]
    outcomes = _outcomes(others, vocab) if others else iter(())

    def add_to(book: Ledger) -> Iterator[tuple[Reading | Problem, Added | None]]:
        for path in made:
            yield from load(book, path, clock=now)
        yield from add_all(book, outcomes, clock=now)

    return add_to


def _outcomes(paths: list[str], vocab: list[str] | None) -> Iterator[Reading | Problem]:
    from trucewatch import pipeline

    return pipeline.read_all(paths, read=pipeline.reader(tuple(vocab or ())), stdin=sys.stdin.buffer)


def summary(done: Counter[str], problems: int, path: str) -> str:
    """Say in one line what adding did: `done` counts outcomes, figures and statements."""
    new = done["new"] + done["new_version"]
    parts = [f"{_count(new, 'new report')} in {path}"]
    for key, words in (("new_version", "a new version of a page"), ("reread", "read again"), ("known", "known before")):
        if done[key]:
            parts.append(f"{done[key]} {words}")
    parts.append(f"{_count(done['figures'], 'figure')} and {_count(done['statements'], 'statement')} read")
    if problems:
        parts.append(_count(problems, "problem"))
    return one_line("; ".join(parts))


def _count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _print_reading(reading: Reading) -> None:
    """Print one report: its name and date, its figures, its statements, its positions."""
    from rich.text import Text

    from trucewatch.cli.tables import console, table
    from trucewatch.records import figure_record, position_record, statement_record

    out = console()
    name, outlet = reading.report.name, reading.report.outlet
    told: tuple[tuple[str, list[Any]], ...] = (
        ("figure", [figure_record(f, name) | {"outlet": outlet} for f in reading.figures]),
        ("statement", [statement_record(s, name) | {"outlet": outlet} for s in reading.statements]),
        ("position", [position_record(p, name) | {"outlet": outlet} for p in reading.positions]),
    )
    heading = [name, reading.report.title, reading.report.outlet, reading.page.published]
    out.print(Text(" · ".join(one_line(part) for part in heading if part), style="bold"))
    for kind, records in told:
        made, count = table(kind, records)
        out.print(made if count else Text(f"no {kind}s\n", style="dim"))
