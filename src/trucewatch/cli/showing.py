"""`show`, `brief`, `check`: one record in its own words, the situation report, the proof of the ledger.

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

__all__ = ["brief", "check", "commands", "show"]

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
    from trucewatch.ledger import View

    since, cutoff = day("--since", since), day("--as-of", as_of) or now()
    with View.open(ledger_of(context, ledger)) as view:
        report = situation_report(view, cutoff=cutoff, since=since)
    if output is None:
        sys.stdout.write(shown(report) if sys.stdout.isatty() else report)
        return
    try:
        Path(output).write_text(report, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{output}: cannot be written ({error.strerror}); choose another --output") from error


@commands.command()
def check(context: typer.Context, ledger: LedgerPath = None) -> int:
    """Prove the ledger: every id re-derives, every span lies in its text, nothing is orphaned or torn."""
    from trucewatch.ledger import check as prove

    path = ledger_of(context, ledger)
    try:
        proof = prove(path)
    except LedgerError as error:
        if not Path(path).is_file():
            raise
        # A file that is there and is no ledger has failed its proof: that is a finding, not a misuse.
        raise RecordError(str(error)) from error
    for sentence in proof.proved:
        sys.stdout.write(f"{one_line(sentence)}\n")
    for problem in proof.problems:
        sys.stdout.write(f"{one_line(problem.report)}: {one_line(problem.message)}\n")
    count = len(proof.problems)
    sys.stdout.write(
        "fine\n" if proof.is_clean else f"{count:,} fault{'' if count == 1 else 's'} in {one_line(path)}\n"
    )
    return 0 if proof.is_clean else 1
