"""How work is spread: `each` runs a task over items and survives the ones that break it.

For now in this process; cores and clusters take the same task and give the same results.
"""

from __future__ import annotations

from trucewatch.engine.here import Failure, each

__all__ = ["Failure", "each"]
