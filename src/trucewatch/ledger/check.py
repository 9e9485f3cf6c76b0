"""What the ledger can prove of itself. STUB: the interface stands, the body follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from trucewatch.model import Problem

__all__ = ["Proof", "check"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved, in words with counts (`proved`, one sentence each), and what was found wrong (`problems`)."""

    proved: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


def check(path: str | Path) -> Proof:
    """Prove the ledger at `path`; LedgerError when it cannot be opened at all."""
    raise NotImplementedError
