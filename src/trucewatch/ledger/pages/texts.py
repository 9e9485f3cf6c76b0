"""Texts of reports for those who look into many: the ones asked for last are kept, up to some megabytes.

A text is read from the store whole and cut here: cutting it there costs its length each time, which a report of a
million figures would pay a million times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trucewatch.ledger.view import View

__all__ = ["Texts"]

_MOST = 30_000_000  # characters


class Texts:
    """The final texts of the reports of a view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._texts: dict[str, str] = {}
        self._held = 0

    def whole(self, report_id: str) -> str:
        """Return the text of a report, empty where there is none of that id."""
        if report_id not in self._texts:
            if self._held > _MOST:
                self._texts.clear()
                self._held = 0
            self._texts[report_id] = self._view.text(report_id)
            self._held += len(self._texts[report_id])
        return self._texts[report_id]

    def stretch(self, report_id: str, start: int, end: int) -> str:
        """Return a stretch of it, empty where there is none."""
        return self.whole(report_id)[start:end]
