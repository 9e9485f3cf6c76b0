"""What the desk is told when it starts: which ledger, where to listen, who may write, how much is too much."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trucewatch.errors import UsageError
from trucewatch.web.linking import Linking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trucewatch.ledger import Location
    from trucewatch.web.planning import Planner

__all__ = ["Settings", "is_loopback"]

_SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """`ledger`: its file, or its place on a server; `folder`: an empty one of our own for replays.

    `clock` tells the ISO time in UTC. `token`: what a person shows to write (None: nobody may), and to read too where
    `host` is not this machine.
    `names`: further names a browser may know us by. `rate`: requests a second from one address, `burst` at once;
    `largest_body` in bytes; `link_up_to`: how many readings a ledger may hold to be linked while a page waits.
    `linking`: who links the ledger anew behind the pages' back after a decision. `planner`: answers the scenario that
    the desk was started with, None without one.
    """

    ledger: Location
    folder: Path
    clock: Callable[[], str]
    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    names: tuple[str, ...] = ()
    rate: float = 50.0
    burst: int = 300
    largest_body: int = 64 * 1024
    link_up_to: int = 500
    linking: Linking = field(default_factory=Linking, compare=False, repr=False)
    planner: Planner | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse to be reached by others without a token; UsageError names the remedy."""
        if not is_loopback(self.host) and self.token is None:
            raise UsageError(
                f"--host {self.host} lets other machines in: give --token-file with a secret, or listen on 127.0.0.1"
            )
        if self.token is not None and len(self.token) < _SHORTEST_TOKEN:
            raise UsageError(f"the token is shorter than {_SHORTEST_TOKEN} characters: choose one nobody can guess")

    @property
    def is_open(self) -> bool:
        """Whether other machines may reach us, so that reading needs the token too."""
        return not is_loopback(self.host)

    @property
    def hosts(self) -> frozenset[str]:
        """The names, without port, that a request's Host may give; anything else is a rebound name."""
        return frozenset({"127.0.0.1", "localhost", "[::1]", _bracketed(self.host), *self.names})


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a socket bound to `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host.casefold()
