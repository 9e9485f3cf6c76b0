"""Which house publishes an outlet? Outlets of one house are one voice.

Fails closed: an outlet that `data/outlets.toml` does not list has no known publisher, and may bear out nobody
but itself. A name or an address must be listed as it stands; nothing is guessed from likeness.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from trucewatch.vocab.tables import table

__all__ = ["publisher"]


@lru_cache(maxsize=1)
def _houses() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    domains: dict[str, str] = {}
    listed: list[dict[str, Any]] = table("outlets")["publisher"]
    for house in listed:
        for name in (house["name"], *house.get("outlets", ())):
            names.setdefault(_plain(name), house["name"])
        for domain in house.get("domains", ()):
            domains.setdefault(domain, house["name"])
    return names, domains


def _plain(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix("the ")


def publisher(outlet: str | None, url: str | None = None) -> str | None:
    """Return the house that publishes an outlet, by its address if there is one, else by its name; None if unknown."""
    names, domains = _houses()
    host = _host(url)
    while host.count("."):
        if host in domains:
            return domains[host]
        host = host.partition(".")[2]
    # A copy of a page under a foreign address may still carry the name of whom it was taken from.
    return None if _host(url) or not outlet else names.get(_plain(outlet))


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:  # an address with a broken bracket is nobody's
        return ""
