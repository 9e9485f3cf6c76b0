"""`export`, `bundle`: what the ledger holds, in the words of other data sets, and packed as evidence.

A file is written whole or not at all: it takes its name when its last byte is on disk.
"""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from trucewatch import __version__
from trucewatch.cli.options import (
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
    ledger_of,
)
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import TextIO

    from trucewatch.export.asked import Asked
    from trucewatch.export.tables import Table
    from trucewatch.ledger import View

__all__ = ["bundle", "commands", "export"]

commands = typer.Typer()

Profile = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The rule for low, best and high: literal, acled, ucdp, aoav [the format's own]."
    ),
]


@commands.command()
def export(
    context: typer.Context,
    form: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="acled, ucdp, hxl, geojson, claims, annotations, ninjs, ftm; csv or parquet of a view.",
        ),
    ],
    view: Annotated[
        str | None,
        typer.Option("--view", metavar="NAME", help="For csv and parquet: figures, events, series, a board … [all]."),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="Write it there [standard output]; all views: a folder."),
    ] = None,
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    outlet: Outlet = None,
    kind: Kind = None,
    versions: Versions = False,
    as_of: AsOf = None,
    profile: Profile = None,
    ledger: LedgerPath = None,
) -> None:
    """Write what the ledger holds in a standard format; what claims do not tell stays empty there, never 0."""
    from trucewatch.cli.progress import patience
    from trucewatch.export.asked import Asked, refuse_outlet
    from trucewatch.export.catalogue import TABLE_FORMATS, format_named
    from trucewatch.ledger import View

    asked = Asked(
        filters(since=since, until=until, where=where, source=source, outlet=outlet, kind=kind, versions=versions),
        day("--as-of", as_of),
        profile,
    )
    if form in TABLE_FORMATS:
        with View.open(ledger_of(context, ledger)) as opened, patience("export", opened, as_of=asked.as_of):
            _export_tables(opened, form, view, asked, out)
        return
    if view is not None:
        raise UsageError(f"--view chooses a table for csv or parquet; {form} is one of its own: leave it out")
    standard = format_named(form)
    if standard.of_events:
        refuse_outlet(asked)
    with (
        View.open(ledger_of(context, ledger)) as opened,
        patience("export", opened, as_of=asked.as_of),
        _target(out) as target,
    ):
        _as_text(target, partial(standard.write, opened, asked))


@commands.command()
def bundle(
    context: typer.Context,
    out: Annotated[str, typer.Option("--out", "-o", metavar="FILE", help="The zip to write.")],
    since: Since = None,
    until: Until = None,
    where: Where = None,
    source: Source = None,
    kind: Kind = None,
    as_of: AsOf = None,
    ledger: LedgerPath = None,
) -> None:
    """Pack brief, records, tables and the reports' texts with their hashes into one zip that opens offline.

    The same ledger and the same options give the same bytes.
    """
    from trucewatch.boards.brief import situation_report
    from trucewatch.boards.catalogue import BOARDS
    from trucewatch.cli.progress import patience
    from trucewatch.export.asked import Asked
    from trucewatch.export.bundle import Brief, write_bundle
    from trucewatch.ledger import View
    from trucewatch.ledger.pages.contents import last_added

    asked = Asked(
        filters(since=since, until=until, where=where, source=source, kind=kind),
        day("--as-of", as_of),
    )
    with (
        View.open(ledger_of(context, ledger)) as view,
        patience("bundle", view, as_of=asked.as_of),
        _target(out) as target,
    ):
        cutoff = asked.as_of or last_added(view)
        if cutoff is None:
            raise UsageError("the ledger holds no report and no problem: add some first (`trucewatch add PATH`)")
        brief = Brief(situation_report(view, cutoff=cutoff, filters=asked.filters), cutoff, __version__)
        write_bundle(view, asked, brief, (_board(view, name, asked) for name in BOARDS), target)
    sys.stdout.write(f"{out}: {Path(out).stat().st_size:,} bytes\n")


def _export_tables(view: View, form: str, name: str | None, asked: Asked, out: str | None) -> None:
    from trucewatch.export.asked import refuse_outlet

    if name is not None:
        with _target(out) as target:
            _write_table(_table(view, name, asked), form, target)
        return
    if out is None:
        raise UsageError(
            f"give --view NAME for one table, or --out FOLDER for all of them: export {form} --view figures"
        )
    refuse_outlet(asked)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there ({error.strerror}); choose another --out") from error
    for made in _tables(view, asked):
        with _target(str(folder / f"{made.name}.{form}")) as target:
            _write_table(made, form, target)


def _write_table(made: Table, form: str, target: BinaryIO) -> None:
    if form == "parquet":
        from trucewatch.export.parquet import write_parquet

        write_parquet(made, target)
        return
    from trucewatch.export.tables import write_csv

    _as_text(target, partial(write_csv, made))


def _tables(view: View, asked: Asked) -> Iterator[Table]:
    from trucewatch.boards.catalogue import BOARDS
    from trucewatch.export.columns import VIEWS

    for name in (*VIEWS, *BOARDS):
        yield _table(view, name, asked)


def _table(view: View, name: str, asked: Asked) -> Table:
    from trucewatch.boards.catalogue import BOARDS
    from trucewatch.export.tables import table

    return _board(view, name, asked) if name in BOARDS else table(view, name, asked)


def _board(view: View, name: str, asked: Asked) -> Table:
    from trucewatch.boards.catalogue import BOARDS, board_rows
    from trucewatch.export.tables import board_table

    rows = (row.record() for row in board_rows(name, view, as_of=asked.as_of, filters=asked.filters))
    return board_table(name, BOARDS[name].columns, rows)


def _as_text(target: BinaryIO, write: Callable[[TextIO], None]) -> None:
    """Write text as UTF-8; half a character of a report comes out as its escape, which JSON allows."""
    import io

    text = io.TextIOWrapper(target, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        write(text)
        text.flush()
    finally:
        text.detach()


@contextmanager
def _target(out: str | None) -> Generator[BinaryIO]:
    """Open what is written to: standard output, or a file that appears whole or not at all."""
    if out is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    path = Path(out)
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as file:
            yield file
        half.replace(path)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}); choose another --out") from error
    finally:
        half.unlink(missing_ok=True)
