"""How much one input may ask of the machine before it is refused with a reason.

The limits are bounds on bytes as they stand on disk (or come out of gzip), checked before anything is
decoded, so that no input, however made, can take the memory of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits", "in_megabytes"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes: of one report, of one JSON document that is read whole, of one unpacked .gz file.

    `report` also bounds a line of JSONL and an HTML page; a JSONL file as a whole has no bound, as its
    lines are read one by one. `document` is lower than memory would allow because JSON made of empty
    lists takes some thirty times its size once parsed.
    """

    report: int = 5_000_000
    document: int = 20_000_000
    unpacked: int = 2_000_000_000


def in_megabytes(size: int) -> str:
    """Return a size for a message, for instance `5 MB` or `0.3 MB`."""
    return f"{size / 1_000_000:.3g} MB"
