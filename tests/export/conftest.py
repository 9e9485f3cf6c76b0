"""Ledgers that the tests of this room share."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import export_ledgers as ledgers

from trucewatch.export.asked import Asked
from trucewatch.export.catalogue import FORMATS
from trucewatch.ledger import View


@pytest.fixture(scope="session")
def market_ledger(tmp_path_factory) -> Path:
    """A market attack told by two governors' reports, a side's count of the other's losses, and a force size."""
    folder = tmp_path_factory.mktemp("market")
    from trucewatch.model import Modifier

    return ledgers.keep(
        folder / "m.db",
        ledgers.market(1, "at least nine people", 9, None, modifier=Modifier.AT_LEAST),
        ledgers.market(2, "14 people", 14, 14),
        ledgers.force(),
    )


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory) -> Path:
    return ledgers.keep(tmp_path_factory.mktemp("hostile") / "h.db", ledgers.hostile())


@pytest.fixture
def exported():
    """Write a ledger in a format and return the text."""

    def _exported(path: Path, form: str, asked: Asked | None = None) -> str:
        out = io.StringIO()
        with View.open(path) as view:
            FORMATS[form].write(view, asked or Asked(), out)
        return out.getvalue()

    return _exported
