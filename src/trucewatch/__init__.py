"""Trucewatch reads news reports on a war and its ceasefire and keeps who said what, with which numbers.

The front door. Each name is loaded from its room when first asked for, so that importing the package is free.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trucewatch.answers import open_ledger as open  # noqa: A004 - read as trucewatch.open
    from trucewatch.boards.brief import situation_report
    from trucewatch.ledger import Filters, Ledger, View, check
    from trucewatch.model import Reading, Report
    from trucewatch.pipeline import add_all, read_all, reader

__version__ = "0.1.0"

__all__ = [
    "Filters",
    "Ledger",
    "Reading",
    "Report",
    "View",
    "__version__",
    "add_all",
    "check",
    "open",
    "read_all",
    "reader",
    "situation_report",
]

_ROOMS = {
    "Filters": "ledger",
    "Ledger": "ledger",
    "Problem": "model",
    "Reading": "model",
    "Report": "model",
    "View": "ledger",
    "add_all": "pipeline",
    "check": "ledger",
    "open": "answers:open_ledger",
    "read_all": "pipeline",
    "reader": "pipeline",
    "situation_report": "boards.brief",
}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        room, _, called = _ROOMS[name].partition(":")
        return getattr(import_module(f"trucewatch.{room}"), called or name)
    raise AttributeError(f"module 'trucewatch' has no attribute {name!r}")
