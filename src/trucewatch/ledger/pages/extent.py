"""How much does the ledger hold, from when to when, and are its links up to date? And names by part of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trucewatch.ledger.derive import RECIPE
from trucewatch.ledger.questions import fold

if TYPE_CHECKING:
    from trucewatch.ledger.view import View

__all__ = ["Extent", "Freshness", "chosen", "extent", "freshness", "is_too_large", "names"]

Record = dict[str, Any]

_MOST_NAMES = 400  # that a part of a name may stand for in one question
_FIGURES = 20  # that weigh as much as a reading: most hold ten, one may hold a million, and 20,000 take 18 s of CPU


@dataclass(frozen=True, slots=True)
class Freshness:
    """What a view was made from: last reading, judgement and problem, and readings not linked yet.

    `is_linked`: events and families follow from all that is there.
    """

    readings: int
    judgements: int
    problems: int
    unlinked: int
    is_linked: bool

    @property
    def stamp(self) -> str:
        """A word that changes whenever what pages show does."""
        return f"{self.readings}.{self.judgements}.{self.problems}.{self.unlinked}.{int(self.is_linked)}"


@dataclass(frozen=True, slots=True)
class Extent:
    """Counts of the reports shown and their records, the first and last day of publication, and how many without."""

    reports: int
    figures: int
    statements: int
    positions: int
    undated: int
    outlets: int
    first: str | None
    last: str | None


def freshness(view: View) -> Freshness:
    """Return how far readings, judgements and links reach."""
    readings, judgements = view.reach()
    problems = next(view.ask("SELECT COALESCE(MAX(problem_no), 0) AS last FROM problem"))["last"]
    made = next(view.ask("SELECT recipe, reading_no, judgement_no FROM spread_from"), None)
    if made is None:
        return Freshness(readings, judgements, problems, readings, is_linked=readings == 0)
    is_linked = (made["recipe"], made["reading_no"], made["judgement_no"]) == (RECIPE, readings, judgements)
    return Freshness(readings, judgements, problems, readings - made["reading_no"], is_linked)


def is_too_large(view: View, up_to: int) -> bool:
    """Whether a ledger is too large to be linked while somebody waits; `up_to`: how many readings may be.

    Figures count too: a single report may hold a million.
    """
    if view.reach()[0] > up_to:
        return True
    return next(view.ask("SELECT COALESCE(SUM(figures), 0) AS held FROM reading"))["held"] > _FIGURES * up_to


def extent(view: View, *, as_of: str | None = None) -> Extent:
    """Return how much was published up to `as_of`; what has no date counts only where no day is asked for."""
    days = next(
        view.ask(
            "SELECT COALESCE(SUM(reports), 0) AS reports, COALESCE(SUM(figures), 0) AS figures, "
            "COALESCE(SUM(statements), 0) AS statements, COALESCE(SUM(positions), 0) AS positions, "
            "COALESCE(SUM(CASE WHEN day = '' THEN reports END), 0) AS undated, "
            "MIN(NULLIF(day, '')) AS first, MAX(NULLIF(day, '')) AS last FROM day "
            "WHERE :as_of IS NULL OR (day <= :as_of AND day > '')",
            {"as_of": as_of},
        )
    )
    outlets = next(
        view.ask(
            "SELECT COUNT(*) AS n FROM name WHERE sort = 'outlet' AND (:as_of IS NULL OR told <= :as_of)",
            {"as_of": as_of},
        )
    )
    return Extent(**days, outlets=outlets["n"])


def names(view: View, sort: str, *, part: str | None = None, limit: int = 50) -> list[Record]:
    """Return names of one sort, those told most often first.

    Sorts: source, speaker, place, country, outlet, measure, holder, topic, stage. Keys: name, records, told, heard
    (first and last day). `part` is looked for without case and accents.
    """
    query = (
        "SELECT name, records, told, heard FROM name WHERE sort = :sort AND INSTR(folded, :part) > 0 "
        "ORDER BY records DESC, name LIMIT :limit"
    )
    if not part:
        query = query.replace("AND INSTR(folded, :part) > 0 ", "")
    return list(view.ask(query, {"sort": sort, "part": fold(part or ""), "limit": limit}))


def chosen(view: View, sort: str, part: str) -> list[str]:
    """Return the names of a sort that hold `part`, those told most often where there are too many."""
    return [row["name"] for row in names(view, sort, part=part, limit=_MOST_NAMES)]
