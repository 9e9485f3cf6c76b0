"""The reference of the command line, from the commands themselves: what `--help` knows, with every default."""

from __future__ import annotations

import inspect
import re
from typing import Any

from tools.handbook.markdown import cell, code, prose, table

__all__ = ["cli_page"]


def cli_page() -> str:
    """Return the page: the program, then each command in the order of `trucewatch --help`."""
    import typer
    from typer._click.core import Context  # typer carries its own click, and its help wants a context

    from trucewatch.cli.entry import app

    program: Any = typer.main.get_command(app)
    context: Any = Context(program, info_name="trucewatch")
    lines = [
        "# Command line reference",
        "",
        "Made from the commands by `make docs`. How they play together, with examples: [the command line](../cli.md).",
        "",
        "```",
        "trucewatch [--ledger PATH] COMMAND …",
        "```",
        "",
        prose(inspect.cleandoc(program.help)),
        "",
        *_parameters(program, context),
        *_overview(program),
    ]
    for name, command in program.commands.items():
        lines += [f"## trucewatch {name}", "", "```", _usage(name, command), "```", ""]
        lines += [prose(inspect.cleandoc(command.help or "")), ""]
        lines += _parameters(command, Context(command, info_name=name, parent=context))
    return "\n".join(lines)


def _overview(program: Any) -> list[str]:
    rows = [
        (f"[{code(name)}](#trucewatch-{name})", cell(inspect.cleandoc(command.help or "").split("\n\n")[0]))
        for name, command in program.commands.items()
    ]
    return table(("command", "what"), rows)


def _usage(name: str, command: Any) -> str:
    """Return how the command is written, its options left to their table."""
    named = [
        str(each.metavar) + ("…" if each.nargs == -1 and " " not in str(each.metavar) else "")
        for each in command.params
        if each.param_type_name == "argument"
    ]
    return " ".join(["trucewatch", name, *named, "[OPTIONS]"])


def _parameters(command: Any, context: Any) -> list[str]:
    """Return a table of arguments and one of options, in the words of `--help`."""
    lines = []
    for kind in ("argument", "option"):
        shown = [each for each in command.params if each.param_type_name == kind]
        told = [record for each in shown if (record := each.get_help_record(context)) is not None]
        rows = [
            (code(re.sub(r" <.*>$", "", names) if kind == "argument" else names), cell(said)) for names, said in told
        ]
        lines += table((kind, "meaning"), rows)
    return lines
