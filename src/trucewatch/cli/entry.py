"""The program: its commands, and what becomes of everything that can go wrong.

Exit codes: 0 fine, 1 problems found, 2 misuse. An error is one line on stderr that names the thing and the
remedy; a traceback shows only with TRUCEWATCH_DEBUG set.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
import traceback
from typing import TYPE_CHECKING, Annotated, Any

import typer

from trucewatch import __version__
from trucewatch.cli import (
    archives,
    asking,
    boards,
    exporting,
    following,
    kinship,
    linking,
    planning,
    reading,
    serving,
    showing,
)
from trucewatch.cli.options import DEFAULT_LEDGER
from trucewatch.cli.wording import one_line
from trucewatch.errors import RecordError, TrucewatchError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["app", "main"]

FINE, PROBLEMS, MISUSE, INTERRUPTED = 0, 1, 2, 130

# What a person can do where the machine refuses, by the system's number of the error.
_REMEDIES = {
    errno.ENOSPC: "free some space where the output goes",
    errno.EDQUOT: "free some space where the output goes",
    errno.EMFILE: "close some files or raise the limit (ulimit -n)",
    errno.EACCES: "choose a place that you may use",
    errno.EPERM: "choose a place that you may use",
    errno.EROFS: "choose a place that can be written",
}

app = typer.Typer(
    name="trucewatch",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, asked: bool) -> None:
    if asked:
        sys.stdout.write(f"trucewatch {__version__}\n")
        raise typer.Exit


@app.callback()
def _program(  # pyright: ignore[reportUnusedFunction]
    context: typer.Context,
    ledger: Annotated[
        str,
        typer.Option(
            "--ledger", envvar="TRUCEWATCH_LEDGER", metavar="PATH", help="The ledger's file, or postgresql://…"
        ),
    ] = DEFAULT_LEDGER,
    _: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_version)
    ] = False,
) -> None:
    """Read news reports on a war and its ceasefire, and keep who said what, in which words, with which numbers.

    Exit codes: 0 fine, 1 problems found, 2 misuse.
    """
    context.obj = ledger


# Records make no cycles: looking for some after every 700 objects is a quarter of the time of a large board.
_COLLECTING = (100_000, 20, 100)
_ROOMS = (reading, archives, following, asking, boards, kinship, linking, showing, exporting, planning, serving)
for _room in _ROOMS:
    app.add_typer(_room.commands)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program on `arguments` (those of the process unless given) and return its exit code."""
    _speak_utf8()
    gc.set_threshold(*_COLLECTING)
    asked = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = typer.main.get_command(app).main(args=asked or ["--help"], prog_name="trucewatch", standalone_mode=False)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return _say("interrupted: what was added so far is kept", INTERRUPTED)
    except (BrokenPipeError, SystemExit):
        # The parser below us turns a broken pipe into an exit; it exits for nothing else when asked not to.
        return _hang_up()
    except TrucewatchError as error:
        return _say(str(error), PROBLEMS if isinstance(error, RecordError) else MISUSE)
    except Exception as error:  # noqa: BLE001 - the last place that can say it in words
        return _explain(error)
    if not asked:
        return MISUSE
    return code if isinstance(code, int) else FINE


def _explain(error: Exception) -> int:
    """Say what went wrong: a misuse that the parser found, else a bug of ours."""
    told = getattr(error, "format_message", None)
    if told is not None:
        context: Any = getattr(error, "ctx", None)
        command = getattr(context, "command_path", "trucewatch")
        return _say(f"{told()} See `{command} --help`.", MISUSE)
    if isinstance(error, typer.Abort):
        return _say("interrupted: what was added so far is kept", INTERRUPTED)
    if os.environ.get("TRUCEWATCH_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, OSError | MemoryError):
        return _say(_refusal(error), PROBLEMS)
    bug = f"unexpected {type(error).__name__}: {error}; please report this bug (TRUCEWATCH_DEBUG=1 shows where)"
    return _say(bug, PROBLEMS)


def _refusal(error: OSError | MemoryError) -> str:
    """Return what the machine refused, and the remedy: a full disk or memory is no bug of ours."""
    if isinstance(error, MemoryError):
        return "out of memory: give fewer reports at once; what was added so far is kept"
    what = f"{error.filename}: " if error.filename else ""
    why = error.strerror or str(error) or type(error).__name__
    remedy = _REMEDIES.get(error.errno or 0, "see whether the disk, the file or the network can be used")
    return f"{what}{why}; {remedy}, then ask again; what was added so far is kept"


def _say(message: str, code: int) -> int:
    sys.stderr.write(f"trucewatch: {one_line(message)}\n")
    return code


def _speak_utf8() -> None:
    """Print UTF-8 wherever we run; half a character of a report comes out as its escape, which JSON allows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _hang_up() -> int:
    """Leave without a word when the reader of our output (`head`, a pager) has gone."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
    return FINE
