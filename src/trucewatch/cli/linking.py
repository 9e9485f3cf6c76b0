"""`events`, `judge`, `relink`, `why`: what happened once, and what people decide about it.

A judgement names figures (of an event) or reports (of a lineage); given an event or a lineage it is written down
for the figures or reports in it, since what is derived may be made anew any time.
"""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import getpass
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trucewatch.cli.options import (
    AskFormat,
    AsOf,
    Kind,
    LedgerPath,
    Since,
    Source,
    Until,
    Where,
    day,
    form_of,
    ledger_of,
    now,
)
from trucewatch.cli.wording import one_line
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.model import Judgement

__all__ = ["commands", "events", "judge", "relink", "why"]

Record = dict[str, Any]

commands = typer.Typer()


@commands.command()
def events(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    kind: Kind = None,
    as_of: AsOf = None,
    profile: Annotated[
        str, typer.Option(metavar="NAME", help="The rule for low, best and high: literal, acled, ucdp, aoav.")
    ] = "literal",
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List events: what happened once, with every figure about it, in series that keep each source's words."""
    from trucewatch.cli.lines import write_csv, write_jsonl
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import EventFilters, View
    from trucewatch.ledger import events as asked

    filters = EventFilters(
        day("--since", since), day("--until", until), where, source, kind, day("--as-of", as_of), profile
    )
    with (
        View.open(ledger_of(context, ledger)) as view,
        patience("events", view, as_of=filters.as_of),
        closing(asked(view, filters)) as found,
    ):
        printed = form_of(form)
        if printed == "jsonl":
            write_jsonl(found, sys.stdout)
        elif printed == "csv":
            write_csv(found, "event", sys.stdout)
        else:
            from trucewatch.cli.tables import print_table

            print_table("event", found)


@commands.command()
def relink(context: typer.Context, ledger: LedgerPath = None) -> None:
    """Make lineages and events anew of reports, records and judgements, and keep them; always the same outcome."""
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import Ledger

    with Ledger.open(ledger_of(context, ledger), create=False) as opened, patience("relink"):
        made = opened.relink()
    for kind, records in sorted(made.records.items()):
        sys.stdout.write(f"{len(records):,} {kind} record{'' if len(records) == 1 else 's'}\n")
    sys.stdout.write(f"{made.lineages.compared:,} pairs of stories and {made.linked.pairs:,} of scenes compared\n")


@commands.command()
def judge(
    context: typer.Context,
    named: Annotated[
        list[str],
        typer.Argument(metavar="ID [ID] VERDICT", help="One or two ids, then same, different or unsure."),
    ],
    author: Annotated[
        str | None, typer.Option(metavar="NAME", envvar="TRUCEWATCH_AUTHOR", help="Who decides [the login name].")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")] = None,
    ledger: LedgerPath = None,
) -> None:
    """Decide that two figures, events, reports or lineages are the same or different; `unsure` lifts a decision.

    One event or lineage alone: all in it are the same, or all apart.
    """
    from trucewatch.ledger import Ledger, View, judgements_on
    from trucewatch.model import Verdict

    *ids_given, last = named
    if last not in set(Verdict) or len(ids_given) not in {1, 2}:
        raise UsageError("judge takes one or two ids and then same, different or unsure: judge f1-12ab f1-34cd same")
    path = ledger_of(context, ledger)
    who = (author or getpass.getuser()).strip()
    with View.open(path) as view:
        made = judgements_on(view, ids_given, Verdict(last), author=who, decided=now(), note=note)
    with Ledger.open(path, create=False) as opened:
        for judgement in made:
            opened.judge(judgement)
        opened.relink()
    _tell(made)


def _tell(made: Sequence[Judgement]) -> None:
    for judgement in made:
        sys.stdout.write(f"{judgement.a} {judgement.b} {judgement.verdict.value}\n")
    sys.stdout.write(f"{len(made):,} decision{'' if len(made) == 1 else 's'} kept, and all linked anew\n")


@commands.command()
def why(
    context: typer.Context,
    one: Annotated[str, typer.Argument(metavar="ID", help="A figure, event or report; its beginning will do.")],
    other: Annotated[str, typer.Argument(metavar="ID", help="Another one.")],
    ledger: LedgerPath = None,
) -> None:
    """Tell what made two figures one event or two reports one family, or what kept them apart."""
    from trucewatch.ledger import View, reasons

    with View.open(ledger_of(context, ledger)) as view:
        _print_lines(reasons(view, one, other))


def _print_lines(lines: Sequence[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{one_line(line)}\n")
