"""`lineage`, `drift`: which reports tell one text, and what the telling changed.

Both are asked of what `relink` keeps, or made on the spot where that is out of date or an earlier day is asked for.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trucewatch.cli.options import AskFormat, AsOf, LedgerPath, day, form_of, ledger_of
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trucewatch.cli.options import Form
    from trucewatch.ledger import View

__all__ = ["commands", "drift", "lineage"]

Record = dict[str, Any]

commands = typer.Typer()


@commands.command()
def lineage(
    context: typer.Context,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List families of reports that tell one text, with the evidence for each link; a family is one origin.

    Reports that are in none stand for themselves.
    """
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import View, derived

    known = day("--as-of", as_of)
    with View.open(ledger_of(context, ledger)) as view, patience("lineage", view, as_of=known):
        records = derived(view, "lineage", as_of=known)
        _answer("lineage", records, view, form)


@commands.command()
def drift(
    context: typer.Context,
    family: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="Only of this family, or of that of this report.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(metavar="CHANGE", help="Only this change: value_lost, hedge_flipped, …")
    ] = None,
    as_of: AsOf = None,
    form: AskFormat = None,
    ledger: LedgerPath = None,
) -> None:
    """List what copies changed: values lost, changed or made vague, hedges flipped, sources lost, quotations altered.

    Each change has the words before and after, with their spans. Where no origin is known it is told from the fuller
    words to the others, whichever report they stand in.
    """
    from trucewatch.cli.progress import patience
    from trucewatch.ledger import View, derived
    from trucewatch.model import Change

    if kind is not None and kind not in set(Change):
        raise UsageError(f"--kind {kind}: no change is called so; there are {', '.join(Change)}")
    known = day("--as-of", as_of)
    with View.open(ledger_of(context, ledger)) as view, patience("drift", view, as_of=known):
        records = derived(view, "drift", as_of=known)
        if family is not None:
            named = _named(family, derived(view, "lineage", as_of=known))
            records = [each for each in records if each["lineage_id"] in named]
        _answer("drift", [each for each in records if kind in {None, each["change"]}], view, form)


def _named(asked: str, families: Sequence[Record]) -> set[str]:
    """Return the ids of the families that an id of a family or of a report, or its beginning, means."""
    found = {
        each["lineage_id"]
        for each in families
        if each["lineage_id"].startswith(asked) or any(report.startswith(asked) for report in each["reports"])
    }
    if not found or not asked.startswith(("l1-", "r1-")):
        raise UsageError(f"{asked}: no family has this id or this report; `trucewatch lineage` lists them")
    return found


def _answer(kind: str, records: Sequence[Record], view: View, form: Form | None) -> None:
    printed = form_of(form)
    if printed == "table":
        from trucewatch.cli.tables import console, report_name, table

        names = {each["report_id"]: report_name(each) for each in view.reports()}
        made, count = table(kind, [{**each, "names": names} for each in records])
        out = console()
        if count:
            out.print(made)
        out.print(f"{count:,} {_COUNTED[kind][count != 1]}")
        return
    from trucewatch.cli.lines import write_csv, write_jsonl

    write_jsonl(records, sys.stdout) if printed == "jsonl" else write_csv(records, kind, sys.stdout)


_COUNTED = {"lineage": ("family", "families"), "drift": ("change", "changes")}
