"""Which reports tell one text? Pure: readings in, families and their drift out.

`families(docs)` compares candidate pairs of stories and clusters them without chains; `drift(family, docs)` lists
what a copy changed, `compared(family, docs)` also which figures of it are one claim, `alongside` lays two of them
side by side. Ledger and pipeline store and show what comes out; no neighbour room is imported.
"""

from __future__ import annotations

from trucewatch.lineage.alongside import Beside, alongside
from trucewatch.lineage.drift import compared, drift
from trucewatch.lineage.families import Lineages, Steps, families
from trucewatch.lineage.rules import STANDARD, Rules

__all__ = ["STANDARD", "Beside", "Lineages", "Rules", "Steps", "alongside", "compared", "drift", "families"]
