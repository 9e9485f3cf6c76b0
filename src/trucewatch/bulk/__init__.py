"""An archive overnight: slices of it read by many workers into tables, then linked in parts, and all that resumable.

Per report the same readers as `add`, per corpus the same rules as `relink`, through the same functions; only what is
held at once differs. `bulk` does it, `load` brings a folder into a ledger.
"""

from __future__ import annotations

from trucewatch.bulk.load import is_bulk, load
from trucewatch.bulk.run import Settings, Step, Summary, bulk, problems_of
from trucewatch.bulk.storage import Storage

__all__ = ["Settings", "Step", "Storage", "Summary", "bulk", "is_bulk", "load", "problems_of"]
