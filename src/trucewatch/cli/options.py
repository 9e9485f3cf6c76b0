"""The options that commands share, and what they mean once parsed.

`--ledger` may stand before or after the command; after wins. Dates are YYYY-MM-DD and both ends count.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from trucewatch.ledger import Filters

__all__ = [
    "DEFAULT_LEDGER",
    "AsOf",
    "AskFormat",
    "Form",
    "Kind",
    "LedgerPath",
    "Outlet",
    "Paths",
    "ReadForm",
    "Since",
    "Source",
    "Until",
    "Versions",
    "Vocabulary",
    "Where",
    "day",
    "filters",
    "form_of",
    "ledger_of",
    "now",
]

DEFAULT_LEDGER: Final = "trucewatch.db"


class Form(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class ReadForm(StrEnum):
    """How a reading is printed: the records of one report are of several kinds, which no CSV holds."""

    TABLE = "table"
    JSONL = "jsonl"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help="Files (text, HTML, JSON Lines, JSON), directories, patterns, or - for standard input."
    ),
]
LedgerPath = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH",
        help=f"The ledger's file, or postgresql://… [env: TRUCEWATCH_LEDGER; {DEFAULT_LEDGER}].",
    ),
]
Vocabulary = Annotated[
    list[str] | None,
    typer.Option("--vocab", metavar="FILE", help="A conflict's vocabulary file; may be given several times."),
]
Since = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day on (YYYY-MM-DD): of the event, else of publication.")
]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to and with this day.")]
Where = Annotated[str | None, typer.Option(metavar="PLACE", help="Part of a place's name, or a country code (UA).")]
Source = Annotated[
    str | None, typer.Option(metavar="NAME", help="Part of the name or role of who says it, or a side (RU).")
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Part of the name of who published it.")]
Kind = Annotated[
    str | None, typer.Option(metavar="KIND", help="A figure's kind or measure, a mode, topic, stance or stage.")
]
Versions = Annotated[bool, typer.Option("--versions", help="Also what older versions of a page said.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="As it was known on that day.")]
AskFormat = Annotated[Form | None, typer.Option("--format", help="How to print [a table on a terminal, else jsonl].")]


def filters(**asked: str | bool | None) -> Filters:
    """Return the filters of a view; UsageError where a date is none."""
    from trucewatch.ledger import Filters

    since, until = (day(f"--{end}", asked.pop(end, None)) for end in ("since", "until"))
    if since and until and since > until:
        raise UsageError(f"--since {since} is after --until {until}: nothing can lie between them")
    return Filters(since=since, until=until, **asked)  # pyright: ignore[reportArgumentType]


def day(option: str, value: str | bool | None) -> str | None:
    """Return a date given on the command line as it is, once proved to be one."""
    if value is None:
        return None
    try:
        parsed = date.fromisoformat(str(value))
    except ValueError:
        parsed = None
    if parsed is None or parsed.isoformat() != value:
        raise UsageError(f"{option} {value}: not a date; write YYYY-MM-DD, for instance 2025-04-05")
    return str(value)


def ledger_of(context: typer.Context, given: str | None) -> str:
    """Return the ledger's path: the command's own, else the program's, the environment's or the default."""
    return given or str(context.obj or DEFAULT_LEDGER)


def form_of(given: Form | ReadForm | None) -> str:
    """Return how to print: as asked, else a table where a person looks and JSON Lines where a program reads."""
    if given is not None:
        return given.value
    return Form.TABLE.value if sys.stdout.isatty() else Form.JSONL.value


def now() -> str:
    """Return the present moment in UTC, the only one who asks the clock."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
