"""What a person may ask of the ledger. STUB: the interface stands, the body follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Filters", "View"]

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; None asks nothing. Text is compared without case or accents.

    `since`/`until`: ISO dates, both included: the event's date of a figure (else as_of, else published), the
    published date of everything else; what has no date is left out as soon as one of them is given.
    `where`: part of a place name, or an ISO-2 country code. `source`: part of a source's name, or its side; the
    holder of a position. `outlet`: part of the outlet's name. `kind`: a figure's kind or measure, a
    statement's mode, a position's topic or stance, a problem's stage; reports that hold a figure of that kind.
    `versions`: also what older versions of a page said.
    """

    since: str | None = None
    until: str | None = None
    where: str | None = None
    source: str | None = None
    outlet: str | None = None
    kind: str | None = None
    versions: bool = False


class View:
    """A read-only look at one moment of a ledger; use as a context manager.

    Each method yields contract records (docs of records) in a fixed order, with `report_id`, `outlet`,
    `published` of the report added.
    """

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open the ledger at `path` for reading; LedgerError where there is none or it cannot be read."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        raise NotImplementedError

    def reports(self, filters: Filters = Filters()) -> Iterator[Record]:
        """Yield every version of every report, oldest first.

        Keys beyond the contract: sha256, media_type, fetched, added, made_by, characters, version (1, 2, … of
        its URL), versions (how many there are), newest (bool), statements, figures, positions, problems (counts).
        """
        raise NotImplementedError

    def statements(self, filters: Filters = Filters()) -> Iterator[Record]:
        """Yield statements."""
        raise NotImplementedError

    def figures(self, filters: Filters = Filters()) -> Iterator[Record]:
        """Yield figures."""
        raise NotImplementedError

    def positions(self, filters: Filters = Filters()) -> Iterator[Record]:
        """Yield positions."""
        raise NotImplementedError

    def problems(self, filters: Filters = Filters()) -> Iterator[Record]:
        """Yield problems, with `problem_id`, `added` and `read_since` (its report was read later on)."""
        raise NotImplementedError

    def record(self, record_id: str) -> Record | None:
        """Return the record with this id (r1-, s1-, f1-, p1-, x1-) with its report's `text`, `title`, `url`; else None.

        An unambiguous beginning of an id of 6 characters or more is enough. `text` is None for a problem
        without a report.
        """
        raise NotImplementedError
