"""`bulk`: an archive read by many workers into tables that `add` takes, resumable, with nothing lost or doubled."""

# ruff: noqa: PLR0913, PLR0917 - the parameters of a command are its options

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from trucewatch.cli.options import Vocabulary  # noqa: TC001 - typer reads annotations at run time
from trucewatch.cli.progress import counting
from trucewatch.cli.wording import one_line
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from trucewatch.bulk import Storage, Summary
    from trucewatch.engine import Cluster, Local

__all__ = ["bulk", "commands"]

commands = typer.Typer()

_SHOWN = 20


class EngineName(StrEnum):
    """How the work is spread."""

    LOCAL = "local"
    DASK = "dask"


@commands.command()
def bulk(
    archives: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE...",
            help="JSON Lines (plain, .gz, .zst), Parquet or WARC (.gz): files, folders, patterns or addresses.",
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Where the tables go: a folder, or an address (s3://…).")
    ],
    vocab: Vocabulary = None,
    engine: Annotated[EngineName, typer.Option("--engine", help="This machine's cores, or a Dask cluster.")] = (
        EngineName.LOCAL
    ),
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, metavar="N", help="Worker processes here [as many as cores].")
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="ADDRESS", help="An existing Dask scheduler (tcp://host:8786)."),
    ] = None,
    shard: Annotated[int, typer.Option("--shard", min=1, metavar="N", help="Articles a shard.")] = 500,
    patience: Annotated[
        float, typer.Option("--patience", min=1, metavar="SECONDS", help="What one article may take at most.")
    ] = 120.0,
    links: Annotated[bool, typer.Option("--link/--no-link", help="Make lineages and events of it all.")] = True,
) -> int:
    """Read archives of any size into Parquet tables, over many processes or machines, and link them.

    Killed at any moment and started again with the same words, it goes on where it stopped. `trucewatch add DIR`
    brings the tables into a ledger.
    """
    from trucewatch.bulk import Settings, Storage
    from trucewatch.bulk import bulk as run

    if scheduler is not None and engine is not EngineName.DASK:
        raise UsageError("--scheduler is the address of a Dask cluster: say --engine dask too")
    storage = Storage(out)
    settings = Settings(tuple(archives), tuple(vocab or ()), shard, links)
    with _engine(engine, scheduler, workers, patience) as spread, counting() as watch:
        summary = run(storage, settings, spread, tell=watch)
    _tell_problems(storage)
    for name, why in list(summary.unfinished.items())[:_SHOWN]:
        sys.stderr.write(f"{one_line(name)} is unfinished: {one_line(why)}\n")
    sys.stdout.write(_told(summary, out) + "\n")
    return 1 if summary.rows["problems"] or summary.unfinished else 0


def _engine(name: EngineName, scheduler: str | None, workers: int | None, patience: float) -> Cluster | Local:
    from trucewatch.engine import Cluster, Local, cores

    if name is EngineName.DASK:
        return Cluster(scheduler, workers or cores(), patience=patience)
    return Local(workers, patience=patience)


def _tell_problems(storage: Storage) -> None:
    from trucewatch.bulk import problems_of

    for number, row in enumerate(problems_of(storage)):
        if number == _SHOWN:
            sys.stderr.write("… and more: they all stand in the table problems\n")
            return
        sys.stderr.write(f"{one_line(row['report'])}: {one_line(row['message'])}\n")


def _told(summary: Summary, out: str) -> str:
    rows = summary.rows
    parts = [f"{rows['reports']:,} reports, {rows['figures']:,} figures and {rows['statements']:,} statements in {out}"]
    if rows["events"] or rows["lineages"]:
        parts.append(f"{rows['events']:,} events, {rows['lineages']:,} lineages")
    if summary.known:
        parts.append(f"{summary.known:,} told twice")
    if rows["problems"]:
        parts.append(f"{rows['problems']:,} problems")
    if summary.aside:
        parts.append(f"{summary.aside:,} articles set aside")
    if summary.unfinished:
        parts.append(f"{len(summary.unfinished):,} pieces of work unfinished: run it again")
    return one_line("; ".join(parts))
