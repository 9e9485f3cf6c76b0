"""Reading: what does one report say, by whom, with which numbers, about where and when?

Pure: no clock, store, network or chance, so the same report gives the same reading on any machine.
"""

from trucewatch.read.reader import MADE_BY, Rules, read, standard_rules

__all__ = ["MADE_BY", "Rules", "read", "standard_rules"]
