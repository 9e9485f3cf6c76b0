"""What can go wrong, as one tree.

A message names the thing and the remedy. A report that cannot be read is not an error but a
`model.Problem`; errors are for misuse, for a broken ledger and for records that lie about their text.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "LedgerError",
    "RecordError",
    "TrucewatchError",
    "UnreadableError",
    "UsageError",
]


class TrucewatchError(Exception):
    """Any error that Trucewatch raises on purpose; its text is fit to show a person."""


class UsageError(TrucewatchError):
    """The call makes no sense as given (exit code 2)."""


class ConfigError(TrucewatchError):
    """A vocabulary file or setting is malformed; the message names the file and the key."""


class UnreadableError(TrucewatchError):
    """One input cannot become a report; `collect` turns it into a Problem and goes on."""


class RecordError(TrucewatchError):
    """A record breaks its contract, for instance its wording is not in the text."""


class LedgerError(TrucewatchError):
    """The ledger file cannot be used: not ours, too new, locked for too long, disk full."""
