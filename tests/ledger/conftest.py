"""Makes the readings built by hand importable, and lends shelves for ledgers: files, and a server of our own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from engines import NoServerError, served


@pytest.fixture(scope="session")
def server():
    try:
        with served() as shelf:
            yield shelf
    except NoServerError as reason:
        pytest.skip(f"PostgreSQL: {reason}")


@pytest.fixture(params=["file", "server"])
def shelf(request, tmp_path):
    """Where the same tests put their ledgers: `shelf / "ledger.db"`, in a folder, then on a server."""
    if request.param == "file":
        return tmp_path
    shelf = request.getfixturevalue("server")
    return type(shelf)(shelf._folder, shelf._numbers)
