"""`figures`, `statements`, `positions`, `reports`, `problems`: what the ledger holds, filtered.

One shape for all of them: open a view, ask it, print a table, JSON Lines or CSV.
"""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import typer

from trucewatch.cli.options import (
    AskFormat,
    AsOf,
    Kind,
    LedgerPath,
    Outlet,
    Since,
    Source,
    Until,
    Versions,
    Where,
    day,
    filters,
    form_of,
    ledger_of,
)

if TYPE_CHECKING:
    from trucewatch.cli.options import Form
    from trucewatch.ledger import Filters

__all__ = ["commands", "figures", "positions", "problems", "reports", "statements"]

commands = typer.Typer()


@commands.command()
def figures(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    outlet: Outlet = None,
    kind: Kind = None,
    versions: Versions = False,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List figures: numbers claimed about the world, each with its source, status, place and day.

    --since and --until go by the day of the event; where that is unknown by the day the figure held, else by
    the day it was published.
    """
    asked = filters(since=since, until=until, where=where, source=source, outlet=outlet, kind=kind, versions=versions)
    _answer("figure", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def statements(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    outlet: Outlet = None,
    kind: Kind = None,
    versions: Versions = False,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List statements: who says what, in which words. --since and --until go by the day of publication."""
    asked = filters(since=since, until=until, where=where, source=source, outlet=outlet, kind=kind, versions=versions)
    _answer("statement", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def positions(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    outlet: Outlet = None,
    kind: Kind = None,
    versions: Versions = False,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List positions: who stands where on a topic. --since and --until go by the day of publication."""
    asked = filters(since=since, until=until, where=where, source=source, outlet=outlet, kind=kind, versions=versions)
    _answer("position", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def reports(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    outlet: Outlet = None,
    kind: Kind = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List reports, every version of each page. --since and --until go by the day of publication."""
    asked = filters(since=since, until=until, where=where, source=source, outlet=outlet, kind=kind)
    _answer("report", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def problems(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    kind: Kind = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List what could not be read, and why. --since and --until go by publication, else by when it was added."""
    asked = filters(since=since, until=until, outlet=outlet, kind=kind)
    _answer("problem", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


def _answer(kind: str, asked: Filters, as_of: str | None, path: str, form: Form | None) -> None:
    from trucewatch.boards.known import by_then
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import View

    # Closed before its view: whoever hangs up in the middle (`head`) must not leave a question open.
    with (
        View.open(path) as view,
        patience(f"{kind}s", view),
        closing(getattr(view, f"{kind}s")(asked)) as found,
    ):
        records = by_then(found, as_of)
        printed = form_of(form)
        if printed == "table":
            from trucewatch.cli.tables import print_table

            print_table(kind, records)
        else:
            from trucewatch.cli.lines import write_csv, write_jsonl

            write_jsonl(records, sys.stdout) if printed == "jsonl" else write_csv(records, kind, sys.stdout)
