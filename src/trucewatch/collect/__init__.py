"""Where reports come from: `collect` turns paths into reports, lazily, and into problems what is none.

Per report, without network or clock, but for `feeds`, which follows addresses and keeps what it fetched. The next
room is `read`, which gets `Report` values and nothing else.
"""

from __future__ import annotations

from trucewatch.collect.limits import Limits
from trucewatch.collect.sources import collect

__all__ = ["Limits", "collect"]
