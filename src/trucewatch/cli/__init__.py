"""The command line: parse, call, print. The only room that exits, reads the environment or asks the clock.

Nothing heavy is imported until a command needs it, so that `--help` answers at once.
"""

from __future__ import annotations

from trucewatch.cli.entry import main

__all__ = ["main"]
