"""`serve`: the desk in a browser, on this machine unless a token lets others in."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Annotated

import typer

from trucewatch.cli.options import LedgerPath, ledger_of, now
from trucewatch.cli.wording import one_line
from trucewatch.errors import UsageError

if TYPE_CHECKING:
    from trucewatch.web.settings import Settings

__all__ = ["commands", "serve"]

commands = typer.Typer()

_MOST_AT_ONCE = 200  # connections; more are told to come back


@commands.command()
def serve(  # noqa: PLR0913, PLR0917 - the parameters of a command are its options
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; other machines need a token.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(metavar="NUMBER", min=0, max=65535, help="The port; 0 takes any free one.")] = (
        8765
    ),
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="FILE", help="A file with the token that writing needs.")
    ] = None,
    token: Annotated[
        str | None,
        typer.Option("--token", metavar="TEXT", envvar="TRUCEWATCH_TOKEN", help="The token itself [a new one]."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="Another name browsers reach it by.")
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="A scenario of the planner, shown at /plan.")
    ] = None,
    ledger: LedgerPath = None,
) -> None:
    """Serve the desk: pages and an API over the ledger, for a browser on this machine.

    Reading is free here; deciding needs the token, which is printed unless you gave one.
    """
    import secrets

    from trucewatch.ledger import located
    from trucewatch.plan.reading import load
    from trucewatch.web.planning import Planner
    from trucewatch.web.settings import Settings, is_loopback

    given = _token(token, token_file)
    held = given or (secrets.token_urlsafe(24) if is_loopback(host) else None)
    with tempfile.TemporaryDirectory(prefix="trucewatch-") as folder:
        settings = Settings(
            ledger=located(ledger_of(context, ledger)),
            folder=Path(folder),
            clock=now,
            host=host,
            port=port,
            token=held,
            names=tuple(each.casefold() for each in name or ()),
            planner=None if plan is None else Planner(load(plan)),
        )
        _listen(settings, shown=None if given else held)


def _token(token: str | None, token_file: Path | None) -> str | None:
    if token_file is None:
        return token.strip() if token else None
    try:
        return token_file.read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--token-file {token_file}: cannot be read; give a text file with the token") from error


def _listen(settings: Settings, *, shown: str | None) -> None:
    import socket

    import uvicorn

    from trucewatch.web.app import create_app, warm
    from trucewatch.web.arriving import Arriving

    app = create_app(settings)
    Thread(target=warm, daemon=True).start()  # so that the first page and the first map do not wait for it
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host.strip("[]"), settings.port))
        except OSError as error:
            raise UsageError(
                f"cannot listen on {settings.host}:{settings.port} ({error.strerror}); choose another --port"
            ) from error
        port = listening.getsockname()[1]
        shown_host = f"[{settings.host}]" if ":" in settings.host else settings.host
        sys.stdout.write(f"the desk of {one_line(str(settings.ledger))} is at http://{shown_host}:{port}/\n")
        if shown:
            sys.stdout.write(f"to decide, enter with the token {shown}\n")
        sys.stdout.write("stop it with Ctrl-C\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            limit_concurrency=_MOST_AT_ONCE,
            timeout_keep_alive=15,
            http=Arriving,
            ws="none",
        )
        uvicorn.Server(config).run(sockets=[listening])
