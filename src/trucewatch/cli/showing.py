"""`show`, `brief`, `check`, `copy`: a record in its own words, the situation report, proof and copies of a ledger.

What is shown is the report's text as it was read, with the words in question marked: in colour on a terminal,
between ⟦ and ⟧ elsewhere.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from trucewatch.cli.options import AsOf, LedgerPath, ReadForm, Since, day, ledger_of, now
from trucewatch.cli.wording import one_line, shown
from trucewatch.errors import LedgerError, RecordError, UsageError

__all__ = ["brief", "check", "commands", "copy", "show"]

commands = typer.Typer()


@commands.command()
def show(
    context: typer.Context,
    record_id: Annotated[
        str,
        typer.Argument(metavar="ID", help="A figure, statement, position, report or problem; its beginning will do."),
    ],
    form: Annotated[
        ReadForm | None,
        typer.Option("--format", help="table: the words, marked (default); jsonl: the record and text."),
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Show a record's words, marked, in their paragraph, with source, outlet and date."""
    from trucewatch.ledger import View

    path = ledger_of(context, ledger)
    with View.open(path) as view:
        record = view.record(record_id)
        if record is None:
            raise UsageError(f"{record_id}: no record of {path} has this id; `trucewatch figures` lists some")
        if form == ReadForm.JSONL:
            from trucewatch.cli.lines import write_jsonl

            write_jsonl([record], sys.stdout)
            return
        from trucewatch.cli.marking import figures_of, told

        told(record, figures_of(view, record) if record["record"] == "report" else [])


@commands.command()
def brief(
    context: typer.Context,
    since: Since = None,
    as_of: AsOf = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write it there instead of the terminal.")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Write the situation report in Markdown; every figure in it leads to its id.

    With --since what was added from that day on is marked as new.
    """
    from trucewatch.boards.brief import situation_report
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import View

    since, cutoff = day("--since", since), day("--as-of", as_of) or now()
    with View.open(ledger_of(context, ledger)) as view, patience("brief", view, as_of=day("--as-of", as_of)):
        report = situation_report(view, cutoff=cutoff, since=since)
    if output is None:
        sys.stdout.write(shown(report) if sys.stdout.isatty() else report)
        return
    try:
        Path(output).write_text(report, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); choose another --output") from error


@commands.command()
def check(
    context: typer.Context,
    other: Annotated[
        str | None,
        typer.Option("--same-as", metavar="PATH", help="Also hold it against another ledger: do both keep the same?"),
    ] = None,
    ledger: LedgerPath = None,
) -> int:
    """Prove the ledger: every id re-derives, every span lies in its text, nothing is orphaned or torn."""
    from trucewatch.ledger import check as prove
    from trucewatch.ledger import differences, located

    place = located(ledger_of(context, ledger))
    try:
        proof = prove(place)
    except LedgerError as error:
        if not (isinstance(place, Path) and place.is_file()):
            raise
        # A file that is there and is no ledger has failed its proof: that is a finding, not a misuse.
        raise RecordError(str(error)) from error
    for sentence in proof.proved:
        sys.stdout.write(f"{one_line(sentence)}\n")
    faults = [f"{problem.report}: {problem.message}" for problem in proof.problems]
    if other is not None and not faults:
        faults += differences(place, other)
        if not faults:
            sys.stdout.write(f"it keeps, shows and derives the same as {one_line(str(located(other)))}\n")
    for fault in faults:
        sys.stdout.write(f"{one_line(fault)}\n")
    for sentence in proof.safe:
        sys.stdout.write(f"{one_line(sentence)}\n")
    count = len(faults)
    counted = f"{count:,} fault{'' if count == 1 else 's'} in {one_line(str(place))}"
    sys.stdout.write(f"{counted if faults else 'fine'}\n")
    return 1 if faults else 0


@commands.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The ledger to copy: a file, or postgresql://…")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to: a new file, or a place on a server.")],
    safe: Annotated[bool, typer.Option("--safe", help="Of a damaged file save what `check` calls safe.")] = False,
) -> None:
    """Copy a ledger, whole or not at all: from a file to a PostgreSQL server, back, or to another of its kind.

    The copy keeps everything, numbers included, and is held against the original at the end.
    """
    from trucewatch.ledger import copy as copied
    from trucewatch.ledger import differences, located, save

    if safe:
        kept = {"reading": "readings", "judgement": "judgements"}
        saved = save(source, target)
        told = ", ".join(f"{saved[name][0]:,} of {saved[name][1]:,} {words}" for name, words in kept.items())
        sys.stdout.write(f"{told} saved to {one_line(str(located(target)))}: run `relink` on it\n")
        return

    counts = copied(source, target)
    faults = differences(source, target)
    if faults:
        raise RecordError(f"the copy differs from {located(source)}: {faults[0]}; was it written to meanwhile?")
    kept = ("report", "statement", "figure", "position", "problem", "judgement")
    told = ", ".join(f"{counts[name]:,} {name}{'' if counts[name] == 1 else 's'}" for name in kept)
    sys.stdout.write(f"{told} copied to {one_line(str(located(target)))}, which holds the same\n")
