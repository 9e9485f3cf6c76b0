"""Where is a ledger? In a file, or in a schema of a PostgreSQL database: postgresql://USER@HOST/DATABASE?schema=NAME.

A password in the address is handed to the server and shown to nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from trucewatch.errors import UsageError

__all__ = ["Location", "Server", "located"]

_SCHEMES = ("postgresql:", "postgres:")
_SCHEMA = "trucewatch"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,30}")
_SECRET = ("password", "sslpassword")


@dataclass(frozen=True, slots=True)
class Server:
    """A ledger on a PostgreSQL server: `url` as libpq takes it, and the `schema` its tables stand in.

    As text it is the address to show, without its password; `address` is the whole one.
    """

    url: str = field(repr=False)
    schema: str = _SCHEMA

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        asked = [(name, value) for name, value in parse_qsl(parts.query) if name not in _SECRET]
        return _joined(parts.scheme, f"{user.partition(':')[0]}{at}{host}", parts.path, self._with_schema(asked))

    @property
    def address(self) -> str:
        """The address as it may be given again, password and all."""
        parts = urlsplit(self.url)
        return _joined(parts.scheme, parts.netloc, parts.path, self._with_schema(parse_qsl(parts.query)))

    def _with_schema(self, asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
        return asked if self.schema == _SCHEMA else [*asked, ("schema", self.schema)]


Location = Path | Server
"""A ledger's file, or its place on a server."""


def located(given: str | Location) -> Location:
    """Return where a ledger is that is given as a path or an address; UsageError where an address is malformed."""
    if isinstance(given, Server):
        return given
    if not str(given).startswith(_SCHEMES):
        return Path(given)
    text = str(given)
    if isinstance(given, Path) or "://" not in text:
        raise UsageError(f"ledger {text}: write an address as text, like postgresql://USER@HOST/DATABASE")
    try:
        parts = urlsplit(text)
        asked = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise UsageError("the ledger's address is malformed; write postgresql://USER@HOST/DATABASE") from error
    schemas = [value for name, value in asked if name == "schema"] or [_SCHEMA]
    if not _NAME.fullmatch(schemas[-1]) or schemas[-1].startswith("pg_"):
        raise UsageError(f"schema={schemas[-1]}: small letters, digits and _ (at most 31), a letter first")
    kept = [(name, value) for name, value in asked if name != "schema"]
    return Server(_joined("postgresql", parts.netloc, parts.path, kept), schemas[-1])


def _joined(scheme: str, host: str, path: str, asked: list[tuple[str, str]]) -> str:
    # urlunsplit leaves out the slashes of an empty host, which libpq wants; spaces are %20 there, never a plus.
    query = urlencode(asked, quote_via=quote)
    told = urlunsplit(("", host, quote(unquote(path)), query, ""))
    return f"{scheme}:{told if told.startswith('//') else '//' + told}"
