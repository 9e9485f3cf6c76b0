"""Trucewatch: who said what about a war and its ceasefire, in which words, with which numbers.

The front door. The rooms behind it, from the ground up: `model`, `errors`, `ids`, `records`, `vocab`, `collect`
and `read` (per report), `ledger`, `boards`, `pipeline`, `cli`. docs/house.md shows the way.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
