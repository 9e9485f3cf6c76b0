"""Tables made beside those of a ledger on a server: a schema for a replay, temporary ones for a proof.

Both stand in place of the ledger's own of the same names for the connection that looks there first.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from trucewatch.ledger import postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trucewatch.ledger.address import Server
    from trucewatch.ledger.postgres import Postgres

__all__ = ["differing", "forget", "is_there", "write"]


def is_there(server: Server, name: str) -> bool:
    """Whether the server holds a schema of this name."""
    with postgres.translated(server), closing(postgres.opened(server, is_reading=True)) as connection:
        return connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (name,)).fetchone() is not None


def write(server: Server, name: str, tables: Sequence[str], fill: Callable[[Postgres], None]) -> None:
    """Make the schema `name` with empty tables like the ledger's, and fill it, all or nothing."""
    with postgres.translated(server), closing(postgres.opened(server, is_reading=False)) as connection:
        connection.begin(name)
        known = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = ?", (name,)).fetchone()
        if known is None:
            connection.run(f'CREATE SCHEMA "{name}"; SET LOCAL search_path = "{name}", "{server.schema}"')
            for table in tables:
                connection.run(f'CREATE TABLE {table} (LIKE "{server.schema}".{table} INCLUDING ALL)')
            fill(connection)
        connection.execute("COMMIT")


def forget(server: Server, beginning: str, *, but: str) -> None:
    """Drop the schemas that begin so, but those that begin with `but`; one that is being looked at stays."""
    query = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, ?) AND NOT starts_with(nspname, ?)"
    with postgres.translated(server), closing(postgres.opened(server, is_reading=False)) as connection:
        connection.run("SET lock_timeout = 100")
        for (name,) in connection.execute(query, (beginning, but)).fetchall():
            connection.run_or_leave(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def differing(
    server: Server, tables: Sequence[str], fill: Callable[[Postgres], None], compared: Sequence[str]
) -> list[str]:
    """Return which of the ledger's tables `compared` hold other rows than `fill` puts into empty ones like them."""
    found: list[str] = []
    with postgres.translated(server), closing(postgres.opened(server, is_reading=False)) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")  # closed without a commit: all of it is gone
        for table in tables:
            connection.run(f'CREATE TEMP TABLE {table} (LIKE "{server.schema}".{table} INCLUDING ALL)')
        fill(connection)
        for table in compared:
            sides = (f'"{server.schema}".{table}', f"pg_temp.{table}")
            for one, other in (sides, sides[::-1]):
                query = f"SELECT * FROM {one} EXCEPT SELECT * FROM {other} LIMIT 1"  # noqa: S608 - our own names
                if table not in found and connection.execute(query).fetchone() is not None:
                    found.append(table)
    return found
