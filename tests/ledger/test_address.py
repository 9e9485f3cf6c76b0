"""Addresses: what is a path and what a server, a schema of its own, and a password that nobody gets to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from trucewatch.errors import LedgerError, UsageError
from trucewatch.ledger import View
from trucewatch.ledger.address import Server, located


def test_what_is_no_address_is_a_path():
    assert located("postgresql.db") == Path("postgresql.db")
    assert located(Path("a/b.db")) == Path("a/b.db")


@pytest.mark.parametrize(
    ("given", "url", "schema", "shown"),
    [
        ("postgresql://h/d", "postgresql://h/d", "trucewatch", "postgresql://h/d"),
        ("postgres://ada@h:1/d", "postgresql://ada@h:1/d", "trucewatch", "postgresql://ada@h:1/d"),
        ("postgresql://ada:secret@h/d", "postgresql://ada:secret@h/d", "trucewatch", "postgresql://ada@h/d"),
        ("postgresql:///d?schema=war", "postgresql:///d", "war", "postgresql:///d?schema=war"),
        (
            "postgresql:///d?host=%2Frun%2Fpg&schema=war&password=secret",
            "postgresql:///d?host=%2Frun%2Fpg&password=secret",
            "war",
            "postgresql:///d?host=%2Frun%2Fpg&schema=war",
        ),
    ],
)
def test_an_address_is_taken_apart_and_shown_without_its_password(given, url, schema, shown):
    found = located(given)
    assert found == Server(url, schema)
    assert str(found) == shown
    assert "secret" not in f"{found!r} {found}"
    assert located(found.address) == found


@pytest.mark.parametrize("schema", ["", "pg_catalog", "a;drop", 'a"b', "Großes", "a" * 40, "1st"])
def test_a_schema_has_a_plain_name(schema):
    with pytest.raises(UsageError, match="schema="):
        located(f"postgresql://h/d?schema={schema}")


def test_an_address_as_a_path_has_lost_its_slashes_and_is_refused():
    with pytest.raises(UsageError, match="as text"):
        located(Path("postgresql://h/d"))


def test_a_server_that_is_not_there_is_named_with_a_remedy_and_without_the_password(tmp_path):
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(LedgerError, match="pg_isready") as told:
        View.open(f"postgresql://ada:secret@/d?host={tmp_path}")
    assert "secret" not in str(told.value)
