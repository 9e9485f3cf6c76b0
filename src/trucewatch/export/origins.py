"""Heads of reports, and the text each was taken from where that is known: what standards on news ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trucewatch.export.asked import Asked, lineages
from trucewatch.ledger.pages import records as pages

if TYPE_CHECKING:
    from trucewatch.ledger import View

__all__ = ["Origins", "urn"]

Record = dict[str, Any]

_KEPT = 2_000  # heads remembered


class Origins:
    """Looks up reports by id, and which family each belongs to; families are read once."""

    def __init__(self, view: View, asked: Asked) -> None:
        self._view = view
        self._heads: dict[str, Record | None] = {}
        self._families: dict[str, Record] = {}
        for lineage in lineages(view, "lineage", asked):
            family = {key: lineage[key] for key in ("lineage_id", "agency", "origin", "reports")}
            self._families.update(dict.fromkeys(lineage["reports"], family))

    def head(self, report_id: str) -> Record | None:
        """Return a report without its text, None where there is none of that id."""
        if report_id not in self._heads:
            if len(self._heads) >= _KEPT:
                self._heads.clear()
            self._heads[report_id] = pages.report(self._view, report_id)
        return self._heads[report_id]

    def family(self, report_id: str) -> Record | None:
        """Return lineage_id, agency, origin and reports of the family a report belongs to, else None."""
        return self._families.get(report_id)

    def first(self, report_id: str) -> Record | None:
        """Return the head of the report that a report was taken from (perhaps itself), None where that is not known."""
        family = self.family(report_id)
        return None if family is None or family["origin"] is None else self.head(family["origin"])


def urn(record_id: str) -> str:
    """Return the name of a record as a URI."""
    return f"urn:trucewatch:{record_id}"
