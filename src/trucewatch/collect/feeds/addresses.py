"""Where an address leads, and whether we may go there: only http and https, only to hosts of the open internet.

A name is looked up once and every answer is checked; the caller connects to a checked answer, not to the name, so
that a second answer (rebinding) changes nothing. Odd spellings of 127.0.0.1 are caught because what counts is where
they lead. Private hosts are open only where the feeds file names them.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from trucewatch.collect.feeds.faults import PassingError, RefusedError

__all__ = ["Resolve", "Target", "is_public", "look_up", "pinned", "target_of"]

Resolve = Callable[[str, int], list[str]]
"""From a host's name and port to its addresses as text; OSError where it has none."""

_PORTS: Final = {"http": 80, "https": 443}
_LONGEST: Final = 4_000
_UNFIT: Final = re.compile(r"[\x00-\x20\x7f\\]")
_IN_PATH: Final = "/%:@!$&'()*+,;=~-._"
_NAT64: Final = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: the host in ASCII without its final dot, the port, what to ask the host for."""

    scheme: str
    host: str
    port: int
    asked: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it, with the port where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def named(self) -> str:
        """Host and port as the feeds file allows them."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: what robots.txt holds for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address in one spelling, without a fragment."""
        return self.origin + self.asked


def target_of(url: str) -> Target:
    """Return an address taken apart; RefusedError where it is none that may be asked for."""
    url = url.strip()
    if len(url) > _LONGEST or _UNFIT.search(url):
        raise RefusedError("is no address (too long, or with spaces or control characters in it): write it as it is")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        scheme = parts.scheme.lower()
        if scheme not in _PORTS:
            raise RefusedError(f"has the scheme {scheme or '(none)'}: only http and https are followed")
        if "@" in parts.netloc:
            raise RefusedError("holds a name or password before its host: leave them out")
        ascii_host = host if ":" in host else host.rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError as error:  # UnicodeError too
        raise RefusedError("is no address that can be taken apart: check it") from error
    if not ascii_host or port == 0:
        raise RefusedError("names no host: write it whole, https://host/path")
    asked = quote(parts.path or "/", safe=_IN_PATH)
    if parts.query:
        asked += "?" + quote(parts.query, safe=_IN_PATH + "?")
    return Target(scheme, ascii_host, port or _PORTS[scheme], asked)


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses that this machine's resolver gives for a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def pinned(target: Target, resolve: Resolve, allow: frozenset[str]) -> list[str]:
    """Return the checked addresses to connect to, in the resolver's order.

    `allow` holds hosts, or host:port, that may be private. RefusedError where any answer leads inside otherwise.
    """
    try:
        answers = resolve(target.host, target.port)
    except UnicodeError as error:
        raise RefusedError(f"its host {target.host} is no name: check it") from error
    except OSError as error:
        raise PassingError(f"its host {target.host} is not found: check the name, or the network") from error
    if not answers:
        raise PassingError(f"its host {target.host} has no address: check the name")
    if not allow & {target.host, target.named}:
        for answer in answers:
            if not is_public(answer):
                raise RefusedError(
                    f"leads to {target.host} at {answer}, which is not on the open internet: if that is meant, "
                    f'name it in the feeds file: allow = ["{target.named}"]'
                )
    return answers


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, reserved or multicast.

    An IPv6 address that wraps an IPv4 one (mapped, NAT64, 6to4, Teredo) is judged by both.
    """
    try:
        found = ip_address(address)
    except ValueError:  # a zone (`%eth0`) is never global
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id is not None or found.is_site_local:
            return False
        if found in _NAT64:
            return is_public(str(IPv4Address(int(found) & 0xFFFFFFFF)))
        wrapped = [found.ipv4_mapped, found.sixtofour, *(found.teredo or ())]
        inside = [str(each) for each in wrapped if each is not None]
        if inside:
            return all(is_public(each) for each in inside)
    return found.is_global and not (
        found.is_private
        or found.is_loopback
        or found.is_link_local
        or found.is_multicast
        or found.is_reserved
        or found.is_unspecified
    )
