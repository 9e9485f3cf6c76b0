"""Reports from the net: feeds and pages that are followed politely, kept as they came, and never lost or doubled.

`load` reads the feeds file, `Follower.round` yields what came of all that is due. The only part of `collect` that
touches the network; its clock, sleep and chance are arguments.
"""

from __future__ import annotations

from trucewatch.collect.feeds.follower import Arrived, Follower, Passing
from trucewatch.collect.feeds.patience import Hours
from trucewatch.collect.feeds.settings import Settings, load

__all__ = ["Arrived", "Follower", "Hours", "Passing", "Settings", "load"]
