"""Which figures speak of one event: block, compare, judge, cluster, series. Pure: no store, clock or chance.

`tell` makes claims of a report's records, `link_events` makes events of claims. The same claims give the same
events, byte for byte, in whatever order they come.
"""

from __future__ import annotations

from trucewatch.link.claims import Claim, Telling, tell
from trucewatch.link.events import Linked, Why, link_events
from trucewatch.link.judge import RULES, Rules

__all__ = ["RULES", "Claim", "Linked", "Rules", "Telling", "Why", "link_events", "tell"]
