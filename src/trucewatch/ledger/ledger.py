"""How a reading enters the ledger. STUB: the interface stands, the body follows."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from pathlib import Path

    from trucewatch.model import Problem, Reading

__all__ = ["Added", "Ledger"]


class Added(StrEnum):
    """What adding a reading did."""

    NEW = "new"
    KNOWN = "known"
    NEW_VERSION = "new_version"
    REREAD = "reread"  # the report is known, but another reader (`made_by`) has read it: its reading is now shown


class Ledger:
    """One writer of a ledger file; use as a context manager. Several processes may write at once."""

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Self:
        """Open or create the ledger at `path` and bring it to the newest schema; LedgerError otherwise."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, reading: Reading, *, added: str) -> Added:
        """Add one report with all its records in one transaction; `added` is the ISO time of now, by the caller.

        RecordError when a record breaks its contract (nothing is written), LedgerError when the file fails.
        """
        raise NotImplementedError

    def add_problem(self, problem: Problem, *, added: str) -> Added:
        """Keep a problem of an input that became no report (NEW or KNOWN)."""
        raise NotImplementedError

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file."""
        raise NotImplementedError

    def close(self) -> None:
        """Fold the write-ahead log into the file and let go of it."""
        raise NotImplementedError
