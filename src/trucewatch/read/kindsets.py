"""Kind sets: which kinds of figures count what a blow did, what somebody is to blame for, or what has no day?"""

from __future__ import annotations

from trucewatch.model import FigureKind

__all__ = ["BLOWS", "HARMFUL", "TIMELESS"]

BLOWS = frozenset({FigureKind.TOLL, FigureKind.DAMAGE, FigureKind.RAID})
"""Kinds that count what a blow did, or the blow."""
HARMFUL = BLOWS | {FigureKind.VIOLATION}
"""Kinds that count harm, which somebody did."""
TIMELESS = frozenset({FigureKind.FORCE, FigureKind.CONTRIBUTION, FigureKind.TERM, FigureKind.AID})
"""Kinds that mostly have no day of their own: what stands, is pledged, or lasts."""
