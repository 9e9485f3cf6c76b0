"""`force`, `ceasefire`, `attacks`, `raids`, `support`, `standing`, `disruption`: the boards.

One shape for all of them: ask the board, print a table, JSON Lines or CSV; every cell leads to its evidence.
"""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer

from trucewatch.cli.options import (
    AskFormat,
    AsOf,
    LedgerPath,
    Since,
    Source,
    Until,
    Where,
    day,
    filters,
    form_of,
    ledger_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trucewatch.cli.options import Form
    from trucewatch.ledger import Filters

__all__ = ["attacks", "ceasefire", "commands", "disruption", "force", "raids", "standing", "support"]

commands = typer.Typer()


@commands.command()
def force(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show the peace force: sizes, who gives what, headquarters, roles, conditions, objections."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("force", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def ceasefire(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show the ceasefire: who agreed, proposed, refused; its terms; alleged violations; tolls since then."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("ceasefire", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def attacks(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show attacks: an event's toll and damage, both sides' versions, who denies what."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("attacks", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def raids(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show raids by night and side: launched, intercepted, lost, struck, and what the figures leave open."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("raids", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def support(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show aid and sanctions: donor, amount, currency, how far it has come; nothing is added up."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("support", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def standing(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show who stands where on each topic, on what condition, since when, and where they stood before."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("standing", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


@commands.command()
def disruption(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """Show what does not run: airports, railways, power, water; where and for how long."""
    asked = filters(since=since, until=until, where=where, source=source)
    _show("disruption", asked, day("--as-of", as_of), ledger_of(context, ledger), form)


def _show(name: str, asked: Filters, as_of: str | None, path: str, form: Form | None) -> None:
    from trucewatch.boards.catalogue import BOARDS, board_rows
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import View

    with View.open(path) as view, patience(name, view, as_of=as_of):
        rows = (row.record() for row in board_rows(name, view, as_of=as_of, filters=asked))
        printed = form_of(form)
        if printed == "table":
            _print_table(name, rows, as_of)
            return
        from trucewatch.cli.lines import write_board_csv, write_jsonl

        if printed == "jsonl":
            write_jsonl(rows, sys.stdout)
        else:
            write_board_csv(rows, BOARDS[name].columns, sys.stdout)


def _print_table(name: str, rows: Iterator[dict[str, Any]], as_of: str | None) -> None:
    from trucewatch.cli.board_tables import board_table
    from trucewatch.cli.tables import console, counted, first

    shown, more = first(rows)
    out = console()
    if shown:
        out.print(board_table(name, shown))
    out.print(counted(len(shown), "row", more=more) + (f" as known on {as_of}" if as_of else ""))
