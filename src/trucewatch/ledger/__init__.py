"""What is kept: reports with their text, what was read in them, and what could not be read; only appended.

`Ledger` adds, `View` reads one moment of it through `Filters`, `check` proves it. Everything that is SQL stands
in this room, in plain statements, so that another store can take the same tables.
"""

from __future__ import annotations

from trucewatch.ledger.address import Location, located
from trucewatch.ledger.check import Proof, check
from trucewatch.ledger.copying import copy, differences
from trucewatch.ledger.damage import save
from trucewatch.ledger.derive import Derived, derive
from trucewatch.ledger.events import EventFilters, derived, events, is_cut
from trucewatch.ledger.judging import judgements_among, judgements_on, reasons
from trucewatch.ledger.kinship import homes
from trucewatch.ledger.ledger import Added, Ledger, proved
from trucewatch.ledger.moments import moment
from trucewatch.ledger.recalled import recalled
from trucewatch.ledger.replay import Replays
from trucewatch.ledger.view import Filters, View

__all__ = [
    "Added",
    "Derived",
    "EventFilters",
    "Filters",
    "Ledger",
    "Location",
    "Proof",
    "Replays",
    "View",
    "check",
    "copy",
    "derive",
    "derived",
    "differences",
    "events",
    "homes",
    "is_cut",
    "judgements_among",
    "judgements_on",
    "located",
    "moment",
    "proved",
    "reasons",
    "recalled",
    "save",
]
